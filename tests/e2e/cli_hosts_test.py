"""Whose a host is, and how it is logged in to: what `host add` can be told, each with its effect on the real host."""

import tempfile
import unittest

from cli_support import FleetTest


class Adoption(FleetTest):
    def copy(self):
        directory = tempfile.TemporaryDirectory(dir=self.directory)
        self.addCleanup(directory.cleanup)
        return self.admin.in_directory(directory.name)

    def test_a_registry_that_adopts_the_platform_takes_the_host_over_and_the_old_one_is_fenced(self):
        before = self.sandbox.claim()
        newer = self.copy()
        self.assertEqual(newer.add_host().exit, 0)
        refused = newer.trust_host()
        self.assertEqual((refused.exit, refused.error["kind"]), (4, "Conflict"), str(refused))
        self.assertIn(before["platform"], refused.error["hint"])

        # The key is trusted by now, so adopting links at once.
        ran = newer.add_host("ecs-1", "--adopt-platform", before["platform"])
        self.assertEqual((ran.exit, ran.json["state"]), (0, "ready"), str(ran))
        self.assertEqual(self.sandbox.claim(), {"platform": before["platform"], "claim": before["claim"] + 1})
        again = newer.add_host("ecs-1", "--adopt-platform", before["platform"])
        self.assertIs(again.json["unchanged"], True, str(again))
        self.assertEqual(self.sandbox.claim()["claim"], before["claim"] + 1, "once is enough")

        error = self.fails(4, "Conflict", "provision", "late")
        self.assertEqual(error["detail"], "FENCED")
        self.assertEqual(self.sandbox.containers("late"), [])
        tested = self.admin("host", "test", "ecs-1", "--json")
        self.assertEqual(tested.exit, 4, str(tested))
        self.assertIn("FENCED", tested.out)

        # It can be had back, on purpose.
        ran = self.admin.add_host("ecs-1", "--adopt-platform", before["platform"])
        self.assertEqual((ran.exit, ran.json["state"]), (0, "ready"), str(ran))
        self.assertEqual(self.sandbox.claim()["claim"], before["claim"] + 2)
        self.assertEqual(newer("host", "test", "ecs-1").exit, 4)
        self.ok("host", "test", "ecs-1")

    def test_an_adopted_host_is_taken_over_when_its_key_is_trusted_later(self):
        before = self.sandbox.claim()
        newer = self.copy()
        ran = newer.add_host("ecs-1", "--adopt-platform", before["platform"])
        self.assertEqual((ran.exit, ran.json["state"]), (0, "untrusted"), str(ran))
        self.assertEqual(self.sandbox.claim(), before, "an untrusted host is not touched")
        ran = newer.trust_host()
        self.assertEqual(ran.exit, 0, str(ran))
        self.assertEqual(self.sandbox.claim(), {"platform": before["platform"], "claim": before["claim"] + 1})
        self.assertEqual(self.fails(4, "Conflict", "provision", "late")["detail"], "FENCED")
        self.assertEqual(self.admin.add_host("ecs-1", "--adopt-platform", before["platform"]).exit, 0)

    def test_a_platform_is_adopted_only_by_a_registry_without_tenants(self):
        self.provision("here")
        other = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
        self.fails(4, "Conflict", "host", "add", "more", "--ssh", self.sandbox.host["ssh"], "--identity", self.sandbox.host["identity"],
                   "--adopt-platform", other)
        self.assertEqual([row["name"] for row in self.ok("host", "list", "--json").json], ["ecs-1"])


if __name__ == "__main__":
    unittest.main()
