"""What the tests of the real `hermes-admin` share: the program, the sandbox that it works on, and the host's own Docker as the judge.

HERMES_ADMIN: the program, maybe with a prefix ("wine .../hermes-admin.exe"). HERMES_TEST_SANDBOX: the folder of a sandbox that is up and whose
host nobody else has claimed.
"""

import contextlib
import fcntl
import json
import os
import pathlib
import pty
import re
import select
import shlex
import shutil
import signal
import sqlite3
import struct
import subprocess
import tempfile
import termios
import threading
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SANDBOX = ROOT / "tests/sandbox/sandbox"
HINT = ("tests/sandbox/sandbox up --dir DIR --hosts 3 --hold 2; export HERMES_TEST_SANDBOX=DIR HERMES_ADMIN=build/dev/bin/hermes-admin")


class Ran:
    """One run of the program."""

    def __init__(self, args, process, out, err):
        self.args, self.exit, self.out, self.err = args, process.returncode, out, err

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def error(self):
        return self.lines[-1]["error"]

    def __str__(self):
        return f"{' '.join(self.args)} -> {self.exit}\n{self.out}{self.err}"


class Sandbox:
    def __init__(self, number=0):
        self.dir = os.environ.get("HERMES_TEST_SANDBOX")
        if not self.dir or not os.environ.get("HERMES_ADMIN"):
            raise AssertionError("HERMES_TEST_SANDBOX or HERMES_ADMIN is not set: " + HINT)
        self.info = json.loads(self.run("info", "--json"))
        if number >= len(self.info["hosts"]):
            raise AssertionError(f"the sandbox has too few hosts: {HINT}")
        self.host = self.info["hosts"][number]

    def run(self, *args):
        done = subprocess.run([SANDBOX, args[0], "--dir", self.dir, *args[1:]], text=True, capture_output=True)
        if done.returncode != 0:
            raise AssertionError(f"sandbox {' '.join(args)}: {done.stderr}\n{HINT}")
        return done.stdout

    def scan(self, content, *args):
        return self.run("scan", content, *args)

    def control(self, verb, *args):
        return json.loads(self.run("control", "--json", verb, *args) or "null")

    def fault(self, *args):
        return self.run("fault", self.host["name"], *args)

    def box(self, *command, check=True):
        """Runs as root on the host."""
        return subprocess.run(["docker", "exec", self.host["box"], *command], text=True, capture_output=True, check=check).stdout

    def wipe(self):
        """Makes the host as new, whatever a failed test left on it."""
        self.box("sh", "-c", "docker ps -aq --filter label=hermes.managed=1 | xargs -r docker rm -f; "
                 "docker volume ls -q --filter label=hermes.managed=1 | xargs -r docker volume rm; "
                 "docker network ls -q --filter label=hermes.managed=1 | xargs -r docker network rm; "
                 "runuser -u twilight -- env XDG_RUNTIME_DIR=/run/user/1000 systemctl --user kill -s KILL 'hermes-u*'; "
                 "cd /home/twilight; rm -rf .hermes-admin hermes .config/systemd/user/hermes-u* .config/systemd/user/*.wants/hermes-u*")

    def claim(self):
        """Who owns the host, as the host itself has it written."""
        return json.loads(self.box("cat", "/home/twilight/.hermes-admin/platform.json"))

    def containers(self, tenant=None):
        """What the host's own engine says: every container of ours, inspected."""
        filters = ["--filter", "label=hermes.managed=1"] + (["--filter", f"label=hermes.tenant={tenant}"] if tenant else [])
        ids = self.box("docker", "ps", "-aq", *filters).split()
        return json.loads(self.box("docker", "inspect", *ids)) if ids else []


class Admin:
    """The program over a data directory of its own."""

    def __init__(self, sandbox, directory):
        self.sandbox, self.directory = sandbox, pathlib.Path(directory)
        self.command = shlex.split(os.environ["HERMES_ADMIN"])
        self.env = dict(os.environ, HERMES_ADMIN_HOME=str(self.directory / "home"), HERMES_ADMIN_ILINK_URL=sandbox.info["ilinkUrl"])

    def start(self, *args, env=None, stdin=subprocess.DEVNULL):
        return subprocess.Popen([*self.command, *args], text=True, encoding="utf-8", env={**self.env, **(env or {})}, stdin=stdin,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def __call__(self, *args, env=None, input=None, limit=240):
        process = self.start(*args, env=env, stdin=subprocess.DEVNULL if input is None else subprocess.PIPE)
        try:
            out, err = process.communicate(input, timeout=limit)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise AssertionError(f"{args} did not end in {limit} s\n{out}{err}") from None
        return Ran(args, process, out, err)

    def on_a_terminal(self, *args, limit=240):
        """The exit code and all that a terminal of 100 columns was sent."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        process = subprocess.Popen([*self.command, *args], env={**self.env, "TERM": "xterm"}, stdin=slave, stdout=slave, stderr=slave)
        os.close(slave)
        shown, end = b"", time.monotonic() + limit
        with contextlib.suppress(OSError):  # the other side is closed
            while time.monotonic() < end:
                if select.select([master], [], [], 1)[0]:
                    shown += os.read(master, 65536)
            process.kill()
        os.close(master)
        return process.wait(10), shown.decode("utf-8", "replace")

    def add_host(self, name="ecs-1", *more, identity=None):
        host = self.sandbox.host
        return self("host", "add", name, "--ssh", host["ssh"], "--identity", identity or host["identity"], "--json", *more)

    def trust_host(self, name="ecs-1", *more, **options):
        return self("host", "trust", name, "--fingerprint", self.sandbox.host["fingerprint"], "--json", *more, **options)

    def in_directory(self, directory):
        """The same program over another data directory."""
        return Admin(self.sandbox, directory)

    def bind(self, name, verb="bind"):
        return Binding(self, name, verb)


class Binding:
    """`bind NAME --json` under way, its events read as they come."""

    def __init__(self, admin, name, verb):
        self.process = admin.start(verb, name, "--json")
        self.events = []
        self.changed = threading.Condition()
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            with self.changed:
                self.events.append(json.loads(line))
                self.changed.notify_all()

    def wait_for(self, event, count=1, limit=60):
        """The count-th event of this name."""
        found = lambda: [e for e in self.events if e.get("event") == event][count - 1:]
        with self.changed:
            if not self.changed.wait_for(found, limit):
                raise AssertionError(f"no {event} in {self.events}")
            return found()[0]

    def interrupt(self):
        self.process.send_signal(signal.SIGINT)
        return self.finish()

    def finish(self, limit=240):
        exit_code = self.process.wait(limit)
        self.reader.join()
        self.stderr = self.process.stderr.read()
        self.process.stdout.close()
        self.process.stderr.close()
        return exit_code


class Worker:
    """A `worker` under way."""

    def __init__(self, admin, *args, env=None):
        self.registry, self.began = admin.directory / "home/registry.db", time.time() * 1000
        self.process = admin.start("worker", *args, env=env)
        self.out, self.err = [], []
        self.readers = [threading.Thread(target=lambda s=s, to=to: to.extend(iter(s.readline, "")), daemon=True)
                        for s, to in ((self.process.stdout, self.out), (self.process.stderr, self.err))]
        for reader in self.readers:
            reader.start()
        if not eventually(lambda: self.process.poll() is not None or self.is_up()):
            self.process.kill()
            raise AssertionError("the worker does not come up: " + "".join(self.err))

    def is_up(self):
        """Its own heartbeat is in the registry, younger than it is."""
        with contextlib.closing(sqlite3.connect(f"file:{self.registry}?mode=ro", uri=True)) as db:
            return db.execute("select 1 from workers where started_at >= ?", (self.began,)).fetchall()

    def port(self):
        return int(next(re.search(r"port (\d+)", line)[1] for line in self.err if line.startswith("Metrics")))

    def end(self, how=signal.SIGTERM, limit=60):
        self.process.send_signal(how)
        return self.ended(limit)

    def ended(self, limit=60):
        """How it ended; it is given that many seconds."""
        exit_code = self.process.wait(limit)
        for reader in self.readers:
            reader.join()
        for stream in (self.process.stdout, self.process.stderr):
            stream.close()
        return exit_code


class FleetTest(unittest.TestCase):
    """Tests over one registry whose host is added and trusted; in the end the host is as it was before."""

    maxDiff = None
    longMessage = True

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox()
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="hermes-cli-"))
        cls.addClassCleanup(shutil.rmtree, cls.directory, ignore_errors=True)
        cls.admin = Admin(cls.sandbox, cls.directory)
        claim = cls.sandbox.box("sh", "-c", "cat /home/twilight/.hermes-admin/platform.json 2>/dev/null || true")
        if claim:
            raise AssertionError(f"the sandbox's host is claimed by another registry ({claim.strip()}); give these tests one of their own. {HINT}")
        cls.addClassCleanup(cls.sandbox.wipe)
        cls.prepare()

    @classmethod
    def prepare(cls):
        for ran in (cls.admin.add_host(), cls.admin.trust_host()):
            if ran.exit != 0:
                raise AssertionError(ran)
        cls.addClassCleanup(cls.leave)

    @classmethod
    def leave(cls):
        for row in cls.admin("list", "--json").json:
            ran = cls.admin("destroy", row["name"], "--yes")
            if ran.exit != 0:
                raise AssertionError(ran)
        ran = cls.admin("host", "remove", "ecs-1")
        if ran.exit != 0:
            raise AssertionError(ran)

    def ok(self, *args, **options):
        ran = self.admin(*args, **options)
        self.assertEqual(ran.exit, 0, str(ran))
        return ran

    def fails(self, exit_code, kind, *args, **options):
        """The error object of a command that fails so, after checking that it is whole."""
        ran = self.admin(*args, "--json", **options)
        self.assertEqual(ran.exit, exit_code, str(ran))
        error = ran.error
        self.assertEqual(set(error), {"kind", "message", "detail", "hint", "exit"})
        self.assertEqual((error["kind"], error["exit"]), (kind, exit_code), str(ran))
        self.assertTrue(error["message"])
        return error

    def provision(self, name, *args):
        ran = self.ok("provision", name, "--json", *args)
        self.assertEqual(ran.json["phase"], "BIND_WAIT", str(ran))
        return ran.json

    def bound(self, name, user, verb="bind"):
        """Binds a tenant to a WeChat user as a customer would."""
        binding = self.admin.bind(name, verb)
        self.sandbox.scan(binding.wait_for("qr")["content"], "--as", user)
        self.assertEqual(binding.finish(), 0, str(binding.events) + binding.stderr)
        return binding

    def world(self):
        """All that a command that must change nothing could have changed: tenants, hosts, containers, files on the host."""
        return (self.admin("list", "--json").out and [(row["name"], row["phase"], row["generation"]) for row in self.admin("list", "--json").json],
                [c["Id"] for c in self.sandbox.containers()],
                self.sandbox.box("sh", "-c", "find /home/twilight/hermes -maxdepth 2 2>/dev/null | sort"))


def eventually(look, limit=30, pause=0.2):
    """What `look` returns once it is true; asked again after so many seconds."""
    end = time.monotonic() + limit
    while True:
        seen = look()
        if seen or time.monotonic() > end:
            return seen
        time.sleep(pause)
