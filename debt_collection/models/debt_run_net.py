from collections import defaultdict

from odoo import api, models

from ..tools.netting import Net
from .debt_run_debt import Facts
from .debt_run_decide import Decision


class NetDecision(Decision):
    """Holds and credits of a debtor; the ladder isn't asked."""

    def _assign(self):
        pass

    def _climb(self):
        pass


class DebtRun(models.Model):
    """What is owed now, for the last look before something is produced or sent."""

    _inherit = "debt.run"

    @api.model
    def _open_net(self, company, day, partners):
        """Return {journal item id: Net} of the open items of some commercial partners, live.

        Amounts are in the item's currency. Items held wholly, suspected of being paid or covered
        by credits have a hold_reason; of items held in part `demandable` is the rest.
        """
        nets = {}
        for _partner, decision in self._net_decisions(company, day, partners):
            hold = ("reply", {"date": decision.replied.isoformat()}) if decision.replied else None
            for debt in decision.debts:
                nets[debt.row.line_id] = Net(
                    debt.open, debt.demandable, debt.credits, debt.hold or hold
                )
        return nets

    @api.model
    def _left_credits(self, company, day, partners):
        """Return {partner id: {currency id: amount}} of what credits don't cover anything with in
        their own currency, live.
        """
        decisions = self._net_decisions(company, day, partners)
        return {partner: decision.left_credits for partner, decision in decisions}

    @api.model
    def _net_decisions(self, company, day, partners):
        """Yield (partner id, NetDecision) of some commercial partners, read live."""
        self.env.flush_all()
        run = self.new({"company_id": company.id, "mode": "dry", "date": day})._in_company()
        settings = run._settings(partners)
        rows = defaultdict(list)
        for row in run._read_ledger(settings, {"ids": partners.commercial_partner_id.ids}):
            rows[row.partner_id].append(row)
        run._add_instalments(settings, {"ids": partners.commercial_partner_id.ids}, rows)
        ids = [row.line_id for own in rows.values() for row in own if not row.is_instalment]
        ways = run._read_ways(ids) if settings.has_ways else {}
        who = run._read_who(settings, list(rows))
        holds = run._read_holds(settings, list(rows))
        for partner, own in rows.items():
            facts = Facts(who[partner], holds=holds.get(partner, ()), items=({}, {}, ways))
            yield partner, NetDecision(settings, facts, own)
