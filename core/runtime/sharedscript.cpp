#include "sharedscript.h"

#include "containerspec.h"
#include "jsonvalues.h"

namespace hermes::shared {

using namespace Qt::StringLiterals;

namespace {

// A gateway is a directory /run/hermes-admin/<card> that only root of the container writes: pid (of the process that
// watches it), started, exit, ended, paused, name, labels. It runs while that process does. All that belongs to it has
// HERMES_ADMIN_CARD in its environment, which only its own user may read: root here has no right to look into others.
constexpr const char *common = R"sh(
LC_ALL=C; export LC_ALL; umask 022
run=/run/hermes-admin
as_hermes() { setpriv --reuid 10000 --regid 10000 --clear-groups --no-new-privs -- "$@"; }
is_alive() {
    pid=; [ -f "$run/$1/pid" ] && read -r pid <"$run/$1/pid" && [ -n "$pid" ] || return 1
    tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -q " hermes-gateway $1 "
}
# Signals all that belongs to it. More than once, for what forks meanwhile.
signal_all() {
    as_hermes sh -c '
        for round in 1 2 3; do
            found=
            for p in /proc/[0-9]*; do
                tr "\0" "\n" 2>/dev/null <"$p/environ" | grep -qx "HERMES_ADMIN_CARD=$1" || continue
                found=1; kill -"$2" "${p#/proc/}" 2>/dev/null
            done
            [ -n "$found" ] || break
        done' sh "$1" "$2"
}
lock() { mkdir -p "$run" && exec 9>"$run/.lock" && flock 9; }
)sh";

constexpr const char *list = R"sh(
for d in "$run"/*/; do
    d=${d%/}; card=${d##*/}
    [ -f "$d/started" ] || { [ ! -f "$d/error" ] || printf 'error %s %s\n' "$card" "$(cat "$d/error")"; continue; }
    state=exited; code=137; ended=0
    if is_alive "$card"; then state=running; [ ! -f "$d/paused" ] || state=paused
    elif [ -f "$d/exit" ]; then read -r code ended <"$d/exit"; fi
    read -r started <"$d/started"; read -r name <"$d/name"; IFS= read -r labels <"$d/labels"
    printf '%s %s %s %s %s %s %s\n' "$card" "$state" "$code" "$started" "$ended" "$name" "$labels"
done
echo end
)sh";

// The lock outlives a shared container of another image: of one tenant only one gateway runs, whoever starts late.
constexpr const char *start = R"sh(
card=$1 tenant=$2 port=$3
lock || exit 1
! is_alive "$card" || exit 46
[ -d "/opt/data/profiles/$tenant" ] || { echo "there is no /opt/data/profiles/$tenant" >&2; exit 1; }
if grep -qsE "^ *[0-9]+: [0-9A-F]+:$(printf %04X "$port") [0-9A-F]+:0000 0A" /proc/net/tcp /proc/net/tcp6; then
    rm -rf "${run:?}/$card"; mkdir -p "$run/$card"
    echo "listen tcp4 127.0.0.1:$port: bind: address already in use" | tee "$run/$card/error" >&2; exit 1
fi
hermes=$(command -v hermes); for try in /opt/hermes/.venv/bin/hermes; do [ -n "$hermes" ] || [ ! -x "$try" ] || hermes=$try; done
[ -n "$hermes" ] || { echo "there is no hermes in the image" >&2; exit 1; }
locks=/opt/data/profiles/.locks; mkdir -p "$locks" && chmod 700 "$locks"
chown --reference=/opt/data/profiles "$locks"
# Its tenants go through, and nobody else on the host does.
chgrp 10000 /opt/data/profiles && chmod 710 /opt/data/profiles || exit 1
while :; do
    exec 8>"$locks/$tenant"
    flock -n 8 || { echo "a gateway of this tenant runs elsewhere" >&2; exit 45; }
    [ "$locks/$tenant" -ef "/proc/$$/fd/8" ] && break
done
d=$run/$card; rm -rf "$d"; mkdir -p "$d" || exit 1
printf '%s\n' "$4" >"$d/name"; printf '%s\n' "$5" >"$d/labels"; date +%s >"$d/started"
setsid sh -c "$watch" hermes-gateway "$card" "$tenant" "$port" "$hermes" </dev/null >/dev/null 2>&1 9>&- &
echo $! >"$d/pid"
for try in 1 2 3 4 5 6 7 8 9 10; do is_alive "$card" && exit 0; sleep 0.05; done
[ -f "$d/exit" ] || { echo "its watcher did not start" >&2; exit 1; }
)sh";

// Watches one gateway: $1 card $2 tenant $3 port $4 hermes. What it says goes to the container's log behind its card.
constexpr const char *watch = R"sh(
d=$run/$1 home=/opt/data/profiles/$2 ending=
rm -f "$d/out"; mkfifo -m 600 "$d/out"
(exec <"$d/out" 8>&-; exec sed -u "s/^/$(printf %.12s "$1") /" >/proc/1/fd/1) &
exec >"$d/out" 2>&1; rm -f "$d/out"
cd "$home" || exit 1
mine() {
    exec 8>&-
    exec setpriv --reuid 10000 --regid 10000 --clear-groups --no-new-privs -- env HERMES_ADMIN_CARD="$card" HERMES_HOME="$home" HOME="$home" \
        PYTHONUNBUFFERED=1 LANG=C.UTF-8 "$@"
}
card=$1
(mine mkdir -p cron home hooks logs memories plans sessions skills skins workspace)
(mine sh -c 'while :; do "$1" dashboard --host 127.0.0.1 --port "$2" --no-open 2>&1; sleep 2; done' sh "$4" "$3") 2>&1 \
    | sed -u 's/^/[dashboard] /' 8>&- &
(mine "$4" gateway run) &
gateway=$!
trap 'ending=1; kill -TERM "$gateway" 2>/dev/null' TERM
trap : HUP INT
while :; do
    wait "$gateway"; code=$?
    kill -0 "$gateway" 2>/dev/null || break
done
signal_all "$card" KILL
echo "$code $(date +%s)" >"$d/exit.new" && mv "$d/exit.new" "$d/exit"
)sh";

constexpr const char *stop = R"sh(
card=$1 left=$(($2 * 5))
[ -d "$run/$card" ] || exit 44
is_alive "$card" || exit 46
rm -f "$run/$card/paused"; signal_all "$card" CONT
[ "$left" -eq 0 ] || kill -TERM "$pid" 2>/dev/null
while [ "$left" -gt 0 ]; do is_alive "$card" || exit 0; sleep 0.2; left=$((left - 1)); done
# Its watcher sees the end of the gateway, and notes it.
signal_all "$card" KILL
left=50; while [ "$left" -gt 0 ]; do is_alive "$card" || exit 0; sleep 0.1; left=$((left - 1)); done
kill -KILL "$pid" 2>/dev/null; signal_all "$card" KILL; sleep 0.1
! is_alive "$card"
)sh";

constexpr const char *pause = R"sh(
is_alive "$1" || { echo "it does not run" >&2; exit 45; }
[ ! -f "$run/$1/paused" ] || exit 46
: >"$run/$1/paused"; signal_all "$1" STOP
)sh";

constexpr const char *unpause = R"sh(
[ -f "$run/$1/paused" ] || exit 46
signal_all "$1" CONT; rm -f "$run/$1/paused"
)sh";

constexpr const char *forget = R"sh(
lock || exit 1
! is_alive "$1" || { echo "it runs" >&2; exit 45; }
rm -rf "${run:?}/$1"
locks=/opt/data/profiles/.locks
if [ -f "$locks/$2" ]; then
    exec 8>"$locks/$2"
    # Held: a later gateway of the tenant has it.
    if flock -n 8; then rm -f "$locks/$2"; fi
fi
rmdir "$locks" 2>/dev/null
:
)sh";

constexpr const char *execute = R"sh(
card=$1 home=/opt/data/profiles/$2; shift 2
pid=; read -r pid 2>/dev/null <"$run/$card/pid"
tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -q " hermes-gateway $card " || { echo "it does not run" >&2; exit 45; }
cd "$home" || exit 45
PATH=/opt/hermes/.venv/bin:$PATH
export HERMES_ADMIN_CARD="$card" HERMES_HOME="$home" HOME="$home" PYTHONUNBUFFERED=1 LANG=C.UTF-8 PATH
unset LC_ALL
exec "$@"
)sh";

// Passes the end on, and waits for the gateways to have answered what they began.
constexpr const char *keep = R"sh(
mkdir -p "$run"
end() {
    for d in "$run"/*/; do d=${d%/}; is_alive "${d##*/}" && kill -TERM "$pid"; done
    left=1000
    while [ "$left" -gt 0 ]; do
        any=; for d in "$run"/*/; do d=${d%/}; is_alive "${d##*/}" && any=1; done
        [ -n "$any" ] || exit 0
        sleep 0.2; left=$((left - 1))
    done
    exit 0
}
trap end TERM INT
while :; do sleep 86400 & wait $!; done
)sh";

QString bodyOf(Verb verb)
{
    switch (verb) {
    case Verb::List:
        return QString::fromLatin1(list);
    case Verb::Start:
        // The watcher's script travels in a variable: it has quotes of its own.
        return u"watch=$(cat <<'WATCH'\n"_s + QString::fromLatin1(common) + QString::fromLatin1(watch) + u"WATCH\n)\n"_s
            + QString::fromLatin1(start);
    case Verb::Stop:
        return QString::fromLatin1(stop);
    case Verb::Pause:
        return QString::fromLatin1(pause);
    case Verb::Unpause:
        return QString::fromLatin1(unpause);
    case Verb::Forget:
        return QString::fromLatin1(forget);
    case Verb::Exec:
        return QString::fromLatin1(execute);
    }
    return {};
}

} // namespace

QStringList script(Verb verb, const QStringList &arguments)
{
    return QStringList{u"/bin/sh"_s, u"-c"_s, QString::fromLatin1(common) + bodyOf(verb), u"hermes-shared"_s}
    + arguments;
}

QStringList keeper()
{
    return {u"-c"_s, QString::fromLatin1(common) + QString::fromLatin1(keep), u"hermes-keeper"_s};
}

Result<QList<Gateway>> parseGateways(const QByteArray &text)
{
    QList<Gateway> gateways;
    QStringList lines = QString::fromUtf8(text).split(u'\n', Qt::SkipEmptyParts);
    const auto notWhole = [] {
        return fail(ErrorKind::Remote,
            translate("Shared", "The list of the tenants in the shared container is not whole."), {},
            translate("Shared", "It is asked again."));
    };
    if (lines.isEmpty() || lines.takeLast() != "end"_L1)
        return notWhole();
    for (const QString &line : std::as_const(lines)) {
        constexpr qsizetype fields = 6;
        const QStringList words = line.split(u' ');
        if (words.size() <= fields)
            return notWhole();
        Gateway one;
        if (words.first() == "error"_L1) {
            one.card = words.at(1);
            one.state = u"created"_s;
            one.error = words.mid(2).join(u' ');
            gateways.append(one);
            continue;
        }
        one.card = words.at(0);
        one.state = words.at(1);
        one.exitCode = words.at(2).toInt();
        one.startedAt = QDateTime::fromSecsSinceEpoch(words.at(3).toLongLong() + 1, Qt::UTC);
        if (const qint64 ended = words.at(4).toLongLong(); ended > 0)
            one.finishedAt = QDateTime::fromSecsSinceEpoch(ended, Qt::UTC);
        one.name = words.at(5);
        one.labels = docker::toMap(QJsonDocument::fromJson(words.mid(fields).join(u' ').toUtf8()).object());
        gateways.append(one);
    }
    return gateways;
}

QString profilePath(const QString &tenantId)
{
    return containers::homeTarget + u"/profiles/"_s + tenantId;
}

QStringList meantFor(const QString &tenantId, QStringList argv)
{
    const QString &home = containers::homeTarget;
    for (QString &word : argv)
        if ((word == home || word.startsWith(home + u'/')) && !word.startsWith(home + u"/profiles"_s))
            word = profilePath(tenantId) + word.mid(home.size());
    return argv;
}

} // namespace hermes::shared
