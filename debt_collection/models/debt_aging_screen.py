from markupsafe import Markup

from odoo import api, models
from odoo.tools import format_date

from ..tools import aging
from .debt_aging_scope import CONTEXT


class DebtAging(models.Model):
    """The report on the screen: titles that name the day, lists whose heads name the buckets."""

    _inherit = "debt.aging"

    # opening -------------------------------------------------------------------------------------

    @api.model
    def action_today(self):
        """Open the receivables of today in the company's buckets."""
        return self._open(self._usual_scope())

    @api.model
    def action_payables(self):
        """Open what the company owes and hasn't paid, in its buckets."""
        return self._open(self._usual_scope(side="payable"))

    def _open(self, scope, groups=("partner",), domain=()):
        """Return the action that shows `scope`, grouped by filters of the search view."""
        groups = [name for name in groups if name]
        if scope.in_currency or len(self.env.companies.currency_id) > 1:
            # amounts of two currencies are never added up
            groups = ["currency", *groups]
        defaults = {f"search_default_group_{name}": n for n, name in enumerate(groups, 1)}
        action = self.env.ref("debt_collection.debt_aging_window_action")
        return {
            "type": "ir.actions.act_window",
            # with an id it can be put on "My Dashboard", where it has the company's buckets
            "id": action.id if self._is_usual(scope) else False,
            "name": self._title(scope),
            "res_model": self._name,
            "view_mode": "list,pivot,graph",
            "views": self._views(scope),
            "search_view_id": [self.env.ref("debt_collection.debt_aging_view_search").id],
            "domain": list(domain),
            "context": {**self._kept_context(scope), **defaults},
            "help": self._help_text(),
            "target": "current",
        }

    def _views(self, scope):
        """Return the views of a scope as an action names them: [(id, kind)]."""
        others = [
            (self.env.ref(f"debt_collection.debt_aging_view_{kind}").id, kind)
            for kind in ("pivot", "graph")
        ]
        return [(self._list_view(scope).id, "list"), *others]

    def _is_usual(self, scope):
        """Whether a scope has the buckets of the company's own set."""
        usual = self._usual_scope(day=scope.day)
        return (scope.limits, scope.credits_apart) == (usual.limits, usual.credits_apart)

    def _kept_context(self, scope):
        """The scope for an action; one of today says no day: tomorrow it is tomorrow's."""
        context = scope.context()
        if scope.day == self.env.company._debt_today():
            context[CONTEXT].pop("day")
        return context

    def _title(self, scope):
        """What is shown, of which day and in which money: "Aging as of 31.10.2026, PLN"."""
        _ = self.env._
        values = {
            "day": format_date(self.env, scope.day),
            "currency": _("document currencies")
            if scope.in_currency
            else ", ".join(self.env.companies.currency_id.mapped("name")),
        }
        if scope.side == "payable":
            return _("Own debts by age as of %(day)s, %(currency)s", **values)
        if scope.side == "both":
            return _("Receivables less own debts as of %(day)s, %(currency)s", **values)
        return _("Aging as of %(day)s, %(currency)s", **values)

    def _help_text(self):
        return self.env._(
            "<p class='o_view_nocontent_smiling_face'>Nothing was open on that day</p>"
            "<p>Choose another day, another side or remove a filter.</p>"
        )

    # the list of a set of buckets ----------------------------------------------------------------

    def _list_view(self, scope):
        """Return the list view with the heads of these buckets, made when first needed.

        The client keeps views by their ids and drops the action's context when it loads one, so
        heads can't come from there. Sets with the same limits share a view.
        """
        apart = "credits" if scope.credits_apart else "aged"
        name = f"debt.aging.list.{'-'.join(map(str, scope.limits))}.{apart}"
        # sudo: whoever opens the report may not write views; the text is made of numbers only
        views = self.env["ir.ui.view"].sudo()
        base = self.env.ref("debt_collection.debt_aging_view_list")
        domain = [("inherit_id", "=", base.id), ("mode", "=", "primary"), ("name", "=", name)]
        return views.search(domain, limit=1) or views.create(
            {
                "name": name,
                "model": self._name,
                "type": "list",
                "mode": "primary",
                "inherit_id": base.id,
                "priority": 99,
                "arch": self._list_arch(scope),
            }
        )

    def _list_arch(self, scope):
        """What differs from the pattern in the views: everything else, translations too, stays."""
        heads = dict(enumerate(aging.names(scope.limits), 1))
        numbers = range(1, aging.MOST_LIMITS + 2)
        changes = [self._change(f"b{number}", heads.get(number)) for number in numbers]
        if not scope.credits_apart:
            changes.append(self._change("credit", None))
        return Markup("<data>%s</data>") % Markup("").join(changes)

    def _change(self, field, head):
        """Arch that gives a column its head, or takes it away where there is none."""
        if not head:
            return Markup('<field name="%s" position="replace"/>') % field
        return Markup(
            '<field name="%s" position="attributes"><attribute name="string">%s</attribute></field>'
        ) % (field, head)

    # buttons -------------------------------------------------------------------------------------

    def action_choose(self):
        """Ask for another day, side, currency or set of buckets."""
        return self._wizard({})._ask()

    def action_xlsx(self):
        """Download what is shown as a workbook."""
        return self._wizard({"output": "xlsx"}).action_go()

    def action_print(self):
        """Download what is shown as a PDF."""
        return self._wizard({"output": "pdf"}).action_go()

    def _wizard(self, values):
        """Return a dialog that knows what is on the screen."""
        scope = self._scope()
        return self.env["debt.aging.wizard"].create(
            {
                **self.env["debt.aging.wizard"]._scope_vals(scope),
                "domain": repr(list(self.env.context.get("active_domain") or [])),
                **values,
            }
        )

    def action_open_document(self):
        """Open the invoice, note or payment that a row is about."""
        self.ensure_one()
        move = self.move_line_id.move_id
        payment = move.origin_payment_id
        return (payment or move)._get_records_action()

    def action_open_case(self):
        self.ensure_one()
        return self.case_id._get_records_action()

    def action_open_letters(self):
        """Open the letters in which this item was named."""
        self.ensure_one()
        lines = self.env["debt.action.line"].search(
            [
                "|",
                ("item_id.move_line_id", "=", self.move_line_id.id),
                ("move_line_id", "=", self.move_line_id.id),
            ]
        )
        letters = lines.action_id.letter_id
        return letters._get_records_action(
            name=self.env._("Letters about %(name)s", name=self.name)
        )
