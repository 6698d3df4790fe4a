"""A PostgreSQL server of a test's own on 127.0.0.1, and the oracle and the worker over a registry in it."""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from cli_support import Worker, eventually
from oracle import Oracle


class PostgresServer:
    def __init__(self):
        versions = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))
        if not versions:
            raise AssertionError("there is no PostgreSQL: installer/dependencies.sh test")
        self.bin, self.directory = versions[-1], pathlib.Path(tempfile.mkdtemp(prefix="hermes-pg-"))
        self.as_user = []
        if os.geteuid() == 0:  # a server refuses to run as root
            shutil.chown(self.directory, "postgres", "postgres")
            self.as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=INT"]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        # The login is with a password: what a URL may not hold.
        password = self.directory / "new-password"
        password.write_text("hunter2-canary\n")
        password.chmod(0o644)
        subprocess.run([*self.as_user, self.bin / "initdb", "-D", self.directory / "data", "-A", "scram-sha-256", "--pwfile", password, "-U",
                        "hermes", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"], cwd="/", check=True, capture_output=True)
        password.unlink()
        self.passfile = self.directory / "passfile"
        self.passfile.write_text("127.0.0.1:*:*:hermes:hunter2-canary\n")
        self.passfile.chmod(0o600)
        self.process = None
        self.start()
        self.psql("create database fleet", database="postgres")

    @property
    def url(self):
        return f"postgresql://hermes@127.0.0.1:{self.port}/fleet?passfile={self.passfile}"

    def start(self):
        log = open(self.directory / "log", "ab")
        self.process = subprocess.Popen([*self.as_user, self.bin / "postgres", "-D", self.directory / "data", "-k", "", "-h", "127.0.0.1",
                                         "-p", str(self.port)], cwd="/", stdout=log, stderr=log)
        log.close()
        if not eventually(lambda: self.psql("select 1", database="postgres", check=False) == "1"):
            raise AssertionError((self.directory / "log").read_text())

    def stop(self, how=signal.SIGINT):
        self.process.send_signal(how)
        self.process.wait(30)

    def end(self):
        if self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    def client(self, query, database="fleet"):
        """A psql that runs a query."""
        return subprocess.Popen([self.bin / "psql", "-qAtX", "-h", "127.0.0.1", "-p", str(self.port), "-U", "hermes", "-d", database, "-c", query],
                                text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PGPASSFILE": str(self.passfile)})

    def psql(self, query, database="fleet", check=True):
        client = self.client(query, database)
        out, err = client.communicate()
        if check and client.returncode:
            raise OSError(err)
        return out.strip()

    def rows(self, query, values=()):
        """The rows of a query with `?` for its values, as dictionaries."""
        for value in values:
            query = query.replace("?", "'" + str(value).replace("'", "''") + "'", 1)
        found = self.psql(f"set search_path = hermes_admin; select coalesce(json_agg(row_to_json(r)), '[]') from ({query}) r")
        return json.loads(found)

    def cut(self):
        """Ends every session, as an administrator would."""
        self.psql("select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
                  database="postgres")


class PostgresOracle(Oracle):
    def sql(self, query, values=()):
        return self.registry.rows(query, values)


class PostgresWorker(Worker):
    def __init__(self, server, admin, *args):
        self.server = server
        super().__init__(admin, *args)

    def is_up(self):
        return self.server.rows("select 1 from workers where started_at >= ?", [int(self.began)])


def while_running(done, act, every=1.5):
    """Does `act` again and again until `done` says so."""
    while not done():
        act()
        time.sleep(every)
