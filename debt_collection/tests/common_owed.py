"""Builders of customers and of what they owe."""

from datetime import timedelta


class OwedBuilders:
    """For test classes with `today` and what Odoo's common class of accounting tests builds."""

    @classmethod
    def customer(cls, name="Hurtownia WOLT sp. z o.o.", **values):
        """A Polish company with an e-mail address, paying by transfer."""
        return cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "email": "ksiegowosc@wolt.example.com",
                "phone": "+48 22 555 01 02",
                "country_id": cls.env.ref("base.pl").id,
                "lang": "pl_PL",
                "property_account_receivable_id": cls.company_data["default_account_receivable"].id,
                **values,
            }
        )

    # what is owed

    @classmethod
    def overdue(cls, days, amount, partner=None, **values):
        """A posted invoice without tax, due `days` ago (negative: in future), term 30 days."""
        due = cls.today - timedelta(days=days)
        term = values.pop("term", 30)
        return cls._create_invoice_one_line(
            price_unit=amount,
            tax_ids=[],
            partner_id=partner or cls.partner_a,
            invoice_date=due - timedelta(days=term),
            invoice_date_due=due,
            invoice_payment_term_id=values.pop("payment_term", False),
            post=True,
            **values,
        )

    @classmethod
    def overdue_each(cls, days, amount, partners):
        """Such invoices, one for each of many customers: together they cost a third."""
        due = cls.today - timedelta(days=days)
        line = cls._prepare_invoice_line(price_unit=amount, tax_ids=[])
        invoices = cls.env["account.move"].create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": partner.id,
                    "date": due - timedelta(days=30),
                    "invoice_date": due - timedelta(days=30),
                    "invoice_date_due": due,
                    "invoice_payment_term_id": False,
                    "invoice_line_ids": [line],
                }
                for partner in partners
            ]
        )
        invoices.action_post()
        cls.env.flush_all()
        return invoices

    @classmethod
    def credit_note(cls, amount, partner=None, days=0, **values):
        """A posted credit note that isn't reconciled with anything."""
        return cls._create_invoice_one_line(
            move_type="out_refund",
            price_unit=amount,
            tax_ids=[],
            partner_id=partner or cls.partner_a,
            invoice_date=cls.today - timedelta(days=days),
            post=True,
            **values,
        )

    @classmethod
    def pay(cls, invoice, amount=None, day=None):
        """Register a payment of an invoice as a user does; without amount: all of it."""
        values = {"payment_date": day or cls.today}
        if amount is not None:
            values["amount"] = amount
        return cls._register_payment(invoice, **values)

    @classmethod
    def receipt(cls, amount, partner=None, day=None, **values):
        """A payment on account, not allocated to any invoice."""
        payment = cls.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": (partner or cls.partner_a).id,
                "amount": amount,
                "date": day or cls.today,
                "journal_id": cls.company_data["default_journal_bank"].id,
                **values,
            }
        )
        payment.action_post()
        return payment

    @classmethod
    def due_line(cls, move):
        """The receivable lines of a move, oldest due first."""
        return move.line_ids.filtered(lambda line: line.account_type == "asset_receivable").sorted(
            lambda line: (line.date_maturity or line.date, line.id)
        )
