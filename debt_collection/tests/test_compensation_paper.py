from .compensation_common import CompensationCommon


class TestCompensationPaper(CompensationCommon):
    def test_mailed_with_its_pdf(self):
        note = self.posted()
        note.with_user(self.accountant).action_send()
        message = note.message_ids.filtered("attachment_ids")
        self.assertRecordValues(
            note, [{"state": "sent", "sent_by_id": self.accountant.id, "error": False}]
        )
        self.assertEqual(message.attachment_ids, note.attachment_id)
        self.assertEqual(message.notified_partner_ids, note.contact_id)
        for text in ("251/A/NBP/2025", "4,2730", "299,11", "NK/2026/0001"):
            self.assertIn(text, message.body)
        self.assertNotIn("<col", message.body.partition("<table")[2].partition("<thead")[0])
