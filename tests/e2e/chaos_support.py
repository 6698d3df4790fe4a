"""What the tests of faults share: two hosts of one registry, workers, tenants on both, and the oracle that judges in the end."""

import concurrent.futures
import contextlib
import signal
import threading
import time

from cli_support import Admin, FleetTest, Sandbox, Worker, eventually
from oracle import Broken, Eyes, Foreign, Oracle, label

HOSTS = ("ecs-1", "ecs-2")


def wechat(name):
    """The id of a WeChat user, as the simulator and the registry have it."""
    return f"{name}@im.wechat"


def at_once(work, things, workers=8):
    """Does the work for all things, a few at a time; returns the answers in their order."""
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, things))


class TwoHosts(FleetTest):
    """ecs-1 is reached through a proxy that accepts by itself, the others at their own address; on each lies what belongs to others."""

    data_roots = {}
    prefab = ()  # hosts that take prefab tenants
    shared = ()  # hosts that take shared tenants
    host_names = HOSTS

    @classmethod
    def prepare(cls):
        first, *others = [cls.sandbox, *(Sandbox(number) for number in range(1, len(cls.host_names)))]
        for other in others:
            other.host["ssh"] = f"twilight@{other.host['address']}:22"
            cls.addClassCleanup(other.wipe)
        cls.hosts = dict(zip(cls.host_names, (first, *others)))
        eyes = {}
        for name, sandbox in cls.hosts.items():
            root = cls.data_roots.get(name)
            admin = Admin(sandbox, cls.directory)
            more = (*(("--data-root", root) if root else ()), *(("--allow-prefab",) if name in cls.prefab else ()),
                    *(("--allow-shared",) if name in cls.shared else ()))
            for ran in (admin.add_host(name, *more), admin.trust_host(name)):
                if ran.exit != 0:
                    raise AssertionError(ran)
            if root and (ran := admin("host", "set", name, "--disk-reserve", "0")).exit != 0:  # its disk is tiny
                raise AssertionError(ran)
            eyes[name] = Eyes(sandbox.host["box"], root or "/home/twilight/hermes", name in cls.prefab)
            if root:
                cls.addClassCleanup(sandbox.box, "rm", "-rf", root)
        cls.oracle = Oracle(cls.directory / "home/registry.db", eyes, lambda: first.control("bots"))
        cls.addClassCleanup(cls.leave)
        for one in eyes.values():
            foreign = Foreign(one, first.info["image"])
            cls.addClassCleanup(foreign.remove)
            cls.oracle.foreign.append(foreign)

    @classmethod
    def leave(cls):
        rows = cls.admin("list", "--json").json
        for ran in at_once(lambda row: cls.admin("destroy", row["name"], "--yes", "--wait"), rows):
            if ran.exit != 0:
                raise AssertionError(ran)
        for name in cls.host_names:
            ran = cls.admin("host", "remove", name)
            if ran.exit != 0:
                raise AssertionError(ran)

    def sql(self, query, values=()):
        return self.oracle.sql(query, values)

    def row(self, name):
        [row] = self.sql("select * from tenants where name = ? order by created_at desc limit 1", [name])
        return row

    def worker(self, *args, env=None):
        """A worker that has ended, whatever happens, when the test does."""
        worker = Worker(self.admin, *args, env=env)
        self.addCleanup(self.surely_ended, worker)
        return worker

    @staticmethod
    def surely_ended(worker):
        if worker.process.poll() is None:
            worker.process.send_signal(signal.SIGCONT)
            worker.end()

    @contextlib.contextmanager
    def watched(self):
        """I1 is looked at all the while: no tenant ever has two running containers."""
        over, doubles = threading.Event(), []

        def look():
            while not over.wait(1):
                with contextlib.suppress(OSError, AssertionError):
                    running = [label(c, "tenant_id") for _, c in self.oracle.mine() if label(c, "role") == "tenant" and c["State"]["Running"]]
                    doubles.extend(tenant for tenant in running if running.count(tenant) > 1)
        watch = threading.Thread(target=look)
        watch.start()
        try:
            yield
        finally:
            over.set()
            watch.join()
        self.assertEqual(doubles, [], "I1: two containers of one tenant ran at once")

    def at_rest(self, limit=120, lost=(), blocked=()):
        """The oracle, as soon as everything is where it was asked to be, at the latest after `limit` seconds; and still a little later."""
        def reached():
            # The registry is asked first: looking into three engines costs a second of both cores.
            if self.sql("select 1 from tenants where phase not in ('READY', 'BIND_WAIT', 'PAUSED', 'GONE', 'BLOCKED') limit 1"):
                return False
            try:
                self.oracle.check_reached(self.oracle.mine(), blocked)
                return True
            except Broken:
                return False
        began = time.monotonic()
        eventually(reached, limit, pause=1)
        self.oracle.check(lost, blocked)
        print(f"{self.id().split('.')[-1]}: at rest after {time.monotonic() - began:.1f} s", flush=True)

    def moves_on_from_a_taken_port(self, name, host):
        """Of a tenant that runs on the host's own network."""
        self.ok("stop", name)
        port = self.ok("show", name, "--json").json["ports"]["dashboard"]
        eyes = self.oracle.eyes[host]
        hold = f"import socket, time; s = socket.create_server(('127.0.0.1', {port})); time.sleep(600)"
        eyes.run("sh", "-c", f'python3 -c "{hold}" >/dev/null 2>&1 & echo $! >/tmp/holder')
        self.ok("start", name)
        self.assertNotEqual(self.ok("show", name, "--json").json["ports"]["dashboard"], port)
        eyes.run("sh", "-c", "kill $(cat /tmp/holder)")
        self.at_rest()

    def dies_and_is_done_by_another(self, tier, provisioning, restarted, restarting):
        """The command dies at these points while it provisions new tenants, and restarts one; a worker does the rest."""
        for number, point in enumerate(provisioning):
            ran = self.admin("provision", f"dying{number}", "--tier", tier, env={"HERMES_ADMIN_FAILPOINT": point})
            self.assertEqual(ran.exit, -9, ran)
        for point in restarting:
            ran = self.admin("restart", restarted, env={"HERMES_ADMIN_FAILPOINT": point})
            self.assertEqual(ran.exit, -9, ran)
        worker = self.worker()
        self.at_rest()
        self.assertEqual(worker.end(), 0)
        for number in range(len(provisioning)):
            self.ok("destroy", f"dying{number}", "--yes")

    def bind_all(self, tenants, verb="bind", suffix=""):
        """Every tenant bound to a user of its own; returns the bindings under way, each scanned once."""
        def scan(name):
            binding = self.admin.bind(name, verb)
            self.addCleanup(binding.process.kill)
            self.sandbox.scan(binding.wait_for("qr")["content"], "--as", wechat(f"wx-{name}{suffix}"))
            return binding
        return at_once(scan, tenants)
