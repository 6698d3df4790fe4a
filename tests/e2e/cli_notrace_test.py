"""200 tenants come, are bound, bound to another, and go, sixteen at a time over two hosts; nothing of them is left but archive and records."""

import json
import os
import subprocess
import time
import unittest
import urllib.request

from chaos_support import HOSTS, TwoHosts, at_once, wechat
from cli_support import eventually

CYCLES = int(os.environ.get("HERMES_TEST_CYCLES", "16"))
AT_ONCE = 16
COOL_DOWN = "5"
# What a host runs and holds: processes but the kernel's, the engine's tasks and whoever asks this; open connections to sshd and the engine.
PROCESSES = "ps -eo user:20=,comm=,args= | grep -E '^twilight|docker|sshd' | grep -vE 'ps -eo|grep -' | sed -E 's/[0-9a-f]{64}|pts.[0-9]+|[0-9]+ of [0-9-]+/X/g' | sort"


class NoTrace(TwoHosts):
    def setUp(self):
        self.admin.env["HERMES_ADMIN_PORT_COOL_DOWN"] = COOL_DOWN
        self.before = {name: self.things(name) for name in HOSTS}

    def things(self, host):
        """What lies and runs on a host, and how its engine is used."""
        run = self.oracle.eyes[host].run
        return {"containers": run("docker", "ps", "-aq", "--no-trunc").split(), "volumes": sorted(run("docker", "volume", "ls", "-q").split()),
                "networks": sorted(run("docker", "network", "ls", "--format", "{{.Name}}").split()),
                "processes": [line for line in run("sh", "-c", PROCESSES).splitlines() if "dockerd" not in line and "sshd:" not in line.split(" ", 1)[0]],
                "mounts": run("sh", "-c", "grep -c /var/lib/docker/volumes/hermes- /proc/self/mounts || true").strip(),
                "temporary": run("sh", "-c", "ls -A /tmp; ls -A /home/twilight").split()}

    def cycle(self, number):
        name, host = f"n{number}", HOSTS[number % 2]
        self.ok("provision", name, "--host", host)
        self.assertTrue(eventually(lambda: self.row(name)["phase"] == "BIND_WAIT", 120), dict(self.row(name)))
        for verb, user in (("bind", wechat(f"wx-{name}")), ("rebind", wechat(f"wx-{name}-again"))):
            binding = self.admin.bind(name, verb)
            self.scan(binding.wait_for("qr")["content"], user)
            self.assertEqual(binding.finish(), 0, str(binding.events) + binding.stderr)
        self.ok("destroy", name, "--yes")

    def scan(self, content, user):
        """As `sandbox scan` does it, without a process for each."""
        asked = json.dumps({"qr": content, "user": user}).encode()
        urllib.request.urlopen(self.sandbox.info["controlUrl"] + "/scan", asked, timeout=30).read()

    def test_200_cycles_leave_nothing_behind(self):
        began = time.monotonic()
        worker = self.worker()
        at_once(self.cycle, range(CYCLES), AT_ONCE)
        self.at_rest()
        self.assertEqual(worker.end(), 0)
        print(f"{CYCLES} cycles in {time.monotonic() - began:.0f} s", flush=True)
        print("new generations:", [tuple(row) for row in self.sql("select cause, count(*) from instances group by cause")], flush=True)
        self.assertEqual([(row["phase"], row["n"]) for row in self.sql("select phase, count(*) n from tenants group by phase")], [("GONE", CYCLES)])
        for host in HOSTS:
            self.nothing_is_left_on(host)
        self.nothing_is_left_in_the_registry()
        self.nothing_is_left_here()

    def nothing_is_left_on(self, host):
        eyes, before = self.oracle.eyes[host], self.before[host]
        eventually(lambda: self.things(host)["processes"] == before["processes"])
        after = self.things(host)
        bridges = set(after.pop("networks")) - set(before["networks"])
        self.assertEqual(len(bridges), 1, bridges)  # the host's own, which it keeps
        self.assertEqual(after, {key: value for key, value in before.items() if key != "networks"} | {"temporary": after["temporary"]}, host)
        files = eyes.run("sh", "-c", f"cd {eyes.data_root} && find . -mindepth 1 -not -path './archive/*' | sort").split()
        self.assertLessEqual(set(files), {"./archive", "./homes", "./secrets", "./tenants"}, host)
        self.assertEqual(set(after["temporary"]) - set(before["temporary"]), {"hermes"} - set(before["temporary"]), host)
        kept = eyes.run("sh", "-c", f"cd {eyes.data_root}/archive && find . -type f | sed -E 's/[0-9a-f]{{12,}}/X/g' | cut -d/ -f3 | sort | uniq -c")
        print(host, "archive:", kept.replace("\n", ";"), flush=True)

    def nothing_is_left_in_the_registry(self):
        time.sleep(int(COOL_DOWN))
        # The next reservation clears away what has cooled down.
        for name, host in zip(("last-1", "last-2"), HOSTS):
            self.provision(name, "--host", host)
            self.ok("destroy", name, "--yes")
        ports = self.sql("select t.name from ports p join tenants t on t.id = p.tenant_id")
        self.assertEqual({row["name"] for row in ports}, {"last-1", "last-2"})
        for what, query in {
                "leases": "select name from tenants where lease_owner <> ''",
                "workers": "select id from workers",
                "open operations": "select id, step from operations where ended_at = 0",
                "open logins": "select id from bind_sessions where ended_at = 0",
                "secrets of logins": "select id from bind_sessions where link <> '' or machine is not null or verify_code <> ''",
                "bindings": "select user_id from bindings where live",
        }.items():
            self.assertEqual([tuple(row) for row in self.sql(query)], [], what)

    def nothing_is_left_here(self):
        mine = subprocess.run(["pgrep", "-af", str(self.directory)], text=True, capture_output=True).stdout
        self.assertEqual([line for line in mine.splitlines() if "pgrep" not in line], [])
        tokens = b"@im.bot:"
        for path in (self.directory / "home").rglob("*"):
            if path.is_file():
                self.assertNotIn(tokens, path.read_bytes(), path)
        names = sorted(path.name for path in (self.directory / "home").iterdir())
        print("local files:", names, flush=True)


if __name__ == "__main__":
    unittest.main()
