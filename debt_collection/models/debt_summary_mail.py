import io

from odoo import api, fields, models
from odoo.tools import format_amount, format_date

from ..report import table_sheet
from ..report.table_sheet import COUNT, MONEY, Column, Table
from ..tools import periods

# customers named in the mail; the workbook has all of them
BIGGEST = 5


class DebtSummary(models.Model):
    """What a summary says, and how it leaves."""

    _inherit = "debt.summary"

    @api.depends("period", "company_id", "lang")
    def _compute_preview(self):
        for summary in self:
            today = summary.company_id._debt_today()
            facts = summary._facts(*periods.period_before(summary.period, today))
            summary.preview = summary._body(facts)

    def action_send_now(self):
        """Send the last whole period at once; the next one still comes on its day."""
        self.ensure_one()
        self.check_access("write")
        today = self.company_id._debt_today()
        self._send(*periods.period_before(self.period, today))

    def _send(self, first, last):
        """Queue the mail about the days from `first` to `last`, with the workbook attached."""
        summary = self.with_context(lang=self.lang)
        facts = summary._facts(first, last)
        name = summary.env._("Receivables %(first)s to %(last)s", first=first, last=last)
        company = self.company_id
        sender = company.partner_id.email_formatted or self.env.user.email_formatted
        # sudo: mails belong to the administrators; what it says is of this company only
        mail_sudo = self.env["mail.mail"].sudo()
        mail_sudo.create(
            {
                "subject": f"{company.name}: {facts['title']}",
                "body_html": summary._body(facts),
                "email_from": sender,
                "email_to": ", ".join(self._addresses()),
                "auto_delete": True,
                "attachment_ids": [
                    fields.Command.create(
                        {"name": f"{name}.xlsx", "raw": summary._workbook(name, facts)}
                    )
                ],
            }
        )
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()
        self.write({"sent_on": fields.Datetime.now(), "error": False})

    def _facts(self, first, last):
        """Return what mail and workbook say about the days from `first` to `last`."""
        company, result = self.company_id, self.env["debt.result"]
        found = result._by_collector(company, first, last)
        customers = result._overdue(company, last, "partner_id")
        summary = self.with_context(lang=self.lang)
        days = {"first": format_date(summary.env, first), "last": format_date(summary.env, last)}
        return {
            "title": summary.env._("Receivables, %(first)s to %(last)s", **days),
            "collectors": sorted(found.items(), key=lambda row: -row[1]["overdue"]),
            "total": result._total(found),
            "dso": result._dso(company, last),
            "dso_before": result._dso(company, fields.Date.subtract(first, days=1)),
            "customers": sorted(customers.items(), key=lambda row: -row[1]),
        }

    def _body(self, facts):
        summary = self.with_context(lang=self.lang)
        currency = self.company_id.currency_id
        return summary.env["ir.qweb"]._render(
            "debt_collection.summary_mail",
            {
                **facts,
                "biggest": facts["customers"][:BIGGEST],
                "company": summary.company_id,
                "base_url": self.get_base_url(),
                "money": lambda amount: format_amount(summary.env, amount, currency),
            },
        )

    def _workbook(self, title, facts):
        """Return the XLSX: a sheet of collectors, one of customers."""
        _ = self.env._
        overdue = Column(_("Overdue"), MONEY, has_total=True)
        out = io.BytesIO()
        table_sheet.build(
            out,
            title,
            [_("Amounts in %s", self.company_id.currency_id.name)],
            [
                self._sheet_of_collectors(facts["collectors"]),
                Table(
                    _("Customers"),
                    [Column(_("Customer"), width=34), overdue],
                    [(partner.name or "", amount) for partner, amount in facts["customers"]],
                    _("Total"),
                ),
            ],
        )
        return out.getvalue()

    def _sheet_of_collectors(self, collectors):
        _ = self.env._
        figures = [
            ("overdue_before", _("Overdue before"), MONEY),
            ("overdue", _("Overdue"), MONEY),
            ("recovered", _("Overdue money received"), MONEY),
            ("promised", _("Promised for this time"), MONEY),
            ("kept", _("Kept"), MONEY),
            ("broken", _("Not kept"), MONEY),
            ("new_cases", _("New cases"), COUNT),
            ("closed_cases", _("Closed cases"), COUNT),
            ("contacts", _("Contacts"), COUNT),
        ]
        columns = [Column(label, kind, has_total=True) for _key, label, kind in figures]
        rows = [
            (user.name or _("Nobody"), *(found[key] for key, _label, _kind in figures))
            for user, found in collectors
        ]
        name = Column(_("Collector"), width=34)
        return Table(_("Collectors"), [name, *columns], rows, _("Total"))
