from collections import namedtuple

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.download import download
from .debt_confirmation import ANSWERED, ASKED, STATES

# in the order of the result: what needs a look first
ORDER = ("disagreed", "sent", "returned", "none", "agreed", "excluded")

Summary = namedtuple("Summary", "label count amount share")
Section = namedtuple("Section", "label rows")
Row = namedtuple("Row", "number name vat ours theirs notes")


class DebtConfirmationCampaign(models.Model):
    """What came of it: on the screen, and for the auditor as PDF and as a workbook."""

    _name = "debt.confirmation.campaign"
    _inherit = ["debt.confirmation.campaign", "debt.paper.mixin"]

    partner_id = fields.Many2one(related="company_id.partner_id", string="Address")
    lang = fields.Char(compute="_compute_lang", store=True, precompute=True)
    count_all = fields.Integer("To be asked", compute="_compute_counts")
    count_agreed = fields.Integer("Confirmed", compute="_compute_counts")
    count_disagreed = fields.Integer("Not confirmed", compute="_compute_counts")
    count_silent = fields.Integer("Without an answer", compute="_compute_counts")
    count_excluded = fields.Integer("Not asked", compute="_compute_counts")
    amount_all = fields.Monetary("Balance in all", compute="_compute_counts")
    amount_agreed = fields.Monetary("Balance confirmed", compute="_compute_counts")
    rate = fields.Float("Confirmed, by amount", compute="_compute_counts")

    @api.depends("company_id")
    def _compute_lang(self):
        for campaign in self:
            partner = campaign.company_id.partner_id
            campaign.lang = self._paper_lang(campaign.company_id, partner, partner)

    @api.depends("confirmation_ids.state", "confirmation_ids.amount")
    def _compute_counts(self):
        groups = self.env["debt.confirmation"]._read_group(
            [("campaign_id", "in", self.ids)],
            ["campaign_id", "state"],
            ["__count", "amount:sum"],
        )
        found = {(campaign, state): rest for campaign, state, *rest in groups}
        for campaign in self:
            of = {state: found.get((campaign, state), (0, 0.0)) for state, _label in STATES}
            campaign.count_agreed, campaign.amount_agreed = of["agreed"]
            campaign.count_disagreed = of["disagreed"][0]
            campaign.count_silent = sum(of[state][0] for state in ASKED)
            campaign.count_excluded = of["excluded"][0]
            campaign.count_all = sum(of[s][0] for s in of) - of["excluded"][0]
            campaign.amount_all = sum(amount for _count, amount in of.values())
            asked = campaign.amount_all - of["excluded"][1]
            campaign.rate = campaign.amount_agreed / asked if asked else 0.0

    # paper

    def _paper_title(self):
        day = self._day_text(self.date)
        return self.env._("Confirmation of balances as of %(day)s: result", day=day)

    def _fragment(self, mark=None, is_first=True):
        campaign = self.with_context(lang=self.lang)
        values = {
            "campaign": campaign,
            "heading": campaign._paper_title(),
            "creditor": campaign._creditor_lines(),
            "summary": campaign._summary(),
            "sections": campaign._sections(),
            "number": lambda value: campaign._number_text(value, campaign.currency_id),
            "chunked": campaign._chunked,
            "mark": mark,
            "is_first": is_first,
        }
        return campaign.env["ir.qweb"]._render(
            "debt_collection.confirmation_result_fragment", values, minimal_qcontext=True
        )

    def _by_state(self):
        """Return [(label, confirmations)] of the states that occur."""
        labels = dict(
            self.env["debt.confirmation"]._fields["state"]._description_selection(self.env)
        )
        found = self.confirmation_ids.grouped("state")
        return [(labels[state], found[state]) for state in ORDER if state in found]

    def _summary(self):
        """Return the counts and sums of each answer; the last row is the total."""
        groups = [
            (label, len(ones), sum(ones.mapped("amount"))) for label, ones in self._by_state()
        ]
        total = sum(amount for _label, _count, amount in groups)
        groups.append((self.env._("Total"), len(self.confirmation_ids), total))
        return [
            Summary(label, count, amount, f"{100 * amount / total:.0f}%" if total else "")
            for label, count, amount in groups
        ]

    def _sections(self):
        return [
            Section(label, [self._row(number, one) for number, one in enumerate(ones, 1)])
            for label, ones in self._by_state()
        ]

    def _row(self, number, one):
        partner = one.partner_id
        theirs = (
            one.line_ids.filtered("is_stated") if one.state == "disagreed" else one.line_ids[:0]
        )
        return Row(
            number,
            partner.name,
            partner.vat,
            [self._amount_text(line.amount, line.currency_id) for line in one.line_ids],
            [self._amount_text(line.amount_theirs, line.currency_id) for line in theirs],
            one._result_notes(self._day_text),
        )

    def action_print_result(self):
        """Download the result as it stands now."""
        self.ensure_one()
        self.check_access("read")
        # sudo: who may read the answers may print them; the last print is kept as the file
        campaign = self.sudo()
        campaign._drop_pdf()
        if campaign._render_pdfs():
            raise UserError(campaign.error)
        return download(campaign.attachment_id)


class DebtConfirmation(models.Model):
    _inherit = "debt.confirmation"

    def _label(self, name):
        """Return the label of a selection's value."""
        return dict(self._fields[name]._description_selection(self.env)).get(self[name], "")

    def _result_notes(self, day_text):
        """Return what the auditor reads beside an answer, line by line."""
        _ = self.env._
        if self.state == "excluded":
            return [self._label("exclusion"), self.exclusion_note or ""]
        if self.state in ANSWERED:
            parts = [day_text(self.answered_on), self.answered_by, self._label("answer_way")]
            return [", ".join(filter(None, parts)), self.remark or ""]
        if not self.sent_on:
            return [self.problem or ""]
        day, count = day_text(self.sent_on), self.request_count
        return [_("asked on %(day)s, times asked: %(count)s", day=day, count=count)]
