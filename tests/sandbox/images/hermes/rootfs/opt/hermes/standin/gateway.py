"""`hermes gateway run`: one process that connects the platforms, answers messages and drains on SIGTERM."""

import fcntl
import os
import re
import signal
import sys
import threading
import time

from . import apiserver, home, logs, pairing, weixin

LOG = "gateway.run"
SIGNALS = {signal.SIGTERM, signal.SIGINT, signal.SIGUSR1}
EXIT_AFTER_STOP = 1
EXIT_AFTER_RESTART = 75
RETRIES = [30, 60, 120, 240] + [300] * 16


class Gateway:
    def __init__(self, argv):
        self.argv = argv
        self.config = home.config()
        self.mutex = threading.Lock()
        self.agents = {}            # user -> texts that wait behind the one being answered
        self.draining = False
        self.lock = None
        self.weixin = None
        self.told_about_home = set()
        self.state = {**home.process_record(argv), "gateway_state": "starting", "exit_reason": None, "restart_requested": False,
                      "active_agents": 0, "platforms": {}, "updated_at": None}

    # ---- state file

    def write_state(self, **changes):
        with self.mutex:
            self.state.update(changes, updated_at=home.now_iso())
            home.write_json(home.path("gateway_state.json"), self.state)

    def write_platform(self, name, state, code=None, message=None):
        platforms = {**self.state["platforms"], name: {"state": state, "error_code": code, "error_message": message,
                                                       "updated_at": home.now_iso()}}
        self.write_state(platforms=platforms)

    # ---- life

    def run(self):
        if not self.take_lock():
            logs.error(LOG, "Gateway runtime lock is already held by another instance. Exiting.")
            return 1
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        print("┌─────────────────────────────────────────────────────────┐\n"
              "│           ⚕ Hermes Gateway Starting...                 │\n"
              "├─────────────────────────────────────────────────────────┤\n"
              "│  Messaging platforms + cron scheduler                    │\n"
              "│  Press Ctrl+C to stop                                   │\n"
              "└─────────────────────────────────────────────────────────┘", flush=True)
        logs.info(LOG, "Starting Hermes Gateway...")
        self.write_state()
        try:
            os.unlink(home.path(".clean_shutdown"))
        except OSError:
            pass
        fatal = self.connect_platforms()
        if fatal and all(p["state"] == "fatal" for p in self.state["platforms"].values()):
            logs.error(LOG, f"Gateway hit a non-retryable startup conflict: {fatal}")
            self.write_state(gateway_state="startup_failed", exit_reason=fatal)
            self.remove_pid()
            return 0
        if not self.state["platforms"]:
            logs.warning(LOG, "No messaging platforms enabled.")
        self.write_state(gateway_state="running")
        logs.info(LOG, f"Gateway running with {sum(p['state'] == 'connected' for p in self.state['platforms'].values())} platform(s)")
        return self.stop(signal.sigwait(SIGNALS))

    def take_lock(self):
        self.lock = os.open(home.path("gateway.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        import json

        record = json.dumps(home.process_record(self.argv)).encode()
        os.ftruncate(self.lock, 0)
        os.pwrite(self.lock, record, 0)
        self.remove_pid()
        pid = os.open(home.path("gateway.pid"), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o777)
        os.write(pid, record)
        os.close(pid)
        return True

    def remove_pid(self):
        try:
            os.unlink(home.path("gateway.pid"))
        except OSError:
            pass

    def connect_platforms(self):
        """Starts what is configured; returns the message of a fatal platform, or None."""
        fatal = None
        if weixin.is_enabled(self.config):
            self.write_platform("weixin", "connecting")
            try:
                self.weixin = weixin.Weixin(self.config, self.on_message, self.argv)
                self.weixin.connect()
                self.write_platform("weixin", "connected")
            except weixin.Fatal as error:
                code, fatal = error.args
                logs.error(LOG, f"✗ weixin failed: {fatal}")
                self.write_platform("weixin", "fatal", code, fatal)
        if apiserver.settings(self.config)["enabled"]:
            self.write_platform("api_server", "connecting")
            if not self.start_api_server():
                threading.Thread(target=self.retry_api_server, daemon=True).start()
        return fatal

    def start_api_server(self):
        try:
            apiserver.start(self.config, lambda: self.state)
        except OSError as error:
            logs.error("gateway.platforms.api_server", f"[Api_Server] {error}")
            self.write_platform("api_server", "retrying", None, "failed to connect")
            return False
        self.write_platform("api_server", "connected")
        return True

    def retry_api_server(self):
        for pause in RETRIES:
            time.sleep(pause)
            if self.draining or self.start_api_server():
                return
        self.write_platform("api_server", "fatal", None, "failed to connect")

    def stop(self, number):
        self.draining = True
        restart = number == signal.SIGUSR1
        logs.info(LOG, f"Received {signal.Signals(number).name}, stopping gateway")
        self.write_state(gateway_state="draining", restart_requested=restart)
        try:
            patience = float(home.section(self.config, "agent").get("restart_drain_timeout", 180))
        except (TypeError, ValueError):
            patience = 180.0
        until = time.monotonic() + patience
        while self.agents and time.monotonic() < until:
            time.sleep(0.05)
        if self.agents:
            logs.warning(LOG, f"Gateway drain timed out after {patience:.1f}s with {len(self.agents)} active agent(s); interrupting remaining work.")
            time.sleep(5)
        if self.weixin and self.state["platforms"].get("weixin", {}).get("state") == "connected":
            self.weixin.disconnect()
        for name, platform in list(self.state["platforms"].items()):
            if platform["state"] != "fatal":
                self.write_platform(name, "disconnected")
        with open(home.path(".clean_shutdown"), "w"):
            pass
        self.remove_pid()
        self.write_state(gateway_state="stopped", active_agents=0)
        logs.info(LOG, "Gateway stopped")
        return EXIT_AFTER_RESTART if restart else EXIT_AFTER_STOP

    # ---- messages

    def on_message(self, user, text):
        if not self.is_authorized(user):
            self.offer_pairing(user)
            return
        if self.draining:
            self.weixin.send(user, "⏳ Gateway is shutting down and is not accepting new work.")
            return
        with self.mutex:
            if user in self.agents:
                self.agents[user].append(text)
                return
            self.agents[user] = [text]
        threading.Thread(target=self.answer, args=(user,), daemon=True).start()

    def is_authorized(self, user):
        """The runner's own rule in 0.13: the policy of the adapter opens nothing here."""
        if home.flag("WEIXIN_ALLOW_ALL_USERS") or pairing.is_approved("weixin", user):
            return True
        listed = home.names("WEIXIN_ALLOWED_USERS") | home.names("GATEWAY_ALLOWED_USERS")
        if not listed:
            return home.flag("GATEWAY_ALLOW_ALL_USERS")
        return user in listed or "*" in listed

    def offer_pairing(self, user):
        logs.warning(LOG, f"Unauthorized user: {user[:8]} on weixin")
        if home.names("WEIXIN_ALLOWED_USERS") or home.names("GATEWAY_ALLOWED_USERS"):
            return
        code = pairing.generate("weixin", user)
        if code:
            self.weixin.send(user, "Hi~ I don't recognize you yet!\n\n"
                                   f"Here's your pairing code: `{code}`\n\n"
                                   f"Ask the bot owner to run:\n`hermes pairing approve weixin {code}`")

    def answer(self, user):
        """The agent: an echo. `sleep N` is one that works for N seconds, whatever signal comes."""
        self.write_state(active_agents=len(self.agents))
        while True:
            with self.mutex:
                if not self.agents[user]:
                    del self.agents[user]
                    break
                text = self.agents[user].pop(0)
            if user not in self.told_about_home and not os.environ.get("WEIXIN_HOME_CHANNEL"):
                self.weixin.send(user, "📬 No home channel is set for Weixin. A home channel is where Hermes delivers cron job results "
                                       "and cross-platform messages.\n\nType /sethome to make this chat your home channel, or ignore to skip.")
            self.told_about_home.add(user)
            ticket = self.weixin.typing(user, 1)
            work = re.fullmatch(r"sleep (\d+(?:\.\d+)?)", text.strip())
            if work:
                time.sleep(float(work[1]))
            self.weixin.send(user, f"You said: {text}")
            if ticket:
                self.weixin.typing(user, 2, ticket)
        self.write_state(active_agents=len(self.agents))


def run(argv):
    code = Gateway([sys.argv[0], *argv]).run()
    sys.stdout.flush()
    os._exit(code)      # threads that still answer somebody end here, as the event loop of the real one does
