from odoo import api, fields, models
from odoo.exceptions import UserError


class DebtEdelivery(models.Model):
    """A letter that goes by e-Doręczenia: handed over, and the proof that comes back.

    waiting: on the list of those to hand over; sent: the provider has it; delivered: its proof is
    registered; failed: it wasn't accepted or came back; cancelled: the letter was withdrawn.
    """

    _name = "debt.edelivery"
    _description = "e-Delivery of a Letter"
    _order = "id desc"
    _check_company_auto = True

    letter_id = fields.Many2one(
        "debt.letter", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    partner_id = fields.Many2one("res.partner", "Customer", required=True)
    case_id = fields.Many2one(related="letter_id.case_id")
    address = fields.Char("e-Delivery address", required=True, readonly=True)
    provider = fields.Char(required=True, readonly=True)
    state = fields.Selection(
        [
            ("waiting", "To hand over"),
            ("sent", "Handed over"),
            ("delivered", "Delivered"),
            ("failed", "Failed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="waiting",
        index=True,
    )
    sent_on = fields.Datetime("Handed over on", readonly=True)
    sent_by_id = fields.Many2one("res.users", "Handed over by", readonly=True)
    external_number = fields.Char("Provider's number", readonly=True)
    delivered_on = fields.Datetime(readonly=True)
    proof_number = fields.Char("Number of the proof", readonly=True)
    error = fields.Char(readonly=True)

    _one_letter = models.UniqueIndex(
        "(letter_id) WHERE state <> 'cancelled'", "This letter goes by e-Delivery already."
    )

    @api.depends("letter_id")
    def _compute_display_name(self):
        for delivery in self:
            delivery.display_name = delivery.letter_id.name

    def _provider(self):
        """The adapter of these deliveries, all of one provider."""
        return self.env[f"debt.edelivery.provider.{self[:1].provider}"]

    @api.model
    def _make(self, letters):
        """Put letters on the list of those to hand over; return their deliveries."""
        return self.create(
            [
                {
                    "letter_id": letter.id,
                    "company_id": letter.company_id.id,
                    "partner_id": letter.partner_id.id,
                    "address": letter._edelivery_address(),
                    "provider": letter.company_id.debt_edelivery_provider,
                }
                for letter in letters
            ]
        )

    # what becomes of it

    def _sent(self, now, number=False):
        """The provider has them since `now` (UTC); `number` is its own for one of them."""
        self.write(
            {
                "state": "sent",
                "sent_on": now,
                "sent_by_id": self.env.uid,
                "error": False,
            }
        )
        if number:
            self.ensure_one().external_number = number

    def _delivered(self, moment, number, content=False, name=False):
        """Register the proof of one delivery; the letter's deadline runs from its day.

        :param moment: when it was received (UTC), :param number: of the proof
        :param content: the proof itself as bytes
        """
        self.ensure_one()
        if self.state not in ("sent", "delivered"):
            raise UserError(
                self.env._("%(letter)s isn't handed over yet.", letter=self.display_name)
            )
        self.write(
            {
                "state": "delivered",
                "delivered_on": moment,
                "proof_number": number,
                "error": False,
            }
        )
        letter = self.letter_id
        if content:
            letter._keep_proof(content, name or f"{letter.name}.pdf")
        day = self.env["debt.calendar"]._local(self.company_id, moment).date()
        letter._mark_delivered(day)

    def _failed(self, reason, day):
        """It wasn't accepted or never reached the box: `reason` in words, known on `day`."""
        for delivery in self:
            delivery.write({"state": "failed", "error": reason})
            delivery.letter_id._mark_returned(day)
