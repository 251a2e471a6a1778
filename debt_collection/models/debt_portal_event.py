from datetime import timedelta

from odoo import api, fields, models

KINDS = [
    ("paid", "Says he has paid"),
    ("promise", "Named a day"),
    ("dispute", "Contests documents"),
    ("plan", "Asks for instalments"),
    ("accepted", "Accepted an agreement"),
    ("confirm", "Answered about the balance"),
    ("pay", "Started an online payment"),
    ("download", "Downloaded a document"),
]


class DebtPortalEvent(models.Model):
    """What a customer did on his page and when: access log, and the limit of how often."""

    _name = "debt.portal.event"
    _description = "Event on the Customer's Page"
    _order = "id desc"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True)
    debtor_id = fields.Many2one("debt.debtor", required=True, ondelete="cascade")
    link_id = fields.Many2one("debt.portal.link", ondelete="set null", help="Empty: logged in.")
    partner_id = fields.Many2one("res.partner", "Who", ondelete="set null")
    kind = fields.Selection(KINDS, required=True)
    date = fields.Datetime(required=True)
    detail = fields.Char()

    _recent = models.Index("(debtor_id, date)")

    @api.model
    def _is_busy(self, debtor, now):
        """Tell whether this customer did as much within the last hour as his company allows."""
        since = now - timedelta(hours=1)
        domain = [("debtor_id", "=", debtor.id), ("date", ">", since)]
        limit = debtor.company_id.debt_portal_hourly
        return bool(limit) and self.sudo().search_count(domain, limit=limit) >= limit
