"""usage: insidehost.py AT_ONCE <tenants.json

Runs inside the host: creates, starts and probes each tenant over the engine's own socket; prints milliseconds.
"""
import http.client
import json
import queue
import socket
import sys
import threading
import time


class Engine(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect("/var/run/docker.sock")

    def post(self, path, body=None):
        self.request("POST", "/v1.41" + path, body, {"Content-Type": "application/json"})
        answer = self.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{path}: {answer.status} {text.decode()}")
        return text


def answers(port):
    probe = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        probe.request("GET", "/api/status")
        return probe.getresponse().status == 200
    except OSError:
        return False
    except http.client.HTTPException:
        return False
    finally:
        probe.close()


def work(tenants, failures):
    engine = Engine("docker")
    while not tenants.empty():
        try:
            tenant = tenants.get_nowait()
        except queue.Empty:
            return
        try:
            made = json.loads(engine.post("/containers/create?name=" + tenant["name"], tenant["body"]))
            engine.post(f"/containers/{made['Id']}/start")
        except Exception as error:
            failures.append(error)
            return
        while not answers(tenant["port"]):
            time.sleep(0.05)


def main():
    tenants, failures = queue.Queue(), []
    for tenant in json.load(sys.stdin):
        tenants.put(tenant)
    begun = time.monotonic()
    threads = [threading.Thread(target=work, args=(tenants, failures)) for _ in range(int(sys.argv[1]))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        sys.exit(str(failures[0]))
    print(round((time.monotonic() - begun) * 1000, 1))


main()
