"""`upgrade` and `rollback`: one tenant, several in waves, and an image that does not work."""

import unittest

from cli_support import FleetTest, eventually

NEXT = "nousresearch/hermes-agent:0.13.1-test"
BROKEN = "nousresearch/hermes-agent:broken-test"


class Upgrades(FleetTest):
    @classmethod
    def prepare(cls):
        super().prepare()
        cls.image = cls.sandbox.info["image"]
        for name, more in ((NEXT, "LABEL test.next=1"), (BROKEN, 'ENTRYPOINT ["/bin/false"]')):
            cls.sandbox.box("sh", "-c", f"printf 'FROM {cls.image}\\n%s\\n' '{more}' | docker build -q -t {name} -")
            cls.addClassCleanup(cls.sandbox.box, "docker", "rmi", "-f", name)

    def image_of(self, name):
        [container] = self.sandbox.containers(name)
        return container["Image"]

    def id_of(self, reference):
        return self.sandbox.box("docker", "image", "inspect", "-f", "{{.Id}}", reference).strip()

    def test_one_tenant_there_and_back(self):
        self.provision("alice")
        self.bound("alice", "wx-up-alice@im.wechat")
        before = self.image_of("alice")
        generation = self.ok("show", "alice", "--json").json["generation"]
        plan = self.ok("upgrade", "alice", "--image", NEXT, "--plan", "--json").json["plan"]
        self.assertEqual((plan[0]["verb"], plan[0]["target"]), ("image", NEXT))
        self.assertTrue(any(step["destructive"] for step in plan))
        done = self.ok("upgrade", "alice", "--image", NEXT, "--json").json
        self.assertEqual((done["phase"], done["generation"], done["unchanged"]), ("READY", generation + 1, False))
        self.assertEqual(self.image_of("alice"), self.id_of(NEXT))
        self.assertNotEqual(self.image_of("alice"), before)
        self.assertIs(self.ok("upgrade", "alice", "--image", NEXT, "--json").json["unchanged"], True)
        back = self.ok("rollback", "alice", "--json").json
        self.assertEqual((back["phase"], back["generation"]), ("READY", generation + 2))
        self.assertEqual(self.image_of("alice"), before)
        self.assertEqual(self.ok("show", "alice", "--json").json["desired"]["image"], self.image)

    def test_an_image_that_is_nowhere_changes_nothing(self):
        self.provision("bob")
        before = self.image_of("bob")
        ran = self.admin("upgrade", "bob", "--image", "nousresearch/hermes-agent:nowhere", "--json")
        self.assertIn(ran.exit, (1, 3), str(ran))
        self.assertEqual(self.image_of("bob"), before)
        self.assertEqual(self.ok("show", "bob", "--json").json["phase"], "BIND_WAIT")
        self.fails(4, "Conflict", "rollback", "bob")
        self.fails(2, "Invalid", "upgrade", "bob", "--image", "with space")
        self.fails(2, "Invalid", "upgrade", "--image", NEXT)
        self.fails(3, "NotFound", "upgrade", "nobody", "--image", NEXT)

    def test_waves_stop_when_one_does_not_serve_any_more(self):
        names = [f"w{number}" for number in range(4)]
        for name in names:
            self.provision(name)
        ran = self.admin("upgrade", *names, "--image", BROKEN, "--wave", "2", "--timeout", "45", "--json")
        self.assertEqual(ran.exit, 1, str(ran))
        self.assertEqual([line["outcome"] for line in ran.lines], ["failed", "left", "left", "left"])
        self.assertTrue(ran.lines[0]["error"])
        self.assertEqual([self.image_of(name) for name in names[1:]], [self.id_of(self.image)] * 3)
        # One that does not serve stops nobody.
        ran = self.ok("upgrade", "--all", "--image", NEXT, "--json")
        outcomes = {line["name"]: line["outcome"] for line in ran.lines}
        self.assertEqual([outcomes[name] for name in names], ["left"] + ["upgraded"] * 3)
        self.assertEqual(self.ok("rollback", "w0", "--json").json["phase"], "BIND_WAIT")
        self.ok("upgrade", *names[1:], "--image", self.image)
        ran = self.ok("upgrade", *names, "--image", NEXT, "--wave", "3", "--json")
        self.assertEqual([line["outcome"] for line in ran.lines], ["upgraded"] * 4)
        self.assertEqual({self.image_of(name) for name in names}, {self.id_of(NEXT)})
        self.ok("stop", "w3")
        ran = self.ok("upgrade", "--all", "--host", "ecs-1", "--image", self.image, "--json")
        self.assertEqual({line["outcome"] for line in ran.lines if line["name"] in names}, {"upgraded"})
        self.assertNotIn("w3", [line["name"] for line in ran.lines], "what is stopped is left")
        self.ok("upgrade", "w3", "--image", self.image)
        self.assertEqual(self.ok("start", "w3", "--json").json["phase"], "BIND_WAIT")
        self.assertEqual(self.image_of("w3"), self.id_of(self.image))


class Pulls(FleetTest):
    """From a real registry on the host."""

    REFERENCE = "127.0.0.1:5000/hermes-agent:0.13.2-pull"
    MEGABYTES = 48

    @classmethod
    def prepare(cls):
        super().prepare()
        box = cls.sandbox.box
        for command in (["docker", "rmi", "-f", cls.REFERENCE], ["rm", "-rf", "/srv/registry", "/tmp/pull"], ["systemctl", "stop", "test-registry"]):
            cls.addClassCleanup(box, *command, check=False)
        box("sh", "-c", "mkdir -p /srv/registry && printf 'version: 0.1\\nstorage: {filesystem: {rootdirectory: /srv/registry}}\\n"
            "http: {addr: \"127.0.0.1:5000\"}\\n' > /srv/registry/config.yml")
        cls.serve()
        box("sh", "-c", f"mkdir -p /tmp/pull && cd /tmp/pull && dd if=/dev/urandom of=blob bs=1M count={cls.MEGABYTES} status=none"
            f" && printf 'FROM {cls.sandbox.info['image']}\\nCOPY blob /srv/blob\\n' > Dockerfile && docker build -q -t {cls.REFERENCE} .")
        box("sh", "-c", f"docker push -q {cls.REFERENCE} && docker rmi {cls.REFERENCE} && docker builder prune -af")

    @classmethod
    def serve(cls):
        cls.sandbox.box("systemd-run", "--quiet", "--collect", "--unit=test-registry", "docker-registry", "serve", "/srv/registry/config.yml")
        if not eventually(lambda: cls.sandbox.box("curl", "-s", "127.0.0.1:5000/v2/", check=False).strip() == "{}"):
            raise AssertionError("the registry does not answer")

    def there(self):
        return self.sandbox.box("docker", "image", "ls", "-q", self.REFERENCE).strip()

    def test_an_upgrade_pulls_and_says_how_far_it_is(self):
        self.provision("puller")
        self.sandbox.box("systemctl", "stop", "test-registry")
        error = self.fails(1, "Remote", "upgrade", "puller", "--image", self.REFERENCE)
        self.assertIn("registry", error["hint"])
        self.assertEqual(self.ok("show", "puller", "--json").json["phase"], "BIND_WAIT", "nothing was changed")
        self.serve()
        self.assertEqual(self.there(), "")
        ended, shown = self.admin.on_a_terminal("upgrade", "puller", "--image", self.REFERENCE)
        self.assertEqual(ended, 0, shown)
        self.assertTrue(self.there())
        self.assertRegex(shown, r"pull-image  \d+ of \d+ layers, \d+\.\d of \d+\.\d MB")


if __name__ == "__main__":
    unittest.main()
