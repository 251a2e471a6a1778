from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL
from odoo.tools.misc import format_date, format_datetime

# what besides the ledger decides: a change of one of these makes a preview old
DECIDING = (
    "debt_hold",
    "debt_advance",
    "debt_debtor",
    "debt_strategy",
    "debt_step",
    "debt_step_task",
    "debt_strategy_rule",
    "debt_minimum",
    "debt_action",
    "debt_bank_check",
    "res_company",
)


class DebtRun(models.Model):
    """Looking before anything happens: tonight, another day; running by hand."""

    _inherit = "debt.run"

    facts_mark = fields.Char(help="Changes with anything that decides; tells an old preview.")

    def _mark_facts(self):
        """A text that changes when the company's ledger or anything that decides changes."""
        self.env.flush_all()
        accounts = self._receivable_accounts().ids
        parts = [
            SQL(
                """SELECT CONCAT_WS('/', COUNT(*), BIT_XOR(%s)) FROM account_move_line l
                    WHERE l.account_id = ANY(%s) AND l.reconciled IS NOT TRUE
                      AND l.parent_state = 'posted' AND l.company_id = %s""",
                self._mark_sql(),
                accounts,
                self.company_id.id,
            )
        ]
        parts += [
            SQL(
                "SELECT CONCAT_WS('/', COUNT(*), MAX(write_date)) FROM %s",
                SQL.identifier(table),
            )
            for table in DECIDING
        ]
        rows = self.env.execute_query(SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts))
        return " ".join(text for (text,) in rows)

    def _launch(self):
        """Do the run now if it is small, else leave it to the cron, which shows its progress."""
        run = self._in_company()
        settings = run._prepare()
        run.facts_mark = run._mark_facts()
        if run.chunk_total > 1:
            # sudo: whoever may start a run may wake its cron
            self.env.ref("debt_collection.ir_cron_nightly").sudo()._trigger()
        else:
            run._do_prepared(settings)

    @api.model
    def _preview(self, company, day, mode="dry"):
        """The last look at `day` if nothing has changed since, else a new one."""
        # sudo: a collector may look, and a look writes only its own lines
        runs = self.sudo()
        domain = [("company_id", "=", company.id), ("mode", "=", mode), ("date", "=", day)]
        last = runs.search([*domain, ("state", "!=", "failed")], order="id desc", limit=1)
        if last and (
            last.state == "running" or last.facts_mark == last._in_company()._mark_facts()
        ):
            return last
        run = runs._start(company, mode, day)
        run._launch()
        return run

    @api.model
    def action_preview_tonight(self):
        """Open what would go out tonight, to whom and why."""
        self._check_may_look()
        company = self.env.company
        return self._preview(company, company._debt_today()).action_open_lines()

    @api.model
    def action_recalculate(self):
        """Open a fresh preview of tonight, whatever was there."""
        self._check_may_look()
        company = self.env.company
        run = self.sudo()._start(company, "dry", company._debt_today())  # sudo: see `_preview`
        run._launch()
        return run.action_open_lines()

    def _check_may_look(self):
        if not self.env.user.has_group("debt_collection.group_collector"):
            raise AccessError(self.env._("Previews are for the people who collect."))

    def action_open_lines(self):
        """Open what this run decided; while it is still going, the run with its progress."""
        self.ensure_one()
        run = self.sudo(False)
        if run.state == "running":
            return run._get_records_action(name=self.env._("Run"))
        xmlid = "debt_collection.debt_run_line_action"
        action = {
            "type": "ir.actions.act_window",
            "res_model": "debt.run.line",
            "view_mode": "list,form",
        }
        if self.env.ref(xmlid, raise_if_not_found=False):
            action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        day = format_date(self.env, run.date)
        moment = format_datetime(self.env, run.finished_on or run.started_on, dt_format="HH:mm")
        name = self.env._("Preview %(day)s, %(time)s", day=day, time=moment)
        if run._is_real():
            name = self.env._("Run of %(day)s", day=day)
        return {
            **action,
            "name": name,
            "domain": [("run_id", "=", run.id)],
            "context": {"search_default_group_outcome": 1, "debt_run_id": run.id},
        }


class DebtRunLine(models.Model):
    _inherit = "debt.run.line"

    @api.model
    def action_recalculate(self):
        """Compute the preview again."""
        return self.env["debt.run"].action_recalculate()

    def action_run_now(self):
        """Ask before running for real; with lines chosen only for their customers."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "debt_collection.debt_run_wizard_action"
        )
        context = {"default_what": "now", "default_case_ids": self.case_id.ids}
        return {**action, "name": self.env._("Run now"), "context": context}
