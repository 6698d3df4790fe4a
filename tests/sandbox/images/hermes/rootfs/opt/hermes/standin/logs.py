"""logs/agent.log (everything from INFO), logs/gateway.log (the gateway's INFO), logs/errors.log (WARNING and worse)."""

import os
import sys
import threading
import time

from . import home

LOCK = threading.Lock()


def log(level, name, message):
    now = time.time()
    line = f"{time.strftime('%Y-%m-%d %H:%M:%S', time.localtime(now))},{int(now * 1000) % 1000:03d} {level} {name}: {message}\n"
    files = ["agent.log"]
    if name.startswith("gateway"):
        files.append("gateway.log")
    if level in ("WARNING", "ERROR"):
        files.append("errors.log")
        sys.stderr.write(line)
    with LOCK:
        for file in files:
            try:
                fd = os.open(home.path("logs", file), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
            except OSError:
                continue
            os.write(fd, line.encode())
            os.close(fd)


def info(name, message):
    log("INFO", name, message)


def warning(name, message):
    log("WARNING", name, message)


def error(name, message):
    log("ERROR", name, message)
