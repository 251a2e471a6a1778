from datetime import timedelta

from odoo import Command, models

from .debt_matching import Pair


class DebtMatchDocument(models.AbstractModel):
    """What a document of settlement does in the ledger, and how it is undone."""

    _inherit = "debt.match.document"

    def _bridge_journal(self):
        """Return the journal of entries between accounts."""
        Journal = self.env["account.journal"]
        domain = [*Journal._check_company_domain(self.company_id), ("type", "=", "general")]
        standard = self.env.ref(f"account.{self.company_id.root_id.id}_general", False)
        return standard or Journal.search(domain, limit=1)

    def _post_matches(self, pairs):
        """Reconcile pairs, across accounts by an entry, and keep what was matched.

        :param pairs: [(debit line, credit line, amount in the document's currency)]
        """
        self.ensure_one()
        across = [pair for pair in pairs if pair[0].account_id != pair[1].account_id]
        bridge, ends = self._bridge(across)
        wanted = []
        for debit, credit, amount in pairs:
            for pair in ends.get((debit, credit)) or [(debit, credit)]:
                wanted.append(Pair(*pair, amount, self.currency_id))
        self.env["debt.matching"]._match_all(wanted)
        self.env["debt.match"].create(
            [self._prepare_match_vals(pair, bridge if pair in across else None) for pair in pairs]
        )

    def _prepare_match_vals(self, pair, bridge):
        debit, credit, amount = pair
        partials = debit.matched_credit_ids
        other = bridge.line_ids if bridge else credit
        own = partials.filtered(lambda partial: partial.credit_move_id in other)
        return {
            self._fields["match_ids"].inverse_name: self.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "amount": amount,
            "debit_line_id": debit.id,
            "debit_name": self.env["debt.matching"]._document(debit),
            "credit_line_id": credit.id,
            "credit_name": self.env["debt.matching"]._document(credit),
            "partial_id": own.sorted("id")[-1:].id,
            "bridge_move_id": bridge and bridge.id,
        }

    def _bridge(self, pairs):
        """Book an entry that moves amounts between accounts.

        :return: (the posted entry, {(debit, credit): [the two pairs to match instead]})
        """
        if not pairs:
            return None, {}
        lines = [vals for pair in pairs for vals in self._prepare_bridge_lines(*pair)]
        move = (
            self.env["account.move"]
            .with_company(self.company_id)
            .create(
                {
                    "move_type": "entry",
                    "journal_id": self._bridge_journal().id,
                    "date": self.date,
                    "ref": f"{self._heading()} {self.name}",
                    "line_ids": [Command.create(vals) for vals in lines],
                }
            )
        )
        move._post(soft=False)
        made = iter(move.line_ids.sorted("id"))
        ends = {(d, c): [(d, next(made)), (next(made), c)] for d, c, _amount in pairs}
        return move, ends

    def _prepare_bridge_lines(self, debit, credit, amount):
        company = self.company_id
        balance = self.currency_id._convert(amount, company.currency_id, company, self.date)
        return [
            {
                "account_id": line.account_id.id,
                "partner_id": line.partner_id.id,
                "name": f"{self.name}: {line.move_id.name}",
                "currency_id": self.currency_id.id,
                "amount_currency": sign * amount,
                "balance": sign * balance,
                "tax_ids": [],
            }
            for line, sign in ((debit, -1), (credit, 1))
        ]

    def _undo_matches(self, day):
        """Undo the reconciliations that are still there, and reverse entries between accounts."""
        self.match_ids.partial_id.unlink()
        for move in self.match_ids.bridge_move_id:
            move.line_ids.remove_move_reconcile()
            after = max(day, move.date)
            while locks := self.company_id._get_violated_lock_dates(after, False, move.journal_id):
                after = locks[-1][0] + timedelta(days=1)
            ref = self.env._("Cancelled: %(document)s", document=self.name)
            move._reverse_moves([{"date": after, "ref": ref}], cancel=True)
