"""Real faults of two hosts while a worker serves tenants on both, bound ones among them; the oracle judges after each."""

import itertools
import time
import unittest

from chaos_support import HOSTS, TwoHosts, at_once, wechat
from cli_support import eventually
from oracle import label

FREEZING = (("create", "provision"), ("stop", "restart"), ("remove", "restart"), ("start", "restart"))


class Chaos(TwoHosts):
    """Six tenants, two of them bound. Each test asks for much and breaks something meanwhile. Tests run in the order of their names."""

    data_roots = {"ecs-2": "/srv/small/hermes"}
    numbers = itertools.count(1)

    def setUp(self):
        if self._testMethodName.startswith("test_0"):
            return
        self.served = self.worker()

    def ask_for_much(self):
        """Of each host's tenants one is destroyed, one is new, one pauses or comes back, and the bound one is replaced. Nothing is waited for."""
        number = next(self.numbers)
        def ask(host):
            letter = "ab"[HOSTS.index(host)]
            gone = [row["name"] for row in self.sql("select name from tenants where phase <> 'GONE' and name like ? order by created_at", [f"{letter}-new%"])]
            paused = self.row(f"{letter}-2")["presence"] == "PAUSED"
            for command in (("restart", f"{letter}-1"), ("start" if paused else "stop", f"{letter}-2"), ("restart", f"{letter}-3"),
                            ("provision", f"{letter}-new{number}", "--host", host), *(("destroy", name, "--yes") for name in gone[:1])):
                self.ok(*command)
        at_once(ask, HOSTS)

    def broken(self, host, fault, seconds, mend=None):
        """Asks for much, breaks a host in the middle of it, and mends it."""
        with self.watched():
            self.ask_for_much()
            self.hosts[host].fault(fault)
            try:
                time.sleep(seconds)
            finally:
                if mend:
                    self.hosts[host].fault(mend)
            self.at_rest()

    def test_0_some_tenants(self):
        names = [f"{letter}-{number}" for letter in "ab" for number in (1, 2, 3)]
        at_once(lambda name: self.provision(name, "--host", HOSTS["ab".index(name[0])]), names)
        for binding in self.bind_all(["a-1", "b-1"]):
            self.assertEqual(binding.finish(), 0, str(binding.events) + binding.stderr)
        self.at_rest()

    def test_1_sshd_children_are_killed_in_the_middle_of_calls(self):
        with self.watched():
            self.ask_for_much()
            for _ in range(15):
                for host in HOSTS:
                    self.hosts[host].fault("kill-sessions")
                time.sleep(0.4)
            self.at_rest()

    def test_2_packets_are_dropped(self):
        self.broken("ecs-2", "drop", 16, "heal")

    def test_3_packets_are_rejected(self):
        self.broken("ecs-1", "reject", 6, "heal")

    def test_4_dockerd_is_killed(self):
        self.broken("ecs-1", "kill-dockerd", 2)

    def test_5_dockerd_stops(self):
        self.broken("ecs-2", "stop-dockerd", 6, "start-dockerd")
        # One without a container: only its volume is there when the engine starts anew.
        self.ok("stop", "b-3", "--wait")
        self.hosts["ecs-2"].fault("stop-dockerd")
        self.hosts["ecs-2"].fault("start-dockerd")
        self.assertEqual(self.ok("start", "b-3", "--wait", "--json").json["phase"], "BIND_WAIT")

    def test_6_dockerd_hangs(self):
        self.broken("ecs-1", "hang-dockerd", 12, "unhang-dockerd")

    def test_7_the_host_loses_power(self):
        self.broken("ecs-1", "poweroff", 8, "poweron")

    def test_7b_a_login_confirmed_while_the_host_is_out_of_reach_is_kept(self):
        binding = self.admin.bind("b-3", "bind")
        self.addCleanup(binding.process.kill)
        link = binding.wait_for("qr")["content"]
        self.hosts["ecs-2"].fault("drop")
        try:
            self.sandbox.scan(link, "--as", wechat("wx-b-3"))
            time.sleep(5)
            self.assertEqual(self.row("b-3")["bind_epoch"], 0)
        finally:
            self.hosts["ecs-2"].fault("heal")
        self.assertEqual(binding.finish(), 0, str(binding.events) + binding.stderr)
        self.at_rest()

    def test_8_the_disk_is_full(self):
        small, epoch = self.hosts["ecs-2"].host["small"], self.row("b-3")["bind_epoch"]
        binding = self.admin.bind("b-3", "rebind")
        self.addCleanup(binding.process.kill)
        link = binding.wait_for("qr")["content"]
        self.hosts["ecs-2"].fault("fill", small)
        full = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
        try:
            self.sandbox.scan(link, "--as", wechat("wx-b-3-full"))
            # Its credentials have their place already; its home has none.
            self.assertTrue(eventually(lambda: self.row("b-3")["bind_epoch"] == epoch + 1), str(binding.events))
            self.ask_for_much()
            self.assertTrue(eventually(lambda: self.row("b-3")["phase"] == "BLOCKED", 60), dict(self.row("b-3")))
            time.sleep(3)
            blocked = [row["id"] for row in self.sql("select id from tenants where phase = 'BLOCKED'")]
            started = [c["Name"] for _, c in self.oracle.mine() if label(c, "tenant_id") in blocked and c["State"]["StartedAt"] > full]
            self.assertEqual(started, [], "a home that could not be written whole is never started")
        finally:
            self.hosts["ecs-2"].fault("unfill", small)
        self.assertEqual(binding.finish(), 1, str(binding.events) + binding.stderr)
        for row in self.sql("select name, presence from tenants where phase = 'BLOCKED'"):
            self.ok({"ABSENT": "destroy", "PAUSED": "stop"}.get(row["presence"], "start"), row["name"], "--yes")
        self.at_rest()

    def test_9_a_worker_frozen_past_its_lease_does_no_harm_when_it_wakes(self):
        self.served.end()
        frozen = []
        for number, (step, verb) in enumerate(FREEZING):
            name = f"f-{number}"
            if verb != "provision":
                self.ok("provision", name, "--host", HOSTS[number % 2], "--wait")
            sleeper = self.worker(env={"HERMES_ADMIN_FAILPOINT": f"{step}.before:freeze"})
            self.ok(verb, name, *(["--host", HOSTS[number % 2]] if verb == "provision" else []))
            self.assertTrue(eventually(lambda: f"failpoint {step}.before\n" in sleeper.err), step)
            frozen.append((name, sleeper))
        worker = self.worker()
        self.at_rest()
        # The one that was to be created has gone for good meanwhile; the others are newer by one.
        self.ok("destroy", "f-0", "--yes", "--wait")
        for name, _ in frozen[1:]:
            self.ok("restart", name)
        self.at_rest()
        with self.watched():
            for _, sleeper in frozen:
                sleeper.process.send_signal(18)
            time.sleep(3)
            for _, sleeper in frozen:
                self.assertEqual(sleeper.end(), 0, "".join(sleeper.err))
            self.at_rest()
        self.assertEqual(worker.end(), 0)
        left = [eyes.run("find", eyes.data_root, "-name", self.row("f-0")["id"] + "*", "-not", "-path", "*/archive/*") for eyes in self.oracle.eyes.values()]
        self.assertEqual(left, ["", ""], "what a sleeper did for a tenant that is gone")


if __name__ == "__main__":
    unittest.main()
