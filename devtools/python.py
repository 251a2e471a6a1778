"""The virtual environment."""

import hashlib
import os
import re
import subprocess
import sys

from .paths import CACHE, LOGS, PYTHON, REPO, VENV
from .process import Failure, run, run_logged, say

REQUIREMENTS = (REPO / "requirements.txt", REPO / "requirements-dev.txt")


def pip(*args):
    cache = {} if os.environ.get("PIP_CACHE_DIR") else {"PIP_CACHE_DIR": str(CACHE / "pip")}
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    run_logged(LOGS / "pip.log", PYTHON, "-m", "pip", *args, env=os.environ | cache | quiet)


def ensure_venv():
    if not (3, 10) <= sys.version_info[:2] <= (3, 13):
        raise Failure(f"Odoo 19.0 needs Python 3.10 to 3.13; this is {sys.version.split()[0]}")
    wanted = _fingerprint()
    stamp = VENV / ".requirements"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("installing the Python packages into .venv")
    if not PYTHON.exists():
        _create()
    _install()
    stamp.write_text(wanted)


def _create():
    try:
        run(sys.executable, "-m", "venv", VENV, stdout=subprocess.DEVNULL)
    except subprocess.CalledProcessError as error:
        raise Failure("no virtual environment; on Debian: apt-get install python3-venv") from error


def _install():
    """With uv, which needs a tenth of pip's time; with pip where uv fails (it ignores pip.conf)."""
    files = [f"-r{path}" for path in REQUIREMENTS]
    pin = re.search(r"^uv==\S+", REQUIREMENTS[1].read_text(), re.MULTILINE)
    uv = VENV / "bin" / "uv"
    cache = {} if os.environ.get("UV_CACHE_DIR") else {"UV_CACHE_DIR": str(CACHE / "uv")}
    try:
        pip("install", "-q", pin[0])
        command = ["pip", "install", "--python", PYTHON, *files]
        run_logged(LOGS / "uv.log", uv, *command, env=os.environ | cache)
    except Failure:
        say("uv could not do it; trying pip")
        pip("install", "-q", *files)


def _fingerprint():
    content = b"".join(path.read_bytes() for path in REQUIREMENTS)
    return hashlib.sha256(content + sys.version.encode()).hexdigest()
