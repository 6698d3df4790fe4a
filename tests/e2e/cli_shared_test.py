"""Shared tenants: gateways in the host's one shared container, served as others are, and not kept apart from each other."""

import json
import unittest

from chaos_support import TwoHosts, wechat
from cli_support import FleetTest, eventually
from home_support import FILL, LOOK, Homes

SHARED = "label=hermes.role=shared"
NEXT = "hermes-test:shared-next"


class Tier(TwoHosts):
    shared = ("ecs-1",)

    def eyes(self, host="ecs-1"):
        return self.oracle.eyes[host]

    def shared_containers(self, host="ecs-1"):
        return [c for c in self.eyes(host).docker_containers(SHARED)]

    def profile(self, name):
        return f"/home/twilight/hermes/shared/{self.row(name)['id']}"

    def gateways(self, name):
        return [c for c in self.eyes().containers(f"label=hermes.tenant_id={self.row(name)['id']}") if c["State"]["Running"]]

    def pids(self, name):
        card = self.row(name)["container_id"]
        script = ("for p in /proc/[0-9]*; do tr '\\0' ' ' <$p/cmdline 2>/dev/null | grep -q 'gateway run ' && "
                  f"tr '\\0' '\\n' <$p/environ 2>/dev/null | grep -qx HERMES_ADMIN_CARD={card} && echo ${{p#/proc/}}; done; :")
        return self.eyes().run("sh", "-c", script).split()

    def provisioned(self, name, *more):
        self.ok("provision", name, "--tier", "shared", *more)
        self.bound(name, wechat(f"wx-{name}"))


class Shared(Tier):
    """Tests run in the order of their names, each over what the ones before left."""

    def test_1_where_it_may_go(self):
        error = self.fails(4, "Conflict", "provision", "ann", "--tier", "shared", "--host", "ecs-2", "--wait")
        self.assertIn("ecs-2: takes no shared tenants", json.dumps(error))
        self.ok("destroy", "ann", "--yes")
        plan = self.ok("provision", "alice", "--tier", "shared", "--plan", "--json").json["plan"]
        self.assertEqual([step["verb"] for step in plan], ["place", "image", "create", "write-home", "start", "bind"])
        self.assertEqual(plan[0]["target"], "ecs-1", "the only one that takes it")

    def test_2_served(self):
        made = self.ok("provision", "alice", "--tier", "shared", "--secret", "DEEPSEEK_API_KEY=-", "--json", input="sk-0123456789abcdef").json
        self.assertEqual((made["phase"], made["tier"]), ("BIND_WAIT", "shared"))
        self.bound("alice", wechat("wx-alice"))
        self.provisioned("bob")
        for name in ("alice", "bob"):
            row = self.ok("show", name, "--json").json
            self.assertEqual((row["phase"], row["bound"], row["healthy"]), ("READY", True, True))
            self.assertEqual(len(self.gateways(name)), 1)
        [container] = self.shared_containers()
        self.assertTrue(container["Name"].startswith("/hermes.shared-"), container["Name"])
        self.assertEqual([m["Source"] for m in container["Mounts"]].count("/home/twilight/hermes/shared"), 0, "a volume, told by its name")
        self.assertEqual(self.eyes().run("stat", "-c", "%a %u", self.profile("alice") + "/.env"), "600 10000\n")
        self.assertIn("http://127.0.0.1:9100/mcp", self.eyes().run("cat", self.profile("alice") + "/config.yaml"))
        self.assertNotIn("sk-0123456789abcdef", json.dumps(self.eyes().docker_containers()))
        self.at_rest()

    def test_3_looked_at_and_worked_with(self):
        self.assertTrue(all(check["ok"] for check in self.ok("health", "alice", "--json").json["checks"]), "health")
        self.assertIn("Hermes Gateway Starting", self.ok("logs", "alice").out)
        self.assertIn("weixin", self.ok("logs", "alice", "--source", "gateway").out.lower())
        self.ok("exec", "bob", "--", "sh", "-c", "echo said by bob >/opt/data/bob.txt")
        home = f"/opt/data/profiles/{self.row('alice')['id']}"
        self.assertEqual(self.ok("exec", "alice", "--", "sh", "-c", 'echo "$HERMES_HOME $1 $2"; pwd; id -u', "x", "a b $HOME %n", "/opt/data/x").out,
                         f"{home} a b $HOME %n {home}/x\n{home}\n10000\n")
        self.assertEqual(self.admin("exec", "alice", "--", "sh", "-c", "echo no >&2; exit 45").exit, 45)
        self.assertEqual(self.ok("logs", "alice", "-n", "2").out.count("\n"), 2)
        self.assertEqual(self.ok("fsck", "--json").json["leaks"], [])
        checks = {check["name"]: check for check in self.ok("verify", "alice", "--json").json["checks"]}
        self.assertIn("it loads the dashboards of bob", checks["other dashboards"]["message"])
        self.assertIn("nothing in a shared container keeps one from another", checks["shared container"]["message"])
        for name in ("other homes", "the host's user", "engines and buses"):
            self.assertTrue(checks[name]["ok"], checks)

    def test_4_what_dies_comes_back(self):
        [before] = self.pids("alice")
        other = self.pids("bob")
        self.eyes().run("kill", "-9", before)
        worker = self.worker()
        eventually(lambda: self.pids("alice") not in ([], [before]), 60)
        self.assertEqual(self.pids("bob"), other, "the other one was left alone")
        self.at_rest()
        self.eyes().run("docker", "kill", self.shared_containers()[0]["Id"])
        eventually(lambda: self.pids("alice") and self.pids("bob"), 60)
        self.at_rest()
        self.hosts["ecs-1"].fault("poweroff")
        self.hosts["ecs-1"].fault("poweron")
        eventually(lambda: self.pids("alice") and self.pids("bob"), 120)
        self.at_rest()
        self.assertEqual(worker.end(), 0)

    def test_5_stop_start_restart_rebind(self):
        other = self.pids("bob")
        self.ok("stop", "alice")
        self.assertEqual((self.pids("alice"), self.gateways("alice")), ([], []))
        self.assertEqual(self.ok("start", "alice", "--json").json["phase"], "READY")
        generation = self.row("alice")["generation"]
        self.ok("restart", "alice")
        self.assertEqual(self.row("alice")["generation"], generation + 1)
        self.bound("alice", wechat("wx-alice-2"), "rebind")
        self.assertEqual(self.pids("bob"), other)
        self.at_rest()
        self.assertIn("takes no shared tenants", self.fails(4, "Conflict", "migrate", "alice", "--host", "ecs-2")["message"])

    def test_6_a_port_that_is_taken(self):
        self.moves_on_from_a_taken_port("bob", "ecs-1")

    def test_7_upgraded_one_by_one(self):
        image = self.sandbox.info["image"]
        self.sandbox.box("sh", "-c", f"printf 'FROM {image}\\nENV NEXT=1\\n' | docker build -q -t {NEXT} -")
        [before] = self.shared_containers()
        other = self.pids("bob")
        self.ok("upgrade", "alice", "--image", NEXT)
        self.assertEqual(len(self.shared_containers()), 2, "one for each image")
        self.assertEqual(self.pids("bob"), other)
        self.at_rest()
        self.ok("upgrade", "bob", "--image", NEXT)
        [now] = self.shared_containers()
        self.assertNotEqual(now["Id"], before["Id"])
        self.at_rest()
        self.ok("rollback", "alice")
        self.ok("rollback", "bob")
        self.at_rest()
        self.assertEqual(len(self.shared_containers()), 1)

    def test_8_who_dies_in_between_leaves_nothing_undone(self):
        self.dies_and_is_done_by_another("shared", ("create.after", "write-home.after", "start.before", "start.after"),
                                         "alice", ("archive-credentials.after", "stop.after", "remove.after"))

    def test_9_gone_and_back(self):
        self.eyes().run("sh", "-c", f"mkdir -p {self.profile('alice')}/memories; echo kept >{self.profile('alice')}/memories/note; "
                                    f"chown -R 10000:10000 {self.profile('alice')}/memories")
        other = self.pids("bob")
        self.assertGreater(self.ok("backup", "alice", "--json").json["frozenMs"], 0)
        self.assertEqual(self.pids("bob"), other)
        self.eyes().run("rm", self.profile("alice") + "/memories/note")
        self.ok("restore", "alice", "--yes")
        self.assertEqual(self.eyes().run("cat", self.profile("alice") + "/memories/note"), "kept\n")
        self.at_rest()
        tenant = self.row("alice")["id"]
        self.ok("destroy", "alice", "--yes")
        self.ok("destroy", "bob", "--yes")
        self.assertEqual(self.shared_containers(), [], "it goes with the last one")
        self.assertNotIn("hermes.shared", self.eyes().run("docker", "volume", "ls"))
        self.assertEqual(self.eyes().run("sh", "-c", f"cd /home/twilight/hermes; find . -name '*{tenant}*'; ls -A shared"), f"./archive/{tenant}\n")
        self.assertEqual(self.ok("restore", "alice", "--yes", "--json").json["phase"], "READY")
        self.at_rest()


class Becoming(Homes, Tier):
    """A shared tenant gets a container of its own, or moves to another host, with its home, its WeChat and all that was said."""

    shared = ("ecs-1", "ecs-2")

    def eyes(self, host="ecs-1"):
        return self.oracle.eyes[host]

    def shared_tenant(self, name, host="ecs-1"):
        self.provisioned(name, "--host", host)
        row = self.ok("show", name, "--json").json
        self.eyes(host).run("python3", "-", self.profile(name), "5", stdin=FILL)
        return row, json.loads(self.eyes(host).run("python3", "-", self.profile(name), stdin=LOOK))

    def has_become(self, name, host, before, looked, tier="container"):
        row = self.ok("show", name, "--json").json
        self.assertEqual((row["phase"], row["tier"], row["host"], row["bound"]), ("READY", tier, host, True))
        self.assertEqual((row["weixin"], row["id"]), (before["weixin"], before["id"]))
        home = self.home(name) if tier == "container" else self.profile(name)
        self.assertEqual(json.loads(self.eyes(host).run("python3", "-", home, stdin=LOOK)), looked)
        self.assertEqual(self.ok("fsck", "--json").json["leaks"], [])

    def gone_from(self, name, host):
        self.assertEqual(self.eyes(host).run("sh", "-c", f"ls -A /home/twilight/hermes/shared | grep {self.row(name)['id']} || :"), "")
        self.assertNotIn(f"{self.row(name)['id']}.shared", self.eyes(host).run("docker", "volume", "ls"))

    def test_1_where_it_is(self):
        neighbour, _ = self.shared_tenant("zoe")
        before, looked = self.shared_tenant("alice")
        plan = self.ok("migrate", "alice", "--tier", "container", "--plan", "--json").json["plan"]
        self.assertEqual([step["verb"] for step in plan],
                         ["copy-home", "archive-credentials", "stop", "remove", "move-home", "image", "create", "write-home", "start"])
        self.ok("migrate", "alice", "--tier", "container")
        self.has_become("alice", "ecs-1", before, looked)
        self.gone_from("alice", "ecs-1")
        self.at_rest()
        self.fails(2, "Invalid", "migrate", "alice", "--tier", "shared")
        self.assertEqual(self.ok("show", "zoe", "--json").json["containerId"], neighbour["containerId"])

    def test_2_to_another_host(self):
        before, looked = self.shared_tenant("bob")
        self.ok("migrate", "bob", "--host", "ecs-2")
        self.has_become("bob", "ecs-2", before, looked, "shared")
        self.nothing_left("bob", "ecs-1")
        self.ok("migrate", "bob", "--tier", "container", "--host", "ecs-1")
        self.has_become("bob", "ecs-1", before, looked)
        self.nothing_left("bob", "ecs-2")
        self.at_rest()

    def test_3_from_any_interruption(self):
        before, looked = self.shared_tenant("carol")
        for point in ("copy-home.after", "move-home.before", "move-home.after", "create.after"):
            ran = self.admin("migrate", "carol", "--tier", "container", env={"HERMES_ADMIN_FAILPOINT": point})
            self.assertEqual(ran.exit, -9, (point, str(ran)))
        worker = self.worker()
        self.at_rest()
        self.assertEqual(worker.end(), 0)
        self.has_become("carol", "ecs-1", before, looked)
        self.gone_from("carol", "ecs-1")


class LostRegistry(FleetTest):
    """A registry is lost; its shared tenants are found by their cards and files, one of them on its way to a container of its own."""

    @classmethod
    def prepare(cls):
        for ran in (cls.admin.add_host("ecs-1", "--allow-shared"), cls.admin.trust_host()):
            if ran.exit != 0:
                raise AssertionError(ran)
        cls.addClassCleanup(cls.leave)

    def test_it_is_made_anew(self):
        for name in ("runs", "becomes"):
            self.ok("provision", name, "--tier", "shared")
            self.bound(name, wechat(f"wx-{name}"))
        before = self.ok("show", "runs", "--json").json
        self.assertEqual(self.admin("migrate", "becomes", "--tier", "container", env={"HERMES_ADMIN_FAILPOINT": "move-home.before"}).exit, -9)
        claim = self.sandbox.claim()
        newer = self.admin.in_directory(self.directory / "newer")
        # The new one does not know yet what the host takes.
        for ran in (newer.add_host("ecs-1", "--adopt-platform", claim["platform"]), newer.trust_host()):
            self.assertEqual(ran.exit, 0, str(ran))
        ran = newer("fsck", "--rebuild", "--json")
        self.assertEqual([(row["name"], row["imported"]) for row in ran.json["tenants"]], [("becomes", True), ("runs", True)], str(ran))
        try:
            self.assertIn("shared tenant again", str(ran.json["tenants"][0]))
            for name in ("runs", "becomes"):
                ran = newer("start", name, "--json")
                self.assertEqual((ran.exit, ran.json["phase"], ran.json["tier"]), (0, "READY", "shared"), str(ran))
            self.assertEqual(newer("show", "runs", "--json").json["containerId"], before["containerId"])
            self.assertEqual(newer("migrate", "becomes", "--tier", "container", "--json").json["phase"], "READY")
            self.assertEqual(newer("fsck", "--json").json["leaks"], [])
        finally:
            for name in ("runs", "becomes"):
                newer("destroy", name, "--yes")
            self.assertEqual(self.admin.add_host("ecs-1", "--allow-shared", "--adopt-platform", claim["platform"]).exit, 0)


if __name__ == "__main__":
    unittest.main()
