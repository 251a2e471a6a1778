from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..tools import business_days


class DebtBankCheck(models.Model):
    """What a person said about the bank data: nothing came in, or letters may leave all the same.

    Rows are never changed: they are the log of who said so.
    """

    _name = "debt.bank.check"
    _description = "Bank Data Check"
    _order = "id desc"

    company_id = fields.Many2one("res.company", required=True, index=True)
    type = fields.Selection(
        [("nothing", "Nothing came in"), ("release", "Released in spite of old bank data")],
        required=True,
    )
    journal_id = fields.Many2one("account.journal", ondelete="cascade")
    date = fields.Date(
        required=True, help="Known until this day; for a release: the day it is for."
    )
    user_id = fields.Many2one("res.users", required=True, default=lambda self: self.env.user)
    reason = fields.Char()

    @api.constrains("type", "reason")
    def _check_reason(self):
        if any(check.type == "release" and not check.reason for check in self):
            raise ValidationError(self.env._("Please say why the letters may leave."))

    @api.model
    def _known_by_journal(self, company, day):
        """Return {fed bank journal: last day known (date)} of `company`, seen on `day`.

        Fed: it ever had a statement line and isn't marked as not fed. Known: the latest of its
        last line, its last statement and what a person confirmed; days after `day` are typing
        errors and say nothing.
        """
        for model in ("account.journal", "account.bank.statement.line", "account.bank.statement"):
            self.env[model].flush_model()
        self.flush_model()
        rows = self.env.execute_query(self._known_query(company, day))
        return {
            self.env["account.journal"].browse(journal): fields.Date.to_date(known)
            for journal, known in rows
        }

    def _known_query(self, company, day):
        # internal_index starts with the line's date: its greatest value is read from the index
        return SQL(
            """
            SELECT j.id, GREATEST(
                     (SELECT TO_DATE(LEFT(MAX(top.last), 8), 'YYYYMMDD') FROM (
                         SELECT (SELECT MAX(l.internal_index)
                                   FROM account_bank_statement_line l
                                  WHERE l.journal_id = j.id AND l.company_id = c.id
                                    AND l.internal_index < %(tomorrow)s) AS last
                           FROM res_company c) AS top),
                     (SELECT MAX(s.date) FROM account_bank_statement s
                       WHERE s.journal_id = j.id AND s.date <= %(day)s),
                     (SELECT MAX(b.date) FROM debt_bank_check b
                       WHERE b.type = 'nothing' AND b.date <= %(day)s
                         AND (b.journal_id = j.id
                              OR b.journal_id IS NULL AND b.company_id = %(company)s)))
              FROM account_journal j
             WHERE j.type = 'bank' AND j.active AND j.debt_not_fed IS NOT TRUE
               AND j.company_id = ANY(%(companies)s)
               AND EXISTS (SELECT 1 FROM account_bank_statement_line l WHERE l.journal_id = j.id)
          ORDER BY j.id
            """,
            company=company.id,
            companies=company.parent_ids.ids,
            day=day,
            tomorrow=fields.Date.add(day, days=1).strftime("%Y%m%d"),
        )

    @api.model
    def _known_until(self, company, day=None):
        """Return the day (date) until which all fed bank journals are known.

        None: there is none, or of one nothing is known.
        """
        known = self._known_by_journal(company, day or company._debt_today()).values()
        return min(known) if known and all(known) else None

    @api.model
    def _gate(self, company, day):
        """Tell why nothing may go out after the due date on `day`: None, or (reason code, data).

        Bank data has to be known up to the last working day before `day` (PRACTICE 1.1).
        """
        if not company.debt_freshness_gate:
            return None
        off = self.env["debt.calendar"]._company_holidays(company, day)
        needed = business_days.previous_working(day, off)
        known = self._known_by_journal(company, day)
        stale = {journal: date for journal, date in known.items() if not date or date < needed}
        if not stale or self._is_released(company, day):
            return None
        journal = min(stale, key=lambda j: (stale[j] or needed.min, j.id))
        return "bank_stale", {
            "journal": journal.sudo().display_name,
            "date_known": fields.Date.to_string(stale[journal]) if stale[journal] else False,
            "date_needed": fields.Date.to_string(needed),
        }

    @api.model
    def _is_released(self, company, day):
        domain = [("company_id", "=", company.id), ("type", "=", "release"), ("date", "=", day)]
        return bool(self.sudo().search_count(domain, limit=1))
