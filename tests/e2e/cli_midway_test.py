"""Real faults in the middle of `upgrade` and of `host drain`: the command is killed, a host loses power, an engine hangs. Another process goes
on; the oracle judges, every home is what it was, and who was not asked yet was left alone."""

import collections
import subprocess
import time
import unittest

from chaos_support import at_once
from cli_support import eventually
from home_support import Homes

NEXT = "nousresearch/hermes-agent:0.13.2-test"
BROKEN = "nousresearch/hermes-agent:broken-midway-test"
NAMES = ("m1", "m2", "m3", "m4", "m5")


class Midway(Homes):
    """Five bound tenants on three hosts. Tests run in the order of their names, each over what the ones before left."""

    host_names = ("ecs-1", "ecs-2", "ecs-3")
    homes = {}

    @classmethod
    def prepare(cls):
        super().prepare()
        cls.image = cls.sandbox.info["image"]
        first, *others = cls.hosts.values()
        for name, more in ((NEXT, "LABEL test.next=1"), (BROKEN, 'ENTRYPOINT ["/bin/false"]')):
            first.box("sh", "-c", f"printf 'FROM {cls.image}\\n%s\\n' '{more}' | docker build -q -t {name} -")
        # An image is the same on every host: moves ask for its id.
        saved = subprocess.run(["docker", "exec", first.host["box"], "docker", "save", NEXT, BROKEN], check=True, stdout=subprocess.PIPE).stdout
        for sandbox in others:
            subprocess.run(["docker", "exec", "-i", sandbox.host["box"], "docker", "load", "-q"], check=True, input=saved, stdout=subprocess.DEVNULL)
        for sandbox in cls.hosts.values():
            cls.addClassCleanup(sandbox.box, "docker", "rmi", "-f", NEXT, BROKEN)

    def start(self, *args):
        """The command, under way."""
        process = self.admin.start(*args, "--json")
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def ended(self, process, limit=300):
        out, err = process.communicate(timeout=limit)
        print(f"{self.id().split('.')[-1]}: exit {process.returncode}: {out}{err}", flush=True)
        return process.returncode

    def is_asked(self, name, image):
        return self.row(name)["image"] == image

    def containers(self):
        return {row["name"]: row["container_id"] for row in self.sql("select name, container_id from tenants")}

    def goes_on(self, limit=180):
        """Another process does what is wanted by now."""
        worker = self.worker()
        self.at_rest(limit)
        self.assertEqual(worker.end(), 0)
        self.all_homes_are_whole()

    def all_homes_are_whole(self):
        for name in NAMES:
            self.assertEqual(self.look(name, self.place(name)), self.homes[name], name)

    def all_run(self, image):
        self.ok("upgrade", "--all", "--image", image, "--wave", "3")
        self.at_rest()
        self.assertEqual({self.row(name)["image"] for name in NAMES}, {image})

    def test_0_tenants(self):
        places = dict(zip(NAMES, ("ecs-1", "ecs-1", "ecs-1", "ecs-2", "ecs-2")))
        at_once(lambda name: self.ready(name, places[name]), NAMES, 3)
        for name in NAMES:
            self.homes[name] = self.fill(name, places[name], 8)
        self.at_rest()

    def test_1_the_upgrade_is_killed(self):
        before = self.containers()
        with self.watched():
            process = self.start("upgrade", "--all", "--image", NEXT, "--wave", "2")
            self.assertTrue(eventually(lambda: self.is_asked("m2", NEXT), 120))
            process.kill()
            self.goes_on()
        asked = [name for name in NAMES if self.is_asked(name, NEXT)]
        self.assertIn(len(asked), (2, 3), asked)
        for name in set(NAMES) - set(asked):
            self.assertEqual(self.containers()[name], before[name], f"{name} was not asked yet")
        self.all_run(NEXT)

    def test_2_a_host_loses_power_and_the_waves_stop(self):
        before = self.containers()
        with self.watched():
            process = self.start("upgrade", "--all", "--image", self.image, "--wave", "2", "--timeout", "40")
            self.assertTrue(eventually(lambda: self.is_asked("m1", self.image), 60))
            self.hosts["ecs-1"].fault("poweroff")
            try:
                self.assertEqual(self.ended(process), 1, "the first one does not serve any more")
            finally:
                self.hosts["ecs-1"].fault("poweron")
            self.goes_on()
        for name in NAMES[1:]:
            self.assertTrue(self.is_asked(name, NEXT), name)
        for name in ("m4", "m5"):
            self.assertEqual(self.containers()[name], before[name], f"{name} was not asked yet")
        self.all_run(self.image)

    def test_3_an_engine_hangs_in_a_wave(self):
        with self.watched():
            process = self.start("upgrade", "--all", "--image", NEXT, "--wave", "4")
            self.assertTrue(eventually(lambda: self.is_asked("m4", NEXT), 120))
            self.hosts["ecs-2"].fault("hang-dockerd")
            try:
                time.sleep(12)
            finally:
                self.hosts["ecs-2"].fault("unhang-dockerd")
            self.assertIn(self.ended(process), (0, 1))
            self.goes_on()
        self.all_run(NEXT)

    def test_4_an_image_that_does_not_serve_and_an_engine_that_dies(self):
        before = self.containers()
        process = self.start("upgrade", "--all", "--image", BROKEN, "--wave", "2", "--timeout", "60")
        self.assertTrue(eventually(lambda: self.is_asked("m1", BROKEN), 60))
        self.hosts["ecs-1"].fault("kill-dockerd")
        self.assertEqual(self.ended(process), 1)
        self.assertEqual([name for name in NAMES if self.is_asked(name, BROKEN)], ["m1"])
        self.assertEqual({name: self.containers()[name] for name in NAMES[1:]}, {name: before[name] for name in NAMES[1:]})
        back = self.start("rollback", "m1")
        self.assertTrue(eventually(lambda: self.is_asked("m1", NEXT), 60))
        back.kill()
        self.goes_on()
        self.assertEqual({self.row(name)["image"] for name in NAMES}, {NEXT})

    def draining(self):
        """The drain of the host with the most tenants, under way: what host, and the tenant that is on its way, and where to."""
        [(host, _)] = collections.Counter(self.place(name) for name in NAMES).most_common(1)
        process = self.start("host", "drain", host, "--at-once", "2")
        moving = "select t.name, h.name aim from tenants t join hosts h on h.id = t.host_id where t.home_host_id <> ''"
        self.assertTrue(eventually(lambda: self.sql(moving), 60))
        return process, host, self.sql(moving)[0]

    def drained(self, host):
        """What was not begun is done by the same command once more."""
        self.ok("host", "drain", host, "--at-once", "3", limit=300)
        self.assertNotIn(host, [self.place(name) for name in NAMES])
        self.ok("host", "uncordon", host)
        self.at_rest()
        self.all_homes_are_whole()

    def test_5_the_drain_is_killed(self):
        with self.watched():
            process, host, moving = self.draining()
            time.sleep(1.5)
            process.kill()
            self.goes_on()
            self.assertNotEqual(self.place(moving["name"]), host)
            self.drained(host)

    def broken_on_the_way(self, which, fault, mend, seconds):
        with self.watched():
            process, host, moving = self.draining()
            sandbox = self.hosts[{"source": host, "aim": moving["aim"]}[which]]
            time.sleep(1)
            sandbox.fault(fault)
            try:
                time.sleep(seconds)
            finally:
                sandbox.fault(mend)
            self.assertIn(self.ended(process), (0, 1))
            self.goes_on()
            self.drained(host)

    def test_6_the_host_that_is_drained_loses_power(self):
        self.broken_on_the_way("source", "poweroff", "poweron", 8)

    def test_7_the_aim_loses_power(self):
        self.broken_on_the_way("aim", "poweroff", "poweron", 8)

    def test_8_engines_hang(self):
        self.broken_on_the_way("source", "hang-dockerd", "unhang-dockerd", 12)
        self.broken_on_the_way("aim", "hang-dockerd", "unhang-dockerd", 12)

    def test_9_nothing_is_left_behind(self):
        # A wipe that failed while its host was off is tried again after five minutes.
        worker = self.worker()
        eventually(lambda: not self.sql("select 1 from tenant_hosts where home_left"), 400, pause=1)
        self.assertEqual(worker.end(), 0)
        for name in NAMES:
            for host in set(self.host_names) - {self.place(name)}:
                self.nothing_left(name, host)
        self.at_rest()


if __name__ == "__main__":
    unittest.main()
