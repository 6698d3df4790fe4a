"""Orders of the platform, in a real PostgreSQL that is reached through a real SSH forward of a managed host by a role that may only read: what is
paid is served by the worker without being asked, what lapses is stopped, and what got stuck is found and mended."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import time
import unittest

from cli_support import FleetTest, Worker, eventually
from platform_support import TELLER, Platform
from wechatpay_support import WechatPay

PHONE = "wx-orders@im.wechat"

# Stands for the program on the host where the keys are.
SHIM = """install -d -o twilight /home/twilight/.local /home/twilight/.local/bin
cat > /home/twilight/.local/bin/hermes-admin <<'END'
#!/bin/sh
case "$*" in
"order ask --json --trade-no=T-o5") echo '{"state":"NOTPAY","tradeNo":"T-o5"}' ;;
"order ask --json --refund-no=R-o7") echo '{"state":"PROCESSING","tradeNo":"T-o7","refundNo":"R-o7","asked":"1"}' ;;
*) exit 9 ;;
esac
END
chmod 755 /home/twilight/.local/bin/hermes-admin"""

# Issues keys as docs/tenant-keys.md has it: the same `issue` gets the same key.
HOOK = """#!/bin/sh
set -e
umask 077
mkdir -p "$HOME/keys"
issue=$(sed 's/.*"issue":"\\([0-9a-f]*\\)".*/\\1/')
file=$HOME/keys/$issue
case $1 in
issue)
    [ -s "$file" ] || od -An -N16 -tx1 /dev/urandom | tr -d ' \\n' >"$file"
    printf '{"env": {"LLM_API_KEY": "%s"}, "ids": {"llmApiTokenId": 42}}' "$(cat "$file")"
    ;;
revoke) rm -f "$file" ;;
*) exit 2 ;;
esac
"""


def eventually_ended(process):
    """Seconds until it did."""
    began = time.monotonic()
    process.communicate(timeout=60)
    return time.monotonic() - began


class Orders(FleetTest):
    """Tests run in the order of their names."""

    @classmethod
    def prepare(cls):
        cls.platform = Platform(cls.sandbox.info["tenantGateway"])
        cls.addClassCleanup(cls.platform.end)
        super().prepare()
        cls.admin.env["HERMES_ADMIN_PLATFORM_DB"] = cls.platform.through("ecs-1")

    def worker(self):
        worker = Worker(self.admin)
        self.addCleanup(lambda: worker.process.poll() is None and worker.end())
        return worker

    def row(self, name):
        return next((row for row in self.ok("list", "--json").json if row["name"] == name), None)

    def at(self, name, phase, limit=90):
        self.assertTrue(eventually(lambda: (self.row(name) or {}).get("phase") == phase, limit), f"{name}: {self.row(name)}")

    def parts(self, registry, name, paid):
        """Where the time went until the tenant waited for a scan: effects are the engine's and iLink's, with the way there; after the last
        of them the image starts. What is left is ours."""
        with contextlib.closing(sqlite3.connect(f"file:{registry}?mode=ro", uri=True)) as db:
            asked, = db.execute("select requested_at from requests where name = ?", (name,)).fetchone()
            waits, = db.execute("select min(j.at) from journal j join tenants t on t.id = j.tenant_id "
                                "where t.name = ? and j.phase_after = 'BIND_WAIT'", (name,)).fetchone()
            steps = db.execute("select o.step, o.started_at, o.ended_at from operations o join tenants t on t.id = o.tenant_id "
                               "where t.name = ? and o.started_at <= ? order by o.id", (name, waits)).fetchall()
        between, at = 0, asked
        for _, started, ended in steps:
            between, at = between + started - at, ended
        self.assertGreater(len(steps), 1)
        effects = ", ".join(f"{step} {ended - started:.0f}" for step, started, ended in steps)
        return (f"{waits - paid:.0f} ms: {asked - paid:.0f} until it was asked for, {between:.0f} between effects; "
                f"effects: {effects}; {waits - at:.0f} until the image answered")

    def finding(self, order):
        return self.ok("order", "show", order, "--json").json["finding"]

    def test_1_the_reader_may_read_what_is_needed_and_nothing_else(self):
        checks = self.ok("order", "check", "--json").json
        self.assertIs(checks["ok"], True)
        self.assertEqual([check["name"] for check in checks["checks"]], ["platform database"])
        self.assertEqual(self.ok("order", "list", "--json").json, [])
        self.assertEqual(self.ok("order", "list", "--stuck").out.strip(), "Nobody who paid waits.")
        self.fails(3, "NotFound", "order", "show", "nobodys")
        self.fails(2, "Invalid", "order", "show", "a b")
        # A column that is not granted is a column that is not there.
        self.platform.psql('revoke select ("transactionId") on "Order" from hermes_reader')
        checks = self.ok("order", "check", "--json").json
        self.assertEqual([check["name"] for check in checks["checks"]], ["platform database", "Order.transactionId"])
        self.assertEqual(self.ok("order", "list", "--json").json, [])
        self.platform.psql('revoke select (status) on "Order" from hermes_reader')
        error = self.fails(2, "Invalid", "order", "list")
        self.assertEqual(error["detail"], "Order.status")
        self.platform.psql('grant select (status, "transactionId") on "Order" to hermes_reader')

    def test_2_what_is_wrong_with_the_way_there_is_told_without_the_password(self):
        good = self.admin.env["HERMES_ADMIN_PLATFORM_DB"]
        self.addCleanup(self.admin.env.update, {"HERMES_ADMIN_PLATFORM_DB": good})
        self.admin.env["HERMES_ADMIN_PLATFORM_DB"] = self.platform.through("ecs-9")
        self.assertIn("ecs-9", self.fails(3, "NotFound", "order", "list")["message"])
        self.admin.env["HERMES_ADMIN_PLATFORM_DB"] = good.replace("hermes_reader@", "hermes_reader:reader-canary@")
        self.assertNotIn("canary", str(self.fails(2, "Invalid", "order", "list")))
        self.platform.reader_file.chmod(0o644)
        self.assertIn("chmod 600", self.fails(2, "Invalid", "order", "list", env={"HERMES_ADMIN_PLATFORM_DB": good})["hint"])
        self.platform.reader_file.chmod(0o600)
        self.admin.env["HERMES_ADMIN_PLATFORM_DB"] = ""
        self.assertIn("HERMES_ADMIN_PLATFORM_DB", self.fails(2, "Invalid", "order", "list")["hint"])
        (self.directory / "home" / "platform.json").write_text('{"tabels": {}}')
        self.admin.env["HERMES_ADMIN_PLATFORM_DB"] = good
        self.assertIn("tabels", self.fails(2, "Invalid", "order", "list")["message"])
        (self.directory / "home" / "platform.json").unlink()

    def test_3_an_order_that_is_paid_is_served_without_being_asked(self):
        worker = self.worker()
        self.platform.subscribe("cmsub1")
        paid = time.time() * 1000
        self.platform.order("o1", "cmsub1")
        self.at("cmsub1", "BIND_WAIT")
        print(f"from PAID to BIND_WAIT: {self.parts(worker.registry, 'cmsub1', paid)}", flush=True)
        row = self.row("cmsub1")
        self.assertEqual((row["order"], row["subscription"], row["planCode"], row["paymentState"]), ("o1", "cmsub1", "dedicated_basic", "PAID"))
        stuck = self.ok("order", "list", "--stuck", "--json").json
        self.assertEqual([(one["order"], one["finding"], one["verb"], one["tenant"]) for one in stuck],
                         [("o1", "WAITING_FOR_SCAN", "SHOW_CODE", "cmsub1")])
        self.assertEqual(stuck[0]["amount"], {"minor": 19900, "currency": "CNY", "text": "199.00 CNY"})
        # Said again, and by the platform's own backend too.
        self.platform.set("Order", "o1", "PAID")
        again = self.ok("provision", "cmsub1", "--order", "o1", "--subscription", "cmsub1", "--plan-code", "dedicated_basic", "--json").json
        self.assertIs(again["unchanged"], True)
        self.bound("cmsub1", PHONE)
        self.at("cmsub1", "READY")
        self.assertTrue(eventually(lambda: self.ok("order", "show", "o1", "--json").json["deliveredAt"]))
        self.assertEqual(self.finding("o1"), "DELIVERED")
        self.assertEqual(self.ok("order", "list", "--stuck", "--json").json, [])
        self.assertEqual(len(self.sandbox.containers()), 1)
        self.assertEqual(worker.end(), 0)

    def test_4_a_lapse_stops_and_a_reactivation_starts(self):
        worker = self.worker()
        self.platform.set("Subscription", "cmsub1", "EXPIRED")
        self.at("cmsub1", "PAUSED")
        self.assertEqual(self.finding("o1"), "PAUSED_BY_LAPSE")
        self.assertEqual(self.row("cmsub1")["paymentState"], "LAPSED")
        self.platform.set("Subscription", "cmsub1", "ACTIVE")
        self.at("cmsub1", "READY")
        # A renewal makes nothing new.
        self.platform.psql("""update "Order" set "paidAt" = "paidAt" - interval '30 days' where id = 'o1'""")
        self.platform.order("o2", "cmsub1")
        self.assertTrue(eventually(lambda: self.finding("o2") == "DELIVERED"))
        self.assertEqual(len(self.sandbox.containers()), 1)
        self.assertEqual(worker.end(), 0)

    def test_5_what_got_stuck_is_mended_with_a_reason_and_audited(self):
        self.platform.subscribe("cmsub2")
        self.platform.order("o3", "cmsub2")
        [stuck] = self.ok("order", "list", "--stuck", "--json").json
        self.assertEqual((stuck["order"], stuck["finding"], stuck["verb"]), ("o3", "NOT_REQUESTED", "PROVISION"), "nobody works: it waits")
        card = self.ok("order", "show", "o3", "--json").json
        self.assertEqual([fact["kind"] for fact in card["facts"]], ["WECHAT", "ORDER", "SUBSCRIPTION", "INSTANCE", "HOST"])
        self.fails(2, "Invalid", "order", "recover", "o3", "--reason", "NONE", "--note", "because I can")
        self.fails(2, "Invalid", "order", "recover", "o3", "--reason", "OTHER", "--note", " ")
        self.fails(4, "Conflict", "order", "recover", "o3", "--reason", "OTHER", "--note", "a try", "--verb", "hand_off")
        self.fails(4, "Conflict", "order", "recover", "o3", "--reason", "OTHER", "--note", "a try", "--row-version", "77")
        plan = self.ok("order", "recover", "o3", "--reason", "OTHER", "--note", "a try", "--plan", "--json").json["plan"]
        self.assertEqual([step["verb"] for step in plan], ["provision"])
        self.assertIsNone(self.row("cmsub2"))
        wish = ("order", "recover", "o3", "--reason", "CUSTOMER_ASKED", "--note", "called at noon", "--key", "click-1", "--json")
        self.assertIs(self.ok(*wish).json["unchanged"], False)
        self.assertIs(self.ok(*wish).json["unchanged"], True)
        self.ok("worker", "--once")
        self.at("cmsub2", "BIND_WAIT")
        card = self.ok("order", "show", "o3", "--json").json
        self.assertEqual([attempt["verb"] for attempt in card["attempts"]], ["order.provision"])
        self.assertIn("called at noon", card["attempts"][0]["detail"])
        self.assertIs(self.ok("audit", "--verify", "--json").json["ok"], True)
        rows = self.ok("audit", "--tenant", "o3", "--json").json
        self.assertEqual([(row["verb"], row["detail"]["reason"]) for row in rows], [("order.provision", "CUSTOMER_ASKED")])
        csv = self.ok("audit", "--csv", "--limit", "5").out.splitlines()
        self.assertEqual(csv[0], "id,at,actor,verb,target,detail")
        self.assertEqual(len(csv), 6)

    def test_6_a_database_that_is_away_is_told_and_work_goes_on_afterwards(self):
        worker = self.worker()
        self.platform.stop()
        error = self.fails(5, "Network", "order", "list", "--timeout", "60")
        self.assertTrue(error["hint"])
        self.assertEqual(self.row("cmsub1")["phase"], "READY", "who is served stays served")
        self.platform.start()
        self.platform.subscribe("cmsub3")
        self.platform.order("o4", "cmsub3")
        self.at("cmsub3", "BIND_WAIT")
        # The sessions of the host are cut, and with them the tunnel.
        self.sandbox.box("pkill", "-f", "sshd: twilight")
        self.platform.set("Subscription", "cmsub3", "CANCELLED")
        self.at("cmsub3", "PAUSED")
        self.assertEqual(worker.end(), 0)
        log = (self.directory / "home" / "logs" / "hermes-admin.log").read_text()
        self.assertNotIn("canary", log)

    def test_6b_what_does_not_answer_is_given_up_in_time_and_nothing_of_it_is_left(self):
        # Somebody changes the table and takes his time.
        holder = self.platform.client('begin; lock table "Order" in access exclusive mode; select pg_sleep(300)')
        self.assertTrue(eventually(lambda: self.platform.psql("select count(*) from pg_locks where mode = 'AccessExclusiveLock' and granted"
                                                              " and locktype = 'relation'") != "0"))
        began = time.monotonic()
        self.assertIn("locked", self.fails(1, "Timeout", "order", "list", "--timeout", "60")["message"])
        self.assertLess(time.monotonic() - began, 15)
        self.platform.psql("select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(300)%' and pid <> pg_backend_pid()")
        holder.communicate(timeout=20)
        # A query that takes for ever.
        waiting = "select count(*) from pg_stat_activity where usename = 'hermes_reader' and state = 'active'"
        self.platform.slow(300)
        worker = self.worker()
        began = time.monotonic()
        self.fails(1, "Timeout", "order", "list", "--timeout", "60")
        self.assertLess(time.monotonic() - began, 25)
        self.assertEqual(self.row("cmsub1")["phase"], "READY", "the fleet is there all the while")
        # Ctrl-C waits for nothing.
        asking = self.admin.start("order", "list")
        self.assertTrue(eventually(lambda: self.platform.psql(waiting) != "0"))
        asking.send_signal(signal.SIGINT)
        self.assertLess(eventually_ended(asking), 5)
        # Nor does the worker's end.
        began = time.monotonic()
        self.assertEqual(worker.end(), 0)
        self.assertLess(time.monotonic() - began, 20)
        self.platform.slow(0)
        self.assertTrue(eventually(lambda: self.platform.psql(waiting) == "0", 20), "a query that nobody waits for ends")
        self.ok("order", "list")
        # The tunnel stands still: sshd is there, and passes nothing on.
        worker = self.worker()
        self.platform.subscribe("cmsub6")
        self.assertTrue(eventually(lambda: "sshd: twilight" in self.sandbox.box("ps", "-eo", "args")))
        self.sandbox.box("pkill", "-STOP", "-f", "sshd: twilight")
        self.platform.order("o6", "cmsub6")
        self.at("cmsub6", "BIND_WAIT", 150)
        self.sandbox.box("pkill", "-CONT", "-f", "sshd: twilight")
        self.assertEqual(worker.end(), 0)

    def test_7_wechat_pay_is_asked_and_believed_only_where_it_signs(self):
        home = self.directory / "home"
        self.platform.subscribe("cmsub5", "PENDING")
        self.platform.order("o5", "cmsub5", "PENDING")
        self.assertEqual(self.finding("o5"), "NOT_PAID")
        # Nobody here has the keys, and the host has no such program either.
        self.assertIn("hermes-admin", self.fails(1, "Remote", "order", "ask", "o5")["message"])
        self.sandbox.box("sh", "-c", SHIM)
        self.addCleanup(self.sandbox.box, "rm", "-rf", "/home/twilight/.local")
        self.assertEqual(self.ok("order", "ask", "o5", "--json").json["state"], "NOTPAY", "asked on the host where the keys are")
        wechat = WechatPay()
        self.addCleanup(wechat.end)
        wechat.configure(home)
        self.addCleanup((home / "wechatpay.json").unlink)
        self.fails(3, "NotFound", "order", "ask", "o5")
        wechat.state("T-o5", "SUCCESS")
        self.assertEqual(self.ok("order", "ask", "o5").out.strip(), "SUCCESS 199.00 CNY 42…o5")
        card = self.ok("order", "show", "o5", "--json").json
        self.assertEqual((card["finding"], card["verb"], card["waits"]), ("NOT_RECORDED", "REDRIVE", True))
        self.assertEqual((card["facts"][0]["state"], card["facts"][0]["mark"]), ("SUCCESS", "DISAGREES"))
        self.ok("worker", "--once")
        self.assertIsNone(self.row("cmsub5"), "the platform says nothing of a payment: nothing is made")
        # The platform's own handler takes what it missed, and nobody else says that it was paid.
        recover = ("order", "recover", "o5", "--reason", "CALLBACK_LOST", "--note", "the notification never came", "--yes")
        self.assertIn("no program", self.fails(3, "NotFound", *recover)["message"])
        hooks = "/home/twilight/hermes/hooks"
        self.sandbox.box("sh", "-c", f"install -d -o twilight {hooks}; printf '#!/bin/sh\\ncat >/home/twilight/taken; exit $(cat /home/twilight/code)\\n'"
                         f" >{hooks}/redrive-payment; chmod 755 {hooks}/redrive-payment; echo 3 >/home/twilight/code; chown twilight /home/twilight/code")
        self.addCleanup(self.sandbox.box, "rm", "-rf", hooks, "/home/twilight/taken", "/home/twilight/code")
        self.assertIn("exit code 3", self.fails(1, "Remote", *recover)["detail"])
        self.sandbox.box("sh", "-c", "echo 0 >/home/twilight/code")
        self.ok(*recover)
        taken = json.loads(self.sandbox.box("cat", "/home/twilight/taken"))
        self.assertEqual((taken["order"], taken["outTradeNo"], taken["amount"], taken["currency"]), ("o5", "T-o5", 19900, "CNY"))
        self.assertEqual(self.finding("o5"), "NOT_RECORDED", "until the platform says so")
        wechat.state("T-o5", "SUCCESS", 1)
        self.ok("order", "ask", "o5")
        self.assertEqual(self.finding("o5"), "AMOUNT_MISMATCH")
        wechat.forged = True
        self.assertIn("not WeChat Pay's", self.fails(5, "Auth", "order", "ask", "o5")["message"])
        wechat.forged = False
        (home / "merchant.key").chmod(0o644)
        error = self.fails(2, "Invalid", "order", "ask", "o5")
        self.assertIn("chmod 600", error["hint"])
        self.assertNotIn("PRIVATE KEY", str(error))
        (home / "merchant.key").chmod(0o600)
        wechat.state("T-o5", "REFUND")
        self.ok("order", "ask", "o5")
        self.assertEqual(self.finding("o5"), "REFUNDED")

    def test_7b_a_refund_is_handed_off_approved_elsewhere_and_followed_until_it_is_there(self):
        home = self.directory / "home"
        # Paid, and for nothing that could be served.
        self.platform.order("o7", "")
        [waiting] = [row for row in self.ok("order", "list", "--stuck", "--json").json if row["order"] == "o7"]
        self.assertEqual((waiting["finding"], waiting["verb"], waiting["handOff"]), ("NO_SUBSCRIPTION", "HAND_OFF", None))
        approve = ("order", "handoff", "o7", "--approver", "lin", "--refund-no", "R-o7")
        self.assertIn("order show o7", self.fails(4, "Conflict", *approve)["hint"], "nobody handed it off")
        self.ok("order", "recover", "o7", "--reason", "CUSTOMER_ASKED", "--note", "he wants it back", "--yes")
        card = self.ok("order", "show", "o7", "--json").json
        self.assertEqual((card["handOff"]["outcome"], card["handOff"]["open"], card["handOff"]["note"], card["handOff"]["approver"]),
                         ("WAITING", True, "he wants it back", None))
        self.assertEqual((card["facts"][5]["kind"], len(card["facts"])), ("HAND_OFF", 6))
        self.assertNotIn("o7", [row["order"] for row in self.ok("order", "list", "--stuck", "--json").json])
        # What nobody can mean.
        self.fails(2, "Invalid", "order", "handoff", "o7", "--approver", "lin")
        self.fails(2, "Invalid", *approve[:-1], "R o7")
        self.fails(2, "Invalid", "order", "handoff", "o7", "--approver", "lin", "--outcome", "success")
        self.fails(2, "Invalid", "order", "handoff", "o7", "--approver", "lin", "--outcome", "refused")
        self.fails(4, "Conflict", *approve, "--row-version", "99")
        plan = self.ok(*approve, "--plan", "--json").json["plan"]
        self.assertEqual([(step["verb"], step["target"], step["destructive"]) for step in plan], [("record", "o7", False)])
        self.assertIsNone(self.ok("order", "show", "o7", "--json").json["handOff"]["approver"])
        done = self.ok(*approve, "--note", "agreed by phone", "--row-version", str(card["rowVersion"]), "--json").json
        self.assertEqual((done["unchanged"], done["handOff"]["approver"], done["handOff"]["refundNo"], done["handOff"]["outcome"]), (False, "lin", "R-o7", "WAITING"))
        self.assertIs(self.ok(*approve, "--json").json["unchanged"], True)
        self.assertEqual(self.ok(*approve, "--plan", "--json").json["plan"], [])
        # Asked where the keys are, by number alone.
        self.sandbox.box("sh", "-c", SHIM)
        self.addCleanup(self.sandbox.box, "rm", "-rf", "/home/twilight/.local")
        self.assertEqual(self.ok("order", "ask", "--refund-no", "R-o7", "--json").json["state"], "PROCESSING")
        wechat = WechatPay()
        self.addCleanup(wechat.end)
        wechat.configure(home)
        self.addCleanup((home / "wechatpay.json").unlink)
        wechat.state("T-o7", "SUCCESS")
        self.fails(3, "NotFound", "order", "ask", "o7")
        self.assertEqual(self.ok("order", "show", "o7", "--json").json["handOff"]["outcome"], "WAITING", "it knows no such refund")
        wechat.refund("R-o7", "T-other", "SUCCESS")
        self.assertIn("another payment", self.fails(4, "Conflict", "order", "ask", "o7")["message"])
        self.assertEqual(self.finding("o7"), "NO_SUBSCRIPTION")
        wechat.refund("R-o7", "T-o7", "PROCESSING")
        asked = self.ok("order", "ask", "o7", "--json").json
        self.assertEqual((asked["state"], asked["refund"]["state"], asked["refund"]["amount"]["text"]), ("REFUND", "PROCESSING", "199.00 CNY"))
        self.assertIn("R-o7", self.fails(4, "Conflict", "order", "handoff", "o7", "--approver", "lin", "--outcome", "kept", "--note", "he stays")["message"])
        wechat.refund("R-o7", "T-o7", "PARKED")
        self.assertEqual(self.ok("order", "ask", "o7").out.splitlines()[1], "refund R-o7: PARKED 199.00 CNY of 199.00 CNY")
        handed = self.ok("order", "show", "o7", "--json").json["handOff"]
        self.assertEqual((handed["outcome"], handed["refund"]["state"], handed["refund"]["rawState"]), ("UNKNOWN", "UNKNOWN", "PARKED"))
        wechat.forged = True
        wechat.refund("R-o7", "T-o7", "SUCCESS")
        self.assertIn("not WeChat Pay's", self.fails(5, "Auth", "order", "ask", "--refund-no", "R-o7")["message"])
        wechat.forged = False
        # Nobody has to ask: the worker does.
        worker = self.worker()
        self.assertTrue(eventually(lambda: self.ok("order", "show", "o7", "--json").json["handOff"]["outcome"] == "SUCCESS", 150))
        self.assertEqual(worker.end(), 0)
        card = self.ok("order", "show", "o7", "--json").json
        self.assertEqual((card["finding"], card["verb"], card["waits"], card["handOff"]["open"]), ("REFUNDED", None, False, False))
        self.assertEqual([attempt["verb"] for attempt in reversed(card["attempts"])],
                         ["order.hand_off", "order.refund_approved", "order.refund_state", "order.refund_state", "order.refund_state"])
        self.assertIn("lin", self.ok("order", "show", "o7").out)
        self.assertIs(self.ok("audit", "--verify", "--json").json["ok"], True)

    def test_8_the_platform_is_told_what_serves_and_its_own_keys_come_and_go(self):
        hook = "/home/twilight/hermes/hooks/tenant-keys"
        self.sandbox.box("sh", "-c", f"install -d -o twilight /home/twilight/hermes/hooks; cat > {hook} <<'END'\n{HOOK}END\nchmod 755 {hook}")
        self.addCleanup(self.sandbox.box, "rm", "-rf", "/home/twilight/hermes/hooks", "/home/twilight/keys")
        home = self.directory / "home"
        (home / "platform.json").write_text('{"writeBack": true, "states": {"instance": {"PROVISIONING": "PENDING", "READY": "ACTIVE", "GONE": "DELETED"}}}')
        self.addCleanup((home / "platform.json").unlink)
        gaps = [check["name"] for check in self.ok("order", "check", "--json").json["checks"]]
        self.assertEqual(gaps[1:], ["HermesInstance." + name for name in ("baseUrl", "externalRef", "hostPort", "status", "updatedAt")])
        self.platform.psql(TELLER)
        self.assertEqual(len(self.ok("order", "check", "--json").json["checks"]), 1)
        worker = self.worker()
        self.platform.subscribe("cmsub8")
        self.platform.psql("insert into \"HermesInstance\" (id, \"subscriptionId\", \"baseUrl\", status, \"llmApiKey\", \"updatedAt\")"
                           " values ('i8', 'cmsub8', 'https://shared.hermes.local', 'PENDING', 'theirs', now() at time zone 'UTC')")
        self.platform.order("o8", "cmsub8")
        self.at("cmsub8", "BIND_WAIT")
        row = self.row("cmsub8")
        port = row["ports"]["dashboard"]
        told = lambda: self.platform.psql('select "baseUrl", "externalRef", "hostPort", status, "llmApiKey" from "HermesInstance" where id = \'i8\'').split("|")
        self.assertTrue(eventually(lambda: told() == [f"http://127.0.0.1:{port}", "hermes-cmsub8", str(port), "PENDING", "theirs"]), told())
        self.bound("cmsub8", "wx-told")
        self.at("cmsub8", "READY")
        self.assertTrue(eventually(lambda: told()[3] == "ACTIVE"), told())
        # Its keys are in its home, and nowhere else.
        [container] = self.sandbox.containers("cmsub8")
        env = self.sandbox.box("docker", "exec", container["Id"], "cat", "/opt/data/.env")
        key = self.sandbox.box("sh", "-c", "cat /home/twilight/keys/*").strip()
        self.assertIn(f"LLM_API_KEY={key}\n", env)
        self.assertNotIn(key, str(container))
        for file in home.rglob("*"):
            self.assertFalse(file.is_file() and key.encode() in file.read_bytes(), file)
        self.assertEqual(self.ok("order", "status", "o8", "--json").json["keyIds"], {"llmApiTokenId": 42})
        self.ok("restart", "cmsub8")
        self.at("cmsub8", "READY")
        self.assertEqual(self.sandbox.box("sh", "-c", "cat /home/twilight/keys/*").strip(), key)
        self.ok("destroy", "cmsub8", "--yes")
        self.assertTrue(eventually(lambda: self.sandbox.box("sh", "-c", "ls /home/twilight/keys") == "", 60))
        self.assertTrue(eventually(lambda: told() == ["", "hermes-cmsub8", "", "DELETED", "theirs"], 90), told())
        rows = self.ok("audit", "--json").json
        key = subprocess.run(["ssh-keygen", "-lf", self.sandbox.host["identity"] + ".pub"], text=True, capture_output=True, check=True)
        self.assertTrue(rows[0]["actor"].endswith(" " + key.stdout.split()[1]), rows[0])
        verbs = [line["verb"] for line in rows]
        for verb in ("keys.issue", "keys.revoke", "platform.tell"):
            self.assertIn(verb, verbs)
        self.assertEqual(worker.end(), 0)


if __name__ == "__main__":
    os.environ.setdefault("HERMES_ADMIN", "hermes-admin")
    unittest.main(failfast=True)
