"""Builders for tests of sale holds: quotations, holds, and the step action that sets a hold."""

from odoo import Command
from odoo.tests import new_test_user

from .common import DebtCommon

WARN, PREPAYMENT, BLOCKED = "1_warn", "2_prepayment", "3_blocked"


class SaleHoldCommon(DebtCommon):
    @classmethod
    def get_default_groups(cls):
        return super().get_default_groups() | cls.quick_ref("sales_team.group_sale_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.customer()
        cls.contact = cls.env["res.partner"].create(
            {"name": "Anna Nowak", "parent_id": cls.partner.id}
        )
        cls.salesperson = new_test_user(
            cls.env,
            login="debt_salesperson",
            name="Jan Zych",
            lang="en_US",
            groups="base.group_user,sales_team.group_sale_salesman_all_leads",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.product = cls.env["product.product"].create(
            {"name": "Cable", "list_price": 100.0, "taxes_id": [], "invoice_policy": "order"}
        )
        cls.Hold = cls.env["debt.sale.hold"]

    @classmethod
    def debtor(cls, partner=None, company=None):
        return cls.env["debt.debtor"]._get_or_create(company or cls.company, partner or cls.partner)

    @classmethod
    def hold(cls, level, partner=None, **values):
        """A sale hold set by hand."""
        return cls.Hold._set(cls.debtor(partner), level, reason="Test", **values)

    @classmethod
    def quotation(cls, amount=1000.0, partner=None, **values):
        return cls.env["sale.order"].create(
            {
                "partner_id": (partner or cls.partner).id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": cls.product.id,
                            "price_unit": amount,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                **values,
            }
        )

    @classmethod
    def step_action(cls, moves, kind="sale_hold", step="final", **values):
        """A done action of a step, as the run plans it, for the receivable lines of invoices."""
        partner = moves[:1].commercial_partner_id
        debtor = cls.debtor(partner)
        Case = cls.env["debt.case"]
        case = Case.search([("debtor_id", "=", debtor.id), ("state", "=", "open")]) or Case.create(
            {
                "company_id": cls.company.id,
                "debtor_id": debtor.id,
                "partner_id": partner.id,
                "strategy_id": cls.strategy.id,
                "collector_id": cls.collector.id,
                "phase": "2_pre_court",
                "overdue_since": cls.today,
            }
        )
        lines = cls.env["account.move.line"].concat(*map(cls.due_line, moves))
        items = cls.env["debt.item"].concat(*(cls._item(line, case) for line in lines))
        return (
            cls.env["debt.action"]
            .sudo()
            .create(
                {
                    "company_id": cls.company.id,
                    "case_id": case.id,
                    "debtor_id": debtor.id,
                    "partner_id": partner.id,
                    "step_id": cls.steps[step].id,
                    "kind": kind,
                    "phase": "2_pre_court",
                    "date_planned": cls.today,
                    "line_ids": [
                        Command.create(
                            {
                                "item_id": item.id,
                                "role": "demanded",
                                "step_id": cls.steps[step].id,
                                "currency_id": item.currency_id.id,
                                "date_due": item.date_due,
                            }
                        )
                        for item in items
                    ],
                    **values,
                }
            )
        )

    @classmethod
    def _item(cls, line, case):
        Item = cls.env["debt.item"].sudo()  # only the run makes them
        return Item.search([("move_line_id", "=", line.id)]) or Item.create(
            {
                "company_id": line.company_id.id,
                "debtor_id": case.debtor_id.id,
                "case_id": case.id,
                "move_line_id": line.id,
                "currency_id": line.currency_id.id,
                "date_due": line.date_maturity,
            }
        )
