from datetime import date
from decimal import Decimal
from typing import NamedTuple

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import groupby

from ..tools import note_rows
from ..tools.interest import DAY, MissingRate

ZERO = Decimal(0)
# interest falls under limitation day by day, after three years (LAW 6)
LIMITATION_YEARS = 3


class Options(NamedTuple):
    """What notes are proposed for. None stands for the company's own setting."""

    unpaid: bool = True
    paid_late: bool = True
    partial: bool = True
    minimum: Decimal | None = None  # per note, in the company's currency
    with_small: bool = False  # also what is below the minimum
    currency_ids: tuple = ()  # empty: all
    since: date | None = None  # no day before it; None: three years back
    issued: date | None = None  # date of the notes; None: the company's today
    line_ids: tuple = ()  # only these receivables; empty: all


class Proposal(NamedTuple):
    """What would be noted: values of notes, of those too small, and {partner: why} refused.

    `lacking`: those of the refused for whom a rate or a rule has to be entered.
    """

    notes: list
    small: list
    refused: dict
    lacking: object


class DebtInterestNote(models.Model):
    """From the ledger to drafts: days that bear interest and no note has charged yet."""

    _inherit = "debt.interest.note"

    @api.model
    def _propose(self, company, day, options=None, partners=None):
        """Create draft notes of what isn't charged yet up to `day`; twice creates nothing new.

        :param day: last day charged on what is unpaid; not in the future
        :param options: Options
        :param partners: `res.partner`; None: all customers of the company
        :return: the drafts; who was refused is told by `_proposal`
        """
        proposal = self._proposal(company, day, options, partners)
        return self._create_drafts(proposal.notes)

    @api.model
    def _create_drafts(self, vals_list):
        """Create the notes of a Proposal; late payers nobody has classified become debtors."""
        # sudo: nobody has the right to create notes by hand, they are made here only
        quiet = {"tracking_disable": True, "mail_create_nosubscribe": True}
        notes = self.browse().sudo().with_context(**quiet)
        for company_id, same in groupby(vals_list, key=lambda vals: vals["company_id"]):
            company = self.env["res.company"].browse(company_id)
            partners = self.env["res.partner"].browse([vals["partner_id"] for vals in same])
            debtors = notes.env["debt.debtor"]._get_or_create(company, partners)
            by_partner = {debtor.partner_id.id: debtor.id for debtor in debtors}
            notes |= notes.create(
                [{**vals, "debtor_id": by_partner[vals["partner_id"]]} for vals in same]
            )
        return notes.with_env(self.env)

    @api.model
    def _proposal(self, company, day, options=None, partners=None):
        """Return the Proposal of `_propose`; writes nothing.

        :raise UserError: `day` is in the future
        """
        options = self._completed(company, options or Options())
        if day > options.issued:
            raise UserError(
                self.env._("Interest can't be charged beyond today. Choose an earlier day.")
            )
        histories = self._late_histories(company, day, options, partners)
        insolvent = self._insolvent(company, options.issued, histories)
        histories = {key: one for key, one in histories.items() if one.partner_id not in insolvent}
        found, lacking = self._rows_by_note(company, day, options, histories)
        return self._sorted_out(company, day, options, found, insolvent, lacking)

    @api.model
    def _rows_by_note(self, company, day, options, histories):
        """Return ({(partner id, currency id, rule id): [(history, rows)]}, {partner id: what has to
        be entered before anything of his can be charged}).
        """
        plans = self.env["debt.interest"]._plans(company, histories)
        charged = self._charged(list(histories))
        found, lacking = {}, {}
        for line_id, history in histories.items():
            partner, plan = history.partner_id, plans[line_id]
            if partner in lacking:
                continue
            try:
                rows = self._due_rows(history, plan, day, options, charged) if plan else None
            except MissingRate as error:
                lacking[partner] = plan.rule._missing_text(error.day)
                continue
            if rows is None:
                lacking[partner] = self.env["debt.interest"]._no_rule_text()
            elif sum(row.amount for row in rows) > 0:
                key = partner, history.currency_id, plan.rule.id
                found.setdefault(key, []).append((history, rows))
        return found, lacking

    @api.model
    def _completed(self, company, options):
        """Options with the company's settings where they say nothing."""
        issued = options.issued or company._debt_today()
        minimum = options.minimum
        return options._replace(
            minimum=Decimal(str(company.debt_note_minimum)) if minimum is None else minimum,
            issued=issued,
            since=options.since or fields.Date.subtract(issued, years=LIMITATION_YEARS),
        )

    @api.model
    def _late_histories(self, company, day, options, partners):
        """Histories that bear interest and that the options ask for."""
        histories = self.env["debt.interest"]._histories(company, day, partners=partners)
        kinds = {kind for kind in ("unpaid", "paid_late", "partial") if getattr(options, kind)}
        return {
            line_id: history
            for line_id, history in histories.items()
            if not history.is_accessory
            and history.effective_due < day
            and (not options.currency_ids or history.currency_id in options.currency_ids)
            and (not options.line_ids or line_id in options.line_ids)
            and self._lateness(history, day) in kinds
        }

    @api.model
    def _lateness(self, history, day):
        """Return unpaid, partial (part paid late), paid_late, or None: paid in time."""
        in_time = late = ZERO
        for paid_on, amount, kind in history.events:
            if paid_on <= history.effective_due or kind == "correction":
                in_time += amount
            elif paid_on <= day:
                late += amount
        owed = history.principal - in_time
        if owed <= 0:
            return None
        if not late:
            return "unpaid"
        return "partial" if late < owed else "paid_late"

    @api.model
    def _insolvent(self, company, day, histories):
        """Return {partner id: why} of those whose claims go to a trustee."""
        ids = sorted({history.partner_id for history in histories.values()})
        # sudo: a hold counts whoever asks
        holds = self.env["debt.hold"].sudo()
        domain = holds._active_domain(day) & Domain("kind", "=", "insolvency")
        domain &= Domain("company_id", "=", company.id)
        found = holds.search(domain & Domain("debtor_id.partner_id", "in", ids))
        text = self.env._("Insolvency or restructuring: the claim goes to the trustee.")
        return dict.fromkeys(found.debtor_id.partner_id.ids, text)

    @api.model
    def _due_rows(self, history, plan, day, options, charged):
        """Rows of the days of one item that no note has charged."""
        first = max(history.effective_due + DAY, options.since)
        return [
            row
            for start, end in note_rows.gaps(first, day, charged.get(history.line_id, ()))
            for row in plan.rows(history, start, end)
        ]

    @api.model
    def _sorted_out(self, company, day, options, found, insolvent, lacking):
        """The Proposal: one note for each debtor, currency and rule, small ones apart."""
        notes, small = [], []
        for key, parts in sorted(found.items()):
            partner, currency_id, _rule = key
            if partner in lacking:
                continue  # never a part of what is owed: the missing rate comes first
            vals = self._prepare_note_vals(company, day, options, key, parts)
            total = sum(row.amount for _history, rows in parts for row in rows)
            is_small = self._in_company(total, currency_id, company, options) < options.minimum
            (small if is_small and not options.with_small else notes).append(vals)
        refused = {**insolvent, **lacking}
        partners = self.env["res.partner"].browse(sorted(refused))
        why = {partner: refused[partner.id] for partner in partners}
        return Proposal(notes, small, why, partners.browse(sorted(lacking)))

    @api.model
    def _in_company(self, amount, currency_id, company, options):
        """An amount in the company's currency, by the rate of the day of issue."""
        currency = self.env["res.currency"].browse(currency_id)
        if currency == company.currency_id:
            return amount
        value = currency._convert(float(amount), company.currency_id, company, options.issued)
        return Decimal(str(value))

    @api.model
    def _prepare_note_vals(self, company, day, options, key, parts):
        """Values of a draft; `key`: (partner, currency, rule), `parts`: [(history, rows)]."""
        ordered = sorted(parts, key=lambda part: (part[0].effective_due, part[0].line_id))
        lines = [vals for part in ordered for vals in self._prepare_line_vals(*part, day)]
        return {
            **dict(zip(("partner_id", "currency_id", "rule_id"), key, strict=True)),
            "company_id": company.id,
            "date": options.issued,
            "date_to": day,
            "line_ids": [
                Command.create({**vals, "sequence": number}) for number, vals in enumerate(lines, 1)
            ],
        }

    @api.model
    def _prepare_line_vals(self, history, rows, day):
        """Values of one item's lines: its head with the facts as they are now, then its rows."""
        Line = self.env["debt.interest.note.line"]
        head = {
            "display_type": "line_section",
            "move_line_id": history.line_id,
            "document": Line._document_name(history.line_id),
            "facts": Line._facts(history, day),
        }
        same = {"move_line_id": history.line_id, "document": head["document"]}
        return [head, *({**same, **Line._row_vals(row)} for row in rows)]

    @api.model
    def _summary(self, vals_list):
        """Return {currency: total} of proposed notes, for people."""
        Currency = self.env["res.currency"]
        return {
            Currency.browse(currency_id): sum(
                (command[2].get("amount", 0.0) for vals in same for command in vals["line_ids"]),
                0.0,
            )
            for currency_id, same in groupby(vals_list, key=lambda vals: vals["currency_id"])
        }
