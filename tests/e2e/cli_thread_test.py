"""One paid tenant from request to destroyed by the real `hermes-admin`, judged by the host's own Docker."""

import json
import subprocess
import unittest

from cli_support import FleetTest

LIST_KEYS = {"name", "subscription", "order", "paymentState", "planCode", "tier", "host", "phase", "reason", "conditions", "generation", "ports",
             "containerId", "healthy", "bound", "weixin", "observedAt", "ageSeconds"}
HOST_KEYS = {"name", "ssh", "state", "fingerprint", "engineVersion", "apiVersion", "tenants", "capacity", "portRange", "dataRoot", "allowPrefab", "allowShared", "cordoned", "memoryBytes", "memoryPromisedBytes",
             "memoryOvercommit", "diskBytes", "diskReserveBytes", "urlFrom", "free",
             "error", "seenAt", "ageSeconds"}


class Hosts(FleetTest):
    def test_the_same_host_added_and_trusted_again_is_unchanged(self):
        self.assertIs(self.admin.add_host().json["unchanged"], True)
        self.assertIs(self.admin.trust_host().json["unchanged"], True)

    def test_rows_have_the_keys_of_the_contract(self):
        rows = self.ok("host", "list", "--json").json
        self.assertEqual([set(row) for row in rows], [HOST_KEYS])
        shown = self.ok("host", "show", "ecs-1", "--json").json
        self.assertEqual(shown["state"], "ready")
        self.assertEqual(shown["fingerprint"], self.sandbox.host["fingerprint"])
        self.assertEqual(shown["engineVersion"], self.sandbox.box("docker", "version", "-f", "{{.Server.Version}}").strip())

    def test_test_and_doctor_find_everything_good(self):
        for args in (("host", "test", "ecs-1"), ("doctor",)):
            checked = self.ok(*args, "--json").json
            self.assertIs(checked["ok"], True)
            self.assertTrue(all(set(check) == {"name", "ok", "message", "hint", "elapsedMs"} for check in checked["checks"]))


class Thread(FleetTest):
    """Tests run in the order of their names: each goes on where the one before ended."""

    def container(self):
        found = self.sandbox.containers("alice")
        self.assertEqual(len(found), 1)
        return found[0]

    def assert_runs(self, generation):
        box = self.container()
        self.assertIs(box["State"]["Running"], True)
        self.assertEqual(box["Config"]["Labels"]["hermes.generation"], str(generation))
        row = self.ok("show", "alice", "--json").json
        self.assertEqual(row["containerId"], box["Id"])
        published = [b for bindings in box["NetworkSettings"]["Ports"].values() for b in bindings or []]
        self.assertEqual(published, [{"HostIp": "127.0.0.1", "HostPort": str(row["ports"]["dashboard"])}])
        return row, box

    def test_1_provision_waits_for_its_wechat(self):
        key = self.directory / "key"
        key.write_text("sk-hunter2\n")
        row = self.provision("alice", "--order", "o-1", "--subscription", "s-1", "--plan-code", "dedicated_basic", "--secret", f"OPENAI_API_KEY=@{key}")
        self.assertIs(row["unchanged"], False)
        self.assertEqual((row["order"], row["subscription"], row["host"], row["generation"]), ("o-1", "s-1", "ecs-1", 1))
        _, box = self.assert_runs(1)
        self.assertNotIn("hunter2", json.dumps(box))
        self.assertIn("OPENAI_API_KEY=sk-hunter2", self.sandbox.box("docker", "exec", box["Id"], "cat", "/opt/data/.env"))

    def test_2_provision_again_is_unchanged(self):
        before = self.container()["Id"]
        self.assertIs(self.provision("alice", "--order", "o-1", "--subscription", "s-1", "--plan-code", "dedicated_basic")["unchanged"], True)
        self.assertEqual(self.container()["Id"], before)
        # It looks, and does not merely read that it was well.
        self.sandbox.box("docker", "rm", "-f", before)
        again = self.provision("alice", "--order", "o-1", "--subscription", "s-1", "--plan-code", "dedicated_basic")
        self.assertIs(again["unchanged"], False)
        self.assertNotEqual(self.assert_runs(1)[1]["Id"], before)

    def test_3_list_and_show_have_the_keys_of_the_contract(self):
        rows = self.ok("list", "--json").json
        self.assertEqual([set(row) for row in rows], [LIST_KEYS])
        for args in (("--phase", "BIND_WAIT"), ("--host", "ecs-1"), ("--plan-code", "dedicated_basic")):
            self.assertEqual([row["name"] for row in self.ok("list", "--json", *args).json], ["alice"], args)
        self.assertEqual(self.ok("list", "--json", "--phase", "READY").json, [])
        shown = self.ok("show", "alice", "--json").json
        self.assertLessEqual(LIST_KEYS | {"desired", "observed", "binding", "session", "journal", "operations"}, set(shown))
        self.assertTrue(shown["journal"])
        self.assertIn("alice", self.ok("list").out)
        self.assertIn("BIND_WAIT", self.ok("show", "alice").out)

    def test_4_health_names_what_is_missing(self):
        ran = self.admin("health", "alice", "--json")
        self.assertEqual(ran.exit, 1)
        self.assertEqual([check["name"] for check in ran.json["checks"] if not check["ok"]], ["bound"])

    def test_5_bind_shows_a_code_and_ends_ready(self):
        binding = self.bound("alice", "wang")
        names = [event["event"] for event in binding.events]
        self.assertEqual(names[-1], "ready")
        for name in ("qr", "scaned", "confirmed"):
            self.assertIn(name, names)
        keys = {"event", "tenant", "at", "content", "expiresAt", "wrongDigits", "message", "row", "unchanged"}
        self.assertEqual({frozenset(event) for event in binding.events}, {frozenset(keys)})
        self.assertEqual(binding.events[-1]["row"]["phase"], "READY")
        row, box = self.assert_runs(2)
        self.assertIs(row["bound"] and row["healthy"], True)
        account = f"/opt/data/weixin/accounts/{row['weixin']['accountId']}.json"
        token = json.loads(self.sandbox.box("docker", "exec", box["Id"], "cat", account))["token"]
        for text in (self.ok("show", "alice", "--json").out, json.dumps(box), json.dumps(binding.events)):
            self.assertNotIn(token, text)
        for file in (self.directory / "home").rglob("*"):
            self.assertNotIn(token.encode(), file.read_bytes() if file.is_file() else b"", file)
        self.ok("health", "alice")

    def test_6_bind_again_is_unchanged(self):
        lines = self.ok("bind", "alice", "--json").lines
        self.assertEqual([(line["event"], line["unchanged"]) for line in lines], [("ready", True)])
        self.assert_runs(2)

    def test_7_logs_and_exec_reach_the_container(self):
        self.assertEqual(len(self.ok("logs", "alice", "-n", "3").out.splitlines()), 3)
        self.assertEqual([set(line) for line in self.ok("logs", "alice", "-n", "2", "--json").lines], [{"line"}] * 2)
        self.assertTrue(self.ok("logs", "alice", "--since", "1h").out)
        self.assertEqual(self.ok("logs", "alice", "--since", "2100-01-01T00:00:00Z").out, "")
        follow = self.admin.start("logs", "alice", "-f", "-n", "1")
        self.assertTrue(follow.stdout.readline())
        follow.send_signal(2)
        self.assertEqual(follow.wait(20), 130)
        follow.communicate()
        ran = self.admin("exec", "alice", "--", "sh", "-c", "echo out; echo err >&2; exit 9")
        self.assertEqual((ran.exit, ran.out, ran.err), (9, "out\n", "err\n"))
        ran = self.admin("exec", "alice", "--json", "--", "printf", "%s|", "a b", "[c,d]", "--json", "$HOME;")
        self.assertEqual(ran.json, {"exitCode": 0, "stdout": "a b|[c,d]|--json|$HOME;|", "stderr": ""})

    def test_8_restart_makes_a_new_generation_that_is_bound(self):
        before = self.container()["Id"]
        self.assertEqual(self.ok("restart", "alice", "--json").json["phase"], "READY")
        row, box = self.assert_runs(3)
        self.assertNotEqual(box["Id"], before)
        self.assertIs(row["bound"], True)

    def test_9a_plans_change_nothing(self):
        before = self.world()
        for args in (("stop", "alice"), ("restart", "alice"), ("destroy", "alice"), ("rebind", "alice"), ("provision", "bob")):
            plan = self.ok(*args, "--plan", "--json").json["plan"]
            self.assertTrue(all(set(step) == {"verb", "target", "detail", "destructive"} for step in plan) and plan)
        self.assertEqual(self.world(), before)

    def test_9b_stop_keeps_the_home_and_start_brings_it_back(self):
        port = self.ok("show", "alice", "--json").json["ports"]["dashboard"]
        self.assertEqual(self.ok("stop", "alice", "--json").json["phase"], "PAUSED")
        self.assertEqual(self.sandbox.containers("alice"), [])
        self.assertIs(self.ok("stop", "alice", "--json").json["unchanged"], True)
        error = self.fails(4, "Conflict", "logs", "alice")
        self.assertIn("stopped", error["message"])
        self.assertEqual(self.ok("start", "alice", "--json").json["phase"], "READY")
        row, _ = self.assert_runs(self.ok("show", "alice", "--json").json["generation"])
        self.assertEqual(row["ports"]["dashboard"], port)
        self.assertIs(self.ok("start", "alice", "--json").json["unchanged"], True)

    def test_9c_rebind_moves_the_tenant_to_another_wechat(self):
        before = self.ok("show", "alice", "--json").json["weixin"]
        binding = self.admin.bind("alice", "rebind")
        self.sandbox.scan(binding.wait_for("qr")["content"], "--as", "li")
        self.assertEqual(binding.finish(), 0, str(binding.events) + binding.stderr)
        row = self.ok("show", "alice", "--json").json
        self.assertNotEqual((row["weixin"]["userId"], row["weixin"]["accountId"]), (before["userId"], before["accountId"]))
        self.assert_runs(row["generation"])

    def test_9d_destroy_needs_a_yes_and_leaves_nothing_running(self):
        self.assertIn("--yes", self.fails(2, "Invalid", "destroy", "alice")["hint"])
        self.container()
        self.assertEqual(self.ok("destroy", "alice", "--yes", "--json").json["phase"], "GONE")
        self.assertEqual(self.sandbox.containers("alice"), [])
        self.assertEqual(self.sandbox.box("docker", "volume", "ls", "-q", "--filter", "label=hermes.managed=1"), "")
        self.assertEqual(self.ok("list", "--json").json, [])
        self.assertIs(self.ok("destroy", "alice", "--yes", "--json").json["unchanged"], True)
        self.fails(3, "NotFound", "show", "alice")


class Terminal(FleetTest):
    def test_bind_draws_a_code_that_a_camera_reads(self):
        """A pseudo-terminal stands in for the person's; script(1) makes it."""
        self.provision("carol")
        command = " ".join([*self.admin.command, "bind", "carol", "--timeout", "8"])
        shown = subprocess.run(["script", "-qec", command, "/dev/null"], env={**self.admin.env, "TERM": "xterm-256color"}, capture_output=True,
                               stdin=subprocess.DEVNULL).stdout.decode()
        colours = "\x1b[38;5;16;48;5;231m"
        self.assertIn(colours, shown)
        block = [line[line.index(colours) + len(colours):].split("\x1b[0m")[0] for line in shown.replace("\r", "").split("\n") if colours in line]
        rows = [[c in pair for c in line] for line in block for pair in ("▀█", "▄█")]
        height = len(block) if len(set(block)) > 1 else 0
        rows = rows[:len(rows[0]) + 1] if height else rows
        scale = 6
        image = f"P5 {len(rows[0]) * scale} {len(rows) * scale} 255\n".encode()
        image += b"".join(b"".join((b"\0" if dark else b"\xff") * scale for dark in row) * scale for row in rows)
        (self.directory / "code.pgm").write_bytes(image)
        read = subprocess.run(["zbarimg", "-q", "--raw", self.directory / "code.pgm"], text=True, capture_output=True)
        self.assertTrue(read.stdout.startswith("https://liteapp.weixin.qq.com/q/"), shown)
        self.assertIn("s left)", shown)


if __name__ == "__main__":
    unittest.main()
