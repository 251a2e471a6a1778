"""What the reports on the whole portfolio need: own debts, past month ends, a tie-out."""

from odoo import Command

from . import plan

# (bill number of the vendor, net amount, days overdue)
BILLS = (("ZB/11/0871", 4800.0, 47), ("ZB/11/0902", 2150.0, 12), ("ZB/11/0955", 3900.0, -9))


def add_portfolio(books, today):
    """Bills we owe, the history of the portfolio as the books tell it, today's tie-out."""
    vendor = books.env["res.partner"].create(
        {"name": "Zakład Blacharski Rynna sp. z o.o.", "is_company": True, "lang": "pl_PL"}
    )
    bills = books.env["account.move"].create([_bill_vals(vendor, *bill, today) for bill in BILLS])
    bills.action_post()
    books.env["debt.snapshot"]._rebuild(books.company, today, months=6)
    books.env["debt.snapshot"]._take(books.company, today)
    books.env["debt.tie.out"]._check(books.company, today)


def _bill_vals(vendor, number, net, late, today):
    due = today - plan.days(late)
    return {
        "move_type": "in_invoice",
        "partner_id": vendor.id,
        "ref": number,
        "invoice_date": due - plan.days(30),
        "invoice_date_due": due,
        "invoice_payment_term_id": False,
        "invoice_line_ids": [
            Command.create({"name": "Obróbki blacharskie", "quantity": 1, "price_unit": net})
        ],
    }
