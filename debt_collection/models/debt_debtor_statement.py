from odoo import fields, models
from odoo.fields import Domain

from .debt_hold import SILENT_KINDS


class DebtDebtor(models.Model):
    """What a customer's statement contains, and whether he can get one."""

    _inherit = "debt.debtor"

    def action_send_statement(self):
        """Send these customers a list of all that is open, after a few minutes of grace."""
        return self._send_statement()

    def action_statement_of_day(self):
        """Ask for the day of which a statement is sent."""
        self.check_access("read")
        wizard = self.env["debt.statement.wizard"].create({"debtor_ids": self.ids})
        return wizard._get_records_action(name=self.env._("Statement as of a day"), target="new")

    def _send_statement(self, day=False):
        """Queue statements as of `day` (without: of today) and say so.

        :raise UserError: nobody gets one
        """
        self.check_access("read")
        # people don't create actions directly; which customers they may see was just checked
        actions, refused = (
            self.env["debt.action"]
            .sudo()
            ._order_statements(self.sudo(), self.env.user, fields.Datetime.now(), day)
        )
        return self.env["debt.action"]._statement_toast(actions, refused)

    def _without_statement(self, day=False):
        """Return {debtor: why he gets no statement}; as of `day`, if there is one."""
        silent, unreachable = self._silenced(), self._unreachable()
        moves = self._balance_lines(day) if day else self._statement_moves()
        refused = {}
        for debtor in self:
            name = debtor.partner_id.display_name
            if debtor in silent:
                refused[debtor] = self.env._(
                    "%(customer)s: nothing is sent (%(hold)s).",
                    customer=name,
                    hold=silent[debtor].display_name,
                )
            elif not moves.get(debtor):
                refused[debtor] = self.env._(
                    "%(customer)s: nothing is open, there is no statement to send.", customer=name
                )
            elif debtor in unreachable:
                refused[debtor] = unreachable[debtor]
        return refused

    def _silenced(self):
        """Return {debtor: the hold that forbids to send him anything}."""
        result = {}
        for company, debtors in self.grouped("company_id").items():
            active = self.env["debt.hold"]._active_domain(company._debt_today())
            holds = debtors.hold_ids.filtered_domain(active & Domain("kind", "in", SILENT_KINDS))
            result |= {debtor: same[0] for debtor, same in holds.grouped("debtor_id").items()}
        return result

    def _unreachable(self):
        """Return {debtor: what keeps an e-mail from reaching him}."""
        blocked = self._blocked_emails()
        return {
            debtor: debtor._way_fault_text(fault)
            for debtor in self
            if (fault := debtor._email_fault(blocked))
        }

    def _way_fault_text(self, fault):
        """Return the sentence of a fault of a way (`debt.action._fault_by`)."""
        _, contact = self.env._, self._collections_contact()
        if fault == "none":
            return _(
                "%(name)s has no e-mail address: enter one, or choose another contact for"
                " collections.",
                name=contact.display_name,
            )
        if fault == "bounced":
            return _(
                "E-mails to %(name)s (%(address)s) come back: correct the address, or choose"
                " another contact for collections.",
                name=contact.display_name,
                address=contact.email,
            )
        if fault == "blacklisted":
            return _(
                "%(name)s (%(address)s) is on the list of those who get no e-mails: ask for"
                " another address.",
                name=contact.display_name,
                address=contact.email,
            )
        if fault == "address":
            return _(
                "The postal address of %(name)s lacks the street, post code or town.",
                name=self.partner_id.display_name,
            )
        return _("%(name)s asked for no e-mail about payments.", name=contact.display_name)

    def _statement_moves(self):
        """Return {debtor: open receivable journal items}, oldest first, in one query a company."""
        result = {}
        for company, debtors in self.grouped("company_id").items():
            # collectors needn't read the books
            lines = (
                self.env["account.move.line"]
                .sudo()
                .search(
                    [
                        ("company_id", "=", company.id),
                        ("parent_state", "=", "posted"),
                        ("account_type", "=", "asset_receivable"),
                        ("reconciled", "=", False),
                        ("amount_residual_currency", "!=", 0),
                        ("partner_id.commercial_partner_id", "in", debtors.partner_id.ids),
                    ],
                    order="invoice_date, date, id",
                )
            )
            by_partner = lines.grouped(lambda line: line.partner_id.commercial_partner_id)
            result |= {debtor: by_partner.get(debtor.partner_id, lines[:0]) for debtor in debtors}
        return result

    def _statement_lines(self, day):
        """Return {debtor: values of action lines} of all that is open, credits with a minus.

        What a consumer owes no more because of limitation isn't put before him.
        """
        moves = self._statement_moves()
        lines = self.env["account.move.line"].union(*moves.values())
        items = self.env["debt.item"].sudo().search([("move_line_id", "in", lines.ids)])
        by_line = items.grouped("move_line_id")
        barred = self._barred_items(items, day).move_line_id
        return {
            debtor: [
                line._statement_vals(by_line.get(line, items[:0]), day)
                for line in moves[debtor]
                if line not in barred
            ]
            for debtor in self
        }

    def _barred_items(self, items, day):
        """Return the items of consumers that are past limitation on `day`."""
        items = items.filtered(lambda item: item.debtor_id.kind == "consumer")
        active = self.env["debt.hold"]._active_domain(day) & Domain("kind", "=", "limitation")
        return items & self.hold_ids.filtered_domain(active).item_id | items._barred_on(day)


class DebtCase(models.Model):
    _inherit = "debt.case"

    def action_send_statement(self):
        """Send the customers of these cases a list of all that is open."""
        self.check_access("write")
        return self.debtor_id.action_send_statement()

    def action_statement_of_day(self):
        """Ask for the day of which the customers of these cases get a statement."""
        self.check_access("write")
        return self.debtor_id.action_statement_of_day()


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _statement_vals(self, item, day, open_amount=None):
        """Return the values of the action line that shows this open item on a statement.

        :param open_amount: what was open then, in its currency; default: what is open now
        """
        if open_amount is None:
            open_amount = self.amount_residual_currency
        due = item.date_due or self.date_maturity or self.date
        is_debt = open_amount > 0
        return {
            "item_id": item.id,
            "move_line_id": self.id,
            "role": "statement",
            "name": self.move_id.name,
            "date_invoice": self.move_id.invoice_date or self.date,
            "date_due": due if is_debt else False,
            "days_late": max((day - due).days, 0) if is_debt else 0,
            "currency_id": self.currency_id.id,
            "amount_total": self.amount_currency,
            "amount_open": open_amount,
        }
