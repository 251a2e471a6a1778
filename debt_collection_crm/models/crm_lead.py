from odoo import api, fields, models
from odoo.addons.debt_collection.models.sale_order import ALERT_LEVELS


class CrmLead(models.Model):
    """What a salesperson should know before he offers anything: arrears and limits of sales."""

    _inherit = "crm.lead"

    debt_alerts = fields.Json(compute="_compute_debt_alerts")

    @api.depends_context("uid", "lang", "company")
    @api.depends("partner_id", "company_id")
    def _compute_debt_alerts(self):
        for lead in self:
            company = lead.company_id or self.env.company
            partner = lead.partner_id.with_company(company)
            # salespeople have no access to debtors, only to what is said of them
            debtor_sudo = partner._debt_debtors().get(partner)
            lead.debt_alerts = debtor_sudo and debtor_sudo._crm_alerts()


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _crm_alerts(self):
        """Return the banner of an opportunity as `actionable_errors` shows it, or False: nothing
        is overdue and sales aren't limited.
        """
        day = self.company_id._debt_today()
        level = self._sale_levels(day).get(self)
        overdue = self._live_overdue(day).get(self)
        status = self._status_texts().get(self)
        if not level and not overdue:
            return False
        parts = [level and self._sale_level_label(level), overdue and self._overdue_text(overdue)]
        parts.append(status and status[0])
        message = ". ".join(filter(None, parts))
        alert = {"level": ALERT_LEVELS.get(level, "info"), "message": f"{message}."}
        return {"debt_collection": alert | self._open_case()._banner_link()}
