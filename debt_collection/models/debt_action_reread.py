from collections import defaultdict

from odoo import api, models

# what a new look at the ledger means for an action
SAME, LESS, MORE, EMPTY = "same", "less", "more", "empty"


class DebtAction(models.Model):
    """Reading the ledger again before anything is done: who has paid is not chased (DESIGN 2.2)."""

    _inherit = "debt.action"

    def _reread(self, day):
        """Bring the lines in step with the ledger as it is now.

        Paid and held items drop out, amounts follow the residuals; an item that isn't on the action
        never joins.
        Actions with nothing left are cancelled.

        :param day: local date of the company of these actions
        :return: dict of recordsets: "same", "less", "more", "empty"; without items: "same"
        """
        result = {key: self.browse() for key in (SAME, LESS, MORE, EMPTY)}
        nets = self._read_nets(day)
        credits = self._credit_names(nets)
        drop, create = self.env["debt.action.line"], []
        for action in self:
            before, verdicts = action._totals(), action._verdicts(nets)
            if action._is_nothing_left(verdicts):
                result[EMPTY] |= action
                action._cancel(*next(iter(verdicts.values())))
                continue
            gone = self.env["debt.action.line"].concat(*verdicts)
            stale, new = action._follow(nets, gone, credits, day)
            drop, create = drop | gone | stale, create + new
            result[action._compare(before, action._totals(gone | stale, new))] |= action
        self._free_lines(drop)
        drop.unlink()
        self.env["debt.action.line"].create(create)
        (result[LESS] | result[MORE])._store_amount(day)
        return result

    def _read_nets(self, day):
        """Return {journal item id: tools.netting.Net} of these actions' customers, live."""
        nets = {}
        for company, actions in self.filtered("line_ids").grouped("company_id").items():
            partners = actions.debtor_id.partner_id
            nets |= self._live_nets(company, day, partners)
        return nets

    @api.model
    def _live_nets(self, company, day, partners):
        """Return {journal item id: tools.netting.Net} of these customers, read live."""
        return self.env["debt.run"]._open_net(company, day, partners)

    def _totals(self, without=(), new=()):
        """Return {currency: demanded less credits} of this action, leaving out and adding some
        lines.
        """
        totals = defaultdict(float)
        for line in self.line_ids:
            if line.role in ("demanded", "credit") and line not in without:
                totals[line.currency_id] += line.amount_demanded
        for values in new:
            currency = self.env["res.currency"].browse(values["currency_id"])
            totals[currency] += values["amount_demanded"]
        return {currency: currency.round(amount) for currency, amount in totals.items()}

    def _verdicts(self, nets):
        """Return {line: (reason code, data)} of the lines that must not stay on this action."""
        verdicts = {}
        # a task in somebody's list goes when the debt is paid, not because of a promise or a reply
        is_task = self.kind in ("activity", "decision") and self.acted_on
        for line in self.line_ids:
            if line.role == "credit":
                continue
            net = nets.get(line._journal_item())
            if not net or net.open <= 0:
                verdicts[line] = ("paid", {})
            elif line.role == "demanded" and not is_task and (net.hold_reason or net.net <= 0):
                verdicts[line] = net.hold_reason or ("paid", {})
        # a reason of a demanded item is what a cancelled action shows
        return dict(sorted(verdicts.items(), key=lambda pair: pair[0].role != "demanded"))

    def _is_nothing_left(self, verdicts):
        demanded = self.line_ids.filtered(lambda line: line.role == "demanded")
        return bool(demanded) and all(line in verdicts for line in demanded)

    def _follow(self, nets, gone, credits, day):
        """Take over the amounts of today. Return the credit lines that don't fit any more, and
        values of new ones.
        """
        used = defaultdict(float)
        for line in self.line_ids - gone:
            if line.role != "credit" and (net := nets.get(line._journal_item())):
                line._follow(net, day)
                if line.role == "demanded":
                    for credit_id, amount in net.credits:
                        used[credit_id] += float(amount)
        have = self.line_ids.filtered(lambda line: line.role == "credit")
        kept = {line.move_line_id.id: -line.amount_demanded for line in have}
        if len(kept) == len(have) and self._is_same_credit(kept, used):
            return have.browse(), []
        return have, [
            {**credits[key], "action_id": self.id, "amount_demanded": -amount}
            for key, amount in used.items()
        ]

    @staticmethod
    def _is_same_credit(kept, used):
        return kept.keys() == used.keys() and all(
            abs(kept[key] - used[key]) < 0.005 for key in kept
        )

    def _credit_names(self, nets):
        """Return {journal item id: values of a credit line}, all credits read at once."""
        ids = {credit_id for net in nets.values() for credit_id, _amount in net.credits}
        return {
            line.id: {
                "role": "credit",
                "move_line_id": line.id,
                "name": line.move_id.name,
                "date_invoice": line.move_id.invoice_date or line.date,
                "date_due": line.date_maturity or line.date,
                "currency_id": line.currency_id.id,
                "amount_total": line.amount_currency,
                "amount_open": line.amount_residual_currency,
                "round": 1,
            }
            for line in self.env["account.move.line"].browse(ids)
        }

    def _compare(self, before, after):
        """Tell whether more or less is demanded than before; more in one currency is more."""
        change = SAME
        for currency in before.keys() | after.keys():
            sign = currency.compare_amounts(after.get(currency, 0.0), before.get(currency, 0.0))
            if sign > 0:
                return MORE
            if sign < 0:
                change = LESS
        return change

    def _free_lines(self, lines):
        """Items that dropped out of a letter leave the step under way: the next night looks at them
        again.
        """
        lines = lines.filtered(lambda line: line.role == "demanded")
        for line in lines:
            if line.item_id.pending_step_id == line.step_id:
                line.item_id.pending_step_id = False
        lines.action_id.debtor_id._touch()

    def _store_amount(self, day):
        """Store the demanded amount in company currency, for lists and limits, at the rate of
        `day`.
        """
        for action in self:
            action.amount = sum(
                currency._convert(amount, action.currency_id, action.company_id, day)
                for currency, amount in action._totals().items()
            )

    def _react(self, company, partners, day):
        """Take over what changed in the ledger or in the holds of `partners` within the day; never
        sends.

        Outgoing actions with nothing left are cancelled, drafts get lower amounts. What is printed
        already isn't touched: the list of letters to post says what happened since.
        """
        actions = self.search(
            [
                ("company_id", "=", company.id),
                ("debtor_id.partner_id", "in", partners.ids),
                ("kind", "!=", "statement"),
                ("state", "in", ("planned", "waiting", "queued", "failed")),
                "|",
                ("letter_id", "=", False),
                "&",
                ("letter_id.state", "=", "draft"),
                ("letter_id.printed_on", "=", False),
            ]
        )
        changes = actions._reread(day)
        actions._renew(changes, day)

    def _renew(self, changes, day, dated=False):
        """Renew the drafts of actions whose amounts changed; a higher amount asks for approval
        again.

        :param dated: also those of an earlier day, whose deadline would be too short by now
        :return: the actions whose draft was renewed or that wait for approval again
        """
        renewed = changes[LESS] | changes[MORE]
        if dated:
            renewed |= changes[SAME].filtered(
                lambda action: action.letter_id and action.letter_id.date < day
            )
        drafts = renewed.letter_id.filtered(lambda letter: letter.state == "draft")
        rewritten = drafts._rebuild(day) if drafts else drafts
        again = changes[MORE].filtered(lambda action: action.approved_on or action._given())
        again |= self.filtered(lambda action: action.approved_on and action.letter_id in rewritten)
        again._ask_again()
        (changes[MORE] - again).filtered(lambda action: action.state == "waiting")._ask_who()
        # an SMS has no draft: it is written with the new amount when it leaves
        return again | renewed.filtered("letter_id")
