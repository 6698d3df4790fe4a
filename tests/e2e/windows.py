#!/usr/bin/python3
"""hermes-admin.exe, cross-compiled and run by Wine, does the whole job on a sandbox host: add, trust, test, provision, bind, list, destroy.

Every step is judged by the host's own docker and not by what the program says. `../../test.sh` calls this.
"""

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

SANDBOX = Path(__file__).resolve().parents[1] / "sandbox" / "sandbox"
TENANT = "windows-1"
HOST = "ecs-win"
STARTED = time.monotonic()


class Failure(Exception):
    """A step did not do what it should have done."""


def check(condition, sentence):
    if not condition:
        raise Failure(sentence)


def step(text):
    print(f"{time.monotonic() - STARTED:6.1f} s  {text}", flush=True)


def wine_path(path):
    """How Wine names a file of this system."""
    return "Z:" + str(path).replace("/", "\\")


class Admin:
    """hermes-admin.exe with a data directory of its own."""

    def __init__(self, program, data, sandbox):
        self.program = program
        self.data = data
        self.environment = {**os.environ, "HERMES_ADMIN_HOME": wine_path(data), "HERMES_ADMIN_ILINK_URL": sandbox["ilinkUrl"],
                            "HERMES_ADMIN_ILINK_CA": wine_path(sandbox["ilinkCa"]), "HERMES_ADMIN_IMAGE": sandbox["image"]}

    def start(self, *words):
        return subprocess.Popen(["wine", self.program, "--json", *words], env=self.environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")

    def run(self, *words, exit_code=0):
        """One command, and the last JSON document that it printed."""
        process = self.start(*words)
        try:
            out, words_of_error = process.communicate(timeout=400)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Failure(f"{' '.join(words)} was still running after 400 s") from None
        check(process.returncode == exit_code,
              f"{' '.join(words)} ended with {process.returncode} instead of {exit_code}:\n{out}{words_of_error}")
        lines = [line for line in out.splitlines() if line.strip()]
        try:
            return json.loads(out)
        except json.JSONDecodeError:
            return json.loads(lines[-1]) if lines else None


def containers(box):
    """The tenants' containers as the host's own engine lists them: [(name, state, generation, ports)]."""
    form = '{{.Names}}\t{{.State}}\t{{.Label "hermes.managed.generation"}}{{.Label "hermes.generation"}}\t{{.Ports}}'
    out = subprocess.run(["docker", "exec", box, "docker", "ps", "-a", "--filter", "label=hermes.managed=1", "--format", form],
                         check=True, capture_output=True, text=True).stdout
    return [tuple(line.split("\t")) for line in out.splitlines()]


def scan(folder, content, user):
    subprocess.run([SANDBOX, "scan", "--dir", folder, "--as", user, content], check=True, stdout=subprocess.DEVNULL)


def bind(admin, folder):
    """Follows `bind` to its end and plays the customer's phone; returns the events."""
    process = admin.start("bind", TENANT)
    guard = threading.Timer(400, process.kill)
    guard.start()
    events, scanned = [], False
    try:
        for line in process.stdout:
            event = json.loads(line)
            events.append(event.get("event"))
            step(f"bind: {event.get('event')}")
            if event.get("event") == "qr" and event.get("content") and not scanned:
                scanned = True
                scan(folder, event["content"], "windows-customer")
        code = process.wait(30)
        words_of_error = process.stderr.read()
    finally:
        guard.cancel()
    check(code == 0, f"bind ended with {code} after {events}:\n{words_of_error}")
    check("ready" in events, f"bind never said ready: {events}")
    return events


def add_host(admin, host):
    admin.run("host", "add", HOST, "--ssh", host["ssh"], "--identity", wine_path(host["identity"]))
    wrong = admin.run("host", "trust", HOST, "--fingerprint", "SHA256:" + "A" * 43, exit_code=5)
    check("error" in wrong, "a wrong fingerprint was not refused")
    step("a wrong fingerprint is refused")
    admin.run("host", "trust", HOST, "--fingerprint", host["fingerprint"])
    step("the host is trusted")
    admin.run("host", "test", HOST)
    step("the host passes its test")


def whole_thread(admin, folder, host):
    box = host["box"]
    add_host(admin, host)
    check(containers(box) == [], f"the host is not empty: {containers(box)}")

    row = admin.run("provision", TENANT, "--host", HOST, "--subscription", "sub-windows", "--order", "order-windows")
    step("provisioned")
    found = containers(box)
    check(len(found) == 1 and found[0][0] == f"hermes-{TENANT}" and found[0][1] == "running", f"after provision the host has {found}")
    again = admin.run("provision", TENANT, "--host", HOST, "--subscription", "sub-windows", "--order", "order-windows")
    check(again.get("unchanged") is True, f"the same command again was not unchanged: {again}")
    check(containers(box) == found, "the same command again changed the host")
    step("the same command again changes nothing")

    bind(admin, folder)
    found = containers(box)
    rows = admin.run("list")
    rows = rows["tenants"] if isinstance(rows, dict) else rows
    check([r["name"] for r in rows] == [TENANT], f"list shows {rows}")
    row = rows[0]
    check(row["phase"] == "READY" and row["bound"] is True and row["healthy"] is True, f"list shows {row}")
    check(len(found) == 1 and found[0][1] == "running" and found[0][2] == str(row["generation"]), f"after bind the host has {found}")
    check(f"127.0.0.1:{row['ports']['dashboard']}->" in found[0][3], f"port {row['ports']['dashboard']} is not among {found[0][3]}")
    step(f"READY in generation {row['generation']}, port {row['ports']['dashboard']}")
    admin.run("health", TENANT)

    admin.run("destroy", TENANT, "--yes")
    check(containers(box) == [], f"after destroy the host has {containers(box)}")
    admin.run("host", "remove", HOST, "--yes")
    step("destroyed; the host is given up")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path, required=True, help="hermes-admin.exe")
    parser.add_argument("--data", type=Path, required=True, help="an empty data directory")
    parser.add_argument("--dir", type=Path, required=True, help="the sandbox's folder")
    given = parser.parse_args()
    info = json.loads(subprocess.run([SANDBOX, "info", "--json", "--dir", given.dir], check=True, capture_output=True, text=True).stdout)
    given.data.mkdir(parents=True, exist_ok=True)
    try:
        whole_thread(Admin(given.program.resolve(), given.data.resolve(), info), given.dir, info["hosts"][0])
    except Failure as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return 1
    print("hermes-admin.exe: the whole thread passed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
