#include "prefabscript.h"

namespace hermes::prefab {

using namespace Qt::StringLiterals;

namespace {

// A unit is a directory <data root>/units/<name> with what it was made of: id, record (one line of JSON, ours to read),
// unit (for systemd), room (what closes it, one property a line) and script. It gets its name in one step (mv of a
// directory), which only one can win; the unit's file is put before systemd when it is started, and taken away before
// the record goes. So nothing runs without a record, and whoever dies in between leaves what the next one finishes.
constexpr const char *common = R"sh(
LC_ALL=C; export LC_ALL; umask 077
XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-/run/user/$(id -u)}; export XDG_RUNTIME_DIR
root=$1; shift
case $root in '~/'*) root=$HOME/${root#'~/'} ;; '~') root=$HOME ;; esac
units=$root/units
installed=${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user
ctl() { systemctl --user "$@"; }
at() {
    for d in "$units"/*/; do
        d=${d%/}; got=; unit=hermes-$1.service
        [ -f "$d/id" ] && read -r got <"$d/id" && [ "$got" = "$1" ] && return 0
    done
    exit 44
}
lock() { mkdir -p "$units" && exec 9>"$units/.lock" && flock 9; }
state() { ctl show -p ActiveState --value "$unit" </dev/null; }
# In the room that $closed describes, one property a line.
run() {
    while IFS= read -r property; do set -- -p "$property" "$@"; done <<ROOM
$closed
ROOM
    exec systemd-run --user --pipe --wait --collect -q -p "PartOf=$unit" "$@"
}
listening() { grep -qsE "^ *[0-9]+: [0-9A-F]+:$(printf %04X "$1") [0-9A-F]+:0000 0A" /proc/net/tcp /proc/net/tcp6; }
find_hermes() {
    case $1 in
    '~/'*) hermes=$HOME/${1#'~/'} ;;
    */*) hermes=$1 ;;
    *)
        hermes=$(command -v -- "$1" 2>/dev/null)
        for try in /opt/hermes/.venv/bin/hermes "$HOME/.local/bin/hermes"; do
            [ -n "$hermes" ] || { [ -x "$try" ] && hermes=$try; }
        done ;;
    esac
    [ -x "$hermes" ]
}
hidden() {
    case $1/ in /opt/*|/mnt/*|/home/*|/root/*|/run/user/*|"$HOME"/*|"$root"/*) return 0 ;; esac
    return 1
}
# Where a program and what it needs is, but never a whole home or a whole /opt with all that others keep there.
belongings() {
    real=$(readlink -f "$1") || return 1
    echo "$1"; echo "$real"
    prefix=${real%/*}; prefix=${prefix%/*}
    case $prefix in */.venv|*/venv) prefix=${prefix%/*} ;; esac
    case $prefix in ''|/usr|/usr/local|/opt|/home|/root|/mnt|"$HOME"|"$HOME/.local"|"$root") prefix=${real%/*} ;; esac
    case $prefix in "$HOME"|"$HOME/.local/bin") ;; *) echo "$prefix" ;; esac
    python=$(readlink -f "${real%/*}/python3" 2>/dev/null) || return 0
    case $python in */bin/*) echo "${python%/bin/*}" ;; esac
}
room() {
    printf '%s\n' PrivateUsers=yes ProtectHome=tmpfs PrivateTmp=yes ProtectSystem=strict NoNewPrivileges=yes \
        KeyringMode=private LimitCORE=0 UMask=0077 WorkingDirectory=/opt/data
    # Engines, buses, and the journal, in which all tenants' words are.
    for path in /run/docker.sock /run/docker /run/containerd /run/podman /run/dbus /run/snapd.socket /run/libvirt \
        /var/log/journal /run/log; do
        echo "InaccessiblePaths=-$path"
    done
    echo TemporaryFileSystem=/opt:mode=755; echo TemporaryFileSystem=/mnt:mode=755
    echo TemporaryFileSystem=/dev/shm:mode=1777
    case $HOME/ in /home/*|/root/*) ;; *) echo "TemporaryFileSystem=$HOME:mode=755" ;; esac
    case $root/ in /home/*|/root/*|/opt/*|/mnt/*|"$HOME"/*) ;; *) echo "TemporaryFileSystem=$root:mode=755" ;; esac
    path=/usr/local/bin:/usr/bin:/bin
    if [ -n "$1" ]; then
        belongings "$1" | sort -u | while IFS= read -r part; do
            # Without them it still can be looked at, archived and taken away.
            if hidden "$part"; then echo "BindReadOnlyPaths=-$part"; fi
        done
        path=${1%/*}:$path
    fi
    echo "BindReadOnlyPaths=-$root/skills:/opt/skills"
    echo "Environment=HOME=/opt/data HERMES_HOME=/opt/data PYTHONUNBUFFERED=1 LANG=C.UTF-8 PATH=$path"
    shift
    for mount in "$@"; do echo "BindPaths=$mount"; done
}
)sh";

constexpr const char *list = R"sh(
for d in "$units"/*/; do
    d=${d%/}; [ -f "$d/id" ] || continue
    read -r id <"$d/id" && IFS= read -r record <"$d/record" || continue
    error=; [ ! -f "$d/error" ] || error=$(tr '\n' ' ' <"$d/error")
    mark=-; [ ! -f "$d/started" ] || mark=s; [ ! -f "$d/paused" ] || mark=p
    printf '%s\n' "$id" "${d##*/}" "$mark" "$record" "$error"
    set -- "$@" "hermes-$id.service"
done
[ $# -gt 0 ] || exit 0
echo
exec systemctl --user show --timestamp=unix -p Id -p ActiveState -p SubState -p Result -p ExecMainStatus -p MainPID \
    -p NRestarts -p ExecMainStartTimestamp -p ExecMainExitTimestamp "$@"
)sh";

constexpr const char *create = R"sh(
id=$1 name=$2 size=$3 port=$4 restart=$5 stop=$6 memory=$7 pids=$8 cpu=$9; shift 9
hermes=$1; shift
mkdir -p "$units" || exit 1
[ ! -e "$units/$name" ] || exit 45
if [ -n "$hermes" ]; then find_hermes "$hermes" || exit 43; fi
new=$units/.new-$id; rm -rf "$new"; mkdir "$new" || exit 1
trap 'rm -rf "$new"' EXIT
IFS= read -r record; printf '%s\n' "$record" >"$new/record"; cat >"$new/script"
[ "$(wc -c <"$new/script")" -eq "$size" ] || exit 47
echo "$id" >"$new/id"; echo "$port" >"$new/port"; echo "$restart" >"$new/restart"
{ room "$hermes" "$@"; echo "BindReadOnlyPaths=$units/$name/script:/opt/script"; } >"$new/room"
{
    printf '%s\n' '[Unit]' "Description=Hermes Admin: $name" StartLimitIntervalSec=600 StartLimitBurst=5 \
        '[Service]' Type=exec "ExecStart=/bin/sh /opt/script $hermes $port" "Restart=$restart" RestartSec=2 KillMode=mixed \
        "TimeoutStopSec=$stop"
    [ "$memory" = 0 ] || printf 'MemoryMax=%s\nMemorySwapMax=0\n' "$memory"
    [ "$pids" = 0 ] || echo "TasksMax=$pids"
    [ "$cpu" = 0 ] || echo "CPUQuota=$cpu%"
    cat "$new/room"
} >"$new/unit" || exit 1
mv -T "$new" "$units/$name" 2>/dev/null || { [ ! -e "$units/$name" ] || exit 45; exit 1; }
)sh";

constexpr const char *start = R"sh(
lock || exit 1
at "$1"
case $(state) in
active|activating|reloading) exit 46 ;;
deactivating) echo "it is just stopping" >&2; exit 45 ;;
'') echo "systemd's user manager does not answer" >&2; exit 1 ;;
esac
read -r port <"$d/port"; read -r restart <"$d/restart"
failed() { printf '%s\n' "$1" >"$d/error"; printf '%s\n' "$1" >&2; exit 1; }
if [ "$port" != 0 ] && listening "$port"; then failed "listen tcp4 127.0.0.1:$port: bind: address already in use"; fi
mkdir -p "$installed/default.target.wants" && cp "$d/unit" "$installed/$unit" || exit 1
ctl daemon-reload && ctl reset-failed "$unit" 2>/dev/null
said=$(ctl start "$unit" 2>&1) || failed "$said $(journalctl --user -u "$unit" -n 3 -o cat 2>/dev/null | tr '\n' ' ')"
[ "$restart" = no ] || ln -sf "../$unit" "$installed/default.target.wants/$unit"
: >"$d/started"; rm -f "$d/error" "$d/paused"
)sh";

constexpr const char *stop = R"sh(
at "$1"
rm -f "$installed/default.target.wants/$unit" "$d/paused"
case $(state) in inactive|failed) exit 46 ;; esac
timeout "$2" systemctl --user stop "$unit" && exit 0
[ $? = 124 ] || exit 1
ctl kill -s KILL "$unit"; ctl stop "$unit"
)sh";

constexpr const char *removal = R"sh(
lock || exit 1
at "$1"
case $(state) in
inactive|failed) ;;
'') echo "systemd's user manager does not answer" >&2; exit 1 ;;
*)
    [ "$2" = 1 ] || { echo "it runs" >&2; exit 45; }
    ctl kill -s KILL "$unit"; ctl stop "$unit" || exit 1 ;;
esac
rm -f "$installed/$unit" "$installed/default.target.wants/$unit"
ctl daemon-reload; ctl reset-failed "$unit" 2>/dev/null
mv -T "$d" "$units/.gone-$1" && rm -rf "$units/.gone-$1"
)sh";

// By signals: the freezer needs cgroup v2, and a manager that was given it. Twice, for what was just forked.
constexpr const char *pause = R"sh(
at "$1"
[ "$(state)" = active ] || { echo "it does not run" >&2; exit 45; }
[ ! -f "$d/paused" ] || exit 46
: >"$d/paused" && ctl kill -s STOP "$unit" && ctl kill -s STOP "$unit"
)sh";

constexpr const char *unpause = R"sh(
at "$1"
[ -f "$d/paused" ] || exit 46
[ "$(state)" != active ] || ctl kill -s CONT "$unit" || exit 1
rm -f "$d/paused"
)sh";

constexpr const char *renaming = R"sh(
lock || exit 1
at "$1"
[ ! -e "$units/$2" ] || exit 45
mv -T "$d" "$units/$2"
)sh";

constexpr const char *waiting = R"sh(
at "$1"
while :; do case $(state) in inactive|failed) break ;; '') exit 1 ;; esac; sleep 0.2; done
ctl show -p ExecMainStatus --value "$unit"
)sh";

constexpr const char *logs = R"sh(
at "$1"
follow=$2 lines=$3 since=$4 form=cat; [ "$5" = 0 ] || form=short-iso-precise
set -- -q --no-pager --user -u "$unit" -o "$form" --no-hostname
[ "$lines" -lt 0 ] || set -- "$@" -n "$lines"
[ "$lines" -ge 0 ] || [ "$follow" = 0 ] || set -- "$@" --no-tail
[ "$since" = 0 ] || set -- "$@" --since "@$since"
[ "$follow" = 0 ] || set -- "$@" -f
exec journalctl "$@"
)sh";

constexpr const char *running = R"sh(
at "$1"
if [ "$2" = 1 ] && [ "$(state)" != active ]; then echo "it does not run" >&2; exit 45; fi
closed=$(cat "$d/room") || exit 44
shift 2
)sh";

constexpr const char *runIt = R"sh(run "$@")sh";
constexpr const char *streamIt = R"sh(
{ err=$({ run "$@"; } 2>&1 >&4 4>&-); code=$?; } 4>&1
err=$(printf '%.60000s' "$err")
printf '%s%08d%03d' "$err" "${#err}" "$code"
)sh";

// Whether a tenant could live here, tried with the very room it would get.
constexpr const char *probe = R"sh(
hermes_asked=$1
version=$(ctl --version 2>/dev/null | head -n 1); echo "systemd=$version"
echo "manager=$(ctl is-system-running 2>&1 | head -n 1)"
linger=no; [ ! -e "/var/lib/systemd/linger/$(id -un)" ] || linger=yes; echo "linger=$linger"
find_hermes "$hermes_asked" || { echo "hermes="; exit 0; }
echo "hermes=$hermes"
closed="$(room "$hermes")
TemporaryFileSystem=/opt/data:mode=700"
unit=default.target
said=$(run "$hermes" --version 2>&1 </dev/null); code=$?
echo "code=$code"
echo "version=$(printf %s "$said" | head -n 1)"
)sh";

const char *bodyOf(Verb verb)
{
    switch (verb) {
    case Verb::List:
        return list;
    case Verb::Create:
        return create;
    case Verb::Start:
        return start;
    case Verb::Stop:
        return stop;
    case Verb::Remove:
        return removal;
    case Verb::Pause:
        return pause;
    case Verb::Unpause:
        return unpause;
    case Verb::Rename:
        return renaming;
    case Verb::Wait:
        return waiting;
    case Verb::Logs:
        return logs;
    case Verb::Run:
    case Verb::Stream:
        return running;
    case Verb::Probe:
        break;
    }
    return probe;
}

} // namespace

QStringList script(Verb verb, const QString &dataRoot, const QStringList &arguments)
{
    QString text = QString::fromLatin1(common) + QString::fromLatin1(bodyOf(verb));
    if (verb == Verb::Run || verb == Verb::Stream)
        text += QString::fromLatin1(verb == Verb::Run ? runIt : streamIt);
    return QStringList{u"sh"_s, u"-c"_s, text, u"hermes-prefab"_s, dataRoot} + arguments;
}

QStringList escapedForSystemd(QStringList argv)
{
    for (QString &word : argv)
        word.replace(u'$', u"$$"_s);
    return argv;
}

} // namespace hermes::prefab
