"""The main job through the real window with real clicks and keys: `./run.sh --headless`.

run.sh gives it the sandbox, the window, the command line and a data directory in which the sandbox's host is added and trusted. Writes a screenshot
per step. Exits 0 only when the tenant is READY and the host's own Docker shows exactly one tenant container, of the current generation, on the promised port.
"""

import json
import os
import pathlib
import subprocess
import time

from window_support import ROOT, Window, inside_display

TENANT = "harbor-light"


class Run:
    def __init__(self):
        self.dir = pathlib.Path(os.environ["HERMES_RUN_DIR"])
        self.dir.mkdir(parents=True, exist_ok=True)
        for old in self.dir.glob("*.png"):
            old.unlink()
        self.sandbox_dir = os.environ["HERMES_TEST_SANDBOX"]
        self.sandbox = json.loads(self.tool("info", "--json"))
        self.start = time.monotonic()
        self.count = 0

    def tool(self, verb, *arguments):
        return subprocess.run([ROOT / "tests/sandbox/sandbox", verb, "--dir", self.sandbox_dir, *arguments], check=True,
                              capture_output=True, text=True).stdout

    def admin(self, *arguments):
        done = subprocess.run([os.environ["HERMES_ADMIN"], *arguments, "--json"], check=True, capture_output=True, text=True)
        return json.loads(done.stdout)

    def step(self, window, what):
        self.count += 1
        path = self.dir / f"{self.count:02d}-{what.replace(' ', '-')}.png"
        window.screenshot(path)
        print(f"{time.monotonic() - self.start:7.1f} s  {what}  ({path.name})", flush=True)
        return path


def judge(run):
    """The host's own Docker, asked directly."""
    row = next(row for row in run.admin("list") if row["name"] == TENANT)
    # Every tenant container, whatever its labels say of whose it is: a stray one may not pass.
    found = []
    for host in run.sandbox["hosts"]:
        listed = subprocess.run(["docker", "exec", host["box"], "docker", "ps", "-a", "--no-trunc", "--filter", "label=hermes.role=tenant",
                                 "--format", "{{.ID}} {{.Names}}"], check=True, capture_output=True, text=True)
        found += [(host["name"], host["box"], *line.split()) for line in listed.stdout.splitlines()]
    assert len(found) == 1, f"{len(found)} tenant containers instead of one: {[f'{name} on {host}' for host, _, _, name in found]}"
    host, box, container, _ = found[0]
    assert host == row["host"], f"it is on {host}, promised {row['host']}"
    inspected = json.loads(subprocess.run(["docker", "exec", box, "docker", "inspect", container], check=True, capture_output=True,
                                          text=True).stdout)[0]
    labels = inspected["Config"]["Labels"]
    assert labels["hermes.tenant"] == TENANT, f"it is {labels['hermes.tenant']}'s"
    generation = int(labels["hermes.generation"])
    port = int(inspected["NetworkSettings"]["Ports"]["9119/tcp"][0]["HostPort"])
    assert inspected["State"]["Running"], "the container does not run"
    assert row["phase"] == "READY", row["phase"]
    assert generation == row["generation"] >= 2, f"generation {generation}, promised {row['generation']}"
    assert port == row["ports"]["dashboard"], f"port {port}, promised {row['ports']['dashboard']}"
    print(f"{time.monotonic() - run.start:7.1f} s  judged by the host's Docker: one container, generation {generation}, port {port}")


def main():
    run = Run()
    window = Window(os.environ["HERMES_DESKTOP"], ["--data-dir", os.environ["HERMES_ADMIN_HOME"]], {}, run.dir / "window.log")
    try:
        window.find("^New tenant$", "push button")
        run.step(window, "window open")
        window.click("^New tenant$", "push button")
        window.type_into("^Tenant name$", TENANT)
        window.type_into("^Order$", "order-1001")
        run.step(window, "new tenant")
        window.click("^Provision", "push button")
        window.find(f"{TENANT}.*Waiting for scan", seconds=120)
        run.step(window, "waiting for scan")
        window.click(f"^{TENANT},", "table row")
        window.find("^Bind code$", seconds=30)
        code = window.qr(run.step(window, "bind code"))
        print(f"{time.monotonic() - run.start:7.1f} s  a QR reader reads {code.split('?')[0]}?…")
        print("           " + run.tool("scan", code, "--as", "customer").strip())
        window.find(f"{TENANT}.*Ready", seconds=120)
        run.step(window, "ready")
        judge(run)
    finally:
        window.close()
    print(f"{time.monotonic() - run.start:7.1f} s  done; the pictures are in {run.dir}")


if __name__ == "__main__":
    inside_display(__file__)
    main()
