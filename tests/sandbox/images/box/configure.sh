# Runs inside the new root of the box image.
set -e
useradd --create-home --shell /bin/bash --password '*' --groups docker twilight
install -d -m 700 -o twilight -g twilight /home/twilight/.ssh
install -d -m 755 /var/lib/systemd/linger
touch /var/lib/systemd/linger/twilight
rm -f /etc/ssh/ssh_host_*
# For tests that start it.
systemctl -q disable docker-registry.service
# A box shares the machine's kernel: nothing in it may set what reaches beyond the box, and nothing needs a console.
systemctl -q mask systemd-sysctl.service systemd-modules-load.service systemd-binfmt.service systemd-remount-fs.service \
    systemd-random-seed.service systemd-journald-audit.socket proc-sys-fs-binfmt_misc.automount sys-kernel-debug.mount \
    sys-kernel-tracing.mount sys-kernel-config.mount sys-fs-fuse-connections.mount dev-hugepages.mount dev-mqueue.mount \
    getty.target console-getty.service fstrim.timer apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer e2scrub_reap.service
