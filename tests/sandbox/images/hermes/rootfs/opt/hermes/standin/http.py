"""The least of HTTP/1.1 that a light start allows: a threaded server and a client for one call."""

import json
import socket
import threading

REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found", 405: "Method Not Allowed", 500: "Internal Server Error"}


class Request:
    def __init__(self, method, target, headers, body):
        self.method, self.headers, self.body = method, headers, body
        self.path, _, self.query = target.partition("?")


def serve(host, port, respond, server_name):
    """Listens and returns at once; respond(Request) gives (code, content type, bytes or a JSON document)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(128)

    def accept_forever():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=converse, args=(connection, respond, server_name), daemon=True).start()

    threading.Thread(target=accept_forever, daemon=True).start()
    return listener


def converse(connection, respond, server_name):
    try:
        with connection:
            connection.settimeout(75)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            stream = connection.makefile("rb")
            while True:
                first = stream.readline(65536).split()
                if len(first) != 3:
                    return
                headers = read_headers(stream)
                body = stream.read(int(headers.get("content-length") or 0))
                request = Request(first[0].decode("latin-1"), first[1].decode("latin-1"), headers, body)
                code, kind, content = respond(request)
                data = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
                close = first[2] == b"HTTP/1.0" or headers.get("connection", "").lower() == "close"
                head = (f"HTTP/1.1 {code} {REASONS.get(code, '')}\r\nserver: {server_name}\r\ncontent-type: {kind}\r\n"
                        f"content-length: {len(data)}\r\n{'connection: close' + chr(13) + chr(10) if close else ''}\r\n")
                connection.sendall(head.encode() + (b"" if request.method == "HEAD" else data))
                if close:
                    return
    except (OSError, ValueError):
        pass


def read_headers(stream):
    headers = {}
    while True:
        line = stream.readline(65536).decode("latin-1").strip()
        if not line:
            return headers
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()


class Call:
    """One POST of a JSON document; cancel() ends it from another thread."""

    def __init__(self):
        self.connection = None
        self.cancelled = False

    def cancel(self):
        self.cancelled = True
        if self.connection:
            try:
                self.connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def post(self, url, headers, document, timeout):
        """The answer's JSON. TimeoutError when it does not come; OSError or ValueError for all else that can go wrong."""
        scheme, _, rest = url.partition("://")
        authority, slash, target = rest.partition("/")
        host, _, port = authority.rpartition(":") if ":" in authority.rpartition("]")[2] else (authority, "", "")
        body = json.dumps(document, separators=(",", ":")).encode()
        lines = [f"POST {slash}{target} HTTP/1.1", f"Host: {authority}", "Connection: close", f"Content-Length: {len(body)}",
                 *(f"{k}: {v}" for k, v in headers.items())]
        connection = socket.create_connection((host.strip("[]"), int(port or (443 if scheme == "https" else 80))), timeout)
        try:
            if scheme == "https":
                import ssl

                connection = ssl.create_default_context().wrap_socket(connection, server_hostname=host.strip("[]"))
            self.connection = connection
            if self.cancelled:
                raise ConnectionAbortedError("cancelled")
            connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode() + body)
            stream = connection.makefile("rb")
            status = stream.readline().split()
            if len(status) < 2:
                raise ConnectionError("Server disconnected")
            answer_headers = read_headers(stream)
            length = answer_headers.get("content-length")
            raw = dechunk(stream) if answer_headers.get("transfer-encoding", "") == "chunked" else stream.read(int(length) if length else -1)
            if int(status[1]) >= 400:
                raise ConnectionError(f"iLink POST {target} HTTP {int(status[1])}: {raw[:200].decode(errors='replace')}")
            answer = json.loads(raw)
            if not isinstance(answer, dict):
                raise ValueError("the answer is no JSON object")
            return answer
        finally:
            self.connection = None
            connection.close()


def dechunk(stream):
    data = b""
    while True:
        size = int(stream.readline().split(b";")[0], 16)
        if not size:
            return data
        data += stream.read(size)
        stream.readline()
