"""The whole thread by a screen reader's means alone: a host is added and trusted, a tenant made and bound, and READY is read. Everything is found,
pressed and read in the accessibility tree; text is typed as keys after the focus was set there.

Needs HERMES_TEST_SANDBOX (a sandbox whose host nobody has claimed), HERMES_ADMIN and HERMES_DESKTOP.
"""

import os
import pathlib
import re
import tempfile
import unittest

from cli_support import HINT, FleetTest
from window_support import Window, inside_display


class Thread(FleetTest):
    @classmethod
    def prepare(cls):
        """The host is added by the window."""
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
        window = self.window
        # The pane may have opened by itself; the row is what a screen reader presses, not the pane's heading.
        window.press("^quiet-river,", "table row")
        window.find("^Bind code$", "image", seconds=30)
        self.every_control_has_a_name()
        self.sandbox.scan(window.qr(self.directory / "code.png"), "--as", "reader")
        window.find("^quiet-river, Ready", "table row", seconds=120)

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
