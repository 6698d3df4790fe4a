"""The `hermes` command, as far as Hermes Admin or an operator uses it on a host."""

import os
import sys

from . import RELEASE_DATE, VERSION, home


def main(argv):
    if argv[:1] in (["-p"], ["--profile"]):
        if len(argv) < 2:
            print("hermes: error: argument -p/--profile: expected one argument", file=sys.stderr)
            return 2
        os.environ["HERMES_HOME"] = home.path("profiles", argv[1].lower())
        argv = argv[2:]
        if not os.path.isdir(home.path()):
            print(f"Error: Profile '{os.path.basename(home.path())}' does not exist.", file=sys.stderr)
            return 1
    if argv[:1] in (["--version"], ["-V"], ["version"]):
        print(f"Hermes Agent v{VERSION} ({RELEASE_DATE})")
        return 0
    home.load_env()
    if argv[:2] == ["gateway", "run"]:
        from . import gateway

        return gateway.run(argv)
    if argv[:1] == ["dashboard"]:
        from . import dashboard

        return dashboard.run(argv[1:])
    if argv[:1] == ["pairing"]:
        from . import pairing

        return pairing.command(argv[1:])
    if argv[:1] == ["profile"]:
        from . import profiles

        return profiles.command(argv[1:])
    print("usage: hermes [-h] [--version] [-p PROFILE] {gateway,dashboard,pairing,profile} ...", file=sys.stderr)
    return 2
