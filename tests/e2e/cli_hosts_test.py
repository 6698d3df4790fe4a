"""Whose a host is, and how it is logged in to: what `host add` can be told, each with its effect on the real host."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from cli_support import FleetTest, Sandbox, Worker, eventually


class Adoption(FleetTest):
    def copy(self):
        directory = tempfile.TemporaryDirectory(dir=self.directory)
        self.addCleanup(directory.cleanup)
        return self.admin.in_directory(directory.name)

    def test_a_registry_that_adopts_the_platform_takes_the_host_over_and_the_old_one_is_fenced(self):
        before = self.sandbox.claim()
        newer = self.copy()
        self.assertEqual(newer.add_host().exit, 0)
        refused = newer.trust_host()
        self.assertEqual((refused.exit, refused.error["kind"]), (4, "Conflict"), str(refused))
        self.assertIn(before["platform"], refused.error["hint"])

        # The key is trusted by now, so adopting links at once.
        ran = newer.add_host("ecs-1", "--adopt-platform", before["platform"])
        self.assertEqual((ran.exit, ran.json["state"]), (0, "ready"), str(ran))
        self.assertEqual(self.sandbox.claim(), {"platform": before["platform"], "claim": before["claim"] + 1})
        again = newer.add_host("ecs-1", "--adopt-platform", before["platform"])
        self.assertIs(again.json["unchanged"], True, str(again))
        self.assertEqual(self.sandbox.claim()["claim"], before["claim"] + 1, "once is enough")

        error = self.fails(4, "Conflict", "provision", "late")
        self.assertEqual(error["detail"], "FENCED")
        self.assertEqual(self.sandbox.containers("late"), [])
        tested = self.admin("host", "test", "ecs-1", "--json")
        self.assertEqual(tested.exit, 4, str(tested))
        self.assertIn("FENCED", tested.out)

        # It can be had back, on purpose.
        ran = self.admin.add_host("ecs-1", "--adopt-platform", before["platform"])
        self.assertEqual((ran.exit, ran.json["state"]), (0, "ready"), str(ran))
        self.assertEqual(self.sandbox.claim()["claim"], before["claim"] + 2)
        self.assertEqual(newer("host", "test", "ecs-1").exit, 4)
        self.ok("host", "test", "ecs-1")

    def test_an_adopted_host_is_taken_over_when_its_key_is_trusted_later(self):
        before = self.sandbox.claim()
        newer = self.copy()
        ran = newer.add_host("ecs-1", "--adopt-platform", before["platform"])
        self.assertEqual((ran.exit, ran.json["state"]), (0, "untrusted"), str(ran))
        self.assertEqual(self.sandbox.claim(), before, "an untrusted host is not touched")
        ran = newer.trust_host()
        self.assertEqual(ran.exit, 0, str(ran))
        self.assertEqual(self.sandbox.claim(), {"platform": before["platform"], "claim": before["claim"] + 1})
        self.assertEqual(self.fails(4, "Conflict", "provision", "late")["detail"], "FENCED")
        self.assertEqual(self.admin.add_host("ecs-1", "--adopt-platform", before["platform"]).exit, 0)

    def test_a_platform_is_adopted_only_by_a_registry_without_tenants(self):
        self.provision("here")
        other = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
        self.fails(4, "Conflict", "host", "add", "more", "--ssh", self.sandbox.host["ssh"], "--identity", self.sandbox.host["identity"],
                   "--adopt-platform", other)
        self.assertEqual([row["name"] for row in self.ok("host", "list", "--json").json], ["ecs-1"])


class Jump(FleetTest):
    """ecs-2 through ecs-1: this machine's own connections never reach it."""

    @classmethod
    def prepare(cls):
        super().prepare()
        cls.far = Sandbox(1)
        cls.addClassCleanup(cls.far.wipe)

    def peers(self):
        """Who has an SSH session with ecs-2, as its kernel has it."""
        lines = self.far.box("ss", "-tnH", "state", "established", "sport = :22").splitlines()
        return {line.split()[3].rsplit(":", 1)[0].strip("[]").removeprefix("::ffff:") for line in lines}

    def add_far(self, *more):
        return self.admin("host", "add", "far", "--ssh", f"twilight@{self.far.host['address']}:22", "--identity", self.far.host["identity"], "--json", *more)

    def test_1_a_tenant_is_served_on_a_host_behind_another(self):
        ran = self.add_far("--jump", "ecs-1")
        self.assertEqual((ran.exit, ran.json["state"]), (0, "untrusted"), str(ran))
        refused = self.admin("host", "trust", "far", "--fingerprint", self.sandbox.host["fingerprint"], "--json")
        self.assertEqual((refused.exit, refused.error["kind"]), (5, "HostKey"), "the key of the jump host is not that of the host")
        trusted = self.admin("host", "trust", "far", "--fingerprint", self.far.host["fingerprint"], "--json")
        self.assertEqual((trusted.exit, trusted.json["state"]), (0, "ready"), str(trusted))
        worker = Worker(self.admin)
        try:
            self.ok("provision", "behind", "--host", "far", "--wait")
            self.assertEqual(self.peers(), {self.sandbox.host["address"]}, "through ecs-1 and no other way")
        finally:
            worker.end()
        self.ok("migrate", "behind", "--host", "ecs-1")
        self.fails(4, "Conflict", "host", "remove", "ecs-1")
        self.ok("host", "remove", "far")

    def test_2_bad_ways_are_refused(self):
        for way, word in (("nowhere", "nowhere"), ("far", "circle")):
            ran = self.add_far("--jump", way)
            self.assertEqual((ran.exit, ran.error["kind"]), (2, "Invalid"), str(ran))
            self.assertIn(word, ran.error["message"])
        self.assertEqual([row["name"] for row in self.ok("host", "list", "--json").json], ["ecs-1"])

    def test_3_a_jump_host_that_is_silent_is_named(self):
        self.assertEqual(self.add_far("--jump", "ecs-1").json["state"], "ready", "its key is trusted already")
        self.sandbox.fault("drop")
        try:
            ran = self.admin("host", "test", "far", "--json", "--timeout", "30")
            self.assertEqual(ran.exit, 5, str(ran))
            self.assertIn("through ecs-1", ran.out + ran.err)
        finally:
            self.sandbox.fault("heal")
        eventually(lambda: self.admin("host", "test", "far").exit == 0, 60)
        self.ok("host", "remove", "far")


class Settings(FleetTest):
    SUBNET = "172.30.40.0/24"
    GIVEN = ("--port-range", "8750-8751", "--capacity", "1", "--bridge-subnet", SUBNET)

    @classmethod
    def prepare(cls):
        for ran in (cls.admin.add_host("ecs-1", *cls.GIVEN), cls.admin.trust_host()):
            if ran.exit != 0:
                raise AssertionError(ran)
        cls.addClassCleanup(cls.leave)

    def test_a_hosts_settings_are_what_its_tenants_get(self):
        shown = self.ok("host", "show", "ecs-1", "--json").json
        self.assertEqual((shown["portRange"], shown["capacity"]), ("8750-8751", 1))
        row = self.provision("quinn")
        self.assertEqual(row["ports"]["dashboard"], 8750)
        [network] = json.loads(self.sandbox.box("sh", "-c", "docker network inspect $(docker network ls -q --filter label=hermes.managed=1)"))
        self.assertEqual([config["Subnet"] for config in network["IPAM"]["Config"]], [self.SUBNET])
        [container] = self.sandbox.containers("quinn")
        self.assertEqual(list(container["NetworkSettings"]["Networks"]), [network["Name"]])
        error = self.fails(4, "Conflict", "provision", "ruth", "--timeout", "30")
        self.assertIn("full: 1 of 1", str(error))
        self.assertEqual(self.sandbox.containers("ruth"), [])

    def test_a_cordoned_host_keeps_its_tenants_and_takes_no_further_one(self):
        self.provision("quinn")
        self.assertEqual([step["verb"] for step in self.ok("host", "cordon", "ecs-1", "--plan", "--json").json["plan"]], ["cordon"])
        self.assertIs(self.ok("host", "show", "ecs-1", "--json").json["cordoned"], False, "a plan changes nothing")
        cordoned = self.ok("host", "cordon", "ecs-1", "--json").json
        self.assertEqual((cordoned["cordoned"], cordoned["unchanged"]), (True, False))
        self.assertIs(self.ok("host", "cordon", "ecs-1", "--json").json["unchanged"], True)
        self.assertIn("cordoned", str(self.fails(4, "Conflict", "provision", "sam", "--timeout", "30")))
        self.assertIs(self.provision("quinn")["unchanged"], True, "those on it are served as before")
        self.assertIs(self.ok("host", "uncordon", "ecs-1", "--json").json["cordoned"], False)
        self.fails(3, "NotFound", "host", "cordon", "nowhere")

    def test_the_same_name_with_another_setting_is_a_conflict(self):
        self.assertIs(self.admin.add_host("ecs-1", *self.GIVEN).json["unchanged"], True)
        for other in (("--port-range", "8750-8752", "--capacity", "1", "--bridge-subnet", self.SUBNET),
                      ("--port-range", "8750-8751", "--capacity", "2", "--bridge-subnet", self.SUBNET),
                      ("--port-range", "8750-8751", "--capacity", "1", "--bridge-subnet", "172.30.41.0/24"),
                      (*self.GIVEN, "--allow-prefab"), (*self.GIVEN, "--data-root", "/srv/other")):
            ran = self.admin.add_host("ecs-1", *other)
            self.assertEqual((ran.exit, ran.error["kind"]), (4, "Conflict"), str(ran))


class Room(FleetTest):
    """What `host set` says that a host takes, and what it has."""

    def host(self):
        return self.ok("host", "show", "ecs-1", "--json").json

    def refused(self, name):
        """Nothing of it is on the host; the reason."""
        error = self.fails(4, "Conflict", "provision", name, "--timeout", "30")
        self.assertEqual(self.sandbox.containers(name), [])
        return str(error)

    def test_1_memory_and_disk_are_those_of_the_machine(self):
        host = self.host()
        kibibytes = int(self.sandbox.box("awk", "/MemTotal/ { print $2 }", "/proc/meminfo"))
        self.assertEqual(host["memoryBytes"], kibibytes * 1024)
        disk = self.sandbox.box("df", "-Pk", "/home/twilight").splitlines()[1].split()
        self.assertEqual(host["diskBytes"], int(disk[1]) * 1024)
        self.assertLess(abs(host["free"]["diskBytes"] - int(disk[3]) * 1024), 1 << 30)
        self.assertEqual((host["memoryOvercommit"], host["diskReserveBytes"], host["memoryPromisedBytes"]), (300, 1 << 30, 0))

    def test_2_no_further_tenant_where_memory_or_disk_are_short(self):
        self.provision("uma")
        self.assertEqual(self.host()["memoryPromisedBytes"], 1 << 30)
        self.assertEqual(self.ok("host", "set", "ecs-1", "--disk-reserve", "100000", "--plan", "--json").json["plan"][0]["verb"], "set")
        self.assertEqual(self.host()["diskReserveBytes"], 1 << 30, "a plan changes nothing")
        self.assertIs(self.ok("host", "set", "ecs-1", "--disk-reserve", "100000", "--json").json["unchanged"], False)
        self.assertIs(self.ok("host", "set", "ecs-1", "--disk-reserve", "100000", "--json").json["unchanged"], True)
        self.assertIn("disk:", self.refused("vera"))
        self.assertEqual(self.admin("host", "test", "ecs-1").exit, 1, "it says so")
        self.assertIs(self.provision("uma")["unchanged"], True, "those on it are served as before")
        self.ok("host", "set", "ecs-1", "--disk-reserve", "0", "--capacity", "1")
        self.assertIn("full: 1 of 1", self.refused("wilma"))
        self.ok("host", "set", "ecs-1", "--capacity", "0", "--disk-reserve", "1")
        for name in ("vera", "wilma"):
            self.assertEqual(self.provision(name)["phase"], "BIND_WAIT", "room again")

    def test_3_a_tier_is_let_in_and_out(self):
        error = self.fails(4, "Conflict", "provision", "xena", "--tier", "shared", "--timeout", "30")
        self.assertIn("takes no shared tenants", str(error))
        self.ok("host", "set", "ecs-1", "--allow-shared", "on")
        self.provision("xena", "--tier", "shared")
        error = self.fails(4, "Conflict", "host", "set", "ecs-1", "--allow-shared", "off")
        self.assertEqual(error["detail"], "xena")
        self.ok("destroy", "xena", "--yes", "--wait")
        self.assertIs(self.ok("host", "set", "ecs-1", "--allow-shared", "off", "--json").json["allowShared"], False)

    def test_4_what_cannot_be_is_refused(self):
        for wrong in ((), ("--allow-prefab", "maybe"), ("--capacity", "-1"), ("--memory-overcommit", "50"), ("--disk-reserve", "-1"),
                      ("--disk-reserve", "nan"), ("--hermes", "/opt/hermes"), ("--capacity", "many")):
            ran = self.admin("host", "set", "ecs-1", *wrong, "--json")
            self.assertEqual(ran.exit, 2, f"{wrong}: {ran}")
        self.fails(3, "NotFound", "host", "set", "nowhere", "--capacity", "1")


class Logins(FleetTest):
    """Every way of logging in, each with a registry of its own."""

    @classmethod
    def prepare(cls):
        pass

    def setUp(self):
        directory = tempfile.TemporaryDirectory(dir=self.directory)
        self.addCleanup(directory.cleanup)
        self.admin = self.admin.in_directory(directory.name)

    def add(self, auth):
        ran = self.admin("host", "add", "ecs-1", "--ssh", self.sandbox.host["ssh"], "--auth", auth, "--json")
        self.assertEqual((ran.exit, ran.json["state"]), (0, "untrusted"), str(ran))

    def test_by_password(self):
        before = self.sandbox.box("sh", "-c", "getent shadow twilight | cut -d: -f2").strip()
        self.addCleanup(self.sandbox.box, "usermod", "-p", before, "twilight")
        self.sandbox.box("sh", "-c", "echo 'twilight:correct horse' | chpasswd")
        self.add("password")
        wrong = self.admin.trust_host("ecs-1", "--password-stdin", input="wrong\n")
        self.assertEqual((wrong.exit, wrong.error["kind"]), (5, "Auth"), str(wrong))
        ran = self.admin.trust_host("ecs-1", "--password-stdin", input="correct horse\n")
        self.assertEqual((ran.exit, ran.json["state"]), (0, "ready"), str(ran))
        row = self.ok("provision", "sara", "--json", "--password-stdin", input="correct horse\n").json
        self.assertEqual(row["phase"], "BIND_WAIT")
        self.assertEqual(self.admin("host", "test", "ecs-1").exit, 5, "it is written down nowhere")
        kept = subprocess.run(["grep", "-rl", "correct horse", self.admin.directory], text=True, capture_output=True)
        self.assertEqual(kept.stdout, "")
        self.ok("destroy", "sara", "--yes", "--password-stdin", input="correct horse\n")
        self.ok("host", "remove", "ecs-1", "--password-stdin", input="correct horse\n")

    def test_by_agent(self):
        door = str(pathlib.Path(self.admin.directory) / "agent")
        agent = subprocess.Popen(["ssh-agent", "-D", "-a", door], stdout=subprocess.DEVNULL)
        self.addCleanup(agent.wait)
        self.addCleanup(agent.terminate)
        self.assertTrue(eventually(lambda: os.path.exists(door)))
        self.admin.env["SSH_AUTH_SOCK"] = door
        self.add("agent")
        empty = self.admin.trust_host()
        self.assertEqual((empty.exit, empty.error["kind"]), (5, "Auth"), str(empty))
        subprocess.run(["ssh-add", "-q", self.sandbox.host["identity"]], check=True, env={**os.environ, "SSH_AUTH_SOCK": door})
        ran = self.admin.trust_host()
        self.assertEqual((ran.exit, ran.json["state"]), (0, "ready"), str(ran))
        without = self.admin("host", "test", "ecs-1", env={"SSH_AUTH_SOCK": ""})
        self.assertEqual(without.exit, 5, str(without))
        self.ok("host", "remove", "ecs-1")

    def test_a_replaced_key_is_in_the_audit_with_the_one_before(self):
        """There is no `audit` command yet: the registry is read."""
        import sqlite3
        self.assertEqual(self.admin.add_host().exit, 0)
        self.ok("host", "trust", "ecs-1", "--fingerprint", self.sandbox.host["fingerprint"])
        old = self.sandbox.host["fingerprint"]
        self.sandbox.fault("new-hostkey")
        self.sandbox.host = type(self.sandbox)().host
        new = self.sandbox.host["fingerprint"]
        self.ok("host", "trust", "ecs-1", "--fingerprint", new)
        with sqlite3.connect(pathlib.Path(self.admin.env["HERMES_ADMIN_HOME"]) / "registry.db") as registry:
            details = [json.loads(row[0]) for row in registry.execute("select detail from audit where verb = 'host.trust' order by id")]
        self.assertEqual([(d["before"], d["after"]) for d in details], [("", old), (old, new)])
        self.ok("host", "remove", "ecs-1")


if __name__ == "__main__":
    unittest.main()
