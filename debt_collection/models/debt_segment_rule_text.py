from odoo import models
from odoo.tools import format_date
from odoo.tools.misc import formatLang


class DebtSegmentRule(models.Model):
    """Why a rule fitted one customer: its conditions with his own figures."""

    _inherit = "debt.segment.rule"

    def _sentence(self, debtor, data):
        """Return name and figures; empty for no rule.

        :param data: what was stored when the rule was chosen
        """
        if not self:
            return ""
        texts = [*self._paying_texts(debtor, data or {}), *self._worth_texts(debtor, data or {})]
        return ": ".join(filter(None, (self.name, ", ".join(filter(None, texts)))))

    def _paying_texts(self, debtor, data):
        _ = self.env._
        yield self.late_count and _(
            "%(count)s items paid over %(days)s days late in %(months)s months",
            count=data.get("count", 0),
            days=self.late_days,
            months=self.months,
        )
        if self.share_min or self.share_max:
            yield _("%s %% of the value late", self._number(debtor.late_share))
        if self.days_avg_min or self.days_avg_max:
            yield _("on average %s days late", self._number(debtor.days_late_avg))
        yield self.broken_count and _(
            "%(count)s or more broken promises in %(months)s months",
            count=self.broken_count,
            months=self.broken_months,
        )
        yield self.is_first_late and _("nothing paid late before")

    def _worth_texts(self, debtor, data):
        _, currency = self.env._, debtor.currency_id
        if (self.customer_months_min or self.customer_months_max) and debtor.customer_since:
            yield _("customer since %s", format_date(self.env, debtor.customer_since))
        if self.turnover_min:
            amount = formatLang(self.env, debtor.turnover_24, currency_obj=currency)
            yield _("turnover of 24 months %s", amount)
        if self.lifetime_min:
            amount = formatLang(self.env, debtor.lifetime_value, currency_obj=currency)
            yield _("invoiced in all %s", amount)
        yield self.margin_min and _("margin %s %%", self._number(debtor.margin_percent))
        yield self.overdue_min and _("overdue from %s", self._money(self.overdue_min))
        yield self.days_min and _("%s days overdue", data.get("days", self.days_min))
