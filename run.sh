#!/usr/bin/env bash
# Builds Hermes Admin and opens its window on a local ECS host that is made for it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage="usage: ./run.sh [--headless|--demo|--stop|--fresh]
  (nothing)     the window on a local host (Docker in a container, reached over SSH); the host stays up for the next run
  --headless    the whole job through the real window on a virtual display: clicks, keys, QR code and all; screenshots in build/run
  --fresh       forget what earlier runs did: a new host, an empty fleet; then as without it
  --demo        the window on an invented fleet: no host, nothing is contacted
  --stop        take the local host down"
mode=window fresh=no
while [ $# -gt 0 ]; do
    case "$1" in
        --headless) mode=headless ;;
        --demo) mode=demo ;;
        --stop) mode=stop ;;
        --fresh) fresh=yes ;;
        -h|--help) echo "$usage"; exit 0 ;;
        *) echo "$usage" >&2; exit 2 ;;
    esac
    shift
done

. tests/support/gates/parts.sh
sandbox=build/run/sandbox data=$PWD/build/run/data
if [ "$mode" = headless ]; then
    # Nothing of an earlier run may help: its own host, its own fleet, both gone afterwards.
    sandbox=build/run/headless-sandbox data=$PWD/build/run/headless-data fresh=yes
fi

say() { printf '%s\n' "$*" >&2; }

forget() {
    [ ! -d "$sandbox" ] || tests/sandbox/sandbox down --dir "$sandbox"
    rm -rf "$data"
}

if [ "$mode" = stop ]; then
    forget
    exit 0
fi
if [ "$mode" != headless ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "There is no display here (DISPLAY is not set), so no window can open."
    say "Try ./run.sh --headless: the same on a virtual display, with a screenshot of every step in build/run."
    exit 1
fi

groups=(build desktop)
[ "$mode" = demo ] || groups+=(sandbox)
[ "$mode" != headless ] || groups+=(test)
installer/dependencies.sh "${groups[@]}"

say "building …"
mkdir -p build/run
configure dev build/dev
cmake --build build/dev -j "$(nproc)" --target hermes-admin hermes-admin-desktop
admin=$PWD/build/dev/bin/hermes-admin window=$PWD/build/dev/bin/hermes-admin-desktop
[ "$mode" != demo ] || exec "$window" --demo

[ "$fresh" = no ] || forget
say "bringing up the local host …"
tests/sandbox/sandbox up --dir "$sandbox" --json >build/run/sandbox.json

# value EXPRESSION: out of what the sandbox printed.
value() { python3 -c "import json; s = json.load(open('build/run/sandbox.json')); h = s['hosts'][0]; print($1)"; }

fingerprint=$(value "h['fingerprint']")
if [ -e "$data" ] && [ "$(cat "$data/.sandbox" 2>/dev/null)" != "$fingerprint" ]; then
    say "the local host is a new one: the fleet of the old one is forgotten"
    rm -rf "$data"
fi
mkdir -p "$data"
HERMES_ADMIN_HOME=$data
HERMES_ADMIN_ILINK_URL=$(value "s['ilinkUrl']")
HERMES_ADMIN_ILINK_CA=$(value "s['ilinkCa']")
HERMES_ADMIN_IMAGE=$(value "s['image']")
HERMES_ADMIN_PLATFORM_DB=$(value "s['platformDb']")
export HERMES_ADMIN_HOME HERMES_ADMIN_ILINK_URL HERMES_ADMIN_ILINK_CA HERMES_ADMIN_IMAGE HERMES_ADMIN_PLATFORM_DB
if [ ! -e "$data/.sandbox" ]; then
    name=$(value "h['name']")
    say "adding and trusting $name ($fingerprint) …"
    "$admin" host add "$name" --ssh "$(value "h['ssh']")" --identity "$(value "h['identity']")" >&2
    "$admin" host trust "$name" --fingerprint "$fingerprint" >&2
    echo "$fingerprint" >"$data/.sandbox"
fi

if [ "$mode" = headless ]; then
    trap forget EXIT
    export HERMES_TEST_SANDBOX=$PWD/$sandbox HERMES_ADMIN=$admin HERMES_DESKTOP=$window HERMES_RUN_DIR=$PWD/build/run
    /usr/bin/python3 -B tests/e2e/headless.py
    exit
fi

cat >&2 <<TEXT

The window opens on ${fingerprint:0:19}…, a real SSH host with a Docker engine of its own, on this machine only. Press "New tenant",
wait until it waits for a scan, press "Copy link" beside its code, and play the customer's phone from another terminal with that link:

    tests/sandbox/sandbox scan --dir $sandbox 'https://liteapp.weixin.qq.com/q/…'

The command line works on the same fleet:   HERMES_ADMIN_HOME=$data $admin list
The host asked directly:                    docker exec $(value "h['box']") docker ps
The host stays up when the window closes:   ./run.sh --stop takes it down

TEXT
"$window" --data-dir "$data"
