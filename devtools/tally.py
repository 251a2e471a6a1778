"""What Odoo's log says of each test."""

import os
import re

LINE = re.compile(r"^\S+ \S+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>\S+): (?P<text>.*)")
START = re.compile(r"Starting (\S+) \.\.\.")
SKIP = re.compile(r"skipped (?:Subtest )?(\S+)(?: .*)? : (.*)")
FAIL = re.compile(r"(?:FAIL|ERROR): (?:Subtest )?(setUpClass .*|\S+)")
TOTAL = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
# problems of a test that are printed
SHOWN = 8
NO_BROWSER = re.compile(r"chrome|websocket", re.IGNORECASE)


class Tally:
    def __init__(self, is_run=True):
        # is_run: whether Odoo's runner takes part, besides what `add` counts
        self.started, self.skipped, self.failed, self.total = set(), {}, set(), None
        self.is_run, self.added = is_run, 0

    def add(self, suite, name, problems):
        """Count a test that is none of Odoo's runner; it fails if there are problems."""
        self.added += 1
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
        if match := START.match(text):
            self.started.add((logger, match[1]))
        elif match := SKIP.match(text):
            self.skipped[logger, match[1]] = match[2]
        elif level == "ERROR" and (match := FAIL.match(text)):
            self.failed.add((logger, match[1]))
        elif logger == "odoo.tests.result" and (match := TOTAL.match(text)):
            self.total = tuple(map(int, match.groups()))
        return level

    def close(self, code):
        """Print the closing line; return the exit status."""
        for (_logger, name), reason in self.skipped.items():
            print(f"skipped {name}: {reason}")
        problems = self._problems(code)
        for problem in problems:
            print(problem)
        # a set-up that failed is a failure of a test that never started
        failed = len(self.failed) + len(self._unwelcome_skips())
        passed = len(self.started - self.failed - set(self.skipped))
        if problems and not failed:
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

    def _problems(self, code):
        if not self.is_run:
            return [] if code == 0 else [f"Odoo ended with status {code}"]
        if self.total is None:
            return [f"Odoo ended with status {code} before it closed its tests"]
        failures, errors, ran = self.total
        problems = []
        if ran == 0:
            problems.append("no test was run")
        logged = len(self.started) - self.added
        if ran != logged:
            problems.append(f"Odoo counted {ran} tests, but its log shows {logged}")
        if code or failures + errors:
            problems.append(f"Odoo ended with status {code}: {failures} failures, {errors} errors")
        return problems
