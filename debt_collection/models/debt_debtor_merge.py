from odoo import api, models

SETTINGS = (
    *("strategy_id", "collector_id", "contact_id", "wants_due_list", "net_limit"),
    *("insurance_policy", "insurer_id", "insurance_limit", "insurance_until"),
    *("insurance_notify_days", "insurance_stop_days"),
)


class DebtDebtor(models.Model):
    """Two customers become one: so do their debtors, and their open cases (DESIGN 4)."""

    _inherit = "debt.debtor"

    def _merge(self, losers):
        """Take over everything of `losers` (same company) and delete them; settings of ours win."""
        self.ensure_one()
        losers -= self
        if not losers:
            return
        self._take_settings(losers)
        self._merge_cases(losers)
        self._relink(losers)
        losers.unlink()
        self.case_ids.write({"partner_id": self.partner_id.id})
        self._touch()

    def _take_settings(self, losers):
        for name in SETTINGS:
            if not self[name] and (value := next((d[name] for d in losers if d[name]), False)):
                self[name] = value

    def _merge_cases(self, losers):
        """One open case is left: ours, or the oldest of theirs."""
        cases = (self | losers).case_ids.filtered(lambda case: case.state == "open")
        ours = cases.filtered(lambda case: case.debtor_id == self)
        kept = (ours or cases.sorted("id"))[:1]
        if kept:
            kept._merge(cases - kept)

    def _relink(self, losers):
        """Point everything that names a loser at this debtor, evidence included."""
        # as Odoo merges partners: in SQL, every foreign key there is, later parts' too
        wizard = self.env["base.partner.merge.automatic.wizard"].sudo()
        wizard._update_foreign_keys_generic("debt.debtor", losers, self)
        self.env.invalidate_all()
        for model in ("debt.sale.hold", "debt.sale.release"):
            records = self.env[model].sudo().search([("debtor_id", "=", self.id)])
            records.modified(["debtor_id"])

    @api.model
    def _merge_partners(self, sources, target):
        """Merge the debtors of partners that are about to become one, company by company."""
        partner = target.commercial_partner_id
        # all companies, also those the user can't see: the partner disappears for all of them
        debtors_sudo = self.sudo().search([("partner_id", "in", (sources | target | partner).ids)])
        for debtors in debtors_sudo.grouped("company_id").values():
            winner = debtors.filtered(lambda d: d.partner_id == partner) or debtors[:1]
            winner._merge(debtors - winner)
            if winner.partner_id != partner:
                winner.partner_id = partner
                winner.case_ids.write({"partner_id": partner.id})
            self.env["debt.dirty"]._push({(winner.company_id.id, partner.id)})
