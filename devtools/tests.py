"""Odoo's own test runner over our add-ons, on copies of the template, several side by side."""

import os
import subprocess
import threading
from pathlib import Path
from queue import Empty, SimpleQueue

from . import addons, database
from .killed_night import KILLS, NAME, play_killed_night
from .paths import CONF, DATA, LOCAL, LOGS, ODOO
from .process import Failure, say
from .selection import batches, select, wants
from .tally import Tally
from .template import copy_template

SHOWN = ("WARNING", "ERROR", "CRITICAL")
WORKERS = int(os.environ.get("DEBT_WORKERS") or min(4, os.cpu_count() or 1))
# programs for each worker, so that none waits long for another at the end
SHARE = 4
# fewer tests aren't worth a program of their own
FEW = 30
# what Odoo builds for most classes takes longer than most tests: they find it in the database
KEPT = """
from odoo.modules import module
module.current_test = True  # in tests a new company has a warehouse, and installs no modules
from odoo.addons.debt_collection.tests.common import DebtCommon
DebtCommon.keep_scene()
"""


def run_tests(connection, root, options):
    everything = _installable()
    modules = _chosen(everything, options.only)
    with_killed = _is_killed_night_wanted(modules, options)
    todo = _batches_of_tags(modules, options, with_killed)
    _drop_leftovers(connection)
    name = f"kept_{os.getpid()}" if options.keep else f"run_{os.getpid()}"
    copy_template(connection, root, everything, name)
    try:
        tally = TestRun(connection, name, modules).play(todo, with_killed)
    finally:
        if not options.keep:
            database.drop(connection, name)
    if options.keep:
        say(f"kept the database {name}; ./dev shell {name}")
    return tally.close()


def _is_killed_night_wanted(modules, options):
    """It isn't one of Odoo's tests: it needs processes and databases of its own."""
    if not KILLS or options.tags or "debt_collection" not in modules:
        return False
    return wants(options.k or "", NAME)


def _batches_of_tags(modules, options, may_be_empty):
    """Values of --test-tags, one for each program to be run."""
    if options.tags:
        return [options.tags]
    chosen = select(modules, options.k or "", may_be_empty)
    parts = min(sum(one.weight for one in chosen) // FEW + 1, SHARE * WORKERS)
    return [",".join(one.tag for one in batch) for batch in batches(chosen, parts)]


def _installable():
    good, bad = addons.split_installable()
    for name, missing in bad.items():
        say(f"leaving out {name}: no {', '.join(missing)} here")
    return good


def _chosen(modules, only):
    chosen = [name for name in modules if not only or name in only.split(",")]
    if not chosen:
        raise Failure("no add-on to test")
    return chosen


def _drop_leftovers(connection):
    """Runs that were killed could not clean up."""
    for folder in (DATA / "filestore").glob("run_*"):
        if not Path("/proc", folder.name.split("_")[1]).exists():
            database.drop(connection, folder.name)


class TestRun:
    """The add-ons are installed once; workers, each on a copy of that database, play the tests."""

    def __init__(self, connection, name, modules):
        self.connection, self.name, self.modules = connection, name, modules
        self.tally = Tally()

    def play(self, todo, with_killed):
        """Run these values of --test-tags, and the killed night; return what was counted."""
        LOGS.mkdir(parents=True, exist_ok=True)
        say(f"installing {', '.join(self.modules)}")
        install = ["-i", ",".join(self.modules)]
        at_install = ",".join(f"at_install/{module}" for module in self.modules)
        is_installed = self.run_odoo(self.name, "install", [*install, "--test-tags", at_install])
        if not is_installed:
            return self.tally
        if "debt_collection" in self.modules:
            database.script(LOGS / f"{self.name}_scene.log", self.name, KEPT)
        jobs = SimpleQueue()
        if with_killed:  # the longest one first
            jobs.put(lambda _database: play_killed_night(self.connection, self.name, self.tally))
        for number, tags in enumerate(todo, start=1):
            jobs.put(self.batch(number, tags))
        self.work_off(jobs, min(WORKERS, len(todo) + with_killed))
        return self.tally

    def batch(self, number, tags):
        return lambda copy: self.run_odoo(copy, f"batch{number}", ["--test-tags", tags])

    def work_off(self, jobs, workers):
        """Copies first: PostgreSQL copies only what nobody else uses."""
        copies = [f"{self.name}_{number}" for number in range(1, workers + 1)]
        say(f"testing in {workers} workers (logs: {LOGS / self.name}*.log)")
        try:
            for copy in copies:
                database.copy(self.connection, self.name, copy)
            threads = [
                threading.Thread(target=self.worker, args=(copy, jobs), daemon=True)
                for copy in copies
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            for copy in copies:
                database.drop(self.connection, copy)

    def worker(self, copy, jobs):
        while True:
            try:
                job = jobs.get_nowait()
            except Empty:
                return
            try:
                job(copy)
            except Exception as error:  # a worker that died would look like success
                self.tally.broke(f"a part of the tests could not be run: {error!r}")

    def run_odoo(self, name, part, arguments):
        """Let Odoo run tests; count them from its log. Tell whether it ended well."""
        command = [ODOO, "server", "-c", CONF, "-d", name, *arguments]
        command += ["--stop-after-init", "--http-port", "0", "--max-cron-threads", "0"]
        command += ["--screenshots", LOCAL / "screenshots"]
        counted, shown = Tally(), False
        with open(LOGS / f"{self.name}_{part}.log", "w") as copy:
            process = subprocess.Popen(
                list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
            for line in process.stdout:
                copy.write(line)
                level = counted.read(line)
                shown = shown if level is None else level in SHOWN
                if shown:
                    print(line, end="", flush=True)
        code = process.wait()
        counted.ended(code, must_run=part != "install")
        self.tally.merge(counted)
        return code == 0
