#!/usr/bin/env python3
"""How many round trips commands cost on a PostgreSQL registry with 100,000 tenants.

usage: HERMES_ADMIN=build/bench/bin/hermes-admin tests/bench/registry.py [TENANTS]

Each command is run near (0 ms) and far (40 ms a round trip, by lagproxy.py), five times in turns; the difference of the medians, divided
by 40 ms, is its number of round trips. `show nobody` is what a process pays before it gets to its own question.
"""

import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from postgres_support import PostgresServer  # noqa: E402

TENANTS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
LIVE = 1000
FAR_MS = 40
LAGPROXY = pathlib.Path(__file__).with_name("lagproxy.py")
# One request by the program itself, and the rest of the fleet as copies of what that made.
COPY = """
set search_path = hermes_admin;
do $$ declare columns text; begin
  select string_agg(quote_ident(column_name), ', ' order by ordinal_position) into columns from information_schema.columns
    where table_schema = 'hermes_admin' and table_name = 'tenants' and column_name not in ('id', 'name', 'order_id', 'subscription', 'phase');
  execute format('insert into tenants (id, name, order_id, subscription, phase, %s) select md5(n::text), ''t'' || n, '''', '''','
                 ' case when n <= {live} then phase else ''GONE'' end, %s from tenants, generate_series(1, {tenants}) n', columns, columns);
end $$;
insert into journal (tenant_id, at, actor, epoch, generation, phase_before, phase_after, reason, message)
  select id, 0, '', 0, 1, phase, phase, '', '' from tenants;
insert into workers values ('bench', 'bench', 0, cast(extract(epoch from now()) * 1000 + 3600000 as bigint)) on conflict (id) do nothing;
analyze;
"""


def main():
    server = PostgresServer()
    proxies = []
    try:
        with tempfile.TemporaryDirectory() as directory:
            def run(port, *args, expected=0):
                env = {**os.environ, "HERMES_ADMIN_HOME": directory,
                       "HERMES_ADMIN_REGISTRY": f"postgresql://hermes@127.0.0.1:{port}/fleet?passfile={server.passfile}"}
                began = time.monotonic()
                done = subprocess.run([os.environ["HERMES_ADMIN"], *args, "--json"], env=env, text=True, capture_output=True)
                if done.returncode != expected:
                    raise SystemExit(f"{args}: {done.stdout}{done.stderr}")
                return (time.monotonic() - began) * 1000
            ports = {}
            for milliseconds in (0, FAR_MS):
                proxy = subprocess.Popen([sys.executable, LAGPROXY, "127.0.0.1", str(server.port), str(milliseconds)], stdout=subprocess.PIPE, text=True)
                proxies.append(proxy)
                ports[milliseconds] = int(proxy.stdout.readline())
            run(ports[0], "list")
            server.psql("insert into hermes_admin.workers values ('bench', 'bench', 0, 9999999999999)")
            run(ports[0], "provision", "seed")
            server.psql(COPY.format(live=LIVE, tenants=TENANTS))
            print(f"{TENANTS} tenants, {LIVE} of them live")
            count = 0
            for name, expected, args in (("before its own question", 3, ("show", "nobody")), ("show", 0, ("show", "t500")),
                                         ("list of all that live", 0, ("list",)), ("a request", 0, ("provision", "new{}"))):
                took = {0: [], FAR_MS: []}
                for _ in range(5):
                    for milliseconds, port in ports.items():
                        count += 1
                        took[milliseconds].append(run(port, *(word.format(count) for word in args), expected=expected))
                near, far = (statistics.median(took[milliseconds]) for milliseconds in (0, FAR_MS))
                print(f"{name}: {near:.0f} ms near, {far:.0f} ms far: {(far - near) / FAR_MS:.1f} round trips", flush=True)
    finally:
        for proxy in proxies:
            proxy.kill()
        server.end()


main()
