"""A case with two overdue invoices, and a customer who promises."""

from odoo import fields
from odoo.addons.debt_collection.tests.reaction_common import ReactionCommon
from odoo.tests import freeze_time, tagged


@tagged("post_install", "post_install_l10n", "-at_install")
class PromiseCommon(ReactionCommon):
    """On Monday 2 March 2026: 1000 due 20 days ago, 300 due 25 days ago."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice, cls.older = cls.overdue(20, 1000.0), cls.overdue(25, 300.0)
        cls.item, cls.old_item = cls.owed_item(cls.invoice), cls.owed_item(cls.older)
        cls.env["debt.dirty"].search([]).unlink()

    def promise(self, day="2026-03-06", case=None, user=None, **values):
        """The collector notes a promise, by default for Friday and all that is overdue."""
        case = (case or self.case).with_user(user or self.collector)
        values["date"] = fields.Date.to_date(day)
        return case.env["debt.promise"]._make(case, values).sudo()

    def judge(self, day, company=None):
        """As the night does."""
        day = fields.Date.to_date(day)
        with freeze_time(day):
            self.env["debt.hold"]._close_expired(company or self.company)
            return self.env["debt.promise"]._judge(company or self.company, day)

    def broken_since(self, day):
        """How many promises the customer has broken on or after `day`."""
        domain = [("state", "=", "broken"), ("judged_on", ">=", day)]
        return len(self.debtor.promise_ids.filtered_domain(domain))

    def react(self, day):
        """What the refresh does within `day`."""
        with freeze_time(day):
            self.env["debt.dirty"]._push({(self.company.id, self.partner_a.id)})
            self.refresh()

    def nets(self, partner=None, day=None):
        return self.env["debt.run"]._open_net(
            self.company, day or self.today, partner or self.partner_a
        )

    def held(self, item, day=None):
        reason = self.nets(item.partner_id, day)[item.move_line_id.id].hold_reason
        return reason and reason[0]
