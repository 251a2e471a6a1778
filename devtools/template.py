"""A database with all that our add-ons depend on; test runs begin with a copy of it."""

import hashlib

from . import addons, database
from .paths import DATA, LOCAL, LOGS, REPO
from .process import lock, say
from .python import REQUIREMENTS

# Odoo compiles all scripts and style sheets before its first browser test, which takes minutes;
# in a copy it does only those that our add-ons change
ASSETS = 'env["ir.qweb"]._pregenerate_assets_bundles()\nenv.cr.commit()\n'


def copy_template(connection, root, modules, target):
    """Make the database `target` with all that `modules` depend on."""
    with lock(LOCAL / "template.lock"):  # PostgreSQL copies only what nobody else uses
        database.copy(connection, _ensured(connection, root, modules), target)


def ensure_template(connection, root, modules):
    """Have the template of `modules` ready, so that a later test run doesn't wait for it."""
    with lock(LOCAL / "template.lock"):
        _ensured(connection, root, modules)


def _ensured(connection, root, modules):
    """Return the template's name; whoever calls holds its lock."""
    needs = addons.foreign_needs(modules)
    name = f"template_{_fingerprint(root, needs)}"
    if not database.exists(connection, name):
        _drop_old(connection)
        _create(connection, name, needs)
    return name


def _fingerprint(root, needs):
    parts = [str(REPO), str(root), REQUIREMENTS[0].read_text(), *needs]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]


def _drop_old(connection):
    for folder in (DATA / "filestore").glob("template_*"):
        database.drop(connection, folder.name)


def _create(connection, name, needs):
    say(f"creating {name} with {', '.join(needs)} (three minutes)")
    log, draft = LOGS / f"{name}.log", f"{name}_draft"
    log.unlink(missing_ok=True)
    database.drop(connection, draft)
    options = ["-i", ",".join(needs), "--load-language=pl_PL", "--without-demo", "--no-http"]
    database.odoo(log, "server", "-d", draft, *options, "--stop-after-init")
    database.script(log, draft, ASSETS)
    database.rename(connection, draft, name)
