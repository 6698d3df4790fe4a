"""The hosts: one container each, with systemd, sshd, a nested engine and the user twilight."""

import random
import re
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor

from . import images
from .common import SandboxError, completed, run, say
from .engine import LABEL, NETWORK

SMALL = {"/srv/small": "64m"}     # a volume of twilight's in every box, small enough to be filled
PORTS = (20000, 30000)            # below those that the kernel gives out by itself
READY = ("until systemctl -q is-active ssh.service && systemctl -q is-active docker.service && "
         "systemctl -q is-active user@1000.service; do sleep 0.1; done 2>/dev/null")


class Box:
    def __init__(self, engine, name, container):
        self.engine, self.name, self.container = engine, name, container

    def docker(self, *argv, check=True, stdin=None, timeout=600):
        return run([*self.engine.docker, *argv], check=check, stdin=stdin, timeout=timeout)

    def inside(self, *argv, check=True, stdin=None):
        interactive = ["-i"] if stdin is not None else []
        return self.docker("exec", *interactive, self.container, *argv, check=check, stdin=stdin)

    def exists(self):
        return bool(self.docker("ps", "-aq", "--filter", f"name=^{self.container}$"))

    def state(self):
        return self.docker("inspect", "-f", "{{.State.Status}}", self.container, check=False) or "missing"

    # ---- up

    def create(self, host_hash, public_key, small):
        """Runs the container; its port and address are fixed, so that both stay when it is powered on again."""
        images.ensure(self.engine, images.BOX)
        for _ in range(20):
            port = free_port()
            address = address_of(port)
            volumes = []
            for number, (path, size) in enumerate({**SMALL, **small}.items()):
                volume = f"{self.container}-small{number}"
                self.docker("volume", "create", "--label", f"{LABEL}={host_hash}", "--opt", "type=tmpfs", "--opt", "device=tmpfs",
                            "--opt", f"o=size={size},mode=755" + ("" if path.startswith("/var") else ",uid=1000,gid=1000"), volume)
                volumes += ["--mount", f"type=volume,source={volume},target={path},volume-nocopy=true"]
            # seccomp: runc in the box needs keyctl. cgroupns: without it systemd in the box makes hierarchies on this machine.
            made = completed([
                *self.engine.docker, "run", "-d", "--name", self.container, "--hostname", self.name, "--label", f"{LABEL}={host_hash}",
                "--label", f"{LABEL}.host={self.name}", "--stop-signal", "SIGRTMIN+3", "--cap-add", "SYS_ADMIN", "--cap-add", "NET_ADMIN",
                "--security-opt", "seccomp=unconfined", "--security-opt", "apparmor=unconfined", "--cgroupns=private",
                "--network", NETWORK, "--ip", address, "-p", f"127.0.0.1:{port}:22", *volumes, images.reference(images.BOX)], check=False)
            if not made.returncode:
                break
            self.remove()
            if not re.search(r"already (in use|allocated)", made.stderr):
                raise SandboxError(f"the box {self.name} does not start: {made.stderr.strip()}")
        else:
            raise SandboxError(f"no free port for the box {self.name}")
        self.inside("install", "-o", "twilight", "-g", "twilight", "-m", "600", "/dev/stdin", "/home/twilight/.ssh/authorized_keys",
                    stdin=public_key)

    def wait_until_up(self):
        waited = completed([*self.engine.docker, "exec", self.container, "timeout", "60", "sh", "-c", READY], check=False)
        if waited.returncode:
            raise SandboxError(f"the box {self.name} did not come up: docker exec {self.container} journalctl -b")

    def load_agent(self):
        """Gives the box's own engine the stand-in image under Hermes' own name; nothing is sent when it has it."""
        wanted, sent = images.ensure(self.engine, images.AGENT), images.reference(images.AGENT)
        if self.inside("docker", "image", "inspect", "-f", "{{.Id}}", images.HERMES_IMAGE, check=False) == wanted:
            return False
        with open(images.saved(self.engine, images.AGENT), "rb") as tar:
            subprocess.run([*self.engine.docker, "exec", "-i", self.container, "docker", "load", "-q"], stdin=tar, check=True,
                           stdout=subprocess.DEVNULL)
        self.inside("sh", "-c", f"docker tag {sent} {images.HERMES_IMAGE} && docker rmi {sent} && "
                                f"docker image prune -f --filter label={images.LABEL}")
        return True

    def load_hermes(self):
        """The host's own Hermes, for tenants without a container: the same stand-in, beside the image's."""
        if self.inside("sh", "-c", "[ -x /opt/hermes/.venv/bin/hermes ] && echo there", check=False) != "there":
            self.docker("cp", str(images.RECIPES[images.AGENT]["folder"] / "rootfs/opt/hermes"), f"{self.container}:/opt/")
            self.inside("chmod", "-R", "go=rX", "/opt/hermes")

    # ---- facts

    def port(self):
        return int(self.docker("inspect", "-f", '{{(index (index .HostConfig.PortBindings "22/tcp") 0).HostPort}}', self.container))

    def fingerprint(self):
        return self.inside("ssh-keygen", "-lf", "/etc/ssh/ssh_host_ed25519_key.pub").split()[1]

    def known_hosts(self):
        port = self.port()
        keys = self.inside("sh", "-c", "cat /etc/ssh/ssh_host_*_key.pub").splitlines()
        return [f"[127.0.0.1]:{port},{address_of(port)} {' '.join(key.split()[:2])}" for key in keys]

    def describe(self, folder):
        port = self.port()
        return {"name": self.name, "ssh": f"twilight@127.0.0.1:{port}", "address": address_of(port), "identity": str(folder / "id_ed25519"),
                "wrongIdentity": str(folder / "id_wrong"), "fingerprint": self.fingerprint(), "box": self.container, "small": "/srv/small"}

    def remove(self):
        self.docker("rm", "-fv", self.container, check=False)
        volumes = self.docker("volume", "ls", "-q", "--filter", f"name=^{self.container}-small", check=False).split()
        if volumes:
            self.docker("volume", "rm", "-f", *volumes, check=False)


def address_of(port):
    """A box's own address, from its port: unique wherever the port is."""
    return f"198.18.{port // 256}.{port % 256}"


def free_port():
    while True:
        port = random.randrange(*PORTS)
        if port % 256 in (0, 255):
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def bring_up(boxes, host_hash, public_key, small):
    """Creates what is missing and wakes what sleeps, all at once; ready when it returns."""
    def one(box):
        state = box.state()
        if state == "missing":
            box.create(host_hash, public_key, small)
        elif state == "paused":
            box.docker("unpause", box.container)
        elif state != "running":
            box.docker("start", box.container)
        if state != "running":
            box.wait_until_up()
        box.load_hermes()
        if box.load_agent():
            say(f"{box.name}: up, with {images.HERMES_IMAGE}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, boxes))
