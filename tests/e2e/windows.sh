#!/usr/bin/env bash
# windows.sh build SDK [JOBS]: core and the command line, cross-compiled with the Windows SDK.
# windows.sh run: hermes-admin.exe under Wine does the whole job on a sandbox host of its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
sdk=$PWD/build/windows-sdk

unpack() {
    local stamp
    stamp=$(sha256sum "$1/setup.sh" "$1"/*.tar.* | cut -d' ' -f1 | tr '\n' ' ')
    [ "$(cat "$sdk/.unpacked-from" 2>/dev/null)" != "$stamp" ] || return 0
    rm -rf "$sdk"
    sh "$1/setup.sh" "$sdk"
    echo "$stamp" >"$sdk/.unpacked-from"
}

build() {
    unpack "$1"
    . tests/support/gates/parts.sh
    configure release build/windows -DCMAKE_TOOLCHAIN_FILE="$sdk/toolchain.cmake" -DHERMES_DESKTOP=OFF -DHERMES_TESTS=OFF
    cmake --build build/windows -j "${2:-$(nproc)}"
}

run() {
    export WINEPREFIX=$PWD/build/wine WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" QT_PLUGIN_PATH="Z:$sdk/plugins"
    WINEPATH=$("$sdk/winepath")
    export WINEPATH
    # A new host each time: what a broken-off run left belongs to a registry that is gone.
    [ ! -d build/windows-sandbox ] || tests/sandbox/sandbox down --dir build/windows-sandbox
    tests/sandbox/sandbox up --dir build/windows-sandbox >/dev/null
    rm -rf build/windows-data
    mkdir -p "$WINEPREFIX"
    # Kept between the commands: a start of its own for each costs seconds.
    wineserver -p
    trap 'wineserver -k || :; tests/sandbox/sandbox down --dir build/windows-sandbox' EXIT
    wine build/windows/bin/hermes-admin.exe --version
    python3 tests/e2e/windows.py --program build/windows/bin/hermes-admin.exe --data build/windows-data --dir build/windows-sandbox
}

case "${1:-}" in
    build) build "${2:?usage: windows.sh build SDK}" "${3:-}" ;;
    run) run ;;
    *) sed -n '2,3s/^# //p' "$0" >&2; exit 2 ;;
esac
