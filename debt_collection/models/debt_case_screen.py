from odoo import api, fields, models


class DebtCase(models.Model):
    """What the case's form shows beside its own columns."""

    _name = "debt.case"
    _inherit = ["debt.case", "debt.counters.mixin"]

    alerts = fields.Json(compute="_compute_alerts")
    next_text = fields.Char("Next step", compute="_compute_next_text")
    why = fields.Char(compute="_compute_next_text")
    contact_id = fields.Many2one("res.partner", compute="_compute_contact")
    contact_phone = fields.Char(compute="_compute_contact")
    contact_email = fields.Char(compute="_compute_contact")
    item_count = fields.Integer(compute="_compute_counts")
    letter_count = fields.Integer(compute="_compute_counts")
    action_count = fields.Integer(compute="_compute_counts")
    planned_action_ids = fields.One2many(
        "debt.action", "case_id", domain=[("state", "in", ("planned", "waiting", "queued"))]
    )

    @api.depends("item_ids.next_date", "item_ids.reason")
    def _compute_next_text(self):
        for case in self:
            first = case.open_item_ids.filtered("next_date").sorted(
                lambda item: (item.next_date, item.date_due, item.id)
            )[:1]
            under_way = case.open_item_ids.filtered("pending_step_id")[:1]
            item = under_way or first or case.open_item_ids[:1]
            case.next_text = item.next_text
            case.why = item.why

    @api.depends("debtor_id.contact_id")
    def _compute_contact(self):
        for case in self:
            contact = case.debtor_id._collections_contact()
            case.contact_id = contact
            case.contact_phone = contact.phone or case.partner_id.phone
            case.contact_email = contact.email or case.partner_id.email

    def _compute_counts(self):
        def counts(model, domain=()):
            groups = self.env[model]._read_group(
                [("case_id", "in", self.ids), *domain], ["case_id"], ["__count"]
            )
            return {case.id: count for case, count in groups}

        items = counts("debt.item", [("closed_on", "=", False)])
        letters, actions = counts("debt.letter"), counts("debt.action")
        for case in self:
            case.item_count = items.get(case.id, 0)
            case.letter_count = letters.get(case.id, 0)
            case.action_count = actions.get(case.id, 0)

    @api.depends("replied_on", "hold_ids", "debtor_id")
    def _compute_alerts(self):
        for case in self:
            case.alerts = {**case._alert_reply(), **case._alert_failed(), **case._alert_holds()}

    def _alert_reply(self):
        if not self.replied_on:
            return {}
        return {
            "reply": {
                "level": "warning",
                "message": self.env._("The customer replied; letters wait until it is read."),
                "action_text": self.env._("Mark as read"),
                "action_call": ("debt.case", "action_mark_read", self.ids),
            }
        }

    def _alert_failed(self):
        failed = self.action_ids.filtered(lambda action: action.state == "failed")
        if not failed:
            return {}
        return {
            "failed": {
                "level": "danger",
                "message": failed[0].error or self.env._("An action failed."),
                "action_text": self.env._("Show"),
                "action": failed._get_records_action(name=self.env._("Failed actions")),
            }
        }

    def _alert_holds(self):
        day = self.company_id._debt_today()
        holds = self.env["debt.hold"].search(
            [
                ("debtor_id", "=", self.debtor_id.id),
                ("ended_on", "=", False),
                "|",
                ("date_until", "=", False),
                ("date_until", ">=", day),
            ]
        )
        return {
            f"hold_{hold.id}": {
                "level": "info",
                "message": hold.display_name,
                "action_text": self.env._("Show"),
                "action": hold._get_records_action(),
            }
            for hold in holds[:5]
        }

    def _open_related(self, action, **context):
        """Return the window action `action` narrowed to this case."""
        self.ensure_one()
        result = self.env["ir.actions.act_window"]._for_xml_id(f"debt_collection.{action}")
        result["domain"] = [("case_id", "=", self.id)]
        result["context"] = {"create": False, **context}
        return result

    def action_open_items(self):
        return self._open_related("debt_item_action")

    def action_open_letters(self):
        return self._open_related("debt_letter_action")

    def action_open_actions(self):
        return self._open_related("debt_action_action")

    def action_open_ledger(self):
        """Open the customer's receivable entries in accounting."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ledger of %(customer)s", customer=self.partner_id.display_name),
            "res_model": "account.move.line",
            "view_mode": "list,form",
            "domain": [
                ("company_id", "=", self.company_id.id),
                ("partner_id", "child_of", self.partner_id.id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
            ],
            "context": {"search_default_unreconciled": 1},
        }
