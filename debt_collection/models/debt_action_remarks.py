from odoo import models

BIG_CHANGE = 0.1


class DebtAction(models.Model):
    """What a person should look at before approving; without remarks a letter can be released in
    bulk.
    """

    _inherit = "debt.action"

    def _collect_remarks(self):
        """Return {action: [[reason code, data]]}. An override may add to the lists."""
        previews, known = self._preview_amounts(), self._known_debtors()
        return {
            action: action._own_remarks()
            + action._preview_remarks(previews)
            + (
                []
                if action.debtor_id in known or action.kind != "letter"
                else [["first_letter", {}]]
            )
            for action in self
        }

    def _own_remarks(self):
        remarks = []
        if self.letter_id.is_edited:
            remarks.append(["text_edited", {"user": self.letter_id.edited_by_id.name or ""}])
        if self.kind == "letter" and self._lacks_email():
            remarks.append(["no_email", {}])
        if self.step_id.approval_from:
            limit = [self.step_id.approval_from, self.step_id.currency_id.id]
            remarks.append(["over_limit", {"amount": limit}])
        return remarks

    def _lacks_email(self):
        asked = (self.task_id.channel_ids or self.channel_ids).mapped("code")
        return "email" in asked and "email" not in self.channel_ids.mapped("code")

    def _preview_remarks(self, previews):
        key = (self.company_id, self.date_planned, self.partner_id.id, self.task_id.id)
        if key not in previews:
            has_preview = any(other[:2] == key[:2] for other in previews)
            return [["new_since_preview", {}]] if has_preview else []
        before = previews[key]
        if before and abs(self.amount - before) > BIG_CHANGE * abs(before):
            return [["amount_changed", {"amount": [before, self.currency_id.id]}]]
        return []

    def _preview_amounts(self):
        """Return {(company, day, customer id, task id): amount} of the last preview made for each
        day.
        """
        runs = {}
        for run in self.env["debt.run"].search(
            [
                ("company_id", "in", self.company_id.ids),
                ("mode", "=", "dry"),
                ("state", "=", "done"),
                ("date", "in", list(set(self.mapped("date_planned")))),
            ],
            order="id",
        ):
            runs[run.company_id, run.date] = run
        lines = self.env["debt.run.line"].search_fetch(
            [
                ("run_id", "in", [run.id for run in runs.values()]),
                ("partner_id", "in", self.partner_id.ids),
                ("outcome", "in", ("1_out", "2_approval")),
            ],
            ["run_id", "partner_id", "task_id", "amount"],
        )
        return {
            (
                line.run_id.company_id,
                line.run_id.date,
                line.partner_id.id,
                line.task_id.id,
            ): line.amount
            for line in lines
        }

    def _known_debtors(self):
        """Return the debtors that had a letter before."""
        groups = self.env["debt.action"]._read_group(
            [
                ("debtor_id", "in", self.debtor_id.ids),
                ("letter_id.state", "=", "final"),
            ],
            ["debtor_id"],
        )
        return self.env["debt.debtor"].concat(*(debtor for (debtor,) in groups))
