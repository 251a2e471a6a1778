"""A night that is killed again and again must end like one that was left in peace.

Real processes, real SIGKILL, Odoo's own crons, a database of 40 customers. What is compared lies
in killed_facts.py; how it is killed in killed_player.py. Settings from the environment: DEBT_KILLS
(20; 0 leaves the test out), DEBT_KILL_SEED (printed by each run; the moments also depend on the
machine's speed).
"""

import json
import os
import random
import shutil
import time
from collections import Counter
from pathlib import Path

from . import database
from .paths import CONF, LOCAL, LOGS, PYTHON
from .process import Failure, run_logged, say

NAME = "killed_night"
KILLS = int(os.environ.get("DEBT_KILLS", "20"))
HERE = Path(__file__).resolve().parent
# fresh copies of the database, in case a night is done before it was killed often enough
ROUNDS = 6
# what the undisturbed night must contain, or the comparison says little
WANTED = (
    "actions",
    "letters",
    "mails",
    "text_messages",
    "activities",
    "sale_holds",
    "agreements",
    "promises",
)
KINDS = ("letter", "sms", "activity", "sale_hold", "notice")


def play_killed_night(connection, source, tally):
    """Do it all on copies of `source`, where the add-ons are installed; count into `tally`."""
    night = KilledNight(connection, source)
    begin = time.monotonic()
    try:
        for name, problems in night.results():
            tally.add(NAME, name, problems)
    except Failure as failure:
        tally.add(NAME, "comes_to_its_end", [str(failure)])
    finally:
        night.clean()
    say(f"the killed night took {time.monotonic() - begin:.0f} seconds")


class KilledNight:
    def __init__(self, connection, source):
        self.connection, self.source = connection, source
        self.seed = int(os.environ.get("DEBT_KILL_SEED") or random.randrange(10**6))
        self.folder = LOCAL / f"killed_{os.getpid()}"
        self.log = LOGS / f"{source}_killed.log"
        self.places = Counter()

    def results(self):
        """Yield pairs (name of a check, problems)."""
        for old in LOCAL.glob("killed_*"):
            if not Path("/proc", old.name.split("_")[1]).exists():
                shutil.rmtree(old, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.log.unlink(missing_ok=True)
        say(f"killing a night {KILLS} times (DEBT_KILL_SEED={self.seed}, log: {self.log})")
        database.copy(self.connection, self.source, self.named("base"))
        database.script(self.log, self.named("base"), (HERE / "killed_world.py").read_text())
        report = self.play("peace")
        seconds, peace = report["seconds"], report["facts"]
        yield "night_in_peace_does_everything", list(missing(peace))
        different = {theme: [] for theme in peace}
        for number in range(1, ROUNDS + 1):
            todo = KILLS - self.places.total()
            if todo > 0:
                report = self.play(f"killed{number}", todo, seconds)
                self.places += Counter(report["places"])
                # a machine that is less busy now finishes before it is killed often enough
                seconds = [min(times) for times in zip(seconds, report["seconds"], strict=True)]
                for theme in peace:
                    different[theme] += differences(peace[theme], report["facts"][theme])
        say(f"killed during: {', '.join(f'{n} {place}' for place, n in self.places.items())}")
        lacking = KILLS - self.places.total()
        yield "was_killed_often_enough", [f"{lacking} kills less than wanted"] if lacking else []
        for theme, problems in different.items():
            yield f"same_{theme}", problems

    def named(self, part):
        return f"{self.source}_{part}"

    def play(self, part, kills=0, seconds=(0, 0, 0, 0)):
        """One night on a fresh copy; returns its report, with what the night left behind."""
        database.drop(self.connection, self.named(part))  # of a test that was killed itself
        database.copy(self.connection, self.named("base"), self.named(part))
        report = self.folder / f"{part}.report"
        options = ["--kills", str(kills), "--seed", str(self.seed + self.places.total())]
        command = [PYTHON, HERE / "killed_player.py", CONF, self.named(part), report, *options]
        # renderers that were orphaned leave their files there
        environment = os.environ | {"TMPDIR": str(self.folder)}
        environment["PATH"] = f"{PYTHON.parent}{os.pathsep}{environment['PATH']}"
        run_logged(self.log, *command, "--seconds", json.dumps(seconds), env=environment)
        database.drop(self.connection, self.named(part))
        return json.loads(report.read_text())

    def clean(self):
        for part in ("base", "peace", *(f"killed{n}" for n in range(1, ROUNDS + 1))):
            database.drop(self.connection, self.named(part))
        shutil.rmtree(self.folder, ignore_errors=True)


def missing(peace):
    """What the undisturbed night should have done, but did not."""
    for theme in WANTED:
        if not peace[theme]:
            yield f"no {theme}"
    for theme in ("agreements", "promises"):
        if "broken" not in {values[0] for _name, values in peace[theme]}:
            yield f"none of the {theme} was broken"
    done = {values[0] for _name, values in peace["actions"] if values[2] in ("done", "queued")}
    for kind in KINDS:
        if kind not in done:
            yield f"no {kind} was done"
    yield from (f"{name}: {values}" for name, values in peace["leftovers"])


def differences(wanted, found):
    """What is missing and what is too much, in words."""
    wanted, found = (
        Counter(json.dumps(row, ensure_ascii=False) for row in rows) for rows in (wanted, found)
    )
    lost = [f"missing: {row}" for row in (wanted - found).elements()]
    return lost + [f"too much: {row}" for row in (found - wanted).elements()]
