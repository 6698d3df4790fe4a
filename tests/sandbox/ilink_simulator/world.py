"""What the simulated WeChat knows: people, QR codes, bots and messages. No HTTP in here; one lock, one condition."""

import base64
import hashlib
import json
import os
import secrets
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

WRONG_CODES_ALLOWED = 3


class Refused(Exception):
    """What somebody asked of the simulated world cannot be; the message says why."""


@dataclass
class Login:
    """One QR code, from its issue to the moment its credentials were handed out."""

    qrcode: str
    issued: float
    deadline: float
    known_tokens: list
    status: str = "wait"
    user: str = ""
    verify_code: str = ""
    wrong_codes: int = 0
    confirm_when_accepted: bool = False
    redirect: bool = False
    seen: set = field(default_factory=set)
    polls: int = 0
    handed_out: int = 0
    credentials: dict = None


@dataclass
class Bot:
    """What one confirmed login made: an id, a token, and the mail for it."""

    bot_id: str
    token: str
    user: str
    base_url: str
    expired: bool = False
    polls: int = 0
    polling: int = 0
    sequence: int = 0
    inbox: list = field(default_factory=list)


@dataclass
class Options:
    hold: float = 35.0              # a poll for the login status
    updates_hold: float = 35.0      # getupdates
    first_updates_hold: float = 2.0  # getupdates with an empty cursor
    qr_lifetime: float = 100.0
    verify_attempts: int = WRONG_CODES_ALLOWED
    deliver_once: bool = True       # credentials go out with one answer only, as at Tencent


class World:
    def __init__(self, options=None, state_file=None, base_url="", redirect_host=""):
        self.options = options or Options()
        self.base_url = base_url
        self.redirect_host = redirect_host
        self.changed = threading.Condition()
        self.logins = {}
        self.bots = {}          # by token
        self.people = {}        # user id -> {"lost": bool, "redirect": bool}
        self.sent = []
        self.remarks = []
        self._state_file = Path(state_file) if state_file else None
        self._load()

    # ---- people -----------------------------------------------------------------------------------------------

    @staticmethod
    def user_id(name):
        """The WeChat id of a person: an id as it is, any other name hashed into the form of one."""
        if name.endswith("@im.wechat"):
            return name
        digest = base64.urlsafe_b64encode(hashlib.sha256(name.encode()).digest()).decode()
        return "o9cq8" + digest[:23].replace("-", "x").replace("_", "y") + "@im.wechat"

    def bot_of(self, user):
        return next((b for b in self.bots.values() if b.user == user and not b.expired), None)

    # ---- login, as the client sees it -------------------------------------------------------------------------

    def issue(self, known_tokens=()):
        now = time.monotonic()
        with self.changed:
            login = Login(secrets.token_hex(16), now, now + self.options.qr_lifetime, [str(t) for t in known_tokens][:10])
            self.logins[login.qrcode] = login
            for old in [q for q, l in self.logins.items() if now - l.issued > 3600]:
                del self.logins[old]
        content = f"https://liteapp.weixin.qq.com/q/{login.qrcode[:12]}?qrcode={login.qrcode}&bot_type=3"
        return {"ret": 0, "qrcode": login.qrcode, "qrcode_img_content": content}

    def poll(self, qrcode, verify_code="", at_redirect=False, gone=lambda: False):
        """Answers once there is something new to say, at the latest when the hold is over. None: the caller is gone."""
        until = time.monotonic() + self.options.hold
        with self.changed:
            login = self.logins.get(qrcode)
            if not login:
                return {"ret": 0, "status": "expired"}
            login.polls += 1
            if verify_code:
                self._enter_code(login, verify_code)
            while True:
                self._age(login)
                status = self._status_for(login, at_redirect)
                left = until - time.monotonic()
                nothing_new = status == "wait" or (not verify_code and status in login.seen & {"scaned", "need_verifycode"})
                if gone():
                    return None
                if left <= 0 or not nothing_new:
                    return self._answer(login, status)
                self.changed.wait(min(left, 0.5, max(0.01, login.deadline - time.monotonic())))

    def _status_for(self, login, at_redirect):
        if login.redirect and not at_redirect and login.status in ("scaned", "confirmed", "need_verifycode"):
            return "scaned_but_redirect"
        if login.status == "confirmed" and login.handed_out and self.options.deliver_once:
            return "expired"
        return login.status

    def _answer(self, login, status):
        login.seen.add(status)
        self.changed.notify_all()
        answer = {"ret": 0, "status": status}
        if status == "scaned_but_redirect":
            answer["redirect_host"] = self.redirect_host
        if status == "confirmed":
            login.handed_out += 1
            answer.update(login.credentials)
        return answer

    def _age(self, login):
        if login.status in ("wait", "scaned", "need_verifycode") and time.monotonic() >= login.deadline:
            login.status = "expired"
            self.changed.notify_all()

    def _enter_code(self, login, code):
        if login.status != "need_verifycode":
            return
        if code == login.verify_code:
            login.status = "scaned"
            if login.confirm_when_accepted:
                threading.Thread(target=self._confirm_soon, args=(login,), daemon=True).start()
        else:
            login.wrong_codes += 1
            if login.wrong_codes >= self.options.verify_attempts:
                login.status = "verify_code_blocked"
        self.changed.notify_all()

    def _confirm_soon(self, login):
        try:
            self.wait_until_seen(login.qrcode, "scaned", 2.0)
            self.confirm(login.qrcode)
        except Refused:
            pass

    # ---- the phone --------------------------------------------------------------------------------------------

    def find(self, content):
        """The login that a QR content (or a bare polling token) belongs to."""
        query = parse_qs(urlsplit(content).query)
        qrcode = query.get("qrcode", [content])[0]
        login = self.logins.get(qrcode)
        if not login:
            raise Refused("this simulator never issued that QR code")
        self._age(login)
        return login

    def scan(self, content, name, verify_code="", redirect=None, confirm_when_accepted=False):
        with self.changed:
            login = self.find(content)
            user = self.user_id(name)
            if login.status != "wait":
                raise Refused(f"the QR code is dead: its status is {login.status}")
            person = self.people.get(user, {})
            bot = self.bot_of(user)
            if person.get("lost") and not (bot and bot.token in login.known_tokens):
                raise Refused("the phone says that the QR code has expired (this user's credentials were lost; the status stays wait)")
            login.user = user
            login.deadline = time.monotonic() + max(self.options.qr_lifetime, 1.0)
            login.redirect = bool(person.get("redirect")) if redirect is None else redirect
            login.confirm_when_accepted = confirm_when_accepted
            login.verify_code = verify_code
            login.status = "need_verifycode" if verify_code else "scaned"
            self.changed.notify_all()
            return login

    def wait_until_seen(self, qrcode, status, seconds):
        """Whether a client was told status within that time."""
        with self.changed:
            login = self.logins[qrcode]
            return self.changed.wait_for(lambda: status in login.seen or "scaned_but_redirect" in login.seen, seconds)

    def confirm(self, content):
        with self.changed:
            login = self.find(content)
            if login.status != "scaned":
                raise Refused(f"there is nothing to confirm: the status of the QR code is {login.status}")
            bot = self.bot_of(login.user)
            if bot and bot.token in login.known_tokens:
                login.status = "binded_redirect"
            else:
                bot = self._bind(login.user)
                login.credentials = {"bot_token": bot.token, "ilink_bot_id": bot.bot_id, "baseurl": bot.base_url,
                                     "ilink_user_id": bot.user}
                login.status = "confirmed"
            self.changed.notify_all()
            return login

    def set_status(self, content, status):
        """For tests of single answers: expired, verify_code_blocked, binded_redirect, wait, scaned."""
        with self.changed:
            login = self.find(content)
            login.status = status
            login.seen.discard(status)
            self.changed.notify_all()
            return login

    def _bind(self, user):
        """A new bot for user; the older one's session ends here (one WeChat user holds one bot)."""
        for old in self.bots.values():
            if old.user == user:
                old.expired = True
        bot_id = f"{secrets.token_hex(6)}@im.bot"
        bot = Bot(bot_id, f"{bot_id}:{secrets.token_hex(16)}", user, self.base_url)
        self.bots[bot.token] = bot
        self._save()
        return bot

    # ---- messaging --------------------------------------------------------------------------------------------

    def updates(self, token, cursor, gone=lambda: False):
        with self.changed:
            bot = self.bots.get(token)
            if not bot or bot.expired:
                return session_expired()
            bot.polls += 1
            bot.polling += 1
            try:
                # A cursor of an earlier binding is a deaf session: it is held, and no message ever comes.
                deaf = bool(cursor) and not cursor.startswith(cursor_of(bot, "")[:16])
                hold = self.options.updates_hold if cursor else self.options.first_updates_hold
                until = time.monotonic() + hold
                while not gone():
                    if bot.expired:
                        return session_expired()
                    left = until - time.monotonic()
                    if (bot.inbox and not deaf) or left <= 0:
                        messages = [] if deaf else bot.inbox
                        if not deaf:
                            bot.inbox = []
                        bot.sequence += len(messages)
                        self.changed.notify_all()
                        return {"ret": 0, "msgs": messages, "get_updates_buf": cursor if deaf else cursor_of(bot, bot.sequence),
                                "longpolling_timeout_ms": int(self.options.updates_hold * 1000)}
                    self.changed.wait(min(left, 0.5))
                return None
            finally:
                bot.polling -= 1

    def live_bot(self, token):
        with self.changed:
            bot = self.bots.get(token)
            return bot if bot and not bot.expired else None

    def inject(self, name, text="", sender="", items=None):
        """A message of sender (default: the owner) to the bot that user name holds."""
        with self.changed:
            bot = self.bot_of(self.user_id(name))
            if not bot:
                raise Refused(f"{name} holds no bot: let them scan and confirm first")
            source = self.user_id(sender) if sender else bot.user
            message = {"message_id": new_message_id(), "from_user_id": source, "to_user_id": bot.bot_id,
                       "create_time_ms": int(time.time() * 1000), "message_type": 1, "message_state": 2,
                       "item_list": items or [{"type": 1, "text_item": {"text": text}}],
                       "context_token": base64.b64encode(secrets.token_bytes(24)).decode()}
            bot.inbox.append(message)
            self.changed.notify_all()
            return message

    def record_sent(self, bot, msg):
        """Keeps what a bot sent; returns the message id that the server gives it."""
        with self.changed:
            text = "".join(i.get("text_item", {}).get("text", "") for i in msg.get("item_list") or [] if i.get("type") == 1)
            self.sent.append({"n": len(self.sent) + 1, "botId": bot.bot_id, "user": bot.user, "to": msg.get("to_user_id"), "text": text,
                              "contextToken": msg.get("context_token"), "clientId": msg.get("client_id"), "at": time.time()})
            self.changed.notify_all()
            return new_message_id()

    def expire_bots(self, name=None):
        """Ends sessions as a day without use does; returns how many."""
        with self.changed:
            user = self.user_id(name) if name else None
            ended = [b for b in self.bots.values() if not b.expired and user in (None, b.user)]
            for bot in ended:
                bot.expired = True
            self._save()
            self.changed.notify_all()
            return len(ended)

    # ---- over a restart ---------------------------------------------------------------------------------------

    def _save(self):
        if self._state_file:
            rows = [{k: getattr(b, k) for k in ("bot_id", "token", "user", "base_url", "expired", "sequence")} for b in self.bots.values()]
            part = self._state_file.with_suffix(".part")
            fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(fd, "w") as out:
                json.dump(rows, out)
            part.rename(self._state_file)

    def _load(self):
        if self._state_file and self._state_file.exists():
            for row in json.loads(self._state_file.read_text()):
                self.bots[row["token"]] = Bot(**row)


def session_expired():
    return {"ret": -14, "errcode": -14, "errmsg": "session timeout"}


def cursor_of(bot, sequence):
    """An opaque cursor; its first 16 characters belong to the bot."""
    head = hashlib.sha256(bot.token.encode()).digest()[:12]
    return base64.b64encode(head + str(sequence).encode()).decode()


def new_message_id():
    """A uint64 above 2^53, which a client must not lose the end of."""
    return secrets.randbelow(2**63) + 2**63
