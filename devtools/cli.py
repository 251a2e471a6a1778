"""The commands."""

import argparse
import os

from . import addons, catcher, config, demo, odoo_source, pdf, postgres, python, system
from .lint import run_lint
from .paths import LOCAL, PYTHON, REPO
from .process import Failure, lock, say
from .template import ensure_template
from .tests import run_tests


def setup():
    """Have all that Odoo needs; return PostgreSQL's connection settings and Odoo's root."""
    with lock(LOCAL / "setup.lock"):
        python.ensure_venv()
        system.ensure_system_packages()
        root = odoo_source.ensure_odoo()
        pdf.ensure_wkhtmltopdf()
        connection = postgres.ensure_postgres()
        config.write_conf(connection, root)
    return connection, root


def _setup(_options):
    setup()
    say("ready")


def _demo(options):
    connection, _root = setup()
    demo.run_demo(connection, options)


def _test(options):
    return run_tests(*setup(), options)


def _template(_options):
    connection, root = setup()
    ensure_template(connection, root, addons.split_installable()[0])


def _lint(options):
    setup()
    return run_lint(options.fix)


def _bench(options):
    setup()
    os.execv(PYTHON, [str(PYTHON), str(REPO / "bench" / "run.py"), *options.rest])


def _shell(options):
    setup()
    demo.shell(options.database)


def _update(_options):
    connection, _root = setup()
    demo.update(connection)


def _stop(_options):
    catcher.stop_catcher()
    postgres.stop_postgres()


def keep_bytecode():
    """Compile sources once for all programs that are started, however the environment is; nothing
    of it may lie in the clone, nor beside Odoo, which may be somebody else's.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(LOCAL / "pycache"))


def main():
    keep_bytecode()
    options, rest = _parser().parse_known_args()
    if rest and options.run is not _bench:
        _parser().error(f"unrecognized arguments: {' '.join(rest)}")
    options.rest = rest
    try:
        return options.run(options)
    except Failure as failure:
        return str(failure)
    except KeyboardInterrupt:
        return 130


def _parser():
    parser = argparse.ArgumentParser(prog="./dev", description=DESCRIPTION, epilog=EPILOG, **RAW)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name, function, text):
        # bench/run.py has a --help of its own
        own_help = function is not _bench
        command = commands.add_parser(name, help=text, description=text, add_help=own_help)
        command.set_defaults(run=function)
        return command

    add("setup", _setup, "have Python packages, Odoo 19, PostgreSQL and wkhtmltopdf ready")
    command = add("demo", _demo, "build a demo company, run its night and serve it")
    command.add_argument("--reset", action="store_true", help="start over")
    command.add_argument("--shop", action="store_true", help="with deliveries and a web shop")
    command.add_argument("--no-serve", dest="serve", action="store_false", help="only build it")
    _add_test_options(add("test", _test, "run the tests of all our add-ons"))
    add("template", _template, "make the database that test runs begin with, if it isn't there")
    command = add("lint", _lint, "ruff, pylint-odoo and the OCA's checks")
    command.add_argument("--fix", action="store_true", help="let ruff correct and format first")
    add("bench", _bench, "measure; arguments are those of bench/run.py")
    command = add("shell", _shell, "a Python shell in a database")
    command.add_argument("database", nargs="?", help="the demo's if left out")
    add("update", _update, "bring the demo database to the code of this clone")
    add("stop", _stop, "stop PostgreSQL and the mail catcher")
    return parser


def _add_test_options(command):
    selection = command.add_mutually_exclusive_group()
    selection.add_argument(
        "-k", metavar="EXPR", help="files, classes and methods with this in their name; 'a or b'"
    )
    selection.add_argument("--tags", help="as Odoo's --test-tags")
    command.add_argument("--only", metavar="MODULES", help="leave our other add-ons out")
    command.add_argument("--keep", action="store_true", help="keep the database of this run")


DESCRIPTION = "The developer command: everything from an empty machine to demo, tests and checks."
EPILOG = """settings, all optional, from the environment:
  ODOO_HOME          an Odoo 19.0 checkout to use
  PGHOST, PGPORT, PGUSER, PGPASSWORD   a PostgreSQL server to use
  DEBT_CACHE         where downloads are kept (~/.cache/debt_collection)
  DEBT_APT=0         never install system packages
  DEBT_WORKERS       how many programs ./dev test runs side by side (one a core, at most 4)
  DEBT_KILLS         how often ./dev test kills its night (20; 0: not at all); DEBT_KILL_SEED
  DEMO_DB, HTTP_PORT, MAIL_PORT, MAIL_PAGE_PORT   of ./dev demo (demo, 8069, 1025, 8025)
all else lies in .venv and .local of this clone"""
RAW = {"formatter_class": argparse.RawDescriptionHelpFormatter}
