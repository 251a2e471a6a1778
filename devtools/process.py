"""Talking to the developer and to other programs."""

import contextlib
import fcntl
import os
import subprocess
import time


class Failure(Exception):
    """Something the developer has to know; shown without a traceback."""


def say(text):
    print(f"[{time.strftime('%H:%M:%S')}] {text}", flush=True)


def run(*args, **kwargs):
    return subprocess.run([os.fspath(arg) for arg in args], check=True, **kwargs)


def output(*args, **kwargs):
    return run(*args, stdout=subprocess.PIPE, text=True, **kwargs).stdout.strip()


def succeeds(*args, **kwargs):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [os.fspath(arg) for arg in args]
    try:
        return subprocess.run(command, check=False, **(quiet | kwargs)).returncode == 0
    except OSError:
        return False


def run_logged(log, *args, **kwargs):
    """Keep the program's chatter in a file; show its end only if it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "a") as out:
        command = [os.fspath(arg) for arg in args]
        streams = {"stdout": out, "stderr": subprocess.STDOUT}
        done = subprocess.run(command, check=False, **(streams | kwargs))
    if done.returncode:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-25:])
        raise Failure(f"{tail}\nthat was the end of {log}; status {done.returncode}")


@contextlib.contextmanager
def lock(path):
    """Let one process at a time in: several developers may share a clone or a cache."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another ./dev that holds {path}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
