"""Start and stop the mail catcher."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from . import mail_catcher
from .paths import LOCAL, LOGS, MAIL_PAGE_PORT, MAIL_PORT, MAILS, PYTHON
from .process import Failure, say

NOTE = LOCAL / "mail_catcher.pid"


def ensure_catcher():
    if _process():
        return
    for port in (MAIL_PORT, MAIL_PAGE_PORT):
        if is_taken(port):
            raise Failure(f"port {port} is taken; set MAIL_PORT and MAIL_PAGE_PORT to free ones")
    say("starting the mail catcher")
    LOGS.mkdir(parents=True, exist_ok=True)
    command = [PYTHON, mail_catcher.__file__, MAILS, MAIL_PORT, MAIL_PAGE_PORT]
    with open(LOGS / "mail_catcher.log", "a") as log:
        process = subprocess.Popen(
            list(map(str, command)), stdout=log, stderr=log, cwd="/", start_new_session=True
        )
    NOTE.write_text(str(process.pid))
    for _attempt in range(100):
        if is_taken(MAIL_PORT) and is_taken(MAIL_PAGE_PORT):
            return
        time.sleep(0.1)
    raise Failure(f"the mail catcher did not start; see {log.name}")


def stop_catcher():
    process = _process()
    if process:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGTERM)
        say("mail catcher stopped")
    NOTE.unlink(missing_ok=True)


def is_taken(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def _process():
    """Its number, if it runs with the wanted ports; the number may be another program's by now."""
    if not NOTE.exists():
        return None
    number = int(NOTE.read_text())
    wanted = [str(MAILS), str(MAIL_PORT), str(MAIL_PAGE_PORT)]
    try:
        arguments = Path(f"/proc/{number}/cmdline").read_bytes().decode().split("\0")
    except OSError:
        return None
    return number if all(argument in arguments for argument in wanted) else None
