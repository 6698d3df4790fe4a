"""Prefab tenants: user units of the host's systemd, served and kept apart as containers are, as far as the tier allows."""

import json
import unittest

from chaos_support import TwoHosts, wechat
from cli_support import Admin, FleetTest, eventually
from home_support import FILL, LOOK, Homes

# What a hostile agent would try from its own room; prints what it got at. The host's own eyes know what there is to be had.
HOSTILE = r"""
import glob, os, socket, subprocess, sys
other, home = sys.argv[1], sys.argv[2]
def got(what):
    print("GOT", what)
def read(path):
    try:
        with open(path, "rb") as file:
            return file.read(100)
    except OSError:
        return None
for path in (f"{home}/hermes/profiles/{other}/.env", f"{home}/.ssh/authorized_keys", f"{home}/.hermes-admin/platform.json", "/etc/shadow"):
    if read(path) is not None:
        got(path)
for folder in (home, f"{home}/hermes", f"{home}/hermes/archive", f"{home}/hermes/units", "/root", "/run/user/1000"):
    try:
        if os.listdir(folder):
            got(folder)
    except OSError:
        pass
os.symlink(f"{home}/hermes/profiles/{other}", "/opt/data/way") if not os.path.lexists("/opt/data/way") else None
if read("/opt/data/way/.env") is not None:
    got("a link out")
for process in glob.glob("/proc/[0-9]*"):
    if process == f"/proc/{os.getpid()}":
        continue
    for part in ("environ", f"root{home}/.ssh/authorized_keys", f"root/opt/data/.env", f"cwd/.env", "mem"):
        try:
            same = os.readlink(process + "/ns/user") == os.readlink("/proc/self/ns/user")
        except OSError:
            same = False
        if not same and read(f"{process}/{part}") is not None:
            got(f"{process}/{part}")
if os.path.exists("/dev/shm/of-another"):
    got("/dev/shm")
for path in ("/run/docker.sock", "/var/run/docker.sock", "/run/user/1000/bus", "/run/user/1000/systemd/private", "/run/dbus/system_bus_socket",
             "/run/containerd/containerd.sock"):
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.connect(path)
            got(path)
    except OSError:
        pass
for argv in (["systemctl", "--user", "list-units"], ["docker", "ps"], ["sudo", "-n", "true"], ["unshare", "-Ur", "mount", "-t", "tmpfs", "none", "/mnt"],
             ["umount", "/home"], ["journalctl", "--user", "-n", "1", "-q"]):
    try:
        done = subprocess.run(argv, capture_output=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        continue
    if done.returncode == 0 and (argv[0] != "journalctl" or done.stdout.strip()):
        got(" ".join(argv))
for folder in ("/usr/local", "/etc", "/var/tmp", "/srv", "/srv/small", "/opt/hermes", "/opt/script"):
    try:
        with open(f"{folder}/.mark" if os.path.isdir(folder) else folder, "a"):
            if folder != "/var/tmp":
                got(f"write to {folder}")
    except OSError:
        pass
print("own", read("/opt/data/.env") is not None)
"""


class Prefab(TwoHosts):
    """Tests run in the order of their names, each over what the ones before left."""

    prefab = ("ecs-1",)

    def eyes(self, host="ecs-1"):
        return self.oracle.eyes[host]

    def units(self, name):
        return self.eyes().units(f"label=hermes.tenant_id={self.row(name)['id']}")

    def unit(self, name):
        [unit] = self.units(name)
        return unit

    def as_user(self, *command):
        return self.eyes().run("runuser", "-u", "twilight", "--", "env", "XDG_RUNTIME_DIR=/run/user/1000", *command)

    def profile(self, name):
        return f"/home/twilight/hermes/profiles/{self.row(name)['id']}"

    def test_1_where_it_may_go(self):
        checks = {check["name"]: check for check in self.ok("host", "test", "ecs-1", "--json").json["checks"]}
        self.assertTrue(checks["prefab"]["ok"], checks)
        self.assertIn("Hermes Agent v0.13.0", checks["prefab"]["message"])
        self.assertNotIn("prefab", [check["name"] for check in self.ok("host", "test", "ecs-2", "--json").json["checks"]])
        error = self.fails(4, "Conflict", "provision", "ann", "--tier", "prefab", "--host", "ecs-2", "--wait")
        self.assertIn("ecs-2: takes no prefab tenants", json.dumps(error))
        self.ok("destroy", "ann", "--yes")
        self.fails(2, "Invalid", "provision", "ann", "--tier", "prefab", "--image", "other:1")

    def test_2_served(self):
        plan = self.ok("provision", "alice", "--tier", "prefab", "--plan", "--json").json["plan"]
        self.assertEqual([step["verb"] for step in plan], ["place", "image", "create", "write-home", "start", "bind"])
        self.assertEqual(plan[0]["target"], "ecs-1", "the only one that takes it")
        made = self.ok("provision", "alice", "--tier", "prefab", "--secret", "DEEPSEEK_API_KEY=-", "--json", input="sk-0123456789abcdef").json
        self.assertEqual((made["phase"], made["tier"]), ("BIND_WAIT", "prefab"))
        self.bound("alice", wechat("wx-alice"))
        row = self.ok("show", "alice", "--json").json
        self.assertEqual((row["phase"], row["bound"], row["healthy"]), ("READY", True, True))
        unit = self.unit("alice")
        self.assertEqual(unit["NetworkSettings"]["Ports"]["9119/tcp"], [{"HostIp": "127.0.0.1", "HostPort": str(row["ports"]["dashboard"])}])
        self.assertEqual(self.eyes().docker_containers(f"label=hermes.tenant_id={row['id']}"), [], "no container")
        mode, owner = self.eyes().run("stat", "-c", "%a %U", self.profile("alice") + "/.env").split()
        self.assertEqual((mode, owner), ("600", "twilight"))
        self.assertIn("http://127.0.0.1:9100/mcp", self.eyes().run("cat", self.profile("alice") + "/config.yaml"))
        self.assertNotIn("sk-0123456789abcdef", self.eyes().run("sh", "-c", "cat /home/twilight/hermes/units/*/* /home/twilight/.config/systemd/user/*.service"))
        self.at_rest()

    def test_3_looked_at_and_worked_with(self):
        self.assertTrue(all(check["ok"] for check in self.ok("health", "alice", "--json").json["checks"]), "health")
        self.assertIn("Hermes Gateway Starting", self.ok("logs", "alice").out)
        self.assertIn("weixin", self.ok("logs", "alice", "--source", "gateway").out.lower())
        self.assertEqual(self.ok("exec", "alice", "--", "sh", "-c", 'echo "$HERMES_HOME $1"; pwd', "x", "a b $HOME ${x} %n").out,
                         "/opt/data a b $HOME ${x} %n\n/opt/data\n")
        self.assertEqual(self.admin("exec", "alice", "--", "sh", "-c", "echo no >&2; exit 44").exit, 44)
        self.assertEqual(self.ok("fsck", "--json").json["leaks"], [])

    def test_4_what_dies_comes_back(self):
        gateway = "pgrep -f 'hermes gateway run' -u twilight"
        [before] = self.eyes().run("sh", "-c", gateway).split()
        self.eyes().run("kill", "-9", before)
        eventually(lambda: self.eyes().run("sh", "-c", gateway + " || :").split() not in ([], [before]), 30)
        self.at_rest()
        self.as_user("systemctl", "--user", "stop", f"hermes-{self.unit('alice')['Id']}.service")
        worker = self.worker()
        self.at_rest()
        self.as_user("systemctl", "--user", "kill", "-s", "STOP", f"hermes-{self.unit('alice')['Id']}.service")
        self.as_user("systemctl", "--user", "kill", "-s", "CONT", f"hermes-{self.unit('alice')['Id']}.service")
        self.assertEqual(worker.end(), 0)
        port = self.row("alice")["id"], self.ok("show", "alice", "--json").json["ports"]["dashboard"]
        self.hosts["ecs-1"].fault("poweroff")
        self.hosts["ecs-1"].fault("poweron")
        eventually(lambda: self.unit("alice")["State"]["Running"], 60)
        self.assertEqual((self.row("alice")["id"], self.ok("show", "alice", "--json").json["ports"]["dashboard"]), port)
        self.assertTrue(eventually(lambda: self.admin("health", "alice").exit == 0, 60), "it polls WeChat again")
        self.at_rest()

    def test_5_stop_start_restart_rebind(self):
        self.ok("stop", "alice")
        self.assertEqual(self.units("alice"), [])
        self.assertEqual(self.eyes().run("sh", "-c", "ls -A /home/twilight/.config/systemd/user | grep hermes-u || :"), "")
        self.assertEqual(self.ok("start", "alice", "--json").json["phase"], "READY")
        generation = self.row("alice")["generation"]
        self.ok("restart", "alice")
        self.assertEqual(self.row("alice")["generation"], generation + 1)
        self.bound("alice", wechat("wx-alice-2"), "rebind")
        self.at_rest()
        self.fails(2, "Invalid", "upgrade", "alice", "--image", "other:1", "--yes")
        self.assertIn("takes no prefab tenants", self.fails(4, "Conflict", "migrate", "alice", "--host", "ecs-2")["message"])

    def test_6_kept_apart(self):
        self.ok("provision", "bob", "--tier", "prefab", "--secret", "DEEPSEEK_API_KEY=-", input="sk-fedcba9876543210")
        self.ok("provision", "carol", "--host", "ecs-1")
        self.ok("exec", "bob", "--", "touch", "/dev/shm/of-another")
        self.eyes().run("runuser", "-u", "twilight", "--", "touch", "/dev/shm/of-another")
        said = self.ok("exec", "alice", "--", "python3", "-c", HOSTILE, self.row("bob")["id"], "/home/twilight").out
        self.assertEqual(said, "own True\n")
        # What it left in its own home leads nobody out either, not even us.
        self.ok("exec", "alice", "--", "sh", "-c", "rm -rf /opt/data/dashboard-themes; ln -sfn /home/twilight/.ssh /opt/data/dashboard-themes")
        keys = self.eyes().run("ls", "-la", "/home/twilight/.ssh")
        self.ok("restart", "alice")
        self.assertEqual(self.eyes().run("ls", "-la", "/home/twilight/.ssh"), keys)
        self.eyes().run("rm", "-f", self.profile("alice") + "/way")
        self.at_rest()

    def test_6_verified(self):
        checks = {check["name"]: check for check in self.ok("verify", "alice", "--json").json["checks"]}
        self.assertEqual(set(checks), {"reachable", "container", "port", "identity and gateway", "bound", "secrets", "other homes",
                                       "the host's user", "engines and buses", "other dashboards"})
        self.assertIn("loads the dashboards of bob, carol", checks["other dashboards"]["message"])
        container = {check["name"]: check for check in self.admin("verify", "carol", "--json").json["checks"]}
        self.assertEqual([name for name, check in container.items() if not check["ok"]], ["bound"])
        self.assertIn("no other tenant's dashboard (2 tried)", container["other dashboards"]["message"])
        # Its teeth: rooms that are not closed.
        unit = self.unit("alice")["Id"]
        folder = "/home/twilight/hermes/units/hermes-alice"
        self.as_user("sh", "-c", f"cp {folder}/room {folder}/kept; sed -i '/ProtectHome\\|docker.sock\\|TemporaryFileSystem=.mnt/d' {folder}/room")
        broken = {check["name"]: check for check in self.admin("verify", "alice", "--json").json["checks"]}
        self.as_user("sh", "-c", f"mv {folder}/kept {folder}/room")
        self.assertEqual([name for name, check in broken.items() if not check["ok"]], ["other homes", "the host's user", "engines and buses"])
        self.assertEqual(self.unit("alice")["Id"], unit)

    def test_7_a_port_that_is_taken(self):
        self.moves_on_from_a_taken_port("bob", "ecs-1")

    def test_8_who_dies_in_between_leaves_nothing_undone(self):
        self.dies_and_is_done_by_another("prefab", ("create.before", "create.after", "write-home.after", "start.after"),
                                         "alice", ("archive-credentials.after", "stop.after", "remove.after"))

    def test_9_gone_and_back(self):
        self.eyes().run("runuser", "-u", "twilight", "--", "sh", "-c", f"mkdir -p {self.profile('alice')}/memories; echo kept >{self.profile('alice')}/memories/note")
        made = self.ok("backup", "alice", "--json").json
        self.assertGreater(made["frozenMs"], 0)
        self.eyes().run("rm", self.profile("alice") + "/memories/note")
        self.ok("restore", "alice", "--yes")
        self.assertEqual(self.eyes().run("cat", self.profile("alice") + "/memories/note"), "kept\n")
        tenant = self.row("alice")["id"]
        self.ok("destroy", "alice", "--yes")
        left = self.eyes().run("sh", "-c", f"cd /home/twilight; find hermes .config/systemd -name '*{tenant}*' -o -name '*alice*'").split()
        self.assertEqual(left, [f"hermes/archive/{tenant}"])
        self.assertEqual(self.ok("restore", "alice", "--yes", "--json").json["phase"], "READY")
        self.at_rest()


class Becoming(Homes):
    """A prefab tenant becomes a container, with its home, its WeChat and all that was said."""

    prefab = ("ecs-1",)

    def prefab_tenant(self, name):
        self.ok("provision", name, "--tier", "prefab")
        self.bound(name, wechat(f"wx-{name}"))
        row = self.ok("show", name, "--json").json
        home = f"/home/twilight/hermes/profiles/{row['id']}"
        self.eyes("ecs-1").run("python3", "-", home, "5", stdin=FILL)
        self.eyes("ecs-1").run("chown", "-hR", "twilight:twilight", home)
        return row, json.loads(self.eyes("ecs-1").run("python3", "-", home, stdin=LOOK))

    def has_become(self, name, host, before, looked):
        row = self.ok("show", name, "--json").json
        self.assertEqual((row["phase"], row["tier"], row["host"], row["bound"]), ("READY", "container", host, True))
        self.assertEqual((row["weixin"], row["id"]), (before["weixin"], before["id"]))
        now = self.look(name, host)
        for path, facts in looked.items():
            self.assertEqual(now[path], [facts[0], 10000, 10000, *facts[3:]], path)
        self.assertEqual(set(now), set(looked))
        self.assertEqual(self.eyes("ecs-1").run("sh", "-c", "ls -A /home/twilight/hermes/profiles /home/twilight/hermes/units | grep -v lock"),
                         "/home/twilight/hermes/profiles:\n\n/home/twilight/hermes/units:\n")
        self.assertEqual(self.ok("fsck", "--json").json["leaks"], [])

    def test_1_where_it_is(self):
        before, looked = self.prefab_tenant("alice")
        plan = self.ok("migrate", "alice", "--tier", "container", "--plan", "--json").json["plan"]
        self.assertEqual([step["verb"] for step in plan],
                         ["copy-home", "archive-credentials", "stop", "remove", "move-home", "image", "create", "write-home", "start"])
        self.ok("migrate", "alice", "--tier", "container")
        self.has_become("alice", "ecs-1", before, looked)
        self.at_rest()
        self.assertTrue(self.ok("migrate", "alice", "--tier", "container", "--host", "ecs-1", "--json").json["unchanged"])
        self.fails(2, "Invalid", "migrate", "alice", "--tier", "prefab")
        self.ok("backup", "alice")
        self.ok("restore", "alice", "--yes")
        self.assertEqual(self.look("alice", "ecs-1").keys(), looked.keys())

    def test_2_on_another_host(self):
        before, looked = self.prefab_tenant("bob")
        self.ok("migrate", "bob", "--tier", "container", "--host", "ecs-2")
        self.has_become("bob", "ecs-2", before, looked)
        self.nothing_left("bob", "ecs-1")
        self.at_rest()

    def test_3_from_any_interruption(self):
        before, looked = self.prefab_tenant("carol")
        for point in ("copy-home.after", "move-home.before", "move-home.after", "create.after"):
            ran = self.admin("migrate", "carol", "--tier", "container", env={"HERMES_ADMIN_FAILPOINT": point})
            self.assertEqual(ran.exit, -9, (point, str(ran)))
        worker = self.worker()
        self.at_rest()
        self.assertEqual(worker.end(), 0)
        self.has_become("carol", "ecs-1", before, looked)

    def test_4_a_backup_of_then_is_good_now(self):
        before, looked = self.prefab_tenant("dora")
        made = self.ok("backup", "dora", "--json").json["file"]
        self.ok("migrate", "dora", "--tier", "container")
        self.eyes("ecs-1").run("rm", "-rf", f"{self.home('dora')}/memories")
        self.ok("restore", "dora", "--yes", "--from", made)
        self.has_become("dora", "ecs-1", before, looked)
        self.at_rest()


class LostRegistry(FleetTest):
    """A registry is lost; its prefab tenants are found by their units and files, one of them on its way to be a container."""

    @classmethod
    def prepare(cls):
        for ran in (cls.admin.add_host("ecs-1", "--allow-prefab"), cls.admin.trust_host()):
            if ran.exit != 0:
                raise AssertionError(ran)
        cls.addClassCleanup(cls.leave)

    def unit_ids(self):
        return self.sandbox.box("sh", "-c", "cat /home/twilight/hermes/units/*/id").split()

    def test_it_is_made_anew(self):
        for name in ("runs", "becomes"):
            self.ok("provision", name, "--tier", "prefab")
            self.bound(name, wechat(f"wx-{name}"))
        before = self.ok("show", "runs", "--json").json
        self.assertEqual(self.admin("migrate", "becomes", "--tier", "container", env={"HERMES_ADMIN_FAILPOINT": "move-home.before"}).exit, -9)
        units = self.unit_ids()
        claim = self.sandbox.claim()
        newer = self.admin.in_directory(self.directory / "newer")
        for ran in (newer.add_host("ecs-1", "--allow-prefab", "--adopt-platform", claim["platform"]), newer.trust_host()):
            self.assertEqual(ran.exit, 0, str(ran))
        ran = newer("fsck", "--rebuild", "--json")
        self.assertEqual([(row["name"], row["imported"]) for row in ran.json["tenants"]], [("becomes", True), ("runs", True)], str(ran))
        try:
            self.assertIn("prefab tenant again", str(ran.json["tenants"][0]))
            for name in ("runs", "becomes"):
                ran = newer("start", name, "--json")
                self.assertEqual((ran.exit, ran.json["phase"], ran.json["tier"]), (0, "READY", "prefab"), str(ran))
            self.assertEqual(newer("show", "runs", "--json").json["containerId"], before["containerId"])
            self.assertTrue(set(units) <= set(self.unit_ids()), "what ran is as it was")
            self.assertEqual(newer("migrate", "becomes", "--tier", "container", "--json").json["phase"], "READY")
            self.assertEqual(newer("fsck", "--json").json["leaks"], [])
        finally:
            for name in ("runs", "becomes"):
                newer("destroy", name, "--yes")
            self.assertEqual(self.admin.add_host("ecs-1", "--allow-prefab", "--adopt-platform", claim["platform"]).exit, 0)


class WithoutHermes(TwoHosts):
    """A host on which Hermes is not where it should be."""

    host_names = ("ecs-1",)

    @classmethod
    def prepare(cls):
        admin = Admin(cls.sandbox, cls.directory)
        for ran in (admin.add_host("ecs-1", "--allow-prefab", "--hermes", "~/agent/hermes"), admin.trust_host("ecs-1")):
            if ran.exit != 0:
                raise AssertionError(ran)
        cls.addClassCleanup(cls.leave)
        cls.addClassCleanup(cls.sandbox.box, "rm", "-rf", "/home/twilight/agent")

    def test_it_waits_for_a_person(self):
        checks = {check["name"]: check for check in self.admin("host", "test", "ecs-1", "--json").json["checks"]}
        self.assertIn("~/agent/hermes", checks["prefab"]["message"])
        ran = self.admin("provision", "alice", "--tier", "prefab", "--json")
        self.assertEqual(ran.exit, 1, ran)
        row = self.ok("show", "alice", "--json").json
        self.assertEqual((row["phase"], row["reason"]), ("BLOCKED", "HERMES_MISSING"))
        self.sandbox.box("sh", "-c", "mkdir -p /home/twilight/agent; ln -s /opt/hermes/.venv/bin/hermes /home/twilight/agent/hermes")
        self.assertEqual(self.ok("start", "alice", "--json").json["phase"], "BIND_WAIT")
        self.fails(2, "Invalid", "host", "add", "other", "--ssh", "u@h", "--auth", "agent", "--hermes", "/opt/x")


if __name__ == "__main__":
    unittest.main()
