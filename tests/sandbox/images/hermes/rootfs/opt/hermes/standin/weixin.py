"""The Weixin platform: polls iLink with the tenant's token, hands messages on, sends replies."""

import base64
import hashlib
import os
import threading
import time

from . import home, http, logs

DEFAULT_BASE_URL = "https://ilinkai.weixin.qq.com"
LONG_POLL = 35.0
API_TIMEOUT = 15.0
SESSION_EXPIRED = -14
FAILURES_BEFORE_BACKOFF = 3
LOG = "gateway.platforms.weixin"


class Fatal(Exception):
    """The platform cannot start, and trying again would not help. args: code, message"""


def settings(config):
    """What .env and config.yaml say; the environment wins."""
    given = home.section(config, "platforms", "weixin")
    extra = home.section(given, "extra")

    def value(name, default=""):
        return (os.environ.get(f"WEIXIN_{name.upper()}") or str(extra.get(name) or default)).strip()

    return {"token": os.environ.get("WEIXIN_TOKEN", "").strip() or str(given.get("token") or extra.get("token") or "").strip(),
            "account_id": value("account_id"), "base_url": value("base_url", DEFAULT_BASE_URL).rstrip("/"),
            "dm_policy": value("dm_policy", "open").lower(), "yaml_users": extra.get("allowed_users") or extra.get("allow_from") or []}


def is_enabled(config):
    given = home.section(config, "platforms", "weixin")
    return bool(os.environ.get("WEIXIN_TOKEN") or os.environ.get("WEIXIN_ACCOUNT_ID") or given.get("enabled"))


class Weixin:
    def __init__(self, config, on_message, argv):
        found = settings(config)
        self.account = found["account_id"]
        self.token = found["token"]
        self.base_url = found["base_url"]
        self.dm_policy = found["dm_policy"]
        self.yaml_users = found["yaml_users"]
        self.on_message = on_message
        self.argv = argv
        self.stopping = threading.Event()
        self.poll_call = None
        self.lock_file = None
        self.context_tokens = {}
        if self.account and not self.token:
            saved = home.read_json(self.file("")) or {}
            self.token = str(saved.get("token") or "").strip()
            self.base_url = str(saved.get("base_url") or "").strip().rstrip("/") or self.base_url

    def file(self, kind):
        return home.path("weixin", "accounts", f"{self.account}{kind}.json")

    # ---- start and stop

    def connect(self):
        if not self.token:
            raise Fatal("weixin_missing_token", "Weixin startup failed: WEIXIN_TOKEN is required")
        if not self.account:
            raise Fatal("weixin_missing_account", "Weixin startup failed: WEIXIN_ACCOUNT_ID is required")
        self.take_token_lock()
        self.context_tokens = home.read_json(self.file(".context-tokens")) or {}
        threading.Thread(target=self.poll_forever, daemon=True).start()
        logs.info(LOG, f"[Weixin] Connected account={self.account[:8]} base={self.base_url}")

    def disconnect(self):
        self.stopping.set()
        call = self.poll_call
        if call:
            call.cancel()
        if self.lock_file:
            try:
                os.unlink(self.lock_file)
            except OSError:
                pass
        logs.info(LOG, "[Weixin] Disconnected")

    def take_token_lock(self):
        """One gateway per token, as far as one lock directory reaches."""
        folder = os.environ.get("HERMES_GATEWAY_LOCK_DIR") or os.path.join(
            os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state"), "hermes", "gateway-locks")
        os.makedirs(folder, exist_ok=True)
        identity = hashlib.sha256(self.token.encode()).hexdigest()[:16]
        file = os.path.join(folder, f"weixin-bot-token-{identity}.lock")
        record = {**home.process_record(self.argv), "scope": "weixin-bot-token", "identity_hash": identity,
                  "metadata": {"platform": "weixin"}, "updated_at": home.now_iso()}
        held = home.read_json(file)
        if held and held.get("pid") != os.getpid():
            alive = home.start_time(held.get("pid"))
            if alive is not None and alive == held.get("start_time") and not home.is_stopped(held["pid"]):
                raise Fatal("weixin-bot-token_lock", f"Weixin bot token already in use (PID {held['pid']}). Stop the other gateway first.")
        home.write_json(file, record)
        self.lock_file = file

    # ---- receiving

    def poll_forever(self):
        cursor = str((home.read_json(self.file(".sync")) or {}).get("get_updates_buf") or "")
        timeout, failures = LONG_POLL, 0
        while not self.stopping.is_set():
            try:
                answer = self.get_updates(cursor, timeout)
                suggested = answer.get("longpolling_timeout_ms")
                if isinstance(suggested, int) and suggested > 0:
                    timeout = suggested / 1000
                ret, errcode = answer.get("ret", 0), answer.get("errcode", 0)
                if ret not in (0, None) or errcode not in (0, None):
                    if SESSION_EXPIRED in (ret, errcode) or (-2 in (ret, errcode) and answer.get("errmsg") == "unknown error"):
                        logs.error(LOG, "[Weixin] Session expired; pausing for 10 minutes")
                        self.stopping.wait(600)
                        failures = 0
                        continue
                    failures += 1
                    logs.warning(LOG, f"[Weixin] getUpdates failed ret={ret} errcode={errcode} errmsg={answer.get('errmsg', '')} "
                                      f"({failures}/{FAILURES_BEFORE_BACKOFF})")
                    failures = self.pause(failures)
                    continue
                failures = 0
                if answer.get("get_updates_buf"):
                    cursor = str(answer["get_updates_buf"])
                    home.write_json(self.file(".sync"), {"get_updates_buf": cursor})
                for message in answer.get("msgs") or []:
                    self.receive(message)
            except (OSError, ValueError) as trouble:
                if self.stopping.is_set():
                    return
                failures += 1
                logs.error(LOG, f"[Weixin] poll error ({failures}/{FAILURES_BEFORE_BACKOFF}): {trouble}")
                failures = self.pause(failures)

    def pause(self, failures):
        done = failures >= FAILURES_BEFORE_BACKOFF
        self.stopping.wait(30 if done else 2)
        return 0 if done else failures

    def get_updates(self, cursor, timeout):
        """A poll that merely times out counts as an empty answer."""
        self.poll_call = http.Call()
        try:
            return self.call("getupdates", {"get_updates_buf": cursor}, timeout, self.poll_call)
        except TimeoutError:
            return {"ret": 0, "msgs": [], "get_updates_buf": cursor}
        finally:
            self.poll_call = None

    def receive(self, message):
        sender = str(message.get("from_user_id") or "")
        if not sender or sender == self.account or self.stopping.is_set():
            return
        if message.get("context_token"):
            self.context_tokens[sender] = str(message["context_token"])
            home.write_json(self.file(".context-tokens"), self.context_tokens)
        if not self.lets_in(sender):
            return
        text = "\n".join(str(i.get("text_item", {}).get("text", "")) for i in message.get("item_list") or [] if i.get("type") == 1)
        media = sum(1 for i in message.get("item_list") or [] if i.get("type") != 1)
        logs.info(LOG, f"[Weixin] inbound from={sender[:8]} type=dm media={media}")
        if text or media:
            self.on_message(sender, text)

    def lets_in(self, sender):
        if self.dm_policy == "disabled":
            return False
        if self.dm_policy == "allowlist":
            listed = self.yaml_users if isinstance(self.yaml_users, list) else str(self.yaml_users).split(",")
            return sender in home.names("WEIXIN_ALLOWED_USERS") | {str(u).strip() for u in listed}
        return True

    # ---- sending

    def send(self, user, text):
        message = {"from_user_id": "", "to_user_id": user, "client_id": f"hermes-weixin-{os.urandom(16).hex()}", "message_type": 2,
                   "message_state": 2, "item_list": [{"type": 1, "text_item": {"text": text}}]}
        if self.context_tokens.get(user):
            message["context_token"] = self.context_tokens[user]
        for attempt in range(5):
            try:
                answer = self.call("sendmessage", {"msg": message})
                if answer.get("ret") in (0, None) and answer.get("errcode") in (0, None):
                    return
                trouble = f"ret={answer.get('ret')} errmsg={answer.get('errmsg')}"
                if answer.get("ret") == SESSION_EXPIRED:
                    break
            except (OSError, ValueError) as error:
                trouble = error
            time.sleep(1.0)
        logs.error(LOG, f"[Weixin] send failed to={user[:8]}: {trouble}")

    def typing(self, user, status, ticket=""):
        """Shows or hides that the agent writes; trouble with it is nobody's concern."""
        try:
            if not ticket:
                ticket = str(self.call("getconfig", {"ilink_user_id": user, "context_token": self.context_tokens.get(user)})
                             .get("typing_ticket") or "")
            if ticket:
                self.call("sendtyping", {"ilink_user_id": user, "typing_ticket": ticket, "status": status})
        except (OSError, ValueError):
            pass
        return ticket

    def call(self, name, document, timeout=API_TIMEOUT, call=None):
        uin = base64.b64encode(str(int.from_bytes(os.urandom(4), "big")).encode()).decode()
        headers = {"Content-Type": "application/json", "AuthorizationType": "ilink_bot_token", "Authorization": f"Bearer {self.token}",
                   "X-WECHAT-UIN": uin, "iLink-App-Id": "bot", "iLink-App-ClientVersion": "131584"}
        document = {**{k: v for k, v in document.items() if v is not None}, "base_info": {"channel_version": "2.2.0"}}
        return (call or http.Call()).post(f"{self.base_url}/ilink/bot/{name}", headers, document, timeout)
