from odoo import api, fields, models
from odoo.tools import format_date


class DebtPlan(models.Model):
    """What the form of an agreement shows and opens."""

    _inherit = "debt.plan"

    alerts = fields.Json(compute="_compute_alerts")
    has_insurer = fields.Boolean(compute="_compute_has_insurer")

    @api.depends("debtor_id")
    def _compute_has_insurer(self):
        for plan in self:
            plan.has_insurer = bool(plan.debtor_id and plan.debtor_id._insurance_day())

    @api.depends("state", "line_ids.state", "date_offer_until", "notice_action_id.state")
    def _compute_alerts(self):
        for plan in self:
            late = plan.line_ids.filtered(lambda line: line.state == "late")
            text = plan._alert_text(late)
            level = "danger" if plan.state == "broken" else "warning"
            plan.alerts = text and {"state": {"level": level, "message": text}}

    def _alert_text(self, late):
        if self.state == "broken" and self.broken_data:
            return self._broken_text()
        if self.state == "active" and late:
            return self.env._(
                "%(count)s instalments are late; after %(limit)s the whole debt is due.",
                count=len(late),
                limit=self.missed_limit or len(self.line_ids),
            )
        if self.state == "offered":
            return self.env._(
                "The debts are held until %(date)s, while the customer decides.",
                date=format_date(self.env, self.date_offer_until),
            )
        return False

    def action_open_accept(self):
        """Ask how, when and by whom it was accepted."""
        self.ensure_one()
        wizard = self.env["debt.plan.accept"].create(
            {
                "plan_id": self.id,
                "date": self.company_id._debt_today(),
                "accepted_by_id": self.contact_id.id,
            }
        )
        return wizard._get_records_action(name=self.env._("Accepted by the customer"), target="new")

    def action_open_case(self):
        return self.case_id._get_records_action()

    def action_open_notice(self):
        """Open the notice's letter, or its action before there is one."""
        action = self.notice_action_id
        return (action.letter_id or action)._get_records_action(
            name=self.env._("Notice that all is due")
        )

    def action_send(self):
        """Open an e-mail to the customer with the agreement attached."""
        self.ensure_one()
        self.action_open_pdf()
        template = self.env.ref("debt_collection.mail_template_plan")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send by e-mail"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_template_id": template.id,
                "default_composition_mode": "comment",
                "default_partner_ids": (self.contact_id or self.partner_id).ids,
                "default_attachment_ids": self.attachment_id.ids,
                "force_email": True,
            },
        }


class DebtPlanItem(models.Model):
    _inherit = "debt.plan.item"

    amount_open = fields.Monetary("Left to pay", compute="_compute_amount_open", compute_sudo=True)

    @api.depends("amount", "move_line_id.amount_residual_currency", "move_line_id.parent_state")
    def _compute_amount_open(self):
        for item in self:
            item.amount_open = float(item._open())


class DebtCase(models.Model):
    _inherit = "debt.case"

    plan_ids = fields.One2many("debt.plan", "case_id", "Agreements")

    def action_new_plan(self):
        """Open the dialog of a new instalment agreement."""
        return self.env["debt.plan.wizard"]._open_for(self)
