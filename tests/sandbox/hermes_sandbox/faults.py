"""What can go wrong with a host, on cue. The undo of each fault stands beside it."""

from .common import SandboxError, completed

HELP = """\
the whole host   hang / unhang; poweroff, shutdown / poweron
its engine       kill-dockerd (comes back by itself); stop-dockerd / start-dockerd; hang-dockerd / unhang-dockerd;
                 lock-docker / unlock-docker
its sshd         kill-sessions; stop-sshd / start-sshd; no-forward / forward; new-hostkey
its network      drop, reject, loss [0.1], slow [1mbit] / heal
disk and clock   fill [/srv/small] / unfill [/srv/small]; skew [+2d] / unskew
"""

NEW_HOST_KEYS = """
for type in ed25519 ecdsa; do
    rm -f /etc/ssh/ssh_host_${type}_key /etc/ssh/ssh_host_${type}_key.pub
    ssh-keygen -q -t $type -N '' -C '' -f /etc/ssh/ssh_host_${type}_key
done
systemctl restart ssh.service
"""

FILL = """
size=$(df -k --output=size "$1" | tail -1)
[ "$size" -lt 4000000 ] || { echo "$1 is no small volume; a small one: sandbox up --small SIZE:$1" >&2; exit 2; }
dd if=/dev/zero of="$1/.fill" bs=64k 2>/dev/null || :
"""


def filter_network(box, *rule):
    if completed([*box.engine.docker, "exec", box.container, "iptables", "-N", "FAULT"], check=False).returncode == 0:
        box.inside("iptables", "-I", "INPUT", "-i", "eth0", "-j", "FAULT")
        box.inside("iptables", "-I", "OUTPUT", "-o", "eth0", "-j", "FAULT")
    box.inside("iptables", "-A", "FAULT", *rule)


def heal(box):
    box.inside("iptables", "-F", "FAULT", check=False)
    box.inside("tc", "qdisc", "del", "dev", "eth0", "root", check=False)


def set_sshd_option(box, line):
    box.inside("sh", "-c", 'printf "%s\\n" "$1" >/etc/ssh/sshd_config.d/fault.conf; systemctl reload ssh.service', "-", line)


def drop(box):
    for side in ("--dport", "--sport"):
        filter_network(box, "-p", "tcp", side, "22", "-j", "DROP")


def power_off(box):
    box.inside("ip", "link", "set", "eth0", "down")      # else the dying sockets would say goodbye
    box.docker("kill", box.container)


def power_on(box):
    box.docker("start", box.container)
    box.wait_until_up()


def signal_engine(name):
    return lambda box: box.inside("sh", "-c", f"kill -{name} $(cat /run/docker.pid)")


def systemctl(verb, *units):
    return lambda box: box.inside("systemctl", "-q", verb, *units)


def start_engine(box):
    """However often it was started within this minute: systemd refuses the fourth time."""
    units = ("docker.socket", "docker.service")
    box.inside("systemctl", "-q", "reset-failed", *units)
    box.inside("systemctl", "-q", "start", *units)


def skew(box, offset="+2d"):
    box.inside("sh", "-c", 'printf "LD_PRELOAD=%s\\nFAKETIME=%s\\n" "$(ls /usr/lib/*/faketime/libfaketime.so.1)" "$1" >/etc/environment',
               "-", offset)


FAULTS = {
    "hang": lambda box: box.docker("pause", box.container),
    "unhang": lambda box: box.docker("unpause", box.container),
    "poweroff": power_off,
    "shutdown": lambda box: box.docker("stop", "-t", "60", box.container),
    "poweron": power_on,
    "kill-dockerd": signal_engine("KILL"),
    "stop-dockerd": systemctl("stop", "docker.socket", "docker.service"),
    "start-dockerd": start_engine,
    "hang-dockerd": signal_engine("STOP"),
    "unhang-dockerd": signal_engine("CONT"),
    "lock-docker": lambda box: box.inside("chmod", "600", "/run/docker.sock"),
    "unlock-docker": lambda box: box.inside("chmod", "660", "/run/docker.sock"),
    "kill-sessions": lambda box: box.inside("pkill", "-9", "-u", "twilight", "-x", "sshd", check=False),
    "stop-sshd": systemctl("stop", "ssh.service"),
    "start-sshd": systemctl("start", "ssh.service"),
    "no-forward": lambda box: set_sshd_option(box, "DisableForwarding yes"),
    "forward": lambda box: set_sshd_option(box, ""),
    "new-hostkey": lambda box: box.inside("sh", "-c", NEW_HOST_KEYS),
    "drop": drop,
    "reject": lambda box: filter_network(box, "-p", "tcp", "--dport", "22", "-j", "REJECT", "--reject-with", "tcp-reset"),
    "loss": lambda box, share="0.1": filter_network(box, "-m", "statistic", "--mode", "random", "--probability", share, "-j", "DROP"),
    "slow": lambda box, rate="1mbit": box.inside("tc", "qdisc", "replace", "dev", "eth0", "root", "tbf", "rate", rate, "burst", "16kb",
                                                 "latency", "400ms"),
    "heal": heal,
    "fill": lambda box, folder="/srv/small": box.inside("sh", "-c", FILL, "-", folder),
    "unfill": lambda box, folder="/srv/small": box.inside("rm", "-f", f"{folder}/.fill"),
    "skew": skew,
    "unskew": lambda box: box.inside("truncate", "-s", "0", "/etc/environment"),
}


def apply(box, fault, *argument):
    if fault not in FAULTS:
        raise SandboxError(f"no such fault: {fault}. There are:\n{HELP}")
    try:
        FAULTS[fault](box, *argument)
    except TypeError:
        raise SandboxError(f"{fault} takes no argument") from None
