#!/usr/bin/env bash
# Installs the Debian/Ubuntu packages that building and testing need, and nothing else. What is there already costs one
# dpkg query. --list prints what belongs to the groups, --check only says what is missing (exit 1).
set -euo pipefail

usage="usage: $(basename "$0") [--check|--list] [build] [desktop] [test] [sandbox] [windows] [gates]   (no group: all of them)"

declare -A packages=(
    [build]="g++ cmake ninja-build ccache
        qt6-base-dev qt6-base-dev-tools libqt6sql6-sqlite libpq-dev libssh-dev libssl-dev libsqlite3-dev libexpected-dev libboost-dev
        libcli11-dev libyaml-cpp-dev libqrcodegencpp-dev"
    [desktop]="qt6-declarative-dev qt6-declarative-dev-tools qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
        qtkeychain-qt6-dev libgl-dev qt6-qpa-plugins libqt6svg6 libqt6sql6-sqlite fonts-inter fonts-noto-cjk
        fonts-jetbrains-mono
        qml6-module-qtquick qml6-module-qtquick-window qml6-module-qtquick-layouts qml6-module-qtquick-controls
        qml6-module-qtquick-templates qml6-module-qtquick-dialogs qml6-module-qtquick-shapes qml6-module-qtqml
        qml6-module-qtqml-models qml6-module-qtqml-workerscript qml6-module-qt-labs-settings
        qml6-module-qt-labs-qmlmodels qml6-module-qt-labs-platform qml6-module-qt-labs-folderlistmodel qml6-module-qtcore"
    [test]="libgtest-dev libgmock-dev libbenchmark-dev qml6-module-qttest python3 openssh-client openssh-server busybox-static
        xvfb xauth xdotool zbar-tools imagemagick dbus dbus-daemon at-spi2-core gir1.2-atspi-2.0 python3-gi python3-pyatspi
        x11-utils postgresql"
    [sandbox]="docker.io mmdebstrap iproute2 procps openssh-client openssl python3 ca-certificates"
    [windows]="g++-mingw-w64-x86-64-posix zstd wine wine64"
    [gates]="git clang-format clang-tidy qt6-declarative-dev-tools"
)
declare -A reasons=(
    [build]="to compile the core and the command line"
    [desktop]="to compile and show the window"
    [test]="for the tests: a compiler's test libraries, a virtual display, a QR reader, a screen reader's bus, a real sshd, a PostgreSQL (Debian starts one of its own with it), a container's file system"
    [sandbox]="for the local ECS hosts: Docker to carry them, mmdebstrap to build their images"
    [windows]="to cross-compile for Windows and run the result"
    [gates]="for the checks of .ci/run"
)

mode=install
groups=()
for word in "$@"; do
    case "$word" in
        --check|--list) mode=${word#--} ;;
        -h|--help) echo "$usage"; exit 0 ;;
        *) [ -n "${packages[$word]:-}" ] || { echo "$usage" >&2; exit 2; }; groups+=("$word") ;;
    esac
done
[ ${#groups[@]} -gt 0 ] || groups=(build desktop test sandbox windows gates)

# What a group needs on this machine. Node may come from elsewhere (nodejs.org, nodesource), where npm is no package.
needed() {
    echo ${packages[$1]}
    if [ "$1" = test ] && ! { command -v node && command -v npm; } >/dev/null; then echo "nodejs npm"; fi
}

if [ "$mode" = list ]; then
    for group in "${groups[@]}"; do echo "$group (${reasons[$group]}):"; needed "$group" | xargs -n 6 echo " "; done
    exit 0
fi
if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "This is neither Debian nor Ubuntu: install what \`$0 --list\` names by hand (or use vcpkg.json)." >&2
    exit 1
fi

all=()
for group in "${groups[@]}"; do all+=($(needed "$group")); done
# dpkg-query fails when there is one that it does not know.
installed=$({ dpkg-query -W -f='${db:Status-Status} ${Package}\n' "${all[@]}" 2>/dev/null || :; } | sed -n 's/^installed //p' | tr '\n' ' ')
missing=()
for group in "${groups[@]}"; do
    here=()
    for package in $(needed "$group"); do
        case " $installed ${missing[*]:-} " in *" $package "*) ;; *) here+=("$package"); missing+=("$package") ;; esac
    done
    [ ${#here[@]} -eq 0 ] || echo "missing ${reasons[$group]}: ${here[*]}" >&2
done
[ ${#missing[@]} -gt 0 ] || exit 0
[ "$mode" = install ] || exit 1

as_root=()
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "Run this as root: apt-get install --no-install-recommends ${missing[*]}" >&2; exit 1; }
    as_root=(sudo)
fi
echo "installing ${#missing[@]} packages with apt-get${as_root:+ (sudo, only for this)} …" >&2
"${as_root[@]}" apt-get -qq update
# Recommended packages stay out: they are desktops, printers and documentation.
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 install --no-install-recommends "${missing[@]}" >&2
