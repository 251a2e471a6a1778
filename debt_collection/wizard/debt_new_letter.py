from odoo import api, fields, models

from ..models.debt_action_register import REGISTER
from ..models.debt_letter_type import ELSEWHERE


class DebtNewLetter(models.TransientModel):
    """A letter that a collector writes by hand: which one, about which items, by which way; the
    page as it will look stands beside it.
    """

    _name = "debt.new.letter"
    _description = "New Letter"

    case_id = fields.Many2one("debt.case", required=True)
    replaces_id = fields.Many2one("debt.letter", "Replaces", help="The letter withdrawn before.")
    partner_id = fields.Many2one(related="case_id.partner_id")
    allowed_type_ids = fields.Many2many("debt.letter.type", compute="_compute_allowed_type_ids")
    letter_type_id = fields.Many2one(
        "debt.letter.type",
        "Letter",
        compute="_compute_letter_type_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    lists_items = fields.Selection(related="letter_type_id.items")
    demandable_ids = fields.Many2many("debt.item", compute="_compute_demandable_ids")
    item_ids = fields.Many2many(
        "debt.item",
        string="Demanded items",
        compute="_compute_item_ids",
        store=True,
        readonly=False,
        precompute=True,
    )
    channel_ids = fields.Many2many(
        "debt.channel",
        string="Ways of sending",
        compute="_compute_channel_ids",
        store=True,
        readonly=False,
        precompute=True,
    )
    obstacle = fields.Text("What stands in the way", compute="_compute_obstacle")
    preview_html = fields.Html("Preview", compute="_compute_preview_html", sanitize=False)

    @api.depends("case_id")
    def _compute_allowed_type_ids(self):
        for wizard in self:
            company = wizard.case_id.company_id
            hidden = ELSEWHERE if company._debt_has_bureau() else (*ELSEWHERE, REGISTER)
            wizard.allowed_type_ids = self.env["debt.letter.type"].search(
                [("rank", "not in", hidden), ("company_id", "in", [company.id, False])]
            )

    @api.depends("case_id")
    def _compute_letter_type_id(self):
        for wizard in self.filtered(lambda wizard: not wizard.letter_type_id):
            demands = wizard.allowed_type_ids.filtered(lambda one: one.rank == "2_demand")
            wizard.letter_type_id = (demands or wizard.allowed_type_ids)[:1]

    @api.depends("case_id")
    def _compute_demandable_ids(self):
        for wizard in self:
            # what may be demanded is read from the books, which a collector needn't see
            case, day = wizard.case_id.sudo(), wizard._day()
            wizard.demandable_ids = case._demandable(day).sudo(False) if case else False

    @api.depends("case_id")
    def _compute_item_ids(self):
        for wizard in self:
            wizard.item_ids = wizard.demandable_ids

    @api.depends("letter_type_id")
    def _compute_channel_ids(self):
        email = self.env.ref("debt_collection.channel_email")
        for wizard in self:
            wizard.channel_ids = wizard.letter_type_id.channel_ids or email

    @api.depends("letter_type_id", "item_ids", "channel_ids")
    def _compute_obstacle(self):
        for wizard in self:
            is_notice = wizard.letter_type_id.rank == REGISTER
            action = is_notice and wizard._sample().action_id
            wizard.obstacle = action and "\n".join(
                action._reason_text(*one)
                for one in action._register_obstacles(wizard.channel_ids._origin)
            )

    @api.depends("letter_type_id", "item_ids", "channel_ids")
    def _compute_preview_html(self):
        for wizard in self:
            letter_type = wizard.letter_type_id._origin
            sample = letter_type and wizard._sample()
            wizard.preview_html = sample and letter_type._page_of(sample) or False

    def _sample(self):
        """The letter in memory only."""
        case, letter_type = self.case_id.sudo()._origin, self.letter_type_id.sudo()._origin
        items, day = self.item_ids.sudo()._origin, self._day()
        lines = case._prepare_letter_lines(letter_type, items, day)
        letter = letter_type._letter_in_memory(case, lines, day)
        letter.warns_register = letter.action_id._warns_register(self.channel_ids._origin)
        return letter

    def _day(self):
        return self.case_id.company_id._debt_today()

    def action_send(self):
        """Write the letter; it leaves in its hours, or once it is approved."""
        return self._write_letter()

    def action_draft(self):
        """Write the letter, but keep it until its text was looked at and released."""
        return self._write_letter(to_look_at=True)

    def _write_letter(self, to_look_at=False):
        self.ensure_one()
        self.case_id.check_access("write")
        # people don't create actions directly: what they may is checked on the case above
        letter_sudo = self.case_id.sudo()._write_letter(
            self.letter_type_id.sudo(),
            (self.item_ids & self.demandable_ids).sudo(),
            self.channel_ids,
            self.env.user,
            to_look_at,
        )
        if self.replaces_id:
            self.replaces_id.sudo().replaced_by_id = letter_sudo  # the old one is evidence
        return letter_sudo.sudo(False)._get_records_action(name=self.env._("Letter"))
