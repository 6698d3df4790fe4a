"""A certificate authority for one sandbox, and the simulator's certificate: redirects of iLink are always https."""

import os

from .common import run, write_atomically


def make(folder, addresses):
    """Writes ca.pem (to be trusted) and simulator.pem (key and certificate) into folder."""
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    ca, ca_key, key, request = (folder / n for n in ("ca.pem", "ca.key", "simulator.key", "simulator.csr"))
    run(["openssl", "req", "-x509", *curve, "-days", "3650", "-subj", "/CN=Hermes sandbox CA", "-keyout", ca_key, "-out", ca])
    run(["openssl", "req", *curve, "-subj", f"/CN={addresses[0]}", "-keyout", key, "-out", request])
    names = ",".join(f"IP:{address}" for address in addresses)
    extensions = f"subjectAltName={names},DNS:localhost\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n"
    certificate = run(["openssl", "x509", "-req", "-in", request, "-CA", ca, "-CAkey", ca_key, "-set_serial",
                       str(int.from_bytes(os.urandom(8), "big")), "-days", "3650", "-extfile", "/dev/stdin"], stdin=extensions)
    write_atomically(folder / "simulator.pem", key.read_text() + certificate + "\n", 0o600)
    for spent in (ca_key, key, request):
        spent.unlink()
