"""The ladder of the tests: the steps of a Polish strategy without minimum amounts."""

from odoo import Command

LETTERS = (
    # rank, name, days to pay
    ("0_reminder", "Reminder", 0),
    ("1_monit", "Monit", 0),
    ("2_demand", "Demand", 7),
    ("3_second_demand", "Second demand", 5),
    ("4_final", "Final demand", 7),
)
BLOCK = {"kind": "sale_hold", "sale_level": "3_blocked"}
PRE_COURT = {"phase": "2_pre_court"}
STEPS = (
    # name, days from the due date, letter, other values; "after" is an earlier step
    ("reminder", -5, "0_reminder", {"phase": "0_monitoring"}),
    ("noted", 1, None, {"phase": "0_monitoring", "tasks": [{"kind": "notice"}]}),
    ("monit", 3, "1_monit", {}),
    ("call", 7, None, {"tasks": [{"kind": "activity"}]}),
    ("demand", 14, "2_demand", {"approval_role": "collector"}),
    (
        "second",
        22,
        "3_second_demand",
        {"requires": "deadline", "after": ("requires_step_id", "demand")},
    ),
    ("final", 30, "4_final", {**PRE_COURT, "approval_role": "head", "tasks": [BLOCK]}),
    (
        "decision",
        3,
        None,
        {
            **PRE_COURT,
            "anchor": "deadline",
            "offset_unit": "workday",
            "after": ("anchor_step_id", "final"),
            "tasks": [{"kind": "decision"}],
        },
    ),
)


class LadderBuilders:
    """Builds strategies for test classes with an environment."""

    @classmethod
    def _letter_types(cls):
        return {
            rank: cls.env["debt.letter.type"].create(
                {
                    "name": name,
                    "rank": rank,
                    "deadline_days": days,
                    "subject": name,
                    "body_html": name,
                }
            )
            for rank, name, days in LETTERS
        }

    @classmethod
    def _strategy(cls, **values):
        cls.letter_types = cls._letter_types()
        strategy = cls.env["debt.strategy"].create(
            {"name": "Test ladder", "currency_id": cls.env.company.currency_id.id, **values}
        )
        steps = {}
        for name, offset, rank, own in STEPS:
            own = dict(own)
            if link := own.pop("after", None):
                own[link[0]] = steps[link[1]].id
            steps[name] = cls.step(strategy, name, offset, rank, **own)
        return strategy

    @classmethod
    def step(cls, strategy, name, offset, rank=None, tasks=(), **values):
        """Append a step; with a rank it sends such a letter by e-mail before its other tasks."""
        email = cls.env["debt.channel"].search([("code", "=", "email")], limit=1)
        letter = {
            "kind": "letter",
            "letter_type_id": rank and cls.letter_types[rank].id,
            "channel_ids": [Command.set(email.ids)],
        }
        return cls.env["debt.step"].create(
            {
                "strategy_id": strategy.id,
                "name": name,
                "sequence": 10 * (len(strategy.step_ids) + 1),
                "offset": offset,
                "task_ids": [
                    Command.create({"sequence": n, **task})
                    for n, task in enumerate(([letter] if rank else []) + list(tasks))
                ],
                **values,
            }
        )
