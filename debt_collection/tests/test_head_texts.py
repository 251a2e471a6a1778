from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form
from odoo.tools.safe_eval import safe_eval

from .common import DebtCommon


class TestHeadTexts(DebtCommon):
    """What the head of receivables, who administers nothing, may set up of texts and numbers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # as a company sets it that lets only some people write texts
        editors = cls.env.ref("mail.group_mail_template_editor")
        cls.env.ref("base.group_user").implied_ids = [Command.unlink(editors.id)]
        cls.head = cls.env(user=cls.manager)

    def test_a_number_series_from_the_letter_type(self):
        letter_type = self.head.ref("debt_collection.letter_type_demand")
        self.assertFalse(self.manager.has_group("base.group_system"))
        arch = letter_type.get_view(view_type="form")["arch"]
        [field] = self.fields_of(arch, "number_sequence_id")
        context = safe_eval(field.get("context"), {"name": letter_type.name})
        series = self.head["ir.sequence"].with_context(**context).create({"prefix": "W/"})
        self.assertEqual((series.name, series.padding), (letter_type.name, 4))
        letter_type.number_sequence_id = series
        self.assertEqual(series._debt_next_numbers(2, self.today), ["W/0001", "W/0002"])
        series.date_range_ids.number_next_actual = 40
        self.assertEqual(series._debt_next_numbers(1, self.today), ["W/0040"])

    def fields_of(self, arch, name):
        return etree.fromstring(arch).findall(f".//field[@name='{name}']")

    def span(self, series):
        return series.date_range_ids[:1] or series._create_date_range_seq(self.today)

    def test_no_other_series(self):
        other = self.env["ir.sequence"].create({"name": "Other", "code": "account.other"})
        letters = self.env.ref("debt_collection.sequence_letter_demand")
        letters.with_user(self.manager).prefix = "WEZ/"
        with self.assertRaises(AccessError):
            other.with_user(self.manager).prefix = "X/"
        with self.assertRaises(AccessError):
            letters.with_user(self.manager).code = "account.other"
        with self.assertRaises(AccessError):
            self.span(letters).with_user(self.manager).sequence_id = other
        with self.assertRaises(AccessError):
            letters.with_user(self.collector).prefix = "X/"
        administrator = self._user("admin", "debt_collection.group_manager,base.group_system")
        other.with_user(administrator).prefix = "Y/"

    def test_texts_of_sms(self):
        action = self.env.ref("debt_collection.sms_template_action").sudo()
        context = safe_eval(action.context)
        texts = self.head["sms.template"].with_context(**context)
        view = "debt_collection.sms_template_view_form"
        with Form(texts, view) as form:
            form.name, form.body = "Ours", "{{ object.text_company + '!' }}"
        self.assertEqual(
            (form.record.model, form.record.lang), ("debt.action", context["default_lang"])
        )
        with self.assertRaises(AccessError):
            partner = self.env["ir.model"]._get_id("res.partner")
            self.env["sms.template"].create(
                {"name": "P", "model_id": partner, "body": "x"}
            ).with_user(self.manager).body = "y"
        with self.assertRaises(AccessError):
            form.record.sudo(False).model_id = partner
        notes = self.env["ir.model"]._get_id("debt.interest.note")
        form.record.sudo(False).model_id = notes

    def test_texts_of_mails(self):
        action = self.env.ref("debt_collection.mail_template_action").sudo()
        texts = self.head["mail.template"].search(safe_eval(action.domain))
        plan = self.env.ref("debt_collection.mail_template_plan")
        self.assertIn(plan, texts)
        plan.with_user(self.manager).subject = "{{ object.name + '!' }}"
        self.assertEqual(plan.subject, "{{ object.name + '!' }}")
