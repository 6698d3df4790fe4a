#!/usr/bin/env bash
# sanitize.sh build|run: the tests of core and window under AddressSanitizer and UndefinedBehaviorSanitizer, in build/asan.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
. tests/support/gates/parts.sh

dir=build/asan
# Not the screens: they draw again what the window's tests have opened, some sixty times.
chosen=(--test-dir "$dir" -L '^(unit|ssh|qml)$')

case "${1:-}" in
    build)
        configure asan "$dir"
        # A test has the name of its program.
        cmake --build "$dir" -j "$(nproc)" --target $(ctest "${chosen[@]}" --show-only 2>/dev/null | sed -nE 's/^ *Test +#[0-9]+: //p') ;;
    run)
        export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1
        export UBSAN_OPTIONS=print_stacktrace=1
        export LSAN_OPTIONS=suppressions=$PWD/tests/support/gates/leaks.txt:print_suppressions=0
        ctest "${chosen[@]}" --output-on-failure --no-tests=error -j $((2 * $(nproc))) ;;
    *) echo "usage: sanitize.sh build|run" >&2; exit 2 ;;
esac
