from odoo import models


class DebtAction(models.Model):
    """Who does it: the collector, the salesperson, the head of receivables, the board."""

    _inherit = "debt.action"

    def _role_users(self, role):
        """Return {action: user} of a role; where nobody has the role the next one answers (at last
        nobody).

        collector: of the case, else the head; salesperson: of the customer, else of his last
        invoice, else the
        collector; head and approver: of the company, else the head, else a user of the group.
        """
        return getattr(self, f"_{role}_users")()

    def _collector_users(self):
        """The collector, or who stands in for him today."""
        heads = self._head_users()
        away = {
            company: self.env["debt.collector"]._substitutes(company, company._debt_today())
            for company in self.company_id
        }
        users = {}
        for action in self:
            collector = action.case_id.collector_id
            users[action] = away[action.company_id].get(collector, collector) or heads[action]
        return users

    def _salesperson_users(self):
        collectors, sellers = self._collector_users(), self.debtor_id._salespeople()
        return {action: sellers[action.debtor_id] or collectors[action] for action in self}

    def _head_users(self):
        heads = {company: self._head_of(company) for company in self.company_id}
        return {action: heads[action.company_id] for action in self}

    def _approver_users(self):
        heads = self._head_users()
        return {action: action.company_id.debt_approver_id or heads[action] for action in self}

    def _head_of(self, company):
        if company.debt_head_id:
            collectors = self.env["debt.collector"]
            return collectors._present(company, company.debt_head_id, company._debt_today())
        group = self.env.ref("debt_collection.group_manager")
        users = group.all_user_ids.filtered(
            lambda user: user.active and not user.share and company in user.company_ids
        )
        return users.sorted("id")[:1]
