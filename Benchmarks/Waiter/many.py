"""A thousand targets in one process."""

import time

from processes import Process
from report import Table
from servers import Servers
from tools import environment

LIMIT = 16


def measure(report, program, namespace=None, count=1000, seconds=3.5):
    """Memory, threads and processor time while it waits for all of them."""
    with Servers(["silent"]) as servers:
        silent = [f"http://{servers.host}:{servers.ports[0]}/{index}" for index in range(count)]
        # Nothing listens on port 1 of any of these addresses.
        refused = [f"tcp://127.77.{index // 250}.{index % 250 + 1}:1" for index in range(count)]
        cases = [
            ("1 refused, loopback", refused[:1]),
            ("10 refused, loopback", refused[:10]),
            (f"{count:,} refused, loopback", refused),
            (f"{count:,} silent, loopback", silent),
            ("half refused, half silent", refused[: count // 2] + silent[: count // 2]),
        ]
        if namespace:
            remote = [f"tcp://{namespace.address}:{port + 1}" for port in range(count)]
            cases += [("1 refused, remote", remote[:1]), (f"{count:,} refused, remote", remote)]
        table = Table(
            f"{count:,} targets at once in one process", ["targets", "VmHWM MiB", "threads", "processor, % of one"],
            f"Over {seconds} s from the start: longer than an attempt at a silent server may take (3 s).")
        worst = 0
        for name, targets in cases:
            process = Process([program, "wait", "--log", "quiet", *targets], environment())
            try:
                time.sleep(seconds)
                peak, threads = process.status("VmHWM"), process.status("Threads")
                used = process.processor_seconds()
            finally:
                process.stop()
            if not peak:
                raise SystemExit(f"benchmark: the waiter ended with {process.code} while it waited for {name}")
            worst = max(worst, peak / 1024)
            table.add(name, peak / 1024, threads, 100 * used / seconds)
        servers.finish()
    report.show(table)
    report.require(f"memory, {count:,} targets", LIMIT, worst, "MiB")
