from odoo import models


class SnailmailLetter(models.Model):
    _inherit = "snailmail.letter"

    def write(self, vals):
        """The service tells by the state what became of a letter: pass it on to ours."""
        result = super().write(vals)
        if vals.get("state") in ("sent", "error"):
            self.filtered(lambda one: one.model == "debt.letter")._tell_debt_letters()
        return result

    def _tell_debt_letters(self):
        for one in self:
            # sudo: the service's cron and its people needn't have rights on our letters
            letter_sudo = self.env["debt.letter"].sudo().browse(one.res_id).exists()
            day = letter_sudo.company_id._debt_today() if letter_sudo else False
            if not letter_sudo or letter_sudo.state != "final":
                continue
            if one.state == "sent" and not letter_sudo.posted_on:
                letter_sudo._mark_posted(day)
            elif one.state == "error" and not letter_sudo.posted_on:
                letter_sudo._ask_about_snailmail(day)


class DebtLetter(models.Model):
    _inherit = "debt.letter"

    def _ask_about_snailmail(self, day):
        """A letter the service refused is somebody's task, once."""
        action = self.action_id
        note = self.env._("Snailmail didn't send %(letter)s: see why on it.", letter=self.name)
        open_ones = action.case_id.activity_ids.filtered(lambda one: note in (one.note or ""))
        if action.case_id and not open_ones:
            action._schedule("activity_type_address", "collector", day, note=note)
