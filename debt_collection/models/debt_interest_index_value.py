from odoo import fields, models


class DebtInterestIndexValue(models.Model):
    """The rate of an index from a day on, with where it was read."""

    _name = "debt.interest.index.value"
    _description = "Interest Rate"
    _order = "index_id, date desc"
    _rec_name = "date"

    index_id = fields.Many2one("debt.interest.index", required=True, index=True, ondelete="cascade")
    date = fields.Date("In force from", required=True)
    value = fields.Float("Percent", required=True, digits=(7, 4), aggregator="avg")
    source = fields.Char(help="Where this value was read.")
    verified_on = fields.Date("Compared on", help="When it was last compared with the source.")

    _date_unique = models.Constraint(
        "UNIQUE(index_id, date)", "This index has a value of that day already."
    )
    _value_plausible = models.Constraint(
        "CHECK (value > -10 AND value < 100)", "An interest rate is between -10 and 100 percent."
    )
