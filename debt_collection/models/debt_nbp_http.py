import time

import requests

from odoo import models
from odoo.exceptions import UserError

from ..tools import nbp

TIMEOUT = 20  # seconds to connect, and between two pieces of the answer
MAX_SECONDS = 60
CHUNK = 65_536


class DebtNbp(models.AbstractModel):
    _inherit = "debt.nbp"

    def _url(self, parameter, default):
        # sudo: addresses are settings of the administrator, read by any accountant's click
        url = self.env["ir.config_parameter"].sudo().get_param(parameter) or default
        if not url.startswith(("https://", "http://")):
            raise UserError(self.env._("%s isn't the address of a web page.", url))
        return url

    def _get(self, url, none_on_404=False):
        """Return the content of `url`, bytes; None if it doesn't exist and `none_on_404`.

        Raises UserError: no answer, an error, or more than such a document can be.
        """
        try:
            with requests.get(url, timeout=TIMEOUT, stream=True) as answer:
                if answer.status_code == requests.codes.not_found and none_on_404:
                    return None
                answer.raise_for_status()
                return self._content(answer, url)
        except requests.RequestException as error:
            raise UserError(
                self.env._("%(url)s doesn't answer: %(error)s", url=url, error=error)
            ) from error

    def _content(self, answer, url):
        """Read no more, and no longer, than a document of the NBP needs."""
        content, give_up = b"", time.monotonic() + MAX_SECONDS
        for piece in answer.iter_content(CHUNK):
            content += piece
            if len(content) > nbp.MAX_BYTES or time.monotonic() > give_up:
                raise UserError(self._problem(url, nbp.BadDocument("huge", len(content))))
        return content

    def _read(self, parse, url, content, *args):
        try:
            return parse(content, *args)
        except nbp.BadDocument as error:
            raise UserError(self._problem(url, error)) from error

    def _problem(self, url, error):
        """Return what is wrong with a document, for people."""
        _ = self.env._
        reasons = {
            "not_xml": _("it isn't XML (%s)"),
            "not_json": _("it isn't JSON (%s)"),
            "doctype": _("it declares a document type"),
            "huge": _("it is too long (%s bytes)"),
            "not_rates": _("it isn't the list of interest rates but %s"),
            "not_mids": _("it isn't table A of the currency asked for but %s"),
            "empty": _("it has no rates"),
            "no_reference": _("an entry has no reference rate (%s)"),
            "no_mid": _("an entry is incomplete (%s)"),
            "percent": _("%s isn't an interest rate"),
            "mid": _("%s isn't an exchange rate"),
            "date": _("%s isn't a date that can be right"),
            "jump": _("the rate jumps: %s"),
            "twice": _("a day occurs twice"),
        }
        reason = reasons[error.code]
        return _(
            "The document of %(url)s was refused: %(reason)s. Nothing was changed.",
            url=url,
            reason=reason.replace("%s", error.found),
        )
