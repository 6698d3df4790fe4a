"""`hermes-admin worker`: drives what commands only ask for, polls logins, answers Prometheus, dies and is followed by another."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import unittest
import urllib.error
import urllib.request

from cli_support import ROOT, FleetTest, Worker, eventually


def promtool():
    """Debian's own, only unpacked: its package, installed, would start a service."""
    installed = shutil.which("promtool")
    if installed:
        return installed
    kept = ROOT / "build/promtool"
    program = kept / "usr/bin/promtool"
    if not program.exists():
        kept.mkdir(parents=True, exist_ok=True)
        download = lambda: subprocess.run(["apt-get", "download", "prometheus"], cwd=kept, text=True, capture_output=True)
        done = download()
        if done.returncode != 0:  # a machine that never asked for the lists of packages
            subprocess.run([*([] if os.geteuid() == 0 else ["sudo", "-n"]), "apt-get", "update"], check=True, capture_output=True)
            done = download()
        if done.returncode != 0:
            raise AssertionError(f"promtool cannot be had: {done.stderr}")
        [package] = kept.glob("prometheus_*.deb")
        subprocess.run(["dpkg-deb", "-x", package, kept], check=True)
    return program


class Workers(FleetTest):
    """Tests run in the order of their names."""

    def sql(self, query):
        with sqlite3.connect(f"file:{self.directory}/home/registry.db?mode=ro", uri=True) as db:
            return db.execute(query).fetchall()

    def phase(self, name):
        return self.ok("show", name, "--json").json["phase"]

    def test_1_without_a_worker_no_login_can_be_left_to_one(self):
        self.provision("ada")
        error = self.fails(4, "Conflict", "bind", "ada", "--no-wait")
        self.assertIn("worker", error["hint"])

    def test_2_it_drives_what_a_command_only_asked_for(self):
        worker = Worker(self.admin, "--json")
        try:
            asked = self.ok("provision", "bea", "--json").json
            self.assertIn(asked["phase"], ("REQUESTED", "PLACED"))
            self.assertTrue(eventually(lambda: self.phase("bea") == "BIND_WAIT"))
            self.assertEqual(self.ok("stop", "bea", "--wait", "--json").json["phase"], "PAUSED")
            self.assertEqual(self.sandbox.containers("bea"), [])
            self.assertEqual(self.ok("start", "bea", "--wait", "--json").json["phase"], "BIND_WAIT")
            restarted = self.ok("restart", "bea", "--wait", "--json").json
            self.assertEqual((restarted["phase"], restarted["generation"]), ("BIND_WAIT", asked["generation"] + 1))
            [box] = self.sandbox.containers("bea")
            self.assertEqual(box["Config"]["Labels"]["hermes.generation"], str(restarted["generation"]))
            owners = {row[0] for row in self.sql("select distinct actor from operations where step <> 'place'"
                                                 " and tenant_id = (select id from tenants where name = 'bea')")}
            self.assertEqual(len(owners), 1, owners)
            self.assertEqual(self.sql("select count(*) from workers"), [(1,)])
        finally:
            self.assertEqual(worker.end(), 0, "".join(worker.err))
        self.assertEqual(self.sql("select count(*) from workers"), [(0,)])
        self.assertIn('"phase":"BIND_WAIT"', "".join(worker.out))
        self.assertEqual(self.sql("select count(*) from tenants where lease_owner <> ''"), [(0,)])

    def test_3_it_polls_the_login_that_a_command_shows(self):
        worker = Worker(self.admin)
        try:
            self.ok("bind", "ada", "--no-wait")
            self.assertTrue(eventually(lambda: self.sql("select 1 from bind_sessions where ended_at = 0 and poller <> ''")))
            self.bound("ada", "wx-ada")
            pollers = {row[0] for row in self.sql("select distinct poller from bind_sessions")}
            [own] = {row[0] for row in self.sql("select id from workers")}
            self.assertEqual(pollers, {own})
        finally:
            self.assertEqual(worker.end(), 0, "".join(worker.err))

    def test_4_its_metrics_are_what_prometheus_reads(self):
        worker = Worker(self.admin, "--metrics-listen", "127.0.0.1:0")
        try:
            address = f"http://127.0.0.1:{worker.port()}"
            self.assertTrue(eventually(lambda: b"hermes_host_up{host=\"ecs-1\"} 1" in urllib.request.urlopen(address + "/metrics").read()))
            text = urllib.request.urlopen(address + "/metrics").read()
            with self.assertRaises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(address + "/other")
            self.assertEqual(refused.exception.code, 404)
        finally:
            self.assertEqual(worker.end(signal.SIGINT), 0)
        for line in ('hermes_tenants{phase="READY",tier="container"} 1', 'hermes_tenant_healthy{tenant="ada",host="ecs-1"} 1', "hermes_workers 1"):
            self.assertIn(line.encode(), text)
        checked = subprocess.run([promtool(), "check", "metrics"], input=text, capture_output=True)
        self.assertEqual((checked.returncode, checked.stdout + checked.stderr), (0, b""))
        self.assertEqual(subprocess.run([promtool(), "check", "metrics"], input=b"# TYPE a counter\na 1\n", capture_output=True).returncode, 3)

    def test_4b_a_command_does_not_wait_for_ever_for_a_silent_host(self):
        worker = Worker(self.admin)
        try:
            self.sandbox.fault("hang")
            error = self.fails(5, "Network", "restart", "ada", "--wait")
            self.assertIn("worker", error["hint"])
        finally:
            self.sandbox.fault("unhang")
            self.assertEqual(worker.end(), 0)
        self.assertEqual(self.ok("start", "ada", "--json").json["phase"], "READY")

    def test_5_another_goes_on_where_one_was_killed(self):
        worker = Worker(self.admin)
        self.ok("provision", "cleo")
        self.assertTrue(eventually(lambda: self.sql("select 1 from operations o join tenants t on t.id = o.tenant_id where t.name = 'cleo'")))
        worker.end(signal.SIGKILL)
        after = Worker(self.admin)
        try:
            self.assertTrue(eventually(lambda: self.phase("cleo") == "BIND_WAIT", 90))
            self.assertEqual(len(self.sandbox.containers("cleo")), 1)
        finally:
            self.assertEqual(after.end(), 0)

    def test_6_once_takes_every_tenant_as_far_as_it_goes(self):
        rows = self.ok("worker", "--once", "--json").json
        self.assertEqual([(row["name"], row["phase"], row["acted"], row["error"]) for row in rows],
                         [("ada", "READY", False, None), ("bea", "BIND_WAIT", False, None), ("cleo", "BIND_WAIT", False, None)])
        [ada] = self.sandbox.containers("ada")
        self.sandbox.box("docker", "rm", "-f", ada["Id"])
        rows = self.ok("worker", "--once", "--json").json
        self.assertEqual([(row["name"], row["phase"], row["acted"]) for row in rows][0], ("ada", "READY", True))

    def test_7_bad_addresses_are_refused(self):
        for address in ("nonsense", "127.0.0.1", "127.0.0.1:x", "8.8.8.8:9464"):
            error = self.fails(2, "Invalid", "worker", "--metrics-listen", address)
            self.assertTrue(error["hint"], address)


if __name__ == "__main__":
    unittest.main()
