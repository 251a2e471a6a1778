"""The linters, all of them even if one complains."""

import subprocess

from . import addons
from .paths import REPO, VENV
from .process import say

PYLINT = [
    "--rcfile=pyproject.toml",
    "--disable=all",
    "--enable=odoolint",
    "--disable="
    + ",".join(
        [
            "missing-readme",  # the repository's README tells it all
            "manifest-required-author",  # it wants the OCA
            "consider-merging-classes-inherited",  # big models are split by subject
            "prefer-env-translation",  # it doesn't see that `_` is `self.env._`
            "no-search-all",  # there are few companies and currencies
            "bad-builtin-groupby",  # rows come sorted, in a stream
            "attribute-string-redundant",  # said where the word is chosen on purpose
            "context-overridden,method-required-super",  # tests make such contexts and stand-ins
        ]
    ),
]
# Odoo itself writes its XML headers and numeric fields in another way than these rules want
OCA = (
    "--disable=xml-header-missing,xml-header-wrong,xml-field-numeric-without-eval,"
    "weblate-component-too-long,prefer-readme-rst,xml-tag-position"
)


def run_lint(fix=False):
    bad = [name for name, command in _commands(fix).items() if not _passes(name, command)]
    say(f"lint: complaints of {', '.join(bad)}" if bad else "lint: nothing to complain about")
    return int(bool(bad))


def _commands(fix):
    modules = list(addons.manifests())
    translations = sorted(REPO.glob("debt_collection*/i18n/*.po*"))
    commands = {
        "ruff check": ["ruff", "check", "--quiet", *(["--fix"] if fix else [])],
        "ruff format": ["ruff", "format", "--quiet", *([] if fix else ["--diff"])],
    }
    if modules:
        commands["pylint-odoo"] = ["pylint", *PYLINT, *modules]
        commands["oca-checks-odoo-module"] = ["oca-checks-odoo-module", OCA, *modules]
    if translations:
        names = [str(path.relative_to(REPO)) for path in translations]
        commands["oca-checks-po"] = ["oca-checks-po", "--disable=po-pretty-format", *names]
    return commands


def _passes(name, command):
    say(name)
    done = subprocess.run([str(VENV / "bin" / command[0]), *command[1:]], cwd=REPO, check=False)
    return done.returncode == 0
