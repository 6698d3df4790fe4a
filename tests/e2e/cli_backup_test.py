"""`backup` and `restore`: a copy of one moment, and a home that is exactly what it was."""

import time
import unittest

from chaos_support import HOSTS
from cli_support import eventually
from home_support import Homes


class Backup(Homes):
    """Tests run in the order of their names, each over what the ones before left."""

    host_names = HOSTS

    def container(self, name, host="ecs-1"):
        [container] = self.eyes(host).containers(f"label=hermes.tenant_id={self.row(name)['id']}")
        return container

    def archive(self, name):
        return f"/home/twilight/hermes/archive/{self.row(name)['id']}"

    def restorable(self, name):
        return self.ok("restore", name, "--list", "--json").json["files"]

    def spoil(self, name, host="ecs-1"):
        self.eyes(host).run("sh", "-c", f"cd {self.home(name)}; rm -rf memories/deep; echo changed >state.bin; echo new >memories/new.md")

    def test_1_there_and_back(self):
        self.ready("alice", "ecs-1")
        before = self.fill("alice", "ecs-1", 10)
        running = self.container("alice")
        made = self.ok("backup", "alice", "--json").json
        self.assertGreater(made["frozenMs"], 0)
        self.assertEqual(self.container("alice")["State"]["StartedAt"], running["State"]["StartedAt"], "it was not restarted")
        self.assertEqual(self.container("alice")["State"]["Status"], "running")
        mode, owner, size = self.eyes("ecs-1").run("stat", "-c", "%a %U %s", f"{self.archive('alice')}/{made['file']}").split()
        self.assertEqual((mode, owner, int(size)), ("600", "twilight", made["bytes"]))
        self.spoil("alice")
        plan = self.ok("restore", "alice", "--plan", "--json").json["plan"]
        self.assertEqual([step["verb"] for step in plan], ["archive-credentials", "stop", "remove", "restore-home", "create", "write-home", "start"])
        self.assertIn(made["file"], plan[3]["detail"])
        self.assertEqual(self.container("alice")["Id"], running["Id"], "a plan changes nothing")
        done = self.ok("restore", "alice", "--yes", "--json").json
        self.assertEqual(done["phase"], "READY")
        self.assertEqual(self.look("alice", "ecs-1"), before)
        spoilt = f"before-restore-g{done['generation']}.tar.gz"
        self.assertEqual(self.restorable("alice"), [made["file"], spoilt])
        self.ok("restore", "alice", "--yes", "--from", spoilt)
        self.assertEqual(self.eyes("ecs-1").run("cat", f"{self.home('alice')}/memories/new.md"), "new\n")
        self.ok("restore", "alice", "--yes", "--from", made["file"])
        self.assertEqual(self.look("alice", "ecs-1"), before)

    def test_2_bad_input_changes_nothing(self):
        self.fails(3, "NotFound", "backup", "nobody")
        self.fails(2, "Invalid", "backup", "alice", "--keep", "0")
        self.fails(2, "Invalid", "restore", "alice")
        self.fails(3, "NotFound", "restore", "nobody", "--yes")
        for name in ("../../etc/passwd", "backup-20200101T000000Z.tar.gz", "weixin"):
            self.fails(3, "NotFound", "restore", "alice", "--yes", "--from", name)
        self.ok("provision", "bob", "--host", "ecs-1")
        error = self.fails(3, "NotFound", "restore", "bob", "--yes")
        self.assertIn("backup bob", error["hint"])
        self.assertEqual(self.restorable("bob"), [])

    def test_3_a_damaged_backup_leaves_the_home_as_it_is(self):
        before = self.look("alice", "ecs-1")
        good = self.ok("backup", "alice", "--json").json["file"]
        bad = "backup-20200101T000000Z.tar.gz"
        self.eyes("ecs-1").run("sh", "-c", f"cd {self.archive('alice')}; head -c 200000 {good} >{bad}; chown twilight {bad}")
        ran = self.admin("restore", "alice", "--yes", "--from", bad, "--json")
        self.assertNotEqual(ran.exit, 0)
        self.assertIn("is damaged", ran.error["message"])
        self.assertIn("restore alice --list", ran.error["hint"])
        self.assertEqual(self.look("alice", "ecs-1"), before)
        self.ok("restore", "alice", "--yes", "--from", good)
        self.assertEqual(self.look("alice", "ecs-1"), before)
        self.eyes("ecs-1").run("rm", f"{self.archive('alice')}/{bad}")

    def test_4_backups_move_along(self):
        before = self.look("alice", "ecs-1")
        made = self.ok("backup", "alice", "--keep", "1", "--json").json["file"]
        self.ok("migrate", "alice", "--host", "ecs-2")
        self.assertEqual(self.restorable("alice")[0], made)
        self.assertEqual([name for name in self.restorable("alice") if name.startswith("backup-")], [made])
        self.spoil("alice", "ecs-2")
        self.ok("restore", "alice", "--yes")
        self.assertEqual(self.look("alice", "ecs-2"), before)
        self.ok("migrate", "alice", "--host", "ecs-1")
        self.at_rest()

    def test_5_who_dies_while_the_agent_stands_still_leaves_it_to_the_loop(self):
        self.fill("alice", "ecs-1", 300)
        running = self.container("alice")
        dying = self.admin.start("backup", "alice")
        end = time.monotonic() + 60
        while self.container_state("alice") != "paused" and time.monotonic() < end:
            self.assertIsNone(dying.poll(), "it was too quick")
        dying.kill()
        dying.communicate()
        worker = self.worker()
        eventually(lambda: self.container_state("alice") == "running", 60)
        self.at_rest()
        self.assertEqual(self.container("alice")["State"]["StartedAt"], running["State"]["StartedAt"])
        self.assertEqual(worker.end(), 0)
        self.ok("backup", "alice")
        self.assertEqual(self.eyes("ecs-1").run("sh", "-c", f"ls {self.archive('alice')} | grep part || :"), "")

    def container_state(self, name):
        return self.eyes("ecs-1").run("docker", "inspect", "-f", "{{.State.Status}}", f"hermes-{name}").strip()

    def test_6_a_stopped_tenant_stays_stopped(self):
        self.ok("stop", "bob")
        self.assertEqual(self.ok("backup", "bob", "--json").json["frozenMs"], 0)
        done = self.ok("restore", "bob", "--yes", "--json").json
        self.assertEqual(done["phase"], "PAUSED")
        self.assertEqual(self.eyes("ecs-1").containers(f"label=hermes.tenant_id={self.row('bob')['id']}"), [])

    def test_7_a_destroyed_tenant_comes_back_as_it_was(self):
        before = self.fill("alice", "ecs-1", 3)
        self.ok("destroy", "alice", "--yes")
        tenant = self.row("alice")["id"]
        self.assertEqual(self.eyes("ecs-1").containers(f"label=hermes.tenant_id={tenant}"), [])
        self.assertFalse([row for row in self.ok("list", "--json").json if row["name"] == "alice"])
        plan = self.ok("restore", "alice", "--plan", "--json").json["plan"]
        self.assertEqual([step["verb"] for step in plan], ["restore-home", "create", "write-home", "start"])
        done = self.ok("restore", "alice", "--yes", "--json").json
        self.assertEqual((done["phase"], done["bound"]), ("READY", True), "nobody scans")
        self.assertEqual(self.row("alice")["id"], tenant)
        self.assertEqual(self.look("alice", "ecs-1"), before)
        self.ok("destroy", "alice", "--yes")
        self.ready("alice", "ecs-1")
        self.ok("destroy", "alice", "--yes")
        self.ok("purge", "alice", "--yes")
        self.assertEqual(self.fails(3, "NotFound", "restore", "alice", "--yes")["message"], "Nothing of alice is kept any more.")


if __name__ == "__main__":
    unittest.main()
