import logging

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import email_normalize_all

from ..tools import periods

_logger = logging.getLogger(__name__)


class DebtSummary(models.Model):
    """A mail after each week or month: what is overdue, what came in, who did what; for anyone."""

    _name = "debt.summary"
    _description = "Mail Summary of Receivables"
    _order = "company_id, period, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    period = fields.Selection(
        [(periods.WEEKLY, "After each week"), (periods.MONTHLY, "After each month")],
        "Sent",
        required=True,
        default=periods.WEEKLY,
    )
    next_date = fields.Date(
        "Next on",
        compute="_compute_next_date",
        store=True,
        readonly=False,
        help="It covers the last whole week or month before that day.",
    )
    partner_ids = fields.Many2many("res.partner", string="Recipients")
    emails = fields.Char("Other addresses", help="E-mail addresses, separated by commas.")
    lang = fields.Selection(
        selection="_lang_selection",
        string="Language",
        required=True,
        default=lambda self: self.env.lang or "en_US",
    )
    sent_on = fields.Datetime("Last sent on", readonly=True, copy=False)
    error = fields.Text(readonly=True, copy=False)
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    def _lang_selection(self):
        return self.env["res.lang"].get_installed()

    @api.depends("period")
    def _compute_next_date(self):
        for summary in self:
            today = (summary.company_id or self.env.company)._debt_today()
            summary.next_date = periods.start_after(summary.period or periods.WEEKLY, today)

    @api.constrains("emails")
    def _check_emails(self):
        for summary in self:
            written = [part.strip() for part in (summary.emails or "").split(",") if part.strip()]
            bad = [part for part in written if not email_normalize_all(part)]
            if bad:
                raise ValidationError(
                    self.env._("These aren't e-mail addresses: %s", ", ".join(bad))
                )

    @api.constrains("partner_ids", "emails", "active")
    def _check_recipients(self):
        for summary in self.filtered("active"):
            if not summary._addresses():
                raise ValidationError(
                    self.env._(
                        "Choose who gets %s: a contact with an e-mail address, or write one.",
                        summary.name,
                    )
                )

    def _addresses(self):
        """Return the addresses of all recipients, each once."""
        own = self.partner_ids.mapped("email_normalized")
        return list(dict.fromkeys([*filter(None, own), *email_normalize_all(self.emails or "")]))

    @api.model
    def _cron_send(self):
        """Send what is due; one that fails is told of on its form and tried again tomorrow."""
        for company in self.env["res.company"].search([]):
            due = self.search(
                [("company_id", "=", company.id), ("next_date", "<=", company._debt_today())]
            )
            for summary in due:
                summary._send_due(company._debt_today())
                self.env["ir.cron"]._commit_progress(1)

    def _send_due(self, today):
        """Send the period before the day it was due on; the next one comes after `today`."""
        try:
            with self.env.cr.savepoint():
                self._send(*periods.period_before(self.period, self.next_date))
                self.next_date = periods.start_after(self.period, today)
        except Exception as error:  # one that can't be made mustn't stop the others
            _logger.exception("Collection: summary %s could not be sent", self.id)
            self.error = str(error)
