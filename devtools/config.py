"""Odoo's settings file."""

import configparser
import io

from . import addons
from .odoo_source import addons_paths
from .paths import CONF, DATA, HTTP_PORT, MAIL_PORT, REPO


def write_conf(connection, root):
    paths = addons_paths(root) + ([REPO] if addons.manifests() else [])
    parser = configparser.ConfigParser(interpolation=None)
    parser["options"] = connection | {
        "addons_path": ",".join(map(str, paths)),
        "data_dir": str(DATA),
        "http_interface": "127.0.0.1",
        "http_port": str(HTTP_PORT),
        "smtp_server": "127.0.0.1",  # the catcher of ./dev demo, so that no mail leaves
        "smtp_port": str(MAIL_PORT),
        "unaccent": "True",
        "without_demo": "True",
    }
    content = io.StringIO()
    parser.write(content)
    draft = CONF.with_suffix(".draft")
    draft.touch(mode=0o600)  # there may be a password in it
    draft.write_text(content.getvalue())
    draft.rename(CONF)  # another ./dev may be reading it
