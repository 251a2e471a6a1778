from odoo import models


class DebtCase(models.Model):
    """Who serves the customer of a case, besides the people who collect."""

    _inherit = "debt.case"

    def _colleagues(self, rule):
        """Return {case: users} told by a debt.notice.rule; users of the company only."""
        users = getattr(self, f"_colleagues_{rule.role}")(rule)
        everybody = self.env["res.users"].union(*set(users.values()))
        inside = everybody.filtered(lambda user: user.active and not user.share)
        known = {
            company: inside.filtered(lambda user, company=company: company in user.company_ids)
            for company in self.company_id
        }
        return {case: users[case] and users[case] & known[case.company_id] for case in self}

    def _colleagues_users(self, rule):
        return dict.fromkeys(self, rule.user_ids)

    def _colleagues_collector(self, rule):
        return {case: case.collector_id for case in self}

    def _colleagues_salesperson(self, rule):
        sellers = self.debtor_id._salespeople()
        return {case: sellers[case.debtor_id] for case in self}

    def _colleagues_leader(self, rule):
        sellers = self._colleagues_salesperson(rule)
        return {case: sellers[case].sale_team_id.user_id for case in self}

    def _colleagues_followers(self, rule):
        """Colleagues who follow the customer in the chatter, in one query: most have none."""
        groups = self.env["mail.followers"]._read_group(
            [
                ("res_model", "=", "res.partner"),
                ("res_id", "in", self.partner_id.ids),
                ("partner_id.user_ids", "!=", False),
            ],
            ["res_id"],
            ["partner_id:recordset"],
        )
        followers = {partner: colleagues.user_ids for partner, colleagues in groups}
        none = self.env["res.users"]
        return {case: followers.get(case.partner_id.id, none) for case in self}


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _salespeople(self):
        """Return {debtor: the customer's salesperson, else that of his last invoice, else none}."""
        without = self.filtered(lambda debtor: not debtor.partner_id.user_id)
        last, none = without._last_invoice_users(), self.env["res.users"]
        return {
            debtor: debtor.partner_id.user_id
            or last.get((debtor.company_id, debtor.partner_id), none)
            for debtor in self
        }

    def _last_invoice_users(self):
        """Return {(company, commercial partner): salesperson of the last posted invoice}, in one
        query.
        """
        if not self:
            return {}
        groups = self.env["account.move"]._read_group(
            [
                ("company_id", "in", self.company_id.ids),
                ("commercial_partner_id", "in", self.partner_id.ids),
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("invoice_user_id", "!=", False),
            ],
            ["company_id", "commercial_partner_id"],
            ["id:max"],
        )
        last = self.env["account.move"].browse([move_id for *_key, move_id in groups])
        return {
            (company, partner): move.invoice_user_id
            for (company, partner, _id), move in zip(groups, last, strict=True)
        }
