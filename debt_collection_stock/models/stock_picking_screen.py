from odoo import api, fields, models
from odoo.addons.debt_collection.tools.toast import RELOAD, toast

from .stock_picking import OPEN_STATES


class StockPicking(models.Model):
    """What the warehouse sees of a held delivery, and what people may do about it."""

    _name = "stock.picking"
    _inherit = ["stock.picking", "debt.release.mixin"]

    _debt_release_type = "debt_collection_stock.mail_activity_type_release"

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
        return self._debt_release_action(
            self.env._("Release delivery"), default_picking_id=self.id, default_scope="order"
        )

    def action_debt_ask_release(self):
        head = self._debt_ask_releaser(self.env._("Release the delivery?"))
        return toast(self.env._("%s was asked to release this delivery.", head.name), RELOAD)
