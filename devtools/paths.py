"""Where everything lies."""

import os
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
LOCAL = REPO / ".local"
VENV = REPO / ".venv"
PYTHON = VENV / "bin" / "python"
ODOO = VENV / "bin" / "odoo"
CONF = LOCAL / "odoo.conf"
DATA = LOCAL / "data"
LOGS = LOCAL / "logs"
MAILS = LOCAL / "mails"

_XDG = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
CACHE = Path(os.environ.get("DEBT_CACHE") or Path(_XDG) / "debt_collection").absolute()

DEMO_DB = os.environ.get("DEMO_DB", "demo")
HTTP_PORT = int(os.environ.get("HTTP_PORT", "8069"))
MAIL_PORT = int(os.environ.get("MAIL_PORT", "1025"))
MAIL_PAGE_PORT = int(os.environ.get("MAIL_PAGE_PORT", "8025"))


def filestore(database):
    return DATA / "filestore" / database
