from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools.limitation import limitation_date, stage

LIMITATION_KINDS = [
    ("sale", "Sale by a business (2 years)"),
    ("business", "Business claim (3 years)"),
    ("carriage", "Carriage (1 year)"),
    ("general", "Other claim (6 years)"),
    ("court", "Confirmed by a court or a settlement (6 years)"),
]
# interest is a periodic claim
ACCESSORY_KIND = "business"
# tasks of one night
TASKS = 200


class DebtItem(models.Model):
    """Until when an item can be claimed (LAW 6)."""

    _inherit = "debt.item"

    limitation_kind = fields.Selection(
        LIMITATION_KINDS, "Kind of claim", help="Empty: as the company's settings say."
    )
    limitation_from = fields.Date(
        "Limitation runs anew from",
        readonly=True,
        help="Day of an acknowledgement or of a court's act. Empty: it runs from the due date.",
    )
    limitation_why = fields.Char("What interrupted it", readonly=True)
    limitation_date = fields.Date(
        "Can be claimed until",
        compute="_compute_limitation_date",
        store=True,
        help="Last day before the claim is time-barred.",
    )
    limitation_days = fields.Integer(
        "Days to limitation", compute="_compute_limitation_days", aggregator=None
    )
    limitation_warned = fields.Integer(
        readonly=True, aggregator=None, help="The warning (days before) that was given last."
    )

    _limitation = models.Index(
        "(company_id, limitation_date) WHERE closed_on IS NULL AND limitation_date IS NOT NULL"
    )

    @api.depends(
        "date_due", "limitation_kind", "limitation_from", "company_id.debt_limitation_kind"
    )
    def _compute_limitation_date(self):
        """The run writes it itself, by the same function."""
        accessory = self.env["debt.interest"]._accessory_ids(self.move_line_id.ids)
        for item in self:
            usual = item.company_id.debt_limitation_kind or "sale"
            if item.move_line_id.id in accessory:
                usual = ACCESSORY_KIND
            item.limitation_date = item.date_due and limitation_date(
                item.limitation_kind or usual, item.date_due, item.limitation_from
            )

    @api.depends("limitation_date")
    def _compute_limitation_days(self):
        today = {company: company._debt_today() for company in self.company_id}
        for item in self:
            end = item.limitation_date
            item.limitation_days = (end - today[item.company_id]).days if end else 0

    def _limitation_stage(self, day):
        """Return the warning this item has reached: days before, 0 past the end, None: none."""
        self.ensure_one()
        if not self.limitation_date or self.closed_on:
            return None
        return stage(self.limitation_date, day, self.company_id._debt_limitation_warnings())

    def _restart_limitation(self, day, why):
        """Limitation of these items runs anew from `day` (KC art. 123, 124).

        What is time-barred already isn't revived and stays as it is.

        :param day: day of the acknowledgement, the agreement or the court's act
        :param why: a sentence that names it
        """
        alive = self - self._barred_on(day)
        # collectors write down what happened; items are written by the run otherwise
        alive.sudo().write(
            {"limitation_from": day, "limitation_why": why, "limitation_warned": False}
        )
        alive._tell_limitation(why)
        alive.debtor_id._touch()

    def _barred_on(self, day):
        """Return those of these items that were past limitation on `day`."""
        return self.filtered(lambda item: item.limitation_date and item.limitation_date < day)

    def _check_alive(self, day):
        """Raise UserError if nothing can interrupt limitation of one of these items any more."""
        for item in self._barred_on(day)[:1]:
            raise UserError(
                self.env._(
                    "%(document)s has been time-barred since %(date)s; nothing interrupts "
                    "limitation that has run out.",
                    document=item.name,
                    date=format_date(self.env, item.limitation_date),
                )
            )

    def _set_limitation_kind(self, kind):
        """These are claims of another kind than the company's usual one."""
        # as in `_restart_limitation`
        self.sudo().write({"limitation_kind": kind, "limitation_warned": False})
        kinds = dict(self._fields["limitation_kind"]._description_selection(self.env))
        self._tell_limitation(kinds[kind])
        self.debtor_id._touch()

    def _tell_limitation(self, why):
        for case, items in self.filtered("case_id").grouped("case_id").items():
            body = self.env._(
                "Limitation of %(documents)s: %(why)s",
                documents=", ".join(item.name or "" for item in items),
                why=why,
            )
            case.sudo().message_post(body=body)  # who interrupts it needn't write on the case

    @api.model
    def _warn_limitation(self, company, day):
        """Make a task for the collector where the last warning is reached; one for each case.

        The earlier warnings are shown on the case and sort the worklist. At most TASKS a night,
        the nearest first: terms end with the year, so they come all at once.
        """
        last = company.debt_limitation_last
        items = self.search(
            [
                ("company_id", "=", company.id),
                ("closed_on", "=", False),
                ("case_id", "!=", False),
                ("limitation_date", ">=", day),
                ("limitation_date", "<=", day + timedelta(days=last)),
                "|",
                ("limitation_warned", "=", False),
                ("limitation_warned", ">", last),
            ],
            order="limitation_date, id",
        )
        cases = items.case_id[:TASKS]
        items = items.filtered(lambda item: item.case_id in cases)
        tasks = [
            case.debtor_id._prepare_task_vals(case, own._limitation_text(), own[0].limitation_date)
            for case, own in items.grouped("case_id").items()
        ]
        self.env["mail.activity"]._debt_create([task for task in tasks if task])
        items.write({"limitation_warned": last})

    def _limitation_text(self, is_over=False):
        """Return which of these items are lost when, or have been."""
        date = format_date(self.env, self[0].limitation_date)
        documents = ", ".join(item.name or "" for item in self[:5])
        if is_over:
            return self.env._(
                "Time-barred since %(date)s: %(documents)s", date=date, documents=documents
            )
        return self.env._("Limitation on %(date)s: %(documents)s", date=date, documents=documents)
