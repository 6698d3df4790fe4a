"""HERMES_HOME: its files, its .env, its config.yaml, and the records of running processes."""

import fcntl
import json
import os
import re
import time

PAIR = re.compile(r"""\s*(?:export\s+)?([^\s=#'"]+|'[^']+')\s*(?:=\s*(.*))?$""")
KNOWN_KEYS = re.compile(r"(?:WEIXIN|WECOM_CALLBACK|API_SERVER|GATEWAY|HERMES)_[A-Z_]+=|[A-Z]+_API_KEY=")


def path(*parts):
    home = os.environ.get("HERMES_HOME") or os.path.join(os.path.expanduser("~"), ".hermes")
    return os.path.join(home, *parts)


def write_json(file, document, indent=None):
    """Temporary file and rename; a new file is 0600, an existing one keeps its mode."""
    folder = os.path.dirname(file)
    os.makedirs(folder, exist_ok=True)
    try:
        mode = os.stat(file).st_mode & 0o7777
    except OSError:
        mode = 0o600
    part = os.path.join(folder, f".{os.path.basename(file)}.{os.getpid()}.{time.monotonic_ns()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump(document, out, indent=indent, ensure_ascii=False)
        out.flush()
        os.fsync(out.fileno())
    os.chmod(part, mode)
    os.replace(part, file)


def read_json(file):
    try:
        with open(file, encoding="utf-8") as lines:
            return json.load(lines)
    except (OSError, ValueError):
        return None


# ---- .env -----------------------------------------------------------------------------------------------------

def load_env():
    """Lets .env win over the environment. An unreadable file is the end of the process, as with the real one."""
    file = path(".env")
    if not os.path.exists(file):
        return
    with open(file, encoding="utf-8", errors="replace") as lines:
        text = lines.read()
    text = repaired(file, text)
    values = {}
    for key, value in parse_env(text):
        if value is not None:
            value = re.sub(r"\$\{([^}:]*)(?::-([^}]*))?\}",
                           lambda m: values.get(m[1], os.environ.get(m[1], m[2] or "")), value)
            if key.endswith(("_TOKEN", "_KEY", "_SECRET", "_API_KEY")):
                value = value.encode("ascii", "ignore").decode()
            values[key] = value
    os.environ.update(values)


def parse_env(text):
    """Key and value of each line by the rules of python-dotenv."""
    lines = iter(text.splitlines())
    for line in lines:
        found = PAIR.match(line)
        if not found or line.lstrip().startswith("#"):
            continue
        key, raw = found[1].strip("'"), found[2]
        if raw is None:
            continue
        raw = raw.strip()
        if raw[:1] in ("'", '"'):
            quote = raw[0]
            while not re.match(rf"{quote}(?:[^{quote}\\]|\\.)*{quote}", raw, re.S):
                more = next(lines, None)
                if more is None:
                    break
                raw += "\n" + more
            inside = re.match(rf"{quote}((?:[^{quote}\\]|\\.)*){quote}", raw, re.S)
            if not inside:
                continue
            value = inside[1]
            if quote == '"':
                escapes = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "b": "\b", "a": "\a"}
                value = re.sub(r"\\(.)", lambda m: escapes.get(m[1], m[1] if m[1] in "\\'\"" else m[0]), value, flags=re.S)
            else:
                value = re.sub(r"\\([\\'])", r"\1", value)
        else:
            value = re.sub(r"\s+#.*", "", raw).rstrip() if not raw.startswith("#") else ""
        yield key, value


def repaired(file, text):
    """Splits a line that seems to hold two known pairs, and writes the file anew."""
    lines = []
    for line in text.splitlines():
        starts = [m.start() for m in KNOWN_KEYS.finditer(line)] if not line.lstrip().startswith("#") else []
        if len(starts) > 1 and starts[0] == 0:
            lines += [line[a:b] for a, b in zip(starts, starts[1:] + [len(line)])]
        else:
            lines.append(line)
    fixed = "\n".join(lines) + "\n"
    if len(lines) != len(text.splitlines()):
        mode = os.stat(file).st_mode & 0o7777
        with open(file + ".tmp", "w", encoding="utf-8") as out:
            out.write(fixed)
        os.chmod(file + ".tmp", mode)
        os.replace(file + ".tmp", file)
    return fixed


def flag(name):
    return os.environ.get(name, "").strip().lower() in ("true", "1", "yes")


def names(name):
    return {part.strip() for part in os.environ.get(name, "").split(",") if part.strip()}


# ---- config.yaml ----------------------------------------------------------------------------------------------

def config():
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        with open(path("config.yaml"), encoding="utf-8") as text:
            document = yaml.load(text, Loader=loader)
    except (OSError, yaml.YAMLError):
        return {}
    return document if isinstance(document, dict) else {}


def section(document, *keys):
    for key in keys:
        document = document.get(key) if isinstance(document, dict) else None
    return document if isinstance(document, dict) else {}


# ---- processes ------------------------------------------------------------------------------------------------

def start_time(pid):
    """Clock ticks since boot, or None when there is no such process (or it is stopped or dead)."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else int(fields[19])


def is_stopped(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] in "Tt"
    except OSError:
        return False


def process_record(argv):
    return {"pid": os.getpid(), "kind": "hermes-gateway", "argv": argv, "start_time": start_time(os.getpid())}


def gateway_pid():
    """The pid of the running gateway by its lock and its record, or None; a dead record is deleted."""
    held = False
    try:
        with open(path("gateway.lock")) as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                held = True
    except OSError:
        pass
    record = read_json(path("gateway.pid"))
    if held and record and start_time(record.get("pid")) == record.get("start_time"):
        return record["pid"]
    if not held and os.path.exists(path("gateway.pid")):
        try:
            os.unlink(path("gateway.pid"))
        except OSError:
            pass
    return None


def now_iso():
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()) + f".{time.time_ns() // 1000 % 1000000:06d}+00:00"
