"""Contacts as a collector logs them, in the dialog."""

from odoo.addons.debt_collection.tests.common_action import ActionCommon
from odoo.tests import Form, freeze_time

# Monday, 10:00 in Warsaw: inside the contact hours
NOW = "2026-03-02 09:00:00"


class ContactCommon(ActionCommon):
    freeze_time = freeze_time(NOW)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        call = cls.env.ref("debt_collection.activity_type_call")
        cls.steps["call"].task_ids.activity_type_id = call
        cls.invoice = cls.overdue(20, 1000.0, cls.wolt)
        cls.other = cls.overdue(5, 200.0, cls.wolt)
        cls.wolt_case = cls.case(cls.wolt)
        cls.old = cls.item(cls.invoice, cls.wolt_case)
        cls.new = cls.item(cls.other, cls.wolt_case)

    def dialog(self, record=None, user=None, **context):
        """The dialog as the web client opens it, for the case of WOLT."""
        record = (self.wolt_case if record is None else record).with_user(user or self.collector)
        record = record.sudo(False)
        if record._name == "res.partner":
            action = record.action_debt_log_contact()
        else:
            action = record.action_log_contact()
        model = record.env["debt.contact"].with_context(**action["context"], **context)
        return Form(model)

    def log(self, result, record=None, user=None, now=None, **values):
        """Log a contact; returns the debt.action."""
        with freeze_time(now or NOW):
            form = self.dialog(record, user)
            for name in ("channel", "is_incoming", "identity_checked"):
                if name in values:
                    setattr(form, name, values.pop(name))
            if result in ("tomorrow", "friday", "week", "month_end"):
                form.promise_day = result
            else:
                form.result = result
            for name, value in values.items():
                setattr(form, name, value)
            self.answer = form.save().action_save()
        return self.env["debt.action"].search([("kind", "=", "contact")], order="id desc", limit=1)

    def holds(self, kind):
        return self.env["debt.hold"].search([("kind", "=", kind), ("ended_on", "=", False)])
