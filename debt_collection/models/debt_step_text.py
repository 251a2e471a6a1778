from odoo import api, fields, models
from odoo.tools.misc import formatLang

# what the sentence of a step is made of
TASK_TEXT_FIELDS = (
    "kind",
    "net_min",
    "is_fallback",
    "letter_type_id",
    "deadline_days",
    "channel_ids",
    "channel_mode",
    "with_statement",
    "sender_role",
    "summary",
    "activity_type_id",
    "days_to_do",
    "role",
    "talk_first",
)
# day of a step counted from another one, roughly: what a unit is in days
DAYS = {"day": 1, "workday": 1.4, "month": 30.4}


class DebtStep(models.Model):
    """A step in words: how the ladder is read on the screen, in the reader's language."""

    _inherit = "debt.step"

    number = fields.Integer("No.", compute="_compute_number", aggregator=None)
    is_available = fields.Boolean(
        compute="_compute_is_available", help="Whether what this step does exists yet."
    )
    rough_day = fields.Integer(compute="_compute_rough_day", recursive=True, aggregator=None)
    day_label = fields.Char("Day", compute="_compute_day_label")
    sentence = fields.Text("What happens", compute="_compute_sentence")
    condition_label = fields.Text("Only if", compute="_compute_condition_label")
    sale_level_shown = fields.Char(compute="_compute_sale_level_label")
    sale_level_label = fields.Char("Sale hold", compute="_compute_sale_level_label")

    @api.depends("strategy_id.step_ids.sequence")
    def _compute_number(self):
        for step in self:
            ladder = step.strategy_id._steps_in_order()
            step.number = next((n for n, other in enumerate(ladder, 1) if other == step), 0)

    @api.depends("task_ids.kind")
    def _compute_is_available(self):
        for step in self:
            step.is_available = any(task.is_available for task in step.task_ids)

    @api.depends(
        "anchor",
        "offset",
        "offset_unit",
        "anchor_step_id.rough_day",
        "anchor_step_id.task_ids.deadline_days",
    )
    def _compute_rough_day(self):
        """Days from the due date when nothing comes between; for counting from earlier steps a
        lower bound.
        """
        for step in self:
            base = 0
            if step.anchor != "due":
                before = step.anchor_step_id
                days_to_pay = before._letter_task()._deadline_days()
                base = before.rough_day + (days_to_pay if step.anchor == "deadline" else 0)
            step.rough_day = base + round(step.offset * DAYS[step.offset_unit or "day"])

    @api.depends("rough_day", "anchor", "offset", "offset_unit")
    @api.depends_context("lang")
    def _compute_day_label(self):
        for step in self:
            day = f"D{step.rough_day:+d}" if step.rough_day else "D"
            if step.anchor != "due":
                day = self.env._("from %(day)s", day=day)
            elif step.offset_unit != "day":
                sign = "-" if step.offset < 0 else "+"
                day = f"D {sign} {step._distance().lstrip('-')}"
            step.day_label = day

    @api.depends(
        *(f"task_ids.{name}" for name in TASK_TEXT_FIELDS),
        "name",
        "strategy_id.talk_first_days",
    )
    @api.depends_context("lang")
    def _compute_sentence(self):
        for step in self:
            phrases = [task._phrase() for task in step.task_ids if task.kind != "sale_hold"]
            if not step.is_available and step.task_ids:
                phrases.append(self.env._("not available yet"))
            sentence = "; ".join(filter(None, phrases)) or step.name or ""
            step.sentence = sentence[:1].upper() + sentence[1:]

    @api.depends(
        "net_min",
        "item_min",
        "term_min",
        "requires",
        "requires_step_id.name",
        "requires_wait",
        "only_wanted",
        "min_overdue_days",
        "domain",
        "anchor",
        "anchor_step_id.name",
        "latest_days",
        "offset",
        "offset_unit",
        "task_ids.letter_type_id",
        "strategy_id.currency_id",
    )
    @api.depends_context("lang")
    def _compute_condition_label(self):
        for step in self:
            parts = [step._anchor_text(), step._requires_text(), *step._limit_texts()]
            step.condition_label = ", ".join(filter(None, parts))

    def _limit_texts(self):
        _ = self.env._
        rank = self._letter_task().letter_type_id.rank
        return [
            self.item_min and _("item from %s", self._money(self.item_min)),
            self.net_min and _("net overdue from %s", self._money(self.net_min)),
            self.term_min and _("payment term from %s days", self.term_min),
            self.min_overdue_days and _("%s days overdue", self.min_overdue_days),
            self.only_wanted and _("the customer wants it"),
            rank == "4_final" and _("an earlier demand was delivered"),
            self.domain and self.domain != "[]" and _("a condition on items"),
        ]

    def _distance(self):
        """The offset in words: "3 working days"."""
        _ = self.env._
        if self.offset == 1:
            single = {"day": _("1 day"), "workday": _("1 working day"), "month": _("1 month")}
            return single[self.offset_unit]
        many = {"day": _("%s days"), "workday": _("%s working days"), "month": _("%s months")}
        return many[self.offset_unit] % self.offset

    def _anchor_text(self):
        if self.anchor == "due":
            return ""
        _ = self.env._
        texts = {
            "done": _("%(distance)s after “%(step)s”"),
            "posted": _("%(distance)s after posting of “%(step)s”"),
            "delivered": _("%(distance)s after delivery of “%(step)s”"),
            "deadline": _("%(distance)s after the deadline of “%(step)s”"),
        }
        name = self.anchor_step_id.name or "?"
        text = texts[self.anchor] % {"distance": self._distance(), "step": name}
        if self.latest_days:
            text += ", " + _("at the latest %s days after posting", self.latest_days)
        return text

    def _requires_text(self):
        if not self.requires:
            return ""
        _ = self.env._
        texts = {
            "done": _("“%(step)s” done"),
            "delivered": _("“%(step)s” delivered"),
            "deadline": _("deadline of “%(step)s” passed"),
            "no_reply": _("deadline of “%(step)s” passed and no reply"),
        }
        text = texts[self.requires] % {"step": self.requires_step_id.name or "?"}
        if self.requires_wait:
            text += " " + _("or %s working days late", self.requires_wait)
        return text

    @api.depends("strategy_id.step_ids.task_ids.sale_level", "strategy_id.step_ids.sequence")
    @api.depends_context("lang")
    def _compute_sale_level_label(self):
        """The level in force once the step was done: its own, else that of the steps before."""
        labels = dict(
            self.env["debt.step.task"]._fields["sale_level"]._description_selection(self.env)
        )
        for step in self:
            own = step.task_ids.filtered("sale_level")
            level = max(own.filtered(lambda t: not t.by_decision).mapped("sale_level"), default="")
            level = max(level, step._level_before())
            step.sale_level_shown = level
            text = labels.get(level, "")
            for task in own.filtered("by_decision"):
                decided = self.env._("%(level)s by decision", level=labels[task.sale_level])
                text = f"{text}; {decided}" if text else decided
            step.sale_level_label = text

    def _level_before(self):
        ladder = self.strategy_id._steps_in_order()
        before = [step for step in ladder if step.number < self.number]
        tasks = [task for step in before for task in step.task_ids if not task.by_decision]
        return max((task.sale_level for task in tasks if task.sale_level), default="")

    def _money(self, amount):
        """An amount of the strategy in words; cents only where there are any."""
        digits = 2 if amount % 1 else 0
        currency = self.strategy_id.currency_id
        text = formatLang(self.env, amount, digits=digits)
        if currency.position == "before":
            return f"{currency.symbol}{text}"
        return f"{text}\N{NO-BREAK SPACE}{currency.symbol or ''}"

    def _mark(self):
        """One mark of the strip: {day, name, icon, color, is_available, title}."""
        kinds = set(self.task_ids.mapped("kind"))
        own = self.task_ids.filtered(lambda task: task.sale_level and not task.by_decision)
        level = max(own.mapped("sale_level"), default="")
        colors = {"2_prepayment": "text-warning", "3_blocked": "text-danger"}
        icon = "fa-circle-o"
        if "decision" in kinds:
            icon = "fa-question-circle"
        elif "letter" in kinds:
            icon = "fa-envelope"
        elif "activity" in kinds:
            icon = "fa-phone"
        return {
            "day": self.day_label,
            "name": self.name,
            "icon": icon,
            "color": colors.get(level, "text-info" if self.is_available else "text-muted"),
            "hold": self.sale_level_label if level > self._level_before() else "",
            "is_available": self.is_available,
            "title": self.sentence,
        }
