"""Odoo 19.0 from the archive of its branch, where Debian's package is not to be had."""

import shutil
import subprocess
import tempfile
import urllib.request
from pathlib import Path

from .process import run, say

ARCHIVE = "https://github.com/odoo/odoo/archive/refs/heads/19.0.tar.gz"
RECIPE = ARCHIVE


def python_path(tree):
    return tree


def fetch(tree):
    """Unpack Odoo into `tree`; say no where that can't be done."""
    say("fetching Odoo 19.0 from its repository (300 MB)")
    tree.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix="odoo-", dir=tree.parent))
    try:
        # not pip: a package built from the archive lacks the folder addons/
        with tempfile.NamedTemporaryFile(suffix=".tar.gz") as archive:
            with urllib.request.urlopen(ARCHIVE, timeout=60) as response:
                shutil.copyfileobj(response, archive)
            archive.flush()
            run("tar", "-xzf", archive.name, "-C", draft, "--strip-components=1")
        draft.chmod(0o755)
        draft.rename(tree)  # whole or not at all
    except (OSError, subprocess.CalledProcessError) as error:
        say(f"no Odoo from its repository: {error}")
        return False
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return True
