from .letter_common import LetterCommon


class TestLetterPdf(LetterCommon):
    def test_every_type_in_every_language(self):
        for lang in ("pl_PL", "en_US", "de_DE"):
            debtor = self.debtor(lang)
            rows = [
                {},
                {"amount": 12000.0, "amount_demanded": 11000.0},
                {"role": "credit", "amount": -500.0, "name": "RKOR/2026/0003"},
            ]
            rows += [{"currency_id": self.eur.id, "amount": 3200.0}, {"role": "other"}]
            for code in ("demand", "second_demand", "final"):
                letter = self.build(self.action(debtor, code, rows))
                letter.booked_until = self.today
                letter._write_text()
                with self.subTest(lang=lang, code=code):
                    self.printed(letter)
                if code != "final":
                    letter._finalize(self.today)
