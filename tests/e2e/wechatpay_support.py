"""WeChat Pay's order and refund queries (API v3), as far as they are asked: it checks the merchant's signature and signs its answers with the `openssl`
command, which shares no code with ours."""

import base64
import http.server
import json
import pathlib
import re
import subprocess
import tempfile
import threading
import time
import urllib.parse

MERCHANT, SERIAL, KEY_ID = "1900007291", "408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB", "PUB_KEY_ID_0114232134912410"
AUTHORIZATION = re.compile(r'WECHATPAY2-SHA256-RSA2048 mchid="(\w+)",nonce_str="(\w{32})",signature="([^"]+)",timestamp="(\d+)",serial_no="(\w+)"')


class WechatPay:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="hermes-wechatpay-")
        self.directory = pathlib.Path(self.folder.name)
        for who in ("merchant", "wechat"):
            self.openssl("genrsa", "-out", f"{who}.key", "2048")
            self.openssl("rsa", "-in", f"{who}.key", "-pubout", "-out", f"{who}.pub")
        self.orders, self.refunds, self.asked, self.forged = {}, {}, [], False
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                owner.answer(self)

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def end(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
        self.folder.cleanup()

    def openssl(self, *args, check=True, data=b""):
        return subprocess.run(["openssl", *args], cwd=self.directory, check=check, input=data, capture_output=True)

    def configure(self, home):
        """Gives the program in that data directory the merchant's keys."""
        for name in ("merchant.key", "wechat.pub"):
            path = home / name
            path.write_bytes((self.directory / name).read_bytes())
            path.chmod(0o600)
        (home / "wechatpay.json").write_text(json.dumps({
            "merchantId": MERCHANT, "certificateSerial": SERIAL, "privateKeyFile": "merchant.key", "wechatKeyId": KEY_ID, "wechatKeyFile": "wechat.pub",
            "url": f"http://127.0.0.1:{self.server.server_port}"}))

    def state(self, trade_no, state, fen=19900):
        self.orders[trade_no] = {"mchid": MERCHANT, "appid": "wx1", "out_trade_no": trade_no, "trade_state": state,
                                 **({"transaction_id": "4200-" + trade_no, "success_time": "2026-05-15T13:22:26+08:00",
                                     "amount": {"total": fen, "currency": "CNY"}} if state in ("SUCCESS", "REFUND") else {})}

    def refund(self, refund_no, trade_no, status, fen=19900, total=19900):
        self.refunds[refund_no] = {"refund_id": "5030-" + refund_no, "out_refund_no": refund_no, "transaction_id": "4200-" + trade_no,
                                   "out_trade_no": trade_no, "channel": "ORIGINAL", "status": status, "create_time": "2026-05-15T13:22:26+08:00",
                                   **({"success_time": "2026-05-15T13:25:26+08:00"} if status == "SUCCESS" else {}),
                                   "amount": {"total": total, "refund": fen, "payer_total": total, "payer_refund": fen, "currency": "CNY"}}
        if trade_no in self.orders and status in ("PROCESSING", "SUCCESS"):
            self.orders[trade_no]["trade_state"] = "REFUND"

    def said(self, path, query):
        """Status and body of an answer to a question that is signed."""
        number = urllib.parse.unquote(path.rpartition("/")[2])
        self.asked.append(number)
        if path.startswith("/v3/refund/domestic/refunds/"):
            found, missing = self.refunds.get(number) if not query else None, "RESOURCE_NOT_EXISTS"
        elif path.startswith("/v3/pay/transactions/out-trade-no/"):
            found, missing = self.orders.get(number) if query == f"mchid={MERCHANT}" else None, "ORDER_NOT_EXIST"
        else:
            found, missing = None, "NOT_FOUND"
        return (200, found) if found else (404, {"code": missing, "message": "no such number"})

    def is_signed(self, request):
        found = AUTHORIZATION.fullmatch(request.headers.get("Authorization", ""))
        if not found or (found[1], found[5]) != (MERCHANT, SERIAL) or abs(time.time() - int(found[4])) > 300:
            return False
        (self.directory / "signature").write_bytes(base64.b64decode(found[3]))
        text = f"GET\n{request.path}\n{found[4]}\n{found[2]}\n\n".encode()
        return self.openssl("dgst", "-sha256", "-verify", "merchant.pub", "-signature", "signature", check=False, data=text).returncode == 0

    def answer(self, request):
        path, _, query = request.path.partition("?")
        status, body = self.said(path, query) if self.is_signed(request) else (401, {"code": "SIGN_ERROR", "message": "signature"})
        content = json.dumps(body).encode()
        at = str(int(time.time()))
        key = "merchant.key" if self.forged else "wechat.key"
        signature = self.openssl("dgst", "-sha256", "-sign", key, data=f"{at}\nnonce\n".encode() + content + b"\n").stdout
        request.send_response(status)
        for name, value in (("Content-Length", str(len(content))), ("Wechatpay-Timestamp", at), ("Wechatpay-Nonce", "nonce"),
                            ("Wechatpay-Serial", KEY_ID), ("Wechatpay-Signature", base64.b64encode(signature).decode())):
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(content)
