from .common import DebtCommon


class RunCommon(DebtCommon):
    """Runs over one customer, `self.debtor`."""

    def setUp(self):
        super().setUp()
        self.debtor = self.customer()

    def waits(self, run):
        lines = run.line_ids.filtered(lambda n: n.outcome in ("4_waits", "5_held"))
        return [(n.outcome, n.reason, n.item_count) for n in lines]
