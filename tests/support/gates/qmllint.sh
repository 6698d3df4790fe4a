#!/usr/bin/env bash
# qmllint.sh BUILD_DIR: all_qmllint must say nothing. The target itself succeeds on warnings.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
log=$1/qmllint.log
cmake --build "$1" --target all_qmllint >"$log" 2>&1 || { cat "$log"; exit 1; }
if grep -qE '^(Warning|Error|Info):|warning:|error:' "$log"; then
    cat "$log"
    exit 1
fi
