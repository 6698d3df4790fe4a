"""The platform's own door: the command line and its worker are put on a host that has none of their libraries, share a registry in PostgreSQL with this
machine, and a key that the real sshd lets do one thing has paid orders served."""

import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
import unittest

from cli_support import ROOT, FleetTest, eventually
from platform_support import Platform

SERVICE_KEYS = {"orderId", "subscriptionId", "tenant", "status", "hermesUrl", "mcpUrl", "dashboardTokenRef", "keyIds", "bind", "phase", "reason", "message", "unchanged"}
HOME = "/home/twilight"
PROGRAM = f"{HOME}/.local/bin/hermes-admin"
UNIT = "hermes-admin-worker.service"


class Shared(Platform):
    """The platform's database with the fleet's registry in it; its owner comes from the hosts too."""

    def __init__(self, gateway):
        super().__init__(gateway)
        with (self.directory / "data" / "pg_hba.conf").open("a") as file:
            file.write("host fleet hermes samenet scram-sha-256\n")
        self.stop()
        self.start()

    def url(self, role, passfile):
        return f"postgresql://{role}@{self.gateway}:{self.port}/fleet?passfile={passfile}"


class Backend(FleetTest):
    """Tests run in the order of their names."""

    @classmethod
    def prepare(cls):
        cls.platform = Shared(cls.sandbox.info["tenantGateway"])
        cls.addClassCleanup(cls.platform.end)
        cls.box_file("pass", f"{cls.platform.gateway}:*:*:hermes:hunter2-canary\n{cls.platform.gateway}:*:*:hermes_reader:reader-canary\n")
        cls.box_file("ca.pem", pathlib.Path(cls.sandbox.info["ilinkCa"]).read_text())
        cls.sandbox.box("cp", "-p", f"{HOME}/.ssh/authorized_keys", "/root/keys")
        cls.addClassCleanup(cls.sandbox.box, "sh", "-c", f"mv /root/keys {HOME}/.ssh/authorized_keys; cd {HOME}; rm -rf .local .config pass ca.pem .ssh/worker*")
        passfile = cls.directory / "pass"
        passfile.write_text(f"{cls.platform.gateway}:*:*:hermes:hunter2-canary\n")
        passfile.chmod(0o600)
        cls.admin.env["HERMES_ADMIN_REGISTRY"] = cls.platform.url("hermes", passfile)
        cls.admin.env["HERMES_ADMIN_PLATFORM_DB"] = cls.platform.through("ecs-1")
        super().prepare()
        cls.addClassCleanup(cls.as_user, "systemctl", "--user", "stop", UNIT, check=False)
        tls = json.loads((pathlib.Path(cls.sandbox.dir) / "simulator.json").read_text())["tlsPort"]
        cls.settings = cls.directory / "settings"
        cls.settings.write_text(f"# Of the worker and of the backend's door.\n"
                                f"HERMES_ADMIN_REGISTRY={cls.platform.url('hermes', HOME + '/pass')}\n"
                                f"HERMES_ADMIN_PLATFORM_DB={cls.platform.url('hermes_reader', HOME + '/pass')}\n"
                                f"HERMES_ADMIN_ILINK_URL=https://{cls.platform.gateway}:{tls}\nHERMES_ADMIN_ILINK_CA={HOME}/ca.pem\n")
        cls.key = cls.directory / "backend"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "nestjs", "-f", cls.key], check=True)

    @classmethod
    def box_file(cls, name, text):
        subprocess.run(["docker", "exec", "-i", "-u", "twilight", cls.sandbox.host["box"], "sh", "-c", f"umask 077; cat >{HOME}/{name}"],
                       input=text, text=True, check=True)

    @classmethod
    def as_user(cls, *command, check=True):
        done = subprocess.run(["docker", "exec", "-u", "twilight", "-e", f"HOME={HOME}", "-e", "XDG_RUNTIME_DIR=/run/user/1000",
                               cls.sandbox.host["box"], *command], text=True, capture_output=True)
        if check and done.returncode:
            raise AssertionError(f"{command}\n{done.stdout}{done.stderr}")
        return done.stdout

    def install(self, *args):
        return self.ok("host", "install-cli", "ecs-1", "--json", *args).json

    def ssh(self, *args, key=None, options=(), input=None, limit=90, env=None):
        """What a client gets that has only the backend's key."""
        user, port = self.sandbox.host["ssh"].rsplit(":", 1)
        return subprocess.run(["ssh", "-F", "none", "-i", key or self.key, "-p", port, "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o",
                               f"UserKnownHostsFile={self.sandbox.info['knownHosts']}", *options, user, *args], text=True, capture_output=True,
                              input=input, stdin=None if input is not None else subprocess.DEVNULL, timeout=limit, env=env or {"PATH": os.environ["PATH"]})

    def as_documented(self, command):
        """Asks as docs/backend.md shows it, with another key, host and list of known hosts."""
        text = (ROOT / "docs/backend.md").read_text()
        words = re.findall("'([^']*)'", re.sub("//.*", "", re.search(r"spawn\('ssh', \[(.*?)wanted,", text, re.DOTALL)[1]))
        user, port = self.sandbox.host["ssh"].rsplit(":", 1)
        ours = {"/etc/platform/hermes_backend": str(self.key), "twilight@ecs-1.internal": user,
                "UserKnownHostsFile=/etc/platform/hermes_known_hosts": f"UserKnownHostsFile={self.sandbox.info['knownHosts']}"}
        self.assertTrue(set(ours) <= set(words), words)
        return subprocess.run(["ssh", "-p", port, *[ours.get(word, word) for word in words], command], text=True, capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=120, env={"PATH": os.environ["PATH"]})

    def door(self, command):
        done = self.as_documented(command)
        self.assertEqual(done.returncode, 0, f"{command}\n{done.stdout}{done.stderr}")
        answer = json.loads(done.stdout)
        self.assertEqual(set(answer), SERVICE_KEYS)
        return answer

    def refused(self, exit_code, kind, command):
        done = self.ssh(command)
        self.assertEqual(done.returncode, exit_code, f"{command}\n{done.stdout}{done.stderr}")
        error = json.loads(done.stdout)["error"]
        self.assertEqual(error["kind"], kind)
        return error

    def test_1_a_program_is_put_there_with_its_libraries_and_tried_before_it_counts(self):
        self.assertNotIn("libQt6Core", self.sandbox.box("sh", "-c", "ldconfig -p"), "the host has none of its libraries")
        plan = self.ok("host", "install-cli", "ecs-1", "--plan", "--json").json["plan"]
        self.assertEqual([step["verb"] for step in plan], ["put", "unit"])
        self.assertEqual(self.as_user("sh", "-c", f"ls -d {HOME}/.local || true"), "", "a plan changes nothing")
        error = self.fails(4, "Conflict", "host", "install-cli", "ecs-1", "--start")
        self.assertIn("--environment", error["hint"])
        self.assertEqual(self.as_user("sh", "-c", f"ls -d {HOME}/.local || true"), "", "nothing half done")
        done = self.install()
        print(f"sent {done['sentBytes'] >> 20} MiB in {done['elapsedMs'] / 1000:.1f} s; on the host: "
              + self.as_user("du", "-sh", f"{HOME}/.local").split()[0], flush=True)
        self.assertEqual((done["program"], done["worker"], done["registrySet"], done["lingers"], done["backendKeys"], done["unchanged"]),
                         (PROGRAM, "stopped", False, True, 0, False))
        self.assertEqual(self.as_user(PROGRAM, "--version").strip(), done["version"])
        self.assertEqual(self.as_user("systemctl", "--user", "is-enabled", UNIT, check=False).strip(), "disabled", "no second claimant of the host")
        again = self.install()
        self.assertEqual((again["unchanged"], again["sentBytes"]), (True, 0))
        # Nobody can switch lingering on there but root.
        self.addCleanup(self.sandbox.box, "loginctl", "enable-linger", "twilight")
        self.sandbox.box("rm", "/var/lib/systemd/linger/twilight")
        alone = self.install()
        self.assertIs(alone["lingers"], False)
        self.assertIn("loginctl enable-linger twilight", alone["hint"])

    def test_2_one_that_does_not_run_there_leaves_the_one_before(self):
        other = self.directory / "other"
        shutil.copy(self.admin.command[-1], other)
        with other.open("ab") as file:
            file.write(b"\0another")
        before, kept = self.as_user("cat", PROGRAM), self.as_user("ls", "-A", f"{HOME}/.local/lib/hermes-admin")
        self.sandbox.box("sh", "-c", "echo /no/such.so >/etc/ld.so.preload")
        self.addCleanup(self.sandbox.box, "rm", "-f", "/etc/ld.so.preload")
        error = self.fails(1, "Remote", "host", "install-cli", "ecs-1", "--from", str(other))
        self.assertIn("/no/such.so", error["detail"], "the host's own words")
        self.sandbox.box("rm", "-f", "/etc/ld.so.preload")
        self.assertEqual(self.as_user("cat", PROGRAM), before)
        self.assertEqual(self.as_user("ls", "-A", f"{HOME}/.local/lib/hermes-admin"), kept, "nothing is left of it")
        self.as_user(PROGRAM, "--version")
        self.install("--from", str(other))
        self.assertNotEqual(self.as_user("cat", PROGRAM), before)
        self.install()
        self.assertEqual(self.as_user("cat", PROGRAM), before)
        self.assertIn("Invalid", str(self.fails(2, "Invalid", "host", "install-cli", "ecs-1", "--from", "/bin/true")))

    def test_2b_without_a_worker_whoever_asks_makes_it_and_no_code_is_shown(self):
        self.platform.subscribe("cmsub0")
        self.platform.order("o0", "cmsub0")
        self.assertEqual([step["verb"] for step in self.ok("provision", "--order", "o0", "--plan", "--json").json["plan"]][0], "place")
        self.assertEqual(self.ok("list", "--json").json, [], "a plan changes nothing")
        dying = self.admin("provision", "--order", "o0", "--json", env={"HERMES_ADMIN_FAILPOINT": "create.after"})
        self.assertEqual(dying.exit, -signal.SIGKILL, str(dying))
        asking = [self.admin.start("provision", "--order", "o0", "--json", "--wait") for _ in range(2)]
        answers = [json.loads(one.communicate(timeout=120)[0]) for one in asking]
        for answer in answers:
            self.assertEqual(set(answer), SERVICE_KEYS, answer)
            self.assertEqual((answer["status"], answer["phase"], answer["bind"], answer["unchanged"]), ("provisioning", "BIND_WAIT", None, True))
            self.assertIn("No worker", answer["message"])
        self.assertEqual(len(self.sandbox.containers()), 1)
        self.assertEqual(self.platform.rows("select count(*) as n from requests where order_id = 'o0'"), [{"n": 1}])
        self.assertIn("BIND_WAIT", self.ok("provision", "--order", "o0").out)
        self.fails(2, "Invalid", "provision", "--order", "o0", "--tier", "shared")
        self.fails(2, "Invalid", "provision")
        self.ok("stop", "cmsub0")
        self.assertEqual(self.ok("provision", "--order", "o0", "--json").json["status"], "failed", "a person stopped it")
        self.ok("destroy", "cmsub0", "--yes")
        self.assertIn("destroyed", self.fails(4, "Conflict", "provision", "--order", "o0")["message"])

    def test_3_its_worker_shares_the_registry_and_ends_cleanly(self):
        self.as_user("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{HOME}/.ssh/worker")
        self.as_user("sh", "-c", f"cat {HOME}/.ssh/worker.pub >>{HOME}/.ssh/authorized_keys")
        bad = self.directory / "bad"
        bad.write_text("HERMES_ADMIN_REGISTRY=postgresql://hermes:hunter2@h/fleet\n")
        self.assertNotIn("hunter2", str(self.fails(2, "Invalid", "host", "install-cli", "ecs-1", "--environment", str(bad))))
        done = self.install("--environment", str(self.settings))
        self.assertEqual((done["registrySet"], done["worker"]), (True, "stopped"))
        self.assertEqual(self.as_user("stat", "-c", "%a", f"{HOME}/.config/hermes-admin/environment").strip(), "600")
        # On the host it is its own operator, with its own way in.
        self.as_user(PROGRAM, "host", "add", "ecs-1", "--ssh", "twilight@127.0.0.1", "--identity", f"{HOME}/.ssh/worker")
        self.as_user(PROGRAM, "host", "trust", "ecs-1", "--fingerprint", self.sandbox.host["fingerprint"])
        self.assertEqual(self.install("--start")["worker"], "running")
        self.assertTrue(eventually(lambda: self.platform.rows("select actor from workers")))
        self.assertIs(self.install("--start")["unchanged"], True)
        security = self.as_user("systemctl", "--user", "show", UNIT, "-p", "NoNewPrivileges,PrivateUsers,ProtectSystem,Restart")
        self.assertEqual(set(security.split()), {"NoNewPrivileges=yes", "PrivateUsers=yes", "ProtectSystem=strict", "Restart=on-failure"})
        self.as_user("systemctl", "--user", "stop", UNIT)
        self.assertEqual(self.as_user("systemctl", "--user", "show", UNIT, "-p", "Result,ExecMainStatus").split(), ["Result=success", "ExecMainStatus=0"])
        self.as_user("systemctl", "--user", "start", UNIT)

    def test_4_a_paid_order_becomes_one_tenant_however_often_it_is_asked_for(self):
        self.assertEqual(self.install("--backend-key", f"{self.key}.pub")["backendKeys"], 1)
        self.assertIs(self.install("--backend-key", f"{self.key}.pub")["unchanged"], True)
        self.platform.subscribe("cmsub1")
        self.platform.order("o1", "cmsub1")
        answers, began = [], time.monotonic()
        asking = [threading.Thread(target=lambda: answers.append(self.door("provision --order o1 --json"))) for _ in range(4)]
        for one in asking:
            one.start()
        for one in asking:
            one.join()
        print(f"four at once answered after {time.monotonic() - began:.1f} s", flush=True)
        self.assertEqual([(one["orderId"], one["subscriptionId"], one["tenant"]) for one in answers], [("o1", "cmsub1", "cmsub1")] * 4)
        self.assertEqual({one["status"] for one in answers}, {"provisioning"})
        waited = self.door("provision --order o1 --json --wait --timeout 120")
        print(f"a code after {time.monotonic() - began:.1f} s", flush=True)
        self.assertEqual((waited["status"], waited["phase"], waited["bind"]["state"], waited["unchanged"]), ("provisioning", "BIND_WAIT", "wait", True))
        self.assertTrue(waited["bind"]["qrContent"].startswith("http"), waited)
        self.assertTrue(waited["bind"]["expiresAt"])
        port = self.ok("show", "cmsub1", "--json").json["ports"]["dashboard"]
        self.assertEqual(waited["hermesUrl"], f"http://127.0.0.1:{port}")
        self.assertEqual(waited["dashboardTokenRef"], f"http://127.0.0.1:{port}/#__HERMES_SESSION_TOKEN__")
        self.assertRegex(waited["mcpUrl"], r"^http://172\.\d+\.\d+\.1:9100/mcp$")
        self.assertIn("window.__HERMES_SESSION_TOKEN__", self.sandbox.box("curl", "-s", waited["hermesUrl"]), "that is where the token is")
        self.assertEqual(len(self.sandbox.containers()), 1)
        self.assertEqual(self.platform.rows("select count(*) as n from requests where order_id = 'o1'"), [{"n": 1}])
        self.ok("host", "set", "ecs-1", "--url-from", "https://agents.example.com")
        self.assertEqual(self.door("order status o1 --json")["hermesUrl"], f"https://agents.example.com:{port}")
        self.ok("host", "set", "ecs-1", "--url-from", "gateway")
        self.assertRegex(self.door("order status o1 --json")["hermesUrl"], r"^http://172\.\d+\.\d+\.1:%d$" % port)
        self.fails(2, "Invalid", "host", "set", "ecs-1", "--url-from", "a b")
        self.ok("host", "set", "ecs-1", "--url-from", "loopback")
        # The customer scans while the backend asks now and then.
        self.sandbox.scan(self.door("provision --order o1 --json --wait")["bind"]["qrContent"], "--as", "wx-backend@im.wechat", "--verify-code", "4711")
        login = lambda: (self.door("order status o1 --json")["bind"] or {}).get("state")
        self.assertTrue(eventually(lambda: login() == "need_verifycode", 60, 1), "its phone shows digits")
        self.assertEqual(self.door("order verify o1 --code 4711 --json")["orderId"], "o1")
        ready = eventually(lambda: (lambda now: now["status"] == "ready" and now)(self.door("provision --order o1 --json")), 90, 1)
        self.assertTrue(ready, self.door("order status o1 --json"))
        self.assertEqual((ready["bind"], ready["phase"], ready["unchanged"]), (None, "READY", True))
        self.assertEqual(len(self.sandbox.containers()), 1)

    def test_5_what_is_not_paid_or_not_owed_is_refused(self):
        self.platform.subscribe("cmsub2", "PENDING")
        self.platform.order("o2", "cmsub2", "PENDING")
        self.assertEqual(self.refused(4, "Conflict", "provision --order o2 --json")["detail"], "NOT_PAID")
        self.fails(4, "Conflict", "provision", "--order", "o2", "--plan")
        self.platform.subscribe("cmsub3", "EXPIRED")
        self.platform.order("o3", "cmsub3")
        self.assertEqual(self.refused(4, "Conflict", "provision --order o3 --json")["detail"], "LAPSED")
        self.refused(3, "NotFound", "provision --order nobodys --json")
        self.refused(3, "NotFound", "order status o2 --json")
        self.assertEqual([row["name"] for row in self.ok("list", "--json").json], ["cmsub1"])

    def test_6_that_key_can_do_nothing_else(self):
        tries = ["list --json", "order list --json", "order show o1 --json", "destroy cmsub1 --yes --json", "exec cmsub1 -- id", "worker",
                 "provision cmsub9 --json", "provision --order o1", "provision --order o1 --json --data-dir /tmp", "provision --order o1 --json --plan",
                 "provision --order o1 --json; id", "provision --order o1 --json && id", "provision --order $(id) --json", "provision --order `id` --json",
                 "provision --order o1 --json | id", "provision --order o1 --json >/tmp/x", "provision --order o1 --json\nid", "provision --order --json",
                 "provision --order o1 --order o2 --json", "provision --order o1 --json --timeout 0", "provision --order '../x' --json", "sh", "bash -i", "id",
                 "/bin/sh -c id", "hermes-admin list --json", "backend-door", "x" * 5000, "scp -f /etc/passwd", "cat /etc/passwd", "internal-sftp"]
        for command in tries:
            with self.subTest(command=command[:60]):
                error = self.refused(2, "Invalid", command)
                self.assertNotIn("uid=", str(error))
        shell = self.ssh(options=("-tt",), input="id\nexit\n")
        self.assertNotIn("uid=", shell.stdout)
        self.assertIn("PTY allocation request failed", shell.stderr)
        shell = self.ssh(input="id\nexit\n")
        self.assertEqual((shell.returncode, json.loads(shell.stdout)["error"]["kind"]), (2, "Invalid"))
        user, port = self.sandbox.host["ssh"].rsplit(":", 1)
        common = ["-F", "none", "-i", str(self.key), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", f"UserKnownHostsFile={self.sandbox.info['knownHosts']}"]
        for copy in (["scp", *common, "-P", port], ["scp", "-O", *common, "-P", port]):
            got = self.directory / "got"
            done = subprocess.run([*copy, f"{user}:/etc/passwd", got], capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
            self.assertNotEqual(done.returncode, 0)
            self.assertFalse(got.exists())
        done = subprocess.run(["sftp", *common, "-P", port, "-b", "-", user], input="ls /\n", text=True, capture_output=True, timeout=60)
        self.assertNotEqual(done.returncode, 0)
        self.assertNotIn("etc", done.stdout)
        self.forwards(common, user, port)
        self.assertEqual([row["name"] for row in self.ok("list", "--json").json], ["cmsub1"])

    def forwards(self, common, user, port):
        """Neither ports, nor sockets, nor the agent or the display of the client."""
        near = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(near.close)
        here = near.getsockname()[1]
        for option in (("-R", f"0:127.0.0.1:{here}"), ("-R", f"{HOME}/sock:127.0.0.1:{here}")):
            done = self.ssh("order status o1 --json", options=(*option, "-o", "ExitOnForwardFailure=yes"))
            self.assertEqual(done.returncode, 255, f"{option}: {done.stderr}")
        with socket.create_server(("127.0.0.1", 0)) as probe:
            free = probe.getsockname()[1]
        self.assertIn(b"200 OK", self.through(common, user, port, free, ("-L", f"{free}:/run/docker.sock"), self.sandbox.host["identity"])[0],
                      "a key without limits can: the test can tell")
        for option in (("-L", f"{free}:127.0.0.1:22"), ("-L", f"{free}:/run/docker.sock"), ("-D", str(free))):
            got, said = self.through(common, user, port, free, option)
            self.assertNotIn(b"200 OK", got, option)
            self.assertNotIn(b"SSH-", got, option)
            self.assertIn("open failed", said, option)
        through = self.ssh(options=("-W", "127.0.0.1:22"), input="x\n")
        self.assertNotIn("SSH-", through.stdout)
        self.assertIn("administratively prohibited", through.stderr)

    def test_7_nor_lend_the_host_its_agent_or_display(self):
        agent = subprocess.run(["ssh-agent", "-s"], text=True, capture_output=True, check=True).stdout
        variables = dict(part.split(";")[0].split("=") for part in agent.splitlines() if "=" in part)
        self.addCleanup(os.kill, int(variables["SSH_AGENT_PID"]), signal.SIGTERM)
        env = {"PATH": os.environ["PATH"], "SSH_AUTH_SOCK": variables["SSH_AUTH_SOCK"], "DISPLAY": ":99"}
        # What a forced command is given, told by another in its place.
        self.as_user("cp", PROGRAM, f"{HOME}/kept")
        self.addCleanup(self.as_user, "mv", f"{HOME}/kept", PROGRAM)
        self.as_user("sh", "-c", f"echo '#!/bin/sh\nenv' >{PROGRAM}")
        theirs = self.ssh("anything", options=("-A", "-X"), env=env).stdout
        self.assertIn("SSH_ORIGINAL_COMMAND=anything", theirs)
        for name in ("SSH_AUTH_SOCK", "DISPLAY", "SSH_TTY"):
            self.assertNotIn(name + "=", theirs)
        ours = self.ssh("env", options=("-A",), env=env, key=self.sandbox.host["identity"]).stdout
        self.assertIn("SSH_AUTH_SOCK=", ours, "a key without limits is lent it: the test can tell")

    def through(self, common, user, port, near, option, key=None):
        """What comes back through a forward of this machine's port `near`, and what the client says of it."""
        login = [key if part == str(self.key) else part for part in common] if key else common
        client = subprocess.Popen(["ssh", *login, "-p", port, "-N", "-v", *option, user], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.PIPE, text=True)
        try:
            self.assertTrue(eventually(lambda: self.listens(near)), option)
            with socket.create_connection(("127.0.0.1", near), 10) as stream:
                stream.settimeout(10)
                if option[0] == "-D":
                    stream.sendall(b"\5\1\0")
                    stream.recv(2)
                    stream.sendall(b"\5\1\0\1\x7f\0\0\1\0\x16")
                else:
                    stream.sendall(b"GET /_ping HTTP/1.0\r\n\r\n")
                got = self.all_of(stream)
        finally:
            client.kill()  # it may miss a SIGTERM that comes before it waits
            said = client.communicate(timeout=20)[1]
        return got, said

    @staticmethod
    def listens(port):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    @staticmethod
    def all_of(stream):
        got = b""
        try:
            while part := stream.recv(4096):
                got += part
        except (ConnectionResetError, TimeoutError):
            pass
        return got

    def test_8_it_goes_as_it_came(self):
        ours = self.sandbox.host["identity"] + ".pub"
        self.assertIn("other rights", self.fails(4, "Conflict", "host", "install-cli", "ecs-1", "--backend-key", ours)["message"])
        closed = self.install("--backend-key", f"{self.key}.pub", "--remove")
        self.assertEqual((closed["backendKeys"], closed["worker"]), (0, "running"))
        self.assertEqual(self.ssh("order status o1 --json").returncode, 255, "the key is not let in any more")
        self.install("--backend-key", f"{self.key}.pub")
        gone = self.install("--remove")
        self.assertEqual((gone["program"], gone["worker"], gone["backendKeys"], gone["unchanged"]), (None, "absent", 0, False))
        self.assertEqual(self.as_user("sh", "-c", f"ls {PROGRAM} {HOME}/.local/lib/hermes-admin {HOME}/.config/systemd/user/{UNIT} 2>/dev/null || true"), "")
        self.assertEqual(self.ssh("order status o1 --json").returncode, 255)
        self.assertIs(self.install("--remove")["unchanged"], True)
        rows = self.ok("audit", "--json", "--tenant", "ecs-1").json
        verbs = [row["verb"] for row in rows]
        self.assertIn("host.install-cli", verbs)
        self.assertEqual(verbs[0], "host.remove-cli")
        self.assertIn(" SHA256:", rows[0]["actor"], "who did it, by his key")


if __name__ == "__main__":
    os.environ.setdefault("HERMES_ADMIN", "hermes-admin")
    unittest.main(failfast=True)
