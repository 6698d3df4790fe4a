#!/usr/bin/env bash
# Passes all tests: installs what is missing, builds, brings up the sandbox that the tests need, runs everything, and takes
# it down again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage="usage: ./test.sh [--without-windows] [--only LABEL] [--jobs N]
  --without-windows   leave out the Windows program (cross-compiled, run by Wine; it needs the SDK in HERMES_WINDOWS_SDK,
                      default ../shared/windows-sdk)
  --only LABEL        only the tests with this label (unit, ssh, model, storm, integration, qml, screens, e2e, sandbox), or only
                      'windows'"
windows=yes only= jobs=$(nproc)
while [ $# -gt 0 ]; do
    case "$1" in
        --without-windows) windows=no ;;
        --only) only=${2:?$usage}; shift ;;
        --jobs) jobs=${2:?$usage}; shift ;;
        -h|--help) echo "$usage"; exit 0 ;;
        *) echo "$usage" >&2; exit 2 ;;
    esac
    shift
done

parts_title="test.sh"
. tests/support/gates/parts.sh
sdk=${HERMES_WINDOWS_SDK:-$(dirname "$PWD")/shared/windows-sdk}
mkdir -p build
[ -z "$only" ] || [ "$only" = windows ] || windows=only-asked

take_down() {
    for dir in build/sandbox build/windows-sandbox; do
        [ ! -d "$dir" ] || tests/sandbox/sandbox down --dir "$dir" || echo "could not take down $dir" >&2
    done
}
trap take_down EXIT

install() {
    local groups=(build desktop test sandbox)
    [ "$windows" != yes ] || [ ! -f "$sdk/setup.sh" ] || groups+=(windows)
    installer/dependencies.sh "${groups[@]}"
}

compile() {
    configure dev build/dev -DHERMES_LEAVE_OUT_LABELS="${HERMES_LEAVE_OUT_LABELS:-}"
    cmake --build build/dev -j "$jobs"
}

bring_up() {
    tests/sandbox/sandbox up --dir build/sandbox --hosts 3 --hold 2
}

run_tests() {
    export HERMES_TEST_SANDBOX=$PWD/build/sandbox
    # Halves of a core (hermes_test): beside one that waits for the sandbox go one other, or two that take what is left.
    local halves=$((jobs + 1))
    [ -z "$only" ] || halves=$((2 * jobs))
    ctest --test-dir build/dev --output-on-failure --no-tests=error -j "$halves" ${only:+-L "^$only\$"} ${HERMES_LEAVE_OUT:+-E "^($HERMES_LEAVE_OUT)\$"} \
        ${HERMES_LEAVE_OUT_LABELS:+-LE "^(${HERMES_LEAVE_OUT_LABELS//;/|})\$"}
}

part "install what is missing" install
if [ "$only" != windows ]; then
    part "build" compile
    part "sandbox up" bring_up
    part "tests${only:+ ($only)}" run_tests
    [ -z "${HERMES_LEAVE_OUT:-}" ] || left_out "tests" "$HERMES_LEAVE_OUT (HERMES_LEAVE_OUT)"
    [ -z "${HERMES_LEAVE_OUT_LABELS:-}" ] || left_out "tests" "labels $HERMES_LEAVE_OUT_LABELS (HERMES_LEAVE_OUT_LABELS)"
fi
case "$windows" in
    yes)
        if [ -f "$sdk/setup.sh" ]; then
            part "Windows: cross-compile" tests/e2e/windows.sh build "$sdk" "$jobs"
            part "Windows: hermes-admin.exe under Wine" tests/e2e/windows.sh run
        else
            left_out "Windows" "no SDK in $sdk"
            summary
            printf '\nThe Windows part needs the SDK: set HERMES_WINDOWS_SDK to the folder with its setup.sh,\nor say --without-windows to leave it out.\n' >&2
            exit 1
        fi ;;
    no) left_out "Windows" "--without-windows: hermes-admin.exe was neither compiled nor run" ;;
    only-asked) left_out "everything else" "--only $only" ;;
esac
summary
