from odoo import models


class DebtLetter(models.Model):
    """Letters of strategies take their text from the trial that runs for their type."""

    _inherit = "debt.letter"

    def _text_sources(self):
        sources = super()._text_sources()
        # a person who writes a letter has chosen its text
        by_strategy = self.filtered("action_id.task_id")
        drawn = self.env["debt.trial"]._draw_texts(by_strategy)
        for letter, letter_type in drawn.items():
            sources[letter.letter_type_id] -= letter
            sources[letter_type] = sources.get(letter_type, self.browse()) | letter
        return {letter_type: letters for letter_type, letters in sources.items() if letters}
