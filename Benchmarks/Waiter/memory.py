"""The size of the programs, and their memory while they wait."""

import os
import pathlib
import shutil
import tempfile

from certificates import Certificates
from processes import Process, peak_kilobytes
from report import Table, ratio
from servers import NEVER, Servers
from tools import PEERS, environment

MEGABYTE = 1024
PLAIN_LIMIT, TLS_LIMIT = 1, 3


def sizes(report, program):
    """Bytes on disk."""
    table = Table("Size of the programs", ["program", "KiB", "ratio to the waiter"],
                  "The waiter is one static file; curl's libraries and the interpreters are not counted.")
    own = pathlib.Path(program)
    base = own.stat().st_size / 1024
    found = [("waiter (amd64)", own), ("waiter (arm64)", own.with_name(own.name.replace("amd64", "arm64")))]
    for name in ["curl", "nc", "sh", "bash", "wait4x", "dockerize", "pilot-agent"]:
        found.append((name, pathlib.Path(shutil.which(name) or "/nonexistent").resolve()))
    for name, path in found:
        if path.exists():
            table.add(name, path.stat().st_size / 1024, ratio(path.stat().st_size / 1024, base))
    report.show(table)


def measure(report, program, seconds=1.5):
    """Peaks of whole process trees."""
    table = Table(
        "Memory: the largest resident size (VmHWM) while waiting", ["tool", "target", "MiB", "ratio to the waiter"],
        "A shell loop counts with the program that it runs: that waits for a server that accepts and stays silent.")
    with tempfile.TemporaryDirectory() as folder:
        certificates = Certificates(folder)
        tls = f"tls:{certificates.certificate}:{certificates.key}"
        with Servers([f"tcp:{NEVER}", f"http:{NEVER}", tls, "silent", "full"]) as servers:
            refused, http, https, silent, full = (f"{servers.host}:{port}" for port in servers.ports)
            trust = ["--ca-file", certificates.bundle]
            bundle = f"https, {certificates.count} CAs"
            loop = ["/bin/sh", "-c"]
            curl = "until curl -fs -o /dev/null {}; do sleep 1; done"
            rows = [
                ("waiter", "tcp", [program, "wait", f"tcp://{refused}"], "refused"),
                ("waiter", "http", [program, "wait", f"http://{http}/"], "503"),
                ("waiter", bundle, [program, "wait", *trust, f"https://{https}/"], "503"),
                ("nc loop", "tcp", [*loop, f"until nc -z {full.replace(':', ' ')}; do sleep 1; done"], ""),
                ("curl loop", "http", [*loop, curl.format(f"http://{silent}/")], ""),
                ("curl loop", bundle, [*loop, curl.format(f"--cacert {certificates.bundle} https://{https}/hold ")], ""),
                ("wait-for-it (Debian)", "tcp", ["/usr/bin/wait-for-it", "-t", "0", refused], ""),
                ("wait-for-it (PyPI)", "tcp", [str(PEERS / "bin/wait-for-it"), "-q", "-t", "0", "-s", refused], ""),
            ]
            bases = {}
            log = os.path.join(folder, "log")
            for tool, target, argv, reason in rows:
                if not os.path.exists(argv[0]):
                    continue
                pathlib.Path(log).write_bytes(b"")
                process = Process(argv, environment(), log)
                try:
                    peak = peak_kilobytes(process, seconds)
                    # A process that has ended has no memory.
                    if process.status("VmHWM") is None:
                        raise SystemExit(f"benchmark: {' '.join(argv)} did not wait")
                finally:
                    process.stop()
                # The waiter says why it waits: it must be what the row is about.
                if reason not in pathlib.Path(log).read_text(encoding="utf-8"):
                    raise SystemExit(f"benchmark: {' '.join(argv)} waited for another reason than {reason}")
                bases.setdefault(target, peak)
                table.add(tool, target, peak / MEGABYTE, ratio(peak, bases[target]))
            servers.finish()
    report.show(table)
    report.require("memory, tcp", PLAIN_LIMIT, bases["tcp"] / MEGABYTE, "MiB")
    report.require("memory, http", PLAIN_LIMIT, bases["http"] / MEGABYTE, "MiB")
    report.require(f"memory, {bundle} ({certificates.size // 1024} KiB)", TLS_LIMIT, bases[bundle] / MEGABYTE, "MiB")
