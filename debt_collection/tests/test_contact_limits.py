from datetime import date, timedelta

from odoo.addons.debt_collection.tests.contact_common import ContactCommon
from odoo.addons.debt_collection.tools.business_days import handy_days
from odoo.exceptions import AccessError, UserError

EVENING = "2026-03-02 18:30:00"


class TestContactLimits(ContactCommon):
    """Hours, caps and wishes: asked about in the dialog, kept by the run and the sender."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amper = cls.customer("Amper s.c.")

    def warning(self, **values):
        form = self.dialog()
        for name, value in values.items():
            setattr(form, name, value)
        return form.warning

    def test_days_people_name(self):
        thursday = date(2026, 3, 5)
        self.assertEqual(
            handy_days(thursday, {date(2026, 3, 6), date(2026, 3, 31)}),
            {
                "tomorrow": date(2026, 3, 9),
                "friday": date(2026, 3, 9),
                "week": date(2026, 3, 12),
                "month_end": date(2026, 3, 30),
            },
        )
        friday = date(2026, 7, 31)
        self.assertEqual(handy_days(friday)["friday"], date(2026, 8, 7))
        self.assertEqual(handy_days(friday)["month_end"], date(2026, 8, 31))

    def test_outside_the_hours_a_reason_is_asked(self):
        with self.assertRaisesRegex(UserError, "contact hours"):
            self.log("week", now=EVENING)
        contact = self.log("week", now=EVENING, limit_reason="He asked to be called now")
        self.assertEqual(contact.limit_reason, "He asked to be called now")

    def test_who_calls_us_may_do_so_whenever_he_wants(self):
        self.assertTrue(self.log("week", now=EVENING, is_incoming=True).is_incoming)

    def test_two_calls_in_the_pause(self):
        self.log("other", note="First")
        self.assertFalse(self.warning())
        self.log("no_answer", now="2026-03-02 10:00:00")
        self.assertFalse(self.warning(), "nobody was disturbed")
        self.log("other", note="Second", now="2026-03-02 11:00:00")
        self.assertIn("09.03.2026", self.warning())
        self.assertFalse(self.warning(channel="email"))

    def test_a_consumer_is_called_once_a_week_and_three_times_in_all(self):
        self.wolt_case.debtor_id.kind = "consumer"
        with self.assertRaisesRegex(UserError, "Identity"):
            self.log("week")
        self.log("no_answer")
        call = self.actions(self.wolt, kind="activity")
        self.assertEqual(call.activity_id.date_deadline, date(2026, 3, 9), "the week over")
        self.assertTrue(self.warning())
        self.log("no_answer", now="2026-03-09 09:00:00")
        self.log("other", now="2026-03-16 09:00:00", note="x", identity_checked=True)
        limits = self.env["debt.debtor"]._contact_wait(
            self.company, self.wolt, "call", date(2026, 4, 20)
        )
        self.assertEqual(limits.reason, "calls_all")

    # the run

    def _night_call(self):
        """Plan the night of an item that is due for its call; returns (tasks, item)."""
        call = self.overdue(7, 500.0, self.amper)
        self.night()
        return self.actions(self.amper, kind="activity"), self.items(call)

    def _contacts(self, *days, **values):
        debtor = self.env["debt.debtor"]._get_or_create(self.company, self.amper)
        for n in days:
            action = self.env["debt.action"]._log_contact(
                debtor,
                self.env["debt.case"],
                {"contact_channel": "call", "contact_result": "other", **values},
            )
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE debt_action SET done_on = %s, date_planned = %s WHERE id = %s",
                [self.today - timedelta(days=n), self.today - timedelta(days=n), action.id],
            )
        self.env.invalidate_all()
        return debtor

    def test_the_night_counts_contacts_as_calls(self):
        self._contacts(1, 3)
        actions, item = self._night_call()
        self.assertFalse(actions)
        self.assertEqual(item.reason, "calls")
        self.company.debt_call_cap = 3
        self.night()
        self.assertTrue(self.actions(self.amper, kind="activity"), item.reason)

    def test_a_salesperson_who_reached_him_counts_like_a_collector(self):
        seller, stranger = (
            self._user(login, "sales_team.group_sale_salesman") for login in ("seller", "stranger")
        )
        self.amper.user_id = seller
        self.company.debt_call_cap = 1
        case = self.case(self.amper)
        with self.freeze_time:
            with self.assertRaises(AccessError):
                case.with_user(stranger).action_reached()
            case.with_user(seller).action_reached()
            # told again the same day: a word more about the same talk
            case.with_user(seller).action_reached(" Pays <b>on Friday</b> ")
        contact = self.actions(self.amper, kind="contact")
        self.assertRecordValues(
            contact,
            [{"user_id": seller.id, "state": "done", "outcome": "Pays <b>on Friday</b>"}],
        )
        self.assertEqual(contact.contact_channel, "call")
        actions, item = self._night_call()
        self.assertFalse(actions)
        self.assertEqual(item.reason, "calls")
        with self.assertRaises(AccessError):
            contact.with_user(seller).read(["outcome"])

    def test_the_night_does_not_count_calls_of_the_customer(self):
        self._contacts(1, 3, is_incoming=True)
        self.assertTrue(self._night_call()[0])

    def test_the_night_calls_nobody_who_asked_not_to(self):
        self.amper.debt_no_call = True
        actions, item = self._night_call()
        self.assertFalse(actions)
        self.assertEqual(item.reason, "no_call")
        self.amper.debt_no_call = False
        self.assertFalse(item.debtor_id.next_date, "the next night looks again")
        self.night()
        self.assertTrue(self.actions(self.amper, kind="activity"))

    # the sender

    def test_a_planned_call_is_left_out_on_the_day(self):
        call = self.plan(self.invoice, "call", kind="activity")
        self.wolt.debt_no_call = True
        self.act()
        self.assertEqual((call.state, call.end_reason), ("cancelled", "no_call"))
        self.assertEqual(self.old.step_id, self.steps["call"])

    def test_no_email_means_paper_or_a_task(self):
        letter = self.plan(self.invoice, "monit")
        self.wolt.debt_no_email = True
        self.act()
        self.assertEqual(letter.state, "failed")
        self.assertFalse(letter.letter_id)

    def test_no_sms(self):
        self.add_task(
            "monit", "sms", sms_template_id=self.env["sms.template"].search([], limit=1).id
        )
        text = self.plan(self.invoice, "monit", kind="sms")
        self.wolt.debt_no_sms = True
        self.act()
        self.assertEqual((text.state, text.end_reason), ("cancelled", "no_sms"))
