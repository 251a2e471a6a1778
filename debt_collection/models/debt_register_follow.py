from odoo import api, models
from odoo.fields import Domain

from ..tools import register

# working days a person has for a task of a register
DAYS_TO_DO = 3


class DebtRegisterEntry(models.Model):
    """What is owed of an entry, and telling the register when that becomes less."""

    _inherit = "debt.register.entry"

    @api.model
    def _make(self, actions, day):
        """Put the debts of these approved actions on the list of what a person is to enter."""
        entries = self.create([self._prepare_vals(action, day) for action in actions])
        for company, same in entries.grouped("company_id").items():
            calendar = self.env["debt.calendar"]
            until = calendar._add_working_days(company, day, DAYS_TO_DO)
            for entry, owed in same._owed(day).items():
                entry.amount = owed
            same._ask(self.env._("Enter in the debt register"), until)
        return entries

    def _prepare_vals(self, action, day):
        company = action.company_id
        letters = self.env["debt.letter"].union(*action._register_warnings().values())
        return {
            "name": company._debt_next_number(
                "debt.register.entry", "BIG", self.env._("Entries in a debt register"), day
            ),
            "company_id": company.id,
            "debtor_id": action.debtor_id.id,
            "partner_id": action.partner_id.id,
            "case_id": action.case_id.id,
            "action_id": action.id,
            "letter_ids": [(6, 0, letters.ids)],
            "register": company.debt_bureau_name,
        }

    # what is owed ---------------------------------------------------------------------------------

    def _owed(self, day, contested=False):
        """Return {entry: what is owed of it on `day`, undisputed and less credits, in the company's
        currency}; entries of one company. The rate stays that of the first day: a currency that
        falls is no payment.

        :param contested: with what the customer disputes
        """
        owed = {}
        for entry, amounts in self._open_amounts(day, contested).items():
            own, first = entry.currency_id, entry.create_date.date()
            owed[entry] = own.round(
                sum(
                    line.currency_id._convert(amount, own, entry.company_id, first)
                    for line, amount in amounts.items()
                )
            )
        return owed

    def _open_amounts(self, day, contested=False):
        """Return {entry: {line: what is owed of it, in its own currency}}; of one company.

        :param contested: with what the customer disputes
        """
        nets = self.env["debt.action"]._live_nets(self.company_id, day, self.debtor_id.partner_id)
        disputes = {} if contested else self._disputes(day)
        none = self.env["debt.hold"]
        return {entry: entry._amounts_less(disputes.get(entry, none), nets) for entry in self}

    def _amounts_less(self, disputes, nets):
        """Amounts of the lines, less credits and what is disputed: promises and other holds don't
        make the debt smaller.
        """
        amounts = {}
        for line in self.line_ids.filtered(lambda line: line.role == "demanded"):
            net = nets.get(line._journal_item())
            left = float(net.open - sum(used for _key, used in net.credits)) if net else 0.0
            for hold in disputes.filtered(lambda hold, line=line: hold.item_id == line.item_id):
                left -= hold.amount or left
            amounts[line] = max(left, 0.0)
        # a complaint about the case as a whole has no amount: it concerns all of it
        is_whole = any(not hold.item_id for hold in disputes)
        return dict.fromkeys(amounts, 0.0) if is_whole else amounts

    def _disputes(self, day):
        """Return {entry: holds of complaints that concern its customer or case}."""
        holds = self.env["debt.hold"]
        found = holds.search(
            holds._active_domain(day)
            & Domain("debtor_id", "in", self.debtor_id.ids)
            & Domain("kind", "=", "dispute")
        )
        return {
            entry: found.filtered(
                lambda hold, entry=entry: (
                    hold.debtor_id == entry.debtor_id
                    and (not hold.case_id or hold.case_id == entry.case_id)
                )
            )
            for entry in self
        }

    # following it ---------------------------------------------------------------------------------

    @api.model
    def _follow(self, company, day, debtors=None):
        """Take over payments, credits and complaints since: what isn't entered yet shrinks or ends,
        of what is entered the register has to be told within its days.

        :param debtors: only theirs; default: all of the company
        """
        domain = Domain("company_id", "=", company.id) & Domain(
            "state", "in", ("to_enter", "entered")
        )
        if debtors is not None:
            domain &= Domain("debtor_id", "in", debtors.ids)
        entries = self.search(domain)
        if not entries:
            return
        owed, whole = entries._owed(day), entries._owed(day, contested=True)
        for entry in entries:
            if entry.state == "to_enter":
                entry._follow_waiting(owed[entry])
            else:
                entry._follow_entered(owed[entry], whole[entry], day)

    def _follow_waiting(self, owed):
        minimum = self.company_id._debt_bureau_min(self.debtor_id.kind)
        if self.currency_id.compare_amounts(owed, minimum) < 0:
            self._cancel(self.env._("Less is owed than a register takes."))
        elif self.currency_id.compare_amounts(owed, self.amount) < 0:
            self.amount = owed

    def _follow_entered(self, owed, whole, day):
        """`owed`: what isn't contested; `whole`: with what is. Also asks once a complaint that the
        register was told of is over.
        """
        is_changed = self.currency_id.compare_amounts(owed, self.amount) != 0 or not whole
        if is_changed and not self.update_by:
            self.update_by = register.update_by(
                self._last_paid(day), self.company_id.debt_bureau_update_days
            )
            self._end_tasks()
            until = self.env["debt.calendar"]._add_working_days(self.company_id, day, DAYS_TO_DO)
            summary = self.env._("Update or withdraw the entry in the debt register")
            self._ask(summary, max(day, min(until, self.update_by)))
        elif not is_changed and self.update_by:
            # the payment was taken back
            self.update_by = False
            self._end_tasks()

    def _last_paid(self, day):
        """The day of the last payment or credit on these debts, `day` where nothing was matched."""
        lines = self.line_ids.item_id.move_line_id
        days = lines.matched_credit_ids.filtered(
            lambda part: part.create_date.date() >= self.updated_on
        ).credit_move_id.mapped("date")
        return min(max(days, default=day), day)
