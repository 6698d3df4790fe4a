#!/usr/bin/env python3
"""tidy.py BUILD_DIR [FILE...]: clang-tidy over the files, else over every source of core and app that this system compiles.

BUILD_DIR has a compile_commands.json made without precompiled headers (clang cannot read gcc's); nothing there has to be
built. A source that was clean is left alone until something that decides about it changes: BUILD_DIR/stamps.

Two thirds of a source's time go into the system's headers, so sources that are compiled alike are looked at by the dozen, in
one file that includes them; where that does not compile (two of them have one name for their own things), one by one."""

import concurrent.futures
import functools
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
INCLUDE = re.compile(rb'^\s*#\s*include "(?:[^"]*/)?([^"/]+)"', re.MULTILINE)


def headers_by_name() -> dict[bytes, list[pathlib.Path]]:
    found: dict[bytes, list[pathlib.Path]] = {}
    for folder in ("core", "app"):
        for header in sorted((ROOT / folder).rglob("*.h")):
            found.setdefault(header.name.encode(), []).append(header)
    return found


HEADERS = headers_by_name()


@functools.cache
def content(path: pathlib.Path) -> bytes:
    return path.read_bytes()


def with_headers(source: pathlib.Path) -> list[pathlib.Path]:
    """The source and the project's headers that it reaches; where two have one name, both."""
    seen, to_read = {source}, [source]
    while to_read:
        for name in INCLUDE.findall(content(to_read.pop())):
            new = [header for header in HEADERS.get(name, []) if header not in seen]
            seen.update(new)
            to_read += new
    return sorted(seen)


def key(entry: dict, rules: bytes) -> str:
    """What the findings of one source depend on, but for the system's own headers."""
    state = hashlib.sha256(rules + entry["command"].encode())
    for path in with_headers(pathlib.Path(entry["file"])):
        state.update(str(path).encode() + b"\0" + content(path))
    return state.hexdigest()


def alike(entry: dict) -> str:
    """The command without what differs between two sources of one target."""
    return re.sub(r" -o \S+ -c \S+$", "", entry["command"])


def batches_of(sources: list[str], entries: dict[str, dict]) -> list[list[str]]:
    by_command: dict[str, list[str]] = {}
    for source in sources:
        by_command.setdefault(alike(entries[source]), []).append(source)
    size = max(1, min(12, len(sources) // (2 * (os.cpu_count() or 1))))
    return [group[at:at + size] for group in by_command.values() for at in range(0, len(group), size)]


def run_tidy(build: pathlib.Path, source: str) -> tuple[bool, str]:
    """Whether it could be compiled, and the findings."""
    run = subprocess.run(["clang-tidy", "-p", str(build), "--quiet", r"--header-filter=/(core|app)/.*\.(h|cpp)$", source], cwd=ROOT, text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if run.returncode == 0:
        return True, ""
    noise = re.compile(r"^\d+ warnings? .*generated|^\d+ warnings? treated as|^Suppressed |^Use -header-filter")
    found = "\n".join(line for line in run.stdout.splitlines() if not noise.match(line))
    return "clang-diagnostic-error" not in found, found or f"{source}: clang-tidy ended with {run.returncode}"


def findings(build: pathlib.Path, batch: list[str], entries: dict[str, dict]) -> str:
    if len(batch) > 1:
        # Each batch has a database of its own: one is read whole for every run.
        folder = build / "batches" / hashlib.sha256("\n".join(batch).encode()).hexdigest()[:12]
        folder.mkdir(parents=True, exist_ok=True)
        whole = folder / "batch.cpp"
        whole.write_text("".join(f'// NOLINTNEXTLINE(bugprone-suspicious-include)\n#include "{ROOT / source}"\n' for source in batch))
        entry = {"directory": entries[batch[0]]["directory"], "file": str(whole), "command": f"{alike(entries[batch[0]])} -o batch.o -c {whole}"}
        (folder / "compile_commands.json").write_text(json.dumps([entry]))
        compiled, found = run_tidy(folder, str(whole))
        if compiled:
            return found
    return "\n".join(filter(None, (run_tidy(build, source)[1] for source in batch)))


def main() -> int:
    build, asked = pathlib.Path(sys.argv[1]).resolve(), set(sys.argv[2:])
    entries = {os.path.relpath(entry["file"], ROOT): entry for entry in json.loads((build / "compile_commands.json").read_text())}
    sources = sorted(path for path in entries if re.match(r"(core|app)/.*\.cpp$", path) and (not asked or path in asked))
    rules = (ROOT / ".clang-tidy").read_bytes() + subprocess.run(["clang-tidy", "--version"], check=True, stdout=subprocess.PIPE).stdout
    stamps = build / "stamps"
    stamps.mkdir(exist_ok=True)
    keys = {source: key(entries[source], rules) for source in sources}
    changed = [source for source in sources if not (stamps / keys[source]).exists()]
    print(f"{len(sources)} sources, {len(changed)} to look at", flush=True)

    def look(batch: list[str]) -> str:
        found = findings(build, batch, entries)
        if not found:
            for source in batch:
                (stamps / keys[source]).write_text(source + "\n")
        return found

    red = False
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in filter(None, pool.map(look, batches_of(changed, entries))):
            print(found, flush=True)
            red = True
    return 1 if red else 0


sys.exit(main())
