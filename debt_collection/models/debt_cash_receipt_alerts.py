from odoo import api, fields, models


class DebtCashReceipt(models.Model):
    """What the cashier is warned of before he books a receipt."""

    _inherit = "debt.cash.receipt"

    alerts = fields.Json(compute="_compute_alerts")

    @api.depends("amount", "partner_id", "journal_id", "line_ids.amount", "state")
    def _compute_alerts(self):
        for receipt in self:
            is_draft = receipt.state == "draft"
            alerts = {**receipt._alert_limit(), **receipt._alert_report()} if is_draft else {}
            receipt.alerts = alerts or False

    def _alert_limit(self):
        """Warn of cash in a transaction between businesses above the limit: it isn't a cost."""
        limit = self.company_id.debt_cash_limit
        if not limit or not self.partner_id or self._is_consumer():
            return {}
        invoices = self.line_ids.filtered("amount").move_line_id.move_id
        documents = [abs(move.amount_total_signed) for move in invoices]
        currency = self.company_id.currency_id
        amount = self.currency_id._convert(self.amount, currency, self.company_id, self.date)
        if max([amount, *documents]) <= limit:
            return {}
        money = self.env["debt.matching"]._money(limit, currency)
        return {
            "limit": {
                "level": "warning",
                "message": self.env._(
                    "Businesses pay transactions above %(limit)s through a bank account (art. 19 "
                    "of the Law of Entrepreneurs). Parts of one transaction count together.",
                    limit=money,
                ),
            }
        }

    def _is_consumer(self):
        debtor = self._debtor()
        kind = debtor.kind or debtor._default_kind(self.partner_id.commercial_partner_id)
        return kind == "consumer"

    def _alert_report(self):
        if not self.journal_id or self.env["debt.cash.report"]._current(self.journal_id):
            return {}
        return {
            "report": {
                "level": "info",
                "message": self.env._("No cash report is open: open one before posting."),
                "action_text": self.env._("Open a cash report"),
                "action": self._open_report_action(),
            }
        }

    def _open_report_action(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "debt_collection.debt_cash_report_new_action"
        )
        action["context"] = {"default_journal_id": self.journal_id.id}
        return action
