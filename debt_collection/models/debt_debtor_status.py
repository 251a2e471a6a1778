from odoo import models
from odoo.fields import Domain
from odoo.tools import format_date


class DebtDebtor(models.Model):
    """Where a debtor stands, in words for his page."""

    _inherit = "debt.debtor"

    def _status_texts(self):
        """Return {debtor: (phase and collector, next step and day)} of those with an open case."""
        cases = self.env["debt.case"].search(
            [("debtor_id", "in", self.ids), ("state", "=", "open")], order="id desc"
        )
        steps = self._next_steps()
        return {
            case.debtor_id: (case._status_text(), steps.get(case.debtor_id, False))
            for case in cases
        }

    def _next_steps(self):
        """Return {debtor: text of the step under way, else of the one that comes first}."""
        open_items = Domain("debtor_id", "in", self.ids) & Domain("closed_on", "=", False)
        planned = Domain("next_step_id", "!=", False) & Domain("next_date", "!=", False)
        items = self.env["debt.item"].search(
            open_items & (Domain("pending_step_id", "!=", False) | planned),
            order="next_date desc, id",
        )
        items = items.sorted(lambda item: bool(item.pending_step_id))
        return {item.debtor_id: item._next_step_text() for item in items}

    def _hold_text(self, day):
        """Return the kinds of holds on the whole debtor or his case, with their last days."""
        holds = self.hold_ids.filtered(
            lambda hold: (
                not hold.item_id
                and not hold.ended_on
                and (not hold.date_until or hold.date_until >= day)
            )
        )
        kinds = dict(holds._fields["kind"]._description_selection(self.env))
        texts = []
        for hold in holds:
            text = kinds[hold.kind]
            if hold.date_until:
                text = self.env._(
                    "%(hold)s until %(date)s",
                    hold=text,
                    date=format_date(self.env, hold.date_until),
                )
            texts.append(text)
        return ", ".join(texts)


class DebtCase(models.Model):
    _inherit = "debt.case"

    def _debt_form_action(self):
        """Return the action of a banner's link; it is kept in a field, so without a context."""
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
        }

    def _status_text(self):
        """Return phase and collector in one line; no causes, salespeople read it."""
        phase = dict(self._fields["phase"]._description_selection(self.env))[self.phase]
        if not self.collector_id:
            return phase
        return self.env._(
            "%(phase)s, handled by %(collector)s", phase=phase, collector=self.collector_id.name
        )


class DebtSaleHold(models.Model):
    _inherit = "debt.sale.hold"

    def _since_text(self):
        """Return level, first day and reason of one sale hold."""
        text = self.env._(
            "%(level)s since %(date)s",
            level=self.debtor_id._sale_level_label(self.level),
            date=format_date(self.env, self.date_from),
        )
        return f"{text}: {self.reason}" if self.reason else text
