#include "cliscript.h"

namespace hermes::clihost {

namespace {

constexpr const char *prelude = R"sh(LC_ALL=C; export LC_ALL; umask 077
mark='# Put here by hermes-admin host install-cli'
bin=$HOME/.local/bin/hermes-admin; lib=$HOME/.local/lib/hermes-admin
settings=$HOME/.config/hermes-admin/environment; unit=hermes-admin-worker.service
XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-/run/user/$(id -u)}; export XDG_RUNTIME_DIR
ours() { [ -f "$bin" ] && grep -qxF "$mark" "$bin"; }
bundle() { sed -n 's/^# bundle //p' "$1" 2>/dev/null; }
)sh";

constexpr const char *lookScript
    = R"sh(echo "home=$HOME"; echo "user=$(id -un)"; echo "kernel=$(uname -s)"; echo "machine=$(uname -m)"
echo "glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null | sed 's/^glibc //')"
echo "free=$(($(df -Pk "$HOME" | awk 'NR == 2 { print $4 }') * 1024))"
if ours; then echo "bundle=$(bundle "$bin")"; echo "version=$("$bin" --version 2>/dev/null </dev/null)"
elif [ -e "$bin" ] || [ -L "$bin" ]; then echo foreign=yes; fi
[ ! -x "$lib/$1/hermes-admin" ] || echo there=yes
[ ! -e "$HOME/.config/systemd/user/$unit" ] || echo unit=yes
echo "worker=$(systemctl --user is-active "$unit" 2>/dev/null)"
[ ! -e "/var/lib/systemd/linger/$(id -un)" ] || echo linger=yes
grep -q '^HERMES_ADMIN_REGISTRY=.' "$settings" 2>/dev/null && echo registry=yes
exit 0)sh";

// Nothing gets the program's name that was not whole and did not run here; what had it is kept until it does.
constexpr const char *putScript = R"sh(hash=$1 size=$2 version=$3; dir=$lib/$hash; temp=$lib/.incoming.$$; old=
trap 'rm -rf "$temp" "$temp.tgz" "$temp.home" "$bin.$$"' EXIT; trap 'exit 1' HUP INT TERM PIPE
mkdir -p "$lib" "${bin%/*}" || exit 1
exec 9>"$lib/.lock"; flock -w 60 9 || { echo 'somebody else puts one there' >&2; exit 1; }
if [ "$size" -gt 0 ]; then
    said=$(dd of="$temp.tgz" bs=65536 conv=fsync 2>&1) || { echo "$said" >&2; exit 1; }
    [ "$(wc -c <"$temp.tgz")" -eq "$size" ] || exit 47
    [ "$(sha256sum <"$temp.tgz" | cut -d' ' -f1)" = "$hash" ] || exit 48
    mkdir "$temp" && tar -xzf "$temp.tgz" -C "$temp" || exit 1
    [ ! -e "$dir" ] || { old=$dir.old; rm -rf "$old"; mv -T "$dir" "$old" || exit 1; }
    mv -T "$temp" "$dir" || exit 1
fi
refuse() { echo "$said" >&2; rm -rf "$dir"; [ -z "$old" ] || mv -T "$old" "$dir"; exit 50; }
run() { env -i PATH="$PATH" HOME="$HOME" LD_LIBRARY_PATH="$dir/lib" QT_PLUGIN_PATH="$dir/plugins" "$dir/hermes-admin" "$@" 2>&1 </dev/null; }
said=$(run --version); [ "$said" = "$version" ] || refuse
mkdir "$temp.home"; said=$(run list --json --data-dir "$temp.home"); [ "$said" = '[]' ] || refuse
had=; if ours; then had=$(bundle "$bin"); cp -p "$bin" "$lib/previous" || exit 1; fi
cat >"$bin.$$" <<END || exit 1
#!/bin/sh
$mark
# bundle $hash
dir=\$HOME/.local/lib/hermes-admin/$hash
export LD_LIBRARY_PATH="\$dir/lib" QT_PLUGIN_PATH="\$dir/plugins" HERMES_ADMIN_ENVIRONMENT="\$HOME/.config/hermes-admin/environment"
exec "\$dir/hermes-admin" "\$@"
END
chmod 755 "$bin.$$" && sync "$bin.$$" 2>/dev/null; mv -f "$bin.$$" "$bin" || exit 1
said=$("$bin" --version 2>&1 </dev/null)
if [ "$said" != "$version" ]; then
    echo "$said" >&2
    if [ -n "$had" ]; then mv -f "$lib/previous" "$bin"; else rm -f "$bin"; fi
    exit 50
fi
keep=$(bundle "$lib/previous")
for one in "$lib"/* "$lib"/.incoming.*; do
    case ${one##*/} in "$hash" | "$keep" | previous | ".incoming.$$"*) ;; *) rm -rf "$one" ;; esac
done
sync "${bin%/*}" 2>/dev/null || sync)sh";

constexpr const char *roomScript = "for one in \"$@\"; do set -- \"$@\" -p \"$one\"; shift; done; "
                                   "exec systemd-run --user --quiet --collect --wait \"$@\" true";

constexpr const char *workerScript = R"sh(start=$1 changed=$2
[ -e "/var/lib/systemd/linger/$(id -un)" ] || loginctl --no-ask-password enable-linger >/dev/null 2>&1
systemctl --user daemon-reload || exit 53
if [ "$start" = 1 ]; then systemctl --user --quiet enable "$unit" && systemctl --user start "$unit" || exit 1; fi
# Also where whoever changed something died before he came here.
began=$(systemctl --user show --timestamp=us --property ExecMainStartTimestamp --value "$unit" 2>/dev/null)
if [ -n "$began" ] && began=$(date -d "$began" +%s.%6N); then
    for one in "$bin" "$settings" "$HOME/.config/systemd/user/$unit"; do
        if [ -e "$one" ] && awk "BEGIN { exit !($(stat -c %.6Y "$one") > $began) }"; then changed=1; fi
    done
fi
[ "$changed" = 0 ] || systemctl --user try-restart "$unit" || exit 1
[ "$start$changed" != 00 ] || exit 0
sleep 2; systemctl --user --quiet is-active "$unit" && exit 0
journalctl --user --unit "$unit" --lines 5 --output cat --no-pager >&2; exit 1)sh";

constexpr const char *removeScript = R"sh(file=$HOME/.config/systemd/user/$unit
if [ -e "$file" ] && systemctl --user daemon-reload 2>/dev/null; then systemctl --user --quiet disable --now "$unit" || exit 1; fi
rm -f "$file" || exit 1
systemctl --user daemon-reload 2>/dev/null
! ours || rm -f "$bin" || exit 1
rm -rf "$lib")sh";

const char *text(Verb verb)
{
    switch (verb) {
    case Verb::Look:
        return lookScript;
    case Verb::Put:
        return putScript;
    case Verb::Room:
        return roomScript;
    case Verb::Worker:
        return workerScript;
    case Verb::Remove:
        break;
    }
    return removeScript;
}

constexpr const char *unitHead = R"sh([Unit]
Description=Hermes Admin: serves the fleet
StartLimitIntervalSec=0

[Service]
EnvironmentFile=%h/.config/hermes-admin/environment
ExecStart=%h/.local/bin/hermes-admin worker
Restart=on-failure
RestartSec=5
TimeoutStopSec=90
UMask=0077
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictNamespaces=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
SystemCallArchitectures=native
SystemCallFilter=@system-service
MemoryDenyWriteExecute=yes
)sh";

constexpr const char *unitTail = R"sh(
[Install]
WantedBy=default.target
)sh";

} // namespace

QStringList script(Verb verb, const QStringList &arguments)
{
    return QStringList{QStringLiteral("sh"), QStringLiteral("-c"),
               QString::fromLatin1(prelude) + QString::fromLatin1(text(verb)), QStringLiteral("sh")}
    + arguments;
}

QStringList roomProperties(const QString &home)
{
    // It reaches engines by SSH, also that of its own machine.
    static const QStringList always{QStringLiteral("PrivateUsers=yes"), QStringLiteral("CapabilityBoundingSet="),
        QStringLiteral("PrivateTmp=yes"), QStringLiteral("PrivateDevices=yes"), QStringLiteral("ProtectSystem=strict"),
        QStringLiteral("InaccessiblePaths=-/run/docker.sock"), QStringLiteral("ProtectProc=invisible"),
        QStringLiteral("ProtectKernelTunables=yes"), QStringLiteral("ProtectKernelModules=yes"),
        QStringLiteral("ProtectKernelLogs=yes"), QStringLiteral("ProtectControlGroups=yes"),
        QStringLiteral("ProtectClock=yes"), QStringLiteral("ProtectHostname=yes")};
    return QStringList(always) << QStringLiteral("ReadWritePaths=") + home;
}

QByteArray unitText(bool closedOff)
{
    const QString room = closedOff ? roomProperties(QStringLiteral("%h")).join(QLatin1Char('\n')) : QString();
    return unitHead + room.toLatin1() + '\n' + unitTail;
}

QString keyLine(const QString &home, const QString &publicKey)
{
    return QStringLiteral("command=\"%1/.local/bin/hermes-admin backend-door\",restrict %2 hermes-admin-backend")
        .arg(home, publicKey.section(QLatin1Char(' '), 0, 1));
}

} // namespace hermes::clihost
