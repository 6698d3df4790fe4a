"""What is not the loop's: who has a WeChat, what nobody owns, a registry that was lost, and archives that end."""

import json
import time
import unittest

from cli_support import FleetTest, Sandbox, eventually


class Care(FleetTest):
    def account(self, tenant):
        """The WeChat account in the tenant's home, as the host's own Docker reads it."""
        [box] = self.sandbox.containers(tenant)
        return self.sandbox.box("docker", "exec", box["Id"], "sh", "-c", "ls /opt/data/weixin/accounts 2>/dev/null || true").split()

    def archive(self, tenant_id):
        return self.sandbox.box("sh", "-c", f"ls /home/twilight/hermes/archive/{tenant_id} 2>/dev/null || true").split()

    def test_a_wechat_that_serves_another_tenant_is_moved_when_that_is_decided(self):
        for name in ("holder", "rival"):
            self.provision(name)
        self.bound("holder", "mei")
        held = self.ok("show", "holder", "--json").json["weixin"]["userId"]
        self.fails(3, "NotFound", "bind", "rival", "--move-from", "holder", "--yes")
        binding = self.admin.bind("rival")
        self.sandbox.scan(binding.wait_for("qr")["content"], "--as", "mei")
        self.assertEqual(binding.finish(), 4, str(binding.events))
        self.assertIn("--move-from holder", str(binding.events))
        row = self.ok("show", "rival", "--json").json
        self.assertEqual((row["phase"], row["reason"]), ("BLOCKED", "BINDING_HELD_BY"))

        plan = self.ok("bind", "rival", "--move-from", "holder", "--plan", "--json").json["plan"]
        self.assertEqual((plan[0]["verb"], plan[0]["target"], plan[0]["destructive"]), ("unbind", "holder", True))
        self.assertIn(("remove", "hermes-holder"), [(step["verb"], step["target"]) for step in plan])
        self.fails(2, "Invalid", "bind", "rival", "--move-from", "holder")
        self.fails(3, "NotFound", "bind", "rival", "--move-from", "nobody", "--yes")
        before = self.ok("show", "holder", "--json").json["generation"]
        moved = self.ok("bind", "rival", "--move-from", "holder", "--yes", "--json").json
        self.assertEqual((moved["phase"], moved["bound"], moved["weixin"]["userId"]), ("READY", True, held))
        row = self.ok("show", "holder", "--json").json
        self.assertEqual((row["phase"], row["bound"], row["generation"]), ("BIND_WAIT", False, before + 1))
        self.assertEqual(self.account("holder"), [], "it would go on asking for what it no longer has")
        self.assertTrue([name for name in self.archive(row["id"]) if name.startswith("login-")], "nothing was discarded")
        self.assertIs(self.ok("bind", "rival", "--move-from", "holder", "--yes", "--json").json["unchanged"], True)

        self.bound("holder", "lan")
        self.assertEqual(self.ok("show", "holder", "--json").json["phase"], "READY")
        self.assertEqual(self.ok("show", "rival", "--json").json["phase"], "READY")

    def test_an_archive_ends_when_it_is_purged(self):
        self.provision("vera")
        tenant_id = self.ok("show", "vera", "--json").json["id"]
        self.bound("vera", "vera")
        self.fails(4, "Conflict", "purge", "vera", "--yes")
        self.fails(3, "NotFound", "purge", "never-was", "--yes")
        self.ok("destroy", "vera", "--yes")
        kept = self.archive(tenant_id)
        self.assertTrue([name for name in kept if name.startswith("login-")] and [name for name in kept if name.startswith("home-")], kept)
        self.fails(2, "Invalid", "purge", "vera")
        [step] = self.ok("purge", "vera", "--plan", "--json").json["plan"]
        self.assertEqual((step["verb"], step["destructive"]), ("end-archive", True))
        self.assertEqual(self.archive(tenant_id), kept)
        self.assertEqual(self.ok("purge", "vera", "--yes", "--json").json, {"name": "vera", "purged": 1, "unchanged": False})
        self.assertEqual(self.sandbox.box("sh", "-c", f"find /home/twilight/hermes | grep -c {tenant_id} || true").strip(), "0")
        self.assertEqual(self.ok("purge", "vera", "--yes", "--json").json, {"name": "vera", "purged": 0, "unchanged": True})

    def test_what_was_archived_long_ago_ends_but_never_what_a_live_login_needs(self):
        self.provision("olga")
        self.bound("olga", "olga")
        row = self.ok("show", "olga", "--json").json
        needed = row["binding"]["archivePath"].rsplit("/", 1)[1]
        folder = f"/home/twilight/hermes/archive/{row['id']}"
        old = {"login-old.json": 181, "home-old.tar.gz": 31, needed: 400}
        young = {"login-young.json": 179, "home-young.tar.gz": 29}
        for name, days in {**old, **young}.items():
            self.sandbox.box("sh", "-c", f"touch -d '{days} days ago' {folder}/{name} && chown twilight {folder}/{name}")
        self.ok("worker", "--once")
        left = set(self.archive(row["id"]))
        self.assertEqual({*old, *young} & left, {needed, *young})
        self.assertEqual(self.ok("restart", "olga", "--json").json["phase"], "READY", "its login is still there")

    def test_what_nobody_owns_is_put_aside_only_when_it_is_old_and_was_seen_twice(self):
        self.provision("finn")
        [box] = self.sandbox.containers("finn")
        labels = dict(box["Config"]["Labels"], **{"hermes.tenant_id": "0" * 32, "hermes.tenant": "nobody"})
        run = lambda name, labels: self.sandbox.box(
            "docker", "run", "-d", "--name", name, *[part for key, value in labels.items() for part in ("--label", f"{key}={value}")],
            "--network", "none", "--entrypoint", "sleep", box["Image"], "3600").strip()
        stray = run("hermes-nobody", labels)
        others = run("hermes-others", dict(labels, **{"hermes.platform": "1b4e28ba-2fa1-41d2-883f-0016d3cca427"}))
        try:
            ran = self.admin("fsck", "--repair", "--json")
            self.assertEqual((ran.exit, [leak["repair"] for leak in ran.json["leaks"]]), (1, ["too-young"]), str(ran))
            self.assertIn('"hermes-nobody', ran.out)
            self.assertTrue(json.loads(self.sandbox.box("docker", "inspect", stray))[0]["State"]["Running"])
            began = time.monotonic()
            ran = self.admin("fsck", "--repair", "--wait", "--json")
            self.assertGreater(time.monotonic() - began, 40)
            self.assertEqual([leak["repair"] for leak in ran.json["leaks"] if leak["kind"] == "orphan"], ["put-aside"], str(ran))
            [seen] = json.loads(self.sandbox.box("docker", "inspect", stray))
            self.assertEqual((seen["State"]["Running"], seen["Name"]), (False, f"/hermes-{stray[:12]}.quarantine"))
            [untouched] = json.loads(self.sandbox.box("docker", "inspect", others))
            self.assertEqual((untouched["State"]["Running"], untouched["Name"]), (True, "/hermes-others"))
            again = self.admin("fsck", "--repair", "--json")
            self.assertEqual([leak["repair"] for leak in again.json["leaks"]], ["left"], "the rest is a person's")
            self.assertEqual(self.ok("show", "finn", "--json").json["phase"], "BIND_WAIT")
        finally:
            self.sandbox.box("docker", "rm", "-f", stray, others)
        self.assertIs(self.ok("fsck", "--json").json["ok"], True)


class LostRegistry(FleetTest):
    def test_a_lost_registry_is_made_anew_from_the_hosts(self):
        for name in ("run", "wait", "rest"):
            self.provision(name)
        for name in ("run", "rest"):
            self.bound(name, name)
        self.ok("stop", "rest")
        before = {name: self.ok("show", name, "--json").json for name in ("run", "wait", "rest")}
        boxes = {c["Id"] for c in self.sandbox.containers()}
        claim = self.sandbox.claim()
        newer = self.admin.in_directory(self.directory / "newer")
        self.assertEqual(newer.add_host("ecs-1", "--adopt-platform", claim["platform"]).exit, 0)
        self.assertEqual(newer.trust_host().exit, 0)
        self.assertEqual({c["Id"] for c in self.sandbox.containers()}, boxes, "what a new registry does not know it leaves alone")
        planned = newer("fsck", "--rebuild", "--plan", "--json").json
        self.assertEqual([(row["name"], row["imported"]) for row in planned["tenants"] if row["name"] in before],
                         [("rest", False), ("run", False), ("wait", False)])
        self.assertEqual(newer("list", "--json").json, [])
        ran = newer("fsck", "--rebuild", "--json")
        self.assertEqual(ran.exit, 0, str(ran))
        self.assertTrue(all(row["imported"] for row in ran.json["tenants"]), str(ran))
        try:
            for name, phase in (("run", "READY"), ("wait", "BIND_WAIT")):
                ran = newer("start", name, "--json")
                self.assertEqual((ran.exit, ran.json["phase"]), (0, phase), str(ran))
            self.assertEqual({c["Id"] for c in self.sandbox.containers()}, boxes, "nothing was made anew")
            for name, was in before.items():
                row = newer("show", name, "--json").json
                for key in ("id", "order", "subscription", "planCode", "generation", "ports", "weixin", "containerId"):
                    self.assertEqual(row[key], was[key] if key != "containerId" or name != "rest" else row[key], (name, key))
            self.assertEqual(newer("show", "rest", "--json").json["phase"], "PAUSED")
            self.assertEqual(self.fails(4, "Conflict", "restart", "run")["detail"], "FENCED")
            ran = newer("start", "rest", "--json")
            self.assertEqual((ran.exit, ran.json["phase"], ran.json["bound"]), (0, "READY", True), str(ran))
            ran = newer("restart", "run", "--json")
            self.assertEqual((ran.exit, ran.json["phase"]), (0, "READY"), str(ran))
            self.assertEqual(newer("fsck", "--json").exit, 0)
            self.assertEqual(newer("fsck", "--rebuild", "--json").json["tenants"], [])
        finally:
            for name in before:
                newer("destroy", name, "--yes")
            self.assertEqual(self.admin.add_host("ecs-1", "--adopt-platform", claim["platform"]).exit, 0)


class LostMachine(FleetTest):
    """Two hosts; the second one dies for good, and comes back all the same."""

    @classmethod
    def prepare(cls):
        super().prepare()
        cls.other = Sandbox(1)
        cls.other.host["ssh"] = f"twilight@{cls.other.host['address']}:22"
        cls.addClassCleanup(cls.other.wipe)
        cls.other_admin = cls.admin.in_directory(cls.directory)
        cls.other_admin.sandbox = cls.other
        cls.add_other("ecs-2")

    @classmethod
    def add_other(cls, name):
        for ran in (cls.other_admin.add_host(name), cls.other_admin.trust_host(name)):
            if ran.exit != 0:
                raise AssertionError(ran)

    @classmethod
    def leave(cls):
        super().leave()
        for row in cls.admin("host", "list", "--json").json:
            cls.admin("host", "remove", row["name"])

    def test_its_tenants_get_another_place_and_what_comes_back_with_it_is_stopped_first(self):
        for name in ("lost", "parked", "ended"):
            self.assertEqual(self.provision(name, "--host", "ecs-2")["host"], "ecs-2")
        self.bound("lost", "lost")
        self.ok("stop", "parked")
        self.fails(2, "Invalid", "host", "forget", "ecs-2")
        self.assertIn("answers", self.fails(4, "Conflict", "host", "forget", "ecs-2", "--destroyed", "--yes")["message"])
        before = self.ok("show", "lost", "--json").json
        self.other.fault("poweroff")
        try:
            self.fails(2, "Invalid", "host", "forget", "ecs-2", "--destroyed")
            [step] = self.ok("host", "forget", "ecs-2", "--destroyed", "--plan", "--json").json["plan"]
            self.assertIs(step["destructive"], True)
            gone = self.ok("host", "forget", "ecs-2", "--destroyed", "--yes", "--json").json
            self.assertEqual(gone["tenants"], ["ended", "lost", "parked"])
            row = self.ok("start", "lost", "--json").json
            self.assertEqual((row["phase"], row["host"], row["generation"], row["bound"]),
                             ("BIND_WAIT", "ecs-1", before["generation"] + 1, False))
            self.assertEqual(self.ok("show", "parked", "--json").json["phase"], "PAUSED")
            self.ok("destroy", "ended", "--yes")
            self.bound("lost", "lost")
        finally:
            self.other.fault("poweron")
        self.assertTrue(eventually(lambda: [c["State"]["Running"] for c in self.other.containers("lost")] == [True], 60),
                        "Docker starts by itself what ran before")
        self.add_other("ecs-2-again")
        self.assertEqual([c["State"]["Running"] for c in self.other.containers()], [False, False], "before anything else")
        self.assertEqual([c["State"]["Running"] for c in self.sandbox.containers("lost")], [True])
        self.assertEqual(self.ok("start", "lost", "--json").json["phase"], "READY")
        self.assertEqual(self.other.containers("lost"), [], "its loop let go of what came back")
        leaks = self.admin("fsck", "--json").json["leaks"]
        self.assertEqual({(leak["kind"], leak["host"]) for leak in leaks} - {("volume-without-owner", "ecs-2-again")},
                         {("orphan", "ecs-2-again"), ("home-without-owner", "ecs-2-again")}, leaks)
        self.assertEqual(self.ok("start", "parked", "--json").json["phase"], "BIND_WAIT")


if __name__ == "__main__":
    unittest.main()
