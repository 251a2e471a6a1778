"""What only the system's package manager can install."""

import ctypes
import os
import shutil
import subprocess

from .paths import LOGS
from .process import Failure, run_logged, say, succeeds

# Odoo's browser tests look for these names
BROWSERS = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser")
# the libraries are wkhtmltopdf's; what we need: Debian's package
NEEDS = {
    "libXrender.so.1": "libxrender1",
    "libXext.so.6": "libxext6",
    "libfontconfig.so.1": "libfontconfig1",
    "pdftotext": "poppler-utils",
    # recalculates the calculation cards of interest notes
    "soffice": "libreoffice-calc-nogui",
}


def ensure_system_packages():
    missing = _missing()
    if not missing:
        return
    install = ["apt-get", "install", "-y", *missing]
    sudo = _sudo()
    if not shutil.which("apt-get") or sudo is None or os.environ.get("DEBT_APT") == "0":
        return say(f"browser tests or PDFs need more; please install: {' '.join(install)}")
    say(f"installing {', '.join(missing)} with apt-get")
    quiet = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive"]
    patient = ["-q", "-o", "DPkg::Lock::Timeout=300"]
    try:
        run_logged(LOGS / "apt.log", *quiet, "apt-get", *patient, "update")
        run_logged(LOGS / "apt.log", *quiet, *install, *patient)
    except Failure as failure:
        say(f"{failure}\nbrowser tests or PDFs may not work; all else does")


def has_browser():
    return any(shutil.which(name) for name in BROWSERS)


def _missing():
    missing = [package for need, package in NEEDS.items() if not _has(need)]
    return missing + ([] if has_browser() else ["chromium"])


def _has(need):
    if ".so" not in need:
        return bool(shutil.which(need))
    try:
        ctypes.CDLL(need)
    except OSError:
        return False
    return True


def _sudo():
    """What to put before a command that needs root; None where we may not."""
    if os.geteuid() == 0:
        return []
    allowed = shutil.which("sudo") and succeeds("sudo", "-n", "true", stdin=subprocess.DEVNULL)
    return ["sudo", "-n"] if allowed else None
