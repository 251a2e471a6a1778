from odoo import api, fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    debt_step = fields.Char(
        "Collection step",
        compute="_compute_debt_step",
        compute_sudo=True,
        groups="account.group_account_readonly,account.group_account_invoice",
    )
    debt_next_step = fields.Char(
        "Next collection step",
        compute="_compute_debt_step",
        compute_sudo=True,
        groups="account.group_account_readonly,account.group_account_invoice",
    )
    debt_is_watched = fields.Boolean(compute="_compute_debt_step", compute_sudo=True)

    @api.depends_context("lang")
    def _compute_debt_step(self):
        """In bulk: the list of invoices shows it."""
        items = self._debt_items()
        for move in self:
            item = items.get(move._origin)
            move.debt_is_watched = bool(item)
            move.debt_step = item._step_text() if item else False
            move.debt_next_step = item._next_step_text() if item else False

    def _debt_items(self):
        """Return {move: its open item that is furthest on the ladder}."""
        items = (
            self.env["debt.item"]
            .sudo()
            .search(
                [("move_line_id.move_id", "in", self._origin.ids), ("closed_on", "=", False)],
            )
        )
        furthest = items.sorted(lambda item: (item.phase, item.step_date or item.date_due))
        return {item.move_line_id.move_id.sudo(self.env.su): item for item in furthest}

    def _get_alerts(self):
        alerts = super()._get_alerts()
        readers = "account.group_account_readonly,account.group_account_invoice"
        if self.state == "posted" and self.is_sale_document() and self.env.user.has_groups(readers):
            item = self._debt_items().get(self._origin)
            alert = item._invoice_alert() if item else {"level": "info", "message": ""}
            alert["message"] = " ".join(filter(None, [alert["message"], self._debt_claim_text()]))
            if alert["message"]:
                alerts["debt_collection"] = alert
        return alerts

    # buttons

    def action_debt_dispute(self):
        return self.env["debt.dispute.wizard"]._open_for(self)

    def action_debt_exclude(self):
        return self._debt_open_hold("exclusion")

    def action_debt_factored(self):
        return self._debt_open_hold("factored")

    def _debt_open_hold(self, kind):
        """Open the dialog that holds these invoices, with the kind filled in."""
        action = self.env["debt.hold.wizard"]._open_for(self)
        self.env["debt.hold.wizard"].browse(action["res_id"]).kind = kind
        return action

    # hooks for letters; bridges to official invoice registers override them

    @api.model
    def _debt_letter_fields(self):
        """Return the columns that letters read, so that they are read for many at once."""
        return [
            "name",
            "ref",
            "payment_reference",
            "partner_bank_id",
            "currency_id",
            "invoice_payment_term_id",
            "narration",
        ]

    def _debt_is_split_payment(self):
        """Whether the invoice has to be paid under the Polish split payment mechanism (MPP): its
        terms say so, or the words that the law wants on such an invoice (art. 106e sec. 1 point
        18a of the VAT Act) stand on it.
        """
        said = str(self.narration or "").replace("&nbsp;", " ").lower()
        return self.invoice_payment_term_id.debt_split_payment or any(
            words in said for words in ("mechanizm podzielonej płatności", "split payment")
        )

    def _debt_ksef_number(self):
        """Return the invoice's number in the official register (KSeF), or False."""
        self.ensure_one()
        return False

    def _debt_transfer_title(self):
        """Return what the customer should quote in a transfer for this document, beside its
        number in the official register.
        """
        return self.payment_reference or self.name

    def _debt_copy_filename(self):
        """Return the file name of an invoice copy sent along with a letter."""
        return self._get_invoice_report_filename()

    def _debt_paid(self):
        """Return (amount, currency) of what was paid on each: credit notes count as minus."""
        return [
            (
                (move.amount_total - move.amount_residual)
                * (-1 if move.move_type == "out_refund" else 1),
                move.currency_id,
            )
            for move in self
        ]
