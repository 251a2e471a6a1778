from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL, formatLang

from ..tools.exposure import paid_down, to_pay


class DebtSaleRelease(models.Model):
    """A release that counts once the customer has paid a part of his arrears: read live, so that
    it counts the minute the money is booked, and no longer when the payment is taken back.
    """

    _inherit = "debt.sale.release"

    percent = fields.Float(
        "Arrears to be paid first (%)", help="Of what was overdue at release. 0: at once."
    )
    to_pay = fields.Monetary(
        "To be paid first", help="Share of the arrears as it was when the release was given."
    )
    paid = fields.Monetary("Paid of it", compute="_compute_paid")
    released_on = fields.Date(readonly=True, help="What was overdue on this day are the arrears.")
    paid_down_on = fields.Date(
        "Paid down on", readonly=True, help="When the condition was first seen to be met."
    )

    _percent_range = models.Constraint(
        "CHECK (percent >= 0 AND percent <= 100)", "A part of the arrears is 0 to 100 %."
    )

    @api.depends("percent", "overdue", "debtor_id")
    def _compute_paid(self):
        """In bulk: what of the arrears was paid since the release was given."""
        waiting = self.filtered(lambda release: release.percent and release.id)
        (self - waiting).paid = 0.0
        received = waiting._received_since()
        left = waiting._left_of_arrears()
        for release in waiting:
            paid = paid_down(
                Decimal(str(release.overdue)), left[release], received.get(release.id, Decimal(0))
            )
            release.paid = float(paid)

    def _paid_down(self):
        """Return those of these releases whose condition is met now; without one it is."""
        waiting = self.filtered("percent")
        if not waiting:
            return self
        # they may be asked for twice in one request, with a payment in between
        waiting.invalidate_recordset(["paid"])
        return self - waiting.filtered(
            lambda release: release.currency_id.compare_amounts(release.paid, release.to_pay) < 0
        )

    @api.model
    def _waiting_for(self, order, debtor):
        """Return the release that will let `order` pass once the arrears are paid down, or none."""
        domain = [("debtor_id", "=", debtor.id), ("percent", ">", 0), *self._open_domain(order)]
        found = self.search(domain, order="order_id, date_until, id")
        return (found - found._paid_down())[:1]

    @api.model
    def _share_of(self, overdue, percent):
        """Return what has to be paid first, in the currency of `overdue`."""
        return float(to_pay(Decimal(str(overdue)), Decimal(str(percent))))

    # live from the ledger

    def _left_of_arrears(self):
        """Return {release: what was overdue when it was given and still is}, company currency."""
        result = dict.fromkeys(self, Decimal(0))
        by_debtor = self.grouped(lambda release: release.debtor_id.id)
        for row in self.debtor_id._net_rows():
            for release in by_debtor[row["debtor_id"]]:
                if row["due"] < release.released_on:
                    result[release] += Decimal(str(row["net_company"]))
        return result

    def _received_since(self):
        """Return {release id: money booked since it was given}: payments and bank lines."""
        if not self:
            return {}
        self.flush_recordset(["debtor_id"])
        self.env["account.move.line"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT release.id, -SUM(line.balance)
                  FROM debt_sale_release release
                  JOIN debt_debtor debtor ON debtor.id = release.debtor_id
                  JOIN res_partner partner ON partner.commercial_partner_id = debtor.partner_id
                  JOIN account_move_line line ON line.partner_id = partner.id
                   AND line.company_id = release.company_id
                   AND line.create_date >= release.create_date
                   AND line.parent_state = 'posted' AND line.balance < 0
                   AND (line.payment_id IS NOT NULL OR line.statement_line_id IS NOT NULL)
                  JOIN account_account account ON account.id = line.account_id
                   AND account.account_type = 'asset_receivable'
                 WHERE release.id = ANY(%(ids)s)
              GROUP BY release.id
                """,
                ids=self.ids,
            )
        )
        return {release_id: Decimal(str(amount)) for release_id, amount in rows}

    # who is told

    @api.model
    def _note_paid_down(self, debtors, day):
        """Note which releases of these debtors count from now on, and tell who sells.

        :return: the releases
        """
        waiting = self.sudo().search(
            [
                ("debtor_id", "in", debtors.ids),
                ("percent", ">", 0),
                ("paid_down_on", "=", False),
                "|",
                ("date_until", "=", False),
                ("date_until", ">=", day),
            ]
        )
        met = waiting._paid_down()
        met.paid_down_on = day
        for release in met:
            release._tell_paid_down()
        return met

    def _tell_paid_down(self):
        text = self.env._(
            "%(amount)s of the arrears is paid: the order may be confirmed.",
            amount=formatLang(self.env, self.to_pay, currency_obj=self.currency_id),
        )
        if self.order_id.state in ("draft", "sent"):
            self.order_id.message_post(body=text, subtype_xmlid="mail.mt_note")
            self.order_id.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=(self.order_id.user_id or self.user_id).id,
                summary=text,
            )

    def _condition_text(self):
        """Return what has to be paid first and what of it is paid, or an empty string."""
        self.ensure_one()
        if not self.percent:
            return ""
        return self.env._(
            "%(to_pay)s of the arrears (%(percent)s %%) to be paid first, paid so far %(paid)s.",
            to_pay=formatLang(self.env, self.to_pay, currency_obj=self.currency_id),
            percent=f"{self.percent:g}",
            paid=formatLang(self.env, self.paid, currency_obj=self.currency_id),
        )
