from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

# tiles of the worklist: filter of the search view, tone
TILES = (
    ("due_today", "info"),
    ("promises_due", ""),
    ("replied", "warning"),
    ("waiting", ""),
    ("overdue_tasks", "danger"),
    ("no_collector", "danger"),
)


class DebtCase(models.Model):
    """The worklist: what stands above it, what it says when it is empty, what is done in bulk."""

    _inherit = "debt.case"

    # counters ------------------------------------------------------------------------------------

    def _get_counters(self, domain):
        labels = self._tile_labels()
        tiles = []
        for key, tone in TILES:
            count, amount = self._tile_sums(domain, key)
            tiles.append(self._tile(key, labels[key], count, amount, tone=tone))
        return tiles

    def _tile_labels(self):
        return {
            "due_today": self.env._("To do"),
            "promises_due": self.env._("Promises for today"),
            "replied": self.env._("New replies"),
            "waiting": self.env._("To approve"),
            "overdue_tasks": self.env._("Overdue tasks"),
            "no_collector": self.env._("Without collector"),
        }

    @api.model
    def _tile_sums(self, domain, key):
        """Return (number, overdue) of the cases of `domain` that the filter `key` shows."""
        own = self._tile_domain(key, self.env.company._debt_today())
        domain = Domain(domain) & Domain("state", "=", "open") & own
        return self._read_group(domain, [], ["__count", "overdue:sum"])[0]

    @api.model
    def _tile_domain(self, key, today):
        """Return what the search view's filter `key` means on the company's date `today`."""
        promised = Domain("state", "=", "open") & Domain("date", "<=", today)
        return {
            "due_today": Domain("todo_on", "<=", today),
            "promises_due": Domain("promise_ids", "any", promised),
            "replied": Domain("replied_on", "!=", False),
            "waiting": Domain("action_ids", "any", Domain("state", "=", "waiting")),
            "overdue_tasks": Domain("activity_ids", "any", Domain("date_deadline", "<", today)),
            "no_collector": Domain("collector_id", "=", False),
        }[key]

    # empty ---------------------------------------------------------------------------------------

    @api.model
    def get_empty_list_help(self, help_message):
        """Say on the empty worklist when the next action comes, with a way to all cases."""
        if not self.env.context.get("debt_worklist"):
            return super().get_empty_list_help(help_message)
        return Markup("<p class='o_view_nocontent_smiling_face'>%s</p><p>%s</p>%s") % (
            self.env._("Nothing for now"),
            self._next_day_text(),
            Markup("<a class='btn btn-link' href='/odoo/collection-cases'>%s</a>")
            % self.env._("Show all cases"),
        )

    @api.model
    def _next_day_text(self):
        mine = Domain("state", "=", "open") & Domain("collector_id", "=", self.env.uid)
        found = self._read_group(
            mine & Domain("todo_on", "!=", False), ["todo_on:day"], ["__count"], limit=1
        )
        if not found:
            return self.env._("No case is assigned to you.")
        day, count = found[0]
        return self.env._(
            "Next action: %(date)s (%(count)s cases).", date=format_date(self.env, day), count=count
        )

    # bulk ----------------------------------------------------------------------------------------

    def action_bulk(self):
        """Open the dialog that changes these cases; what, says `debt_bulk` in the context."""
        return self.env["debt.case.bulk"]._open_for(self, self.env.context["debt_bulk"])

    def action_print_letters(self):
        """Print in one PDF what waits for the post in these cases."""
        letters = self.env["debt.letter"].search(
            [("case_id", "in", self.ids), ("to_print", "=", True), ("state", "!=", "void")]
        )
        if not letters:
            raise UserError(self.env._("No letter of these cases waits to be printed."))
        return letters.action_print_batch()

    # home ----------------------------------------------------------------------------------------

    @api.model
    def action_home(self):
        """Open what this user starts the day with; who hasn't set up collection is asked first."""
        company, user = self.env.company, self.env.user
        is_head = user.has_group("debt_collection.group_manager")
        if is_head and not company.debt_onboarded:
            name = "debt_onboarding_action"
        elif is_head and not self._collects(user):
            name = "debt_dashboard_action"
        else:
            name = "debt_worklist_action"
        return self.env["ir.actions.actions"]._for_xml_id(f"debt_collection.{name}")

    @api.model
    def _collects(self, user):
        """Tell whether cases are assigned to `user`."""
        return bool(
            self.search_count([("collector_id", "=", user.id), ("state", "=", "open")], limit=1)
        )
