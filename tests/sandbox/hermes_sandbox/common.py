"""What every part of the sandbox needs: errors, running commands, locks, processes."""

import contextlib
import fcntl
import json
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent


class SandboxError(Exception):
    """A failure whose message says what happened and what to do."""


def say(text):
    """Progress and remarks go to stderr; stdout carries results only."""
    print(f"sandbox: {text}", file=sys.stderr, flush=True)


def run(argv, *, check=True, timeout=600, stdin=None):
    """Runs argv and returns its stripped stdout."""
    return completed(argv, check=check, timeout=timeout, stdin=stdin).stdout.strip()


def completed(argv, *, check=True, timeout=600, stdin=None):
    argv = [str(a) for a in argv]
    try:
        done = subprocess.run(argv, input=stdin, stdin=None if stdin is not None else subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=timeout)
    except FileNotFoundError:
        raise SandboxError(f"{argv[0]} is not installed: apt-get install {PACKAGES.get(argv[0], argv[0])}") from None
    except PermissionError:
        raise SandboxError(f"you may not run {argv[0]}: be root, or in group docker (sudo usermod -aG docker $USER, then log in again)") from None
    except subprocess.TimeoutExpired:
        raise SandboxError(f"no answer within {timeout} s: {' '.join(argv)}") from None
    if check and done.returncode:
        words = done.stderr.strip() or done.stdout.strip() or f"exit code {done.returncode}"
        raise SandboxError(f"{' '.join(argv)}: {words}")
    return done


PACKAGES = {
    "docker": "docker.io", "dockerd": "docker.io", "ssh-keygen": "openssh-client", "ssh": "openssh-client",
    "ip": "iproute2", "openssl": "openssl", "mmdebstrap": "mmdebstrap",
}


@contextlib.contextmanager
def locked(path, mode=fcntl.LOCK_EX):
    """Holds a flock on a folder, or on a file that is made for it (and stays: an unlinked lock would be two locks)."""
    path = Path(path)
    if path.is_dir():
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(fd, mode)
        yield fd
    finally:
        os.close(fd)


def write_atomically(path, text, mode=0o644):
    path = Path(path)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(fd, "w") as out:
        out.write(text)
    os.replace(part, path)


def read_json(path):
    """The document at path, or None when there is none (or only half of one)."""
    try:
        return json.loads(Path(path).read_text())
    except (OSError, ValueError):
        return None


def start_time(pid):
    """Clock ticks since boot at which pid started, or None when it is gone (a zombie is gone)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[19])


def is_alive(record):
    """Whether the very process of record {pid, startTime} still runs."""
    return bool(record) and start_time(record["pid"]) == record["startTime"]


def end_process(record, patience=30):
    """SIGTERM, then SIGKILL, to that process and to no other one that got its number."""
    for signal, seconds in ((15, patience), (9, 5)):
        if not is_alive(record):
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(record["pid"], signal)
        until = time.monotonic() + seconds
        while is_alive(record) and time.monotonic() < until:
            time.sleep(0.05)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(record["pid"], os.WNOHANG)
