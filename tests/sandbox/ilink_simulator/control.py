"""The control API: how tests and `sandbox scan` play the phone and break things. 127.0.0.1 only, JSON in, JSON out."""

import hashlib
import json
import time
from dataclasses import asdict, fields
from http.server import BaseHTTPRequestHandler

from .world import Options, Refused

HELP = {
    "scan": "qr=CONTENT [user=NAME] [verify_code=DIGITS] [redirect=true] [confirm=true|false]: the phone scans, then confirms",
    "confirm": "qr=CONTENT: the phone confirms what it scanned",
    "status": "qr=CONTENT status=expired|verify_code_blocked|binded_redirect|…: sets the status of one code",
    "login": "qr=CONTENT: what is known of one code",
    "logins": "every code of the last hour",
    "bots": "every bot: id, sha256 of its token, user, whether its session is over, polls",
    "person": "user=NAME [lost=true] [redirect=true]: how this user's scans go",
    "message": "user=NAME text=TEXT [sender=NAME]: an inbound message to the bot that NAME holds",
    "sent": "[since=N] [user=NAME] [wait=SECONDS]: messages that bots sent; with wait, holds until there is one",
    "expire": "[user=NAME]: ends the session of this user's bot, or of all",
    "options": "[hold=35] [updates_hold=35] [first_updates_hold=2] [qr_lifetime=100] [verify_attempts=3] [deliver_once=true]",
    "fault": "kind=none|down|slow|hang|html|html200|5xx|junk|cut|rate-limit [arg=X] [count=N] [only=PART_OF_PATH]",
    "remarks": "headers and forms that a real client would not send",
    "help": "this list",
}


def truth(value):
    return value if isinstance(value, bool) else str(value).lower() in ("1", "true", "yes")


class Control:
    def __init__(self, world, fault, listeners):
        self.world, self.fault, self.listeners = world, fault, listeners

    def call(self, verb, given):
        if verb not in HELP:
            raise Refused(f"no such verb: {verb}; there are {', '.join(HELP)}")
        return getattr(self, f"do_{verb}")(**given)

    def do_help(self):
        return HELP

    def do_scan(self, qr, user="customer", verify_code="", redirect=None, confirm=True):
        confirm, redirect = truth(confirm), None if redirect is None else truth(redirect)
        login = self.world.scan(qr, user, str(verify_code), redirect, confirm_when_accepted=confirm)
        if not verify_code and confirm:
            self.world.wait_until_seen(login.qrcode, "scaned", 2.0)
            self.world.confirm(login.qrcode)
        return self.login_row(login)

    def do_confirm(self, qr):
        return self.login_row(self.world.confirm(qr))

    def do_status(self, qr, status):
        return self.login_row(self.world.set_status(qr, status))

    def do_login(self, qr):
        with self.world.changed:
            return self.login_row(self.world.find(qr))

    def do_logins(self):
        return [self.login_row(l) for l in list(self.world.logins.values())]

    def do_bots(self):
        return [{"botId": b.bot_id, "tokenSha256": hashlib.sha256(b.token.encode()).hexdigest(), "user": b.user, "expired": b.expired,
                 "polls": b.polls, "pollers": b.polling, "undelivered": len(b.inbox)} for b in list(self.world.bots.values())]

    def do_person(self, user, **ways):
        unknown = set(ways) - {"lost", "redirect"}
        if unknown:
            raise Refused(f"a person is lost or redirect, not {', '.join(unknown)}")
        with self.world.changed:
            person = self.world.people.setdefault(self.world.user_id(user), {})
            person.update({k: truth(v) for k, v in ways.items()})
            return {"user": self.world.user_id(user), **person}

    def do_message(self, user, text, sender=""):
        return self.world.inject(user, text, sender)

    def do_sent(self, since=0, user="", wait=0):
        def rows():
            return [r for r in self.world.sent if r["n"] > int(since) and user in ("", r["user"])]

        user = self.world.user_id(user) if user else ""
        with self.world.changed:
            self.world.changed.wait_for(rows, float(wait))
            return rows()

    def do_expire(self, user=None):
        return {"ended": self.world.expire_bots(user)}

    def do_options(self, **given):
        kinds = {f.name: f.type for f in fields(Options)}
        for name, value in given.items():
            if name not in kinds:
                raise Refused(f"no such option: {name}")
            setattr(self.world.options, name, truth(value) if kinds[name] is bool else kinds[name](value))
        with self.world.changed:
            self.world.changed.notify_all()
        return asdict(self.world.options)

    def do_fault(self, kind, arg="", count=None, only=""):
        was_down = self.fault.kind == "down"
        try:
            self.fault.set(kind, str(arg), None if count is None else int(count), only)
        except ValueError as error:
            raise Refused(str(error)) from None
        for listener in self.listeners:
            if kind == "down" and not was_down:
                listener.go_down()
            elif kind != "down" and was_down:
                listener.come_up()
        return {"kind": kind}

    def do_remarks(self):
        return self.world.remarks

    @staticmethod
    def login_row(login):
        return {"qrcode": login.qrcode, "status": login.status, "user": login.user or None, "polls": login.polls,
                "seen": sorted(login.seen), "handedOut": login.handed_out, "knownTokens": len(login.known_tokens),
                "botId": (login.credentials or {}).get("ilink_bot_id"), "ageSeconds": round(time.monotonic() - login.issued, 1),
                "secondsLeft": round(max(0.0, login.deadline - time.monotonic()), 1)}


def make_control_handler(control):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            self.answer({})

        def do_POST(self):
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            try:
                given = json.loads(raw or b"{}")
            except ValueError:
                return self.send(400, {"error": "invalid json"})
            return self.answer(given)

        def answer(self, given):
            try:
                self.send(200, control.call(self.path.strip("/") or "help", given))
            except Refused as error:
                self.send(409, {"error": str(error)})
            except (TypeError, ValueError, AttributeError) as error:
                self.send(400, {"error": str(error)})

        def send(self, code, document):
            data = json.dumps(document, ensure_ascii=False).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    return Handler
