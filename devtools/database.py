"""Databases and their file stores."""

import json
import os
import shutil
import subprocess

from .paths import CONF, DATA, ODOO, PYTHON, filestore
from .process import run, run_logged

QUERY = """
import json, sys, psycopg2
settings, statement, parameters = json.load(sys.stdin)
connection = psycopg2.connect(**settings)
connection.autocommit = True
cursor = connection.cursor()
cursor.execute(statement, parameters)
print(json.dumps(cursor.fetchall() if cursor.description else []))
"""
LIBPQ = {"db_host": "host", "db_port": "port", "db_user": "user", "db_password": "password"}


def query(connection, database, statement, *parameters):
    """Run one statement outside of a transaction; return its rows."""
    settings = {LIBPQ[key]: value for key, value in connection.items() if key in LIBPQ}
    message = json.dumps([settings | {"dbname": database}, statement, parameters])
    done = run(PYTHON, "-c", QUERY, input=message, text=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def exists(connection, database):
    statement = "SELECT 1 FROM pg_database WHERE datname = %s"
    return bool(query(connection, "postgres", statement, database))


def installed(connection, database):
    """The names of the modules installed there."""
    statement = "SELECT name FROM ir_module_module WHERE state = 'installed'"
    return {name for (name,) in query(connection, database, statement)}


def drop(connection, database):
    query(connection, "postgres", f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
    shutil.rmtree(filestore(database), ignore_errors=True)


def copy(connection, source, target):
    query(connection, "postgres", f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
    shutil.rmtree(filestore(target), ignore_errors=True)
    # Odoo never changes a stored file, so both databases may share it
    shutil.copytree(filestore(source), filestore(target), copy_function=os.link)


def rename(connection, source, target):
    (DATA / "filestore").mkdir(parents=True, exist_ok=True)
    shutil.rmtree(filestore(target), ignore_errors=True)
    filestore(source).mkdir(exist_ok=True)
    filestore(source).rename(filestore(target))
    query(connection, "postgres", f'ALTER DATABASE "{source}" RENAME TO "{target}"')


def odoo(log, command, *args, **kwargs):
    """Run one of Odoo's commands to its end."""
    run_logged(log, ODOO, command, "-c", CONF, *args, **kwargs)


def script(log, database, code):
    """Run Python code in `odoo shell`; the code has to commit by itself."""
    odoo(log, "shell", "-d", database, "--no-http", input=code, text=True)
