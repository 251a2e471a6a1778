"""The commands."""

import argparse
import sys

from . import config, odoo_source, pdf, postgres, python
from .paths import LOCAL
from .process import Failure, lock, say


def setup():
    """Have all that Odoo needs; return PostgreSQL's connection settings."""
    with lock(LOCAL / "setup.lock"):
        python.ensure_venv()
        root = odoo_source.ensure_odoo()
        pdf.ensure_wkhtmltopdf()
        connection = postgres.ensure_postgres()
        config.write_conf(connection, root)
    return connection


def main():
    parser = argparse.ArgumentParser(prog="./dev")
    parser.add_argument("command", choices=["setup", "stop"])
    options = parser.parse_args()
    try:
        if options.command == "setup":
            setup()
            say("ready")
        else:
            postgres.stop_postgres()
    except Failure as failure:
        sys.exit(str(failure))
