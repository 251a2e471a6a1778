from odoo import api, fields, models

from .debt_nbp import MIDS_URL, RATES_URL


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_interest_rounding = fields.Selection(
        related="company_id.debt_interest_rounding", readonly=False
    )
    debt_payment_day_inclusive = fields.Boolean(
        related="company_id.debt_payment_day_inclusive", readonly=False
    )
    debt_nbp_active = fields.Boolean("Fetch rates of the NBP every day")
    debt_nbp_rates_url = fields.Char(
        "Archive of interest rates", config_parameter="debt_collection.nbp_rates_url"
    )
    debt_nbp_mids_url = fields.Char(
        "Table A of exchange rates",
        config_parameter="debt_collection.nbp_mids_url",
        help="With {code}, {first} and {last} where the currency and the days belong.",
    )

    @api.model
    def get_values(self):
        values = super().get_values()
        values["debt_nbp_active"] = self._nbp_cron().active
        values["debt_nbp_rates_url"] = values.get("debt_nbp_rates_url") or RATES_URL
        values["debt_nbp_mids_url"] = values.get("debt_nbp_mids_url") or MIDS_URL
        return values

    def set_values(self):
        cron = self._nbp_cron()
        if cron.active != self.debt_nbp_active:
            cron.active = self.debt_nbp_active
        return super().set_values()

    def _nbp_cron(self):
        # sudo: settings are the administrator's, the scheduled action belongs to the system
        return self.env.ref("debt_collection.ir_cron_nbp").sudo()
