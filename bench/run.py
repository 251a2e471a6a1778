"""Measure the nightly run, letters and OCA's account_credit_control on the same data.

    ./dev bench                          10,000 invoices, with OCA beside it
    ./dev bench --sizes 10000,100000     several sizes
    ./dev bench --oca-size 100000        OCA on more data (takes half an hour)
    ./dev bench --no-oca --letters 1000  so many letters built, printed, sent
    ./dev bench --sizes "" --no-oca --ledgers 1000000   only the aging of a large ledger

Each step runs in a process of its own. The table goes to the screen and to bench/results/; what
counts are the ratios within one run, since other machines and busy ones differ.
"""

import argparse
import json
import os
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import report  # noqa: E402

from devtools import addons, database  # noqa: E402
from devtools.cli import setup  # noqa: E402
from devtools.paths import CACHE, CONF, LOCAL, LOGS, PYTHON, VENV  # noqa: E402
from devtools.process import Failure, say  # noqa: E402
from devtools.template import copy_template  # noqa: E402

PEER = "odoo-addon-account_credit_control==19.0.1.0.0.13"
# a Wednesday: letters leave on it, and no step is moved off a weekend
TODAY = (date.today() - timedelta(days=(date.today().weekday() - 2) % 7)).isoformat()


def main():
    options = _options()
    connection, root = setup()
    lines = [f"debt_collection bench {TODAY}; load of the machine {os.getloadavg()[0]:.1f}", ""]
    for size in options.sizes:
        lines += _ours(connection, root, size, options)
        _save(lines, options)
    for size in options.ledgers:
        lines += _ledger(connection, root, size, options)
        _save(lines, options)
    if options.oca_size:
        lines += _peer(connection, root, options)
        _save(lines, options)
    print("\n" + "\n".join(lines))


def _save(lines, options):
    """Keep what is known by now: the next part may take an hour, or fail."""
    results = HERE / "results"
    results.mkdir(exist_ok=True)
    parts = [*map(str, options.sizes), *(f"ledger{size}" for size in options.ledgers)]
    parts += [f"oca{options.oca_size}"] if options.oca_size else []
    (results / f"{TODAY}-{'-'.join(parts)}.txt").write_text("\n".join(lines) + "\n")


def _options():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--sizes", default="10000", help="numbers of invoices, with commas; empty: none"
    )
    parser.add_argument(
        "--ledgers", default="", help="numbers of invoices of which only the aging is measured"
    )
    parser.add_argument("--letters", type=int, default=400, help="letters to build and send")
    parser.add_argument("--oca-size", type=int, default=10000)
    parser.add_argument("--oca-mails", type=int, default=30)
    parser.add_argument("--no-oca", dest="oca_size", action="store_const", const=0)
    parser.add_argument("--keep", action="store_true", help="leave the databases")
    options = parser.parse_args()
    options.sizes = [int(size) for size in options.sizes.split(",") if size]
    options.ledgers = [int(size) for size in options.ledgers.split(",") if size]
    return options


def _ours(connection, root, size, options):
    name = f"bench_{size}"
    _fresh(connection, root, name, "debt_collection", CONF)
    rows = {}
    try:
        rows["seed"] = _step(name, "ours.seed", count=size)
        rows["first night"] = _step(name, "ours.night")
        rows["plain SQL, same rows"] = _step(name, "ours.reference")
        rows["order of the worklist"] = _step(name, "worklist.order")
        _step(name, "ours.forget_night")
        rows["quiet night"] = _step(name, "ours.night")
        rows["payment profiles"] = _step(name, "profiles.nightly")
        rows["profiles, nothing new"] = _step(name, "profiles.nightly")
        rows |= _aging(name)
        _step(name, "dashboard.prepare")
        rows["dashboard, tiles and lists"] = _step(name, "dashboard.tiles")
        rows["dashboard, all charts"] = _step(name, "dashboard.charts")
        for share, label in ((0, "empty"), (1, "full")):
            rows[f"opening of the worklist, {label}"] = _step(name, "worklist.opening", share=share)
        _step(name, "interest.prepare")
        rows["interest, residuals only"] = _step(name, "interest.grouped_query")
        rows["interest, same figures"] = _step(name, "interest.same_query")
        rows["interest to date"] = _step(name, "interest.to_date")
        for kind in report.KINDS:
            rows[f"act and send: {kind}"] = _step(
                name, "ours.act", kind=kind, limit=options.letters
            )
        rows["letters printed together"] = _step(name, "letters.together", count=options.letters)
        rows["letters one by one by Odoo"] = _step(name, "letters.by_odoo", count=30)
    finally:
        if not options.keep:
            database.drop(connection, name)
    return report.ours(size, rows)


def _ledger(connection, root, size, options):
    name = f"bench_ledger_{size}"
    _fresh(connection, root, name, "debt_collection", CONF)
    try:
        rows = {"seed": _step(name, "ours.seed", count=size)} | _aging(name)
    finally:
        if not options.keep:
            database.drop(connection, name)
    return report.ledger(size, rows)


def _aging(name):
    """The report and a plain query, each twice: the second time finds the data in memory."""
    rows = {}
    for title, days_ago in (("today", 0), ("a month ago", 30)):
        for step in ("raw", "report", "raw", "report"):
            label = "aging" if step == "report" else "raw GROUP BY"
            rows[f"{label}, {title}"] = _step(name, f"aging.{step}", days_ago=days_ago)
    return rows


def _peer(connection, root, options):
    size, name = options.oca_size, f"bench_oca_{options.oca_size}"
    conf = _peer_conf()
    _fresh(connection, root, name, "debt_collection,account_credit_control", conf)
    rows = {}
    try:
        rows["seed"] = _step(name, "ours.seed", conf, count=size)
        _step(name, "peer.prepare", conf)
        rows["OCA generate"] = _step(name, "peer.generate", conf)
        rows["OCA ready"] = _step(name, "peer.ready", conf)
        rows["OCA communications"] = _step(name, "peer.communications", conf)
        rows["OCA mails with PDF"] = _step(name, "peer.mails", conf, limit=options.oca_mails)
        rows["our first night"] = _step(name, "ours.night", conf)
        rows["our letters"] = _step(name, "ours.act", conf, kind="letter", limit=200)
    finally:
        if not options.keep:
            database.drop(connection, name)
    return report.peer(size, rows)


def _step(name, step, conf=CONF, **arguments):
    say(f"{name}: {step} {arguments or ''}")
    arguments["today"] = TODAY
    command = [PYTHON, HERE / "probe.py", conf, name, step, json.dumps(arguments)]
    log = LOGS / "bench.log"
    with open(log, "a") as errors:
        path = f"{VENV}/bin"
        done = subprocess.run(
            list(map(str, command)),
            stdout=subprocess.PIPE,
            stderr=errors,
            check=False,
            text=True,
            env=os.environ | {"PATH": path + os.pathsep + os.environ["PATH"]},
        )
    if done.returncode:
        raise Failure(f"{step} failed; the end of {log}:\n" + "".join(log.open().readlines()[-20:]))
    return json.loads(done.stdout.splitlines()[-1])


def _fresh(connection, root, name, modules, conf):
    say(f"{name}: a fresh database with {modules}")
    database.drop(connection, name)
    copy_template(connection, root, addons.split_installable()[0], name)
    log = LOGS / "bench.log"
    command = [VENV / "bin/odoo", "server", "-c", conf, "-d", name, "-i", modules]
    command += ["--no-http", "--stop-after-init", "--max-cron-threads", "0"]
    with open(log, "a") as out:
        subprocess.run(list(map(str, command)), check=True, stdout=out, stderr=out)


def _peer_conf():
    """Fetch OCA's add-on from PyPI into the cache and return settings that find it."""
    folder = CACHE / "oca"
    if not (folder / "odoo/addons/account_credit_control").exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [PYTHON, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, PEER]
        subprocess.run(list(map(str, command)), check=True)
        for wheel in folder.glob("*.whl"):
            zipfile.ZipFile(wheel).extractall(folder)
    text = CONF.read_text().replace("addons_path = ", f"addons_path = {folder}/odoo/addons,", 1)
    conf = LOCAL / "bench.conf"
    conf.write_text(text)
    return conf


if __name__ == "__main__":
    main()
