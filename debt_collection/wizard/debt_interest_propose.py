from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from ..models.debt_interest_propose import Options


class DebtInterestPropose(models.TransientModel):
    """Interest notes for one customer, some, or all: first counted, then created as drafts."""

    _name = "debt.interest.propose"
    _description = "Propose Interest Notes"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, readonly=True
    )
    company_currency_id = fields.Many2one(related="company_id.currency_id")
    partner_ids = fields.Many2many(
        "res.partner",
        string="Customers",
        domain="[('parent_id', '=', False)]",
        help="Empty: all customers.",
    )
    day = fields.Date("Up to", required=True, help="Last day charged on what is unpaid.")
    unpaid = fields.Boolean("Unpaid", default=True)
    paid_late = fields.Boolean("Paid late", default=True)
    partial = fields.Boolean("Paid in part", default=True)
    minimum = fields.Monetary("From the amount", currency_field="company_currency_id")
    with_small = fields.Boolean("Also smaller notes")
    currency_ids = fields.Many2many("res.currency", string="Currencies", help="Empty: all.")
    since = fields.Date("Not before", help="Empty: three years back, as far as claims reach.")
    result = fields.Text(readonly=True)
    refused = fields.Text("Not charged", readonly=True)

    @api.model
    def default_get(self, names):
        values = super().default_get(names)
        company = self.env["res.company"].browse(values.get("company_id")) or self.env.company
        values.setdefault("day", company._debt_today())
        values.setdefault("minimum", company.debt_note_minimum)
        return values

    def action_count(self):
        """Say what would be created; the dialog stays open."""
        proposal = self._proposal()
        _ = self.env._
        lines = [
            _("%(count)s notes: %(total)s", count=len(proposal.notes), total=total)
            for total in [self._totals_text(proposal.notes)]
        ]
        if proposal.small:
            lines.append(
                _(
                    "%(count)s below the minimum: %(total)s",
                    count=len(proposal.small),
                    total=self._totals_text(proposal.small),
                )
            )
        if proposal.refused:
            lines.append(_("%(count)s customers not charged", count=len(proposal.refused)))
        self.result = "\n".join(lines)
        self.refused = self._refused_text(proposal)
        return {**self._reopened(), "name": _("Propose interest notes")}

    def action_create(self):
        """Create the drafts and show them.

        :raise UserError: there is nothing to charge; says why
        """
        proposal = self._proposal()
        if not proposal.notes:
            raise UserError(self._nothing_text(proposal))
        drafts = self.env["debt.interest.note"]._create_drafts(proposal.notes)
        action = self.env["ir.actions.actions"]._for_xml_id(
            "debt_collection.debt_interest_note_action"
        )
        return {**action, "domain": [("id", "in", drafts.ids)], "context": {}}

    def _proposal(self):
        self.ensure_one()
        options = Options(
            unpaid=self.unpaid,
            paid_late=self.paid_late,
            partial=self.partial,
            minimum=Decimal(f"{self.minimum:.2f}"),
            with_small=self.with_small,
            currency_ids=tuple(self.currency_ids.ids),
            since=self.since or None,
        )
        partners = self.partner_ids.commercial_partner_id if self.partner_ids else None
        notes = self.env["debt.interest.note"]
        notes.check_access("write")
        return notes._proposal(self.company_id, self.day, options, partners)

    def _totals_text(self, vals_list):
        totals = self.env["debt.interest.note"]._summary(vals_list)
        return ", ".join(
            formatLang(self.env, total, currency_obj=currency) for currency, total in totals.items()
        ) or formatLang(self.env, 0.0, currency_obj=self.company_currency_id)

    def _refused_text(self, proposal):
        return "\n".join(
            f"{partner.display_name}: {text}" for partner, text in proposal.refused.items()
        )

    def _nothing_text(self, proposal):
        text = self.env._("There is no interest to charge up to this day.")
        if proposal.small:
            text = self.env._(
                "Only notes below the minimum: %(total)s. Tick “Also smaller notes”.",
                total=self._totals_text(proposal.small),
            )
        return "\n".join(filter(None, [text, self._refused_text(proposal)]))

    def _reopened(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
