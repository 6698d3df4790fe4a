"""`migrate` and `host drain` on three hosts: nothing of a home is lost or changed, whatever breaks on the way, and nothing stays behind."""

import concurrent.futures
import json
import time
import unittest

from chaos_support import at_once, wechat
from cli_support import eventually
from home_support import Homes

NAMES = ("ecs-1", "ecs-2", "ecs-3")
# Waits until a home passes beside the engine of this host.
PIPE = r"""
import glob, time
until = time.monotonic() + 60
while time.monotonic() < until:
    if found := glob.glob("/home/twilight/hermes/archive/*/.home-*"):
        print(found[0])
        break
    time.sleep(0.002)
"""


class Migrate(Homes):
    """Tests run in the order of their names, each over what the ones before left."""

    host_names = NAMES

    def test_1_there_and_back(self):
        self.ready("alice", "ecs-1")
        before = self.fill("alice", "ecs-1", 20)
        plan = self.ok("migrate", "alice", "--host", "ecs-2", "--plan", "--json").json["plan"]
        self.assertEqual([step["verb"] for step in plan], ["copy-home", "archive-credentials", "stop", "remove", "move-home", "create",
                                                            "write-home", "start", "wipe-left"])
        self.assertEqual(self.place("alice"), "ecs-1", "a plan changes nothing")
        with concurrent.futures.ThreadPoolExecutor() as pool:
            seen = [pool.submit(self.eyes(host).run, "python3", "-", stdin=PIPE) for host in ("ecs-1", "ecs-2")]
            done = self.ok("migrate", "alice", "--host", "ecs-2", "--json").json
        self.assertTrue(all(one.result() for one in seen), "it is large enough to pass beside both engines")
        self.assertEqual(self.pipes("ecs-2"), "")
        self.assertEqual((done["phase"], done["host"], done["unchanged"]), ("READY", "ecs-2", False))
        self.assertIsNone(self.ok("show", "alice", "--json").json["desired"]["movesFrom"])
        self.assertEqual(self.look("alice", "ecs-2"), before)
        self.nothing_left("alice", "ecs-1")
        self.assertIs(self.ok("migrate", "alice", "--host", "ecs-2", "--json").json["unchanged"], True)
        self.ok("migrate", "alice", "--host", "ecs-1")
        self.assertEqual(self.look("alice", "ecs-1"), before)
        self.nothing_left("alice", "ecs-2")
        self.at_rest()

    def test_2_bad_input_changes_nothing(self):
        self.fails(3, "NotFound", "migrate", "nobody", "--host", "ecs-2")
        self.fails(3, "NotFound", "migrate", "alice", "--host", "ecs-9")
        self.fails(2, "Invalid", "migrate", "alice", "--tier", "prefab")
        self.ok("host", "cordon", "ecs-2")
        self.fails(4, "Conflict", "migrate", "alice", "--host", "ecs-2")
        self.ok("host", "uncordon", "ecs-2")
        other = "FROM " + self.sandbox.info["image"] + "\nLABEL test.only-here=1\n"
        eyes = self.eyes("ecs-1")
        eyes.run("sh", "-c", "docker build -q -t only-here:1 -", stdin=other)
        self.addCleanup(eyes.run, "docker", "rmi", "-f", "only-here:1")
        self.ok("upgrade", "alice", "--image", "only-here:1")
        error = self.admin("migrate", "alice", "--host", "ecs-2", "--json").error
        self.assertIn("ecs-2 has not got the image", error["message"])
        self.assertEqual((self.place("alice"), self.row("alice")["phase"]), ("ecs-1", "READY"))
        self.ok("rollback", "alice")

    def test_3_a_full_disk_at_the_aim_stops_nothing_but_the_move(self):
        before = self.fill("alice", "ecs-1", 5)
        disk = self.eyes("ecs-3")
        root = disk.data_root
        disk.run("sh", "-c", f"mkdir -p {root} && mount -t tmpfs -o size=3m,uid=$(id -u twilight),gid=$(id -g twilight),mode=0755 none {root}")
        try:
            ran = self.admin("migrate", "alice", "--host", "ecs-3", "--json")
            self.assertNotEqual(ran.exit, 0)
            self.assertIn("DISK_FULL", ran.error["message"] + str(self.row("alice")["reason"]))
            [container] = self.eyes("ecs-1").containers(f"label=hermes.tenant_id={self.row('alice')['id']}", "label=hermes.role=tenant")
            self.assertTrue(container["State"]["Running"], "it serves on")
            self.ok("migrate", "alice", "--host", "ecs-1")
            self.assertEqual(self.look("alice", "ecs-1"), before)
        finally:
            disk.run("umount", "-l", root)
            disk.run("rmdir", root)

    def pipes(self, host):
        """Those that are there, and who of the SSH user's holds one or waits at one."""
        return self.eyes(host).run("sh", "-c", "ls -d /home/twilight/hermes/archive/*/.home-* /home/twilight/hermes/archive/*/.archive-* 2>/dev/null; "
                                   "pgrep -u twilight -ax cat; pgrep -u twilight -af '/[.](home|archive)-'; true")

    def test_3_who_dies_leaves_no_pipe_and_nobody_who_waits_at_one(self):
        before = self.fill("alice", "ecs-1", 200)
        for number, seconds in enumerate((0, 0.7)):  # before the job has come to it; on the way
            process = self.admin.start("migrate", "alice", "--host", "ecs-2")
            seen = self.eyes("ecs-2").run("python3", "-", stdin=PIPE)
            time.sleep(seconds)
            process.kill()
            process.communicate()
            self.assertTrue(seen, number)
            for host in ("ecs-1", "ecs-2"):
                self.assertTrue(eventually(lambda host=host: not self.pipes(host), 45), self.pipes(host))
        self.ok("migrate", "alice", "--host", "ecs-2")
        self.assertEqual(self.look("alice", "ecs-2"), before)
        self.ok("migrate", "alice", "--host", "ecs-1")
        self.assertEqual(self.look("alice", "ecs-1"), before)
        self.nothing_left("alice", "ecs-2")

    def test_4_links_and_hosts_that_break_on_the_way(self):
        before = self.fill("alice", "ecs-1", 60)
        self.worker()
        self.ok("migrate", "alice", "--host", "ecs-2")
        for host in ("ecs-1", "ecs-2", "ecs-1", "ecs-2"):
            time.sleep(0.7)
            self.eyes(host).run("sh", "-c", "pkill -9 -u twilight sshd || true")
        self.hosts["ecs-2"].fault("poweroff")
        time.sleep(3)
        self.hosts["ecs-2"].fault("poweron")
        eventually(lambda: self.row("alice")["phase"] == "READY" and not self.row("alice")["home_host_id"], 150)
        self.assertEqual(self.look("alice", "ecs-2"), before)
        eventually(lambda: not self.sql("select 1 from tenant_hosts where home_left"), 400)
        self.nothing_left("alice", "ecs-1")
        self.at_rest()

    def test_5_drain(self):
        names = [f"d{number}" for number in range(2, 6)]
        at_once(lambda name: self.ready(name, "ecs-1"), names, 3)
        self.ok("stop", "d5")
        homes = {name: self.fill(name, "ecs-1") for name in names}
        plan = self.ok("host", "drain", "ecs-1", "--plan", "--json").json["plan"]
        self.assertEqual(plan[0]["verb"], "cordon")
        ran = self.ok("host", "drain", "ecs-1", "--at-once", "3", "--json")
        self.assertEqual(sorted(line["name"] for line in ran.lines), names)
        self.assertEqual({line["outcome"] for line in ran.lines}, {"moved"})
        places = {name: self.place(name) for name in names}
        self.assertEqual(set(places.values()), {"ecs-2", "ecs-3"}, "they are spread")
        for name, before in homes.items():
            self.assertEqual(self.look(name, places[name]), before, name)
            self.nothing_left(name, "ecs-1")
        self.assertEqual(self.row("d5")["phase"], "PAUSED")
        self.ok("destroy", "d5", "--yes")
        packed = self.eyes(places["d5"]).run("sh", "-c", f"cat /home/twilight/hermes/archive/{self.row('d5')['id']}/home-g*.tar.gz | tar -tz")
        self.assertIn("./memories/deep/日记", packed.encode().decode("unicode_escape").encode("latin1").decode())
        row = self.ok("host", "show", "ecs-1", "--json").json
        self.assertEqual((row["cordoned"], row["tenants"]), (True, 0))
        self.assertEqual(self.ok("host", "drain", "ecs-1", "--json").out, "")
        self.ok("host", "uncordon", "ecs-1")
        self.at_rest()

    def test_6_who_is_on_his_way_to_a_host_that_is_emptied_goes_elsewhere(self):
        before = self.fill("d2", self.place("d2"))
        self.ok("migrate", "d2", "--host", "ecs-1")
        dead = self.admin("migrate", "d2", "--host", "ecs-2", env={"HERMES_ADMIN_FAILPOINT": "move-home.before"})
        self.assertEqual(dead.exit, -9, "in the middle of the way")
        self.ok("host", "drain", "ecs-2", "--at-once", "2", "--json")
        self.assertNotEqual(self.place("d2"), "ecs-2")
        self.assertEqual(self.row("d2")["phase"], "READY")
        self.assertEqual(self.look("d2", self.place("d2")), before)
        self.nothing_left("d2", "ecs-2")
        self.assertEqual(self.ok("host", "show", "ecs-2", "--json").json["tenants"], 0)
        self.ok("host", "uncordon", "ecs-2")
        self.ok("migrate", "d2", "--host", "ecs-2")
        self.at_rest()

    def test_7_a_drain_with_nowhere_to_go_says_so(self):
        self.ok("host", "cordon", "ecs-1")
        self.ok("host", "cordon", "ecs-3")
        ran = self.admin("host", "drain", "ecs-2", "--json")
        self.assertEqual(ran.exit, 1)
        self.assertTrue(ran.lines)
        for line in ran.lines:
            self.assertEqual(line["outcome"], "failed")
            self.assertIn("ecs-1: cordoned", line["error"])
        for name in NAMES:
            self.ok("host", "uncordon", name)
        self.at_rest()

    def test_8_a_drain_that_was_broken_off_is_gone_on_with(self):
        host = self.place("d2")
        names = sorted(row["name"] for row in self.ok("list", "--host", host, "--json").json)
        homes = {name: self.fill(name, host, 5) for name in names}
        dead = self.admin("host", "drain", host, "--at-once", "1", env={"HERMES_ADMIN_FAILPOINT": "move-home.before"})
        self.assertEqual(dead.exit, -9, "in the middle of the way")
        self.assertTrue(self.sql("select 1 from drains where ended_at = 0"))
        for left in reversed(range(len(names))):
            self.ok("worker", "--once", "--json")
            self.assertEqual(len(self.ok("list", "--host", host, "--json").json), left, "one at a time")
        self.worker()
        eventually(lambda: self.sql("select 1 from drains where ended_at > 0"), 200)
        self.assertEqual(self.ok("list", "--host", host, "--json").json, [])
        eventually(lambda: all(self.row(name)["phase"] in ("READY", "BIND_WAIT", "PAUSED") for name in names), 100)
        for name, before in homes.items():
            self.assertEqual(self.look(name, self.place(name)), before, name)
        self.assertIs(self.ok("host", "drain", host, "--stop", "--json").json["unchanged"], True, "it is over")
        self.ok("host", "uncordon", host)
        self.assertFalse(self.sql("select 1 from drains where ended_at > 0"), "a host that takes tenants is not being emptied")
        self.at_rest()

    def test_9_a_drain_that_is_stopped_sends_nobody_else_away(self):
        placed = {}
        for row in self.ok("list", "--json").json:
            placed.setdefault(row["host"], []).append(row["name"])
        host, names = max(placed.items(), key=lambda one: len(one[1]))
        self.assertGreater(len(names), 1)
        self.admin("host", "drain", host, "--at-once", "1", env={"HERMES_ADMIN_FAILPOINT": "move-home.before"})
        self.assertIs(self.ok("host", "drain", host, "--stop", "--json").json["unchanged"], False)
        self.worker()
        eventually(lambda: sum(self.place(name) != host for name in names) == 1, 100)
        self.at_rest()
        self.assertEqual([self.place(name) for name in names].count(host), len(names) - 1, "who was on the way arrived, the others stay")
        self.assertTrue(self.ok("host", "show", host, "--json").json["cordoned"])
        self.ok("host", "uncordon", host)
        self.at_rest()


if __name__ == "__main__":
    unittest.main()
