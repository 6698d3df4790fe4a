"""`adopt`: what was made by hand becomes a tenant, with its home, its port and its WeChat; nothing of it is removed."""

import json
import signal
import time
import unittest

from byhand_support import SECRET, ByHand
from chaos_support import wechat
from cli_support import eventually


class Adopt(ByHand):
    """Tests run in the order of their names, each over what the ones before left."""

    def adoptable(self, host="ecs-1"):
        return {one["source"]: one for one in self.ok("adopt", host, "--json").json}

    def test_1_a_container_becomes_a_tenant(self):
        home = self.by_hand("hermes-noodles", "wx-noodles")
        time.sleep(3)
        before, inspected = self.seen(home), self.foreign("hermes-noodles")
        found = self.adoptable()["hermes-noodles"]
        self.assertEqual((found["name"], found["port"], found["state"], found["home"], found["obstacle"]), ("noodles", 8955, "running", home, None))
        self.assertEqual(found["weixin"]["userId"], wechat("wx-noodles"))
        self.assertEqual(found["container"], inspected["Id"])
        self.eyes("ecs-1").run("sh", "-c", "tar -c -T /dev/null | docker import - db:1; docker create --name other-db --label made-by-hand -v /srv/by-hand/db:/var/lib/db db:1 db")
        self.assertNotIn("other-db", self.adoptable(), "what is no Hermes is not offered")
        plan = self.ok("adopt", "ecs-1", "hermes-noodles", "--plan", "--json").json["plan"]
        self.assertEqual([step["verb"] for step in plan], ["let-source-go", "adopt-home", "restore-home", "create", "write-home", "start"])
        self.assertEqual(self.foreign("hermes-noodles")["State"], inspected["State"], "a plan changes nothing")
        self.fails(2, "Invalid", "adopt", "ecs-1", "hermes-noodles")
        self.assertEqual(self.sql("select * from tenants"), [], "nor does a question that nobody answers")
        row = self.ok("adopt", "ecs-1", "hermes-noodles", "--yes", "--json").json
        self.assertEqual((row["name"], row["phase"], row["ports"]["dashboard"], row["bound"]), ("noodles", "READY", 8955, True))
        self.assertEqual(row["weixin"]["userId"], wechat("wx-noodles"))
        self.assertEqual(self.seen(self.home("noodles")), before)
        env = self.eyes("ecs-1").run("cat", f"{self.home('noodles')}/.env")
        self.assertIn("SHOP=noodles", env)
        self.assertIn(f"OPENAI_API_KEY={SECRET}", env)
        [container] = self.eyes("ecs-1").containers(f"label=hermes.tenant_id={self.row('noodles')['id']}")
        self.assertNotIn(SECRET, json.dumps(container["Config"]))
        old = self.foreign("hermes-noodles.adopted")
        self.assertEqual((old["Id"], old["State"]["Running"], old["HostConfig"]["RestartPolicy"]["Name"]), (inspected["Id"], False, "no"))
        self.assertEqual(self.seen(home), before, "the home that was there is as it was")
        self.assertNotIn("hermes-noodles.adopted", self.adoptable())
        self.assertEqual(self.eyes("ecs-1").run("docker", "volume", "ls", "-q", "--filter", "name=.source"), "")
        self.at_rest()

    def test_2_what_cannot_be_adopted_says_why_and_is_left_alone(self):
        self.fails(3, "NotFound", "adopt", "ecs-1", "no-such", "--yes")
        self.fails(3, "NotFound", "adopt", "nowhere")
        self.fails(3, "NotFound", "adopt", "ecs-1", "/etc", "--yes")
        self.fails(2, "Invalid", "adopt", "ecs-1", "hermes-noodles.adopted", "--yes", "--name", "a;b")
        eyes = self.eyes("ecs-1")
        eyes.run("docker", "create", "--name", "hermes-inside", "--label", "made-by-hand", "-e", "HERMES_HOME=/root/hermes", self.sandbox.info["image"], "gateway", "run")
        self.assertIn("docker cp", self.fails(4, "Conflict", "adopt", "ecs-1", "hermes-inside", "--yes")["hint"])
        self.by_hand("twin", None, port=8956)
        # A copy of a home that serves already: the same WeChat.
        eyes.run("sh", "-c", "docker stop -t 1 twin; cp -a /srv/by-hand/hermes-noodles/. /srv/by-hand/twin/; docker start twin")
        error = self.fails(4, "Conflict", "adopt", "ecs-1", "twin", "--yes")
        self.assertIn("noodles", error["hint"])
        self.assertTrue(self.foreign("twin")["State"]["Running"])
        self.assertEqual([row["name"] for row in self.sql("select name from tenants")], ["noodles"])
        eyes.run("docker", "rm", "-f", "twin", "hermes-inside")

    def test_2b_a_list_of_profiles_is_compared_with_what_is_there(self):
        eyes = self.eyes("ecs-1")
        self.by_hand("listed", None, port=8957)
        self.by_hand("profile-3", home="/home/twilight/p3", owner=1000, run=False)
        eyes.run("sh", "-c", "touch /home/twilight/p3/.env; chown -R twilight /home/twilight/p3")
        made = ("import sqlite3, sys\nd = sqlite3.connect('/home/twilight/profiles.db')\n"
                "d.execute('create table hermes_profiles (id text primary key, name text unique, tier text, user_id text, status text, pid integer,"
                " container_id text, profile_path text, created_at timestamp, last_health_check timestamp)')\n"
                "for row in [('User_1', 'container', '17', 'running', sys.argv[1][:12], ''), ('user-2', 'container', '18', 'running', 'f' * 64, ''),"
                " ('user-3', 'prefab', '', 'stopped', None, '/home/twilight/p3')]:\n"
                " d.execute('insert into hermes_profiles (name, tier, user_id, status, container_id, profile_path) values (?, ?, ?, ?, ?, ?)', row)\n"
                "d.commit()\n")
        eyes.run("python3", "-", self.foreign("listed")["Id"], stdin=made)
        listed = self.ok("adopt", "ecs-1", "--profiles-db", "~/profiles.db", "--json").json
        by_name = {one["name"]: one for one in listed}
        self.assertEqual(sorted(by_name), ["user-2", "user-3", "user_1"])
        self.assertEqual((by_name["user_1"]["source"], by_name["user_1"]["obstacle"]), ("listed", None))
        self.assertIn("user 17", " ".join(by_name["user_1"]["notes"]))
        self.assertEqual((by_name["user-2"]["state"], by_name["user-2"]["source"]), ("missing", "user-2"))
        self.assertEqual((by_name["user-3"]["home"], by_name["user-3"]["obstacle"]), ("/home/twilight/p3", None))
        self.fails(4, "Conflict", "adopt", "ecs-1", "user-2", "--profiles-db", "~/profiles.db", "--yes")
        self.fails(3, "NotFound", "adopt", "ecs-1", "user-9", "--profiles-db", "~/profiles.db", "--yes")
        self.fails(2, "Invalid", "adopt", "ecs-1", "--profiles-db", "~/p3/.env")
        for named in ("User_1", by_name["user_1"]["source"], by_name["user_1"]["container"]):
            self.assertIn("user_1", self.ok("adopt", "ecs-1", named, "--profiles-db", "~/profiles.db", "--plan").out)
        # What was taken over before is said to be so, and is not made a second tenant of.
        eyes.run("docker", "rename", "listed", "listed.adopted")
        again = {one["name"]: one for one in self.ok("adopt", "ecs-1", "--profiles-db", "~/profiles.db", "--json").json}["user_1"]
        self.assertIn("taken over already", again["obstacle"])
        eyes.run("docker", "rename", "listed.adopted", "listed")
        eyes.run("sh", "-c", "docker rm -f listed; rm -rf /home/twilight/p3 /home/twilight/profiles.db")

    def test_3_a_directory_becomes_a_tenant(self):
        home = self.by_hand("profile", "wx-profile", home="/home/twilight/.hermes/profiles/tea", owner=1000, run=False)
        self.eyes("ecs-1").run("chown", "-R", "1000:1000", "/home/twilight/.hermes")
        before = self.seen(home)
        found = self.adoptable()[home]
        self.assertEqual((found["name"], found["container"], found["state"], found["obstacle"]), ("tea", None, "stopped", None))
        self.eyes("ecs-1").run("sh", "-c", f"bash -c 'exec -a hermes-gateway sleep 300' >/dev/null 2>&1 & echo '{{\"kind\":\"hermes-gateway\",\"pid\":'$!'}}' >{home}/gateway.pid; chmod 644 {home}/gateway.pid")
        self.assertIn("A gateway runs in it", self.fails(4, "Conflict", "adopt", "ecs-1", home, "--yes")["hint"])
        self.eyes("ecs-1").run("sh", "-c", f"kill $(sed 's/[^0-9]//g' {home}/gateway.pid); rm {home}/gateway.pid")
        # One that left no such file still holds its lock.
        self.eyes("ecs-1").run("sh", "-c", f"touch {home}/gateway.lock; flock {home}/gateway.lock sleep 300 >/dev/null 2>&1 & sleep 1")
        message = lambda: str([row["message"] for row in self.sql("select message from tenants where name = 'tea'")])
        began, held = time.monotonic(), self.admin.start("adopt", "ecs-1", home, "--yes", "--json")
        self.assertTrue(eventually(lambda: "A gateway runs from" in message()), message())
        print(f"a held lock is told after {time.monotonic() - began:.1f} s", flush=True)
        held.send_signal(signal.SIGINT)
        held.communicate(timeout=20)
        self.assertNotEqual(held.returncode, 0)
        self.assertEqual(self.eyes("ecs-1").containers(f"label=hermes.tenant_id={self.row('tea')['id']}"), [])
        self.eyes("ecs-1").run("pkill", "-f", "sleep 300")
        row = self.ok("adopt", "ecs-1", home, "--yes", "--json").json
        self.assertEqual((row["name"], row["phase"], row["weixin"]["userId"]), ("tea", "READY", wechat("wx-profile")))
        self.assertEqual(self.seen(self.home("tea")), before)
        self.assertEqual(set(self.eyes("ecs-1").run("find", self.home("tea"), "-printf", "%U %G\n").split("\n")) - {""}, {"10000 10000"})
        self.at_rest()

    def test_4_dies_anywhere_and_is_done_by_another(self):
        before = []
        for number, point in enumerate(f"{step}.{side}" for step in ("let-source-go", "adopt-home") for side in ("before", "after", "replied")):
            home = self.by_hand(f"hermes-dying{number}", f"wx-dying{number}", host="ecs-2", port=8960 + number)
            before.append(self.seen(home, "ecs-2"))
            ran = self.admin("adopt", "ecs-2", f"hermes-dying{number}", "--yes", env={"HERMES_ADMIN_FAILPOINT": point})
            self.assertEqual(ran.exit, -9, ran)
        worker = self.worker()
        self.at_rest()
        self.assertEqual(worker.end(), 0)
        for number, home in enumerate(before):
            row = self.ok("show", f"dying{number}", "--json").json
            self.assertEqual((row["phase"], row["ports"]["dashboard"]), ("READY", 8960 + number))
            self.assertEqual(self.seen(self.home(f"dying{number}"), "ecs-2"), home)
            self.assertFalse(self.foreign(f"hermes-dying{number}.adopted", "ecs-2")["State"]["Running"])

    def test_5_it_moves_and_comes_back_like_any_other(self):
        self.ok("migrate", "noodles", "--host", "ecs-2")
        self.assertEqual(self.ok("show", "noodles", "--json").json["phase"], "READY")
        self.ok("destroy", "tea", "--yes")
        self.ok("restore", "tea", "--yes")
        self.at_rest()
        self.assertEqual(self.ok("fsck", "--json").json["leaks"], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
