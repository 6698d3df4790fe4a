"""The hosts: real SSH, a real nested engine, faults on cue, and nothing left behind."""

import contextlib
import socket
import sqlite3
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from support import SandboxUnderTest, until
from hermes_sandbox.engine import LABEL


def setUpModule():
    global sandbox
    sandbox = SandboxUnderTest("--hold", "3")
    unittest.addModuleCleanup(sandbox.down)


class HostTest(unittest.TestCase):
    def test_up_again_is_quick_and_says_the_same(self):
        started = ["docker", "inspect", "-f", "{{.Id}} {{.State.StartedAt}}", *(host["box"] for host in sandbox.at["hosts"])]
        before = subprocess.check_output(started)
        begun = time.monotonic()
        self.assertEqual(sandbox.up(), sandbox.at)
        self.assertLess(time.monotonic() - begun, sandbox.first_up / 3)
        self.assertEqual(subprocess.check_output(started), before)

    def test_the_description_has_what_the_contract_promises(self):
        for key in ("hosts", "ilinkUrl", "ilinkCa", "tenantGateway", "image", "platformDb", "dir"):
            self.assertIn(key, sandbox.at)
        for key in ("name", "ssh", "address", "identity", "fingerprint", "box"):
            self.assertIn(key, sandbox.host())
        self.assertTrue(Path(sandbox.at["ilinkCa"]).read_text().startswith("-----BEGIN CERTIFICATE-----"))
        kind, _, path = sandbox.at["platformDb"].partition(":")
        with contextlib.closing(sqlite3.connect(path)) as db:
            self.assertGreaterEqual(len(db.execute('select id from "Order"').fetchall()), 10)
        self.assertEqual(kind, "sqlite")

    def test_the_key_logs_in_over_the_port_and_directly(self):
        for direct in (False, True):
            done = sandbox.ssh("id -un; id -Gn", direct=direct)
            self.assertEqual(done.stdout.split(), ["twilight", "twilight", "docker"], done.stderr)

    def test_another_key_is_refused(self):
        refused = sandbox.ssh("true", identity=sandbox.host()["wrongIdentity"])
        self.assertEqual(refused.returncode, 255)
        self.assertIn("Permission denied", refused.stderr)

    def test_the_fingerprint_is_the_one_that_the_host_shows(self):
        keys = subprocess.run(["ssh-keyscan", "-p", sandbox.host()["ssh"].rsplit(":", 1)[1], "-t", "ed25519", "127.0.0.1"], capture_output=True, text=True)
        shown = subprocess.run(["ssh-keygen", "-lf", "-"], input=keys.stdout, capture_output=True, text=True).stdout
        self.assertIn(sandbox.host()["fingerprint"], shown)

    def test_the_engine_is_the_hosts_own_and_has_the_image(self):
        self.assertEqual(sandbox.ssh("docker image ls -q nousresearch/hermes-agent:0.13.0 | wc -l").stdout.strip(), "1")
        mine = subprocess.run(["docker", "info", "-f", "{{.ID}}"], capture_output=True, text=True).stdout
        self.assertNotEqual(sandbox.ssh("docker info -f '{{.ID}}'").stdout, mine)

    def test_a_container_runs_on_the_host(self):
        done = sandbox.ssh("docker run --rm --network none --entrypoint echo nousresearch/hermes-agent:0.13.0 hello")
        self.assertEqual(done.stdout.strip(), "hello", done.stderr)

    def test_the_engines_socket_is_reached_through_the_connection(self):
        with tempfile.TemporaryDirectory() as folder:
            host = sandbox.host()
            forward = subprocess.Popen(["ssh", "-F", "none", "-N", "-i", host["identity"], "-o", f"UserKnownHostsFile={sandbox.at['knownHosts']}", "-L",
                                        f"{folder}/s:/var/run/docker.sock", "-p", host["ssh"].rsplit(":", 1)[1], "twilight@127.0.0.1"],
                                       stdin=subprocess.DEVNULL)
            try:
                self.assertTrue(until(lambda: Path(f"{folder}/s").exists()))
                asked = subprocess.run(["curl", "-s", "--unix-socket", f"{folder}/s", "http://d/_ping"], capture_output=True, text=True)
                self.assertEqual(asked.stdout, "OK")
            finally:
                forward.terminate()
                forward.wait(5)


class FaultTest(unittest.TestCase):
    def fault(self, *words):
        sandbox.run("fault", "ecs-1", *words)

    def answers(self, direct=True):
        try:
            return sandbox.ssh("true", direct=direct, timeout=8).returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def tearDown(self):
        for undo in ("unhang", "heal") if sandbox.ssh("true", direct=True).returncode else ():
            sandbox.run("fault", "ecs-1", undo, check=False)
        self.assertTrue(until(self.answers, 30), "the host did not come back")

    def test_a_hung_host_is_silent_until_it_goes_on(self):
        self.fault("hang")
        self.assertFalse(self.answers())
        self.assertIn(sandbox.host()["fingerprint"], sandbox.run("info", "--json"))     # what it said last stays true
        self.fault("unhang")

    def test_a_host_comes_back_from_power_off_with_its_keys_port_and_address(self):
        self.fault("poweroff")
        self.assertFalse(self.answers())
        self.fault("poweron")
        self.assertEqual(sandbox.up(), sandbox.at)

    def test_the_engine_stops_locks_and_hangs_without_the_host(self):
        version = "timeout 3 docker version -f '{{.Server.Version}}'"
        for broken, mended in (("stop-dockerd", "start-dockerd"), ("lock-docker", "unlock-docker"), ("hang-dockerd", "unhang-dockerd")):
            self.fault(broken)
            self.assertNotEqual(sandbox.ssh(version).returncode, 0, broken)
            self.fault(mended)
            self.assertTrue(until(lambda: sandbox.ssh(version).returncode == 0), mended)

    def test_a_killed_engine_comes_back_by_itself(self):
        self.fault("kill-dockerd")
        self.assertTrue(until(lambda: sandbox.ssh("timeout 5 docker ps").returncode == 0, 30))

    def test_sshd_stops_and_forwarding_is_forbidden(self):
        self.fault("stop-sshd")
        self.assertFalse(self.answers())
        self.fault("start-sshd")
        self.fault("no-forward")
        port = sandbox.host()["ssh"].rsplit(":", 1)[1]
        refused = subprocess.run(["ssh", "-F", "none", "-i", sandbox.host()["identity"], "-o", f"UserKnownHostsFile={sandbox.at['knownHosts']}", "-W",
                                  "127.0.0.1:22", "-p", port, "twilight@127.0.0.1"], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        self.assertIn("open failed", refused.stderr)
        self.fault("forward")

    def test_the_network_drops_and_rejects_until_it_is_healed(self):
        for broken in ("drop", "reject"):
            self.fault(broken)
            self.assertFalse(self.answers(), broken)
            self.fault("heal")
            self.assertTrue(self.answers(), broken)

    def test_a_small_disk_is_filled(self):
        self.fault("fill")
        self.assertIn("No space left", sandbox.ssh("echo x >/srv/small/x").stderr)
        self.fault("unfill")
        self.assertEqual(sandbox.ssh("echo x >/srv/small/x; cat /srv/small/x").stdout, "x\n")

    def test_a_new_host_key_is_another_fingerprint(self):
        before = sandbox.host()["fingerprint"]
        self.fault("new-hostkey")
        self.assertIn("Host key verification failed", until(lambda: sandbox.ssh("true").stderr))
        sandbox.at = sandbox.up()
        self.assertNotEqual(sandbox.host()["fingerprint"], before)

    def test_an_unknown_host_or_fault_is_an_error(self):
        for words in (("ecs-9", "hang"), ("ecs-1", "earthquake")):
            with self.assertRaisesRegex(AssertionError, "no (host|such fault)"):
                sandbox.run("fault", *words)


class TraceTest(unittest.TestCase):
    def test_two_sandboxes_do_not_disturb_each_other_and_down_leaves_nothing(self):
        other = SandboxUnderTest("--hosts", "2")
        self.assertEqual(len(other.at["hosts"]), 2)
        self.assertEqual(other.ssh("hostname", number=1).stdout.strip(), "ecs-2")
        containers = [h["box"] for h in other.at["hosts"]]
        ports = [int(h["ssh"].rsplit(":", 1)[1]) for h in other.at["hosts"]]
        ports += [int(other.at[key].rsplit(":", 1)[1]) for key in ("ilinkUrl", "controlUrl")]
        label = f"label={LABEL}={containers[0].split('-')[2]}"
        folder = other.dir
        other.down()
        self.assertFalse(folder.exists())
        left = subprocess.run(["docker", "ps", "-aq", "--filter", label], capture_output=True, text=True).stdout
        left += subprocess.run(["docker", "volume", "ls", "-q", "--filter", label], capture_output=True, text=True).stdout
        self.assertEqual(left, "")
        for port in ports:
            with socket.socket() as probe:
                self.assertNotEqual(probe.connect_ex(("127.0.0.1", port)), 0, f"port {port} is still open")
        self.assertEqual(subprocess.run(["pgrep", "-f", str(folder)], capture_output=True, text=True).stdout, "")
        self.assertEqual(sandbox.ssh("hostname").stdout.strip(), "ecs-1")
        self.assertEqual(sandbox.up(), sandbox.at)

    def test_down_twice_is_no_error_and_a_foreign_folder_stays(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "mine").touch()
            for command in ("down", "up"):
                done = subprocess.run([Path(__file__).parents[1] / "sandbox", command, "--dir", folder], capture_output=True, text=True)
                self.assertEqual(done.returncode, 1)
                self.assertIn("no sandbox", done.stderr)
            self.assertTrue(Path(folder, "mine").exists())


if __name__ == "__main__":
    unittest.main()
