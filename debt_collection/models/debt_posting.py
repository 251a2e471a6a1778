from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import post_number

# what a sheet of paper and an envelope weigh (80 g/m2; DL)
SHEET_GRAMS = 5
ENVELOPE_GRAMS = 5


class DebtPosting(models.Model):
    """Letters handed to the post together: one page of the posting book, one batch to the office.

    draft: being made up, numbers are entered; posted: the post has them, evidence from then on.
    """

    _name = "debt.posting"
    _description = "Posting"
    _inherit = ["debt.evidence.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    # the stamped book is the proof and comes back later
    _evidence_whitelist = frozenset({"book_file", "book_name", "note"})
    # handing in is a method: nobody writes the state over RPC
    _evidence_user_fields = frozenset(
        {"book_file", "book_name", "note", "date", "office", "letter_ids"}
    )

    name = fields.Char("Number", required=True, readonly=True, copy=False)
    company_id = fields.Many2one("res.company", required=True, index=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date("Handed in on", required=True)
    office = fields.Char("Post office")
    state = fields.Selection(
        [("draft", "Draft"), ("posted", "Handed in")], required=True, default="draft", index=True
    )
    letter_ids = fields.One2many("debt.letter", "posting_id", "Letters")
    user_id = fields.Many2one(
        "res.users", "Taken to the post by", default=lambda self: self.env.user
    )
    note = fields.Text()
    book_file = fields.Binary("Stamped book", attachment=True, copy=False)
    book_name = fields.Char(copy=False)
    count = fields.Integer("Number of letters", compute="_compute_totals", aggregator=None)
    registered_count = fields.Integer("Registered", compute="_compute_totals", aggregator=None)
    missing_count = fields.Integer("Without number", compute="_compute_totals", aggregator=None)
    fees = fields.Monetary("Postage", compute="_compute_totals")

    def _is_final(self):
        return self.state == "posted"

    @api.depends("letter_ids.channel_ids", "letter_ids.post_number", "letter_ids.post_fee")
    def _compute_totals(self):
        for posting in self:
            registered = posting._registered()
            posting.count = len(posting.letter_ids)
            posting.registered_count = len(registered)
            posting.missing_count = len(registered.filtered(lambda one: not one.post_number))
            posting.fees = sum(posting.letter_ids.mapped("post_fee"))

    def _registered(self):
        """Letters with a line in the posting book, in the order of the printed batch."""
        return self._in_order().filtered(
            lambda letter: letter._is_registered() and letter.state != "void"
        )

    def _in_order(self):
        return self.letter_ids._print_order()

    # making

    @api.model
    def _make(self, letters, day):
        """Make up drafts of the posting of these letters, one for each company.

        :param letters: `debt.letter` on paper waiting for post, not in another posting
        :param day: local date on which they are to be handed in
        :raise UserError: a letter isn't waiting for post
        """
        letters._check_waits_for_post()
        postings = self.browse()
        for company, same in letters._print_order().grouped("company_id").items():
            # sudo: numbers are drawn and evidence is made by methods only
            posting_sudo = self.sudo().create(
                {
                    "name": company._debt_next_number(
                        "debt.posting", "PKN", self.env._("Posting book"), day
                    ),
                    "company_id": company.id,
                    "date": day,
                    "office": company.debt_post_office,
                    "user_id": self.env.uid,
                }
            )
            same._join_posting(posting_sudo)
            postings |= posting_sudo.sudo(self.env.su)
        return postings

    def action_remove_letters(self):
        """Take all letters out again; they wait on the list "To print" as before."""
        self._check_is_draft()
        self.letter_ids._note_down({"posting_id": False})

    def _check_is_draft(self):
        if any(posting.state != "draft" for posting in self):
            raise UserError(self.env._("It is handed in already."))


class DebtLetter(models.Model):
    _inherit = "debt.letter"

    def _check_waits_for_post(self):
        others = self.filtered(lambda letter: not letter.to_print or letter.state == "void")
        if others:
            names = ", ".join(others.mapped("name"))
            raise UserError(self.env._("Not waiting for post: %(names)s", names=names))

    def _join_posting(self, posting):
        """Put these letters into a posting, with the weight and the postage they have as a rule."""
        for letter in self:
            letter._note_down(
                {
                    "posting_id": posting.id,
                    "post_weight": letter.post_weight or letter._weight(),
                    "post_fee": letter.post_fee or letter._postage(),
                }
            )

    def _weight(self):
        """Grams of the letter in its envelope."""
        sides = 2 if self.company_id.debt_print_duplex else 1
        sheets = -(-max(self.page_count, 1) // sides)
        return ENVELOPE_GRAMS + SHEET_GRAMS * sheets

    def _postage(self):
        """What the company pays for such a letter, in its currency."""
        company = self.company_id
        return company.debt_postage_registered if self._is_registered() else company.debt_postage

    def _checked_numbers(self, numbers):
        """Return {letter: normalized number}; refuse what can't be right.

        :param numbers: {letter: text as typed}
        :raise UserError: wrong check digit, wrong length, the same number twice
        """
        clean = {letter: post_number.normalize(text) for letter, text in numbers.items() if text}
        texts = {
            "check": self.env._("%(number)s (%(letter)s): the check digit doesn't fit"),
            "length": self.env._("%(number)s (%(letter)s): 20 digits are needed"),
        }
        wrong = [
            texts[fault] % {"number": number, "letter": letter.name}
            for letter, number in clean.items()
            if (fault := post_number.fault(number))
        ]
        wrong += self._used_numbers(clean)
        if wrong:
            raise UserError("\n".join(wrong))
        return clean

    def _used_numbers(self, clean):
        """Sentences about numbers that two letters would have."""
        taken = {}
        found = self.search(
            [
                ("post_number", "in", list(clean.values())),
                ("company_id", "in", self.env.companies.ids),
            ]
        )
        for letter in found:
            taken.setdefault(letter.post_number, letter)
        texts = []
        for letter, number in clean.items():
            other = taken.setdefault(number, letter)
            if other != letter:
                texts.append(
                    self.env._(
                        "%(number)s (%(letter)s): it is the number of %(other)s already",
                        number=number,
                        letter=letter.name,
                        other=other.name,
                    )
                )
        return texts
