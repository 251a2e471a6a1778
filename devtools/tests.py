"""Odoo's own test runner over our add-ons, on a copy of the template."""

import os
import re
import subprocess
from pathlib import Path

from . import addons, database
from .killed_night import KILLS, NAME, play_killed_night
from .paths import CONF, DATA, LOCAL, LOGS, ODOO
from .process import Failure, say
from .tally import Tally
from .template import copy_template

SHOWN = ("WARNING", "ERROR", "CRITICAL")
CLASS = re.compile(r"^class (\w+)|^    def (test\w*)", re.MULTILINE)


def run_tests(connection, root, options):
    everything = _installable()
    modules = _chosen(everything, options.only)
    with_killed = _is_killed_night_wanted(modules, options)
    tags = options.tags or (
        select(modules, options.k, with_killed) if options.k else _all_of(modules)
    )
    _drop_leftovers(connection)
    name = f"kept_{os.getpid()}" if options.keep else f"run_{os.getpid()}"
    copy_template(connection, root, everything, name)
    try:
        tally, code = _run(name, modules, tags)
        if with_killed:
            play_killed_night(connection, name, tally)
    finally:
        if not options.keep:
            database.drop(connection, name)
    if options.keep:
        say(f"kept the database {name}; ./dev shell {name}")
    return tally.close(code)


def _is_killed_night_wanted(modules, options):
    """It isn't one of Odoo's tests: it needs processes and databases of its own."""
    if not KILLS or options.tags or "debt_collection" not in modules:
        return False
    return not options.k or any(word in NAME for word in _words(options.k))


def _words(expression):
    return [word.strip().lower() for word in re.split(r",| or ", expression) if word.strip()]


def select(modules, expression, may_be_empty=False):
    """Odoo's tags for the test files, classes and methods whose name has one of the words."""
    words = _words(expression)
    tags = []
    for module in modules:
        for path in sorted((addons.manifests()[module].parent / "tests").glob("test_*.py")):
            tags += [f"/{module}{tag}" for tag in _matches(path, words)]
    if not tags and not may_be_empty:
        raise Failure(f"no test file, class or method has {expression!r} in its name")
    return ",".join(tags)


def _matches(path, words):
    def wanted(name):
        return any(word in name.lower() for word in words)

    last = ""
    for match in CLASS.finditer(path.read_text()):
        if match[1]:
            last = match[1]
            whole = wanted(path.stem) or wanted(last)
            if whole:
                yield f":{last}"
        elif not whole and wanted(match[2]):
            yield f":{last}.{match[2]}"


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


def _all_of(modules):
    return ",".join(f"/{module}" for module in modules)


def _drop_leftovers(connection):
    """Runs that were killed could not clean up."""
    for folder in (DATA / "filestore").glob("run_*"):
        if not Path("/proc", folder.name.split("_")[1]).exists():
            database.drop(connection, folder.name)


def _run(name, modules, tags):
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    say(f"testing {', '.join(modules)} (log: {log})")
    command = [ODOO, "server", "-c", CONF, "-d", name, "-i", ",".join(modules)]
    command += ["--test-tags", tags] if tags else []
    command += ["--stop-after-init", "--http-port", "0", "--max-cron-threads", "0"]
    command += ["--screenshots", LOCAL / "screenshots"]
    tally, shown = Tally(is_run=bool(tags)), False
    with open(log, "w") as copy:
        process = subprocess.Popen(
            list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for line in process.stdout:
            copy.write(line)
            level = tally.read(line)
            shown = shown if level is None else level in SHOWN
            if shown:
                print(line, end="", flush=True)
    return tally, process.wait()
