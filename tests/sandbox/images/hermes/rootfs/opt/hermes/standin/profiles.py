"""`hermes profile …`: whole homes below <home>/profiles."""

import os
import re
import shutil
import sys

from . import home

FOLDERS = ("memories", "sessions", "skills", "skins", "logs", "plans", "workspace", "cron", "home")
SUBCOMMANDS = {"gateway", "dashboard", "pairing", "profile", "version", "chat", "config", "setup", "status", "cron", "skills", "tools", "model",
               "doctor", "update", "login", "logout", "sessions", "mcp", "memory", "hooks", "logs", "backup", "import", "debug", "dump",
               "plugins", "webhook", "auth", "honcho", "insights", "acp", "uninstall", "completion", "claw", "slack", "whatsapp"}


def folder(name):
    return home.path("profiles", name)


def fail(message):
    print(f"Error: {message}", file=sys.stderr)
    return 1


def checked(name):
    name = name.lower()
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", name):
        raise ValueError(f"Invalid profile name {name!r}. Must match [a-z0-9][a-z0-9_-]{{0,63}}")
    return name


def command(argv):
    verb, names = (argv[0] if argv else "list"), [a for a in argv[1:] if not a.startswith("-")]
    try:
        if verb == "list":
            found = sorted(os.listdir(home.path("profiles"))) if os.path.isdir(home.path("profiles")) else []
            for name in ["default", *found]:
                print(f"  {name}")
            return 0
        if verb in ("create", "delete", "use", "show") and names:
            name = checked(names[0])
            return {"create": create, "delete": delete, "use": use, "show": show}[verb](name, argv)
    except ValueError as error:
        return fail(str(error))
    print("usage: hermes profile {list,use,create,delete,show}", file=sys.stderr)
    return 2


def create(name, argv):
    if name == "default" or name in SUBCOMMANDS:
        return fail(f"'{name}' is reserved and cannot be a profile name")
    if os.path.exists(folder(name)):
        return fail(f"Profile '{name}' already exists at {folder(name)}")
    for part in FOLDERS:
        os.makedirs(os.path.join(folder(name), part))
    with open(os.path.join(folder(name), "SOUL.md"), "w") as out:
        out.write("You are Hermes Agent, an intelligent AI assistant.\n")
    if "--clone" in argv or "--clone-all" in argv:
        for file in ("config.yaml", ".env", "SOUL.md"):
            if os.path.exists(home.path(file)):
                shutil.copy2(home.path(file), folder(name))
    print(f"\nProfile '{name}' created at {folder(name)}")
    return 0


def delete(name, argv):
    if not os.path.isdir(folder(name)):
        return fail(f"Profile '{name}' does not exist.")
    if "-y" not in argv and "--yes" not in argv:
        return fail("Cancelled.")
    shutil.rmtree(folder(name))
    print(f"Profile '{name}' deleted.")
    return 0


def use(name, _argv):
    if name != "default" and not os.path.isdir(folder(name)):
        return fail(f"Profile '{name}' does not exist.")
    with open(home.path("active_profile"), "w") as out:
        out.write(name + "\n")
    print(f"Switched to: {name}")
    return 0


def show(name, _argv):
    if not os.path.isdir(folder(name)):
        return fail(f"Profile '{name}' does not exist.")
    print(f"Profile: {name}\nPath:    {folder(name)}")
    return 0
