from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .sale_common import BLOCKED, PREPAYMENT, SaleHoldCommon


@tagged("post_install", "-at_install")
class TestCustomerPage(SaleHoldCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice = cls.overdue(48, 1000, cls.partner)
        cls.overdue(-5, 700, cls.partner)
        cls.action = cls.step_action(cls.invoice)
        item = cls.action.line_ids.item_id
        item.write(
            {
                "step_id": cls.steps["demand"].id,
                "step_date": cls.today - timedelta(days=12),
                "next_step_id": cls.steps["second"].id,
                "next_date": cls.today + timedelta(days=7),
                "phase": "1_amicable",
            }
        )
        cls.partner.invalidate_recordset()

    def test_sum_days_and_status_come_from_the_ledger(self):
        self.assertRecordValues(
            self.partner,
            [
                {
                    "debt_overdue": 1000.0,
                    "debt_days_late": 48,
                    "debt_status": "Pre-court, handled by Collector",
                    "debt_next_step": "second, 09.03.2026",
                    "debt_sale_level": False,
                }
            ],
        )
        self.pay(self.invoice, 300)
        self.partner.invalidate_recordset()
        self.assertEqual(self.partner.debt_overdue, 700)

    def test_contacts_show_their_company(self):
        self.hold(BLOCKED)
        self.assertEqual(self.contact.debt_overdue, 1000)
        self.assertEqual(self.contact.debt_sale_level, BLOCKED)
        self.assertFalse(self.partner_a.debt_overdue)

    def test_the_current_company_counts(self):
        other = self.setup_other_company()["company"]
        self.assertEqual(self.partner.with_company(other).debt_overdue, 0)
        self.assertFalse(self.partner.with_company(other).debt_status)

    def test_an_item_in_euro_counts_at_its_booked_value(self):
        self.overdue(10, 250, self.partner, currency_id=self.eur.id)
        self.partner.invalidate_recordset()
        self.assertEqual(self.partner.debt_overdue, 2000)

    def test_a_salesperson_reads_status_but_no_causes(self):
        self.hold(PREPAYMENT)
        partner = self.partner.with_user(self.salesperson)
        self.assertEqual(partner.debt_overdue, 1000)
        self.assertEqual(partner.debt_sale_level, PREPAYMENT)
        for field in ("debt_sale_hold_text", "debt_hold_text", "debt_profile", "debt_strategy_id"):
            with self.assertRaises(AccessError):
                partner.read([field])
        with Form(partner) as form:
            self.assertEqual(form.debt_status, "Pre-court, handled by Collector")
        action = partner.action_debt_open()
        self.assertEqual(action["res_model"], "debt.customer")

    def test_a_collector_reads_holds_with_reasons(self):
        self.Hold._set(self.debtor(), BLOCKED, action=self.action)
        self.env["debt.hold"].sudo().create(
            {
                "company_id": self.company.id,
                "debtor_id": self.debtor().id,
                "kind": "exclusion",
                "date_until": self.after(10),
            }
        )
        partner = self.partner.with_user(self.collector)
        self.assertEqual(partner.debt_sale_hold_text, "Sales suspended since 02.03.2026: final")
        self.assertEqual(partner.debt_hold_text, "Excluded until 12.03.2026")
        self.assertEqual(partner.action_debt_open()["res_id"], self.action.case_id.id)

    def test_the_head_changes_how_a_customer_is_collected(self):
        partner = self.partner_a.with_user(self.manager)
        self.assertEqual(partner.debt_profile, "standard")
        with Form(partner) as form:
            form.debt_profile = "valued"
            form.debt_strategy_id = self.strategy
        self.assertRecordValues(
            self.debtor(self.partner_a),
            [{"profile": "valued", "strategy_id": self.strategy.id}],
        )
        with self.assertRaises(AccessError):
            self.partner.with_user(self.collector).debt_profile = "valued"

    def test_a_new_contact_isnt_a_debtor(self):
        with Form(self.env["res.partner"].with_user(self.manager)) as form:
            form.name = "Supplier"
        debtors = self.env["debt.debtor"].search([("partner_id", "=", form.record.id)])
        self.assertFalse(debtors)

    def test_many_customers_cost_as_many_statements_as_few(self):
        partners = self.env["res.partner"].concat(
            *(self.customer(f"Customer {number}") for number in range(12))
        )
        for partner in partners:
            action = self.step_action(self.overdue(30, 100, partner))
            self.Hold._set(self.debtor(partner), BLOCKED, action=action)
        few = self.statements(partners[:2], "debt_overdue")
        self.assertEqual(self.statements(partners[2:], "debt_overdue"), few)

    def test_salespeople_list_the_customers_in_collection(self):
        self.hold(BLOCKED, self.partner_a)
        Customer = self.env["debt.customer"].with_user(self.salesperson)
        rows = Customer.search([("partner_id", "in", (self.partner + self.partner_a).ids)])
        self.assertRecordValues(
            rows.sorted(lambda row: bool(row.phase)),
            [
                {"partner_id": self.partner_a.id, "phase": False, "sale_level": BLOCKED},
                {"partner_id": self.partner.id, "phase": "2_pre_court", "sale_level": False},
            ],
        )
        self.assertEqual(rows[0].action_open_customer()["res_model"], "res.partner")
        with self.assertRaises(AccessError):
            self.env["debt.debtor"].with_user(self.salesperson).search([])

    # the invoice

    def test_the_invoice_says_where_it_stands(self):
        alert = self.invoice.with_user(self.collector)._get_alerts()["debt_collection"]
        self.assertEqual(
            alert["message"].split(" Interest to date: ")[0],
            "Collection: step 5 of 8, demand, 18.02.2026. "
            "Next: second, 09.03.2026 unless payment arrives.",
        )
        self.assertEqual(alert["action"]["res_id"], self.action.case_id.id)
        self.assertEqual(self.invoice.debt_step, "demand, 18.02.2026")
        self.assertEqual(self.invoice.debt_next_step, "second, 09.03.2026")

    def test_a_collector_disputes_an_invoice_from_the_invoice(self):
        invoice = self.invoice.with_user(self.collector)
        action = self.env.ref("debt_collection.account_move_action_dispute")
        context = {"active_model": "account.move", "active_ids": invoice.ids}
        dialog = action.with_user(self.collector).with_context(context).run()
        wizard = self.env[dialog["res_model"]].browse(dialog["res_id"])
        self.assertEqual(wizard._name, "debt.dispute.wizard")
        self.assertEqual(wizard.line_ids.item_id.move_line_id.move_id, self.invoice)
        exclude = invoice.action_debt_exclude()
        self.assertEqual(self.env[exclude["res_model"]].browse(exclude["res_id"]).kind, "exclusion")

    def test_other_invoices_and_other_people_say_nothing(self):
        fresh = self.overdue(-20, 100, self.partner)
        self.assertNotIn("debt_collection", fresh._get_alerts())
        stranger = self._user("stranger", "base.group_user")
        stranger.group_ids -= self.env.ref("account.group_account_invoice")
        alerts = self.invoice.with_user(stranger).sudo()._get_alerts()
        self.assertNotIn("debt_collection", alerts)

    def test_a_salesperson_sees_the_status_on_invoice_and_quotation(self):
        self.action.case_id.overdue_since = self.today
        alert = self.invoice.with_user(self.salesperson).sudo()._get_alerts()["debt_collection"]
        self.assertEqual(
            alert["message"],
            "In collection: Pre-court, handled by Collector. "
            "Next: second, 09.03.2026 unless payment arrives.",
        )
        self.assertNotIn("action", alert)
        quotation = self.env["sale.order"].with_user(self.salesperson)
        order = quotation.create({"partner_id": self.partner.id})
        self.assertEqual(order.debt_status, "Pre-court, handled by Collector")
        [banner] = order.debt_alerts.values()
        self.assertEqual(banner["level"], "info")
        self.assertRegex(banner["message"], "1.?000[,.]00.* 48 days")
        self.assertFalse(order.debt_is_stopped)
        self.assertIn("/debt_collection/talk/", banner["action"]["url"])
        # a limit of sales says it already
        self.hold(PREPAYMENT)
        order.invalidate_recordset()
        [banner] = order.debt_alerts.values()
        self.assertIn("Prepayment only", banner["message"])

    def test_the_list_of_invoices_asks_once_for_all(self):
        invoices = self.env["account.move"].concat(
            *(self.overdue(30, 100 + number, self.partner) for number in range(12))
        )
        self.step_action(invoices)
        few = self.statements(invoices[:2], "debt_is_watched")
        self.assertEqual(self.statements(invoices[2:], "debt_is_watched"), few)

    def statements(self, records, field):
        """Number of SQL statements that reading `field` costs with warm registry caches."""
        for _attempt in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.assertTrue(all(records.mapped(field)))
        return self.env.cr.sql_log_count - start
