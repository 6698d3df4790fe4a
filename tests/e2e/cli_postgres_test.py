"""One registry in a real PostgreSQL, shared by two operators with data directories of their own, a window and a worker: moved there from a
file, its sessions cut and its server restarted while thirty tenants change; the oracle judges by SQL and docker."""

import concurrent.futures
import os
import time
import unittest

from chaos_support import HOSTS, TwoHosts, at_once
from cli_support import Admin, Sandbox, eventually
from postgres_support import PostgresOracle, PostgresServer, PostgresWorker, while_running
from window_support import Window, inside_display

TENANTS = 30
AT_ONCE = 10


class Shared(TwoHosts):
    """Tests run in the order of their names."""

    @classmethod
    def prepare(cls):
        cls.server = PostgresServer()
        cls.addClassCleanup(cls.server.end)
        super().prepare()

    def worker(self, *args):
        worker = PostgresWorker(self.server, self.admin, *args)
        self.addCleanup(self.surely_ended, worker)
        return worker

    def other(self):
        """Another operator: his own keys and trusted hosts, the same registry."""
        directory = self.directory / "other"
        for number, name in enumerate(HOSTS):
            sandbox = Sandbox(number)
            sandbox.host["ssh"] = self.hosts[name].host["ssh"]
            admin = Admin(sandbox, directory)
            admin.env["HERMES_ADMIN_REGISTRY"] = self.server.url
            for ran in (admin.add_host(name), admin.trust_host(name)):
                self.assertEqual(ran.exit, 0, str(ran))
        return admin

    def window(self):
        """A fourth program on the registry, which lists and watches it all the while, and is worked with."""
        window = Window(os.environ["HERMES_DESKTOP"], ["--data-dir", self.directory / "home"], self.admin.env, self.directory / "window.log")
        self.addCleanup(window.close)
        return window

    def test_1_a_registry_moves_with_all_that_it_knows(self):
        before = self.provision("alice", "--order", "o-1")
        self.bound("alice", "wx-alice@im.wechat")
        self.assertEqual(self.ok("registry", "move", "--to", self.server.url, "--plan", "--json").json["plan"][0]["verb"], "close")
        moved = self.ok("registry", "move", "--to", self.server.url, "--json").json
        self.assertEqual((moved["tenants"], moved["unchanged"]), (1, False))
        error = self.fails(4, "Conflict", "list")
        self.assertIn("moved", error["message"])
        self.assertNotIn("hunter2", str(error))
        self.assertIs(self.ok("registry", "move", "--to", self.server.url, "--json").json["unchanged"], True)
        self.admin.env["HERMES_ADMIN_REGISTRY"] = self.server.url
        row = self.ok("show", "alice", "--json").json
        self.assertEqual((row["phase"], row["ports"], row["order"]), ("READY", before["ports"], "o-1"))
        type(self).oracle = PostgresOracle(self.server, self.oracle.eyes, self.oracle.bots)
        self.oracle.foreign = []
        self.at_rest()

    def test_2_two_operators_see_and_change_one_fleet(self):
        other = self.other()
        self.assertEqual([row["name"] for row in other("list", "--json").json], ["alice"])
        self.assertEqual(other("provision", "bob", "--host", "ecs-2", "--json").json["phase"], "BIND_WAIT")
        self.assertEqual(self.ok("restart", "bob", "--json").json["generation"], 2)
        rans = at_once(lambda admin: admin("provision", "carol", "--order", "o-3", "--json"), [self.admin, other])
        self.assertEqual({ran.exit for ran in rans}, {0}, [str(ran) for ran in rans])
        self.assertEqual(len(self.sql("select 1 from tenants where name = 'carol'")), 1)
        self.at_rest()

    def lives(self, name, admin):
        """What an operator would do, who does a thing again when the database was away; all that he was told in vain."""
        said = []
        for words in (("provision", name, "--host", HOSTS[int(name[1:]) % 2]), ("restart", name), ("stop", name), ("start", name)):
            for _ in range(12):
                ran = admin(*words, "--wait", "--timeout", "200", "--json")
                if ran.exit == 0:
                    break
                said.append(str(ran))
                time.sleep(1)
            else:
                raise AssertionError(said)
        return said

    def test_3_cut_sessions_and_a_restarted_server_lose_nothing(self):
        other = self.other()
        self.worker()
        window = self.window()
        names = [f"s{number}" for number in range(TENANTS)]
        faults = []

        def fault():
            faults.append(len(faults))
            if len(faults) % 4 == 0:
                self.server.stop()
                self.server.start()
            else:
                self.server.cut()
        began = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            lives = [pool.submit(self.lives, name, [self.admin, other][number % 2]) for number, name in enumerate(names)]
            while_running(lambda: all(one.done() for one in lives) or len(faults) >= 24, fault, 4)
            said = [text for one in lives for text in one.result()]
        print(f"{TENANTS} lives in {time.monotonic() - began:.0f} s, {len(faults)} faults, {len(said)} commands in vain", flush=True)
        self.assertGreaterEqual(len(faults), 8, "the tenants were done before much happened")
        self.assertNotIn("hunter2", "".join(said))
        self.at_rest()
        found = [row["name"] for row in self.sql("select name from tenants where name like 's%' order by created_at")]
        self.assertEqual(sorted(found), sorted(names))
        self.assertNotIn("hunter2", self.server.psql("select string_agg(query, ' ') from pg_stat_activity"))
        self.is_worked_with(window)

    def is_worked_with(self, window):
        """After all that the window shows what is so, and what is asked for in it is done by the worker."""
        window.find("^s0, Waiting for scan", "table row", 60)
        window.press("^New tenant$", "push button")
        window.enter("^Tenant name$", "harbor-light")
        window.press("^Provision harbor-light", "push button")
        made = "select 1 from tenants where name = 'harbor-light' and phase = 'BIND_WAIT'"
        self.assertTrue(eventually(lambda: self.sql(made), 120))
        window.find("harbor-light")
        self.at_rest()

    def test_4_one_sees_the_others_change_within_a_second(self):
        """The worker wakes by NOTIFY: a tenant that is only asked for begins at once."""
        self.worker()
        other = self.other()
        asked = other("provision", "dora", "--json")
        self.assertEqual(asked.exit, 0, str(asked))
        self.assertTrue(eventually(lambda: self.row("dora")["phase"] == "BIND_WAIT"))
        [waited] = self.sql("select min(o.started_at) - max(t.created_at) ms from operations o join tenants t on t.id = o.tenant_id"
                            " where t.name = 'dora'")
        self.assertLess(waited["ms"], 1000)

    def test_5_a_database_that_is_down_is_said_to_be(self):
        self.server.stop()
        self.addCleanup(self.server.start)
        error = self.fails(5, "Network", "list")
        self.assertTrue(error["hint"])
        self.assertNotIn("hunter2", str(error))


if __name__ == "__main__":
    inside_display(__file__)
    unittest.main()
