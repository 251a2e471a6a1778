from odoo import api, fields, models
from odoo.addons.debt_collection.tools.toast import RELOAD, toast

from .stock_picking import OPEN_STATES


class StockPicking(models.Model):
    """What the warehouse sees of a held delivery, and what people may do about it."""

    _inherit = "stock.picking"

    debt_is_held = fields.Boolean(
        "Held by collection", compute="_compute_debt_is_held", search="_search_debt_is_held"
    )
    debt_alerts = fields.Json(compute="_compute_debt_is_held")

    @api.depends_context("uid", "lang")
    @api.depends("partner_id", "sale_id", "state", "picking_type_id", "location_dest_id")
    def _compute_debt_is_held(self):
        """In bulk: lists show it."""
        held = self.filtered(lambda picking: picking.state in OPEN_STATES)._debt_held()
        for picking in self:
            picking.debt_is_held = picking in held
            picking.debt_alerts = False
            if picking in held:
                message = self._debt_refusal(picking, held[picking])
                picking.debt_alerts = {"debt_held": {"level": "danger", "message": message}}

    def _search_debt_is_held(self, operator, value):
        if operator != "in":
            return NotImplemented
        waiting = self.search(
            [
                ("picking_type_code", "=", "outgoing"),
                ("state", "in", OPEN_STATES),
                ("company_id.debt_stops_deliveries", "!=", False),
            ]
        )
        held = self.concat(*waiting._debt_held())
        return [("id", "in" if True in value else "not in", held.ids)]

    def action_debt_release(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Release delivery"),
            "res_model": "debt.release.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_picking_id": self.id, "default_scope": "order"},
        }

    def action_debt_ask_release(self):
        """Ask the head of receivables by an activity, once."""
        self.ensure_one()
        # who is head may be no business of the warehouse; the activity is
        picking_sudo = self.sudo()
        head = picking_sudo.env["sale.order"]._debt_releaser_of(picking_sudo.company_id)
        kind = "debt_collection.mail_activity_type_release"
        if not picking_sudo.activity_search([kind], user_id=head.id):
            summary = self.env._("Release the delivery?")
            picking_sudo.activity_schedule(kind, user_id=head.id, summary=summary)
        return toast(self.env._("%s was asked to release this delivery.", head.name), RELOAD)
