"""usage: enginecalls.py

Runs inside the host: reads one JSON document a line, {"number": N, "calls": [[METHOD, PATH, BODY], …], "port": PORT}, makes the calls over the
engine's own socket and waits until the port answers, each line on a thread of its own; prints {"number": N, "answers": […]} or an "error".
"""
import http.client
import json
import socket
import sys
import threading
import time

printing = threading.Lock()


class Engine(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect("/var/run/docker.sock")

    def call(self, method, path, body):
        self.request(method, "/v1.41" + path, json.dumps(body) if body else None, {"Content-Type": "application/json"})
        answer = self.getresponse()
        text = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{path}: {answer.status} {text.decode()}")
        return json.loads(text or "null")


def answers(port):
    probe = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        probe.request("GET", "/api/status")
        return probe.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        probe.close()


def work(asked):
    said = {"number": asked["number"]}
    try:
        engine = Engine("docker")
        said["answers"] = [engine.call(*call) for call in asked["calls"]]
        until = time.monotonic() + 120
        while asked.get("port") and not answers(asked["port"]):
            if time.monotonic() > until:
                raise RuntimeError(f"port {asked['port']} does not answer")
            time.sleep(0.05)
    except Exception as error:
        said["error"] = str(error)
    with printing:
        print(json.dumps(said), flush=True)


for line in sys.stdin:
    threading.Thread(target=work, args=(json.loads(line),)).start()
