"""The whole thread by a screen reader's means alone: a host is added and trusted, a tenant made and bound, and READY is read. Everything is found,
pressed and read in the accessibility tree; text is typed as keys after the focus was set there.

Needs HERMES_TEST_SANDBOX (a sandbox whose host nobody has claimed), HERMES_ADMIN and HERMES_DESKTOP.
"""

import os
import pathlib
import re
import tempfile
import unittest

from cli_support import HINT, FleetTest, eventually
from window_support import Window, inside_display


NEXT = "nousresearch/hermes-agent:0.13.2-window-test"


class Thread(FleetTest):
    @classmethod
    def prepare(cls):
        """The host is added by the window."""
        image = cls.sandbox.info["image"]
        cls.sandbox.box("sh", "-c", f"printf 'FROM {image}\\nLABEL test.window=1\\n' | docker build -q -t {NEXT} -")
        cls.addClassCleanup(cls.sandbox.box, "docker", "rmi", "-f", NEXT)
        cls.addClassCleanup(cls.leave)

    @classmethod
    def leave(cls):
        if cls.admin("host", "list", "--json").json:
            super().leave()

    def setUp(self):
        program = os.environ.get("HERMES_DESKTOP")
        self.assertTrue(program, f"HERMES_DESKTOP is not set. {HINT} HERMES_DESKTOP=build/dev/bin/hermes-admin-desktop")
        environment = {"HERMES_ADMIN_ILINK_URL": self.sandbox.info["ilinkUrl"], "HERMES_ADMIN_ILINK_CA": self.sandbox.info["ilinkCa"]}
        self.window = Window(program, ["--data-dir", self.admin.env["HERMES_ADMIN_HOME"]], environment, self.directory / "window.log")
        self.addCleanup(self.window.close)

    def test_aScreenReaderUserServesACustomer(self):
        try:
            self.add_the_host()
            self.make_a_tenant()
            self.bind_it()
            self.judge()
            self.upgrade_it_and_roll_it_back()
            self.back_it_up_and_restore_it()
            self.make_a_prefab_tenant()
            self.run_it_in_a_container()
            self.make_a_shared_tenant()
        except AssertionError:
            self.show_what_was_there()
            raise

    def add_the_host(self):
        window, host = self.window, self.sandbox.host
        user, _, port = host["ssh"].rpartition(":")
        window.press("^Add host$", "push button")
        window.enter("^Name$", "ecs-1")
        window.enter("^SSH address$", f"{user}:{port}")
        window.enter("^Private key file$", host["identity"])
        window.press("^Takes prefab tenants too$", "check box")
        window.find("nothing keeps them from the host's own ports", seconds=10)
        window.press("^Takes shared tenants too$", "check box")
        window.find("each can read the others' homes and keys", seconds=10)
        self.every_control_has_a_name()
        window.press("^Add ecs-1$", "push button")
        window.find(re.escape(host["fingerprint"]), "label", seconds=30)
        window.enter("^Expected fingerprint$", host["fingerprint"])
        self.every_control_has_a_name()
        window.press("^Trust", "push button")
        window.find("^1 of 1 host$", seconds=60)

    def make_a_tenant(self):
        window = self.window
        window.press("^New tenant$", "push button", seconds=30)
        window.enter("^Tenant name$", "quiet-river")
        self.every_control_has_a_name()
        window.press("^Provision quiet-river", "push button")
        window.find("^quiet-river, Waiting for scan", "table row", seconds=120)

    def bind_it(self):
        self.is_bound("quiet-river", "reader")

    def is_bound(self, name, user):
        window = self.window
        # The pane may have opened by itself; the row is what a screen reader presses, not the pane's heading.
        window.press(f"^{name},", "table row")
        window.find("^Bind code$", "image", seconds=30)
        self.every_control_has_a_name()
        self.sandbox.scan(window.qr(self.directory / "code.png"), "--as", user)
        window.find(f"^{name}, Ready", "table row", seconds=120)

    def image_id(self, reference):
        return self.sandbox.box("docker", "image", "inspect", "-f", "{{.Id}}", reference).strip()

    def image_of(self, name):
        [container] = self.sandbox.containers(name)
        return container["Image"]

    def upgrade_it_and_roll_it_back(self):
        window = self.window
        before = self.image_of("quiet-river")
        window.press("^More actions$", "push button")
        window.press("^Upgrade …$", "menu item")
        window.find("^Upgrade quiet-river\\?$", seconds=10)
        window.enter("^Image$", NEXT)
        window.find("^Find the image " + re.escape(NEXT), seconds=30)
        self.every_control_has_a_name()
        window.press("^Upgrade quiet-river$", "push button")
        window.find("^Upgrade to .*: done", seconds=120)
        self.assertEqual(self.image_of("quiet-river"), self.image_id(NEXT))
        window.press("^Roll back …$", "push button")
        window.find("^Find the image ", seconds=30)
        window.press("^Roll back quiet-river$", "push button")
        window.find("^Roll back to .*: done", seconds=120)
        self.assertEqual(self.image_of("quiet-river"), before)
        window.find("^quiet-river, Ready", "table row", seconds=30)

    def back_it_up_and_restore_it(self):
        window = self.window
        window.press("^Backups$", "page tab")
        window.find("^No backup yet$", seconds=30)
        window.press("^Back up now$", "push button")
        window.find("^Back up: done", seconds=120)
        window.press("^Restore the one of ", "push button", seconds=30)
        window.find("^Restore the home of quiet-river", seconds=30)
        window.enter("^Name of the tenant$", "quiet-river")
        self.every_control_has_a_name()
        window.press("^Restore quiet-river$", "push button")
        window.find("^Restore: done", seconds=180)
        files = self.ok("restore", "quiet-river", "--list", "--json").json["files"]
        self.assertEqual([name.split("-")[0] for name in files], ["backup", "before"], "what it was before is kept")
        window.find("^quiet-river, Ready", "table row", seconds=30)

    def make_one_of_tier(self, tier, name, warning, user):
        window = self.window
        window.press("^New tenant$", "push button", seconds=30)
        window.enter("^Tenant name$", name)
        window.press(f"^{tier}$")
        window.find(warning, seconds=10)
        self.every_control_has_a_name()
        window.press(f"^Provision {name}", "push button")
        window.find(f"^{name}, Waiting for scan", "table row", seconds=120)
        self.is_bound(name, user)

    def make_a_shared_tenant(self):
        self.make_one_of_tier("shared", "deep-forest", "Each can read the others' homes and keys", "third-reader")
        [card] = self.sandbox.containers("deep-forest")
        self.assertEqual(card["State"]["Status"], "created")
        self.assertIn("hermes.shared-", self.sandbox.box("docker", "ps", "--format", "{{.Names}}"))

    def make_a_prefab_tenant(self):
        self.make_one_of_tier("prefab", "still-lake", "nothing keeps it from the host's own ports", "another-reader")
        self.assertEqual(self.sandbox.box("ls", "/home/twilight/hermes/units"), "hermes-still-lake\n")
        self.assertEqual(self.sandbox.containers("still-lake"), [])

    def run_it_in_a_container(self):
        window = self.window
        window.press("^More actions$", "push button")
        window.press("^Run in a container$", "menu item")
        window.find("^Run still-lake in a container\\?$", seconds=10)
        window.find("every file is compared", seconds=30)
        self.every_control_has_a_name()
        window.press("^Run in a container$", "push button")
        [container] = eventually(lambda: [c for c in self.sandbox.containers("still-lake") if c["State"]["Running"]], 120)
        self.assertEqual(container["Config"]["Labels"]["hermes.generation"], "3")
        window.find("^still-lake, Ready", "table row", seconds=120)
        self.assertEqual(self.sandbox.box("ls", "/home/twilight/hermes/units", "/home/twilight/hermes/profiles"),
                         "/home/twilight/hermes/profiles:\n\n/home/twilight/hermes/units:\n")

    def every_control_has_a_name(self):
        self.assertEqual(self.window.unnamed(), [])

    def show_what_was_there(self):
        kept = pathlib.Path(tempfile.mkdtemp(prefix="hermes-accessibility-"))
        self.window.screenshot(kept / "failed.png")
        print(f"screenshot: {kept}/failed.png; what a screen reader sees:")
        for node in self.window.walk():
            if node.name and self.window.showing(node):
                print(f"  {node.getRoleName()}: {node.name}")

    def judge(self):
        """The host's own Docker, asked directly."""
        running = self.sandbox.box("docker", "ps", "--filter", "label=hermes.tenant=quiet-river", "--format",
                                   '{{.Label "hermes.generation"}} {{.Ports}}').splitlines()
        self.assertEqual(len(running), 1, running)
        self.assertTrue(running[0].startswith("2 127.0.0.1:87"), running[0])


if __name__ == "__main__":
    inside_display(__file__)
    unittest.main(verbosity=2)
