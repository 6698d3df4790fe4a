"""What people make by hand: containers as the docs of Hermes say, bound by their own means."""

import json
import urllib.request

from chaos_support import HOSTS, wechat
from home_support import FILL, LOOK, Homes

ACCOUNT = r"""
import json, os, sys
home, owner = sys.argv[1], int(sys.argv[2])
login = json.load(sys.stdin)
folder = home + "/weixin/accounts"
os.makedirs(folder, exist_ok=True)
with open(f"{folder}/{login['ilink_bot_id']}.json", "w") as file:
    json.dump({"token": login["bot_token"], "base_url": login["baseurl"], "user_id": login["ilink_user_id"], "saved_at": "2026-05-01T08:00:00Z"}, file)
with open(home + "/.env", "w") as file:
    file.write(f"# made by hand\nWEIXIN_ACCOUNT_ID={login['ilink_bot_id']}\nWEIXIN_TOKEN={login['bot_token']}\nWEIXIN_BASE_URL={login['baseurl']}\nSHOP=noodles\n")
os.chmod(home + "/.env", 0o600)
for top, folders, names in os.walk(home):
    for path in [top] + [os.path.join(top, name) for name in folders + names]:
        os.lchown(path, owner, owner)
"""
SECRET = "sk-by-hand-7f3a"


class ByHand(Homes):
    host_names = HOSTS

    @classmethod
    def prepare(cls):
        super().prepare()
        for sandbox in cls.hosts.values():
            cls.addClassCleanup(sandbox.box, "sh", "-c", "docker ps -aq --filter label=made-by-hand | xargs -r docker rm -f; docker rmi db:1; rm -rf /srv/by-hand /home/twilight/.hermes")

    def login(self, user):
        """What iLink answers to somebody who logs in without us."""
        def ask(path):
            with urllib.request.urlopen(f"{self.sandbox.info['ilinkUrl']}/ilink/bot/{path}", timeout=60) as answer:
                return json.load(answer)
        code = ask("get_bot_qrcode?bot_type=3")
        self.sandbox.scan(code["qrcode_img_content"], "--as", wechat(user))
        for _ in range(20):
            answer = ask(f"get_qrcode_status?qrcode={code['qrcode']}")
            if answer.get("status") == "confirmed":
                return answer
        self.fail("the login was not confirmed")

    def by_hand(self, name, user=None, host="ecs-1", port=8955, owner=10000, home=None, run=True, more=()):
        """A container as the docs of Hermes say, bound by its own means; answers its directory."""
        eyes, home = self.eyes(host), home or f"/srv/by-hand/{name}"
        eyes.run("mkdir", "-p", home)
        eyes.run("python3", "-", home, "1", stdin=FILL)
        login = self.login(user) if user else None
        if login:
            eyes.run("sh", "-c", "cat >/tmp/login.json; chmod 600 /tmp/login.json", stdin=json.dumps(login))
            eyes.run("sh", "-c", "cat >/tmp/account.py", stdin=ACCOUNT)
            eyes.run("sh", "-c", f"python3 /tmp/account.py {home} {owner} </tmp/login.json; rm /tmp/login.json")
        if run:
            eyes.run("docker", "run", "-d", "--name", name, "--label", "made-by-hand", "--restart", "always", "-p", f"127.0.0.1:{port}:9119", "-v", f"{home}:/opt/data",
                     "-e", "HERMES_DASHBOARD=1", "-e", f"OPENAI_API_KEY={SECRET}", *more, self.sandbox.info["image"], "gateway", "run")
        return home

    def foreign(self, name, host="ecs-1"):
        return json.loads(self.eyes(host).run("docker", "inspect", name))[0]

    def seen(self, path, host="ecs-1"):
        found = json.loads(self.eyes(host).run("python3", "-", path, stdin=LOOK))
        return {name: [mode, *rest] for name, (mode, uid, gid, *rest) in found.items()}
