"""The virtual environment."""

import hashlib
import os
import subprocess
import sys

from .paths import CACHE, PYTHON, REPO, VENV
from .process import Failure, run, say

REQUIREMENTS = (REPO / "requirements.txt", REPO / "requirements-dev.txt")


def pip(*args, **kwargs):
    cache = {} if os.environ.get("PIP_CACHE_DIR") else {"PIP_CACHE_DIR": str(CACHE / "pip")}
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return run(PYTHON, "-m", "pip", *args, env=os.environ | cache | quiet, **kwargs)


def ensure_venv():
    if not (3, 10) <= sys.version_info[:2] <= (3, 13):
        raise Failure(f"Odoo 19.0 needs Python 3.10 to 3.13; this is {sys.version.split()[0]}")
    wanted = _fingerprint()
    stamp = VENV / ".requirements"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("installing the Python packages into .venv")
    try:
        if not PYTHON.exists():
            run(sys.executable, "-m", "venv", VENV)
        pip("install", "-q", *(f"-r{path}" for path in REQUIREMENTS))
    except subprocess.CalledProcessError as error:
        raise Failure(
            "the Python packages could not be installed; is PyPI (or your index) reachable,"
            " and, on Debian, python3-venv installed?"
        ) from error
    stamp.write_text(wanted)


def _fingerprint():
    content = b"".join(path.read_bytes() for path in REQUIREMENTS)
    return hashlib.sha256(content + sys.version.encode()).hexdigest()
