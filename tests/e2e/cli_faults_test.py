"""Faults of a host and of iLink: each is a clear error, the journal tells the truth, and the same command completes after the repair."""

import os
import subprocess
import unittest

from cli_support import FleetTest, eventually


class Faults(FleetTest):
    def test_docker_stopped_is_said_and_the_same_command_completes_after_the_repair(self):
        self.sandbox.fault("stop-dockerd")
        try:
            error = self.fails(5, "Network", "provision", "gina")
            self.assertIn("Docker", error["message"])
            self.assertTrue(error["hint"])
            self.assertEqual(self.admin("host", "test", "ecs-1").exit, 5)
        finally:
            self.sandbox.fault("start-dockerd")
        self.provision("gina")
        self.assertEqual(len(self.sandbox.containers("gina")), 1)

    def test_a_user_who_may_not_use_docker_is_told_how_to_mend_it(self):
        self.sandbox.fault("lock-docker")
        try:
            error = self.fails(5, "Auth", "provision", "hana")
            self.assertIn("docker", error["hint"])
        finally:
            self.sandbox.fault("unlock-docker")
        self.provision("hana")

    def test_a_tenant_is_provisioned_and_bound_where_the_server_refuses_forwards(self):
        for name, option in (("tess", "DisableForwarding yes"), ("tom", "AllowStreamLocalForwarding no")):
            self.sandbox.box("sh", "-c", f"echo '{option}' >/etc/ssh/sshd_config.d/fault.conf; systemctl reload ssh.service")
            try:
                self.assertIs(self.ok("host", "test", "ecs-1", "--json").json["ok"], True)
                self.provision(name)
                self.bound(name, f"wx-{name}")
                self.assertEqual(self.ok("show", name, "--json").json["phase"], "READY")
                self.ok("health", name)
                self.assertEqual(self.ok("exec", name, "--", "echo", "hi").out, "hi\n")
                self.ok("destroy", name, "--yes")
            finally:
                self.sandbox.fault("forward")

    def test_a_host_without_power_leaves_what_is_known_with_its_age(self):
        self.provision("vera")
        self.bound("vera", "wx-vera")
        before = self.ok("show", "vera", "--json").json
        self.assertEqual((before["healthy"], before["bound"]), (True, True))
        self.sandbox.fault("poweroff")
        try:
            self.fails(5, "Network", "restart", "vera")
            [row] = [row for row in self.ok("list", "--json").json if row["name"] == "vera"]
            self.assertEqual((row["phase"], row["healthy"], row["bound"]), ("UNKNOWN", None, None), str(row))
            self.assertEqual(row["conditions"]["Reachable"]["status"], "False")
            self.assertGreaterEqual(row["ageSeconds"], 10)
            self.assertEqual((row["containerId"], row["weixin"]), (before["containerId"], before["weixin"]))
            self.assertIn("was healthy", self.ok("show", "vera").out)
            [host] = self.ok("host", "list", "--json").json
            self.assertEqual(host["state"], "unreachable")
            self.assertTrue(host["error"]["message"])
            self.assertIsNotNone(host["seenAt"])
        finally:
            self.sandbox.fault("poweron")
        row = self.ok("start", "vera", "--json").json
        self.assertEqual((row["phase"], row["healthy"], row["bound"], row["generation"]), ("READY", True, True, before["generation"] + 1))
        self.assertEqual([c["State"]["Running"] for c in self.sandbox.containers("vera")], [True])

    def test_what_hosts_and_registry_disagree_on_is_named(self):
        self.provision("finn")
        checked = self.ok("fsck", "--json").json
        self.assertEqual((checked["ok"], checked["leaks"], checked["silent"]), (True, [], []))
        self.assertIn("as the registry has it", self.ok("fsck").out)
        [box] = self.sandbox.containers("finn")
        labels = dict(box["Config"]["Labels"], **{"hermes.tenant_id": "0" * 32, "hermes.tenant": "nobody"})
        arguments = [part for key, value in labels.items() for part in ("--label", f"{key}={value}")]
        self.sandbox.box("docker", "create", "--name", "hermes-nobody", *arguments, "--network", "none", box["Image"])
        self.sandbox.box("docker", "volume", "create", "--label", "hermes.managed=1", "--label", f"hermes.platform={labels['hermes.platform']}",
                         "--label", "hermes.tenant_id=" + "0" * 32, "hermes-lost")
        self.sandbox.box("mkdir", "/home/twilight/hermes/homes/lost")
        self.sandbox.box("docker", "rm", "-f", box["Id"])
        try:
            ran = self.admin("fsck", "--json")
            self.assertEqual(ran.exit, 1, str(ran))
            self.assertEqual({(leak["kind"], leak["object"].split()[0], leak["tenant"]) for leak in ran.json["leaks"]},
                             {("orphan", "hermes-nobody", "0" * 32), ("volume-without-owner", "hermes-lost", "0" * 32),
                              ("home-without-owner", "lost", "lost"), ("ghost", "hermes-finn", "finn")}, str(ran))
            self.assertTrue(all(leak["message"] and leak["remedy"] for leak in ran.json["leaks"]))
            self.assertIn("hermes-nobody", self.admin("fsck").out)
            self.assertEqual([c["Name"] for c in self.sandbox.containers()].count("/hermes-nobody"), 1, "it only looks")
        finally:
            self.sandbox.box("sh", "-c", "docker rm -f hermes-nobody; docker volume rm hermes-lost; rmdir /home/twilight/hermes/homes/lost")
        self.ok("start", "finn")
        self.assertIs(self.ok("fsck", "--json").json["ok"], True)

    def test_an_image_that_is_not_there_is_named(self):
        before = [c["Id"] for c in self.sandbox.containers()]
        ran = self.admin("provision", "ida", "--image", "nousresearch/no-such:1", "--json")
        self.assertEqual(ran.exit, 1, str(ran))
        self.assertIn("no-such", ran.error["message"] + (ran.error["detail"] or ""))
        self.assertEqual([c["Id"] for c in self.sandbox.containers()], before)

    def test_a_port_that_another_process_has_is_passed_over(self):
        self.provision("jane")
        taken = self.ok("show", "jane", "--json").json["ports"]["dashboard"] + 1
        thief = subprocess.Popen(["docker", "exec", self.sandbox.host["box"], "python3", "-c",
                                  f"import socket,time; s=socket.create_server(('127.0.0.1',{taken})); print('up',flush=True); time.sleep(120)"],
                                 stdout=subprocess.PIPE, text=True)
        try:
            self.assertEqual(thief.stdout.readline(), "up\n", "the host has no python3 to take the port with")
            row = self.provision("kate")
            self.assertNotEqual(row["ports"]["dashboard"], taken)
            self.assertEqual(row["generation"], 2)
            self.assertEqual(len(self.sandbox.containers("kate")), 1)
        finally:
            self.sandbox.box("pkill", "-f", "create_server", check=False)
            thief.communicate()

    def test_a_changed_host_key_stops_everything_until_it_is_replaced_on_purpose(self):
        old = self.sandbox.host["fingerprint"]
        self.sandbox.fault("new-hostkey")
        self.sandbox.host = type(self.sandbox)().host
        new = self.sandbox.host["fingerprint"]
        self.assertNotEqual(old, new)
        error = self.fails(5, "HostKey", "provision", "lena")
        self.assertIn(old, error["message"] + error["detail"])
        self.assertIn(new, error["message"] + error["detail"])
        error = self.fails(5, "HostKey", "host", "trust", "ecs-1", "--yes")
        self.assertIn(old, error["detail"])
        self.ok("host", "trust", "ecs-1", "--fingerprint", new, "--json")
        self.provision("lena")

    def test_ilink_down_or_answering_nonsense_is_waited_for(self):
        for kind in ("down", "html", "5xx"):
            name = f"mona-{kind}"
            self.provision(name)
            self.sandbox.control("fault", f"kind={kind}")
            binding = self.admin.bind(name)
            try:
                self.assertTrue(binding.wait_for("problem")["message"])
                with self.assertRaises(AssertionError, msg=binding.events):
                    binding.wait_for("qr", limit=4)
                doctor = self.admin("doctor", "--json")
                self.assertEqual([check["name"] for check in doctor.json["checks"] if not check["ok"]], ["iLink"], str(doctor))
                self.assertEqual(doctor.exit, 1)
            finally:
                self.sandbox.control("fault", "kind=none")
            try:
                binding.wait_for("qr")
                self.assertIs(eventually(lambda: not [e for e in binding.events if e["event"] == "problem"][-1]["message"]), True, str(binding.events))
            finally:
                self.assertEqual(binding.interrupt(), 130, str(binding.events))

    def test_a_wechat_that_signed_out_ends_the_command_with_the_remedy(self):
        self.provision("otto")
        self.bound("otto", "wx-otto")
        self.sandbox.control("expire", "user=wx-otto")
        ran = self.admin("restart", "otto", "--json", limit=120)
        self.assertEqual(ran.exit, 1, str(ran))
        self.assertIn("BIND_REVOKED", ran.error["message"])
        self.assertIn("rebind otto", ran.error["hint"])
        [container] = self.sandbox.containers("otto")
        self.assertIs(container["State"]["Running"], True)
        self.bound("otto", "wx-otto", verb="rebind")

    def test_a_plan_names_what_will_be_done_and_nothing_where_nothing_will(self):
        def plan(*args):
            return [step["verb"] for step in self.ok(*args, "--plan", "--json").json["plan"]]
        self.assertEqual(plan("provision", "pia"), ["place", "image", "create", "write-home", "start", "bind"])
        self.provision("pia")
        self.assertEqual(plan("provision", "pia"), [])
        self.assertEqual(plan("stop", "pia"), ["archive-credentials", "stop", "remove"])
        self.assertEqual(plan("restart", "pia"), ["archive-credentials", "stop", "remove", "create", "write-home", "start", "bind"])
        self.ok("exec", "pia", "--plan", "--", "touch", "/opt/data/planned")
        self.assertNotEqual(self.admin("exec", "pia", "--", "test", "-e", "/opt/data/planned").exit, 0)
        self.ok("stop", "pia")
        self.assertEqual(plan("stop", "pia"), [])
        self.assertEqual(plan("start", "pia"), ["create", "write-home", "start", "bind"])
        self.assertEqual(plan("destroy", "pia"), ["pack-home", "wipe-home", "release-ports"])
        self.assertEqual(len(self.sandbox.containers("pia")), 0)

    def test_an_expired_code_is_renewed_and_digits_are_handed_on(self):
        self.provision("nora")
        binding = self.admin.bind("nora")
        first = binding.wait_for("qr")["content"]
        self.sandbox.control("status", f"qr={first}", "status=expired")
        second = binding.wait_for("qr", count=2)["content"]
        self.assertNotEqual(first, second)
        self.sandbox.scan(second, "--as", "sun", "--verify-code", "4711")
        binding.wait_for("need_verifycode")
        self.ok("bind", "nora", "--verify-code", "12")
        self.assertIs(eventually(lambda: [e for e in binding.events if e.get("wrongDigits")] != []), True, str(binding.events))
        self.ok("bind", "nora", "--verify-code", "4711")
        self.assertEqual(binding.finish(), 0, str(binding.events))
        self.assertEqual(self.ok("show", "nora", "--json").json["phase"], "READY")

    def test_ctrl_c_says_what_is_left_and_the_same_command_goes_on(self):
        process = self.admin.start("provision", "olga")
        self.assertTrue(eventually(lambda: self.sandbox.containers("olga")))
        process.send_signal(2)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, out + err)
        self.assertIn("olga", err)
        self.assertIn(self.ok("show", "olga", "--json").json["phase"], err)
        self.provision("olga")
        self.assertEqual(len(self.sandbox.containers("olga")), 1)


class FullLocalDisk(FleetTest):
    """This machine's disk, not the host's."""

    def test_doctor_says_so(self):
        small = self.directory / "small"
        small.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", small], check=True)
        admin = self.admin.in_directory(small)
        self.assertEqual(admin("doctor").exit, 0)
        with open(small / "fill", "wb", buffering=0) as fill:
            with self.assertRaises(OSError):
                while True:
                    fill.write(b"x" * 65536)
        ran = admin("doctor", "--json")
        self.assertEqual(ran.exit, 1, str(ran))
        bad = {check["name"]: check for check in ran.json["checks"] if not check["ok"]}
        self.assertIn("data directory", bad, str(ran))
        self.assertTrue(bad["data directory"]["message"])
        os.remove(small / "fill")
        self.assertEqual(admin("doctor").exit, 0)


class FullDisk(FleetTest):
    @classmethod
    def prepare(cls):
        small = cls.sandbox.host["small"]
        for ran in (cls.admin.add_host("ecs-1", "--data-root", f"{small}/hermes"), cls.admin.trust_host(),
                    cls.admin("host", "set", "ecs-1", "--disk-reserve", "0")):  # else it is not placed on so small a disk
            if ran.exit != 0:
                raise AssertionError(ran)
        cls.addClassCleanup(cls.sandbox.box, "rm", "-rf", f"{small}/hermes")
        cls.addClassCleanup(cls.leave)

    def test_a_truncated_home_is_never_started(self):
        self.sandbox.fault("fill", self.sandbox.host["small"])
        try:
            ran = self.admin("provision", "pia", "--json", "--timeout", "60")
            self.assertEqual(ran.exit, 1, str(ran))
            self.assertIn("No space left", str(ran))
            self.assertTrue(all(c["State"]["Status"] == "created" for c in self.sandbox.containers("pia")))
        finally:
            self.sandbox.fault("unfill", self.sandbox.host["small"])
        self.provision("pia")
        self.assertEqual([c["State"]["Running"] for c in self.sandbox.containers("pia")], [True])


if __name__ == "__main__":
    unittest.main()
