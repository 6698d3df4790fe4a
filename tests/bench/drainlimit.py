"""The engine's own limit for a drain: the calls for which one engine stops and another starts, made inside the hosts, eight tenants at once."""

import itertools
import json
import pathlib
import queue
import subprocess
import threading
import time

from chaos_support import at_once

SCRIPT = pathlib.Path(__file__).resolve().parent / "enginecalls.py"
FIRST_PORT = 9500


class Inside:
    """A host's engine, asked from inside that host (enginecalls.py)."""

    def __init__(self, box):
        self.process = subprocess.Popen(["docker", "exec", "-i", box, "python3", "-u", "-c", SCRIPT.read_text()], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.numbers, self.waiting, self.writing = itertools.count(), {}, threading.Lock()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stdout:
            said = json.loads(line)
            self.waiting.pop(said["number"]).put(said)

    def ask(self, *calls, port=0):
        """Begins the calls; what it returns waits for their answers."""
        answer = queue.Queue()
        with self.writing:
            number = next(self.numbers)
            self.waiting[number] = answer
            self.process.stdin.write(json.dumps({"number": number, "calls": calls, "port": port}) + "\n")
            self.process.stdin.flush()

        def wait():
            said = answer.get(timeout=300)
            if "error" in said:
                raise AssertionError(said["error"])
            return said["answers"]
        return wait

    def do(self, *calls, port=0):
        return self.ask(*calls, port=port)()

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


def body_of(container):
    """What a stand-in is created from: as this tenant's container, without its home, its labels and its port."""
    config, host = container["Config"], container["HostConfig"]
    kept = ("CapAdd", "CapDrop", "SecurityOpt", "Memory", "MemorySwap", "PidsLimit", "NanoCpus", "LogConfig", "RestartPolicy", "NetworkMode")
    return {**{key: config[key] for key in ("Image", "Env", "Cmd", "Entrypoint", "Healthcheck", "StopTimeout", "ExposedPorts") if config.get(key)},
            "HostConfig": {key: host[key] for key in kept if host.get(key)}}


class Limit:
    def __init__(self, container, source, target, many):
        self.body, self.many = body_of(container), many
        self.source, self.target = Inside(source), Inside(target)

    def create(self, engine, number):
        host = {**self.body["HostConfig"], "PortBindings": {"9119/tcp": [{"HostIp": "127.0.0.1", "HostPort": str(FIRST_PORT + number)}]}}
        [made] = engine.do(["POST", f"/containers/create?name=standin-{number}", {**self.body, "HostConfig": host}])
        engine.do(["POST", f"/containers/{made['Id']}/start", None], port=FIRST_PORT + number)

    @staticmethod
    def remove(engine, number):
        engine.do(["POST", f"/containers/standin-{number}/stop?t=210", None], ["DELETE", f"/containers/standin-{number}?v=1", None])

    def jobs(self, number, *engines):
        """As many one-shot containers as a move has at a time, without what they do."""
        name = f"standin-{number}.job"
        host = {**self.body["HostConfig"], "NetworkMode": "none", "RestartPolicy": {"Name": "no"}}
        body = {"Image": self.body["Image"], "Entrypoint": ["/bin/sleep"], "Cmd": ["600"], "HostConfig": host}
        for wait in [engine.ask(["POST", f"/containers/create?name={name}", body], ["POST", f"/containers/{name}/start", None],
                                ["DELETE", f"/containers/{name}?force=1&v=1", None]) for engine in engines]:
            wait()

    def move(self, number, with_jobs):
        if with_jobs:
            self.jobs(number, self.source, self.target)
        self.remove(self.source, number)
        if with_jobs:
            self.jobs(number, self.source, self.target)
        self.create(self.target, number)
        if with_jobs:
            self.jobs(number, self.source)

    def measure(self, with_jobs):
        """Seconds; what is needed before and after is not counted."""
        numbers = range(self.many)
        try:
            at_once(lambda number: self.create(self.source, number), numbers)
            began = time.monotonic()
            at_once(lambda number: self.move(number, with_jobs), numbers)
            return time.monotonic() - began
        finally:
            at_once(lambda number: self.remove(self.target, number), numbers)

    def close(self):
        self.source.close()
        self.target.close()
