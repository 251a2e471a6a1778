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

    letter_id = fields.Many2one("debt.letter", index=True, ondelete="restrict", check_company=True)
    # or a note instead of a letter
    note_model = fields.Char(readonly=True)
    note_id = fields.Many2oneReference(
        "Note", model_field="note_model", index="btree_not_null", readonly=True
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

    _one_paper = models.Constraint(
        "CHECK (letter_id IS NOT NULL OR note_id IS NOT NULL)", "An e-Delivery brings a paper."
    )

    @api.depends("letter_id", "note_id")
    def _compute_display_name(self):
        for delivery in self:
            # sudo: what it is called; a collector may not read all notes
            delivery.display_name = delivery.sudo()._paper().name

    def _paper(self):
        """The letter or the note that goes by it."""
        return self.letter_id or self.env[self.note_model].browse(self.note_id)

    def _provider(self):
        """The adapter of these deliveries, all of one provider."""
        return self.env[f"debt.edelivery.provider.{self[:1].provider}"]

    @api.model
    def _make(self, papers):
        """Put letters, or notes of one model, on the list of those to hand over; return their
        deliveries.
        """
        is_letter = papers._name == "debt.letter"
        return self.create(
            [
                {
                    **({"letter_id": paper.id} if is_letter else paper._as_note()),
                    "company_id": paper.company_id.id,
                    "partner_id": paper.partner_id.id,
                    "address": paper._edelivery_address(),
                    "provider": paper.company_id.debt_edelivery_provider,
                }
                for paper in papers
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
        paper, day = self._paper(), self.env["debt.calendar"]._local(self.company_id, moment).date()
        paper._edelivered(day, content, name or f"{paper.name.replace('/', '_')}.pdf")

    def _failed(self, reason, day):
        """It wasn't accepted or never reached the box: `reason` in words, known on `day`."""
        for delivery in self:
            delivery.write({"state": "failed", "error": reason})
            delivery._paper()._edelivery_failed(reason, day)
