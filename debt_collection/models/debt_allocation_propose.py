from collections import defaultdict, namedtuple
from decimal import Decimal

from odoo import Command, api, models
from odoo.tools import format_date

from ..tools import accessories, allocation, indication

Payment = namedtuple("Payment", "key company partner currency amount date text")
"""A payment to be allocated; `partner` is the commercial partner, `text` the transfer's title."""

Proposal = namedtuple("Proposal", "rows left mode contract hits named")
"""rows: [(debt line id, part, open line id, Decimal)]; named: ids of the moves paid first."""


class DebtAllocation(models.Model):
    """The lawful split of payments, for one or for a list of them."""

    _inherit = "debt.allocation"

    def _payment(self):
        """The payment of this allocation, as `_proposals` takes it."""
        return Payment(
            self.id,
            self.company_id,
            self.partner_id.commercial_partner_id,
            self.currency_id,
            self._decimal(self.amount),
            self.date_paid,
            self.text,
        )

    @api.model
    def _decimal(self, amount):
        return Decimal(str(round(amount, 6)))

    @api.model
    def _proposals(self, payments, mode=None, named=None):
        """Split payments among what their customers owe now (art. 451 KC).

        :param payments: [Payment]
        :param mode: None: by the contract, else as the company does
        :param named: moves the customer named (instead of what the titles say)
        :return: {payment key: Proposal}
        """
        result = {}
        by_company = defaultdict(list)
        for payment in payments:
            by_company[payment.company].append(payment)
        for company, some in by_company.items():
            partners = self.env["res.partner"].union(*(payment.partner for payment in some))
            owed = self._owed(company, partners)
            contracts = self._contract_modes(company, some)
            for payment in some:
                lawful, contract = contracts[payment.key]
                items = owed.get((payment.partner, payment.currency), [])
                result[payment.key] = self._split(payment, items, mode or lawful, contract, named)
        return result

    @api.model
    def _split(self, payment, items, mode, contract, named):
        """One payment: `items` are [(journal item, accessories.Owed)] of its currency."""
        hits = self._hits(payment.text, [line for line, _owed in items])
        moves = named.ids if named is not None else [hit.key for hit in hits]
        chosen = [
            owed
            for move in moves
            for line, owed in sorted(items, key=lambda pair: (pair[1].due, pair[0].id))
            if line.move_id.id == move
        ]
        alone = {owed.key for owed in chosen if owed.part != "principal"}
        table, sources = accessories.debts([owed for _line, owed in items], alone)
        debts = [allocation.Debt(key, **row) for key, row in table.items()]
        indicated = [owed.key for owed in chosen if owed.key in table]
        parts = allocation.allocate(payment.amount, debts, mode, indicated)
        rows = accessories.spread(parts, sources)
        rest = payment.amount - sum((row[3] for row in rows), Decimal(0))
        return Proposal(rows, rest, mode, contract, hits, moves)

    @api.model
    def _hits(self, text, lines):
        """Documents the title names: [indication.Hit] with the ids of moves as keys."""
        documents = [
            indication.Document(move.id, tuple(filter(None, self._document_names(move))))
            for move in {line.move_id: None for line in lines}
        ]
        return indication.indicated(text, documents)

    @api.model
    def _document_names(self, move):
        """What a customer may quote of a document: number, payment reference, KSeF number."""
        names = [move.name, move.payment_reference]
        if "l10n_pl_edi_number" in move._fields:
            names.append(move.l10n_pl_edi_number)
        return names

    # what is owed --------------------------------------------------------------------------------

    @api.model
    def _owed(self, company, partners):
        """Return {(commercial partner, currency): [(journal item, accessories.Owed)]}."""
        lines = self.env["account.move.line"].search(
            [
                ("company_id", "=", company.id),
                ("partner_id.commercial_partner_id", "in", partners.ids),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                ("amount_residual_currency", ">", 0),
            ]
        )
        charged = self._charged_by(lines)
        result = defaultdict(list)
        for line in lines:
            part, shares = charged.get(line.move_id, ("principal", ()))
            due = line.date_maturity or line.date
            amount = self._decimal(line.amount_residual_currency)
            owed = accessories.Owed(line.id, due, amount, part, shares)
            result[line.partner_id.commercial_partner_id, line.currency_id].append((line, owed))
        return result

    @api.model
    def _charged_by(self, lines):
        """Return {move: (part, ((journal item id charged, Decimal), ...))} of notes among lines."""
        result = {}
        for model, part in (("debt.interest.note", "interest"), ("debt.compensation", "costs")):
            # whoever allocates a payment: notes are the ledger's, not the collectors'
            notes = self.env[model].sudo().search([("move_id", "in", lines.move_id.ids)])
            for note in notes:
                amounts = defaultdict(Decimal)
                for row in note.line_ids.filtered(lambda row: row.state == "charged"):
                    amounts[row.move_line_id.id] += self._decimal(row.amount)
                shares = tuple((key, value) for key, value in amounts.items() if value > 0)
                result[note.move_id.sudo(False)] = (part, shares)
        return result

    @api.model
    def _contract_modes(self, company, payments):
        """Return {payment key: (mode, contract or empty)} on the day of each payment."""
        # accountants don't read debtors
        domain = [
            ("company_id", "=", company.id),
            ("partner_id", "in", [payment.partner.id for payment in payments]),
        ]
        debtors = self.env["debt.debtor"].sudo().search(domain)
        by_partner = {debtor.partner_id.id: debtor for debtor in debtors}
        by_day = {day: debtors._contracts(day) for day in {payment.date for payment in payments}}
        empty = self.env["debt.contract"]
        result = {}
        for payment in payments:
            debtor = by_partner.get(payment.partner.id)
            contract = by_day[payment.date].get(debtor, empty) if debtor else empty
            mode = contract.allocation_mode or company.debt_allocation_mode
            result[payment.key] = (mode, contract if contract.allocation_mode else empty)
        return result

    # writing it down -----------------------------------------------------------------------------

    def _prepare_proposal_vals(self, proposal):
        names = self.env["account.move"].browse(proposal.named).mapped("name")
        return {
            "mode": proposal.mode,
            "mode_lawful": proposal.mode,
            "indicated_ids": [Command.set(proposal.named)],
            "debtor_indication": ", ".join(names),
            "evidence": self._evidence_text(proposal),
        }

    def _prepare_lines(self, proposal):
        """Commands of the lines: what is paid, then what else is open, for changes by hand."""
        Line = self.env["account.move.line"]
        items = self._owed(self.company_id, self.partner_id.commercial_partner_id)
        items = items.get((self.partner_id.commercial_partner_id, self.currency_id), [])
        parts = {owed.key: owed.part for _line, owed in items}
        paid = {item for _debt, _part, item, _amount in proposal.rows}
        rest = sorted((owed for _line, owed in items if owed.key not in paid), key=lambda o: o.due)
        rows = [*proposal.rows, *((o.key, o.part, o.key, Decimal(0)) for o in rest)]
        return [Command.clear()] + [
            Command.create(
                {
                    "sequence": rank,
                    "move_line_id": item,
                    "debt_line_id": debt,
                    "part": parts.get(item, part),
                    "is_indicated": Line.browse(item).move_id.id in proposal.named
                    or Line.browse(debt).move_id.id in proposal.named,
                    "amount_open": Line.browse(item).amount_residual_currency,
                    "amount_proposed": float(amount),
                    "amount": float(amount),
                }
            )
            for rank, (debt, part, item, amount) in enumerate(rows)
        ]

    def _evidence_text(self, proposal):
        """Sentences on which the proposal rests, in the reader's language."""
        _ = self.env._
        title, day = self.text or "", format_date(self.env, self.date_paid)
        if proposal.hits:
            found = ", ".join(f"“{hit.text}”" for hit in proposal.hits)
            first = _(
                "The title of %(date)s, “%(title)s”, names %(found)s: art. 451 § 1 of the Civil "
                "Code, the customer's choice binds.",
                date=day,
                title=title,
                found=found,
            )
        else:
            first = _(
                "The title of %(date)s, “%(title)s”, names no open document: art. 451 § 3 of the "
                "Civil Code, due debts, the oldest first.",
                date=day,
                title=title,
            )
        return f"{first}\n{self._order_text(proposal)}"

    def _order_text(self, proposal):
        modes = dict(self._fields["mode"]._description_selection(self.env))
        mode = modes[proposal.mode]
        if not proposal.contract:
            return self.env._("No order agreed: %(mode)s.", mode=mode)
        return self.env._(
            "Order by contract %(contract)s: %(mode)s.", contract=proposal.contract.name, mode=mode
        )
