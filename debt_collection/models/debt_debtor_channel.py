from odoo import api, fields, models


class DebtDebtorChannel(models.Model):
    """One way of reaching a customer; the first of them that works is taken."""

    _name = "debt.debtor.channel"
    _description = "Way of Reaching a Customer"
    _order = "sequence, id"
    _rec_name = "channel_id"

    debtor_id = fields.Many2one("debt.debtor", required=True, index=True, ondelete="cascade")
    channel_id = fields.Many2one("debt.channel", "Way", required=True, ondelete="cascade")
    sequence = fields.Integer(default=10)

    _channel_unique = models.Constraint(
        "UNIQUE(debtor_id, channel_id)", "Each way is listed once for a customer."
    )


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    way_ids = fields.One2many(
        "debt.debtor.channel",
        "debtor_id",
        "Ways of reaching him",
        help="In this order, instead of the order of the strategy; the first that works is taken. "
        "Empty: as the strategy says.",
    )
    channel_ids = fields.Many2many(
        "debt.channel", string="His channels", compute="_compute_channel_ids"
    )

    @api.depends("way_ids.channel_id", "way_ids.sequence")
    def _compute_channel_ids(self):
        for debtor in self:
            debtor.channel_ids = debtor.way_ids.sorted().channel_id

    @api.depends("way_ids.channel_id", "way_ids.sequence")
    def _compute_next_date(self):
        """By which ways he can be reached is read by the run."""
        return super()._compute_next_date()
