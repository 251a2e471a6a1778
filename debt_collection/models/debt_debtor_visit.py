from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import claim_rows
from .debt_confirmation import ANSWERED
from .debt_debtor_answer import file_vals


class DebtDebtor(models.Model):
    """What a visitor of the customer's page may open, pay and confirm; called in superuser mode."""

    _inherit = "debt.debtor"

    # how often

    def _account_is_busy(self):
        """Tell whether this customer did as much within the last hour as his company allows."""
        return self.env["debt.portal.event"]._is_busy(self, fields.Datetime.now())

    def _account_turn(self):
        """One answer at a time: a second click waits here, then Odoo repeats its request, which
        sees what the first one did.
        """
        query = SQL("UPDATE debt_debtor SET id = id WHERE id = %s", self.id)
        self.env.cr.execute(query, log_exceptions=False)

    def _account_note(self, link, partner, kind, detail=False):
        """Keep what was done on the page, when and by whom."""
        self.env["debt.portal.event"].create(
            {
                "company_id": self.company_id.id,
                "debtor_id": self.id,
                "link_id": link.id,
                "partner_id": partner.id,
                "kind": kind,
                "date": fields.Datetime.now(),
                "detail": detail,
            }
        )

    # files

    def _account_pdf(self, day):
        """Return the statement of account as PDF, made for this look at it."""
        paper = self._account_paper(day)
        text = paper.letter_type_id._texts(paper)[paper]["body_html"]
        texts = {"heading": paper.heading, "body_html": text}
        mark = "http://letter.invalid/account"
        pdfs = paper._print_together({paper: (paper._fragment(mark, texts=texts), mark)})
        content, _pages = pdfs[paper]
        return content

    def _account_xlsx(self, day):
        """Return the statement of account as a workbook."""
        return self._account_paper(day)._xlsx()

    def _account_document(self, line_id):
        """Return the invoice of this open journal item of his, or none."""
        lines = self._statement_moves()[self].filtered(lambda line: line.id == line_id)
        return lines.move_id.filtered(lambda move: move.is_invoice())

    def _account_plans(self):
        """Return the agreements that concern him now: running, or offered and not too late."""
        running = self.env["debt.plan"].search(
            [("debtor_id", "=", self.id), ("state", "=", "active")]
        )
        return self._offered_plans() | running

    # payment

    def _payable_lines(self, line_ids):
        """Return those of the chosen journal items that he can pay online, of one currency.

        :raise UserError: none of them is his, open and to be paid online; several currencies
        """
        lines = self._statement_moves()[self].filtered(
            lambda line: line.id in line_ids and line.amount_residual > 0
        )
        payable = self._account_payable(lines.move_id)
        lines = lines.filtered(lambda line: line.move_id in payable)
        if not lines:
            raise UserError(
                self.env._("Choose documents that can be paid online, or pay by transfer.")
            )
        if len(lines.currency_id) > 1:
            raise UserError(self.env._("Pay each currency on its own."))
        return lines

    def _payable_amount(self, lines):
        return lines.currency_id.round(sum(lines.mapped("amount_residual_currency")))

    # balance

    def _account_confirmations(self):
        """Return the balance confirmations that he was asked for and hasn't answered."""
        return self.env["debt.confirmation"]._waiting_of(self)

    def _account_has_confirmed(self, confirmation_id):
        """Tell whether he has answered this confirmation of his already."""
        domain = [("id", "=", confirmation_id), ("debtor_id", "=", self.id)]
        answered = [("state", "in", ANSWERED)]
        return bool(self.env["debt.confirmation"].search_count([*domain, *answered], limit=1))

    def _answer_balance(self, visitor, confirmation, post, files=()):
        """He confirms the balance he was asked for, or says what his books show.

        :param post: texts of the form: agrees ("yes", "no"), amount_<currency id>, remark, name
        """
        confirmation = confirmation.with_env(self.env)
        if post.get("agrees") not in ("yes", "no"):
            raise UserError(self.env._("Say whether the balance is right."))
        if not (post.get("name") or "").strip():
            raise UserError(self.env._("Enter your name."))
        its = {"res_model": confirmation._name, "res_id": confirmation.id}
        attachments = self.env["ir.attachment"].create([vals | its for vals in file_vals(files)])
        self.env["debt.confirmation"]._answer(
            self,
            post["agrees"] == "yes",
            {
                "confirmation": confirmation,
                "amounts": self._stated_amounts(confirmation.line_ids.currency_id, post),
                "remark": (post.get("remark") or "")[:4000],
                "name": post["name"].strip()[:200],
                "way": "portal",
                "attachment_ids": attachments.ids,
            },
        )
        return "confirm", {}

    def _stated_amounts(self, currencies, post):
        """Return {currency: amount} he typed; Polish and English ways of writing are read."""
        typed = {c: (post.get(f"amount_{c.id}") or "").strip()[:40] for c in currencies}
        return {currency: self._typed_amount(text) for currency, text in typed.items() if text}

    def _typed_amount(self, text):
        try:
            return float(claim_rows.amount(text))
        except claim_rows.Misread as error:
            if str(error) == "ambiguous":
                raise UserError(
                    self.env._(
                        "%(amount)s could be two amounts: write it with two decimals.", amount=text
                    )
                ) from error
            raise UserError(self.env._("%(amount)s isn't an amount.", amount=text)) from error
