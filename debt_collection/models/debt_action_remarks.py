from odoo import api, models

BIG_CHANGE = 0.1
# remarks that tell something and ask for nothing
INFORMING = frozenset({"first_run", "no_copy"})


class DebtAction(models.Model):
    """What a person should look at before approving; without remarks a letter can be released in
    bulk.
    """

    _inherit = "debt.action"

    def _collect_remarks(self):
        """Return {action: [[reason code, data]]}. An override may add to the lists."""
        previews, firsts = self._preview_amounts(), self._first_letters()
        credits = self._other_credits()
        return {
            action: action._own_remarks()
            + credits.get(action, [])
            + action._preview_remarks(previews)
            + firsts.get(action, [])
            for action in self
        }

    @api.model
    def _is_exception(self, remarks):
        """Tell whether a person must look: remarks that only inform don't stand in the way of
        approving many at once.
        """
        return any(code not in INFORMING for code, _data in remarks)

    def _other_credits(self):
        """Return {action: remarks} where a credit in another currency isn't netted (PRACTICE 1.7).

        The night noted it with its reason; for letters by hand the ledger is read.
        """
        found = {
            action: action.reason_data["amounts_credit"]
            for action in self
            if (action.reason_data or {}).get("amounts_credit")
        }
        by_hand = self.filtered(lambda action: action.kind == "letter" and not action.run_id)
        for company, actions in by_hand.grouped("company_id").items():
            left = self.env["debt.run"]._left_credits(
                company, company._debt_today(), actions.debtor_id.partner_id
            )
            for action in actions:
                credits = left.get(action.debtor_id.partner_id.id, {})
                own = action.line_ids.currency_id.ids
                pairs = [[float(v), key] for key, v in credits.items() if key not in own]
                if pairs:
                    found[action] = pairs
        return {
            action: [["credit_other_currency", {"amounts": pairs}]]
            for action, pairs in found.items()
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

    def _remark_copies(self, documents):
        """Note which documents have no copy to go along, in place of what was noted before."""
        remarks = [one for one in self.remarks or [] if one[0] != "no_copy"]
        if documents:
            remarks.append(
                ["no_copy", {"documents": self._names_text(documents.mapped("name"), 3)}]
            )
        self.remarks = remarks

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
        days = list(set(self.mapped("date_planned")))
        runs = self._last_previews(self.company_id, days)
        lines = self.env["debt.run.line"].search_fetch(
            [
                ("run_id", "in", runs.ids),
                ("partner_id", "in", self.partner_id.ids),
                ("outcome", "in", ("1_out", "2_approval")),
            ],
            ["run_id", "partner_id", "task_id", "amount"],
        )
        return {
            (line.company_id, line.run_id.date, line.partner_id.id, line.task_id.id): line.amount
            for line in lines
        }

    @api.model
    def _last_previews(self, companies, days):
        """Return the last preview made for each of these companies and days."""
        runs = self.env["debt.run"].search(
            [
                ("company_id", "in", companies.ids),
                ("mode", "=", "dry"),
                ("state", "=", "done"),
                ("date", "in", days),
            ],
            order="id",
        )
        last = {(run.company_id, run.date): run.id for run in runs}
        return runs.browse(last.values())

    def _first_letters(self):
        """Return {action: remarks} of letters to customers that had none before.

        While a company's very first letters wait they all are: then it is told, but no exception.
        """
        letters = self.filtered(lambda action: action.kind == "letter")
        known = self._known_debtors()
        begun = self._companies_with_letters()
        return {
            action: [["first_letter" if action.company_id in begun else "first_run", {}]]
            for action in letters
            if action.debtor_id not in known
        }

    def _companies_with_letters(self):
        """Return the companies whose letters left on a day before these actions were planned."""
        first = min(self.mapped("date_planned"), default=None)
        groups = self.env["debt.letter"]._read_group(
            [
                ("company_id", "in", self.company_id.ids),
                ("state", "=", "final"),
                ("sent_on", "<", first),
                ("letter_type_id.rank", "!=", "0_reminder"),
            ],
            ["company_id"],
        )
        return self.env["res.company"].concat(*(company for (company,) in groups))

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
