"""Bad input and refusals: each is a clear error with the exit code of the contract, and nothing is changed."""

import pathlib
import socket
import subprocess
import tempfile
import unittest

from cli_support import Admin, FleetTest


class BadInput(FleetTest):
    def refuses(self, exit_code, kind, *args, **options):
        before = self.world()
        error = self.fails(exit_code, kind, *args, **options)
        self.assertEqual(self.world(), before, args)
        return error

    def test_tenant_names_that_are_none_are_refused_before_anything_is_touched(self):
        for name in ("a;reboot", "$(id)", "a b", "../a", "A", "爱丽丝", "a" * 300, "default", "-a", "a\nb", "gateway"):
            self.assertTrue(self.refuses(2, "Invalid", "provision", "--json" if name == "-a" else name, *([name] if name == "-a" else []))["hint"], name)

    def test_arguments_that_cannot_be_meant_are_refused(self):
        for args in (("provision", "bob", "--tier", "prefab", "--image", "other:1"), ("provision", "bob", "--plan-code", "nonsense"),
                     ("provision", "bob", "--secret", "KEY=value"), ("provision", "bob", "--secret", "KEY=@/no/such/file"),
                     ("provision", "bob", "--bogus"), ("list", "--registry", "postgresql://u:hunter2@h/db"), ("adopt", "a;b"),
                     ("host", "add", "x", "--ssh", "::1"), ("host", "trust", "ecs-1", "--fingerprint", "nonsense")):
            error = self.refuses(2, "Invalid", *args)
            self.assertNotIn("hunter2", str(error))

    def test_what_is_not_there_is_not_found(self):
        for args in (("show", "nobody"), ("health", "nobody"), ("logs", "nobody"), ("stop", "nobody"), ("restart", "nobody"), ("bind", "nobody"),
                     ("destroy", "nobody", "--yes"), ("host", "show", "nowhere"), ("host", "remove", "nowhere"), ("provision", "bob", "--host", "nowhere"),
                     ("migrate", "nobody"), ("migrate", "nobody", "--host", "ecs-1"), ("host", "drain", "nowhere")):
            self.refuses(3, "NotFound", *args)
        self.assertEqual(self.admin("exec", "nobody", "--", "true").exit, 125)

    def test_a_name_that_exists_with_other_arguments_is_a_conflict(self):
        self.provision("dora", "--order", "o-7", "--subscription", "s-7")
        self.refuses(4, "Conflict", "provision", "dora", "--order", "o-8")
        self.refuses(4, "Conflict", "provision", "else", "--order", "o-7")
        self.refuses(4, "Conflict", "provision", "else", "--subscription", "s-7")
        self.refuses(4, "Conflict", "host", "add", "ecs-1", "--ssh", "other@127.0.0.1", "--identity", self.sandbox.host["identity"])
        self.refuses(4, "Conflict", "host", "remove", "ecs-1")

    def test_a_host_of_another_registry_is_a_conflict_that_names_it(self):
        with tempfile.TemporaryDirectory() as directory:
            other = Admin(self.sandbox, directory)
            self.assertEqual(other.add_host().exit, 0)
            before = self.world()
            ran = other.trust_host()
            self.assertEqual((ran.exit, ran.error["kind"]), (4, "Conflict"), str(ran))
            self.assertEqual(self.world(), before)
        self.ok("host", "test", "ecs-1")

    def test_two_wechats_cannot_hold_one_tenant_nor_one_wechat_two(self):
        self.provision("erin")
        self.provision("frank")
        self.bound("erin", "zhao")
        holder = self.sandbox.containers("erin")[0]["Id"]
        binding = self.admin.bind("frank")
        self.sandbox.scan(binding.wait_for("qr")["content"], "--as", "zhao")
        self.assertEqual(binding.finish(), 4, str(binding.events))
        error = binding.events[-1]["error"]
        self.assertEqual((error["kind"], error["exit"]), ("Conflict", 4))
        self.assertIn("erin", error["message"])
        self.assertEqual(self.sandbox.containers("erin")[0]["Id"], holder)
        row = self.ok("show", "frank", "--json").json
        self.assertEqual((row["phase"], row["reason"]), ("BLOCKED", "BINDING_HELD_BY"))
        self.bound("frank", "qian")


class UnreachableHosts(FleetTest):
    @classmethod
    def prepare(cls):
        """No host: every test adds the one that it needs, to a registry and known hosts of its own."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory(dir=self.directory)
        self.addCleanup(directory.cleanup)
        self.admin = Admin(self.sandbox, directory.name)

    def add(self, name, **changes):
        host = {**self.sandbox.host, **changes}
        ran = self.admin("host", "add", name, "--ssh", host["ssh"], "--identity", host["identity"], "--json")
        self.assertEqual(ran.exit, 0, str(ran))

    def trusted(self, name, **changes):
        """The key is trusted, but the login that follows fails."""
        self.add(name, **changes)
        return self.fails(5, "Auth", "host", "trust", name, "--fingerprint", self.sandbox.host["fingerprint"])

    def test_a_port_where_nobody_listens(self):
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            self.add("gone", ssh=f"ops@127.0.0.1:{closed.getsockname()[1]}")
            self.assertTrue(self.fails(5, "Network", "host", "trust", "gone")["hint"])

    def test_a_host_that_says_nothing(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            self.add("mute", ssh=f"ops@127.0.0.1:{silent.getsockname()[1]}")
            ran = self.admin("host", "trust", "mute", "--json", "--timeout", "3")
            self.assertEqual(ran.exit, 5, str(ran))

    def test_an_unknown_key_is_shown_and_never_trusted_silently(self):
        self.add("new")
        error = self.fails(2, "Invalid", "host", "trust", "new")
        self.assertIn(self.sandbox.host["fingerprint"], error["detail"])
        self.fails(5, "HostKey", "host", "trust", "new", "--fingerprint", "SHA256:" + "A" * 43)
        self.assertEqual(self.admin("host", "test", "new").exit, 5)
        self.assertEqual(self.ok("host", "show", "new", "--json").json["state"], "untrusted")

    def test_a_key_that_the_host_does_not_know(self):
        error = self.trusted("wrong", identity=self.sandbox.host["wrongIdentity"])
        self.assertTrue(error["hint"])
        self.assertEqual(self.ok("host", "show", "wrong", "--json").json["state"], "refused")

    def test_a_key_file_that_is_not_there(self):
        self.fails(2, "Invalid", "host", "add", "x", "--ssh", "ops@127.0.0.1", "--identity", "/no/such/key")

    def test_a_passphrase_that_is_missing_wrong_or_right(self):
        key = self.directory / "encrypted"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "correct horse", "-f", key], check=True)
        public = pathlib.Path(f"{key}.pub").read_text().strip()
        self.sandbox.box("sh", "-c", f"echo '{public} hermes-cli-test' >> /home/twilight/.ssh/authorized_keys")
        self.addCleanup(self.sandbox.box, "sed", "-i", "/hermes-cli-test/d", "/home/twilight/.ssh/authorized_keys")
        self.trusted("locked", identity=str(key))
        self.fails(5, "Auth", "host", "trust", "locked", "--fingerprint", self.sandbox.host["fingerprint"], "--passphrase-stdin", input="wrong\n")
        ran = self.ok("host", "trust", "locked", "--fingerprint", self.sandbox.host["fingerprint"], "--json", "--passphrase-stdin", input="correct horse\n")
        self.assertEqual(ran.json["state"], "ready")
        self.ok("host", "remove", "locked", "--passphrase-stdin", input="correct horse\n")


if __name__ == "__main__":
    unittest.main()
