import doctest

from odoo.addons.debt_collection.tools import auto_reply, last_block, smsapi
from odoo.tests import BaseCase


class TestChannelTools(BaseCase):
    def test_doctests(self):
        for module in (auto_reply, last_block, smsapi):
            self.assertEqual(doctest.testmod(module).failed, 0, module.__name__)

    def test_a_machine_answers_nothing(self):
        for headers, subject in (
            ([("Auto-Submitted", "auto-replied (vacation)")], "Re: Wezwanie"),
            ([("AUTO-SUBMITTED", "auto-generated")], ""),
            ([("X-Autoreply", "yes")], ""),
            ([("Precedence", "bulk")], ""),
            ([("Content-Type", "multipart/report; report-type=disposition-notification")], ""),
            ([], "Automatyczna odpowiedź: Wezwanie do zapłaty WZ/2026/0001"),
            ([], "Autoodpowiedź: urlop"),
            ([], "Out of Office: Re: Payment reminder"),
            ([], "Automatische Antwort: Mahnung"),
            ([], "Abwesenheitsnotiz"),
            ([], "Przeczytano: Wezwanie do zapłaty"),
        ):
            with self.subTest(headers=headers, subject=subject):
                self.assertTrue(auto_reply.is_automatic(headers, subject))

    def test_a_person_is_never_taken_for_a_machine(self):
        for headers, subject in (
            ([("Auto-Submitted", "no")], "Re: Wezwanie"),
            # a shared mailbox, a mailing group and another Odoo put these on people's answers
            ([("List-Id", "<ksiegowosc.wolt.pl>"), ("Precedence", "list")], "Re: Wezwanie"),
            ([("X-Auto-Response-Suppress", "OOF")], "Re: Wezwanie"),
            ([], "Re: Automatyczna odpowiedź: Wezwanie"),
            ([], None),
            ([], "Reklamacja faktury"),
        ):
            with self.subTest(headers=headers, subject=subject):
                self.assertFalse(auto_reply.is_automatic(headers, subject))

    def test_form(self):
        form = smsapi.form("+48600100200", "Żółw", "7f", "Klos", "https://x.pl/cb", True)
        self.assertEqual(
            form,
            {
                "to": "48600100200", "message": "Żółw", "format": "json", "encoding": "utf-8",
                "idx": "7f", "check_idx": "1", "details": "1", "from": "Klos",
                "notify_url": "https://x.pl/cb", "test": "1",
            },
        )  # fmt: skip
        with self.assertRaises(ValueError):
            smsapi.form("+48600100200", "a", "7f", "Hurtownia Kłos")

    def test_answers(self):
        accepted = '{"count":1,"list":[{"id":"1","status":"QUEUE","error":null}]}'
        for status, body, state in (
            (200, accepted, "accepted"),
            (200, '{"error":53,"message":"Not unique idx"}', "accepted"),
            (200, '{"error":"101","message":"Invalid token"}', "account"),
            (200, '{"error":13,"message":"x","invalid_numbers":[{"number":"1"}]}', "wrong_number"),
            (200, '{"count":1,"list":[{"error":13,"status":"ERROR"}]}', "wrong_number"),
            (200, '{"error":777,"message":"new"}', "refused"),
            (200, '{"error":201,"message":"x"}', "server"),
            (200, "<html>maintenance</html>", "server"),
            (200, "[]", "server"),
            (200, '{"list":[]}', "server"),
            (200, '{"list":["x"]}', "accepted"),
            (503, accepted, "server"),
        ):
            with self.subTest(body=body, status=status):
                self.assertEqual(smsapi.answer(status, body).state, state)

    def test_reports(self):
        found = smsapi.reports({"idx": "a,b,c,", "status": "404,407,999,404"})
        self.assertEqual([(r.idx, r.state) for r in found], [("a", "delivered"), ("b", "rejected")])
        self.assertEqual(smsapi.reports({}), [])
