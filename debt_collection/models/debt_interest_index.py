import csv
from datetime import timedelta
from decimal import Decimal

from odoo import Command, api, fields, models
from odoo.tools import file_open, format_date

from ..tools.toast import RELOAD, toast

NBP_REFERENCE = "nbp_ref"


class DebtInterestIndex(models.Model):
    """A series of published rates that interest rules follow, such as the NBP reference rate."""

    _name = "debt.interest.index"
    _description = "Interest Rate Index"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Name in imports: letters without spaces.")
    sequence = fields.Integer(default=50)
    country_id = fields.Many2one("res.country", help="Empty: used in several countries.")
    source_url = fields.Char("Published at")
    note = fields.Text(translate=True)
    verified_on = fields.Date(
        "Complete up to",
        help="On this day the list was compared with its source: no change up to it is missing.",
    )
    check_days = fields.Integer(
        "Compare every (days)",
        default=45,
        help="A warning is shown when the list wasn't compared with its source for longer.",
    )
    active = fields.Boolean(default=True)
    value_ids = fields.One2many("debt.interest.index.value", "index_id", "Values")
    current_value = fields.Float(
        "Value", compute="_compute_current", digits=(7, 4), help="The newest value of the list."
    )
    current_date = fields.Date("In force from", compute="_compute_current")
    is_stale = fields.Boolean(compute="_compute_is_stale")
    stale_text = fields.Char(compute="_compute_is_stale")
    is_nbp = fields.Boolean(compute="_compute_is_nbp")
    fetched_on = fields.Datetime("Last fetched", readonly=True)
    fetch_result = fields.Text("Result", readonly=True)
    fetch_failed = fields.Boolean(readonly=True)

    _code_unique = models.Constraint("UNIQUE(code)", "There is an index with this code already.")

    @api.depends("value_ids.value", "value_ids.date")
    def _compute_current(self):
        for index in self:
            newest = index.value_ids.sorted("date")[-1:]
            index.current_value = newest.value
            index.current_date = newest.date

    @api.depends("verified_on", "value_ids.date", "check_days")
    @api.depends_context("lang", "tz")
    def _compute_is_stale(self):
        today = fields.Date.context_today(self)
        for index in self:
            index.is_stale = index._is_stale_on(today)
            index.stale_text = index._stale_text() if index.is_stale else False

    @api.depends("code")
    def _compute_is_nbp(self):
        for index in self:
            index.is_nbp = index.code == NBP_REFERENCE

    def _is_stale_on(self, day):
        """Tell whether the list was last compared with its source long before `day`."""
        known = self._known_until()
        return not known or day - known > timedelta(days=self.check_days)

    def _stale_text(self):
        """Return that changes may be missing, for people."""
        known = self._known_until()
        if not known:
            return self.env._("%s has no values: enter them.", self.name)
        return self.env._(
            "%(index)s was last compared with its source on %(day)s. Interest is calculated with "
            "the last known rate: fetch the rates, or compare them with the source.",
            index=self.name,
            day=format_date(self.env, known),
        )

    def _known_until(self):
        """Return the last day whose value is certain: no change up to it is missing; or None."""
        newest = self.value_ids.sorted("date")[-1:].date
        return max((day for day in (self.verified_on, newest) if day), default=None)

    def _values(self):
        """Return all values, oldest first: [(in force from, percent as Decimal)]."""
        return [(value.date, Decimal(str(value.value))) for value in self.value_ids.sorted("date")]

    def action_verified(self):
        """The user has compared the list with its source: nothing is missing up to today."""
        self.verified_on = fields.Date.context_today(self)

    def _add_values(self, values, day):
        """Add new values; on `day` the list was complete."""
        for value in values:
            value["verified_on"] = day
        self.value_ids = [Command.create(value) for value in values]
        self.verified_on = max(self.verified_on or day, day)

    def action_fetch(self):
        """Fetch the rates of the NBP now and say what came of it."""
        today = fields.Date.context_today(self)
        results = self.env["debt.nbp"]._fetch(today)
        message = "\n".join(text for _worked, text in results)
        kind = "success" if all(worked for worked, _text in results) else "danger"
        title = self.env._("Rates of the NBP")
        return toast(message, RELOAD, kind, title=title, sticky=True)

    def action_graph(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "debt.interest.index.value",
            "view_mode": "graph,list",
            "domain": [("index_id", "=", self.id)],
            # points where the rate changed only, not a zero for every other day
            "context": {"fill_temporal": False},
        }

    # supplied values -----------------------------------------------------------------------------

    @api.model
    def _load_rates(self):
        """Add the rates of data/interest_rates.csv that are missing; nothing is overwritten.

        Called at each installation and update, so that a new version brings new rates beside what
        was fetched or entered meanwhile.
        """
        with file_open("debt_collection/data/interest_rates.csv") as file:
            rows = list(csv.DictReader(file))
        for index in self.with_context(active_test=False).search([]):
            own = [row for row in rows if row["index"] == index.code]
            present = set(index.value_ids.mapped("date"))
            index.value_ids = [
                Command.create({name: row[name] for name in ("date", "value", "source")})
                for row in own
                if fields.Date.to_date(row["date"]) not in present
            ]
            index._verify_rates(own)

    def _verify_rates(self, rows):
        """Note up to which day the supplied list was compared with its sources."""
        days = {row["date"]: row["verified_on"] for row in rows}
        for value in self.value_ids.filtered(lambda value: not value.verified_on):
            value.verified_on = days.get(fields.Date.to_string(value.date))
        newest = fields.Date.to_date(max(days.values(), default=False))
        if newest and (not self.verified_on or newest > self.verified_on):
            self.verified_on = newest
