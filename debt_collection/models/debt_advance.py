from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

OPEN_STATES = ("draft", "sent", "sale")
INVOICED = ("invoiced", "upselling")


class DebtAdvance(models.Model):
    """What a person said of a receipt: it is an advance for an order, or it is none although its
    title names one (PRACTICE 1.7). The receipt is known by its entry and the customer: allocating,
    undoing and resetting make new journal items, the entry stays.
    """

    _name = "debt.advance"
    _description = "Advance for an Order"
    _order = "id desc"

    move_id = fields.Many2one(
        "account.move", "Receipt", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="move_id.company_id", store=True)
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, ondelete="cascade", readonly=True
    )
    is_advance = fields.Boolean(
        "Advance for an order", default=True, readonly=True, help="Off: it pays invoices."
    )
    order_id = fields.Many2one(
        "sale.order",
        ondelete="set null",
        readonly=True,
        help="The advance ends when this order is invoiced or cancelled. Empty: ended by hand.",
    )
    reason = fields.Text()
    user_id = fields.Many2one(
        "res.users", "Set by", default=lambda self: self.env.user, readonly=True
    )
    ended_on = fields.Date(readonly=True)
    ended_by_id = fields.Many2one("res.users", readonly=True)

    _open = models.UniqueIndex("(move_id, partner_id) WHERE ended_on IS NULL")

    @api.model
    def _mark(self, lines, is_advance=True, order=None, reason=None):
        """Say of unallocated receipts that they are advances, for `order` or for any; or that they
        aren't. What was said before ends.

        :param lines: credit lines of receivable accounts
        :raises UserError: lines that aren't open receipts; an order of somebody else or not open
        """
        self._check_markable(lines, order)
        self._of(lines)._close()
        moves = {(line.move_id, line.partner_id.commercial_partner_id) for line in lines}
        advances = self.create(
            [
                {
                    "move_id": move.id,
                    "partner_id": partner.id,
                    "is_advance": is_advance,
                    "order_id": order.id if order else False,
                    "reason": reason,
                }
                for move, partner in sorted(moves, key=lambda pair: pair[0].id)
            ]
        )
        advances._take_effect()
        return advances

    @api.model
    def _unmark(self, lines):
        """Take back what was said of these receipts: what their titles say counts again."""
        advances = self._of(lines)
        advances._close()
        advances._take_effect()

    @api.model
    def _of(self, lines):
        """Return what is said now of the receipts that these journal items belong to."""
        pairs = {(line.move_id.id, line.partner_id.commercial_partner_id.id) for line in lines}
        found = self.search([("move_id", "in", lines.move_id.ids), ("ended_on", "=", False)])
        return found.filtered(lambda advance: (advance.move_id.id, advance.partner_id.id) in pairs)

    def _check_markable(self, lines, order):
        for line in lines:
            is_open = line.parent_state == "posted" and not line.reconciled
            is_credit = line.account_type == "asset_receivable" and line.amount_residual < 0
            is_credit &= line.move_type != "out_refund"
            if not (is_open and is_credit and line.partner_id):
                raise UserError(
                    self.env._(
                        "%(document)s is no receipt of a customer that is still unallocated.",
                        document=line.move_name or line.display_name,
                    )
                )
        if not order:
            return
        if order.state not in OPEN_STATES or order.invoice_status in INVOICED:
            raise UserError(
                self.env._(
                    "%(order)s is invoiced or cancelled: its advance pays invoices now.",
                    order=order.name,
                )
            )
        customers = lines.partner_id.commercial_partner_id
        if customers - (order.partner_id | order.partner_invoice_id).commercial_partner_id:
            raise UserError(
                self.env._("%(order)s is an order of another customer.", order=order.name)
            )

    def _close(self):
        for company, advances in self.grouped("company_id").items():
            advances.write({"ended_on": company._debt_today(), "ended_by_id": self.env.uid})

    def _take_effect(self):
        """The customers are looked at again: more or less is demanded of them from now on."""
        self.env["debt.dirty"]._push({(a.company_id.id, a.partner_id.id) for a in self})
        self.env["account.move.line"].invalidate_model(["debt_is_advance", "debt_advance_text"])
        for advance in self:
            # the note is ours, whoever of the staff causes it
            for case in advance._debtor().sudo()._open_case():
                case.message_post(body=advance._sentence())

    def _debtor(self):
        return self.env["debt.debtor"].search(
            [("company_id", "=", self.company_id.id), ("partner_id", "=", self.partner_id.id)]
        )

    def _sentence(self):
        """Say in words what holds now for this receipt."""
        values = {"receipt": self.move_id.name, "order": self.sudo().order_id.name or ""}
        if self.ended_on:
            return self.env._("%(receipt)s: the mark as advance was taken back.", **values)
        if not self.is_advance:
            return self.env._("%(receipt)s isn't an advance, it pays invoices.", **values)
        if self.order_id:
            return self.env._("%(receipt)s is an advance for %(order)s.", **values)
        return self.env._("%(receipt)s is an advance for an order.", **values)

    @api.model
    def _said_sql(self):
        """LEFT JOIN of what was said (`said`) to journal items `l` of partners `p`."""
        self.flush_model()
        return SQL(
            """LEFT JOIN debt_advance said ON said.move_id = l.move_id
                AND said.partner_id = p.commercial_partner_id AND said.ended_on IS NULL"""
        )
