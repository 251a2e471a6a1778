from odoo import models


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _build_wkhtmltopdf_args(
        self, paperformat_id, landscape, specific_paperformat_args=None, **kw
    ):
        """Letters hold no scripts: don't wait a second for them.

        And they are laid out in real millimetres: Odoo's zoom for other resolutions isn't wanted.
        """
        args = super()._build_wkhtmltopdf_args(
            paperformat_id, landscape, specific_paperformat_args=specific_paperformat_args, **kw
        )
        if (specific_paperformat_args or {}).get("data-report-static"):
            position = args.index("--javascript-delay")
            args[position : position + 2] = ["--disable-javascript", "--javascript-delay", "0"]
            if "--zoom" in args:
                args[args.index("--zoom") + 1] = "1.0"
        return args
