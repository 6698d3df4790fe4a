"""The window and two command lines over one registry, all three at work on the same tenants; the oracle judges."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import unittest

from chaos_support import HOSTS, TwoHosts, at_once, wechat
from cli_support import eventually

ROUNDS = 6
ANSWERS = {0, 4}  # done; changed or worked on by another


class Race(TwoHosts):
    @classmethod
    def prepare(cls):
        super().prepare()
        if not os.environ.get("HERMES_DESKTOP"):
            raise AssertionError("HERMES_DESKTOP is not set: it names the window's program")

    def setUp(self):
        runtime = tempfile.mkdtemp(prefix="hermes-race-")
        self.addCleanup(shutil.rmtree, runtime, ignore_errors=True)
        log = open(self.directory / "window.log", "wb")
        self.addCleanup(log.close)
        self.window = subprocess.Popen(
            [os.environ["HERMES_DESKTOP"], "--data-dir", self.directory / "home"], stdout=log, stderr=log,
            env={**self.admin.env, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "XDG_RUNTIME_DIR": runtime})
        self.addCleanup(self.window.kill)

    def test_the_window_and_two_command_lines_race_on_the_same_tenants(self):
        names = [f"r{number}" for number in range(4)]
        # Both ask for the same names at once: each is made once.
        rans = at_once(lambda name: self.admin("provision", name, "--host", HOSTS[int(name[1]) % 2], "--json"), names + names)
        self.assertEqual({ran.exit for ran in rans} - ANSWERS, set(), [str(ran) for ran in rans])
        self.assertEqual([row["n"] for row in self.sql("select count(*) n from tenants")], [len(names)])
        self.at_rest()
        for binding in self.bind_all(names[:2]):
            self.assertEqual(binding.finish(), 0, str(binding.events) + binding.stderr)
        ends = []

        def command_line(verbs):
            for number in range(ROUNDS):
                for name in names:
                    ran = self.admin(verbs[number % len(verbs)], name, "--json")
                    ends.append((ran.exit, str(ran)))
        racers = [threading.Thread(target=command_line, args=[verbs]) for verbs in (("restart", "stop", "start"), ("stop", "restart", "restart", "start"))]
        for racer in racers:
            racer.start()
        for racer in racers:
            racer.join()
        self.assertEqual([said for code, said in ends if code not in ANSWERS], [])
        for name in names:
            self.assertIn(self.admin("start", name).exit, ANSWERS)
        self.at_rest()
        # The window drives by itself: only it is left to bring this one back.
        self.hosts[HOSTS[0]].box("docker", "rm", "-f", "hermes-r0")
        self.assertTrue(eventually(lambda: self.row("r0")["phase"] != "READY"))
        self.at_rest()
        self.assertIsNone(self.window.poll(), "the window ended by itself")
        self.window.send_signal(signal.SIGTERM)
        self.window.wait(30)
        for name in names:
            self.ok("destroy", name, "--yes")
        self.at_rest()


if __name__ == "__main__":
    unittest.main()
