from odoo.tests import BaseCase

from ..tools import upload


class TestUploadTool(BaseCase):
    def test_only_what_it_really_is_counts(self):
        self.assertIsNone(upload.fault(b"%PDF-1.7\n...", 100))
        for content in (b"<svg/>", b"MZ\x90", b"PK\x03\x04", b" %PDF-1.7", b"GIF89a"):
            self.assertEqual(upload.fault(content, 100), upload.UNKNOWN)
        self.assertEqual(upload.fault(b"", 100), upload.EMPTY)
        self.assertEqual(upload.fault(b"%PDF-" + b"x" * 96, 100), upload.TOO_BIG)

    def test_names_are_safe(self):
        pdf = b"%PDF-1.7"
        self.assertEqual(upload.named("C:\\tmp\\..\\dowód.PDF", pdf)[0], "dowód.pdf")
        self.assertEqual(upload.named("a\u202efdp.exe\x00", pdf)[0], "afdp.pdf")
        self.assertEqual(upload.named("...", pdf)[0], "file.pdf")
        self.assertEqual(len(upload.named("x" * 300 + ".pdf", pdf)[0]), 84)
