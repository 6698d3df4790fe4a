"""What the window does with hosts, on real ones: what a host takes is changed, what was made by hand is taken over, and a host is emptied although
the window is closed in between.

Needs HERMES_TEST_SANDBOX (two hosts that nobody has claimed), HERMES_ADMIN and HERMES_DESKTOP.
"""

import os
import unittest

from byhand_support import ByHand
from cli_support import HINT, eventually
from window_support import Window, inside_display


class Hosts(ByHand):
    """Tests run in the order of their names, each over what the ones before left."""

    def setUp(self):
        self.program = os.environ.get("HERMES_DESKTOP")
        self.assertTrue(self.program, f"HERMES_DESKTOP is not set. {HINT} HERMES_DESKTOP=build/dev/bin/hermes-admin-desktop")
        self.open_window()

    def open_window(self):
        environment = {"HERMES_ADMIN_ILINK_URL": self.sandbox.info["ilinkUrl"], "HERMES_ADMIN_ILINK_CA": self.sandbox.info["ilinkCa"]}
        window = Window(self.program, ["--data-dir", self.admin.env["HERMES_ADMIN_HOME"]], environment, self.directory / "window.log")
        self.addCleanup(window.close)
        self.window = window
        window.find("^2 of 2 hosts$", seconds=60)
        window.press("^Hosts$", "push button")
        window.press("^ecs-1,", "table row")

    def menu(self, line):
        self.window.press("^More actions$", "push button")
        self.window.press(line, "menu item")

    def retype(self, name, text):
        node = self.window.find(name, "text")
        self.window.focus(node)
        self.window.key("ctrl+a")
        self.window.type(text)
        self.window.until(lambda: self.window.text_of(node) == text, 10, f"{text!r} in {name!r}, which has {self.window.text_of(node)!r}")

    def test_1_what_a_host_takes_is_changed(self):
        window = self.window
        before = self.ok("host", "show", "ecs-1", "--json").json
        self.menu("^Settings …$")
        window.find("^Settings of ecs-1$", seconds=10)
        self.retype("^Memory to promise$", "50")
        window.press("^Save$", "push button")
        window.find("^A number from 100 to 10000, or 0.$", seconds=10)
        self.assertEqual(window.unnamed(), [])
        self.retype("^Memory to promise$", "250")
        self.retype("^Places for tenants$", "7")
        window.press("^Save$", "push button")
        self.assertTrue(eventually(lambda: self.ok("host", "show", "ecs-1", "--json").json["capacity"] == 7))
        after = self.ok("host", "show", "ecs-1", "--json").json
        self.assertEqual(after["memoryOvercommit"], 250)
        self.assertEqual(after["diskReserveBytes"], before["diskReserveBytes"])
        window.find("^0 of 7 places$", seconds=10)

    def test_2_what_was_made_by_hand_is_taken_over(self):
        window = self.window
        home = self.by_hand("hermes-noodles", "wx-noodles")
        before = self.seen(home)
        self.menu("^Take over what runs there …$")
        window.find("^hermes-noodles, running", "push button", seconds=60)
        window.find("^Take over the home of noodles", seconds=60)
        self.assertEqual(window.unnamed(), [])
        self.assertTrue(self.foreign("hermes-noodles")["State"]["Running"], "nothing has happened yet")
        window.press("^Take over as noodles$", "push button")
        window.find("^noodles, Ready", "table row", seconds=180)
        self.assertFalse(self.foreign("hermes-noodles.adopted")["State"]["Running"])
        self.assertEqual(self.seen(self.home("noodles")), before)

    def test_3_a_host_is_emptied_although_the_window_is_closed_in_between(self):
        self.ready("quiet-river", "ecs-1")
        homes = {name: self.fill(name, "ecs-1", 40) for name in ("noodles", "quiet-river")}
        window = self.window
        window.press("^Drain$", "push button")
        window.find("^Move everything off ecs-1\\?$", seconds=10)
        window.press("^Move all$", "push button")
        window.find("^Draining$", seconds=20)
        window.find("^Stop drain$", "push button", seconds=10)
        self.assertEqual(window.unnamed(), [])
        window.close()
        self.assertTrue(self.ok("host", "show", "ecs-1", "--json").json["cordoned"])
        self.open_window()
        self.window.find("^Drained$", seconds=180)
        self.window.find("^2 of 2 away$", seconds=10)
        for name, before in homes.items():
            self.assertEqual(self.place(name), "ecs-2")
            self.assertEqual(self.look(name, "ecs-2"), before, name)
        self.window.press("^Uncordon$", "push button")
        self.assertTrue(eventually(lambda: not self.ok("host", "show", "ecs-1", "--json").json["cordoned"]))


if __name__ == "__main__":
    inside_display(__file__)
    unittest.main(verbosity=2)
