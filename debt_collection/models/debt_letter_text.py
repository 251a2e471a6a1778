from odoo import api, fields, models

from ..tools import wording

# letters that count as an earlier demand (PRACTICE 1.5)
DEMANDS = ("2_demand", "3_second_demand")
UNEDITED = {"is_edited": False, "edited_by_id": False, "standard_html": False}


class DebtLetter(models.Model):
    """What the texts of letter types can say: placeholders, in the language of the letter."""

    _inherit = "debt.letter"

    total_text = fields.Char("Total demanded", compute="_compute_money")
    total_words = fields.Char("Total in words", compute="_compute_money")
    principal_text = fields.Char("Principal", compute="_compute_money")
    notes_text = fields.Char(
        "Notes", compute="_compute_money", help="Interest and compensation charged by notes before."
    )
    account_text = fields.Char("Account", compute="_compute_money")
    transfer_title = fields.Char(compute="_compute_money")
    documents_text = fields.Char("Documents", compute="_compute_money")

    date_text = fields.Char("Date as text", compute="_compute_days")
    as_of_text = fields.Char("As of, as text", compute="_compute_days")
    booked_until_text = fields.Char("Booked until, as text", compute="_compute_days")
    deadline_text = fields.Char("Deadline as text", compute="_compute_days")
    due_text = fields.Char("Due date", compute="_compute_days")

    previous_list = fields.Char("Earlier demands", compute="_compute_previous")
    previous_number = fields.Char("Last demand", compute="_compute_previous")
    previous_date_text = fields.Char("Date of the last demand", compute="_compute_previous")
    hold_date_text = fields.Char("Prepayment only since", compute="_compute_hold_date_text")

    interest_text = fields.Char("Interest to date", compute="_compute_interest")
    interest_daily_text = fields.Char("Interest per day", compute="_compute_interest")
    interest_phrase = fields.Char(compute="_compute_interest")
    interest_basis = fields.Char("Legal basis of interest", compute="_compute_interest")
    compensation_text = fields.Char("Compensation", compute="_compute_interest")

    # conditions of paragraphs
    is_consumer = fields.Boolean(compute="_compute_kind")
    is_public = fields.Boolean(compute="_compute_kind")
    is_valued = fields.Boolean(compute="_compute_kind")
    is_abroad = fields.Boolean(compute="_compute_kind")
    has_copies = fields.Boolean("Invoice copies are sent along", compute="_compute_has_copies")

    # money

    @api.depends(
        "lang",
        "name",
        "action_id.line_ids.amount_demanded",
        "action_id.line_ids.role",
        "action_id.line_ids.amount_interest",
        "action_id.line_ids.amount_compensation",
    )
    def _compute_money(self):
        for letter in self._in_own_language():
            totals = letter._totals()
            join = letter._join
            letter.total_text = join(letter._amount_text(v, c) for c, v in totals.items())
            letter.total_words = join(
                wording.amount_in_words(v, c.name, letter.lang) for c, v in totals.items()
            )
            notes, principal = letter._note_totals(), letter._principal_totals()
            letter.principal_text = letter._amounts_text(principal)
            letter.notes_text = letter._amounts_text(notes)
            letter.account_text = letter._accounts_text(letter._accounts())
            lines = letter._role_lines("demanded")
            letter.transfer_title = letter._title_of(lines)
            letter.documents_text = wording.shortened([line.name for line in lines if line.name])

    def _accounts_text(self, accounts):
        """Accounts as one text; the currency is named where they differ."""
        texts = {self._account_text(bank) for bank in accounts.values()}
        if len(texts) == 1:
            return texts.pop()
        return self._join(
            f"{self._account_text(bank)} ({currency.name})" for currency, bank in accounts.items()
        )

    def _title_of(self, lines, limit=140, fallback=""):
        """The title of a transfer for these lines in at most `limit` letters: the documents with
        their numbers in the official register, these alone, the documents alone, or `fallback`
        (the letter's number).
        """
        for way in ("both", "register", "own"):
            names = dict.fromkeys(filter(None, (line._title_name(way) for line in lines)))
            if title := wording.transfer_title(names, "", limit):
                return title
        return fallback or self.name

    def _quotes_amounts(self):
        """Whether the text changed by hand still says what is demanded now."""
        return self.total_text in (self.body_html or "").replace("&nbsp;", wording.NBSP)

    # people

    @api.depends("partner_id", "company_id", "action_id.debtor_id.kind")
    def _compute_kind(self):
        for letter in self:
            debtor = letter.action_id.debtor_id
            letter.is_consumer = debtor.kind == "consumer"
            letter.is_public = debtor.kind in ("public", "public_medical")
            letter.is_valued = debtor.profile == "valued"
            letter.is_abroad = letter._is_foreign()

    # days

    @api.depends("lang", "date", "as_of", "booked_until", "deadline", "action_id.line_ids.date_due")
    def _compute_days(self):
        for letter in self:
            letter.date_text = letter._day_text(letter.date)
            letter.as_of_text = letter._day_text(letter.as_of)
            letter.booked_until_text = letter._day_text(letter.booked_until)
            letter.deadline_text = letter._day_text(letter.deadline)
            days = sorted(set(letter._role_lines("demanded").mapped("date_due")) - {False})
            ends = [days[0], days[-1]] if len(days) > 1 else days
            letter.due_text = "\u2013".join(letter._day_text(day) for day in ends)

    # what went before

    @api.depends("lang", "state", "action_id.line_ids.item_id")
    def _compute_previous(self):
        items = self.action_id.line_ids.filtered(lambda line: line.role == "demanded").item_id
        lines = self.env["debt.action.line"].search(
            [
                ("item_id", "in", items.ids),
                ("role", "=", "demanded"),
                ("action_id.letter_id.state", "=", "final"),
                ("action_id.letter_id.withdrawn_on", "=", False),
                ("action_id.letter_id.letter_type_id.rank", "in", DEMANDS),
            ]
        )
        by_item = lines.grouped("item_id")
        for letter in self._in_own_language():
            mine = letter._role_lines("demanded").item_id
            earlier = lines.browse().concat(*(by_item[item] for item in mine if item in by_item))
            letters = (earlier.action_id.letter_id - letter).sorted(lambda old: (old.date, old.id))
            letter.previous_list = letter._join(letter._previous_text(old, mine) for old in letters)
            letter.previous_number = letters[-1:].name
            letter.previous_date_text = letter._day_text(letters[-1:].date)

    def _previous_text(self, old, items):
        """Number and date of an earlier demand; the documents if it covered only some of these."""
        date = self._day_text(old.date)
        text = self.env._("no. %(number)s of %(date)s", number=old.name, date=date)
        lines = old._role_lines("demanded").filtered(lambda line: line.item_id in items)
        if lines.item_id == items:
            return text
        return f"{text} ({wording.shortened([line.name for line in lines if line.name])})"

    @api.depends("lang", "action_id.debtor_id")
    def _compute_hold_date_text(self):
        holds = self.env["debt.sale.hold"].search(
            [
                ("debtor_id", "in", self.action_id.debtor_id.ids),
                ("level", ">=", "2_prepayment"),
                ("ended_on", "=", False),
            ],
            order="date_from",
        )
        first = {}
        for hold in holds:
            first.setdefault(hold.debtor_id, hold.date_from)
        for letter in self:
            letter.hold_date_text = letter._day_text(first.get(letter.action_id.debtor_id))

    # interest and compensation

    @api.depends(
        "lang",
        "action_id.line_ids.amount_interest",
        "action_id.line_ids.interest_daily",
        "action_id.line_ids.amount_compensation",
    )
    def _compute_interest(self):
        names = ["interest_text", "interest_daily_text", "interest_phrase", "interest_basis"]
        for letter in self._in_own_language():
            facts = letter._interest_facts() or {}
            for name in [*names, "compensation_text"]:
                letter[name] = facts.get(name, False)

    # rendering

    def _write_text(self):
        """Render subject, title and text of these letters from their types, undoing hand work."""
        self._read_ahead()
        for letter_type, letters in self._text_sources().items():
            texts, versions = letter_type._texts(letters), letter_type._versions(letters)
            for letter in letters:
                letter._note_down({**texts[letter], **UNEDITED, "text_id": versions[letter].id})

    def _text_sources(self):
        """Return {letter type whose text is taken: letters}. A trial gives some another text."""
        # a person who writes a letter has chosen its text
        drawn = self.env["debt.trial"]._draw_texts(self.filtered("action_id.task_id"))
        return self.grouped(lambda letter: drawn.get(letter) or letter.letter_type_id)
