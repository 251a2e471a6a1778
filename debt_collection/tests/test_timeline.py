from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import format_amount

from .common_action import LetterActionCommon


@tagged("post_install", "-at_install")
class TestTimeline(LetterActionCommon):
    """One history of all that happened, and what was paid after an action."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wolt_case = cls.case(cls.wolt)

    def rows(self, case=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["debt.timeline"].search([("case_id", "=", (case or self.wolt_case).id)])

    def shown(self, rows):
        return [(row.kind, row.state, row.title) for row in rows]

    def done(self, moves, day, **values):
        """A letter of a step, done on `day` at ten in the morning."""
        action = self.plan(moves, "monit", **values)
        action.write(
            {"state": "done", "done_on": fields.Datetime.to_datetime(day) + timedelta(hours=9)}
        )
        return action

    def test_a_letter_sent_is_one_row(self):
        """The e-mail on the case isn't a second one."""
        action = self.monit()
        self.act_and_send()
        self.assertEqual(action.state, "done")
        row = self.rows()
        self.assertEqual(
            self.shown(row), [("letter", "done", f"{action.what} {action.letter_id.name}")]
        )
        self.assertIn("ksiegowosc@wolt.example.com", row.detail)
        self.assertIn("items: 1", row.detail)
        self.assertEqual(row.letter_id, action.letter_id)
        self.assertFalse(row.can_cancel)
        messages = self.env["mail.message"]._message_fetch([], thread=self.wolt_case)["messages"]
        self.assertEqual(messages, self.wolt_case.message_ids - action.letter_id.message_id)

    def test_accountants_read_it_from_customer_and_invoice(self):
        action = self.monit()
        self.act_and_send()
        self.done(self.overdue(8, 20, self.wolt), self.today)
        accountant = self._user("books", "account.group_account_user")
        invoice = self.invoice.with_user(accountant).sudo(False)
        self.assertEqual(invoice.debt_history_count, 1)
        timeline = self.env["debt.timeline"].with_user(accountant).sudo(False)
        opened = invoice.action_debt_history()
        arch = etree.fromstring(timeline.get_view(view_type="list")["arch"])
        named = {"fields": {"display_name": {}}}
        specification = {
            name: named if timeline._fields[name].type == "many2one" else {}
            for name in arch.xpath("//field/@name")
        }
        [row] = timeline.web_search_read(opened["domain"], specification)["records"]
        self.assertEqual(row["title"], f"{action.what} {action.letter_id.name}")
        self.assertFalse(row["letter_id"], "letters themselves are the collectors'")
        self.assertNotIn("case_id", row)
        customer = self.wolt.with_user(accountant).sudo(False)
        opened = customer.action_debt_open_timeline()
        self.assertGreater(timeline.search_count(opened["domain"]), 1)
        self.assertEqual(customer.action_debt_open()["res_model"], "debt.timeline")
        # neither the records behind it, nor anybody without accounting
        with self.assertRaises(AccessError):
            self.env["debt.action"].with_user(accountant).sudo(False).search([])
        stranger = self._user("stranger", "sales_team.group_sale_salesman")
        stranger.group_ids -= self.env.ref("account.group_account_invoice")
        with self.assertRaises(AccessError):
            timeline.with_user(stranger).search([])

    def test_mails_notes_and_changes(self):
        case = self.wolt_case.with_user(self.manager).sudo()
        case.message_post(body="Please send a copy", message_type="email", author_id=self.wolt.id)
        case.message_post(
            body="Our answer",
            subject="Copy of the invoice",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        case.message_post(body="Boss is back in May", message_type="comment")
        case.with_context(tracking_disable=False, mail_notrack=False).collector_id = self.manager
        self.env.flush_all()
        self.env.cr.precommit.run()
        rows = self.rows().filtered(lambda row: row.kind != "hold")
        self.assertCountEqual(
            [(row.kind, row.who, row.title) for row in rows],
            [
                ("change", "Manager", "Collector: Collector → Manager"),
                ("note", "Manager", "Internal note"),
                ("email_out", "Manager", "Copy of the invoice"),
                ("email_in", "Hurtownia WOLT sp. z o.o.", "E-mail received"),
            ],
        )
        self.assertEqual(rows.filtered(lambda r: r.kind == "email_in").detail, "Please send a copy")

    def test_a_task_marked_as_done_is_one_row(self):
        move = self.overdue(8, 500, self.wolt)
        action = self.plan(move, "call", kind="activity")
        self.act()
        self.assertEqual(self.shown(self.rows()), [("task", "queued", action.what)])
        action.activity_id.with_user(self.collector).action_feedback(feedback="Will call back")
        row = self.rows()
        self.assertEqual(self.shown(row), [("task", "done", action.what)])
        self.assertIn("Will call back", row.detail)

    def test_one_payment_of_two_invoices_is_one_row(self):
        moves = self.overdue(20, 1000, self.wolt) | self.overdue(10, 500, self.wolt)
        self.plan(moves)
        receipt = self.receipt(1200, self.wolt, day=self.after(2))
        lines = self.due_line(moves) | self.due_line(receipt.move_id)
        lines.reconcile()
        row = self.rows().filtered(lambda row: row.kind == "payment")
        self.assertEqual(row.mapped("amount"), [1200])
        self.assertEqual(row.date.date(), self.after(2))
        self.assertEqual(row.res_model, "account.partial.reconcile")

    def test_holds_stand_in_the_case_they_concern(self):
        move = self.overdue(20, 1000, self.wolt)
        item = self.item(move, self.wolt_case)
        common = {
            "company_id": self.company.id,
            "debtor_id": self.wolt_case.debtor_id.id,
            "kind": "manual",
            "date_from": self.today,
            "date_until": self.after(5),
        }
        Hold = self.env["debt.hold"]
        holds = Hold.create({**common, "item_id": item.id})
        holds |= Hold.create({**common, "case_id": self.wolt_case.id})
        holds |= Hold.create(common)
        rows = self.rows().filtered(lambda row: row.kind == "hold")
        self.assertEqual(set(rows.mapped("res_id")), set(holds.ids))
        self.assertEqual(set(rows.mapped("state")), {"open"})
        holds._end()
        self.assertEqual(
            set(self.rows().filtered(lambda r: r.kind == "hold").mapped("state")), {"over"}
        )

    def test_conditions_reach_the_indexes_of_every_branch(self):
        """By case, customer or row: no table is read as a whole."""
        self.env.flush_all()
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        big = ("debt_action ", "mail_message ", "account_partial_reconcile ", "debt_hold ",
               "debt_item ", "debt_promise ", "debt_dispute ", "debt_plan ")  # fmt: skip
        ids = [16 * number + source for number in range(3) for source in range(1, 10)]
        for domain in (
            [("case_id", "=", self.wolt_case.id)],
            [("debtor_id", "=", self.wolt_case.debtor_id.id)],
            [("partner_id", "=", self.wolt.id)],
            [("id", "in", ids)],
        ):
            query = self.env["debt.timeline"]._search(domain)
            self.env.cr.execute("EXPLAIN " + self.env.cr.mogrify(query.select()).decode())
            plan = "\n".join(line for (line,) in self.env.cr.fetchall())
            for table in big:
                self.assertNotIn(f"Seq Scan on {table}", plan, domain)

    def test_a_collector_sees_the_history_of_his_cases_only(self):
        self.monit()
        timeline = self.env["debt.timeline"].with_user(self.collector).sudo(False)
        self.env.flush_all()
        domain = [("partner_id", "=", self.wolt.id)]
        self.assertEqual(len(timeline.search(domain)), 1)
        self.wolt_case.collector_id = self.manager
        self.env.flush_all()
        self.assertFalse(timeline.search(domain).filtered(lambda row: row.kind == "letter"))

    # effect

    def test_effect_is_money_within_the_days(self):
        move = self.overdue(5, 5000, self.wolt)
        action = self.done(move, self.today)
        self.pay(move, 1500, day=self.after(2))
        self.pay(move, 500, day=self.after(4))
        self.pay(move, 1000, day=self.after(8))
        credit = self.credit_note(700, self.wolt)
        (self.due_line(move) | self.due_line(credit)).reconcile()
        self.env.invalidate_all()
        self.assertEqual((action.effect_amount, action.effect_days), (2000, 4))
        paid = format_amount(self.env, 2000, self.pln, trailing_zeroes=False)
        self.assertEqual(action.effect_text, f"+{paid} in 4 days")
        self.company.debt_effect_days = 8
        self.env.invalidate_all()
        self.assertEqual((action.effect_amount, action.effect_days), (3000, 8))

    def test_effect_counts_only_what_came_after_on_its_own_documents(self):
        move, other = self.overdue(5, 1000, self.wolt), self.overdue(5, 800, self.wolt)
        self.pay(move, 300, day=self.today - timedelta(days=1))
        action = self.done(move, self.today)
        self.pay(other, 800, day=self.after(1))
        self.env.invalidate_all()
        self.assertEqual(action.effect_amount, 0)
        self.assertFalse(action.effect_text)
        # nothing is an effect of what wasn't done
        waiting = self.plan(other, "demand")
        self.pay(move, 700, day=self.after(3))
        self.env.invalidate_all()
        self.assertEqual(action.effect_amount, 700)
        self.assertEqual(waiting.effect_amount, 0)
        row = self.rows().filtered(lambda r: r.res_id == action.id and r.kind == "letter")
        self.assertEqual(row.effect, action.effect_text)
