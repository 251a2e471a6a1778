"""Figures to date on the records people look at."""

from odoo import models
from odoo.tools.misc import formatLang


class DebtItem(models.Model):
    _name = "debt.item"
    _inherit = ["debt.item", "debt.claim.mixin"]

    def _claim_lines(self):
        return {item: item.move_line_id.ids for item in self}


class DebtCase(models.Model):
    """Items that were paid late count too: their interest isn't lost."""

    _name = "debt.case"
    _inherit = ["debt.case", "debt.claim.mixin"]

    def _claim_lines(self):
        groups = self.env["debt.item"]._read_group(
            [("case_id", "in", self.ids), ("move_line_id", "!=", False)],
            ["case_id"],
            ["move_line_id:array_agg"],
        )
        return dict(groups)


class AccountMove(models.Model):
    """Customer invoices, and entries with receivable items."""

    _name = "account.move"
    _inherit = ["account.move", "debt.guarded.claim.mixin"]

    def _claim_lines(self):
        groups = self.env["account.move.line"]._read_group(
            [
                ("move_id", "in", self._origin.ids),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
            ],
            ["move_id"],
            ["id:array_agg"],
        )
        lines = {move.id: line_ids for move, line_ids in groups}
        return {move: lines.get(move._origin.id, []) for move in self}

    def _debt_claim_text(self):
        """Return interest to date and of each further day in one line; "" when there is none."""
        if not self.interest_to_date:
            return self.claim_error or ""
        text = self.env._(
            "Interest to date: %(amount)s.", amount=self._debt_money(self.interest_to_date)
        )
        if not self.interest_daily:
            return text
        further = self.env._(
            "Each further day: %(amount)s.", amount=self._debt_money(self.interest_daily)
        )
        return f"{text} {further}"

    def _debt_money(self, amount):
        return formatLang(self.env, amount, currency_obj=self.claim_currency_id)


class DebtDebtor(models.Model):
    """All that a customer owes a company, what he paid late included."""

    _name = "debt.debtor"
    _inherit = ["debt.debtor", "debt.claim.mixin"]

    def _claims_to_date(self, company, day):
        found = self.partner_id._claims_by_partner(company, day)
        return {debtor: found.get(debtor.partner_id.id, ()) for debtor in self}


class ResPartner(models.Model):
    """A contact shows what its customer owes the current company."""

    _name = "res.partner"
    _inherit = ["res.partner", "debt.guarded.claim.mixin"]

    def _claim_companies(self):
        return {self.env.company: self}

    def _claim_currency(self, company):
        return company.currency_id

    def _claims_to_date(self, company, day):
        found = self._claims_by_partner(company, day)
        return {
            partner: found.get(partner.commercial_partner_id._origin.id, ()) for partner in self
        }

    def _claims_by_partner(self, company, day):
        """Return {commercial partner id: [Claim]} of these customers."""
        interest = self.env["debt.interest"]
        partner_ids = self.commercial_partner_id._origin.ids
        found = {}
        for claim in interest._claims(company, day, partners=partner_ids).values():
            found.setdefault(claim.partner_id, []).append(claim)
        return found
