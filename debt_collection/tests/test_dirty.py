from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged


@tagged("post_install", "-at_install")
class TestConcurrentPush(BaseCase):
    """Two people book payments of one customer at the same time: nobody waits, nobody fails."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.partner_id = env["res.partner"].create({"name": "Pushed twice"}).id
            self.company_id = env.company.id
        self.addCleanup(self._clean)

    def _clean(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["debt.dirty"].search([("partner_id", "=", self.partner_id)]).unlink()
            env["res.partner"].browse(self.partner_id).unlink()

    def test_two_transactions_append_side_by_side(self):
        with self.registry.cursor() as one, self.registry.cursor() as two:
            for cr in (one, two):
                cr.execute("SET LOCAL lock_timeout = '2s'")
                env = api.Environment(cr, SUPERUSER_ID, {})
                env["debt.dirty"]._push({(self.company_id, self.partner_id)})
                # neither has committed yet
                env.flush_all()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            domain = [("partner_id", "=", self.partner_id)]
            self.assertEqual(env["debt.dirty"].search_count(domain), 2)
            pending = [row for row in env["debt.dirty"]._pending() if row[1] == self.partner_id]
            self.assertEqual(len(pending), 1)

    def test_what_is_pushed_while_the_refresh_works_stays(self):
        with self.registry.cursor() as refresh_cr:
            env = api.Environment(refresh_cr, SUPERUSER_ID, {})
            env["debt.dirty"]._push({(self.company_id, self.partner_id)})
            keys = [key for key in env["debt.dirty"]._pending() if key[1] == self.partner_id]
            with self.registry.cursor() as other_cr:
                other = api.Environment(other_cr, SUPERUSER_ID, {})
                other["debt.dirty"]._push({(self.company_id, self.partner_id)})
            env["debt.dirty"]._consume(keys)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            domain = [("partner_id", "=", self.partner_id)]
            self.assertEqual(env["debt.dirty"].search_count(domain), 1)
