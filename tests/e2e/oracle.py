"""The judge of a fleet under faults: the registry by SQL, each host by its own `docker` and its root's eyes. Shares no code with core.

The names of the invariants are those of the architecture: I1, I2, I4 and I6 to I9, and L1 (what was asked for is reached).
"""

import contextlib
import hashlib
import json
import sqlite3
import subprocess

DASHBOARD = "9119/tcp"
# Runs on a host: every WeChat token in the archive and in the homes, also in packed ones, and who may read the archive's files.
TOKENS = r"""
import gzip, json, os, re, sys
token = re.compile(rb"[0-9a-f]{12}@im\.bot:[0-9a-f]{32}")
found = []
for kind in ("archive", "homes", "profiles", "shared"):
    for folder, _, names in os.walk(os.path.join(sys.argv[1], kind)):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.islink(path):
                continue
            with open(path, "rb") as file:
                data = file.read()
            data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
            for one in token.findall(data):
                found.append([kind, path[len(sys.argv[1]):].split("/")[2], one.decode(), oct(os.stat(path).st_mode & 0o777), path])
print(json.dumps(found))
"""
# Runs on a host: its prefab tenants as its own processes show them, in the shape in which Docker tells of containers. One entry for each
# gateway that runs, so that a second one of a tenant is seen, and one for each unit without.
UNITS = r"""
import glob, json, re, sys, urllib.request
running = {}
listening = [line.split()[1] for line in open("/proc/net/tcp").read().splitlines()[1:] if line.split()[3] == "0A"]
def published(port, nonce):
    # At what address the tenant's own dashboard answers.
    at = [address.split(":")[0] for address in listening if int(address.split(":")[1], 16) == port]
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/dashboard/themes", timeout=5) as answer:
            own = f"hermes-admin-{nonce}" in answer.read().decode()
    except OSError:
        own = False
    return [{"HostIp": "127.0.0.1" if one == "0100007F" else one, "HostPort": str(port)} for one in at if own]
for process in glob.glob("/proc/[0-9]*"):
    try:
        unit = re.search(r"hermes-(u[0-9a-f]{63})\.service", open(process + "/cgroup").read())
        argv = open(process + "/cmdline", "rb").read().split(b"\0")
    except OSError:
        continue
    if unit:
        running[unit[1]] = running.get(unit[1], 0) + (argv[-3:] == [b"gateway", b"run", b""])
found = []
for folder in glob.glob(sys.argv[1] + "/units/*/"):
    record, unit = json.load(open(folder + "record")), open(folder + "id").read().strip()
    gateways = running.pop(unit, 0)
    job = record["labels"]["hermes.role"] == "job"
    ports = {f"{p['container']}/tcp": [{"HostIp": p["ip"], "HostPort": str(p["host"])}] for p in record["ports"]}
    real = [one for p in record["ports"] if gateways for one in published(p["host"], record["labels"]["hermes.nonce"])]
    for _ in range(max(1, gateways)):
        found.append({"Id": unit, "Name": "/" + folder.split("/")[-2], "Config": {"Labels": record["labels"]},
                      "State": {"Running": bool(gateways), "Status": "running" if gateways or job else "exited"},
                      "HostConfig": {"PortBindings": ports}, "NetworkSettings": {"Ports": {"9119/tcp": real}}})
assert not running, f"processes of units without a record: {running}"
print(json.dumps(found))
"""


# Runs on a host: the gateways in its shared containers, as its own processes show them: [card, port at which its dashboard answers, nonce].
GATEWAYS = r"""
import glob, json, re
found = []
for process in glob.glob("/proc/[0-9]*"):
    try:
        argv = open(process + "/cmdline", "rb").read().split(b"\0")
        environ = dict(one.split("=", 1) for one in open(process + "/environ").read().split("\0") if "=" in one)
    except OSError:
        continue
    if argv[-3:] == [b"gateway", b"run", b""] and "HERMES_ADMIN_CARD" in environ:
        found.append([environ["HERMES_ADMIN_CARD"], environ["HERMES_HOME"]])
print(json.dumps(found))
"""


class Broken(AssertionError):
    """An invariant does not hold."""


def require(holds, invariant, *what):
    if not holds:
        raise Broken(f"{invariant}: " + " ".join(str(part) for part in what))


class Eyes:
    """One host, seen by its own root and its own engine."""

    def __init__(self, box, data_root="/home/twilight/hermes", prefab=False):
        self.box, self.data_root, self.prefab = box, data_root, prefab

    def run(self, *command, stdin=None):
        done = subprocess.run(["docker", "exec", *(["-i"] if stdin else []), self.box, *command], input=stdin, text=True, capture_output=True)
        if done.returncode:
            raise OSError(f"{self.box}: {' '.join(command)[:200]}: {done.stderr.strip()}")
        return done.stdout

    def containers(self, *filters):
        return self.with_gateways(self.docker_containers(*filters)) + (self.units(*filters) if self.prefab else [])

    def with_gateways(self, containers):
        """The card of a shared tenant runs as often as there are gateways of it."""
        cards = [c for c in containers if label(c, "tier") == "shared" and label(c, "role") == "tenant"]
        if not cards and not any(label(c, "role") == "shared" for c in containers):
            return containers
        gateways = json.loads(self.run("python3", "-", stdin=GATEWAYS))
        found = [c for c in containers if c not in cards]
        for card in cards:
            require(not card["State"]["Running"] and card["State"]["StartedAt"].startswith("0001"), "I1", "a card itself was started:", card["Name"])
            own = [home for one, home in gateways if one == card["Id"]]
            require(all(home == f"/opt/data/profiles/{label(card, 'tenant_id')}" for home in own), "I1", card["Name"], "runs on the home", own)
            port = label(card, "port")
            themes = f"http://127.0.0.1:{port}/api/dashboard/themes"
            answers = bool(own) and f"hermes-admin-{label(card, 'nonce')}" in self.run("sh", "-c", f"curl -s -m 5 {themes} || :")
            ports = {DASHBOARD: [{"HostIp": "127.0.0.1", "HostPort": port}]} if answers else {}
            for _ in range(max(1, len(own))):
                found.append({**card, "State": {**card["State"], "Running": bool(own)}, "NetworkSettings": {"Ports": ports}})
        every = self.run("docker", "ps", "-aq", "--no-trunc", "--filter", "label=hermes.tier=shared").split()
        require({one for one, _ in gateways} <= set(every), "I1", "gateways without a card:", gateways)
        return found

    def units(self, *filters):
        """What a host runs without a container; by labels only."""
        labels = [f.removeprefix("label=").partition("=")[::2] for f in filters]
        if any(f.startswith("name=") for f in filters):
            return []
        found = json.loads(self.run("python3", "-", self.data_root, stdin=UNITS))
        return [one for one in found if all(one["Config"]["Labels"].get(key) == value for key, value in labels)]

    def docker_containers(self, *filters):
        ids = self.run("docker", "ps", "-aq", "--no-trunc", *(part for f in filters for part in ("--filter", f))).split()
        if not ids:
            return []
        try:
            return json.loads(self.run("docker", "inspect", *ids))
        except OSError as error:
            if "No such" in str(error):  # one went between the two questions
                return self.docker_containers(*filters)
            raise

    def tokens(self):
        return json.loads(self.run("python3", "-", self.data_root, stdin=TOKENS))


def label(container, name):
    return (container["Config"]["Labels"] or {}).get(f"hermes.{name}")


class Foreign:
    """What belongs to others on a host: a container and a volume without our labels, and a container of another platform."""

    def __init__(self, eyes, image):
        self.eyes = eyes
        eyes.run("docker", "volume", "create", "foreign-data")
        eyes.run("docker", "create", "--name", "foreign-db", "-v", "foreign-data:/opt/data", "--network", "none", image)
        eyes.run("docker", "create", "--name", "hermes-elsewhere", "--network", "none", "--tmpfs", "/opt/data", "--label", "hermes.managed=1",
                 "--label", "hermes.role=tenant", "--label", "hermes.platform=" + "0" * 32, "--label", "hermes.tenant_id=" + "e" * 32,
                 "--label", "hermes.tenant=elsewhere", "--label", "hermes.generation=1", image)
        self.before = self.look()

    def look(self):
        containers = self.eyes.containers("name=^/foreign-db$") + self.eyes.containers("name=^/hermes-elsewhere$")
        return ([{key: c[key] for key in ("Id", "Created", "Name", "State", "Config", "HostConfig", "Mounts")} for c in containers],
                json.loads(self.eyes.run("docker", "volume", "inspect", "foreign-data")))

    def remove(self):
        self.eyes.run("docker", "rm", "-f", "foreign-db", "hermes-elsewhere")
        self.eyes.run("docker", "volume", "rm", "foreign-data")


class Oracle:
    """`eyes`: host name in the registry -> Eyes. `bots`: asks the simulated WeChat for every token that it ever made."""

    def __init__(self, registry, eyes, bots):
        self.registry, self.eyes, self.bots = registry, eyes, bots
        self.foreign = []
        self.bots_before = {bot["botId"] for bot in bots()}

    def sql(self, query, values=()):
        with contextlib.closing(sqlite3.connect(f"file:{self.registry}?mode=ro", uri=True, timeout=10)) as db:
            db.row_factory = sqlite3.Row
            return db.execute(query, values).fetchall()

    def mine(self):
        """Our containers on all hosts, as (host, container)."""
        [platform] = self.sql("select value from meta where key = 'platform_uuid'")
        return [(host, c) for host, eyes in self.eyes.items() for c in eyes.containers("label=hermes.platform=" + platform["value"])]

    def check(self, lost=(), blocked=()):
        """Every invariant, in a world at rest. `lost`: who scanned a code whose token died with a process before it was on the host.
        `blocked`: tenants that wait for a person."""
        mine = self.mine()
        self.check_containers(mine)
        self.check_ports(mine)
        self.check_journal()
        self.check_foreign()
        self.check_bindings(lost)
        self.check_reached(mine, blocked)

    def check_containers(self, mine):
        tenants = [(host, c) for host, c in mine if label(c, "role") == "tenant"]
        places = [(label(c, "tenant_id"), host) for host, c in tenants]
        running = [label(c, "tenant_id") for _, c in tenants if c["State"]["Running"]]
        require(len(set(running)) == len(running), "I1", "more than one container of a tenant runs:", sorted(running))
        require(len(set(places)) == len(places), "I2", "more than one container of a tenant on one host:", sorted(places))

    def check_ports(self, mine):
        rows = self.sql("select h.name host, p.port, p.tenant_id, p.free_after from ports p join hosts h on h.id = p.host_id")
        taken = [(row["host"], row["port"]) for row in rows]
        require(len(set(taken)) == len(taken), "I4", "a port is in the ledger twice:", taken)
        ledger = {(row["host"], row["tenant_id"]): row["port"] for row in rows if row["free_after"] == 0}
        published = []
        for host, c in mine:
            if label(c, "role") != "tenant":
                continue
            wanted = c["HostConfig"]["PortBindings"]
            [binding] = wanted[DASHBOARD]
            port = ledger.get((host, label(c, "tenant_id")))
            require(binding == {"HostIp": "127.0.0.1", "HostPort": str(port)}, "I4", c["Name"], "on", host, "has", wanted, "the ledger", port)
            if c["State"]["Running"]:
                real = {key: value for key, value in c["NetworkSettings"]["Ports"].items() if value}
                require(real == wanted, "I4", c["Name"], "on", host, "publishes", real, "instead of", wanted)
                published.append((host, binding["HostPort"]))
        require(len(set(published)) == len(published), "I4", "two containers publish one port:", published)

    def check_journal(self):
        for tenant in self.sql("select id, name, phase from tenants"):
            rows = self.sql("select phase_before, phase_after from journal where tenant_id = ? order by id", [tenant["id"]])
            require(rows, "I6", tenant["name"], "has no journal")
            for before, after in zip(rows, rows[1:]):
                require(before["phase_after"] == after["phase_before"], "I6", tenant["name"], "went unseen from", before["phase_after"], "to",
                        after["phase_before"])
            require(rows[-1]["phase_after"] == tenant["phase"], "I6", tenant["name"], "is", tenant["phase"], "after", rows[-1]["phase_after"])

    def check_foreign(self):
        for foreign in self.foreign:
            require(foreign.look() == foreign.before, "I7", "something foreign was touched on", foreign.eyes.box)

    def check_bindings(self, lost):
        rows = self.sql("select b.user_id, b.token_sha256, b.tenant_id, t.name from bindings b join tenants t on t.id = b.tenant_id"
                        " where b.live and t.phase <> 'GONE'")
        users = [row["user_id"] for row in rows]
        require(len(set(users)) == len(users), "I9", "a WeChat user has two live tenants:", [tuple(row) for row in rows])
        kept, homes = {}, {}
        for eyes in self.eyes.values():
            for kind, tenant, token, mode, path in eyes.tokens():
                kept.setdefault(hashlib.sha256(token.encode()).hexdigest(), []).append(path)
                if kind != "archive":
                    homes.setdefault(tenant, set()).add(hashlib.sha256(token.encode()).hexdigest())
                else:
                    require(mode == "0o600", "I8", path, "may be read by others:", mode)
        for bot in self.bots():
            if bot["botId"] not in self.bots_before and bot["user"] not in lost:
                require(bot["tokenSha256"] in kept, "I8", "the token of", bot["botId"], "of", bot["user"], "is nowhere")
        for row in rows:
            require(homes.get(row["tenant_id"], {row["token_sha256"]}) == {row["token_sha256"]}, "I9", row["name"], "has another WeChat in its home")

    def check_reached(self, mine, blocked):
        for tenant in self.sql("select t.*, h.name host, b.bot_id from tenants t left join hosts h on h.id = t.host_id"
                               " left join bindings b on b.tenant_id = t.id and b.live"):
            name = tenant["name"]
            own = [(host, c) for host, c in mine if label(c, "tenant_id") == tenant["id"]]
            if name in blocked and tenant["phase"] != "GONE":
                require(tenant["phase"] == "BLOCKED", "L1", name, "is", tenant["phase"])
                continue
            wanted = {"ABSENT": "GONE", "PAUSED": "PAUSED"}.get(tenant["presence"]) or ("READY" if tenant["bot_id"] else "BIND_WAIT")
            require(tenant["phase"] == wanted, "L1", name, "is", tenant["phase"], tenant["reason"], tenant["message"], "and not", wanted)
            if tenant["presence"] != "PRESENT":
                require(not own, "L1", name, "has", [c["Name"] for _, c in own])
                continue
            require(len(own) == 1, "L1", name, "has", [(host, c["Name"], c["State"]["Status"]) for host, c in own])
            [(host, container)] = own
            require(container["State"]["Running"], "L1", name, container["State"])
            require((host, label(container, "generation"), label(container, "nonce"))
                    == (tenant["host"], str(tenant["generation"]), tenant["nonce"]), "L1", name, "on", host, container["Config"]["Labels"])
            require(container.get("Image", tenant["image_id"]) == tenant["image_id"], "L1", name, "runs another image than", tenant["image"])
