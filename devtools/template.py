"""A database with all that our add-ons depend on; test runs begin with a copy of it."""

import hashlib

from . import addons, database
from .paths import DATA, LOCAL, LOGS, REPO
from .process import lock, say
from .python import REQUIREMENTS

# compiling the style sheets takes the first page 20 s; do it once for all the copies
FINISH = 'env["ir.qweb"]._pregenerate_assets_bundles()\nenv.cr.commit()\n'


def ensure_template(connection, root, modules):
    needs = addons.foreign_needs(modules)
    name = f"template_{_fingerprint(root, needs)}"
    with lock(LOCAL / "template.lock"):
        if not database.exists(connection, name):
            _drop_old(connection)
            _create(connection, name, needs)
    return name


def _fingerprint(root, needs):
    parts = [str(REPO), str(root), FINISH, *needs]
    parts.append(REQUIREMENTS[0].read_text())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]


def _drop_old(connection):
    for folder in (DATA / "filestore").glob("template_*"):
        database.drop(connection, folder.name)


def _create(connection, name, needs):
    say(f"creating {name} with {', '.join(needs)} (two minutes)")
    log, draft = LOGS / f"{name}.log", f"{name}_draft"
    log.unlink(missing_ok=True)
    database.drop(connection, draft)
    options = ["-i", ",".join(needs), "--load-language=pl_PL", "--without-demo", "--no-http"]
    database.odoo(log, "server", "-d", draft, *options, "--stop-after-init")
    database.script(log, draft, FINISH)
    database.rename(connection, draft, name)
