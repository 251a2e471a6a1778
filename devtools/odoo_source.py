"""Make `import odoo` work in the virtual environment and leave a command .venv/bin/odoo."""

import hashlib
import os
import subprocess
from pathlib import Path

from . import odoo_archive, odoo_debian
from .paths import CACHE, LOCAL, ODOO, PYTHON, VENV
from .process import Failure, lock, output, say

# (a path that is missing in Debian's package, what stands in for it)
STUBS = [
    (
        # part of the bundle of JavaScript that every page loads
        "addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js",
        "/* background blur in calls is not shipped here */\n",
    ),
]
LAUNCHER = """#!{python}
import os
os.environ["PATH"] = "{venv}/bin" + os.pathsep + os.environ["PATH"]  # for wkhtmltopdf
from odoo.cli import main
main()
"""


def ensure_odoo():
    """Return Odoo's root folder, the one with `release.py`."""
    home = os.environ.get("ODOO_HOME")
    if home:
        _put_on_path(Path(home).resolve())
    root = odoo_root() or _from_system() or _from_cache()
    if root is None:
        raise Failure(
            "Odoo 19.0 could not be set up; point ODOO_HOME at a checkout of its 19.0 branch"
        )
    if home and Path(home).resolve() not in root.parents:
        raise Failure(f"ODOO_HOME={home} is no Odoo 19.0: {root} is found instead")
    launcher = LAUNCHER.format(python=PYTHON, venv=VENV)
    if not ODOO.exists() or ODOO.read_text() != launcher:
        ODOO.write_text(launcher)
        ODOO.chmod(0o755)
    return root


def odoo_root(python=PYTHON):
    code = (
        "import odoo, odoo.release, os; assert odoo.release.version_info[:2] == (19, 0);"
        "print(os.path.dirname(odoo.release.__file__))"
    )
    try:
        quiet = {"stderr": subprocess.DEVNULL}
        return Path(output(python, "-c", code, cwd="/", **quiet))
    except subprocess.CalledProcessError:
        return None


def addons_paths(root):
    """Where Odoo's own add-ons are: in one folder when installed, in two in a checkout."""
    installed, checkout = root / "addons", root.parent / "addons"
    return [installed] if (installed / "account").is_dir() else [checkout, installed]


def _put_on_path(home):
    site = output(PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    (Path(site) / "odoo-home.pth").write_text(f"{home}\n")


def _from_system():
    """Use an Odoo installed for the system's Python, and nothing else that lies beside it."""
    root = odoo_root("/usr/bin/python3") if Path("/usr/bin/python3").exists() else None
    if root is None:
        return None
    link = LOCAL / "system-odoo" / "odoo"
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(root)
    _put_on_path(link.parent)
    return odoo_root()


def _from_cache():
    for source in (odoo_debian, odoo_archive):
        recipe = hashlib.sha256(source.RECIPE.encode()).hexdigest()[:10]
        tree = CACHE / f"{source.__name__.rpartition('.')[2]}-{recipe}"
        with lock(CACHE / "odoo.lock"):
            if not tree.exists() and not source.fetch(tree):
                continue
        home = source.python_path(tree)
        _add_stubs(home / "odoo")
        _put_on_path(home)
        root = odoo_root()
        if root:
            return root
        say(f"what lies in {tree} is no working Odoo 19.0; remove it to fetch it again")
    return None


def _add_stubs(root):
    for name, content in STUBS:
        path = root / name
        if path.parent.parent.is_dir() and not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_text(content)
