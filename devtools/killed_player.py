"""Plays one night in a database, by Odoo's own crons in processes that may be killed at any moment.

A supervisor with a loaded registry forks one process after the other. Each works until nothing is
left to do, or until the supervisor kills it (SIGKILL) after a random time; then the next one goes
on. Runs in a process of its own, as `killed_night.py` asks it to.
"""

import argparse
import json
import mmap
import os
import random
import runpy
import signal
import sys
import time
import traceback
from datetime import date, datetime
from pathlib import Path

from freezegun import freeze_time
from freezegun.api import real_monotonic

import odoo
from odoo.modules.registry import Registry

NIGHT = date(2026, 3, 11)
FACTS = Path(__file__).with_name("killed_facts.py")
SPOT = 40
# a child that isn't done after that long never will be
PATIENCE = 240
# what a kill undoes has to be done again; too much, and a night is done before its last kill
SHARE = 1.6


def environment(cursor):
    return odoo.api.Environment(cursor, odoo.api.SUPERUSER_ID, {})


# in the children


def work(registry, spot):
    """Call the crons until nothing is left. Returns whether that was reached."""
    before = None
    for _attempt in range(12):
        with registry.cursor() as cursor:
            # not far back: Odoo counts the missed calls one by one
            cursor.execute(
                "UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'UTC' - interval '1 minute'"
                " WHERE active"
            )
        mark(spot, "between crons")
        registry["ir.cron"]._process_jobs(registry.db_name)
        with registry.cursor() as cursor:
            env = environment(cursor)
            after = progress(env)
            if after == before and is_done(env):
                return True
            before = after
    return False


def progress(env):
    """Changes whenever a cron got something done."""
    groups = env["debt.action"]._read_group([], ["kind", "state"], ["__count"])
    documents = env["debt.letter"]._read_group([], ["state"], ["__count", "attachment_id:count"])
    return groups, documents


def is_done(env):
    """Whether the night is over and nothing waits for the refresh; SMS may wait for a letter."""
    domain = [("company_id", "=", env.company.id), ("date", "=", NIGHT), ("state", "=", "done")]
    return env["debt.run"].search_count(domain) and not env["debt.dirty"].search_count([])


def morning(registry, _spot):
    """What people do after the night: approve, and customers pay some of it."""
    with registry.cursor() as cursor:
        env = environment(cursor)
        waiting = env["debt.action"].search([("state", "=", "waiting")], order="id")
        head = env["res.users"].search([("login", "=", "jan")])
        waiting.filtered(lambda action: action.kind != "decision")._approve(head)
        partners = waiting.partner_id.sorted("name")
        for n, partner in enumerate(partners):
            # every third pays: of these one an invoice, one a part, one all
            if n % 3 == 0:
                pay(env, partner, n // 3 % 3)
    return True


def pay(env, partner, how):
    domain = [("partner_id", "=", partner.id), ("payment_state", "in", ("not_paid", "partial"))]
    moves = env["account.move"].search(
        [*domain, ("move_type", "=", "out_invoice"), ("state", "=", "posted")],
        order="invoice_date_due, id",
    )
    for move in moves if how == 2 else moves[:1]:
        wizard = env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        values = {"payment_date": NIGHT}
        if how == 1:
            values["amount"] = 100
        wizard.create(values)._create_payments()


def mark(spot, text):
    spot[:SPOT] = text.encode()[:SPOT].ljust(SPOT)


def watch(registry, spot):
    """Have the children tell where they are."""

    def watched(model, name, describe):
        original = getattr(registry[model], name)

        def method(self, *args, **kwargs):
            mark(spot, describe(args))
            result = original(self, *args, **kwargs)
            mark(spot, "between chunks")
            return result

        setattr(registry[model], name, method)

    watched("debt.run", "_prepare", lambda args: "night")
    watched("debt.run", "_do_chunk", lambda args: "night")
    watched("debt.run", "_finish", lambda args: "night")
    watched("debt.action", "_do_chunk", lambda args: args[0])
    watched("debt.dirty", "_consume", lambda args: "refresh")


def use_small_chunks():
    """As many transactions as a big company has, with few customers."""
    models = odoo.addons.debt_collection.models
    models.debt_action_cron.CHUNK = 8
    models.debt_run_prepare.CHUNK_ITEMS = 24
    models.debt_dirty.BATCH = 5


# in the supervisor


class Player:
    def __init__(self, database, seed):
        self.random = random.Random(seed)
        self.spot = mmap.mmap(-1, SPOT)
        self.registry = Registry(database)
        watch(self.registry, self.spot)
        use_small_chunks()
        self.places, self.seconds, self.idle = {}, [], 0.0

    def stage(self, task, kills=0, seconds=0.0):
        """Do `task` to its end, killed so many times if it lasts that long."""
        begin = real_monotonic()
        longest = self.idle / 2 + SHARE * seconds / kills if kills else 0
        for _kill in range(kills):
            if self.play(task, self.random.uniform(0, longest)):
                break
        else:
            self.play(task)
        self.seconds.append(round(real_monotonic() - begin, 2))

    def play(self, task, delay=None):
        """Return whether the child came to its end before `delay` was over."""
        odoo.sql_db.close_all()  # a connection must not be shared by two processes
        child = os.fork()
        if not child:
            self.live(task)
        if delay is None:
            delay, is_kill = PATIENCE, False
        else:
            is_kill = True
        if (status := self.wait(child, delay)) is None:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            if not is_kill:
                raise TimeoutError(f"not done after {PATIENCE} seconds")
            place = bytes(self.spot[:SPOT]).decode().strip()
            self.places[place] = self.places.get(place, 0) + 1
            return False
        if status:
            raise RuntimeError("a process failed or found no end: see above")
        return True

    def live(self, task):
        """The whole life of a child."""
        status = 1
        try:
            mark(self.spot, "start")
            status = 0 if task(self.registry, self.spot) else 2
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)

    def wait(self, child, seconds):
        end = real_monotonic() + seconds
        while real_monotonic() < end:
            pid, status = os.waitpid(child, os.WNOHANG)
            if pid:
                return status
            time.sleep(0.005)
        return None


def collect_facts(registry):
    """What the night left behind, read in the process that is loaded already."""
    with registry.cursor() as cursor:
        known = {"env": environment(cursor)}
        return runpy.run_path(str(FACTS), init_globals=known)["collect"]()


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("conf")
    parser.add_argument("database")
    parser.add_argument("report")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=json.loads, default=[0, 0, 0, 0])
    return parser.parse_args()


def main():
    options = arguments()
    conf = ["-c", options.conf, "-d", options.database, "--no-http", "--log-level=info"]
    odoo.tools.config.parse_config(conf, setup_logging=True)
    player = Player(options.database, options.seed)
    night, _morning, sending, idle = options.seconds
    player.idle = idle
    share = night / ((night + sending) or 1)
    first = round(options.kills * share)
    with freeze_time(datetime(NIGHT.year, NIGHT.month, NIGHT.day, 9), tick=True):
        player.stage(work, first, night)
        player.stage(morning)
        player.stage(work, options.kills - sum(player.places.values()), sending)
        player.stage(work)  # nothing is left: how long a process takes to find that out
    report = {"places": player.places, "seconds": player.seconds}
    report["facts"] = collect_facts(player.registry)
    with open(options.report, "w") as file:
        json.dump(report, file, ensure_ascii=False)


if __name__ == "__main__":
    main()
