"""Our add-ons at the repository's root, and what they need."""

import ast
import configparser
from pathlib import Path

from .paths import CONF, REPO

# not depended on by any of our add-ons, but wanted by tests and demo of a Polish company
POLISH = "l10n_pl"


def manifests():
    """Our add-ons: {name: manifest file}."""
    return {
        path.parent.name: path for path in sorted(REPO.glob("debt_collection*/__manifest__.py"))
    }


def split_installable():
    """Our add-ons that can be installed here; and for the others what they miss."""
    good, bad = [], {}
    for name in manifests():
        missing = sorted(need for need in _all_needs(name) if _manifest(need) is None)
        if missing:
            bad[name] = missing
        else:
            good.append(name)
    return good, bad


def foreign_needs(modules):
    """The direct dependencies of our add-ons that are not ours."""
    needs = {need for module in modules for need in _depends(_manifest(module))}
    return sorted(needs - set(manifests()) | {POLISH})


def _all_needs(module):
    found, todo = set(), [module]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            manifest = _manifest(name)
            todo += _depends(manifest) if manifest else []
    return found


def _manifest(module):
    conf = configparser.ConfigParser(interpolation=None)
    conf.read(CONF)
    # `base` lies beside Odoo's own code, which Odoo adds to the path by itself
    folders = conf["options"]["addons_path"].split(",")
    candidates = [Path(folder) / module / "__manifest__.py" for folder in folders]
    if module == "base":
        return candidates[0]
    return next((path for path in candidates if path.exists()), None)


def _depends(manifest):
    if manifest.parent.name == "base":
        return []
    return ast.literal_eval(manifest.read_text()).get("depends", ["base"])
