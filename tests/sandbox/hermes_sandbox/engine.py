"""The machine's own Docker engine, which only carries the boxes.

Where systemd runs it, it is a service like any other and stays as it is. Where nothing does (a container, a CI worker), `up`
starts a dockerd of its own and writes MARKER; the last `down` on the machine ends exactly that process. Two locks make this safe:
LOCK is held shared by every `up` until its boxes exist, and exclusively by whoever starts or ends the engine.
"""

import fcntl
import json
import os
import shutil
import subprocess
import time
from pathlib import Path

from .common import SandboxError, completed, end_process, is_alive, locked, read_json, run, say, start_time, write_atomically

RUN_DIR = Path("/run/hermes-sandbox")
MARKER = RUN_DIR / "dockerd.json"
TRACES = ["docker0", "/run/docker", "/run/containerd"]      # what an engine leaves when it ends; what was there before stays
LOG = RUN_DIR / "dockerd.log"
LOCK = Path("/run")             # flock-ed itself: always there, and nothing is left behind
LABEL = "hermes.sandbox"
NETWORK = "hermes-box"
SUBNET = "198.18.0.0/16"        # kept for tests of networks (RFC 2544): no route of a real network is in it
GATEWAY = "198.18.0.1"


class Engine:
    """How to call docker here; `docker` is the beginning of an argv."""

    def __init__(self):
        self.docker = ["docker"]

    def answers(self):
        return completed([*self.docker, "version", "-f", "{{.Server.Version}}"], check=False, timeout=30).returncode == 0

    def ensure_running(self):
        """Makes the engine answer, starting it where nothing else does."""
        if not shutil.which("docker"):
            raise SandboxError("docker is not installed: apt-get install docker.io")
        if self.answers():
            return
        socket = Path("/var/run/docker.sock")
        if os.geteuid() != 0 and socket.exists() and not os.access(socket, os.W_OK):
            say("you are not in group docker: calling docker through sudo")
            self.docker = ["sudo", "docker"]
            if self.answers():
                return
        with locked(LOCK):
            if not self.answers():
                self._start()

    def _start(self):
        as_root = [] if os.geteuid() == 0 else ["sudo"]
        if Path("/run/systemd/system").is_dir():
            say("the machine's Docker engine is stopped: systemctl start docker")
            run([*as_root, "systemctl", "start", "docker"])
        else:
            if as_root:
                raise SandboxError("no Docker engine runs and nothing starts services here: run `dockerd` as root first")
            self._start_own()
        if not self.answers():
            raise SandboxError("the Docker engine was started but does not answer: docker version")

    def _start_own(self):
        if not shutil.which("dockerd"):
            raise SandboxError("dockerd is not installed: apt-get install docker.io")
        RUN_DIR.mkdir(exist_ok=True)
        before = [trace for trace in TRACES if self._has(trace)]
        with open(LOG, "ab") as log:
            daemon = subprocess.Popen(["dockerd"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        write_atomically(MARKER, json.dumps({"pid": daemon.pid, "startTime": start_time(daemon.pid), "before": before}))
        say(f"no Docker engine runs here: started dockerd (pid {daemon.pid}, log {LOG}); the last `sandbox down` ends it")
        until = time.monotonic() + 60
        while not self.answers():
            if daemon.poll() is not None or time.monotonic() > until:
                end_process(read_json(MARKER))
                MARKER.unlink(missing_ok=True)
                tail = "\n".join(LOG.read_text(errors="replace").splitlines()[-10:])
                raise SandboxError(f"dockerd does not come up:\n{tail}")
            time.sleep(0.1)

    def release(self):
        """After a `down`: removes the network, and ends the engine if a sandbox started it and nothing is left in it."""
        with locked(LOCK):
            if not self.answers():
                self._forget_dead()
                return
            if run([*self.docker, "ps", "-aq", "--filter", f"label={LABEL}"], check=False):
                return
            completed([*self.docker, "network", "rm", NETWORK], check=False)
            marker = read_json(MARKER)
            if not is_alive(marker) or run([*self.docker, "ps", "-q"], check=False):
                return
            say(f"ending the dockerd that `up` started (pid {marker['pid']})")
            end_process(marker, patience=60)
            for trace in TRACES:
                if trace not in marker["before"] and self._has(trace):
                    if trace.startswith("/"):
                        shutil.rmtree(trace, ignore_errors=True)
                    else:
                        run(["ip", "link", "del", trace])
            self._forget_dead()

    @staticmethod
    def _has(trace):
        return Path(trace).exists() if trace.startswith("/") else not completed(["ip", "link", "show", trace], check=False).returncode

    @staticmethod
    def _forget_dead():
        if MARKER.exists() and not is_alive(read_json(MARKER)):
            shutil.rmtree(RUN_DIR, ignore_errors=True)

    def ensure_network(self):
        for _ in range(50):     # several `up` may find it missing at once; Docker makes one of them win
            if completed([*self.docker, "network", "inspect", NETWORK], check=False).returncode == 0:
                return
            made = completed([*self.docker, "network", "create", "--label", f"{LABEL}.network=1", "--subnet", SUBNET, "--gateway", GATEWAY,
                              NETWORK], check=False)
            if made.returncode and "already exists" not in made.stderr and "overlaps" not in made.stderr:
                raise SandboxError(f"the boxes' network cannot be made: {made.stderr.strip()}")
            time.sleep(0.1)
        raise SandboxError(f"the boxes' network {NETWORK} cannot be made: another network has {SUBNET}: docker network ls")


def holding_off_the_end():
    """Held by `up`, so that a `down` elsewhere does not end the engine under it."""
    return locked(LOCK, fcntl.LOCK_SH)
