"""One sandbox: a folder that knows its hosts, its keys and its simulator."""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from . import boxes, certificates, images, platform
from .common import HERE, SandboxError, completed, end_process, is_alive, locked, read_json, run, say, start_time, write_atomically
from .engine import GATEWAY, LABEL, Engine, holding_off_the_end


def default_folder():
    return Path(os.environ.get("XDG_RUNTIME_DIR") or "/tmp") / f"hermes-sandbox-{os.getuid()}"


class Sandbox:
    def __init__(self, folder):
        self.folder = Path(folder).absolute()
        self.hash = hashlib.sha256(str(self.folder).encode()).hexdigest()[:8]
        self.engine = Engine()

    # ---- up and down

    def up(self, hosts=None, small=None, hold=None):
        """Brings up what is missing and returns the description; the same call again changes nothing."""
        with self._only_here():
            known = read_json(self._file("sandbox.json"))
            if not known and any(self.folder.iterdir()):
                raise SandboxError(f"{self.folder} is not empty and no sandbox: choose another --dir")
            known = known or {"hosts": [], "small": {}}
            known["small"].update(small or {})
            wanted = [f"ecs-{n + 1}" for n in range(max(hosts or 1, len(known["hosts"])))]
            self._write({**known, "hosts": [next((h for h in known["hosts"] if h["name"] == n), {"name": n}) for n in wanted]})
            self._make_files()
            for _ in range(3):
                self.engine.ensure_running()
                with holding_off_the_end():
                    if not self.engine.answers():
                        continue        # a `down` elsewhere was quicker
                    self.engine.ensure_network()
                    self._start_simulator(hold)
                    boxes.bring_up([self.box(n) for n in wanted], self.hash, self._file("id_ed25519.pub").read_text(), known["small"])
                    return self._describe()
            raise SandboxError("the Docker engine does not stay up: docker version")

    def down(self):
        """Removes every trace; nothing to remove is success too."""
        if not self.folder.exists():
            self.engine.release()
            return
        with self._only_here():
            if not read_json(self._file("sandbox.json")):
                if any(self.folder.iterdir()):
                    raise SandboxError(f"{self.folder} is no sandbox: nothing removed")
                self.folder.rmdir()
                return
            end_process(read_json(self._file("simulator.json")))
            self.engine.ensure_running()
            docker, mine = self.engine.docker, f"label={LABEL}={self.hash}"
            containers = run([*docker, "ps", "-aq", "--filter", mine]).split()
            if containers:
                run([*docker, "rm", "-fv", *containers])
            volumes = run([*docker, "volume", "ls", "-q", "--filter", mine]).split()
            if volumes:
                run([*docker, "volume", "rm", "-f", *volumes])
            shutil.rmtree(self.folder)
        self.engine.release()

    # ---- facts

    def info(self):
        known = read_json(self._file("sandbox.json"))
        if not known or "ilinkUrl" not in known:
            raise SandboxError(f"no sandbox is up in {self.folder}: sandbox up --dir {self.folder}")
        self.engine.ensure_running()
        return self._describe()

    def box(self, name):
        return boxes.Box(self.engine, name, f"hermes-box-{self.hash}-{name}")

    def known_box(self, name):
        names = [h["name"] for h in (read_json(self._file("sandbox.json")) or {"hosts": []})["hosts"]]
        if name not in names:
            raise SandboxError(f"no host {name} in {self.folder}; there {'are ' + ', '.join(names) if names else 'is none'}")
        self.engine.ensure_running()
        return self.box(name)

    def _describe(self):
        known = read_json(self._file("sandbox.json"))
        hosts, keys = [], known.get("hostKeys", {})
        for host in known["hosts"]:
            box = self.box(host["name"])
            if box.state() == "running":
                host = box.describe(self.folder)
                keys[host["name"]] = box.known_hosts()
            hosts.append(host)      # one that hangs or is off cannot be asked; what it said last stays true
        simulator = read_json(self._file("simulator.json"))
        described = {
            "hosts": hosts, "ilinkUrl": f"http://127.0.0.1:{simulator['port']}", "ilinkCa": str(self._file("ca.pem")),
            "tenantGateway": GATEWAY, "image": images.HERMES_IMAGE, "platformDb": f"sqlite:{self._file('platform.db')}", "dir": str(self.folder),
            "controlUrl": f"http://127.0.0.1:{simulator['controlPort']}", "knownHosts": str(self._file("known_hosts"))}
        self._write({**known, **described, "hostKeys": keys})
        write_atomically(self._file("known_hosts"), "".join(f"{line}\n" for lines in keys.values() for line in lines))
        return described

    # ---- parts

    def _file(self, name):
        return self.folder / name

    def _write(self, document):
        write_atomically(self._file("sandbox.json"), json.dumps(document, indent=2) + "\n", 0o600)

    @contextlib.contextmanager
    def _only_here(self):
        """One up or down per folder; the folder itself is the lock, so it may be gone once we have it."""
        while True:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with locked(self.folder) as fd:
                try:
                    same = os.fstat(fd).st_ino == self.folder.stat().st_ino
                except FileNotFoundError:
                    same = False
                if same:
                    yield
                    return

    def _make_files(self):
        for name in ("id_ed25519", "id_wrong"):
            if not self._file(name).exists():
                run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "hermes-sandbox", "-f", self._file(name)])
        platform.make(self._file("platform.db"))
        if not self._file("simulator.pem").exists():
            certificates.make(self.folder, ["127.0.0.1", GATEWAY])

    def _start_simulator(self, hold):
        before = read_json(self._file("simulator.json"))
        if is_alive(before):
            if hold is not None:
                self.control("options", {"hold": hold, "updates_hold": hold})
            return
        ports = ["--port", before["port"], "--tls-port", before["tlsPort"], "--control-port", before["controlPort"]] if before else []
        hold = ["--hold", hold] if hold is not None else []
        argv = [sys.executable, "-m", "ilink_simulator", "--listen", "127.0.0.1", "--listen", GATEWAY, "--certificate",
                self._file("simulator.pem"), "--state", self._file("bots.json"), *ports, *hold]
        with open(self._file("simulator.log"), "ab") as log:
            process = subprocess.Popen([str(a) for a in argv], cwd=HERE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
                                       start_new_session=True, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
        line = process.stdout.readline()
        process.stdout.close()
        if not line:
            tail = self._file("simulator.log").read_text(errors="replace").splitlines()[-3:]
            raise SandboxError("the iLink simulator does not start: " + " | ".join(tail))
        record = {**json.loads(line), "pid": process.pid, "startTime": start_time(process.pid)}
        write_atomically(self._file("simulator.json"), json.dumps(record) + "\n")
        say(f"iLink simulator on http://127.0.0.1:{record['port']} (pid {process.pid})")

    def control(self, verb, given):
        """Calls the simulator's control API."""
        record = read_json(self._file("simulator.json"))
        if not is_alive(record):
            raise SandboxError(f"no simulator runs in {self.folder}: sandbox up --dir {self.folder}")
        request = urllib.request.Request(f"http://127.0.0.1:{record['controlPort']}/{verb}", json.dumps(given).encode(),
                                         {"Content-Type": "application/json"})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=120) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise SandboxError(json.load(error).get("error", str(error))) from None
        except OSError as error:
            raise SandboxError(f"the simulator does not answer: {error}") from None
