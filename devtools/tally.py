"""What Odoo's log says of each test."""

import os
import re
import time
from collections import Counter

LINE = re.compile(r"^\S+ \S+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>\S+): (?P<text>.*)")
START = re.compile(r"Starting (\S+) \.\.\.")
SKIP = re.compile(r"skipped (?:Subtest )?(\S+)(?: .*)? : (.*)")
FAIL = re.compile(r"(?:FAIL|ERROR): (?:Subtest )?(setUpClass .*|\S+)")
TOTAL = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
# problems of a test that are printed
SHOWN = 8
# classes whose tests took longest that are printed
SLOWEST = 10
NO_BROWSER = re.compile(r"chrome|websocket", re.IGNORECASE)


class Tally:
    """Counts of one of Odoo's runs, or of several together."""

    def __init__(self):
        self.started, self.skipped, self.failed = set(), {}, set()
        self.total, self.problems = None, []
        # seconds by test class; tests freeze Odoo's own clock, so its log can't tell
        self.seconds, self.last = Counter(), None

    def add(self, suite, name, problems):
        """Count a test that is none of Odoo's runner; it fails if there are problems."""
        self.started.add((suite, name))
        if problems:
            self.failed.add((suite, name))
            print(f"FAIL: {suite}.{name}, {len(problems)} problems")
            print(*(f"  {problem}" for problem in problems[:SHOWN]), sep="\n", flush=True)

    def read(self, line):
        """Take in one line; return its level, or None if it continues the one before."""
        found = LINE.match(line)
        if not found:
            return None
        text, logger, level = found["text"], found["logger"], found["level"]
        if text == "Starting post tests":
            self.last = time.monotonic()
        elif match := START.match(text):
            self.started.add((logger, match[1]))
            self._took(match[1].split(".")[0])
        elif match := SKIP.match(text):
            self.skipped[logger, match[1]] = match[2]
        elif level == "ERROR" and (match := FAIL.match(text)):
            self.failed.add((logger, match[1]))
        elif logger == "odoo.tests.result" and (match := TOTAL.match(text)):
            self.total = tuple(map(int, match.groups()))
        return level

    def _took(self, name):
        """Note what passed since the test before: with the first of a class, what that class sets
        up. Before the first one of all Odoo only started.
        """
        now = time.monotonic()
        self.seconds[name] += now - (self.last or now)
        self.last = now

    def ended(self, code, must_run=True):
        """Compare Odoo's own count and exit status with what its log showed."""
        if self.total is None:
            self.broke(f"Odoo ended with status {code} before it closed its tests")
            return
        failures, errors, ran = self.total
        if ran == 0 and must_run:
            self.broke("no test was run")
        if ran != len(self.started):
            self.broke(f"Odoo counted {ran} tests, but its log shows {len(self.started)}")
        if code or failures + errors:
            self.broke(f"Odoo ended with status {code}: {failures} failures, {errors} errors")

    def broke(self, problem):
        self.problems.append(problem)

    def merge(self, other):
        self.started |= other.started
        self.skipped |= other.skipped
        self.failed |= other.failed
        self.problems += other.problems
        self.seconds += other.seconds

    def close(self):
        """Print the closing line; return the exit status."""
        for (_logger, name), reason in self.skipped.items():
            print(f"skipped {name}: {reason}")
        slowest = self.seconds.most_common(SLOWEST)
        print("slowest:", ", ".join(f"{name} {seconds:.0f} s" for name, seconds in slowest))
        if not self.started:
            self.broke("no test was run")
        for problem in self.problems:
            print(problem)
        # a set-up that failed is a failure of a test that never started
        failed = len(self.failed) + len(self._unwelcome_skips())
        passed = len(self.started - self.failed - set(self.skipped))
        if self.problems and not failed:
            failed = 1
        skipped = len(self.skipped) - len(self._unwelcome_skips())
        rest = f", {skipped} skipped" if skipped else ""
        print(f"{passed} passed, {failed} failed{rest}", flush=True)
        return int(failed > 0)

    def _unwelcome_skips(self):
        """Who runs the tests unattended would not see that no browser was there."""
        if os.environ.get("CI", "").lower() not in ("1", "true", "yes"):
            return []
        return [test for test, reason in self.skipped.items() if NO_BROWSER.search(reason)]
