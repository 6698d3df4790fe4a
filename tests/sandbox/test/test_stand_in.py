"""The stand-in image behaves as Hermes 0.13.0 was seen to: started by hand on a host, with the run line of its documentation."""

import base64
import io
import json
import tarfile
import time
import unittest

from support import SandboxUnderTest, until

IMAGE = "nousresearch/hermes-agent:0.13.0"
HARDENED = ("--cap-drop ALL --cap-add CHOWN --cap-add DAC_OVERRIDE --cap-add FOWNER --cap-add SETUID --cap-add SETGID --cap-add KILL "
            "--security-opt no-new-privileges:true")
SYSTEM_FIELDS = {"version", "release_date", "hermes_home", "config_path", "env_path", "config_version", "latest_config_version", "gateway_running",
                 "gateway_pid", "gateway_health_url", "gateway_state", "gateway_platforms", "gateway_exit_reason", "gateway_updated_at",
                 "active_sessions"}


def setUpModule():
    global sandbox
    sandbox = SandboxUnderTest("--hold", "2")
    unittest.addModuleCleanup(sandbox.down)


class Tenant:
    """A container on the host, with a home that is filled before its first start, as Hermes Admin does it."""

    count = 0

    def __init__(self, test, run="", command="gateway run", env=None):
        Tenant.count += 1
        self.name, self.port = f"tenant{Tenant.count}", 8700 + Tenant.count
        self.run, self.command, self.home = run, command, {}
        if env is not None:
            self.write(".env", "".join(f"{k}={v}\n" for k, v in env.items()))
        test.addCleanup(sandbox.ssh, f"docker rm -fv {self.name}")

    def write(self, path, text, mode=0o600, owner=10000):
        self.home[path] = (text if isinstance(text, str) else json.dumps(text), mode, owner)

    def start(self):
        made = sandbox.ssh(f"docker create --name {self.name} --restart no -v /opt/data -p 127.0.0.1:{self.port}:9119 "
                           f"-e HERMES_DASHBOARD=1 --stop-timeout 210 {self.run} {IMAGE} {self.command}")
        assert made.returncode == 0, made.stderr
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as tar:
            def add(name, kind, mode, owner, data=b""):
                entry = tarfile.TarInfo(name)
                entry.type, entry.mode, entry.uid, entry.gid, entry.size = kind, mode, owner, owner, len(data)
                tar.addfile(entry, io.BytesIO(data))

            for folder in ("data", *sorted({"/".join(f"data/{p}".split("/")[:n]) for p in self.home for n in range(2, len(p.split("/")) + 1)})):
                add(folder, tarfile.DIRTYPE, 0o755, 10000)
            for path, (text, mode, owner) in self.home.items():
                add(f"data/{path}", tarfile.REGTYPE, mode, owner, text.encode())
        sandbox.inside("sh", "-c", f"base64 -d | docker cp - {self.name}:/opt", stdin=base64.b64encode(packed.getvalue()).decode())
        started = sandbox.ssh(f"docker start {self.name}")
        assert started.returncode == 0, started.stderr
        return self

    def get(self, path, *options):
        """(HTTP code, content type, body) as seen from the host."""
        answer = sandbox.ssh(f"curl -s -w '\\n%{{http_code}} %{{content_type}}' {' '.join(options)} http://127.0.0.1:{self.port}{path}").stdout
        body, _, tail = answer.rpartition("\n")
        code, _, kind = tail.partition(" ")
        return int(code), kind, body

    def status(self):
        code, _, body = self.get("/api/status")
        return json.loads(body) if code == 200 else None

    def wait_until(self, state):
        found = until(lambda: (self.status() or {}).get("gateway_state") == state, 20)
        assert found, f"{self.status()}\n{self.shell('cat logs/agent.log')}\n{sandbox.ssh(f'docker logs {self.name} 2>&1').stdout}"
        return self.status()

    def shell(self, command, user="hermes"):
        return sandbox.inside("docker", "exec", "-u", user, "-w", "/opt/data", self.name, "sh", "-c", command, check=False)

    def file(self, path):
        """A file of the home, of a running or a stopped container."""
        packed = sandbox.inside("sh", "-c", f"docker cp {self.name}:/opt/data/{path} - | base64 -w0", check=False)
        with tarfile.open(fileobj=io.BytesIO(base64.b64decode(packed))) as tar:
            return tar.extractfile(tar.getmembers()[0]).read().decode()

    def state(self, what):
        return sandbox.inside("docker", "inspect", "-f", f"{{{{.State.{what}}}}}", self.name)

    def stop(self):
        begun = time.monotonic()
        sandbox.inside("docker", "stop", self.name)
        return time.monotonic() - begun


def bound(user):
    """Settings for a tenant that user has bound, as they work in every version, and the credentials."""
    credentials = sandbox.bind(user)
    return credentials, {"WEIXIN_ACCOUNT_ID": credentials["ilink_bot_id"], "WEIXIN_TOKEN": credentials["bot_token"],
                         "WEIXIN_BASE_URL": credentials["baseurl"], "WEIXIN_DM_POLICY": "allowlist",
                         "WEIXIN_ALLOWED_USERS": credentials["ilink_user_id"], "WEIXIN_ALLOW_ALL_USERS": "false",
                         "WEIXIN_HOME_CHANNEL": credentials["ilink_user_id"]}


def account_file(tenant, credentials):
    tenant.write(f"weixin/accounts/{credentials['ilink_bot_id']}.json", {
        "token": credentials["bot_token"], "base_url": credentials["baseurl"], "user_id": credentials["ilink_user_id"],
        "saved_at": "2026-05-07T00:00:00Z"})


class DashboardTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = unittest.TestCase()
        cls.tenant = Tenant(cls.holder, HARDENED)
        cls.tenant.write("dashboard-themes/hermes-admin.yaml", "name: hermes-admin-0123\nlabel: Hermes Admin\n", 0o644)
        cls.tenant.start().wait_until("running")

    @classmethod
    def tearDownClass(cls):
        cls.holder.doCleanups()

    def test_the_status_is_public_and_complete(self):
        status = self.tenant.status()
        self.assertEqual(set(status), SYSTEM_FIELDS)
        self.assertEqual((status["version"], status["gateway_running"], status["gateway_platforms"]), ("0.13.0", True, {}))

    def test_the_head_method_is_not_allowed(self):
        self.assertEqual(self.tenant.get("/api/status", "-I")[0], 405)

    def test_a_theme_in_the_home_proves_the_identity(self):
        names = [t["name"] for t in json.loads(self.tenant.get("/api/dashboard/themes")[2])["themes"]]
        self.assertIn("hermes-admin-0123", names)

    def test_whoever_loads_the_page_has_the_session_token(self):
        code, kind, page = self.tenant.get("/")
        self.assertEqual((code, kind), (200, "text/html; charset=utf-8"))
        token = page.split('__HERMES_SESSION_TOKEN__="')[1].split('"')[0]
        self.assertEqual(len(token), 43)
        self.assertEqual(self.tenant.get("/api/nothing")[0], 401)
        code, kind, _ = self.tenant.get("/api/nothing", f"-H 'X-Hermes-Session-Token: {token}'")
        self.assertEqual((code, kind), (200, "text/html; charset=utf-8"))
        self.assertEqual(self.tenant.get("/openapi.json")[0], 200)

    def test_the_home_is_seeded_and_owned_as_in_0_13(self):
        modes = self.tenant.shell("stat -c '%n %U %a' .env config.yaml SOUL.md gateway.pid gateway.lock gateway_state.json logs/agent.log").splitlines()
        self.assertEqual(modes, [".env hermes 644", "config.yaml hermes 640", "SOUL.md hermes 644", "gateway.pid hermes 755", "gateway.lock hermes 644",
                                 "gateway_state.json hermes 600", "logs/agent.log hermes 644"])
        self.assertNotIn("WEIXIN", self.tenant.file(".env"))

    def test_the_first_process_is_root_and_hermes_is_on_nobodys_path(self):
        self.assertEqual(self.tenant.shell("id -u", user="root"), "0")
        self.assertEqual(self.tenant.shell("command -v hermes", user="root"), "")
        self.assertEqual(self.tenant.shell("stat -c %U /proc/1 /proc/$(sed 's/.*\"pid\": //; s/,.*//' gateway.pid)"), "root\nhermes")

    def test_a_dashboard_on_loopback_wants_a_loopback_host_header(self):
        self.tenant.shell("(/opt/hermes/.venv/bin/hermes dashboard --port 9200 --no-open >/tmp/d 2>&1 &) ; sleep 1")
        code = "curl -s -o /dev/null -w '%{http_code}' "
        self.assertEqual(self.tenant.shell(f"{code} http://127.0.0.1:9200/api/status; {code} -H 'Host: example.com' http://127.0.0.1:9200/api/status"),
                         "200400")

    def test_a_dashboard_elsewhere_refuses_without_insecure(self):
        self.assertIn("Refusing to bind", self.tenant.shell("/opt/hermes/.venv/bin/hermes dashboard --host 0.0.0.0 --port 9201 --no-open 2>&1"))


class GatewayTest(unittest.TestCase):
    def test_polls_with_the_token_of_the_account_file_and_hides_it_from_the_dashboard(self):
        credentials, _ = bound("alice")
        tenant = Tenant(self, HARDENED, env={"WEIXIN_ACCOUNT_ID": credentials["ilink_bot_id"]})
        account_file(tenant, credentials)
        self.assertEqual(tenant.start().wait_until("running")["gateway_platforms"], {})
        sync = f"weixin/accounts/{credentials['ilink_bot_id']}.sync.json"
        self.assertIn("get_updates_buf", until(lambda: tenant.shell(f"cat {sync}"), 10))
        before = tenant.shell(f"stat -c %Y.%Z {sync}")
        self.assertTrue(until(lambda: tenant.shell(f"stat -c %Y.%Z {sync}") != before, 10), "the cursor file is not rewritten")
        self.assertEqual(json.loads(tenant.file("gateway_state.json"))["platforms"]["weixin"]["state"], "connected")
        self.assertEqual(tenant.shell(f"stat -c %a {sync}"), "600")

    def test_answers_the_owner_and_ignores_strangers_and_the_environment_loses_to_dot_env(self):
        credentials, env = bound("bob")
        tenant = Tenant(self, f"{HARDENED} -e WEIXIN_TOKEN=wrong -e WEIXIN_ALLOWED_USERS=nobody", env=env)
        self.assertIn("weixin", tenant.start().wait_until("running")["gateway_platforms"])
        sandbox.control("message", user="bob", text="stranger here", sender="mallory")
        sandbox.control("message", user="bob", text="hello")
        rows = sandbox.control("sent", user="bob", wait=10)
        self.assertEqual([(r["text"], r["to"]) for r in rows], [("You said: hello", credentials["ilink_user_id"])])
        self.assertTrue(rows[0]["contextToken"])
        self.assertIn(credentials["ilink_user_id"], json.loads(tenant.file(f"weixin/accounts/{credentials['ilink_bot_id']}.context-tokens.json")))
        self.assertIn("inbound from=", tenant.file("logs/gateway.log"))
        locks = tenant.shell("cat .local/state/hermes/gateway-locks/weixin-bot-token-*.lock")
        self.assertEqual(json.loads(locks)["metadata"], {"platform": "weixin"})

    def test_stop_drains_the_running_agent_and_exits_with_1(self):
        credentials, env = bound("carol")
        tenant = Tenant(self, HARDENED, env=env).start()
        tenant.wait_until("running")
        sandbox.control("message", user="carol", text="sleep 3")
        self.assertTrue(until(lambda: json.loads(tenant.file("gateway_state.json"))["active_agents"] == 1))
        self.assertGreater(tenant.stop(), 1.5)
        self.assertEqual([r["text"] for r in sandbox.control("sent", user="carol")], ["You said: sleep 3"])
        self.assertEqual(tenant.state("ExitCode"), "1")
        last = json.loads(tenant.file("gateway_state.json"))
        self.assertEqual((last["gateway_state"], last["platforms"]["weixin"]["state"]), ("stopped", "disconnected"))

    def test_an_idle_stop_is_quick(self):
        tenant = Tenant(self, HARDENED).start()
        tenant.wait_until("running")
        self.assertLess(tenant.stop(), 2.5)

    def test_the_drain_ends_at_its_limit(self):
        _, env = bound("dora")
        tenant = Tenant(self, HARDENED, env=env)
        tenant.write("config.yaml", "agent:\n  restart_drain_timeout: 1\n", 0o640)
        tenant.start().wait_until("running")
        sandbox.control("message", user="dora", text="sleep 60")
        self.assertTrue(until(lambda: json.loads(tenant.file("gateway_state.json"))["active_agents"] == 1))
        self.assertLess(tenant.stop(), 10)
        self.assertIn("drain timed out", tenant.file("logs/errors.log"))

    def test_a_displaced_session_is_logged_and_still_looks_connected(self):
        credentials, env = bound("erin")
        tenant = Tenant(self, HARDENED, env=env).start()
        tenant.wait_until("running")
        sandbox.bind("erin")
        self.assertTrue(until(lambda: "Session expired; pausing for 10 minutes" in tenant.file("logs/gateway.log")))
        self.assertIn("ERROR", [line for line in tenant.file("logs/errors.log").splitlines() if "Session expired" in line][0])
        self.assertEqual(tenant.status()["gateway_platforms"]["weixin"]["state"], "connected")
        self.assertLess(tenant.stop(), 2.5)

    def test_errors_are_retried(self):
        _, env = bound("fred")
        sandbox.control("fault", kind="5xx", only="getupdates", count=2)
        self.addCleanup(sandbox.control, "fault", kind="none")
        tenant = Tenant(self, HARDENED, env=env).start()
        self.assertTrue(until(lambda: "poll error (2/3)" in (tenant.shell("cat logs/errors.log")), 15))
        sandbox.control("message", user="fred", text="still there?")
        self.assertEqual(len(sandbox.control("sent", user="fred", wait=15)), 1)

    def test_an_unreadable_dot_env_is_the_end(self):
        tenant = Tenant(self, HARDENED)
        tenant.write(".env", "X=1\n", 0o600, owner=0)
        tenant.start()
        self.assertTrue(until(lambda: tenant.state("Status") == "exited"))
        self.assertEqual(tenant.state("ExitCode"), "1")
        self.assertIn("PermissionError", sandbox.ssh(f"docker logs {tenant.name} 2>&1").stdout)

    def test_an_account_without_a_token_fails_for_good_and_exits_with_0(self):
        tenant = Tenant(self, HARDENED, env={"WEIXIN_ACCOUNT_ID": "00@im.bot"}).start()
        self.assertTrue(until(lambda: tenant.state("Status") == "exited"))
        self.assertEqual(tenant.state("ExitCode"), "0")
        last = json.loads(tenant.file("gateway_state.json"))
        self.assertEqual((last["gateway_state"], last["platforms"]["weixin"]["error_code"]), ("startup_failed", "weixin_missing_token"))

    def test_a_killed_gateway_leaves_running_behind(self):
        tenant = Tenant(self, HARDENED).start()
        tenant.wait_until("running")
        sandbox.inside("docker", "kill", tenant.name)
        self.assertEqual(json.loads(tenant.file("gateway_state.json"))["gateway_state"], "running")
        self.assertEqual(json.loads(tenant.file("gateway.pid"))["kind"], "hermes-gateway")
        sandbox.inside("docker", "start", tenant.name)
        tenant.wait_until("running")

    def test_a_stranger_is_paired_by_the_owner(self):
        _, env = bound("gina")
        tenant = Tenant(self, HARDENED, env={**env, "WEIXIN_DM_POLICY": "pairing", "WEIXIN_ALLOWED_USERS": ""}).start()
        tenant.wait_until("running")
        sandbox.control("message", user="gina", text="hi", sender="harry")
        code = sandbox.control("sent", user="gina", wait=10)[0]["text"].split("`")[1]
        self.assertRegex(code, "^[A-HJ-NP-Z2-9]{8}$")
        hermes = "/opt/hermes/.venv/bin/hermes pairing"
        self.assertIn("not found or expired", tenant.shell(f"{hermes} approve weixin AAAAAAAA; echo rc $?"))
        self.assertIn(code, tenant.shell(f"{hermes} list"))
        self.assertIn("Approved!", tenant.shell(f"{hermes} approve weixin {code}"))
        sandbox.control("message", user="gina", text="hi again", sender="harry")
        self.assertEqual(sandbox.control("sent", user="gina", since=0, wait=0)[0]["text"][:3], "Hi~")
        self.assertTrue(until(lambda: any(r["text"] == "You said: hi again" for r in sandbox.control("sent", user="gina"))))


class ApiServerTest(unittest.TestCase):
    def ask(self, tenant, path):
        return tenant.shell(f"curl -s -m 3 http://127.0.0.1:8642{path}")

    def test_health_is_there_only_when_enabled(self):
        off = Tenant(self, HARDENED, env={}).start()
        on = Tenant(self, HARDENED, env={"API_SERVER_ENABLED": "true"}).start()
        off.wait_until("running")
        self.assertEqual(self.ask(off, "/health"), "")
        self.assertIn("api_server", on.wait_until("running")["gateway_platforms"])
        self.assertEqual(json.loads(self.ask(on, "/health")), {"status": "ok", "platform": "hermes-agent"})
        self.assertEqual(json.loads(self.ask(on, "/health/detailed"))["gateway_state"], "running")

    def test_an_open_address_needs_a_real_key(self):
        weak = Tenant(self, HARDENED, env={"API_SERVER_ENABLED": "true", "API_SERVER_HOST": "0.0.0.0", "API_SERVER_KEY": "short"}).start()
        weak.wait_until("running")
        self.assertEqual(self.ask(weak, "/health"), "")
        self.assertIn("requires API_SERVER_KEY", weak.file("logs/errors.log"))
        real = Tenant(self, f"{HARDENED} -p 127.0.0.1:9500:8642", env={"API_SERVER_HOST": "0.0.0.0", "API_SERVER_KEY": "0123456789abcdef"}).start()
        real.wait_until("running")
        self.assertIn("ok", sandbox.ssh("curl -s http://127.0.0.1:9500/health").stdout)


class NetworkTest(unittest.TestCase):
    def test_tenants_on_a_bridge_without_icc_reach_wechat_and_not_each_other(self):
        made = sandbox.ssh("docker network create -o com.docker.network.bridge.enable_icc=false --subnet 172.29.0.0/22 tenants")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.addCleanup(sandbox.ssh, "docker network rm tenants")
        _, env = bound("ivan")
        one = Tenant(self, f"{HARDENED} --network tenants", env=env).start()
        two = Tenant(self, f"{HARDENED} --network tenants").start()
        one.wait_until("running")
        two.wait_until("running")
        sandbox.control("message", user="ivan", text="hello")
        self.assertEqual(len(sandbox.control("sent", user="ivan", wait=10)), 1)
        address = sandbox.inside("docker", "inspect", "-f", "{{.NetworkSettings.Networks.tenants.IPAddress}}", one.name)
        self.assertEqual(two.shell(f"curl -s -m 2 http://{address}:9119/"), "")


if __name__ == "__main__":
    unittest.main()
