"""The whole thread by a screen reader's means alone: a host is added and trusted, a tenant made and bound, and READY is read. Everything is found,
pressed and read in the accessibility tree; text is typed as keys after the focus was set there.

Needs HERMES_TEST_SANDBOX (a sandbox whose host nobody has claimed), HERMES_ADMIN and HERMES_DESKTOP.
"""

import os
import pathlib
import subprocess
import tempfile
import unittest

from cli_support import Sandbox
from window_support import Window, inside_display


class Thread(unittest.TestCase):
    def test_aScreenReaderUserServesACustomer(self):
        sandbox = Sandbox()
        host = sandbox.host
        user, _, port = host["ssh"].rpartition(":")
        data = pathlib.Path(tempfile.mkdtemp(prefix="hermes-accessibility-"))
        environment = {"HERMES_ADMIN_ILINK_URL": sandbox.info["ilinkUrl"], "HERMES_ADMIN_ILINK_CA": sandbox.info["ilinkCa"]}
        window = Window(os.environ["HERMES_DESKTOP"], ["--data-dir", str(data)], environment, data / "window.log")
        try:
            window.press("^Add host$", "push button")
            window.enter("^Name$", "ecs-1")
            window.enter("^SSH address$", f"{user}:{port}")
            window.enter("^Private key file$", host["identity"])
            window.press("^Add ", "push button")
            window.enter("^Expected fingerprint$", host["fingerprint"], seconds=30)
            window.press("^Trust", "push button")
            window.find("^1 of 1 host$", seconds=60)
            window.press("^New tenant$", "push button", seconds=30)
            window.enter("^Tenant name$", "quiet-river")
            window.press("^Provision quiet-river", "push button")
            window.find("quiet-river.*Waiting for scan", seconds=120)
            if not window.all("^Bind code$"):
                window.press("^quiet-river", None)
            window.find("^Bind code$", seconds=30)
            code = window.qr(data / "code.png")
            sandbox.scan(code, "--as", "reader")
            window.find("quiet-river.*Ready", seconds=120)
            self.judge(host)
        except AssertionError:
            window.screenshot(data / "failed.png")
            print(f"screenshot: {data}/failed.png; what a screen reader sees:")
            for node in window.walk():
                if node.name and window.showing(node):
                    print(f"  {node.getRoleName()}: {node.name}")
            raise
        finally:
            window.close()
            subprocess.run([*os.environ["HERMES_ADMIN"].split(), "--data-dir", str(data), "destroy", "quiet-river", "--yes"], check=True)
            subprocess.run([*os.environ["HERMES_ADMIN"].split(), "--data-dir", str(data), "host", "remove", "ecs-1", "--yes"], check=True)

    def judge(self, host):
        """The host's own Docker, asked directly."""
        listed = subprocess.run(["docker", "exec", host["box"], "docker", "ps", "--filter", "label=hermes.tenant=quiet-river",
                                 "--format", '{{.Label "hermes.generation"}} {{.Ports}}'], check=True, capture_output=True, text=True)
        lines = listed.stdout.split("\n")[:-1]
        self.assertEqual(len(lines), 1, lines)
        self.assertTrue(lines[0].startswith("2 127.0.0.1:87"), lines[0])


if __name__ == "__main__":
    inside_display(__file__)
    unittest.main(verbosity=2)
