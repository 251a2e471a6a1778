from odoo import Command, models
from odoo.exceptions import UserError

from ..tools.toast import RELOAD, toast
from .debt_action_channel import ADDRESS_FIELDS


class DebtFileImport(models.Model):
    """Letters about the documents of a file: one to each debtor, by the way of all letters."""

    _inherit = "debt.file.import"

    def action_write_letters(self):
        """Plan one letter for each debtor who owes something; approval and hours as always."""
        self.ensure_one()
        self.check_access("write")
        self._check_can_write()
        debtors = self.claim_ids.grouped("debtor_id")
        blocked = self.env["debt.debtor"].union(*debtors)._blocked_emails()
        # people don't create actions: who may is checked above
        actions = self.env["debt.action"].sudo()
        actions = actions.create(
            [
                self._prepare_action_vals(debtor, claims, blocked)
                for debtor, claims in debtors.items()
                if claims._is_owed()
            ]
        )
        actions._store_amount(self.company_id._debt_today())
        self.sudo().state = "written"  # the state is written by buttons only
        self.env.ref("debt_collection.ir_cron_act").sudo()._trigger()
        message = self.env._("%(count)s letters are being written.", count=len(actions))
        return toast(message, RELOAD)

    def _check_can_write(self):
        if self.state != "imported":
            raise UserError(self.env._("Take the file over first; its letters are written once."))
        if not self.letter_type_id:
            raise UserError(self.env._("Choose the letter."))
        owed = [
            claims for claims in self.claim_ids.grouped("debtor_id").values() if claims._is_owed()
        ]
        if not owed:
            raise UserError(self.env._("Nobody in this file owes anything."))

    def _prepare_action_vals(self, debtor, claims, blocked):
        company = self.company_id
        way = self._way(debtor, blocked)
        return {
            "company_id": company.id,
            "debtor_id": debtor.id,
            "partner_id": debtor.partner_id.id,
            "file_import_id": self.id,
            "kind": "letter",
            "phase": "1_amicable",
            "letter_type_id": self.letter_type_id.id,
            "channel_ids": [Command.set(self.env.ref(f"debt_collection.channel_{way}").ids)],
            "date_planned": company._debt_today(),
            "prepared_by_id": self.env.uid,
            "user_id": (self.user_id or self.env.user).id,
            "line_ids": [Command.create(claim._prepare_line_vals()) for claim in claims],
        }

    def _way(self, debtor, blocked):
        """Code of the channel; where none works the letter says so itself."""
        if self.channel != "email_post":
            return self.channel
        has_address = all(debtor.partner_id[name] for name in ADDRESS_FIELDS)
        return "email" if not debtor._email_fault(blocked) or not has_address else "post"

    def action_open_letters(self):
        """Show the letters of this file and how far they are."""
        action = self.env["ir.actions.act_window"]._for_xml_id("debt_collection.debt_action_action")
        return {
            **action,
            "name": self.name,
            "domain": [("file_import_id", "=", self.id)],
            "context": {},
        }


class DebtFileClaim(models.Model):
    _inherit = "debt.file.claim"

    def _is_owed(self):
        """Whether these documents of one debtor leave anything to be paid, in any currency."""
        return any(
            sum(claims.mapped("amount_open")) > 0 for claims in self.grouped("currency_id").values()
        )

    def _prepare_line_vals(self):
        """Values of the action line of a document; what is paid too much is a credit."""
        is_credit = self.amount_open < 0
        today = self.import_id.company_id._debt_today()
        return {
            "file_claim_id": self.id,
            "role": "credit" if is_credit else "demanded",
            "name": self.name,
            "date_invoice": self.date_invoice,
            "date_due": self.date_due,
            "days_late": max((today - self.date_due).days, 0) if self.date_due else 0,
            "currency_id": self.currency_id.id,
            "amount_total": self.amount_total,
            "amount_open": self.amount_open,
            "amount_demanded": self.amount_open,
        }
