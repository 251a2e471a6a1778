from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import Command, api, fields, models

from ..tools.last_block import split_last


class DebtPlan(models.Model):
    """The agreement on paper (LAW 5): what its text can say, and its two tables."""

    _name = "debt.plan"
    _inherit = ["debt.worded.mixin", "debt.plan"]

    debts_table = fields.Html("Table of debts", compute="_compute_tables", sanitize=False)
    schedule_table = fields.Html("Table of instalments", compute="_compute_tables", sanitize=False)
    creditor_text = fields.Char("Creditor's data", compute="_compute_texts")
    address_text = fields.Char("Debtor's address", compute="_compute_texts")
    vat_text = fields.Char("Debtor's tax number", compute="_compute_texts")
    is_consumer = fields.Boolean(compute="_compute_texts")
    account_text = fields.Char("Account", compute="_compute_texts")
    interest_phrase = fields.Char("Interest and its legal basis", compute="_compute_texts")
    amount_text = fields.Char("To be paid in all, as text", compute="_compute_amount_texts")
    principal_text = fields.Char("Principal as text", compute="_compute_amount_texts")
    compensation_text = fields.Char("Compensation as text", compute="_compute_amount_texts")
    during_text = fields.Char("Interest meanwhile, as text", compute="_compute_amount_texts")
    waived_interest_text = fields.Char(
        "Interest waived on condition, as text", compute="_compute_amount_texts"
    )
    waived_compensation_text = fields.Char(
        "Compensation waived on condition, as text", compute="_compute_amount_texts"
    )

    # the page

    def _text_rank(self):
        return "s_agreement"

    def _has_window(self):
        return False

    def _fragment_template(self):
        return "debt_collection.worded_body"

    def _page_template(self):
        return "debt_collection.plan_fragment"

    def _signed_parts(self, body):
        """Return (text, last paragraph): that one goes with the signatures to their page."""
        return [Markup(part) for part in split_last(body)]

    # what the text can say

    @api.depends("company_id", "partner_id", "currency_id", "debtor_id", "item_ids", "lang", "date")
    def _compute_texts(self):
        for plan in self._in_own_language():
            plan.creditor_text = ", ".join(plan._creditor_lines())
            plan.address_text = ", ".join(plan._address_lines()[1:])
            plan.vat_text = plan._vat_text(plan.partner_id)
            plan.is_consumer = plan.debtor_id.kind == "consumer"
            plan.account_text = plan._account_text(plan._bank_account(plan.currency_id))
            plan.interest_phrase = plan._interest_phrase()

    @api.depends(
        "lang",
        "currency_id",
        "amount",
        "amount_principal",
        "amount_compensation",
        "amount_during",
        "interest_mode",
        "waived_interest",
        "waived_compensation",
    )
    def _compute_amount_texts(self):
        for plan in self._in_own_language():
            own, company, text = plan.currency_id, plan.company_currency_id, plan._amount_text
            compensation = plan.amount_compensation + plan.waived_compensation
            dropped, spared = plan.waived_interest, plan.waived_compensation
            bears = plan.interest_mode == "during"
            plan.amount_text = text(plan.amount, own)
            plan.principal_text = text(plan.amount_principal, own)
            plan.compensation_text = text(compensation, company) if compensation else False
            plan.during_text = text(plan.amount_during, own) if bears else False
            plan.waived_interest_text = text(dropped, own) if dropped else False
            plan.waived_compensation_text = text(spared, company) if spared else False

    def _interest_phrase(self):
        """Return what the interest is called that the debts bear, with its legal basis."""
        lines = self.item_ids.filtered(lambda item: not item.is_note).move_line_id.sudo()
        if not lines:
            return ""
        interest = self.env["debt.interest"].sudo()  # a rule is the same for whoever asks
        histories = interest._histories(self.company_id, self.date, lines=lines)
        rules = interest._history_rules(self.company_id, histories).values()
        found = [rule.with_env(self.env).sudo() for rule in rules if rule]
        texts = [f"{rule.phrase} ({rule.legal_basis})" for rule in found if rule.phrase]
        return self._join(dict.fromkeys(texts))

    # its tables

    @api.depends("item_ids", "line_ids", "lang")
    @api.depends_context("debt_row_mark")
    def _compute_tables(self):
        for plan in self:
            plan.debts_table = plan._printed_table("debt_collection.plan_debts")
            plan.schedule_table = plan._printed_table("debt_collection.plan_schedule")

    def _table_values(self):
        debts = self.item_ids.sorted(lambda item: (item.date_due, item.id))
        parts = self.line_ids.sorted(lambda line: (line.date_due, line.id))
        return {
            "plan": self,
            "debts": debts,
            "carry_debts": self._carried_lines(debts),
            "parts": parts,
            "carry_parts": self._carried_lines(parts),
            "number": lambda value: self._number_text(value, self.currency_id),
            "has_interest": any(debts.mapped("interest")),
            "has_extra": any(parts.mapped("interest")),
        }

    @api.model
    def _sample_vals(self, day):
        debts = self._sample_debts(day)
        total = sum(debt["amount"] for debt in debts)
        month = relativedelta(days=30)
        issued = [{**debt, "date_invoice": debt["date_due"] - month} for debt in debts]
        return {
            "name": "PR/0001",
            "amount": total,
            "amount_principal": total,
            "item_ids": [Command.create(debt) for debt in issued],
            "line_ids": [Command.create(part) for part in self._sample_parts(day, total)],
        }

    @api.model
    def _sample_parts(self, day, total):
        """Return two instalments of `total`."""
        return [
            {
                "number": number,
                "date_due": day + relativedelta(months=number),
                "amount": total / 2,
                "principal": total / 2,
                "balance": total - number * total / 2,
            }
            for number in (1, 2)
        ]
