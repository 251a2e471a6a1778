"""Fill the demo database. `odoo shell` runs this, which is where `env` comes from."""

import importlib
import json
import os
from datetime import datetime, time, timedelta

from freezegun import freeze_time

env = globals()["env"]
PORTS = json.loads(os.environ["DEBT_DEMO"])
GENERATOR = "odoo.addons.debt_collection.demo.company"
HISTORY = "odoo.addons.debt_collection.demo.history"
# they would call services outside
CRONS = ["mail.ir_cron_module_update_notification", "snailmail.snailmail_print"]


def stay_on_this_machine():
    """All mails and text messages go to the local catcher, and nothing else goes anywhere."""
    env["ir.mail_server"].create(
        {
            "name": "Local catcher",
            "smtp_host": "127.0.0.1",
            "smtp_port": PORTS["mail"],
            "smtp_encryption": "none",
        }
    )
    page = f"http://127.0.0.1:{PORTS['page']}"
    for service in ("sms", "iap", "enrich", "snailmail"):
        env["ir.config_parameter"].set_param(f"{service}.endpoint", page)
    for name in CRONS:
        cron = env.ref(name, raise_if_not_found=False)
        if cron:
            cron.active = False
    # it asks a service at every login
    module = env["ir.module.module"].search([("name", "=", "partner_autocomplete")])
    if module.state == "installed":
        module.button_immediate_uninstall()


def speak_polish():
    """Polish for all; English stays to choose from."""
    env["res.lang"]._activate_lang("en_US")
    env["res.lang"]._activate_lang("pl_PL")
    env["res.users"].search([("share", "=", False)]).lang = "pl_PL"
    env.company.partner_id.lang = "pl_PL"


def last_working_day():
    """The latest working day whose ten o'clock has come: letters go out on such a morning."""
    calendar = env["debt.calendar"]
    now = calendar._now(env.company)
    day = (now - timedelta(hours=10)).date()
    while calendar._add_working_days(env.company, day - timedelta(days=1), 1) != day:
        day -= timedelta(days=1)
    return day


def at(day, hour):
    """Set the clock to that hour of the company's day."""
    local = datetime.combine(day, time(hour))
    return freeze_time(env["debt.calendar"]._utc(env.company, local))


def build_company(day):
    """The company with its customers, products and invoices."""
    with at(day, 1):
        built = importlib.import_module(GENERATOR).build(env, today=day)
        env.cr.commit()
    return str(built)


def run_night(day):
    """One nightly run for real and the morning after: what is due goes out, to the catcher."""
    env.company.debt_automation = True
    with at(day, 2):
        run = env["debt.run"]._start(env.company, "nightly", day)
        run._go()
    with at(day, 10):
        for work in ("_cron_act", "_cron_render", "_cron_act"):
            getattr(env["debt.action"], work)()
        env["mail.mail"].process_email_queue()
        env["sms.sms"]._process_queue()
        importlib.import_module(HISTORY).tell(env, day)
        env.cr.commit()
    return f"night of {run.date}: {dict(run._fields['state'].selection)[run.state]}"


def summary():
    """What the night and the morning did."""
    counted = {
        "cases": ("debt.case", []),
        "actions planned": ("debt.action", []),
        "of them done": ("debt.action", [("state", "=", "done")]),
        "letters written": ("debt.letter", []),
    }
    lines = [
        f"{env[model].search_count(domain)} {what}" for what, (model, domain) in counted.items()
    ]
    return ", ".join(lines)


def fill():
    speak_polish()
    stay_on_this_machine()
    env.cr.commit()
    day = last_working_day()
    lines = [build_company(day), run_night(day), summary()]
    env["ir.config_parameter"].set_param("debt_collection.demo", "\n".join(lines))
    env.cr.commit()


fill()
