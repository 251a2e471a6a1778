from odoo import api, fields, models


class DebtAssignment(models.Model):
    """Who had a case since when, and why: written with every change of its collector."""

    _name = "debt.assignment"
    _description = "Assignment of a Case"
    _order = "id desc"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, index=True)
    case_id = fields.Many2one("debt.case", required=True, index=True, ondelete="cascade")
    date = fields.Datetime(required=True)
    from_user_id = fields.Many2one("res.users", "From")
    collector_id = fields.Many2one("res.users", "Collector", index="btree_not_null")
    user_id = fields.Many2one("res.users", "Changed by", help="Empty: by the nightly run.")
    rule_id = fields.Many2one("debt.collector.rule", ondelete="set null")
    mode = fields.Selection(
        [
            ("rule", "By a rule"),
            ("shared", "Shared evenly"),
            ("customer", "Set on the customer"),
            ("hand", "By hand"),
        ],
        required=True,
    )
    why = fields.Char(compute="_compute_why")

    @api.depends_context("lang")
    @api.depends("mode", "rule_id.name")
    def _compute_why(self):
        modes = dict(self._fields["mode"]._description_selection(self.env))
        for row in self:
            row.why = modes.get(row.mode, "")
            if row.rule_id:
                row.why = self.env._("Rule “%(rule)s”", rule=row.rule_id.name)

    @api.model
    def _note(self, rows):
        """Write history of the run, set-wise.

        :param rows: [(company, case, former collector or None, new one, rule or None, mode)]
        """
        now = fields.Datetime.now().replace(microsecond=0)
        self.env["debt.run"]._copy(
            self._table,
            ["company_id", "case_id", "from_user_id", "collector_id", "rule_id", "mode", "date"],
            [(*row, now) for row in rows],
        )
