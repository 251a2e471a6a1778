"""The commands."""

import argparse
import sys

from . import config, odoo_source, pdf, postgres, python
from .lint import run_lint
from .paths import LOCAL
from .process import Failure, lock, say
from .tests import run_tests


def setup():
    """Have all that Odoo needs; return PostgreSQL's connection settings and Odoo's root."""
    with lock(LOCAL / "setup.lock"):
        python.ensure_venv()
        root = odoo_source.ensure_odoo()
        pdf.ensure_wkhtmltopdf()
        connection = postgres.ensure_postgres()
        config.write_conf(connection, root)
    return connection, root


def _setup(_options):
    setup()
    say("ready")


def _test(options):
    return run_tests(*setup(), options)


def _lint(options):
    setup()
    return run_lint(options.fix)


def _stop(_options):
    postgres.stop_postgres()


def main():
    parser = argparse.ArgumentParser(prog="./dev")
    commands = parser.add_subparsers(required=True)
    commands.add_parser("setup").set_defaults(run=_setup)
    test = commands.add_parser("test")
    test.set_defaults(run=_test)
    test.add_argument("-k", metavar="EXPR")
    test.add_argument("--tags")
    test.add_argument("--only", metavar="MODULES")
    test.add_argument("--keep", action="store_true")
    lint = commands.add_parser("lint")
    lint.set_defaults(run=_lint)
    lint.add_argument("--fix", action="store_true")
    commands.add_parser("stop").set_defaults(run=_stop)
    options = parser.parse_args()
    try:
        return options.run(options)
    except Failure as failure:
        sys.exit(str(failure))
