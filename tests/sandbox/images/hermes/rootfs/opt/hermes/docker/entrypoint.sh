#!/bin/bash
# Stand-in for the entrypoint of Hermes 0.13: prepares the volume as root, then runs everything as user hermes.
set -e
home=${HERMES_HOME:-/opt/data}
install=/opt/hermes

if [ "$(id -u)" = 0 ]; then
    remapped=
    if [ -n "${HERMES_GID:-}" ] && [ "$HERMES_GID" != "$(id -g hermes)" ]; then
        groupmod -o -g "$HERMES_GID" hermes || true
    fi
    if [ -n "${HERMES_UID:-}" ] && [ "$HERMES_UID" != "$(id -u hermes)" ]; then
        usermod -o -u "$HERMES_UID" hermes
        remapped=1
    fi
    mkdir -p "$home"
    # Only the owner of the top directory is looked at: a single file of another owner below it stays as it is.
    if [ -n "$remapped" ] || [ "$(stat -c %u "$home")" != "$(id -u hermes)" ]; then
        echo "Fixing ownership of $home to hermes ($(id -u hermes))"
        chown -R hermes:hermes "$home" 2>/dev/null || echo "Warning: chown failed, continuing"
    fi
    if [ -f "$home/config.yaml" ]; then
        chown hermes:hermes "$home/config.yaml" 2>/dev/null || true
        chmod 640 "$home/config.yaml" 2>/dev/null || true
    fi
    echo "Dropping root privileges"
    exec gosu hermes "$0" "$@"
fi

export HERMES_HOME=$home PATH=$install/.venv/bin:$PATH
mkdir -p "$home"/{cron,sessions,logs,hooks,memories,skills,skins,plans,workspace,home}
[ -f "$home/.env" ] || cp "$install/defaults/env" "$home/.env"
[ -f "$home/config.yaml" ] || install -m 640 "$install/defaults/config.yaml" "$home/config.yaml"
[ -f "$home/SOUL.md" ] || cp "$install/defaults/SOUL.md" "$home/SOUL.md"
[ -d "$home/skills/built-in" ] || cp -r "$install/defaults/skills/." "$home/skills/"

case "${HERMES_DASHBOARD:-}" in
1 | true | TRUE | yes | YES)
    host=${HERMES_DASHBOARD_HOST:-0.0.0.0}
    insecure=()
    case "$host" in 127.0.0.1 | localhost | ::1) ;; *) insecure=(--insecure) ;; esac
    echo "Starting hermes dashboard on $host:${HERMES_DASHBOARD_PORT:-9119} (background)"
    # A child that nobody supervises: when it dies the gateway goes on without it.
    (hermes dashboard --host "$host" --port "${HERMES_DASHBOARD_PORT:-9119}" --no-open "${insecure[@]}" 2>&1 |
        sed -u 's/^/[dashboard] /') &
    ;;
esac

if [ $# -gt 0 ] && command -v "$1" >/dev/null 2>&1; then exec "$@"; fi
exec hermes "$@"
