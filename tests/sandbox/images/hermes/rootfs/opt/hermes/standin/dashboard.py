"""`hermes dashboard`: the web page's server, as far as anything outside can tell."""

import base64
import os
import re
import signal
import sys

from . import CONFIG_VERSION, RELEASE_DATE, VERSION, apiserver, home, http, weixin

LOOPBACK = ("127.0.0.1", "localhost", "::1")
BUILT_IN_THEMES = [("default", "Hermes Teal"), ("midnight", "Midnight"), ("ember", "Ember"), ("mono", "Mono"), ("cyberpunk", "Cyberpunk"),
                   ("rose", "Rosé")]
JSON = "application/json"
HTML = "text/html; charset=utf-8"


class Dashboard:
    def __init__(self, host):
        self.host = host
        self.token = base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
        self.config = home.config()

    def respond(self, request):
        if not self.accepts_host(request.headers.get("host", "")):
            return 400, JSON, {"detail": "Invalid Host header. Dashboard requests must use the hostname the server was bound to."}
        public = PUBLIC.get(request.path)
        is_api = request.path.startswith("/api/")
        if is_api and not public and not request.path.startswith("/api/plugins/") and not self.is_trusted(request):
            return 401, JSON, {"detail": "Unauthorized"}
        if request.path == "/api/dashboard/plugins/rescan":
            allowed = ("GET", "POST")
        else:
            allowed = ("GET",)
        if request.method not in allowed:
            return 405, JSON, {"detail": "Method Not Allowed"}
        if public:
            return 200, JSON, public(self)
        if request.path.startswith("/api/plugins/"):
            return 404, JSON, {"detail": "Not Found"}
        return 200, HTML, self.page()

    def accepts_host(self, header):
        name = re.sub(r":\d+$", "", header.strip().lower()).strip("[]")
        if self.host in ("0.0.0.0", "::"):
            return True
        return name in LOOPBACK if self.host in LOOPBACK else name == self.host.lower()

    def is_trusted(self, request):
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        return self.token in (request.headers.get("x-hermes-session-token"), bearer)

    def page(self):
        return (f'<!doctype html><html lang="en"><head><meta charset="UTF-8"/><title>Hermes Agent</title>'
                f'<script>window.__HERMES_SESSION_TOKEN__="{self.token}";</script></head><body><div id="root"></div></body></html>').encode()

    def status(self):
        pid = home.gateway_pid()
        seen = home.read_json(home.path("gateway_state.json")) or {}
        state, platforms = seen.get("gateway_state"), seen.get("platforms") or {}
        if pid:
            shown = self.connected_platforms()
            platforms = {name: value for name, value in platforms.items() if name in shown}
        else:
            state, platforms = ("startup_failed" if state == "startup_failed" else "stopped"), {}
        config_version = self.config.get("_config_version") or CONFIG_VERSION
        return {"version": VERSION, "release_date": RELEASE_DATE, "hermes_home": home.path(), "config_path": home.path("config.yaml"),
                "env_path": home.path(".env"), "config_version": config_version, "latest_config_version": CONFIG_VERSION,
                "gateway_running": pid is not None, "gateway_pid": pid, "gateway_health_url": None, "gateway_state": state,
                "gateway_platforms": platforms, "gateway_exit_reason": seen.get("exit_reason"),
                "gateway_updated_at": seen.get("updated_at"), "active_sessions": 0}

    def connected_platforms(self):
        """By this process's own environment, so a token that is only in an account file does not count."""
        found = weixin.settings(self.config)
        shown = {"weixin"} if found["token"] and found["account_id"] else set()
        return shown | ({"api_server"} if apiserver.settings(self.config)["enabled"] else set())

    def themes(self):
        import yaml

        found = [{"name": name, "label": label, "description": ""} for name, label in BUILT_IN_THEMES]
        try:
            files = sorted(f for f in os.listdir(home.path("dashboard-themes")) if f.endswith((".yaml", ".yml")))
        except OSError:
            files = []
        for file in files:
            try:
                with open(home.path("dashboard-themes", file), encoding="utf-8") as text:
                    theme = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            except (OSError, ValueError, yaml.YAMLError):
                continue
            if isinstance(theme, dict) and isinstance(theme.get("name"), str) and theme["name"].strip():
                found.append({"name": theme["name"], "label": theme.get("label") or theme["name"],
                              "description": theme.get("description") or "", "definition": theme})
        active = home.section(self.config, "dashboard").get("theme") or "default"
        return {"themes": found, "active": active}

    def openapi(self):
        return {"openapi": "3.1.0", "info": {"title": "Hermes Agent", "version": VERSION},
                "paths": {path: {"get": {"responses": {"200": {"description": "Successful Response"}}}} for path in PUBLIC if path.startswith("/api/")}}


PUBLIC = {
    "/api/status": Dashboard.status,
    "/api/dashboard/themes": Dashboard.themes,
    "/api/dashboard/plugins": lambda self: [],
    "/api/dashboard/plugins/rescan": lambda self: {"ok": True, "count": 0},
    "/api/config/defaults": lambda self: {"agent": {"restart_drain_timeout": 180}},
    "/api/config/schema": lambda self: {"fields": {}, "category_order": []},
    "/api/model/info": lambda self: {"model": str(home.section(self.config, "model").get("default") or ""), "provider": "auto"},
    "/openapi.json": Dashboard.openapi,
}


def run(argv):
    host, port, insecure = "127.0.0.1", 9119, False
    words = iter(argv)
    for word in words:
        name, _, value = word.partition("=")
        if name == "--host":
            host = value or next(words, host)
        elif name == "--port":
            port = int(value or next(words, port))
        elif name == "--insecure":
            insecure = True
        elif name == "--status":
            return show_running()
        elif name == "--stop":
            return stop_running()
        elif name not in ("--no-open", "--tui"):
            print(f"hermes dashboard: error: unrecognized arguments: {word}", file=sys.stderr)
            return 2
    if host not in LOOPBACK and not insecure:
        print(f"Refusing to bind to {host} — the dashboard exposes API keys and config without robust authentication.\n"
              "Use --insecure to override (NOT recommended on untrusted networks).", file=sys.stderr)
        return 1
    if host not in LOOPBACK:
        print(f"WARNING: Binding to {host} with --insecure — the dashboard has no robust authentication. Only use on trusted networks.", flush=True)
    ends = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    try:
        http.serve(host, port, Dashboard(host).respond, "uvicorn")
    except OSError as error:
        print(f"ERROR:    [Errno {error.errno}] error while attempting to bind on address ('{host}', {port}): {error.strerror}", flush=True)
        return 1
    print(f"  Hermes Web UI → http://{host}:{port}", flush=True)
    signal.sigwait(ends)
    return 0


def running():
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as line:
                words = line.read().split(b"\0")
        except OSError:
            continue
        if int(pid) != os.getpid() and any(w.endswith(b"/hermes") for w in words[:4]) and b"dashboard" in words:
            yield int(pid)


def show_running():
    pids = list(running())
    print("\n".join(f"hermes dashboard running (PID {pid})" for pid in pids) or "No hermes dashboard processes running.")
    return 0


def stop_running():
    pids = list(running())
    for pid in pids:
        os.kill(pid, signal.SIGTERM)
    print(f"Stopped {len(pids)} dashboard process(es)." if pids else "No hermes dashboard processes running.")
    return 0
