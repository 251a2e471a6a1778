"""The demo: a Polish company with overdue customers, the day after a nightly run."""

import json
import os
import shutil
import sys
from pathlib import Path

from . import addons, catcher, database
from .paths import CONF, DEMO_DB, HTTP_PORT, LOGS, MAIL_PAGE_PORT, MAIL_PORT, MAILS, ODOO
from .process import Failure, say

MODULES = ["debt_collection", "sale_management", "payment_demo", addons.POLISH]
# what the bridges for deliveries and the web shop need; a minute more
SHOP = ["sale_stock", "website_sale"]
SCRIPT = Path(__file__).with_name("demo_script.py")
LOG = LOGS / "demo.log"
# compiling scripts and style sheets takes the first page half a minute
ASSETS = """
for name in (
    "web.assets_web",
    "web.assets_frontend",
    "web.assets_frontend_minimal",
    "web.assets_frontend_lazy",
):
    bundle = env["ir.qweb"]._get_asset_bundle(name, css=True, js=True)
    bundle.js()
    bundle.css()
env.cr.commit()
"""


def run_demo(connection, options):
    if options.serve and catcher.is_taken(HTTP_PORT):
        raise Failure(f"port {HTTP_PORT} is taken (an older ./dev demo?); set HTTP_PORT to another")
    catcher.ensure_catcher()
    if options.reset:
        database.drop(connection, DEMO_DB)
        shutil.rmtree(MAILS, ignore_errors=True)
        MAILS.mkdir()
    if not _is_ready(connection):
        _create(connection, MODULES + SHOP if options.shop else MODULES)
    _tell(connection)
    if options.serve:
        serve()


def serve():
    sys.stdout.flush()
    os.execv(ODOO, ["odoo", "server", "-c", str(CONF), "-d", DEMO_DB])


def shell(name):
    os.execv(ODOO, ["odoo", "shell", "-c", str(CONF), "-d", name or DEMO_DB, "--no-http"])


def update(connection):
    """Bring our add-ons in the demo database to the code of this clone."""
    if not database.exists(connection, DEMO_DB):
        raise Failure(f"no database {DEMO_DB} yet; ./dev demo makes it")
    ours = sorted(database.installed(connection, DEMO_DB) & set(addons.manifests()))
    say(f"updating {', '.join(ours)} in {DEMO_DB}")
    options = ["-u", ",".join(ours), "--no-http", "--stop-after-init"]
    database.odoo(LOGS / "update.log", "server", "-d", DEMO_DB, *options)
    say("updated; restart ./dev demo if it is running")


def _is_ready(connection):
    return database.exists(connection, DEMO_DB) and bool(_summary(connection))


def _summary(connection):
    statement = "SELECT value FROM ir_config_parameter WHERE key = 'debt_collection.demo'"
    rows = database.query(connection, DEMO_DB, statement)
    return rows[0][0] if rows else ""


def _create(connection, modules):
    LOG.unlink(missing_ok=True)
    database.drop(connection, DEMO_DB)
    say(f"creating the database {DEMO_DB} (log: {LOG})")
    country = ["--country", "PL", "--language", "pl_PL"]
    database.odoo(LOG, "db", "init", "--force", *country, DEMO_DB)
    say("installing Odoo's modules and ours")
    options = ["--without-demo", "--no-http", "--stop-after-init"]
    database.odoo(LOG, "server", "-d", DEMO_DB, "-i", ",".join(modules), *options)
    say("building the company and running its night")
    os.environ["DEBT_DEMO"] = json.dumps({"mail": MAIL_PORT, "page": MAIL_PAGE_PORT})
    database.script(LOG, DEMO_DB, SCRIPT.read_text() + ASSETS)


def _tell(connection):
    print(_summary(connection))
    print(f"\n  Odoo   http://127.0.0.1:{HTTP_PORT}/odoo   user admin, password admin")
    count = len(list(MAILS.glob("*.eml")))
    print(f"  mails  http://127.0.0.1:{MAIL_PAGE_PORT}   {count} so far\n", flush=True)
