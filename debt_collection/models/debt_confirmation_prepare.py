from collections import defaultdict

from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .debt_action_channel import ADDRESS_FIELDS
from .debt_hold import SILENT_KINDS


class DebtConfirmationCampaign(models.Model):
    """Who is asked to confirm what, and who isn't, each with the reason."""

    _inherit = "debt.confirmation.campaign"

    def action_prepare(self):
        """Make the list anew from the ledger; what a person left out stays so."""
        self.check_access("write")
        for campaign in self:
            if campaign.state != "draft":
                raise UserError(
                    self.env._("%(name)s was sent: the list stays as it is.", name=campaign.name)
                )
            # sudo: lists are made by this button only, and of all customers
            campaign.sudo()._prepare()

    def _prepare(self):
        by_hand = self.confirmation_ids.filtered(lambda one: one.exclusion == "by_hand")
        notes = {one.debtor_id: one.exclusion_note for one in by_hand}
        self.confirmation_ids.unlink()
        balances = self._partner_balances()
        partners = self.env["res.partner"].browse(balances)
        debtors = self.env["debt.debtor"]._get_or_create(self.company_id, partners)
        if self.profile:
            debtors = debtors.filtered(lambda debtor: debtor.profile == self.profile)
        amounts = self._company_amounts(balances)
        why = self._exclusions(debtors, amounts) | dict.fromkeys(notes, "by_hand")
        quiet = {"tracking_disable": True, "mail_create_nosubscribe": True}
        self.env["debt.confirmation"].with_context(**quiet, mail_create_nolog=True).create(
            [
                {
                    **self._confirmation_vals(debtor, balances[debtor.partner_id.id]),
                    "amount": amounts[debtor.partner_id.id],
                    "state": "excluded" if debtor in why else "none",
                    "exclusion": why.get(debtor),
                    "exclusion_note": notes.get(debtor),
                }
                for debtor in debtors
            ]
        )
        self.prepared_on = fields.Datetime.now()

    def _confirmation_vals(self, debtor, balances):
        return {
            "campaign_id": self.id,
            "debtor_id": debtor.id,
            "partner_id": debtor.partner_id.id,
            "line_ids": [
                Command.create({"currency_id": currency.id, "amount": amount})
                for currency, amount in balances.items()
            ],
        }

    def _partner_balances(self):
        """Return {commercial partner id: {currency: balance}} of those with any balance."""
        sums = defaultdict(lambda: defaultdict(float))
        scope = self._partner_sql(self.company_id)
        Debtor, Currency = self.env["debt.debtor"], self.env["res.currency"]
        for row in Debtor._balances(self.company_id, self.date, scope):
            sums[row.partner_id][Currency.browse(row.currency_id)] += float(row.amount)
        rounded = {
            partner: {c: c.round(amount) for c, amount in own.items() if not c.is_zero(amount)}
            for partner, own in sums.items()
        }
        return {partner: own for partner, own in rounded.items() if own}

    def _company_amounts(self, balances):
        """Return {partner id: balance in the company's currency} at the rates of the day."""
        own, company = self.currency_id, self.company_id
        currencies = {currency for sums in balances.values() for currency in sums}
        rates = {c: c._convert(1.0, own, company, self.date, round=False) for c in currencies}
        return {
            partner: own.round(sum(amount * rates[c] for c, amount in sums.items()))
            for partner, sums in balances.items()
        }

    def _exclusions(self, debtors, amounts):
        """Return {debtor: why he isn't asked}, the weightiest reason (LAW 5)."""
        why = {}
        blocked = debtors._blocked_emails()
        for debtor in debtors:
            if not self._way(debtor, blocked):
                why[debtor] = "address"
            if self.amount_min and abs(amounts[debtor.partner_id.id]) < self.amount_min:
                why[debtor] = "small"
        why |= dict.fromkeys(self._disputing(debtors), "disputed")
        why |= dict.fromkeys(self._doubtful(debtors), "doubtful")
        consumers = debtors.filtered(lambda debtor: debtor.kind == "consumer")
        return why | dict.fromkeys(consumers, "no_books")

    def _way(self, debtor, blocked):
        """Return the code of the channel by which this customer is asked, or False."""
        if self.channel != "post" and not debtor._email_fault(blocked):
            return "email"
        partner = debtor.partner_id
        has_address = all(partner[name] for name in ADDRESS_FIELDS)
        has_address = has_address and not partner._debt_has_wrong_address()
        return "post" if self.channel != "email" and has_address else False

    def _disputing(self, debtors):
        """Return those who dispute a document older than the day."""
        domain = Domain("debtor_id", "in", debtors.ids) & Domain("state", "!=", "closed")
        domain &= Domain("line_ids.item_id.move_line_id.date", "<=", self.date)
        return self.env["debt.dispute"].search(domain).debtor_id

    def _doubtful(self, debtors):
        active = self.env["debt.hold"]._active_domain(self.company_id._debt_today())
        kinds = Domain("kind", "in", SILENT_KINDS) & Domain("debtor_id", "in", debtors.ids)
        return self.env["debt.hold"].search(active & kinds).debtor_id


class DebtConfirmation(models.Model):
    _inherit = "debt.confirmation"

    def action_exclude(self):
        """Leave these customers out, before they were asked."""
        self._decide_asking(("none",), {"state": "excluded", "exclusion": "by_hand"})

    def action_include(self):
        """Ask these customers all the same: a person decides."""
        self._decide_asking(("excluded",), {"state": "none", "exclusion": False})

    def _decide_asking(self, states, values):
        self.check_access("write")
        if any(one.state not in states or one.campaign_id.state == "closed" for one in self):
            raise UserError(self.env._("That was decided already: some were asked or left out."))
        # who was asked is written by these buttons only
        self.sudo().write({**values, "exclusion_note": self.env.user.name})
