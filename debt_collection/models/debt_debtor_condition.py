from odoo import models
from odoo.exceptions import AccessError

# sale condition: level of the sale hold
LEVELS = {"conditional": "2_prepayment", "none": "3_blocked"}


class DebtDebtor(models.Model):
    """On which terms a customer may buy, and who decides it."""

    _inherit = "debt.debtor"

    def _inverse_sale_condition(self):
        """What a person set takes effect at once."""
        for company, debtors in self.grouped("company_id").items():
            rows = self.env["debt.sale.hold"]
            rows._follow_causes(company, company._debt_today(), debtors)

    def _sale_causes(self, day):
        """Return {cause: level} of what limits sales to one debtor besides steps and holds."""
        causes = {}
        if level := LEVELS.get(self.sale_condition):
            causes["condition"] = level
        if self.insurance_policy and self.insurance_stop_on and self.insurance_stop_on <= day:
            causes["insurance"] = "3_blocked"
        return causes

    def _ask_sale_condition(self, day):
        """A task for the head of receivables: a rule would limit sales to a natural person."""
        # the run asks, whoever started it
        tasks_sudo = self.env["mail.activity"].sudo()
        tasks_sudo._debt_create(
            [
                tasks_sudo._debt_values(
                    debtor._open_case() or debtor.partner_id,
                    debtor.company_id.debt_head_id,
                    self.env.ref("mail.mail_activity_data_todo"),
                    self.env._("Decide: sale condition of %s", debtor.partner_id.display_name),
                    day,
                    note=debtor.sale_condition_why,
                )
                for debtor in self.filtered("company_id.debt_head_id")
            ]
        )

    # buttons

    def action_accept_condition(self):
        """Take over what the rules give for these natural persons."""
        self._check_head()
        for debtor in self.filtered("sale_condition_waits"):
            debtor.write(
                {
                    "sale_condition": debtor.sale_condition_found,
                    "sale_condition_fixed": False,
                    "sale_condition_waits": False,
                }
            )

    def action_refuse_condition(self):
        """Leave the sale condition as it is, whatever the rules give."""
        self._check_head()
        self.filtered("sale_condition_waits").write(
            {"sale_condition_fixed": True, "sale_condition_waits": False}
        )

    def action_profile(self):
        """Compute the profiles of these customers now."""
        for company, debtors in self.grouped("company_id").items():
            # sudo: read from the whole ledger, written in columns that only the run writes
            self.sudo()._profile(company, company._debt_today(), debtors.sudo())

    def _check_head(self):
        if not self.env.user.has_group("debt_collection.group_manager"):
            raise AccessError(
                self.env._("Only the head of receivables changes how a customer is collected.")
            )
