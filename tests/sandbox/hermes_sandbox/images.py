"""Builds the two images out of Debian packages only: the host in a box, and the stand-in Hermes that runs in it."""

import calendar
import hashlib
import os
import re
import shlex
import subprocess
import tempfile
import time
from pathlib import Path

from .common import HERE, SandboxError, completed, locked, run, say

BOX, AGENT = "hermes-sandbox-box", "hermes-sandbox-agent"
HERMES_IMAGE = "nousresearch/hermes-agent:0.13.0"       # what AGENT is called in a box; this machine may have the real one
LABEL = "hermes.sandbox.recipe"
KEEP = 24 * 3600        # seconds that images and archives of other recipes (another branch, another clone) stay
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hermes-admin-sandbox"

RECIPES = {
    BOX: {
        "folder": HERE / "images/box",
        "include": "systemd-sysv,dbus-user-session,libpam-systemd,openssh-server,docker.io,docker-registry,iptables,iproute2,"
                   "procps,python3,python3-yaml,curl,busybox-static,libfaketime",
        "variant": "minbase",
        "config": ['CMD ["/box-init"]', "ENV container=docker", "EXPOSE 22", "VOLUME /var/lib/docker"],
    },
    AGENT: {
        "folder": HERE / "images/hermes",
        "include": "bash,python3,python3-yaml,tini,gosu,curl,ca-certificates",
        "variant": "minbase",
        "config": ['ENTRYPOINT ["/usr/bin/tini", "-g", "--", "/opt/hermes/docker/entrypoint.sh"]',
                   "ENV HERMES_HOME=/opt/data", "ENV PYTHONUNBUFFERED=1", "WORKDIR /opt/hermes", "VOLUME /opt/data"],
    },
}


def recipe_hash(name):
    """Names everything an image is made of, so that a changed recipe is a rebuild and an unchanged one is none."""
    recipe = RECIPES[name]
    digest = hashlib.sha256(repr(sorted((k, str(v)) for k, v in recipe.items() if k != "folder")).encode())
    for path in sorted(p for p in recipe["folder"].rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(f"{path.relative_to(recipe['folder'])} {path.stat().st_mode & 0o111:o}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def reference(name):
    return f"{name}:{recipe_hash(name)}"


def present(engine, image):
    return completed([*engine.docker, "image", "inspect", "-f", "{{.Id}}", image], check=False).stdout.strip()


def ensure(engine, name):
    """Makes sure that the engine has the image by today's recipe; returns its id."""
    image = reference(name)
    if not present(engine, image):
        with locked(CACHE / f"{name}.lock"):
            if not present(engine, image):
                packed = CACHE / f"{image.replace(':', '-')}.tar.gz"
                if not packed.exists():
                    say(f"building {name} (once; about a minute) …")
                    pack_root(name, packed)
                say(f"importing {name} …")
                lines = RECIPES[name]["config"] + [f"LABEL {LABEL}={name}"]
                run([*engine.docker, "import", *(word for line in lines for word in ("--change", line)), packed, image])
                forget_old(engine, name)
    return present(engine, image)


def forget_old(engine, name):
    """Removes what other recipes left a day ago or earlier; an image in use stays."""
    for old in CACHE.glob(f"{name}-*.tar*"):
        if recipe_hash(name) not in old.name and time.time() - old.stat().st_mtime > KEEP:
            old.unlink()
    mine = run([*engine.docker, "image", "ls", "-q", "--filter", f"label={LABEL}={name}", "--filter", f"before={reference(name)}"]).split()
    for image in mine:
        made = run([*engine.docker, "image", "inspect", "-f", "{{.Created}}", image], check=False)[:19]
        if made and time.time() - calendar.timegm(time.strptime(made, "%Y-%m-%dT%H:%M:%S")) > KEEP:
            completed([*engine.docker, "image", "rm", image], check=False)


def saved(engine, name):
    """A file with the image as `docker load` reads it, kept in the cache: quicker than a new save for each box."""
    path = CACHE / f"{name}-{recipe_hash(name)}-{ensure(engine, name)[7:19]}.tar"
    with locked(CACHE / f"{name}.lock"):
        if not path.exists():
            part = path.with_suffix(".part")
            with open(part, "wb") as out:
                subprocess.run([*engine.docker, "save", reference(name)], stdout=out, check=True)
            part.rename(path)
    return path


def pack_root(name, packed):
    """Writes the root file system of an image to packed (gzip), or raises and leaves nothing."""
    recipe = RECIPES[name]
    folder = recipe["folder"]
    part = packed.with_suffix(".part")
    with tempfile.NamedTemporaryFile("w", prefix="hermes-sandbox-apt-", suffix=".conf") as apt:
        apt.write("\n".join(proxy_settings()) + "\n")
        apt.flush()
        as_root = [] if os.geteuid() == 0 else ["sudo"]
        argv = [*as_root, "mmdebstrap", "--mode=root", f"--variant={recipe['variant']}",
                "--format=tar", "--quiet", f"--include={recipe['include']}",
                "--dpkgopt=force-unsafe-io", "--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-exclude=/usr/share/man/*",
                "--dpkgopt=path-exclude=/usr/share/locale/*", "--dpkgopt=path-exclude=/usr/bin/ctr",
                f"--aptopt={apt.name}",
                f'--customize-hook=cp -rT --preserve=mode {shlex.quote(str(folder / "rootfs"))} "$1"',
                f'--customize-hook=chroot "$1" bash -s <{shlex.quote(str(folder / "configure.sh"))} >&2',
                '--customize-hook=rm -rf "$1"/etc/apt/apt.conf.d/99mmdebstrap "$1"/var/cache/apt/*.bin '
                '"$1"/var/lib/apt/lists/* "$1"/var/log/*.log "$1"/var/log/apt',
                "bookworm", "-", *debian_sources()]
        try:
            with open(part, "wb") as out:
                root = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
                gzip = subprocess.Popen(["gzip", "-1"], stdin=root.stdout, stdout=out)
                root.stdout.close()
                words = root.stderr.read().decode(errors="replace")
                if root.wait() or gzip.wait():
                    raise SandboxError(f"mmdebstrap could not build {name}:\n{words[-3000:]}")
            part.rename(packed)
        except FileNotFoundError as error:
            raise SandboxError(f"{error.filename} is not installed: apt-get install mmdebstrap") from None
        finally:
            part.unlink(missing_ok=True)


def proxy_settings():
    """This machine's way out for apt, which mmdebstrap does not read by itself."""
    dump = completed(["apt-config", "dump"], check=False).stdout.splitlines()
    return [line for line in dump if re.match(r"Acquire::\S*proxy", line, re.IGNORECASE) and not line.endswith('"";')]


def debian_sources():
    """The mirrors that apt of this machine uses for bookworm; the usual one when it is of another release."""
    lines = []
    for path in [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]:
        if not path.is_file():
            continue
        if path.suffix == ".sources":
            for stanza in re.split(r"\n\s*\n", path.read_text()):
                field = {m[1].lower(): m[2].split() for m in re.finditer(r"(?m)^([A-Za-z-]+):[ \t]*(.*)$", stanza)}
                if "deb" in field.get("types", []) and field.get("enabled", ["yes"]) != ["no"]:
                    lines += [(uri, suite) for uri in field.get("uris", []) for suite in field.get("suites", [])]
        elif path.suffix == ".list":
            for m in re.finditer(r"(?m)^\s*deb\s+(?:\[[^]]*\]\s+)?(\S+)\s+(\S+)\s+main\b", path.read_text()):
                lines.append((m[1], m[2]))
    wanted = ("bookworm", "bookworm-updates", "bookworm-security")
    found = list(dict.fromkeys(line for line in lines if line[1] in wanted and "debian" in line[0]))
    if not any(suite == "bookworm" for _, suite in found):
        return ["deb http://deb.debian.org/debian bookworm main"]
    return [f"deb {uri} {suite} main" for uri, suite in found]
