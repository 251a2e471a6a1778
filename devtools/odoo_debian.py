"""Odoo 19.0 from Debian's package, unpacked without installing it."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from .process import output, run, say

PACKAGES = [
    "odoo-19",  # in no release yet, so from sid
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "fonts-font-awesome/trixie",  # sid's is version 7, without the files Odoo links to
]
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
SOURCES = """Types: deb
URIs: {mirror}
Suites: sid trixie
Components: main
Signed-By: {keyring}
"""
SETTINGS = """Dir::Etc::SourceList "{apt}/debian.sources";
Dir::Etc::SourceParts "/dev/null";
Dir::State::Lists "{apt}/lists";
Dir::State::status "/dev/null";
Dir::Cache "{apt}";
APT::Sandbox::User "root";
Acquire::Languages "none";
"""
# all languages but English and Polish would be 800 MB; dist-packages/addons is a second copy of
# the add-ons, without their data files
UNPACK = (
    'dpkg-deb --fsys-tarfile "$0" | tar -xC "$1" --no-same-owner --wildcards'
    " --exclude='*/i18n*/[!p]*.po' --exclude='*/i18n*/p[!l]*.po'"
    " --exclude=./usr/lib/python3/dist-packages/addons"
)
RECIPE = repr((PACKAGES, UNPACK))


def python_path(tree):
    return tree / "usr/lib/python3/dist-packages"


def fetch(tree):
    """Unpack Odoo into `tree`; say no where that can't be done."""
    mirror = _mirror()
    if not mirror:
        return False
    say("fetching Odoo 19.0 from Debian (120 MB)")
    tree.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix="odoo-", dir=tree.parent))
    try:
        debs = _download(draft / "apt", mirror)
        (draft / "tree").mkdir()
        for deb in debs:
            run("bash", "-o", "pipefail", "-c", UNPACK, deb, draft / "tree")
        (draft / "tree").chmod(0o755)
        (draft / "tree").rename(tree)  # whole or not at all
    except subprocess.CalledProcessError as error:
        say(f"no Odoo from Debian: {error}")
        return False
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return True


def _mirror():
    """The mirror this machine uses already; None where there is no Debian or no apt."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb") and KEYRING.exists()):
        return None
    targets = output("apt-get", "indextargets", "--format", "$(REPO_URI) ", "Created-By: Packages")
    mirrors = re.findall(r"^(\S+/debian)/? *$", targets, re.M)
    return mirrors[0] if mirrors else None


def _download(apt, mirror):
    for folder in ("lists/partial", "archives/partial"):
        (apt / folder).mkdir(parents=True)
    (apt / "debian.sources").write_text(SOURCES.format(mirror=mirror, keyring=KEYRING))
    (apt / "apt.conf").write_text(SETTINGS.format(apt=apt))
    env = os.environ | {"APT_CONFIG": str(apt / "apt.conf")}
    run("apt-get", "-qq", "update", env=env, cwd=apt)
    run("apt-get", "-qq", "download", *PACKAGES, env=env, cwd=apt)
    return sorted(apt.glob("*.deb"))
