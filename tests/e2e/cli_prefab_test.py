"""Prefab tenants: user units of the host's systemd, served and kept apart as containers are, as far as the tier allows."""

import json
import time
import unittest

from chaos_support import TwoHosts, wechat
from cli_support import Admin, eventually

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
        checks = {check["name"]: check for check in self.ok("host", "test", "ecs-1", "--json").json}
        self.assertTrue(checks["prefab"]["ok"], checks)
        self.assertIn("Hermes Agent v0.13.0", checks["prefab"]["message"])
        self.assertNotIn("prefab", [check["name"] for check in self.ok("host", "test", "ecs-2", "--json").json])
        error = self.fails(4, "Conflict", "provision", "ann", "--tier", "prefab", "--host", "ecs-2", "--wait")
        self.assertIn("ecs-2: takes no prefab tenants", json.dumps(error))
        self.ok("destroy", "ann", "--yes")
        self.fails(2, "Invalid", "provision", "ann", "--tier", "prefab", "--image", "other:1")
        self.fails(2, "Invalid", "provision", "ann", "--tier", "shared")

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
        self.assertTrue(all(check["ok"] for check in self.ok("health", "alice", "--json").json), "health")
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
        self.ok("health", "alice")
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
        self.fails(2, "Invalid", "migrate", "alice", "--host", "ecs-2")

    def test_6_kept_apart(self):
        self.ok("provision", "bob", "--tier", "prefab", "--secret", "DEEPSEEK_API_KEY=-", input="sk-fedcba9876543210")
        self.ok("provision", "carol", "--host", "ecs-1")
        said = self.ok("exec", "alice", "--", "python3", "-c", HOSTILE, self.row("bob")["id"], "/home/twilight").out
        self.assertEqual(said, "own True\n")
        # What it left in its own home leads nobody out either, not even us.
        self.ok("exec", "alice", "--", "sh", "-c", "rm -rf /opt/data/dashboard-themes; ln -sfn /home/twilight/.ssh /opt/data/dashboard-themes")
        keys = self.eyes().run("ls", "-la", "/home/twilight/.ssh")
        self.admin("restart", "alice", "--timeout", "60")
        self.assertEqual(self.eyes().run("ls", "-la", "/home/twilight/.ssh"), keys)
        self.eyes().run("rm", "-f", self.profile("alice") + "/dashboard-themes", self.profile("alice") + "/way")
        self.ok("restart", "alice")
        self.at_rest()

    def test_7_a_port_that_is_taken(self):
        self.ok("stop", "bob")
        port = self.ok("show", "bob", "--json").json["ports"]["dashboard"]
        hold = f"import socket, time; s = socket.create_server(('127.0.0.1', {port})); time.sleep(600)"
        self.eyes().run("sh", "-c", f'python3 -c "{hold}" >/dev/null 2>&1 & echo $! >/tmp/holder')
        self.ok("start", "bob")
        self.assertNotEqual(self.ok("show", "bob", "--json").json["ports"]["dashboard"], port)
        self.eyes().run("sh", "-c", "kill $(cat /tmp/holder)")
        self.at_rest()

    def test_8_who_dies_in_between_leaves_nothing_undone(self):
        for number, point in enumerate(("create.before", "create.after", "write-home.after", "start.after")):
            ran = self.admin("provision", f"dying{number}", "--tier", "prefab", env={"HERMES_ADMIN_FAILPOINT": point})
            self.assertEqual(ran.exit, -9, ran)
        for point in ("archive-credentials.after", "stop.after", "remove.after"):
            ran = self.admin("restart", "alice", env={"HERMES_ADMIN_FAILPOINT": point})
            self.assertEqual(ran.exit, -9, ran)
        worker = self.worker()
        self.at_rest()
        self.assertEqual(worker.end(), 0)
        for number in range(4):
            self.ok("destroy", f"dying{number}", "--yes")

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
        checks = {check["name"]: check for check in self.admin("host", "test", "ecs-1", "--json").json}
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
