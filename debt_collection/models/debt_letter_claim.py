from collections import defaultdict
from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import wording
from .debt_interest_ledger import Event
from .debt_letter_table import Row

SNAPSHOT = ("amount_interest", "interest_daily", "amount_compensation")


class DebtActionLine(models.Model):
    """Interest and compensation of an item as its letter states them: evidence."""

    _inherit = "debt.action.line"

    company_currency_id = fields.Many2one(
        related="action_id.currency_id", string="Company currency"
    )
    amount_interest = fields.Monetary("Interest", help="Up to the day of the letter.")
    interest_daily = fields.Monetary("Interest per day")
    interest_rule_id = fields.Many2one("debt.interest.rule", ondelete="set null")
    interest_rows = fields.Json(help="From, to, days, base, percent, amount of each row.")
    amount_compensation = fields.Monetary("Compensation", currency_field="company_currency_id")
    compensation_data = fields.Json(help="EUR, mean rate, its day and table.")

    def _set_snapshot(self, values):
        """Take over figures where they changed."""
        changed = {
            name: value
            for name, value in values.items()
            if (
                self.currency_id.compare_amounts(self[name], value)
                if name in SNAPSHOT
                else self._fields[name].convert_to_write(self[name], self) != value
            )
        }
        if changed:
            # sudo: as the letter itself, its figures are written here only
            self.sudo().write(changed)


class DebtLetter(models.Model):
    """Interest and compensation on letters: from the claims to the letter's day."""

    _inherit = "debt.letter"

    def _take_claims(self):
        """Write the figures of the claims to each letter's day onto its lines.

        UserError when a rate is missing: a letter that should state interest isn't written without.
        """
        for (company, day), letters in self.grouped(lambda x: (x.company_id, x.as_of)).items():
            lines = letters._claim_lines_shown()
            histories = letters._claim_histories(company, day, lines)
            claims = self.env["debt.interest"]._claims_of(company, day, histories)
            data = letters._compensation_data(company, day, histories, claims)
            shown = set(lines.ids)
            for line in letters.action_id.line_ids:
                key = line._journal_item() if line.id in shown else None
                line._set_snapshot(self._snapshot(line, claims.get(key), data.get(key)))
        for letter in self:
            letter._note_down({"amount": letter._company_total()})

    def _claim_lines_shown(self):
        """Demanded lines of letters whose type shows interest or compensation."""
        shown = self.filtered(
            lambda x: x.letter_type_id.show_interest or x.letter_type_id.show_compensation
        )
        lines = shown.action_id.line_ids
        return lines.filtered(lambda line: line.role == "demanded" and line._journal_item())

    def _claim_histories(self, company, day, lines):
        """Histories of the lines; of a part that isn't demanded (disputed) no interest is asked."""
        ids = [line._journal_item() for line in lines]
        histories = self.env["debt.interest"]._histories(company, day, lines=ids)
        for line in lines:
            history = histories.get(line._journal_item())
            held = Decimal(str(line.currency_id.round(line.amount_open - line.amount_demanded)))
            if history and held > 0:
                event = Event(day, held, "correction")
                histories[history.line_id] = history._replace(events=(*history.events, event))
        return histories

    def _snapshot(self, line, claim, data):
        """Values of one line; zeros where the letter doesn't speak of interest."""
        letter_type = line.action_id.letter_id.letter_type_id
        empty = {"interest_rule_id": False, "interest_rows": False, "compensation_data": False}
        values = {**dict.fromkeys(SNAPSHOT, 0.0), **empty}
        if claim and letter_type.show_interest:
            if claim.error and claim.rule_id:
                raise UserError(claim.error)
            values |= {
                "amount_interest": float(claim.interest),
                "interest_daily": float(claim.daily),
                "interest_rule_id": claim.rule_id,
                "interest_rows": [[str(cell) for cell in row] for row in claim.rows] or False,
            }
        if claim and claim.compensation_error and letter_type.show_compensation:
            raise UserError(claim.compensation_error)
        if claim and claim.compensation:
            values |= {
                "amount_compensation": float(claim.compensation),
                "compensation_data": data or False,
            }
        return values

    def _compensation_data(self, company, day, histories, claims):
        """Return {journal item id: {"euros", "mid", "date", "table"}} of compensation owed."""
        owed = {key: histories[key] for key, claim in claims.items() if claim.compensation}
        if not owed:
            return {}
        rights = self.env["debt.compensation"]._rights(company, owed, day)
        return {
            key: {
                "euros": str(right.euros),
                "mid": str(right.rate.mid),
                "date": right.rate.date.isoformat(),
                "table": right.rate.table_no,
            }
            for key, right in rights.items()
            if right.rate
        }

    # sums

    def _interest_totals(self):
        """{currency: interest stated}."""
        return self._line_sums("amount_interest")

    def _compensation_total(self):
        """What the letter demands as compensation, in the company's currency."""
        if not self.letter_type_id.show_compensation:
            return 0.0
        return sum(self._role_lines("demanded").mapped("amount_compensation"))

    def _line_sums(self, name):
        sums = defaultdict(float)
        for line in self._role_lines("demanded"):
            if line[name]:
                sums[line.currency_id] += line[name]
        return {currency: currency.round(amount) for currency, amount in sums.items()}

    def _company_total(self):
        """What is demanded in all, in the company's currency at the day's rate, for lists."""
        own = self.company_id.currency_id
        return sum(
            currency._convert(amount, own, self.company_id, self.as_of)
            for currency, amount in self._totals().items()
        )

    # rows of compensation

    def _with_compensation(self, groups, lines, notes):
        """The groups with rows of compensation in the one of the company's currency."""
        own = self.company_id.currency_id
        extra = [
            (self._compensation_row(line), line.amount_compensation)
            for line in lines
            if line.role == "demanded" and line.amount_compensation
        ]
        same = [line for line in lines if line.currency_id == own]
        group = self._items_group(own, same, notes, True, extra)
        return [group, *(other for other in groups if other.currency != own)]

    def _compensation_row(self, line):
        """A row of its own: for which document, from how many euro at which rate."""
        data = line.compensation_data or {}
        note = data and self.env._(
            "EUR %(euros)s \u00d7 %(rate)s, NBP table %(table)s of %(date)s",
            euros=data["euros"],
            rate=wording.number_text(float(data["mid"]), 4, self._style()),
            table=data["table"] or "A",
            date=self._day_text(fields.Date.to_date(data["date"])),
        )
        name = self.env._("Compensation: %(document)s", document=line.name)
        amount = self._number_text(line.amount_compensation, self.company_id.currency_id)
        return Row(name, note or "", "", "", "", "", "", "", amount, False)

    # texts

    def _interest_facts(self):
        """Ready texts about interest and compensation; None where nothing is stated."""
        interest = self._interest_totals()
        owed = sum(self._role_lines("demanded").mapped("amount_compensation"))
        facts = {}
        if owed:
            own = self.company_id.currency_id
            facts["compensation_text"] = self._amount_text(owed, own)
        if interest:
            rules = self._role_lines("demanded").interest_rule_id.sudo().with_env(self.env)
            daily = self._line_sums("interest_daily")
            facts |= {
                "interest_text": self._amounts_text(interest),
                "interest_daily_text": self._amounts_text(daily or dict.fromkeys(interest, 0.0)),
                "interest_phrase": self._join(dict.fromkeys(filter(None, rules.mapped("phrase")))),
                "interest_basis": "; ".join(
                    dict.fromkeys(filter(None, rules.mapped("legal_basis")))
                ),
            }
        return facts or None

    def _amounts_text(self, amounts):
        return self._join(self._amount_text(value, currency) for currency, value in amounts.items())
