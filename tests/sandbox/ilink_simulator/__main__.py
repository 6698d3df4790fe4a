"""Runs the simulator until SIGTERM. Prints one JSON line with its addresses once it listens."""

import argparse
import json
import os
import random
import signal
import ssl
import sys
import time

from .control import Control, make_control_handler
from .server import Fault, Listener, make_handler
from .world import Options, World

PORTS = (10000, 20000)      # below those that the kernel gives out by itself


def arguments():
    parser = argparse.ArgumentParser(prog="ilink_simulator", description=__doc__)
    parser.add_argument("--listen", action="append", metavar="ADDRESS", help="addresses to serve on (default 127.0.0.1); the last is the tenants'")
    parser.add_argument("--port", type=int, default=0, help="the same on every address; 0: a free one")
    parser.add_argument("--tls-port", type=int, default=0, help="where the redirect host answers")
    parser.add_argument("--control-port", type=int, default=0)
    parser.add_argument("--certificate", help="PEM with key and certificate; without it there is no redirect host")
    parser.add_argument("--state", help="file that keeps the bots over a restart")
    parser.add_argument("--hold", type=float, default=float(os.environ.get("HERMES_SANDBOX_HOLD", 35)), help="seconds a poll is held (35)")
    return parser.parse_args()


def listen_everywhere(addresses, port, handler, context=None):
    """One port that is free on every address. Chosen by us, not by the kernel: only such a port survives the fault `down`."""
    for attempt in range(50):
        made = []
        number = port or random.randrange(*PORTS)
        try:
            for address in addresses:
                made.append(Listener((address, number), handler, context))
            return made
        except OSError:
            for listener in made:
                listener.server_close()
            if port or attempt == 49:
                raise
    return []


def main():
    given = arguments()
    started = time.monotonic()

    def log(line):
        print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)

    options = Options(hold=given.hold, updates_hold=given.hold, first_updates_hold=min(given.hold, Options.first_updates_hold))
    world, fault = World(options, given.state), Fault()
    addresses = list(dict.fromkeys(given.listen or ["127.0.0.1"]))
    listeners = listen_everywhere(addresses, given.port, make_handler(world, fault, log))
    port = listeners[0].server_address[1]
    world.base_url = f"http://{addresses[-1]}:{port}"
    tls_port = None
    if given.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(given.certificate)
        redirected = listen_everywhere(addresses, given.tls_port, make_handler(world, fault, log, at_redirect=True), context)
        tls_port = redirected[0].server_address[1]
        world.redirect_host = f"127.0.0.1:{tls_port}"
        listeners += redirected
    control = Listener(("127.0.0.1", given.control_port), make_control_handler(Control(world, fault, listeners)))

    ends = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    print(json.dumps({"port": port, "tlsPort": tls_port, "controlPort": control.server_address[1], "baseUrl": world.base_url}), flush=True)
    log(f"listening on {', '.join(addresses)} port {port}, ready after {time.monotonic() - started:.2f} s")
    signal.sigwait(ends)


main()
