from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .debt_step_task import SALE_LEVELS


class DebtSaleHold(models.Model):
    """A limit on new sales to a debtor; the highest open row is what counts."""

    _name = "debt.sale.hold"
    _description = "Sale Hold"
    _order = "date_from desc, id desc"

    company_id = fields.Many2one("res.company", required=True, index=True)
    debtor_id = fields.Many2one(
        "debt.debtor", "Customer", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        related="debtor_id.partner_id", store=True, index=True, string="Customer "
    )
    level = fields.Selection(SALE_LEVELS, required=True)
    action_id = fields.Many2one(
        "debt.action", index="btree_not_null", ondelete="set null", help="What set it."
    )
    hold_id = fields.Many2one(
        "debt.hold", index="btree_not_null", ondelete="cascade", help="What set it."
    )
    reason = fields.Char()
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_until = fields.Date("Until", help="Last day. Empty: until the cause is gone.")
    user_id = fields.Many2one("res.users", "Set by", help="Empty: by the nightly run.")
    ended_on = fields.Date(readonly=True)
    end_reason = fields.Char(readonly=True)
    is_in_force = fields.Boolean(
        "In force",
        compute="_compute_is_in_force",
        search="_search_is_in_force",
        help="The highest hold of this customer that counts today.",
    )

    _open_debtor = models.Index("(debtor_id) WHERE ended_on IS NULL")

    @api.depends("debtor_id.sale_hold_ids.ended_on", "level", "date_from", "date_until", "ended_on")
    def _compute_is_in_force(self):
        in_force = self.browse()
        for company, holds in self.grouped("company_id").items():
            highest = self._highest(holds.debtor_id, company._debt_today())
            in_force = in_force.concat(*highest.values())
        for hold in self:
            hold.is_in_force = hold in in_force

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        day = fields.Date.context_today(self)
        return [("id", "in" if True in value else "not in", self._highest_sql(day))]

    # what counts on a day

    @api.model
    def _day_domain(self, day):
        """Domain of the rows that count on `day`, ended ones included when they ended later."""
        return (
            Domain("date_from", "<=", day)
            & (Domain("date_until", "=", False) | Domain("date_until", ">=", day))
            & (Domain("ended_on", "=", False) | Domain("ended_on", ">", day))
        )

    @api.model
    def _highest_sql(self, day):
        """Sub-select of one row id per debtor: the highest, of equals the newest."""
        return SQL(
            """(SELECT DISTINCT ON (debtor_id) id FROM debt_sale_hold
                 WHERE date_from <= %(day)s AND (date_until IS NULL OR date_until >= %(day)s)
                   AND (ended_on IS NULL OR ended_on > %(day)s)
              ORDER BY debtor_id, level DESC, id DESC)""",
            day=day,
        )

    @api.model
    def _highest(self, debtors, day):
        """Return {debtor: row} with the highest row whose cause still stands on `day`.

        Read live: a cause paid a minute ago no longer counts, though the refresh hasn't ended its
        row yet. Debtors without such a row are left out.
        """
        # salespeople and portal users have no access to collection data, only to its effect
        rows = self.sudo().search(
            Domain("debtor_id", "in", debtors.ids) & self._day_domain(day), order="level, id"
        )
        return {row.debtor_id: row for row in rows - rows._without_cause(day)}

    # causes

    def _without_cause(self, day):
        """Rows whose cause is gone: their action's demanded items are paid, their hold ended."""
        over = self.filtered(
            lambda row: (
                row.hold_id.ended_on or (row.hold_id.date_until and row.hold_id.date_until < day)
            )
        )
        by_action = (self - over).filtered("action_id")
        owed = by_action.action_id._still_owed()
        return over + by_action.filtered(lambda row: row.action_id not in owed)

    # set and end

    @api.model
    def _set(self, debtor, level, action=None, hold=None, reason=None, until=None):
        """Limit sales to one debtor; setting the same cause again changes nothing.

        :param debtor: one debt.debtor
        :param level: a key of SALE_LEVELS
        :param action: the debt.action that sets it; ended when that action's items are paid
        :param hold: the debt.hold (insolvency) that sets it; ended with it
        :param reason: a sentence; empty: the name of the action's step
        :param until: last day, for limits set by hand
        :return: the open row
        """
        # set by steps and by holds that collectors register, who set none by hand
        rows_sudo = self.sudo()
        values = {**self._prepare_set_vals(debtor, action, hold), "level": level}
        row = rows_sudo._same_cause(values) if action or hold else rows_sudo.browse()
        if not row:
            reason = reason or (action and action.step_id.name) or False
            row = rows_sudo.create({**values, "reason": reason, "date_until": until})
        return row.sudo(self.env.su)

    def _same_cause(self, values):
        names = ("debtor_id", "action_id", "hold_id", "level")
        domain = [(name, "=", values[name]) for name in names]
        return self.search([*domain, ("ended_on", "=", False)], limit=1)

    def _prepare_set_vals(self, debtor, action, hold):
        by_run = bool(action) or self.env.user._is_superuser()
        return {
            "debtor_id": debtor.id,
            "action_id": action.id if action else False,
            "hold_id": hold.id if hold else False,
            "company_id": debtor.company_id.id,
            "date_from": debtor.company_id._debt_today(),
            "user_id": False if by_run else self.env.uid,
        }

    @api.model
    def _set_by_actions(self, actions):
        """Limit sales as these actions of kind sale_hold say, all at once; see `_set`.

        :return: {action: the open row}
        """
        rows_sudo = self.sudo()  # set by steps, for people who set none by hand
        found = rows_sudo.search([("action_id", "in", actions.ids), ("ended_on", "=", False)])
        level = {action: action.task_id.sale_level for action in actions}
        rows = {row.action_id: row for row in found if row.level == level[row.action_id]}
        new = actions.filtered(lambda action: action not in rows)
        made = rows_sudo.create(
            [
                {
                    **self._prepare_set_vals(action.debtor_id, action, None),
                    "level": level[action],
                    "reason": action.why or action.step_id.name,
                }
                for action in new
            ]
        )
        rows |= dict(zip(new, made, strict=True))
        return {action: rows[action].sudo(self.env.su) for action in actions}

    def _end(self, reason):
        """End the open ones of these rows; the rows stay as history."""
        open_rows_sudo = self.sudo().filtered(lambda row: not row.ended_on)
        for company, rows in open_rows_sudo.grouped("company_id").items():
            rows.write({"ended_on": company._debt_today(), "end_reason": reason})

    @api.model
    def _end_settled(self, debtors):
        """End the rows of these debtors whose cause is gone; return them."""
        ended = self.browse()
        for company, company_debtors in debtors.grouped("company_id").items():
            rows = self.sudo().search(
                [("debtor_id", "in", company_debtors.ids), ("ended_on", "=", False)]
            )
            ended += rows._without_cause(company._debt_today())
        ended._end(self.env._("The cause is settled."))
        return ended

    @api.model
    def _end_of_letters(self, actions, reason):
        """End the rows set by the same steps and items as these letters, refused or withdrawn.

        :param actions: debt.action records of kind letter
        :param reason: a sentence
        """
        demanded = actions.sudo().line_ids.filtered(lambda line: line.role == "demanded")
        keys = {(line.item_id, line.step_id, line.round) for line in demanded}
        siblings = (
            self.env["debt.action.line"]
            .sudo()
            .search(
                [
                    ("item_id", "in", demanded.item_id.ids),
                    ("step_id", "in", demanded.step_id.ids),
                    ("role", "=", "demanded"),
                    ("action_id.kind", "=", "sale_hold"),
                ]
            )
        )
        same = siblings.filtered(lambda line: (line.item_id, line.step_id, line.round) in keys)
        self.sudo().search([("action_id", "in", same.action_id.ids)])._end(reason)

    def action_end(self):
        return self.env["debt.sale.hold.wizard"]._open_end(self)

    def action_open_customer(self):
        self.ensure_one()
        return self.partner_id._get_records_action()
