#!/usr/bin/env python3
"""What a worker costs a host whose tenants just run, and how soon they are shown again after the host was silent.

usage: HERMES_TEST_SANDBOX=DIR HERMES_ADMIN=build/bench/bin/hermes-admin tests/bench/steady.py [TENANTS]

Bytes are those of the worker's TCP connections as the kernel counts them (without headers), CPU time is that of its process. The
host is silent because its machine stands still (`sandbox fault hang`); its containers live on.
"""

import contextlib
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from cli_support import FleetTest, Worker, eventually  # noqa: E402

TENANTS = int(sys.argv[1]) if len(sys.argv) > 1 else 10
WATCHED_S = 180


def wire(pid):
    """Bytes there and back over the connections of a process."""
    told = subprocess.run(["ss", "-tinpH"], text=True, capture_output=True, check=True).stdout
    mine = [line for head, line in zip(told.splitlines()[::2], told.splitlines()[1::2]) if f"pid={pid}," in head]
    return sum(int(count) for line in mine for count in re.findall(r"bytes_(?:acked|received):(\d+)", line))


def cpu_s(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Steady(FleetTest):
    def runTest(self):
        names = [f"s{number}" for number in range(TENANTS)]
        for name in names:
            self.provision(name)
            self.bound(name, f"wx-{name}")
        worker = Worker(self.admin)
        try:
            self.assertTrue(eventually(lambda: self.phases() == {"READY"}, 120))
            time.sleep(60)
            self.watched(worker.process.pid)
            self.silence()
        finally:
            worker.end()

    def watched(self, pid):
        before, began, used = wire(pid), time.monotonic(), cpu_s(pid)
        time.sleep(WATCHED_S)
        minutes = (time.monotonic() - began) / 60
        self.assertGreater(before, 0)
        print(f"{TENANTS} steady tenants on one host: {(wire(pid) - before) / minutes / TENANTS / 1000:.1f} kB a minute and tenant over SSH, "
              f"{(cpu_s(pid) - used) / minutes / TENANTS * 1000:.0f} ms of CPU a minute and tenant", flush=True)

    def silence(self):
        for _ in range(3):
            self.sandbox.fault("hang")
            try:
                self.assertTrue(eventually(lambda: self.phases() == {"UNKNOWN"}, 240), self.phases())
            finally:
                self.sandbox.fault("unhang")
            back = time.monotonic()
            self.assertTrue(eventually(lambda: "UNKNOWN" not in self.phases(), 240), self.phases())
            shown = time.monotonic() - back
            self.assertTrue(eventually(lambda: self.phases() == {"READY"}, 240), self.phases())
            print(f"from the host's return to none of its tenants unknown: {shown:.2f} s, to all ready: {time.monotonic() - back:.2f} s", flush=True)

    def phases(self):
        with contextlib.closing(sqlite3.connect(f"file:{self.directory / 'home/registry.db'}?mode=ro", uri=True)) as db:
            return {phase for (phase,) in db.execute("select phase from tenants where phase <> 'GONE'")}


if __name__ == "__main__":
    import unittest
    sys.argv[1:] = []
    unittest.main()
