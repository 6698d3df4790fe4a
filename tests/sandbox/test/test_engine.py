"""A machine on which no Docker engine runs: the first `up` starts one, the last `down` ends it. In namespaces of its own; needs root."""

import os
import subprocess
import unittest

from support import ROOT

# Nothing of the machine's engine is seen in here: own processes, own network, own /run and own image store.
MACHINE = f"""
set -e
ip link set lo up
mount -t tmpfs tmpfs /run
mount -t tmpfs -o size=3g tmpfs /var/lib/docker
sandbox={ROOT}/sandbox
! docker version >/dev/null 2>&1
$sandbox up --dir /run/a >/dev/null
$sandbox up --dir /run/b >/dev/null
$sandbox down --dir /run/a
echo "after the first down: $(docker ps -q | wc -l) host"
$sandbox down --dir /run/b
echo "after the last: $(ls --ignore=mount /run | tr '\\n' ' ')"
echo "processes: $(pgrep -c . || :)"
echo "links: $(ip -br link | cut -d' ' -f1 | tr '\\n' ' ')"
"""


class EngineTest(unittest.TestCase):
    def test_an_engine_that_up_started_ends_with_the_last_sandbox(self):
        self.assertEqual(os.geteuid(), 0, "this test needs root: sudo tests/sandbox/selftest test_engine")
        done = subprocess.run(["unshare", "--mount", "--net", "--pid", "--fork", "--mount-proc", "bash", "-c", MACHINE], capture_output=True,
                              text=True, timeout=300, stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("started dockerd", done.stderr)
        self.assertEqual(done.stdout.splitlines()[0], "after the first down: 1 host")
        self.assertEqual(done.stdout.splitlines()[1].split(": ")[1].split(), [])
        self.assertEqual(done.stdout.splitlines()[3].split(": ")[1].split(), ["lo"])
        # bash itself, the substitution's shell and pgrep: no engine, no simulator
        self.assertLessEqual(int(done.stdout.splitlines()[2].split(": ")[1]), 3)


if __name__ == "__main__":
    unittest.main()
