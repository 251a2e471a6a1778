import json
import logging
from pathlib import Path

from odoo import fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)
PARAMETER = "debt_collection.edelivery_folder"


class DebtEdeliveryFolder(models.AbstractModel):
    """A folder of the server that another program empties: letters go out, proofs come in.

    `out/<key>.pdf` with `out/<key>.json` (address, sender, title, letter); the other program puts
    `in/<key>.json` ({"delivered_on": "2026-11-22 10:15:00" UTC, "number": ...} or {"error": ...})
    and, where there is one, `in/<key>.pdf`. The key is made of numbers only. Which folder is the
    system parameter `debt_collection.edelivery_folder`: only an administrator can set it.
    """

    _name = "debt.edelivery.provider.folder"
    _inherit = ["debt.edelivery.provider"]
    _description = "e-Delivery through a Folder"

    def _folder(self, name):
        # sudo: system parameters are the administrator's
        root = self.env["ir.config_parameter"].sudo().get_param(PARAMETER)
        if not root or not Path(root).is_dir():
            raise UserError(
                self.env._("The folder of e-Delivery isn't set up: ask the administrator.")
            )
        folder = Path(root) / name
        folder.mkdir(exist_ok=True)
        return folder

    def _key(self, delivery):
        # of the letter: what is tried again after a rollback overwrites its files
        paper = delivery._paper()
        kind = "" if delivery.letter_id else f"-{paper._table.removeprefix('debt_')}"
        return f"{self.env.cr.dbname}-{delivery.company_id.id}{kind}-{paper.id}"

    def _hand_over(self, deliveries, now):
        folder = self._folder("out")
        for delivery in deliveries:
            key, paper = self._key(delivery), delivery._paper()
            (folder / f"{key}.pdf").write_bytes(paper.attachment_id.raw)
            # the list comes last: what it names is complete
            (folder / f"{key}.json").write_text(json.dumps(self._facts(delivery)), "utf-8")
            delivery._sent(now, key)

    def _facts(self, delivery):
        paper = delivery._paper()
        return {
            "address": delivery.address,
            "sender": delivery.company_id.debt_edelivery_sender or "",
            "title": delivery.letter_id.subject or paper._edelivery_title(),
            "letter": paper.name,
            "sha256": paper.pdf_sha256,
        }

    def _fetch(self, deliveries):
        folder = self._folder("in")
        for delivery in deliveries:
            path = folder / f"{delivery.external_number}.json"
            if path.is_file():
                self._take(delivery, path)

    def _take(self, delivery, path):
        """Read the answer about one delivery; one that can't be read is noted on it."""
        try:
            facts = json.loads(path.read_text("utf-8"))
            if facts.get("error"):
                day = delivery.company_id._debt_today()
                return delivery._failed(str(facts["error"])[:500], day)
            moment = fields.Datetime.to_datetime(facts["delivered_on"])
            proof = path.with_suffix(".pdf")
            content = proof.read_bytes() if proof.is_file() else False
            return delivery._delivered(moment, str(facts.get("number") or ""), content)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            _logger.warning("e-Delivery: %s can't be read: %s", path.name, error)
            delivery.error = str(error)
        return None
