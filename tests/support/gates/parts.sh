# Sourced by test.sh, run.sh and .ci/run: parts of a run, each with its minutes; a summary at the end.

parts_done=()
parts_started=$SECONDS

minutes() {
    awk -v s="$1" 'BEGIN { printf "%.1f min", s / 60 }'
}

# part NAME COMMAND...: runs it; the first red one ends the run with its name.
part() {
    local name=$1 started=$SECONDS code=0
    shift
    printf '\n==== %s\n' "$name"
    # In a subshell with -e of its own: a failing line inside a function has to end the part.
    set +e
    (set -euo pipefail; "$@")
    code=$?
    set -e
    parts_done+=("$(printf '%-44s %9s  %s' "$name" "$(minutes $((SECONDS - started)))" "$([ $code = 0 ] && echo ok || echo "FAILED ($code)")")")
    if [ $code != 0 ]; then
        summary
        printf '\nred: %s\n' "$name" >&2
        exit "$code"
    fi
}

left_out() {
    parts_done+=("$(printf '%-44s %9s  %s' "$1" "-" "LEFT OUT: $2")")
}

summary() {
    printf '\n---- %s\n' "${parts_title:-parts}"
    printf '%s\n' "${parts_done[@]}"
    printf '%-44s %9s\n' "all of it" "$(minutes $((SECONDS - parts_started)))"
}

# configure PRESET DIR [CMAKE OPTIONS...]: ccache when it is there; a dozen files as one where HERMES_UNITY is set.
configure() {
    local preset=$1 dir=$2
    shift 2
    local launcher=()
    ! command -v ccache >/dev/null || launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
    cmake --preset "$preset" -B "$dir" "${launcher[@]}" ${HERMES_UNITY:+-DHERMES_UNITY=ON} "$@" >"$dir.configure.log" 2>&1 || { cat "$dir.configure.log"; return 1; }
    export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
}
