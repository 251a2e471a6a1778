"""One measured step in a process of its own: wall time, CPU, statements and peak memory.

    python bench/probe.py CONF DATABASE STEP [JSON]      prints one line of JSON

Memory is the peak above the process at rest, with the registry loaded and nothing done.
"""

import json
import os
import resource
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import odoo
import odoo.sql_db
from odoo.modules.registry import Registry
from odoo.tools import config


class Probe:
    """Adds up what happens between its start and its end."""

    def __init__(self, cr):
        self.cr = cr

    def __enter__(self):
        self.cr.execute("SELECT pg_backend_pid()")
        (self.backend,) = self.cr.fetchone()
        self.wall, self.cpu, self.pg = time.perf_counter(), _cpu(), _backend_cpu(self.backend)
        self.sql, self.memory = odoo.sql_db.sql_counter, _peak_mb()
        return self

    def __exit__(self, *_error):
        self.result = {
            "wall": round(time.perf_counter() - self.wall, 3),
            "cpu": round(_cpu() - self.cpu, 3),
            "pg_cpu": round(_backend_cpu(self.backend) - self.pg, 3),
            "sql": odoo.sql_db.sql_counter - self.sql,
            "mb": round(_peak_mb() - self.memory, 1),
        }


def _cpu():
    own, children = (
        resource.getrusage(resource.RUSAGE_SELF),
        resource.getrusage(resource.RUSAGE_CHILDREN),
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _backend_cpu(pid):
    """Return the CPU seconds of PostgreSQL's process; 0 where it isn't on this machine."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    conf, database, step, *rest = sys.argv[1:]
    config.parse_config(["-c", conf, "-d", database, "--log-level=error", "--no-http"])
    arguments = json.loads(rest[0]) if rest else {}
    registry = Registry(database)
    with registry.cursor() as cr:
        env = odoo.api.Environment(cr, odoo.SUPERUSER_ID, {"lang": "en_US", "tz": "Europe/Warsaw"})
        module, function = step.split(".")
        steps = __import__(module)
        arguments["today"] = date.fromisoformat(arguments["today"])
        print(json.dumps(getattr(steps, function)(env, Probe, **arguments)))
        cr.commit()


if __name__ == "__main__":
    main()
