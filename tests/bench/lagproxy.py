#!/usr/bin/env python3
"""usage: lagproxy.py TARGET_HOST TARGET_PORT RTT_MS

A TCP relay that behaves like a long wire: every byte arrives half a round trip later, in order, and a new connection
costs one round trip before its first byte leaves. Prints the port it listens on (loopback), then relays until killed.
"""
import queue
import socket
import sys
import threading
import time


def carry(source, sink, ready_at, one_way):
    """Reads on one thread and writes on another, so that a full wire never delays what is read."""
    chunks = queue.SimpleQueue()

    def write():
        while True:
            due, data = chunks.get()
            pause = due - time.monotonic()
            if pause > 0:
                time.sleep(pause)
            try:
                if data:
                    sink.sendall(data)
                else:
                    sink.shutdown(socket.SHUT_WR)
                    return
            except OSError:
                return

    threading.Thread(target=write, daemon=True).start()
    data = b"?"
    while data:
        try:
            data = source.recv(1 << 16)
        except OSError:
            data = b""
        chunks.put((max(time.monotonic(), ready_at) + one_way, data))


def relay(client, address, round_trip):
    begun = time.monotonic()
    try:
        server = socket.create_connection(address, 10)
    except OSError:
        client.close()
        return
    for end in (client, server):
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    wire = (begun + round_trip, round_trip / 2)
    up = threading.Thread(target=carry, args=(client, server, *wire), daemon=True)
    up.start()
    carry(server, client, *wire)
    up.join()
    client.close()
    server.close()


def main():
    host, port, milliseconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while True:
        client, _ = listener.accept()
        threading.Thread(target=relay, args=(client, (host, port), milliseconds / 1000), daemon=True).start()


main()
