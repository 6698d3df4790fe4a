"""The iLink simulator alone: no Docker, no network but 127.0.0.1."""

import http.client
import json
import os
import ssl
import tempfile
import threading
import time
import unittest
from pathlib import Path

from support import Simulator
from hermes_sandbox import certificates
from hermes_sandbox.common import SandboxError


def setUpModule():
    """The hold of the real server takes 35 s: it runs beside the other tests."""
    global real, real_hold
    real = Simulator()
    real_hold = []

    def hold():
        begun = time.monotonic()
        answer = real.poll(real.new_code()["qrcode"])
        real_hold.extend([answer, time.monotonic() - begun])

    global holding
    holding = threading.Thread(target=hold)
    holding.start()


def tearDownModule():
    holding.join()
    real.stop()


class SimulatorTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="hermes-ilink-")
        certificates.make(Path(cls.folder.name), ["127.0.0.1"])

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        self.sim = Simulator("--hold", "1", "--certificate", f"{self.folder.name}/simulator.pem")
        self.addCleanup(self.sim.stop)


class LoginTest(SimulatorTest):
    def test_content_of_the_code_is_a_link_that_names_the_polling_token(self):
        code = self.sim.new_code()
        self.assertRegex(code["qrcode_img_content"], rf"^https://liteapp\.weixin\.qq\.com/q/\w+\?qrcode={code['qrcode']}&bot_type=3$")

    def test_another_bot_type_is_refused(self):
        self.assertEqual(self.sim.call("GET", "/ilink/bot/get_bot_qrcode?bot_type=1")[2]["ret"], 2)

    def test_an_unscanned_code_is_held_and_then_waits(self):
        begun = time.monotonic()
        self.assertEqual(self.sim.poll(self.sim.new_code()["qrcode"])["status"], "wait")
        self.assertGreater(time.monotonic() - begun, 0.9)

    def test_a_scan_answers_the_held_poll_at_once_and_a_confirmation_brings_credentials(self):
        code = self.sim.new_code()
        held = self.sim.poll_in_background(code["qrcode"])
        begun = time.monotonic()
        row = self.sim.control("scan", qr=code["qrcode_img_content"], user="alice")
        self.assertEqual(held()["status"], "scaned")
        self.assertLess(time.monotonic() - begun, 0.5)
        done = self.sim.poll(code["qrcode"])
        self.assertEqual(done["status"], "confirmed")
        self.assertRegex(done["ilink_bot_id"], r"^[0-9a-f]{12}@im\.bot$")
        self.assertTrue(done["bot_token"].startswith(done["ilink_bot_id"] + ":"))
        self.assertRegex(done["ilink_user_id"], r"^o9cq8.+@im\.wechat$")
        self.assertEqual(done["ilink_user_id"], row["user"])
        self.assertEqual(done["baseurl"], self.sim.ports["baseUrl"])

    def test_credentials_are_handed_out_once(self):
        code = self.sim.new_code()
        self.sim.poll_in_background(code["qrcode"])
        self.sim.control("scan", qr=code["qrcode"])
        self.assertEqual(self.sim.poll(code["qrcode"])["status"], "confirmed")
        self.assertEqual(self.sim.poll(code["qrcode"])["status"], "expired")

    def test_a_poll_that_was_given_up_takes_no_credentials_with_it(self):
        code = self.sim.new_code()
        with self.assertRaises(TimeoutError):
            self.sim.call("GET", f"/ilink/bot/get_qrcode_status?qrcode={code['qrcode']}", timeout=0.2)
        self.sim.control("scan", qr=code["qrcode"])
        self.assertEqual(self.sim.poll(code["qrcode"])["status"], "confirmed")

    def test_a_code_expires(self):
        self.sim.control("options", qr_lifetime=0.3)
        code = self.sim.new_code()
        self.assertEqual(self.sim.poll(code["qrcode"])["status"], "expired")
        with self.assertRaisesRegex(SandboxError, "dead: its status is expired"):
            self.sim.control("scan", qr=code["qrcode"])

    def test_an_unknown_code_is_expired_and_cannot_be_scanned(self):
        self.assertEqual(self.sim.poll("00")["status"], "expired")
        with self.assertRaisesRegex(SandboxError, "never issued"):
            self.sim.control("scan", qr="https://liteapp.weixin.qq.com/q/x?qrcode=00&bot_type=3")

    def test_a_scan_without_confirmation_stays_scanned(self):
        code = self.sim.new_code()
        self.sim.control("scan", qr=code["qrcode"], confirm=False)
        self.assertEqual(self.sim.poll(code["qrcode"])["status"], "scaned")
        self.assertEqual(self.sim.poll(code["qrcode"])["status"], "scaned")
        self.sim.control("confirm", qr=code["qrcode"])
        self.assertEqual(self.sim.poll(code["qrcode"])["status"], "confirmed")

    def test_the_verify_code_is_asked_for_until_it_is_right(self):
        code = self.sim.new_code()
        self.sim.control("scan", qr=code["qrcode"], verify_code="4711")
        self.assertEqual(self.sim.poll(code["qrcode"])["status"], "need_verifycode")
        self.assertEqual(self.sim.poll(code["qrcode"], verify_code="1")["status"], "need_verifycode")
        self.assertEqual(self.sim.poll(code["qrcode"], verify_code="4711")["status"], "scaned")
        self.assertEqual(self.sim.poll(code["qrcode"])["status"], "confirmed")

    def test_three_wrong_verify_codes_block_it(self):
        code = self.sim.new_code()
        self.sim.control("scan", qr=code["qrcode"], verify_code="4711")
        for _ in range(2):
            self.assertEqual(self.sim.poll(code["qrcode"], verify_code="1")["status"], "need_verifycode")
        self.assertEqual(self.sim.poll(code["qrcode"], verify_code="1")["status"], "verify_code_blocked")

    def test_a_user_of_another_data_centre_is_redirected_over_https(self):
        code = self.sim.new_code()
        self.sim.poll_in_background(code["qrcode"])
        self.sim.control("scan", qr=code["qrcode"], redirect=True)
        moved = self.sim.poll(code["qrcode"])
        self.assertEqual(moved["status"], "scaned_but_redirect")
        host, port = moved["redirect_host"].split(":")
        trusted = ssl.create_default_context(cafile=f"{self.folder.name}/ca.pem")
        done = self.sim.call("GET", f"/ilink/bot/get_qrcode_status?qrcode={code['qrcode']}", port=int(port), context=trusted)[2]
        self.assertEqual((host, done["status"]), ("127.0.0.1", "confirmed"))

    def test_a_client_that_holds_the_binding_keeps_it(self):
        first = self.sim.bind("alice")
        code = self.sim.new_code([first["bot_token"]])
        self.sim.poll_in_background(code["qrcode"])
        self.sim.control("scan", qr=code["qrcode"], user="alice")
        answer = self.sim.poll(code["qrcode"])
        self.assertEqual(answer, {"ret": 0, "status": "binded_redirect"})
        self.assertFalse(self.sim.control("bots")[0]["expired"])

    def test_a_user_whose_credentials_were_lost_cannot_bind_again(self):
        first = self.sim.bind("alice")
        self.sim.control("person", user="alice", lost=True)
        code = self.sim.new_code()
        with self.assertRaisesRegex(SandboxError, "expired"):
            self.sim.control("scan", qr=code["qrcode"], user="alice")
        self.assertEqual(self.sim.poll(code["qrcode"])["status"], "wait")
        helped = self.sim.new_code([first["bot_token"]])
        self.assertEqual(self.sim.control("scan", qr=helped["qrcode"], user="alice")["status"], "binded_redirect")


class MessagingTest(SimulatorTest):
    def setUp(self):
        super().setUp()
        self.alice = self.sim.bind("alice")
        self.token = self.alice["bot_token"]
        self.sim.control("options", first_updates_hold=0)

    def updates(self, cursor, token=None):
        return self.sim.bot("getupdates", {"get_updates_buf": cursor}, token or self.token)

    def test_a_message_arrives_once_with_an_id_beyond_double_precision(self):
        self.sim.control("message", user="alice", text="你好")
        first = self.updates("")
        self.assertEqual([m["item_list"][0]["text_item"]["text"] for m in first["msgs"]], ["你好"])
        self.assertGreater(first["msgs"][0]["message_id"], 2**53)
        self.assertEqual(first["msgs"][0]["from_user_id"], self.alice["ilink_user_id"])
        self.assertEqual(self.updates(first["get_updates_buf"])["msgs"], [])

    def test_a_reply_is_seen_by_the_phone(self):
        message = {"from_user_id": "", "to_user_id": self.alice["ilink_user_id"], "client_id": "c", "message_type": 2, "message_state": 2,
                   "item_list": [{"type": 1, "text_item": {"text": "hi"}}], "context_token": "t"}
        self.assertEqual(self.sim.bot("sendmessage", {"msg": message}, self.token)["ret"], 0)
        seen = self.sim.control("sent", user="alice")[0]
        self.assertEqual((seen["text"], seen["contextToken"]), ("hi", "t"))

    def test_an_unknown_token_has_no_session(self):
        self.assertEqual(self.updates("", "x@im.bot:00")["errcode"], -14)

    def test_a_newer_login_displaces_the_older_token_also_in_a_held_poll(self):
        cursor = self.updates("")["get_updates_buf"]
        self.sim.control("options", updates_hold=20)
        result = []
        poll = threading.Thread(target=lambda: result.append(self.updates(cursor)))
        poll.start()
        time.sleep(0.2)
        newer = self.sim.bind("alice")
        poll.join(5)
        self.assertEqual(result[0]["ret"], -14)
        self.assertNotEqual(newer["ilink_bot_id"], self.alice["ilink_bot_id"])
        self.assertEqual(newer["ilink_user_id"], self.alice["ilink_user_id"])
        self.assertEqual(self.updates("", newer["bot_token"])["ret"], 0)

    def test_another_users_login_displaces_nobody(self):
        self.sim.bind("bob")
        self.assertEqual(self.updates("")["ret"], 0)

    def test_the_cursor_of_an_earlier_binding_is_deaf(self):
        stale = self.updates("")["get_updates_buf"]
        newer = self.sim.bind("alice")
        self.sim.control("message", user="alice", text="hello?")
        self.assertEqual(self.updates(stale, newer["bot_token"])["msgs"], [])
        self.assertEqual(len(self.updates("", newer["bot_token"])["msgs"]), 1)

    def test_a_session_ends_when_it_is_told_to(self):
        self.sim.control("expire", user="alice")
        self.assertEqual(self.updates("")["errcode"], -14)

    def test_tokens_never_show_in_the_control_api(self):
        everything = json.dumps([self.sim.control("bots"), self.sim.control("logins"), self.sim.control("sent")])
        self.assertNotIn(self.token.split(":")[1], everything)


class FaultTest(SimulatorTest):
    def first(self):
        return self.sim.call("GET", "/ilink/bot/get_bot_qrcode?bot_type=3", timeout=2)

    def test_down_refuses_connections_until_it_is_over(self):
        for _ in range(2):
            self.sim.control("fault", kind="down")
            with self.assertRaises(ConnectionRefusedError):
                self.first()
            self.sim.control("fault", kind="none")
            self.assertEqual(self.first()[0], 200)

    def test_html_is_a_bad_gateway(self):
        self.sim.control("fault", kind="html", count=1)
        code, kind, page = self.first()
        self.assertEqual((code, kind), (502, "text/html"))
        self.assertIn(b"Bad Gateway", page)
        self.assertEqual(self.first()[0], 200)

    def test_html_with_200_junk_and_5xx(self):
        self.sim.control("fault", kind="html200")
        self.assertEqual(self.first()[0:2], (200, "text/html; charset=utf-8"))
        self.sim.control("fault", kind="junk")
        self.assertIsInstance(self.first()[2], bytes)
        self.sim.control("fault", kind="5xx", arg="524")
        self.assertEqual(self.first()[0], 524)

    def test_slow_hang_and_cut(self):
        self.sim.control("fault", kind="slow", arg="0.5")
        begun = time.monotonic()
        self.assertEqual(self.first()[0], 200)
        self.assertGreater(time.monotonic() - begun, 0.5)
        self.sim.control("fault", kind="hang")
        with self.assertRaises(TimeoutError):
            self.first()
        self.sim.control("fault", kind="cut")
        with self.assertRaises(http.client.RemoteDisconnected):
            self.first()

    def test_a_fault_may_be_for_some_paths_only(self):
        self.sim.control("fault", kind="5xx", only="getupdates")
        self.assertEqual(self.first()[0], 200)

    def test_an_unknown_fault_verb_or_option_is_refused(self):
        for verb, given in (("fault", {"kind": "earthquake"}), ("dance", {}), ("options", {"speed": 1})):
            with self.assertRaises(SandboxError):
                self.sim.control(verb, **given)


class RestartTest(unittest.TestCase):
    def test_bots_and_the_port_outlive_a_restart(self):
        with tempfile.TemporaryDirectory(prefix="hermes-ilink-") as folder:
            sim = Simulator("--hold", "0", "--state", f"{folder}/bots.json")
            token = sim.bind("alice")["bot_token"]
            port = sim.ports["port"]
            sim.stop()
            sim = Simulator("--hold", "0", "--state", f"{folder}/bots.json", "--port", str(port))
            try:
                self.assertEqual(sim.bot("getupdates", {"get_updates_buf": ""}, token)["ret"], 0)
                self.assertEqual(os.stat(f"{folder}/bots.json").st_mode & 0o777, 0o600)
            finally:
                sim.stop()


class TheRealHoldTest(unittest.TestCase):
    def test_the_hold_of_the_real_server_is_35_seconds(self):
        holding.join()
        self.assertEqual(real_hold[0]["status"], "wait")
        self.assertAlmostEqual(real_hold[1], 35, delta=1.5)


if __name__ == "__main__":
    unittest.main()
