from odoo import models
from odoo.tools import SQL


class IrSequence(models.Model):
    """Many numbers of one series in one statement."""

    _inherit = "ir.sequence"

    def write(self, vals):
        result = super().write(vals)
        if "code" in vals:
            # rules looked at it before: the head mustn't make another series of one of letters
            self.check_access("write")
        return result

    def _debt_source(self, day):
        """Where numbers of this series come from: (PostgreSQL sequence, prefix, suffix, padding).

        :param day: local date; the range of dates it falls into is made if there is none
        """
        self.ensure_one()
        name = f"ir_sequence_{self.id:03d}"
        if not self.use_date_range:
            return name, *self._get_prefix_suffix(date=day), self.padding
        ranges = self.env["ir.sequence.date_range"]
        domain = [("sequence_id", "=", self.id), ("date_from", "<=", day), ("date_to", ">=", day)]
        span = ranges.search(domain, limit=1) or self._create_date_range_seq(day)
        texts = self._get_prefix_suffix(date=day, date_range=span.date_from)
        return f"{name}_{span.id:03d}", *texts, self.padding

    def _debt_next_numbers(self, count, day):
        """Draw the next `count` numbers of this series; return them as texts, in order.

        A series without gaps is drawn one by one, as Odoo does: it locks itself.
        """
        if self.implementation != "standard":
            return [self.next_by_id(day) for _number in range(count)]
        name, prefix, suffix, padding = self._debt_source(day)
        rows = self.env.execute_query(
            SQL("SELECT nextval(%s) FROM generate_series(1, %s)", name, count)
        )
        return [f"{prefix}{number:0{padding}d}{suffix}" for (number,) in rows]


class IrSequenceDateRange(models.Model):
    _inherit = "ir.sequence.date_range"

    def write(self, vals):
        result = super().write(vals)
        if "sequence_id" in vals:
            self.check_access("write")  # nor move its numbers to another series
        return result
