from odoo import models


class DebtAction(models.Model):
    _inherit = "debt.action"

    def _still_owed(self):
        """Return those of these actions with a demanded item that isn't paid or covered by credits.

        An action without demanded items (a decision) counts as owed: a person ends what it set.
        """
        demanded = self.env["debt.action.line"].search(
            [("action_id", "in", self.ids), ("role", "=", "demanded")]
        )
        open_lines = {
            row["line_id"]
            for row in demanded.action_id.debtor_id._net_rows()
            if not self.env["res.currency"].browse(row["currency_id"]).is_zero(float(row["net"]))
        }
        owed = demanded.filtered(lambda line: line.item_id.move_line_id.id in open_lines)
        return owed.action_id + (self - demanded.action_id)
