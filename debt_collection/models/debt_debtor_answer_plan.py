import base64
import binascii
from datetime import timedelta
from decimal import Decimal

from odoo import models
from odoo.exceptions import UserError

from ..tools import instalments, upload
from .debt_plan import IN_FORCE

ZERO = Decimal(0)
SIGNATURE_LIMIT = 500_000  # bytes


class DebtDebtor(models.Model):
    """Instalments: the customer proposes a few, or signs what was offered to him."""

    _inherit = "debt.debtor"

    def _may_propose_plan(self, items, day):
        """Tell whether instalments for `items` may be proposed on the page (PRACTICE 3)."""
        company, currency = self.company_id, items.currency_id
        if company.debt_portal_plan_count < 2 or len(currency) != 1 or self._account_is_silent():
            return False
        amount = sum(items.mapped("amount_residual"))
        own = currency._convert(amount, company.currency_id, company, day)
        if own > company.debt_portal_plan_amount or self._insurance_day():
            return False
        # what waits for us or runs comes first
        waiting = [("debtor_id", "=", self.id), ("state", "in", ("draft", *IN_FORCE))]
        return not self.env["debt.plan"].search_count(waiting, limit=1)

    def _plan_choices(self, items, day):
        """Return {number of instalments: [`tools.instalments.Part`]} that may be proposed."""
        first = day + timedelta(days=self.company_id.debt_portal_plan_days)
        debts = self.env["debt.plan"]._debts(items, day)
        own = items.currency_id == self.company_id.currency_id
        extra = ZERO
        if not self._plan_terms()["waives_interest"]:
            extra = debts.interest + (debts.compensation if own else ZERO)
        cent = Decimal(1).scaleb(-items.currency_id.decimal_places)
        return {
            count: instalments.schedule(
                debts.principal, extra, instalments.dates(first, count, "month"), "equal", cent, day
            )
            for count in range(2, self.company_id.debt_portal_plan_count + 1)
        }

    def _plan_terms(self):
        """From a consumer neither interest nor compensation is asked, as in the dialog."""
        is_consumer = self.kind == "consumer"
        return {"waives_interest": is_consumer, "waives_compensation": is_consumer}

    def _answer_plan(self, visitor, line_ids, count, note=""):
        """He proposes to pay in `count` instalments: a draft waits for approval, letters wait."""
        day = self.company_id._debt_today()
        items = self._answer_items(line_ids, day)
        if not self._may_propose_plan(items, day):
            raise UserError(self.env._("Please contact us to agree on instalments."))
        parts = self._plan_choices(items, day).get(count)
        if not parts:
            raise UserError(self.env._("Choose how many instalments you would pay."))
        case = self._answer_case(items, day)
        schedule = [self.env["debt.plan.line"]._prepare_part_vals(part) for part in parts]
        plan = self.env["debt.plan"]._draft(
            self,
            items,
            schedule,
            day,
            note=note or False,
            user_id=case.collector_id.id,
            **self._plan_terms(),
        )
        plan._ask_consent(case)
        case._flag_reply()
        said = self.env._("On the portal: proposes instalments.")
        self._answer_post(case, visitor, said, (), items)
        return "plan", {}

    def _answer_accept(self, visitor, plan, name, signature):
        """He accepts an offered agreement with his name and signature (base64 of a PNG)."""
        name = (name or "").strip()
        if plan not in self._offered_plans():
            raise UserError(self.env._("This agreement isn't offered any more."))
        if not name:
            raise UserError(self.env._("Enter your name."))
        file = self.env["ir.attachment"].create(
            {
                "name": f"{plan.name.replace('/', '_')} {name[:80]}.png",
                "raw": _signature(self.env, signature),
                "mimetype": "image/png",
                "res_model": plan._name,
                "res_id": plan.id,
            }
        )
        plan._accept(visitor, "portal", files=file)
        plan.message_post(
            body=self.env._("Signed on the portal by %(name)s.", name=name),
            author_id=visitor.id,
            message_type="notification",
            subtype_xmlid="mail.mt_note",
        )
        return "accepted", {"number": plan.name, "date": min(plan.line_ids.mapped("date_due"))}

    def _offered_plans(self):
        """Return the agreements this customer can still accept; none where he is silent."""
        if self._account_is_silent():
            return self.env["debt.plan"]
        day = self.company_id._debt_today()
        domain = [("debtor_id", "=", self.id), ("state", "=", "offered")]
        plans = self.env["debt.plan"].search(domain)
        return plans.filtered(
            lambda plan: not plan.date_offer_until or plan.date_offer_until >= day
        )


class DebtPlan(models.Model):
    _inherit = "debt.plan"

    def _ask_consent(self, case):
        """Put a draft the customer proposed before whoever may approve it."""
        if self.approval_role != "collector" and self.company_id.debt_head_id:
            self.action_ask_approval()
            return
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("The customer proposes instalments"),
            user_id=(case.collector_id or self.company_id.debt_head_id).id or self.env.uid,
        )


def _signature(env, data):
    """Return the bytes of a drawn signature; UserError if it is none."""
    try:
        content = base64.b64decode(data or "", validate=True)
    except (binascii.Error, ValueError):
        content = b""
    if upload.fault(content, SIGNATURE_LIMIT) or upload.named("", content)[1] != "image/png":
        raise UserError(env._("Draw or type your signature."))
    return content
