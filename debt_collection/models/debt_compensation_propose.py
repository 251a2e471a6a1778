from collections import defaultdict
from datetime import date
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

LIMITATION_YEARS = 3


class Policy(NamedTuple):
    """From when on compensation is claimed (PRACTICE 1.12); amounts in PLN."""

    min_days: int
    min_amount: float
    per_quarter: int
    is_never: bool = False


class DebtCompensation(models.Model):
    """Proposals: what the policy claims becomes draft notes, the rest is listed."""

    _inherit = "debt.compensation"

    @api.model
    def _propose(self, company, day, partners=None, min_days=None, min_amount=None):
        """Draft one note for each debtor with rights the policy claims, list all others.

        Run again on the same day it changes nothing. Rights that fell due so long ago that they
        are past limitation are left out.

        :param partners: commercial partners, None for all
        :param min_days, min_amount: instead of the policy's, for this proposal
        :return: the new draft notes
        """
        # drafts and listed rights are made here only, nobody creates them by hand
        model = self.sudo().with_company(company)
        histories = self.env["debt.interest"]._histories(company, day, partners=partners)
        oldest = date(day.year - LIMITATION_YEARS, 1, 1)
        histories = {k: one for k, one in histories.items() if one.effective_due >= oldest}
        decided = model.env["debt.compensation.line"]._decided(list(histories))
        rights = model._rights(
            company, {k: one for k, one in histories.items() if k not in decided}, day
        )
        debtors = model._debtors_of(company, rights)
        overrides = {"min_days": min_days, "min_amount": min_amount}
        reasons = model._reasons(company, day, rights, debtors, overrides)
        lines = model._store_rights(company, rights, debtors, reasons)
        model._forget(company, partners, histories, rights)
        return model._draft_notes(lines.filtered(lambda line: not line.policy), day).sudo(
            self.env.su
        )

    def _debtors_of(self, company, rights):
        """{partner id: debtor}, created where missing."""
        partners = self.env["res.partner"].browse({one.partner_id for one in rights.values()})
        debtors = self.env["debt.debtor"]._get_or_create(company, partners)
        return {debtor.partner_id.id: debtor for debtor in debtors}

    # policy --------------------------------------------------------------------------------------

    def _reasons(self, company, day, rights, debtors, overrides):
        """{journal item id: key of POLICIES or False}: why a right isn't claimed now."""
        disputed = self._disputed(list(rights))
        insolvent = self._insolvent_spans(company, debtors)
        used = self._used_in_quarter(company, day)
        by_partner = defaultdict(list)
        for right in rights.values():
            by_partner[right.partner_id].append(right)
        reasons = {}
        for partner_id, own in by_partner.items():
            debtor = debtors[partner_id]
            policy = debtor._compensation_policy(overrides)
            is_insolvent = self._is_in(day, insolvent[partner_id])
            left = policy.per_quarter - used[debtor.id]
            # the highest first: that is what the limit should be used for
            for right in sorted(own, key=lambda one: (-(one.amount or 0), one.due, one.line_id)):
                reason = self._reason(right, policy, right.line_id in disputed)
                reason = "insolvent" if is_insolvent else reason
                if not reason and left <= 0:
                    reason = "quarter"
                left -= not reason
                reasons[right.line_id] = reason
        return reasons

    def _reason(self, right, policy, is_disputed):
        if policy.is_never:
            return "never"
        if is_disputed:
            return "disputed"
        if right.late < policy.min_days:
            return "young"
        if right.error:
            return "rate"
        return "small" if right.gross_pln < policy.min_amount else False

    def _disputed(self, line_ids):
        """Ids of journal items under a dispute: of themselves, their case or their debtor."""
        self.env["debt.hold"].flush_model()
        self.env["debt.item"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT i.move_line_id
                  FROM debt_item i
                  JOIN debt_hold h ON h.debtor_id = i.debtor_id
                 WHERE h.kind = 'dispute' AND h.ended_on IS NULL
                   AND (h.item_id = i.id OR h.item_id IS NULL
                        AND (h.case_id IS NULL OR h.case_id = i.case_id))
                   AND i.move_line_id = ANY(%s)
                """,
                line_ids,
            )
        )
        return {line_id for (line_id,) in rows}

    def _used_in_quarter(self, company, day):
        """{debtor id: receivables charged by its notes of the quarter of `day`}."""
        first = fields.Date.start_of(day, "quarter")
        rows = self.env["debt.compensation.line"]._read_group(
            [
                ("company_id", "=", company.id),
                ("state", "=", "charged"),
                ("note_id.date", ">=", first),
                ("note_id.date", "<=", fields.Date.end_of(day, "quarter")),
            ],
            ["debtor_id"],
            ["__count"],
        )
        return defaultdict(int, {debtor.id: count for debtor, count in rows})

    # storing -------------------------------------------------------------------------------------

    def _store_rights(self, company, rights, debtors, reasons):
        """Write the rows of rights, old ones anew; those without a reason may be charged."""
        Line = self.env["debt.compensation.line"]
        known = Line.search([("move_line_id", "in", list(rights)), ("state", "=", "left")])
        known = {line.move_line_id.id: line for line in known}
        # a line that somebody took off a note isn't put on the next one by itself
        dropped = {key for key, line in known.items() if line.policy == "dropped"}
        reasons = {key: "dropped" if key in dropped else why for key, why in reasons.items()}
        lines = self.env["account.move.line"].browse(list(rights))
        names = {line.id: self._document_name(line) for line in lines}
        values = {
            key: {
                **self._prepare_line_vals(right),
                "name": names[key],
                "company_id": company.id,
                "debtor_id": debtors[right.partner_id].id,
                "policy": reasons[key],
            }
            for key, right in rights.items()
        }
        for key in known.keys() & values.keys():
            known[key].write(values[key])
        created = Line.create([vals for key, vals in values.items() if key not in known])
        return created | Line.union(*known.values())

    def _document_name(self, line):
        """What the debtor knows the claim by; of an opening entry its line says it."""
        is_entry = line.move_id.move_type == "entry"
        return (is_entry and line.name) or line.move_name

    def _prepare_line_vals(self, right):
        """Values of a row that come from the right itself."""
        rate = right.rate
        return {
            "partner_id": right.partner_id,
            "move_line_id": right.line_id,
            "date_due": right.due,
            "days_late": right.late,
            "gross": float(right.gross),
            "gross_currency_id": right.currency_id,
            "gross_pln": float(right.gross_pln or 0),
            "currency_id": self.env.ref("base.PLN").id,
            "tier_eur": int(right.euros or 0),
            "rate": rate.mid if rate else 0.0,
            "rate_date": rate.date if rate else False,
            "table_no": rate.table_no if rate else False,
            "amount": float(right.amount or 0),
            "reason": right.error,
        }

    def _forget(self, company, partners, histories, rights):
        """Drop listed rows whose right is gone (a credit note took the claim back)."""
        domain = [("company_id", "=", company.id), ("state", "=", "left")]
        if partners is not None:
            domain.append(("partner_id", "in", partners.commercial_partner_id.ids))
        listed = self.env["debt.compensation.line"].search(domain)
        listed.filtered(lambda line: line.move_line_id.id not in rights).unlink()

    def _draft_notes(self, lines, day):
        """One draft note for each debtor of `lines`."""
        notes = self.create(
            [
                {
                    "company_id": debtor.company_id.id,
                    "debtor_id": debtor.id,
                    "partner_id": debtor.partner_id.id,
                    "currency_id": self.env.ref("base.PLN").id,
                    "date": day,
                    "user_id": debtor.company_id.debt_head_id.id,
                }
                for debtor in lines.debtor_id
            ]
        )
        by_debtor = {note.debtor_id: note for note in notes}
        for debtor, own in lines.grouped("debtor_id").items():
            own.write({"note_id": by_debtor[debtor].id, "state": "charged", "policy": False})
        return notes

    @api.model
    def _claim_lines(self, lines):
        """Draft notes for listed rights chosen by hand. Returns the notes.

        :raise UserError: one is charged or waived already, or its rate is missing
        """
        lines.check_access("write")
        wrong = lines.filtered(lambda line: line.state != "left" or not line.amount)
        if wrong:
            raise UserError(
                self.env._(
                    "Only compensation that isn't claimed yet and has an amount can be charged: "
                    "%(documents)s",
                    documents=", ".join(wrong.mapped("name")),
                )
            )
        notes = self.browse()
        for company, some in lines.sudo().grouped("company_id").items():  # see _propose
            day = company._debt_today()
            notes |= self.sudo()._draft_notes(some, day)
        return notes.sudo(self.env.su)

    @api.model
    def _cron_propose(self):
        """Once a month, from the 5th working day on: proposals of companies that want them."""
        for company in self.env["res.company"].search([("debt_compensation_monthly", "=", True)]):
            company = self.env["debt.calendar"]._for_company(company, company)
            day = company._debt_today()
            if company._debt_compensation_is_due(day):
                self.with_env(company.env)._propose(company, day)
                company.debt_compensation_proposed_on = day
                self.env["ir.cron"]._commit_progress(1)
