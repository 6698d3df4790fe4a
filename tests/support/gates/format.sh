#!/usr/bin/env bash
# Is every C++ file formatted as .clang-format says? Names those that are not; `format.sh --fix` formats them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
if [ "${1:-}" = --fix ]; then
    git ls-files -z -- '*.cpp' '*.h' | xargs -0 -r clang-format --style=file -i
    exit 0
fi
wrong=$(git ls-files -z -- '*.cpp' '*.h' | xargs -0 -r -n 1 -P "$(nproc)" \
    bash -c 'clang-format --style=file --dry-run -Werror "$1" 2>/dev/null || echo "$1"' format)
[ -z "$wrong" ] && exit 0
printf 'not formatted (tests/support/gates/format.sh --fix):\n%s\n' "$wrong"
exit 1
