"""Homes as agents fill them, looked at by root's own eyes."""

import json

from chaos_support import TwoHosts, wechat

# A home as an agent fills it: many files, odd names, links, modes, and one that is large. Runs as root on the host.
FILL = r"""
import os, sys
home, size = sys.argv[1], int(sys.argv[2])
os.makedirs(home + "/memories/deep/er", exist_ok=True)
for number in range(300):
    with open(f"{home}/memories/note-{number}.md", "w") as file:
        file.write(f"note {number}\n" * (number + 1))
for name in ("with space", "-dash", "new\nline", "日记", "quote'\"$x", "*"):
    with open(f"{home}/memories/deep/{name}", "w") as file:
        file.write(name)
with open(home + "/state.bin", "wb") as file:
    for _ in range(size):
        file.write(os.urandom(1 << 20))
os.chmod(home + "/state.bin", 0o640)
os.chmod(home + "/memories/deep/er", 0o700)
for link, aim in (("memories/newest.md", "note-299.md"), ("memories/dangling", "/nowhere")):
    if not os.path.lexists(f"{home}/{link}"):
        os.symlink(aim, f"{home}/{link}")
for folder, folders, names in os.walk(home + "/memories"):
    for name in folders + names:
        os.lchown(os.path.join(folder, name), 10000, 10000)
for one in ("/memories", "/state.bin"):
    os.lchown(home + one, 10000, 10000)
"""
# All that was filled in, as it is now.
LOOK = r"""
import hashlib, json, os, stat, sys
home, found = sys.argv[1], {}
for top in ("memories", "state.bin"):
    paths = [os.path.join(home, top)]
    for folder, folders, names in os.walk(paths[0]):
        paths += [os.path.join(folder, name) for name in folders + names]
    for path in paths:
        facts = os.lstat(path)
        what = os.readlink(path) if stat.S_ISLNK(facts.st_mode) else ""
        if stat.S_ISREG(facts.st_mode):
            with open(path, "rb") as file:
                what = hashlib.sha256(file.read()).hexdigest()
        found[path[len(home):]] = [oct(facts.st_mode), facts.st_uid, facts.st_gid, what, int(facts.st_mtime)]
print(json.dumps(found))
"""


class Homes(TwoHosts):
    def home(self, name):
        return f"/home/twilight/hermes/homes/{self.row(name)['id']}"

    def eyes(self, host):
        return self.oracle.eyes[host]

    def fill(self, name, host, megabytes=1):
        self.eyes(host).run("python3", "-", self.home(name), str(megabytes), stdin=FILL)
        return self.look(name, host)

    def look(self, name, host):
        return json.loads(self.eyes(host).run("python3", "-", self.home(name), stdin=LOOK))

    def ready(self, name, host):
        self.ok("provision", name, "--host", host)
        self.bound(name, wechat(f"wx-{name}"))

    def nothing_left(self, name, host):
        tenant = self.row(name)["id"]
        eyes = self.eyes(host)
        found = eyes.run("find", eyes.data_root, "-name", f"*{tenant}*").split()
        self.assertEqual(found, [], f"{name} left something on {host}")
        self.assertNotIn(tenant, eyes.run("docker", "volume", "ls"))
        self.assertEqual(eyes.containers(f"label=hermes.tenant_id={tenant}"), [])

    def place(self, name):
        return self.ok("show", name, "--json").json["host"]
