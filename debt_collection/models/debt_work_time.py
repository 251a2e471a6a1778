from decimal import Decimal

from odoo import api, fields, models

from ..tools.work import Norm

WORKS = [
    ("letter", "Letter of the strategy"),
    ("letter_own", "Letter made by a person"),
    ("approval", "Looking at a letter and approving it"),
    ("paper", "Printing a letter and taking it to the post"),
    ("sms", "SMS"),
    ("statement", "Statement of account"),
    ("call", "Call"),
    ("email", "E-mail written by hand"),
    ("visit", "Visit"),
    ("other", "Another contact"),
    ("activity", "Task"),
    ("decision", "Decision"),
    ("sale_hold", "Sale hold"),
    ("notice", "Notice to colleagues"),
    ("interest_note", "Interest note"),
    ("register", "Debt register"),
]


class DebtWorkTime(models.Model):
    """How many minutes a piece of work takes, with the program and without it: what actions are
    given when they are done, until a person says what it really took.
    """

    _name = "debt.work.time"
    _description = "Working Time"
    _order = "sequence, id"
    _rec_name = "work"

    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", index=True, help="Empty: for all companies.")
    work = fields.Selection(WORKS, required=True)
    minutes = fields.Float(
        "Minutes of a person",
        digits=(6, 1),
        aggregator=None,
        help="What it takes a person as it is done now. 0: the program does it alone.",
    )
    by_hand = fields.Float(
        "Minutes by hand",
        digits=(6, 1),
        aggregator=None,
        help="What it took, or would take, without the program: the difference is time saved.",
    )

    _work_unique = models.Constraint(
        "UNIQUE NULLS NOT DISTINCT (company_id, work)",
        "There is one row for each company and piece of work.",
    )
    _minutes_positive = models.Constraint(
        "CHECK (minutes >= 0 AND by_hand >= 0)", "Minutes can't be negative."
    )

    @api.model
    def _norms(self, company):
        """Return {work: tools.work.Norm} of a company; its own rows win over the shared ones."""
        # sudo: the times of the house hold for whoever ends an action
        rows = self.sudo().search([("company_id", "in", [company.id, False])])
        return {
            row.work: Norm(Decimal(str(row.minutes)), Decimal(str(row.by_hand)))
            for row in rows.sorted(lambda row: bool(row.company_id))
        }
