#!/usr/bin/env bash
# tidy.sh BUILD_DIR [FILE...]: clang-tidy over the files, else over every source of core and app that this system compiles.
# BUILD_DIR has a compile_commands.json made without precompiled headers (clang cannot read gcc's).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
build=$1
shift
compiled=$(python3 -c '
import json, os, sys
for entry in json.load(open(sys.argv[1])):
    print(os.path.relpath(entry["file"]))' "$build/compile_commands.json" | grep -E '^(core|app)/.*\.cpp$' | sort -u)
files=$compiled
[ $# -eq 0 ] || files=$(printf '%s\n' "$@" | sort -u | comm -12 - <(echo "$compiled"))
[ -n "$files" ] || { echo "no file to look at"; exit 0; }
echo "$(echo "$files" | wc -l) files"
one='log=$(clang-tidy -p "$0" --quiet "$1" 2>&1) || { printf "%s\n" "$log" | grep -v "warnings generated\|Suppressed\|Use -header-filter"; exit 1; }'
echo "$files" | xargs -d '\n' -n 1 -P "$(nproc)" bash -c "$one" "$build"
