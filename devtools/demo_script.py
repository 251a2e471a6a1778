"""Fill the demo database. `odoo shell` runs this, which is where `env` comes from."""

# ruff: noqa: F821
import importlib
import json
import os

SETTINGS = json.loads(os.environ["DEBT_DEMO"])
GENERATOR = "odoo.addons.debt_collection.demo.company"
# they would call services outside
CRONS = ["mail.ir_cron_module_update_notification", "snailmail.snailmail_print"]


def stay_on_this_machine():
    """All mails and text messages go to the local catcher, and nothing else goes anywhere."""
    env["ir.mail_server"].create(
        {
            "name": "Local catcher",
            "smtp_host": "127.0.0.1",
            "smtp_port": SETTINGS["mail_port"],
            "smtp_encryption": "none",
        }
    )
    page = f"http://127.0.0.1:{SETTINGS['mail_page_port']}"
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
    env["res.lang"]._activate_lang("pl_PL")
    env["res.users"].search([("share", "=", False)]).lang = "pl_PL"
    env.company.partner_id.lang = "pl_PL"


def build_company():
    """The company with its customers, products and invoices."""
    try:
        generator = importlib.import_module(GENERATOR)
    except ModuleNotFoundError as error:
        if not GENERATOR.startswith(error.name):
            raise
        return ["no demo generator is there yet: the company is empty"]
    generator.build(env)
    env.cr.commit()
    return []


def run_night():
    """One nightly run for real: what is due goes out, to the catcher."""
    run = env["debt.run"]
    if not hasattr(run, "_start_nightly"):
        return ["no nightly run is there yet"]
    run._start_nightly(env.company)
    env.cr.commit()
    env["mail.mail"].process_email_queue()
    env.cr.commit()
    return []


def summary():
    """How much of what there is now."""
    counted = {
        "customers": ("res.partner", [("customer_rank", ">", 0)]),
        "posted invoices": (
            "account.move",
            [("move_type", "=", "out_invoice"), ("state", "=", "posted")],
        ),
        "payments": ("account.payment", []),
        "cases": ("debt.case", []),
        "actions": ("debt.action", []),
        "letters": ("debt.letter", []),
    }
    return [
        f"{env[model].search_count(domain)} {what}"
        for what, (model, domain) in counted.items()
        if model in env
    ]


def fill():
    speak_polish()
    stay_on_this_machine()
    env.cr.commit()
    lines = [*build_company(), *run_night(), *summary()]
    # or the first page takes half a minute
    env["ir.qweb"]._pregenerate_assets_bundles()
    env["ir.config_parameter"].set_param("debt_collection.demo", "\n".join(lines))
    env.cr.commit()


fill()
