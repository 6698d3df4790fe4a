"""What the tests of the sandbox share: a simulator process, and a sandbox with its hosts."""

import base64
import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from hermes_sandbox.common import SandboxError  # noqa: E402

APP = {"iLink-App-Id": "bot", "iLink-App-ClientVersion": "131584"}


class Simulator:
    """A simulator process, as the sandbox runs it, or (at) one that runs already."""

    @classmethod
    def at(cls, url):
        there = cls.__new__(cls)
        there.ports = {"port": int(url.rsplit(":", 1)[1])}
        return there

    def __init__(self, *arguments):
        self.process = subprocess.Popen([sys.executable, "-m", "ilink_simulator", *arguments], cwd=ROOT, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
        self.ports = json.loads(self.process.stdout.readline())

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        self.process.stdout.close()

    def call(self, method, target, body=None, headers=APP, port=None, context=None, timeout=60):
        """(HTTP status, content type, JSON or bytes)"""
        if context:
            connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=timeout, context=context)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", port or self.ports["port"], timeout=timeout)
        try:
            connection.request(method, target, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            data = answer.read()
            kind = answer.getheader("Content-Type")
            try:
                return answer.status, kind, json.loads(data)
            except ValueError:
                return answer.status, kind, data
        finally:
            connection.close()

    def control(self, verb, **given):
        code, _, document = self.call("POST", f"/{verb}", given, port=self.ports["controlPort"])
        if code != 200:
            raise SandboxError(document["error"])
        return document

    def new_code(self, tokens=None):
        target = "/ilink/bot/get_bot_qrcode?bot_type=3"
        if tokens is None:
            return self.call("GET", target)[2]
        return self.call("POST", target, {"local_token_list": tokens})[2]

    def poll(self, qrcode, **more):
        return self.call("GET", f"/ilink/bot/get_qrcode_status?{urlencode({'qrcode': qrcode, **more})}")[2]

    def bot(self, name, document, token):
        uin = base64.b64encode(b"4711").decode()
        return self.call("POST", f"/ilink/bot/{name}", document, {**APP, "Content-Type": "application/json", "X-WECHAT-UIN": uin,
                                                                   "AuthorizationType": "ilink_bot_token", "Authorization": f"Bearer {token}"})[2]

    def bind(self, user):
        code = self.new_code()
        self.poll_in_background(code["qrcode"])
        self.control("scan", qr=code["qrcode_img_content"], user=user)
        return self.poll(code["qrcode"])

    def poll_in_background(self, qrcode, **more):
        result = []
        thread = threading.Thread(target=lambda: result.append(self.poll(qrcode, **more)), daemon=True)
        thread.start()
        time.sleep(0.1)

        def answer():
            thread.join(40)
            return result[0]

        return answer


class SandboxUnderTest:
    """A sandbox of its own, up while the tests of a module run."""

    def __init__(self, *arguments):
        self.dir = Path(tempfile.mkdtemp(prefix="hermes-sandbox-test-")) / "box"
        begun = time.monotonic()
        self.at = self.up(*arguments)
        self.first_up = time.monotonic() - begun       # seconds

    def up(self, *arguments):
        return json.loads(self.run("up", "--json", *arguments))

    def run(self, *arguments, check=True):
        done = subprocess.run([ROOT / "sandbox", arguments[0], "--dir", self.dir, *arguments[1:]], capture_output=True, text=True, timeout=600)
        if check and done.returncode:
            raise AssertionError(f"sandbox {' '.join(arguments)}: exit {done.returncode}: {done.stderr}")
        return done.stdout

    def down(self):
        self.run("down")
        self.dir.parent.rmdir()

    def host(self, number=0):
        return self.at["hosts"][number]

    def ssh(self, *command, number=0, identity=None, stdin=None, direct=False, timeout=60):
        """Runs a shell command on a host as its user, over a real connection."""
        host = self.host(number)
        user, port = host["ssh"].rsplit(":", 1)
        address = [f"twilight@{host['address']}"] if direct else ["-p", port, user]
        argv = ["ssh", "-i", identity or host["identity"], "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes",
                "-o", f"UserKnownHostsFile={self.at['knownHosts']}", "-o", "ConnectTimeout=5", "-F", "none", *address, *command]
        return subprocess.run(argv, input=stdin, stdin=None if stdin is not None else subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=timeout)

    def inside(self, *command, stdin=None, check=True, number=0):
        """Runs a command in a host as its root."""
        argv = ["docker", "exec", "-i", self.host(number)["box"], *command]
        done = subprocess.run(argv, input=stdin if stdin is not None else "", capture_output=True, text=True, timeout=120)
        if check and done.returncode:
            raise AssertionError(f"{' '.join(command)}: exit {done.returncode}: {done.stderr}")
        return done.stdout.strip()

    def control(self, verb, **given):
        return json.loads(self.run("control", verb, *(f"{k}={v}" for k, v in given.items())))

    def bind(self, user):
        """Credentials of a new login of user."""
        sim = Simulator.at(self.at["ilinkUrl"])
        code = sim.new_code()
        held = sim.poll_in_background(code["qrcode"])
        self.run("scan", code["qrcode_img_content"], "--as", user)
        held()
        return sim.poll(code["qrcode"])


def until(condition, seconds=10, pause=0.1):
    """The first true value of condition within that time, else its last."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value or time.monotonic() > end:
            return value
        time.sleep(pause)
