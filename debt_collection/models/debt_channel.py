from odoo import fields, models
from odoo.exceptions import UserError

# whose contact hours a channel keeps; what isn't here may leave at any hour
WINDOWS = {"email": "email"}
# what the sender gets a proof of delivery for
PROVEN = {"registered"}


class DebtChannel(models.Model):
    """A way by which a letter leaves the house.

    A new way is a code (selection_add), a record, and two methods: `debt.letter._leave_by_<code>`
    and `debt.action._fault_by_<code>`; ways on paper have both already.
    """

    _name = "debt.channel"
    _description = "Delivery Channel"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Selection(
        [("email", "E-mail"), ("post", "By post"), ("registered", "Registered post")], required=True
    )
    sequence = fields.Integer(default=10)
    is_paper = fields.Boolean(help="Letters by this channel wait on the list “To print”.")

    _code_unique = models.Constraint("UNIQUE(code)", "There is one record for each channel.")

    def _window(self):
        """Return whose contact hours this channel keeps (`debt.calendar`), or False."""
        return WINDOWS.get(self.code, False)

    def _is_proven(self):
        """Tell whether the sender gets a proof of delivery."""
        return self.code in PROVEN

    def _method(self, record, verb):
        """Return the method `_<verb>_by_<code>` of `record`; of paper that of paper."""
        name = f"_{verb}_by_{self.code}"
        method = getattr(record, name, None)
        if not method and self.is_paper:
            method = getattr(record, f"_{verb}_by_paper")
        if not method:
            raise UserError(
                self.env._("Letters can't go by %(channel)s yet.", channel=self.display_name)
            )
        return method
