from odoo.tests import HttpCase, tagged


@tagged("-standard", "debt_desk_proof", "post_install", "-at_install")
class TestChoiceUnit(HttpCase):
    """Unit tests of the choice field; they compile Odoo's test bundle, so only when asked for."""

    def test_choice(self):
        self.browser_js(
            "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&filter=/%40debt_collection/",
            "",
            "",
            login="admin",
            timeout=900,
            success_signal="[HOOT] Test suite succeeded",
        )
