#!/usr/bin/env python3
"""What a move of a large home costs beside `tar | ssh | tar` of as many files, how long its tenant stands still, and how long a host takes to be emptied.

usage: HERMES_TEST_SANDBOX=DIR HERMES_ADMIN=build/bench/bin/hermes-admin tests/bench/migrate.py [MEGABYTES [TENANTS]]

Moves and plain copies take turns, there and back. `tar | ssh | tar` passes through this machine too and compares nothing; it copies files of the SSH user,
because he may not read a home.
"""

import pathlib
import shlex
import statistics
import subprocess
import sys
import time
from datetime import datetime

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from chaos_support import TwoHosts, at_once, wechat  # noqa: E402
from drainlimit import Limit  # noqa: E402

MEGABYTES = int(sys.argv[1]) if len(sys.argv) > 1 else 1024
TENANTS = int(sys.argv[2]) if len(sys.argv) > 2 else 20
FILL = "import os, sys\nfor n in range(int(sys.argv[2])):\n with open(f'{sys.argv[1]}/f{n}', 'wb') as f: f.write(os.urandom(1 << 20))\n"


class Migrate(TwoHosts):
    def ssh(self, host):
        at = self.hosts[host].host
        user, _, port = at["ssh"].rpartition(":")
        return (f"ssh -i {shlex.quote(at['identity'])} -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
                f" -c aes128-gcm@openssh.com -p {port} {user}")

    def plain(self, source, target):
        self.hosts[target].box("rm", "-rf", "/home/twilight/plain")
        self.hosts[target].box("install", "-d", "-o", "twilight", "/home/twilight/plain")
        began = time.monotonic()
        subprocess.run(f"{self.ssh(source)} tar -C plain -cf - . | {self.ssh(target)} tar -C plain -xpf -", shell=True, check=True)
        return time.monotonic() - began

    def move(self, target):
        began = time.monotonic()
        self.ok("migrate", "big", "--host", target)
        whole = time.monotonic() - began
        steps = {}
        for operation in self.ok("show", "big", "--json").json["operations"]:  # newest first
            steps.setdefault(operation["step"], operation)
        at = {step: [datetime.fromisoformat(operation[key]).timestamp() for key in ("startedAt", "endedAt")] for step, operation in steps.items()}
        [ready] = [row["at"] for row in self.ok("show", "big", "--json").json["journal"] if row["after"] == "READY"][:1]
        still = datetime.fromisoformat(ready).timestamp() - at["stop"][0]
        return whole, still, at["copy-home"][1] - at["copy-home"][0], at["move-home"][1] - at["move-home"][0]

    def runTest(self):
        self.ok("provision", "big", "--host", "ecs-1")
        self.bound("big", wechat("wx-big"))
        [row] = self.sql("select id from tenants where name = 'big'")
        home = f"/home/twilight/hermes/homes/{row['id']}"
        box = self.hosts["ecs-1"]
        box.box("sh", "-c", f"mkdir {home}/big && python3 -c \"{FILL}\" {home}/big {MEGABYTES} && chown -R 10000:10000 {home}/big")
        box.box("sh", "-c", f"cp -r {home}/big /home/twilight/plain && chown -R twilight /home/twilight/plain")
        moves, plains = [], []
        for source, target in (("ecs-1", "ecs-2"), ("ecs-2", "ecs-1"), ("ecs-1", "ecs-2")):
            plains.append(self.plain(source, target))
            moves.append(self.move(target))
            whole, still, copy, rest = moves[-1]
            print(f"{MEGABYTES} MB: tar | ssh | tar {plains[-1]:.1f} s; moved in {whole:.1f} s (copied while it served {copy:.1f} s, the rest and the comparison "
                  f"{rest:.1f} s), stood still {still:.1f} s", flush=True)
        middle = [statistics.median(column) for column in zip(*moves)]
        plain = statistics.median(plains)
        print(f"medians: copy {middle[2] / plain:.2f}x, copy and comparison {(middle[2] + middle[3]) / plain:.2f}x, the whole command {middle[0] / plain:.2f}x of "
              f"tar | ssh | tar; stood still {middle[1]:.1f} s", flush=True)
        for one in self.hosts.values():
            one.box("rm", "-rf", "/home/twilight/plain")
        [container] = [one for one in self.hosts["ecs-2"].containers("big") if one["State"]["Running"]]
        self.ok("destroy", "big", "--yes", "--wait")
        if TENANTS:
            self.drain(container)

    def drain(self, container):
        """`container`: of a tenant, as which the stand-ins of the engine's own limit are made."""
        limit = Limit(container, self.hosts["ecs-1"].host["box"], self.hosts["ecs-2"].host["box"], TENANTS)
        limits = {"stop, remove, create, start inside the hosts": limit.measure(False), "the same with a move's jobs": limit.measure(True)}
        limit.close()
        names = [f"t{number}" for number in range(TENANTS)]
        at_once(lambda name: self.ok("provision", name, "--host", "ecs-1"), names)
        began = time.monotonic()
        self.ok("host", "drain", "ecs-1", "--at-once", "8")
        took = time.monotonic() - began
        print(f"{TENANTS} tenants off a host, 8 at once: {took:.1f} s", flush=True)
        for what, seconds in limits.items():
            print(f"  {what}, {TENANTS} stand-ins, 8 at once: {seconds:.1f} s, {took / seconds:.2f}x", flush=True)
        self.ok("host", "uncordon", "ecs-1")


if __name__ == "__main__":
    import unittest
    sys.argv[1:] = []
    unittest.main()
