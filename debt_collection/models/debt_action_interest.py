from odoo import models


class DebtAction(models.Model):
    """Kind interest_note: drafts for the customer of the case; the accountant approves them."""

    _inherit = "debt.action"

    def _run_interest_note(self, now):
        day = self._local_day(now)
        for company, actions in self.grouped("company_id").items():
            notes = self.env["debt.interest.note"]
            proposal = notes._proposal(company, day, partners=actions.partner_id)
            drafts = notes._create_drafts(proposal.notes)
            for action in actions:
                refused = proposal.refused.get(action.partner_id)
                if refused:
                    action._fail(refused)
                    continue
                own = drafts.filtered(lambda note, one=action: note.debtor_id == one.debtor_id)
                action._advance_items(day)
                action._done(now, action._note_outcome(own))

    def _note_outcome(self, drafts):
        """What became of it, in words."""
        if not drafts:
            return self.env._("Nothing to charge, or less than the smallest note.")
        texts = [f"{draft.total:.2f} {draft.currency_id.name}" for draft in drafts]
        return self.env._("Draft note: %(amounts)s", amounts=", ".join(texts))
