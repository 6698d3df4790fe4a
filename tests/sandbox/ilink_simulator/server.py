"""The iLink side over HTTP and HTTPS: what Hermes and Tencent's own client talk to."""

import base64
import hashlib
import json
import secrets
import select
import socket
import ssl
import struct
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingMixIn, TCPServer
from urllib.parse import parse_qs, urlsplit

LOGIN = "/ilink/bot/get_bot_qrcode"
STATUS = "/ilink/bot/get_qrcode_status"
PREFIX = "/ilink/bot/"


class Fault:
    """What goes wrong on purpose: kind, its argument, how many more times, and for which paths."""

    KINDS = ("none", "down", "slow", "hang", "html", "html200", "5xx", "junk", "cut", "rate-limit")

    def __init__(self):
        self.kind, self.arg, self.left, self.only = "none", "", None, ""

    def set(self, kind, arg="", count=None, only=""):
        if kind not in self.KINDS:
            raise ValueError(f"no such fault: {kind}; there are {', '.join(self.KINDS)}")
        self.kind, self.arg, self.left, self.only = kind, arg, count, only

    def take(self, path):
        """The fault that this request meets."""
        if self.kind in ("none", "down") or self.only not in path:
            return "none"
        if self.left is not None:
            if self.left <= 0:
                return "none"
            self.left -= 1
        return self.kind


class Listener(ThreadingMixIn, TCPServer):
    """One address. It can stop listening and start again without giving up its port: connections are then refused."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, address, handler, context=None):
        self.context = context
        self.open_sockets = set()
        super().__init__(address, handler)
        threading.Thread(target=self._accept_forever, daemon=True).start()

    def _accept_forever(self):
        while True:
            try:
                request, peer = self.socket.accept()
            except OSError:         # not listening now
                time.sleep(0.05)
                continue
            self.process_request(request, peer)

    def finish_request(self, request, peer):
        self.open_sockets.add(request)
        try:
            if self.context:
                request.settimeout(10)
                request = self.context.wrap_socket(request, server_side=True)
                request.settimeout(None)
            super().finish_request(request, peer)
        except (OSError, ssl.SSLError):
            pass
        finally:
            self.open_sockets.discard(request)

    def shutdown_request(self, request):
        self.open_sockets.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)

    def go_down(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        for s in list(self.open_sockets):
            try:
                s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def come_up(self):
        self.socket.listen(self.request_queue_size)


def make_handler(world, fault, log, at_redirect=False):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 120

        def do_GET(self):
            self.handle_request({})

        def do_POST(self):
            length = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(length)
            try:
                body = json.loads(raw or b"{}")
            except ValueError:
                return self.send(400, {"ret": 1, "errmsg": "invalid json"})
            return self.handle_request(body if isinstance(body, dict) else {})

        def handle_request(self, body):
            url = urlsplit(self.path)
            trouble = fault.take(url.path)
            log(f"{self.command} {url.path}{' at redirect host' if at_redirect else ''}"
                f"{'' if trouble == 'none' else f' -> fault {trouble}'}")
            if trouble == "slow":
                time.sleep(float(fault.arg or 5))
            elif trouble != "none":
                return self.go_wrong(trouble)
            self.check_headers(url.path)
            query = {k: v[0] for k, v in parse_qs(url.query).items()}
            if url.path == LOGIN:
                return self.get_qrcode(query, body)
            if url.path == STATUS and self.command == "GET":
                return self.answer(world.poll(query.get("qrcode", ""), query.get("verify_code", ""), at_redirect, self.is_gone))
            route = ROUTES.get(url.path.removeprefix(PREFIX)) if url.path.startswith(PREFIX) and self.command == "POST" else None
            if not route:
                return self.send(404, {"ret": 404, "errmsg": "no such path"})
            return self.answer(route(self, body))

        # ---- login

        def get_qrcode(self, query, body):
            if query.get("bot_type") != "3":
                return self.send(200, {"ret": 2, "errmsg": "invalid bot_type"})
            return self.send(200, world.issue(body.get("local_token_list") or []))

        # ---- messaging

        def token(self):
            scheme, _, token = self.headers.get("Authorization", "").partition(" ")
            return token.strip() if scheme == "Bearer" else ""

        def with_bot(self, act):
            bot = world.live_bot(self.token())
            return act(bot) if bot else {"ret": -14, "errcode": -14, "errmsg": "session timeout"}

        def get_updates(self, body):
            return world.updates(self.token(), str(body.get("get_updates_buf") or ""), self.is_gone)

        def send_message(self, body):
            msg = body.get("msg")
            if not isinstance(msg, dict) or not msg.get("to_user_id") or not msg.get("client_id") or not msg.get("item_list"):
                return {"ret": 1, "errmsg": "invalid msg"}
            return self.with_bot(lambda bot: {"ret": 0, "message_id": world.record_sent(bot, msg)})

        def get_config(self, body):
            ticket = base64.b64encode(hashlib.sha256(f"{self.token()} {body.get('ilink_user_id')}".encode()).digest()).decode()
            return self.with_bot(lambda bot: {"ret": 0, "typing_ticket": ticket})

        def get_upload_url(self, body):
            missing = [k for k in ("filekey", "media_type", "to_user_id", "rawsize", "rawfilemd5", "filesize", "aeskey") if k not in body]
            if missing:
                return {"ret": 1, "errmsg": f"missing {', '.join(missing)}"}
            return self.with_bot(lambda bot: {"ret": 0, "upload_param": base64.b64encode(secrets.token_bytes(48)).decode()})

        def nothing_to_do(self, body):
            return self.with_bot(lambda bot: {"ret": 0, "errmsg": ""})

        # ---- answering

        def is_gone(self):
            """Whether the caller hung up while its poll was held."""
            readable = select.select([self.connection], [], [], 0)[0]
            try:
                return bool(readable) and not self.connection.recv(1, socket.MSG_PEEK if not isinstance(self.connection, ssl.SSLSocket) else 0)
            except (OSError, ValueError):
                return True

        def answer(self, document):
            if document is None:
                self.close_connection = True
                return
            self.send(200, document)

        def send(self, code, document, content_type="application/json"):
            data = document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()
            self.send_response(code)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def go_wrong(self, kind):
            page = b"<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>"
            if kind == "html":
                self.send(502, page, "text/html")
            elif kind == "html200":
                self.send(200, page, "text/html; charset=utf-8")
            elif kind == "5xx":
                self.send(int(fault.arg or 503), {"errmsg": "system busy"})
            elif kind == "junk":
                self.send(200, b'{"ret":0,"status":"conf\xff\xfe\x00' + secrets.token_bytes(64))
            elif kind == "rate-limit":
                self.send(200, {"ret": -2, "errcode": -2, "errmsg": fault.arg or "rate limited"})
            else:
                if kind == "hang":
                    time.sleep(float(fault.arg or 3600))
                self.close_connection = True

        def check_headers(self, path):
            """Notes what a real client would not do; see the control verb `remarks`."""
            wrong = []
            if self.headers.get("iLink-App-Id") != "bot":
                wrong.append("iLink-App-Id is not bot")
            if not (self.headers.get("iLink-App-ClientVersion") or "").isdigit():
                wrong.append("iLink-App-ClientVersion is not a decimal number")
            if path not in (LOGIN, STATUS) or self.command == "POST":
                if self.headers.get("AuthorizationType") != "ilink_bot_token":
                    wrong.append("AuthorizationType is not ilink_bot_token")
                try:
                    uin = int(base64.b64decode(self.headers.get("X-WECHAT-UIN", ""), validate=True))
                    if not 0 <= uin < 2**32:
                        raise ValueError
                except ValueError:
                    wrong.append("X-WECHAT-UIN is not the base64 of a decimal uint32")
            if wrong:
                world.remarks = (world.remarks + [f"{self.command} {path}: {w}" for w in wrong])[-200:]

        def log_message(self, *_):
            pass        # log() above has the path; a query holds polling tokens

    ROUTES = {"getupdates": Handler.get_updates, "sendmessage": Handler.send_message, "getconfig": Handler.get_config,
              "sendtyping": Handler.nothing_to_do, "getuploadurl": Handler.get_upload_url,
              "msg/notifystart": Handler.nothing_to_do, "msg/notifystop": Handler.nothing_to_do}
    return Handler
