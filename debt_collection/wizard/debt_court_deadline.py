from odoo import api, fields, models


class DebtCourtDeadline(models.TransientModel):
    """What a court or a bailiff wants by which day."""

    _name = "debt.court.deadline"
    _description = "Court Deadline"

    case_id = fields.Many2one("debt.case", required=True, readonly=True)
    date = fields.Date("Last day", required=True)
    what = fields.Char("To be done by then", required=True)
    is_set = fields.Boolean(readonly=True, help="There is a deadline already.")

    @api.model
    def _open_for(self, case):
        """Return the dialog for one case, with the deadline it has."""
        case.ensure_one()
        wizard = self.create(
            {
                "case_id": case.id,
                "date": case.court_deadline_on or case.company_id._debt_today(),
                "what": case.court_deadline_what or self.env._("Answer the court"),
                "is_set": bool(case.court_deadline_on),
            }
        )
        return wizard._get_records_action(name=self.env._("Set a court deadline"), target="new")

    def action_confirm(self):
        self.case_id._set_court_deadline(self.date, self.what)

    def action_done(self):
        """What was to be done is done."""
        self.case_id.check_access("write")
        self.case_id._end_court_deadline()
