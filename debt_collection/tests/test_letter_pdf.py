from .letter_common import LetterCommon


class TestLetterPdf(LetterCommon):
    def test_every_type_in_every_language(self):
        for lang in ("pl_PL", "en_US", "de_DE"):
            for code in ("demand", "second_demand", "final"):
                debtor = self.debtor(lang)
                letter = self.build(self.action(debtor, code, [{}]))
                with self.subTest(lang=lang, code=code):
                    text = self.printed(letter)
                    print(text)
