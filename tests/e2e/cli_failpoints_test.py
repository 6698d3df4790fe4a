"""kill -9 of the worker at every named failpoint, on two hosts; the next worker finishes, and the oracle finds nothing wrong."""

import contextlib
import subprocess
import time
import unittest

from chaos_support import HOSTS, TwoHosts, wechat
from cli_support import eventually

# Holds a port of the host until its stdin ends.
HOLD_PORT = "import socket, sys; s = socket.create_server(('127.0.0.1', int(sys.argv[1]))); print('held', flush=True); sys.stdin.read()"
SIDES = ("before", "after", "replied")
ONLY_LOST = wechat("wx-lost")


class Failpoints(TwoHosts):
    """Tests run in the order of their names, each over what the ones before left."""

    names = None
    died = set()
    made = 0

    def all_names(self):
        """The program itself says which there are."""
        hint = self.fails(2, "Invalid", "list", env={"HERMES_ADMIN_FAILPOINT": "?"})["hint"]
        # Those of an adoption are died at by tst_cli_adopt.
        return [name for name in hint.split("one of ")[1].split() if not name.startswith(("let-source-go", "adopt-home"))]

    def dies_at(self, point, *cause):
        """A worker that ends at this point of what the command asks for."""
        worker = self.worker(env={"HERMES_ADMIN_FAILPOINT": point})
        self.has_looked(worker)
        if worker.process.poll() is None:
            self.ok(*cause)
        self.ended_at(point, worker)

    def ended_at(self, point, worker):
        self.assertEqual(worker.ended(), -9, f"{point}: " + "".join(worker.err))
        self.assertIn(f"failpoint {point}\n", worker.err)
        type(self).died.add(point)
        print(f"{time.monotonic():.1f} died at {point}", flush=True)

    def has_looked(self, worker):
        """It has looked at every tenant that no dead one keeps, so that its own end keeps those waiting that it is at work on, and no others."""
        busy = ("select 1 from tenants t left join workers w on w.id = t.lease_owner where t.phase <> 'GONE' and"
                " (w.started_at >= :began or (t.observed_at < :began and (t.lease_owner = '' or t.lease_until < :now)))")
        eventually(lambda: worker.process.poll() is not None or not self.sql(busy, {"began": worker.began, "now": time.time() * 1000}))

    def new(self, *args):
        type(self).made += 1
        return ["provision", f"t{self.made}", "--host", HOSTS[self.made % 2], *args]

    def tenants(self):
        return [row["name"] for row in self.sql("select name from tenants where phase <> 'GONE' and image not like 'nowhere/%' order by created_at")]

    def test_1_provision(self):
        for step in ("place", "pin-image", "create", "write-home", "start"):
            for side in SIDES:
                self.dies_at(f"{step}.{side}", *self.new())
        for side in SIDES:
            self.dies_at(f"pull-image.{side}", *self.new("--image", "nowhere/none:1"))
        self.ports_are_taken()
        worker = self.worker()
        self.at_rest(blocked=[row["name"] for row in self.sql("select name from tenants where image like 'nowhere/%'")])
        self.assertEqual(worker.end(), 0)

    def ports_are_taken(self):
        with contextlib.ExitStack() as stack:
            for name in HOSTS:
                [(last,)] = self.sql("select max(p.port) from ports p join hosts h on h.id = p.host_id where h.name = ?", [name])
                for port in range(last + 1, last + 3):
                    held = stack.enter_context(subprocess.Popen(
                        ["docker", "exec", "-i", self.hosts[name].host["box"], "python3", "-c", HOLD_PORT, str(port)],
                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
                    stack.callback(held.stdin.close)
                    self.assertEqual(held.stdout.readline(), "held\n")
            for side in SIDES:
                self.dies_at(f"move-port.{side}", *self.new())

    def test_2_replace_bind_and_mend(self):
        names = self.tenants()
        points = [f"{step}.{side}" for step in ("archive-credentials", "stop", "remove") for side in SIDES]
        for point, name in zip(points, names):
            self.dies_at(point, "restart", name)
        self.mend(names[len(points):][:len(SIDES)])
        self.destroy(names[:len(points)])
        bindings = [self.bind(point, name) for point, name in zip(("credentials.after", "binding.before", "binding.after", "credentials.before"),
                                                                    names[len(points) + len(SIDES):])]
        worker = self.worker()
        # The token that died with the worker is lost for good: another code is shown, and the customer scans again.
        self.sandbox.scan(bindings[-1].wait_for("qr", 2)["content"], "--as", wechat("wx-again"))
        for binding in bindings:
            self.assertEqual(binding.finish(), 0, str(binding.events) + binding.stderr)
        self.assertEqual([sum(e.get("event") == "qr" for e in binding.events) for binding in bindings], [1, 1, 1, 2])
        self.at_rest(lost=[ONLY_LOST], blocked=[row["name"] for row in self.sql("select name from tenants where image like 'nowhere/%'")])
        self.assertEqual(worker.end(), 0)
        self.migrate()
        self.restore()
        self.assertEqual(self.died, set(self.all_names()))

    def migrate(self):
        """Each point of a move; and once in the end of what it leaves behind."""
        movers = [row["name"] for row in self.sql("select t.name from tenants t join bindings b on b.tenant_id = t.id and b.live"
                                                  " where t.phase = 'READY' order by t.created_at")]
        points = [f"{step}.{side}" for step in ("copy-home", "move-home") for side in SIDES] + ["wipe-home.after"]
        for number, point in enumerate(points):
            name = movers[number % len(movers)]
            [(host,)] = self.sql("select h.name from tenants t join hosts h on h.id = t.host_id where t.name = ?", [name])
            self.dies_at(point, "migrate", name, "--host", HOSTS[1 - HOSTS.index(host)])
            if number % len(movers) == len(movers) - 1:
                self.rest_after_moves()
        self.rest_after_moves()

    def restore(self):
        movers = [row["name"] for row in self.sql("select name from tenants where phase = 'READY' order by created_at")]
        for number, point in enumerate([f"backup.{side}" for side in SIDES[:2]] + [f"{step}.{side}" for step in ("unpause", "restore-home") for side in SIDES]):
            name = movers[number % len(movers)]
            [(host,)] = self.sql("select h.name from tenants t join hosts h on h.id = t.host_id where t.name = ?", [name])
            if point.startswith("backup"):
                ran = self.admin("backup", name, env={"HERMES_ADMIN_FAILPOINT": point})
                self.assertEqual(ran.exit, -9, str(ran))
                self.died.add(point)
            elif point.startswith("unpause"):
                self.hosts[host].box("docker", "pause", f"hermes-{name}")
                self.dies_at(point, "restart", name)
            else:
                self.admin("backup", name, limit=120)
                self.dies_at(point, "restore", name, "--yes")
            if number % len(movers) == len(movers) - 1:
                self.rest_after_moves()
        self.rest_after_moves()

    def rest_after_moves(self):
        worker = self.worker()
        eventually(lambda: not self.sql("select 1 from tenants where home_host_id <> '' union select 1 from tenant_hosts where home_left"), 120)
        self.at_rest(lost=[ONLY_LOST], blocked=[row["name"] for row in self.sql("select name from tenants where image like 'nowhere/%'")])
        self.assertEqual(worker.end(), 0)
        for name, eyes in self.oracle.eyes.items():
            here = {row["id"] for row in self.sql("select t.id from tenants t join hosts h on h.id = t.host_id where h.name = ?", [name])}
            self.assertLessEqual(set(eyes.run("ls", f"{eyes.data_root}/homes").split()), here, name)

    def bind(self, point, name):
        worker = self.worker(env={"HERMES_ADMIN_FAILPOINT": point})
        binding = self.admin.bind(name, "bind")
        self.addCleanup(binding.process.kill)
        user = ONLY_LOST if point == "credentials.before" else wechat(f"wx-{name}")
        self.sandbox.scan(binding.wait_for("qr")["content"], "--as", user)
        self.ended_at(point, worker)
        return binding

    def mend(self, names):
        """Containers that die again and again get a new generation."""
        for side, name in zip(SIDES, names):
            worker = self.worker(env={"HERMES_ADMIN_FAILPOINT": f"next-generation.{side}"})
            end = time.monotonic() + 60
            while worker.process.poll() is None and time.monotonic() < end:
                self.hosts[HOSTS[int(name[1:]) % 2]].box("docker", "kill", f"hermes-{name}", check=False)
                time.sleep(0.3)
            self.ended_at(f"next-generation.{side}", worker)

    def destroy(self, names):
        points = [f"{step}.{side}" for step in ("pack-home", "wipe-home", "mark-gone") for side in SIDES]
        for point, name in zip(points, names):
            self.dies_at(point, "destroy", name, "--yes")


if __name__ == "__main__":
    unittest.main()
