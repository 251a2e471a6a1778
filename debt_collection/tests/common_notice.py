from .common_action import ActionCommon


class NoticeCommon(ActionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["debt.notice.rule"].search([]).active = False
        cls.seller = cls._user("seller", "sales_team.group_sale_salesman")
        cls.wolt.user_id = cls.seller
        cls.notices = cls.env["debt.notice"]

    @classmethod
    def rule(cls, event, **values):
        return cls.env["debt.notice.rule"].create({"event": event, **values})

    def told(self, user=None):
        """Messages to a colleague, newest first."""
        return self.env["mail.message"].search(
            [("notified_partner_ids", "in", (user or self.seller).partner_id.ids)],
            order="id desc",
        )

    def tell(self, day=None):
        """What the night notes, and the message of the day."""
        day = day or self.today
        self.notices._queue(self.company, day)
        self.notices._tell(self.company, day)

    def events(self, partner=None):
        rows = self.notices.search([("partner_id", "=", (partner or self.wolt).id)], order="id")
        return [(row.user_id.name, row.event, row.phase) for row in rows]
