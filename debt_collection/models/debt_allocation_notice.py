from odoo import Command, api, fields, models


class DebtAllocation(models.Model):
    """Notice of allocation: what the payment paid, told to the customer in his language."""

    _name = "debt.allocation"
    _inherit = ["debt.worded.mixin", "debt.allocation"]

    notice_on = fields.Datetime("Notice sent on", readonly=True, copy=False)
    notice_by_id = fields.Many2one("res.users", "Notice sent by", readonly=True, copy=False)

    paid_table = fields.Html("Table of what was paid", compute="_compute_table", sanitize=False)
    amount_text = fields.Char("Received, as text", compute="_compute_texts")
    date_paid_text = fields.Char("Paid on, as text", compute="_compute_texts")
    indicated_text = fields.Char("Named by the customer, as text", compute="_compute_texts")
    left_text = fields.Char("Stays on account, as text", compute="_compute_texts")
    open_text = fields.Char("Still open after the payment", compute="_compute_texts")
    is_lawful_order = fields.Boolean(
        "The customer may still object",
        compute="_compute_texts",
        help="Nothing was agreed, and he named no documents.",
    )

    # the text

    def _text_rank(self):
        return "s_allocation"

    def _fragment_template(self):
        return "debt_collection.worded_body"

    @api.depends("amount", "amount_left", "date_paid", "indicated_ids", "line_ids", "mode", "lang")
    def _compute_texts(self):
        for notice in self._in_own_language():
            own, text = notice.currency_id, notice._amount_text
            left, still = notice.amount_left, notice.line_ids._still_open()
            notice.amount_text = text(notice.amount, own)
            notice.date_paid_text = notice._day_text(notice.date_paid)
            notice.indicated_text = ", ".join(notice.indicated_ids.mapped("name"))
            notice.left_text = text(left, own) if left > 0 else False
            notice.open_text = "; ".join(
                f"{line.name}: {text(line._left_after(), own)}" for line in still
            )
            same_order = notice.mode == notice.mode_lawful
            notice.is_lawful_order = not notice.indicated_ids and same_order

    @api.depends("line_ids.amount", "lang")
    @api.depends_context("debt_row_mark")
    def _compute_table(self):
        for notice in self:
            notice.paid_table = notice._printed_table("debt_collection.allocation_table")

    def _table_values(self):
        parts = self.line_ids._fields["part"]._description_selection(self.env)
        return {"part": dict(parts).get}

    @api.model
    def _sample_vals(self, day):
        debts = self._sample_debts(day)
        total = sum(debt["amount"] for debt in debts)
        # all that is read from the ledger is given, so that nothing is read
        known = {"part": "principal", "debt_name": False}
        lines = [{**debt, **known, "amount_open": debt["amount"]} for debt in debts]
        return {
            "name": "ZAL/0001",
            "date_paid": day,
            "text": f"FV/{day.year}",
            "amount": total,
            "amount_allocated": total,
            "line_ids": [Command.create(line) for line in lines],
        }

    # sent

    def action_send_notice(self):
        for allocation in self:
            allocation._send_notice()

    def _send_notice(self):
        """Queue the e-mail with the notice."""
        self._mail_paper("debt_collection.mail_template_allocation")
        self._mark("notice")
        self._tell_case(
            self.env._("Notice of allocation %(document)s sent.", document=self._get_html_link())
        )
