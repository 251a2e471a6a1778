import base64
import io
import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path
from unittest import skipUnless

import openpyxl

from odoo.tests import tagged

from .common import DebtCommon

SOFFICE = shutil.which("soffice")
HOSTILE = "=1+1 <b>Zły</b> & {{ 7*7 }} sp. z o.o."


@tagged("post_install", "-at_install", "post_install_l10n")
@skipUnless(SOFFICE, "LibreOffice (soffice) isn't installed: workbooks aren't opened in it")
class TestLibreOffice(DebtCommon):
    """Workbooks as LibreOffice reckons them: every total, from the cells, is the screen's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wolt, cls.bad = cls.customer(), cls.customer(HOSTILE)
        cls.part = cls.overdue(10, 1000.10, cls.wolt)
        cls.pay(cls.part, 200.05)
        cls.overdue(100, 500.33, cls.wolt)
        cls.overdue(-5, 300.07, cls.bad)
        cls.overdue(40, 100, cls.bad, currency_id=cls.eur.id)
        cls.credit_note(50.5, cls.wolt)
        cls.env["debt.run"]._start(cls.company, "nightly", cls.today)._go_at_once()

    def opened(self, files):
        """{name: workbook} as LibreOffice saves it, after it lost the totals we had written."""
        with tempfile.TemporaryDirectory() as folder:
            for name, content in files.items():
                # openpyxl keeps formulas and drops their values: they must be reckoned anew
                openpyxl.load_workbook(io.BytesIO(content)).save(f"{folder}/{name}.xlsx")
            command = [SOFFICE, "--headless", f"-env:UserInstallation=file://{folder}/home"]
            command += ["--convert-to", "xlsx", "--outdir", f"{folder}/out"]
            paths = [f"{folder}/{name}.xlsx" for name in files]
            subprocess.run(
                [*command, *paths], check=True, timeout=240, capture_output=True, cwd=folder
            )
            return {
                name: openpyxl.load_workbook(
                    io.BytesIO(Path(folder, "out", f"{name}.xlsx").read_bytes()), data_only=True
                )
                for name in files
            }

    def aging(self):
        report = self.env["debt.aging"]._on_day(self.company, self.today)
        mine = [("partner_id", "in", (self.wolt | self.bad).ids)]
        content, _name = report._file("xlsx", "partner", mine, True)
        columns = report._amount_columns(report._scope())
        [sums] = report._read_group(mine, [], [f"{column}:sum" for column in columns])
        return base64.b64decode(content), [round(figure, 2) for figure in sums]

    def statement(self):
        paper = self.env["debt.debtor"]._get_or_create(self.company, self.wolt)
        return paper._account_xlsx(self.today)

    def summary(self):
        summary = self.env["debt.summary"].create(
            {
                "name": "Week",
                "company_id": self.company.id,
                "period": "weekly",
                "emails": "zarzad@example.com",
                "lang": "en_US",
            }
        )
        facts = summary._facts(date(2026, 2, 23), self.today)
        return summary._workbook("Week", facts)

    def test_totals_agree_with_the_screen(self):
        aging, sums = self.aging()
        files = {"aging": aging, "statement": self.statement(), "summary": self.summary()}
        books = self.opened(files)
        for sheet in books["aging"]:
            with self.subTest(sheet=sheet.title):
                last = [cell.value for cell in sheet[sheet.max_row]]
                self.assertEqual([round(value, 2) for value in last[-len(sums) :]], sums)
        numbers = [cell.value for row in books["statement"]["PLN"] for cell in row]
        self.assertIn(1249.88, numbers)  # 800.05 and 500.33 less the credit note
        self.assertIn(1300.38, numbers)  # of it past due
        overdue = sum(self.env["debt.result"]._overdue(self.company, self.today).values())
        customers = books["summary"].worksheets[-1]
        self.assertEqual(customers.cell(customers.max_row, 2).value, round(overdue, 2))
        cells = [cell.value for sheet in books["aging"] for row in sheet for cell in row]
        self.assertIn(HOSTILE, cells, "a name isn't a formula")
        self.assertFalse([text for text in cells if str(text).startswith(("#", "Err:"))])
