"""What it costs to find out that everything is ready already: the whole process, from its start to its end."""

import time

from processes import Process
from report import Table, median, percentile, ratio
from servers import Servers
from tools import Tool, environment

LIMIT = 2


def measure(report, tools, rounds=200):
    """All tools in turn, round by round: whatever else the machine does hits them alike."""
    empty = Tool("/bin/true (does nothing)", "", ("/bin/true",), 1)
    tools = [empty] + [tool for tool in tools if "loop" not in tool.name or tool.name.endswith(", 1 s")]
    variables = environment()
    times = {tool: [] for tool in tools}
    with Servers(["tcp:0", "http:0"]) as servers:
        ports = {"": 0, "tcp": servers.ports[0], "http": servers.ports[1]}
        for _ in range(rounds):
            for tool in tools:
                process = Process(tool.command(servers.host, ports[tool.kind]), variables)
                if process.wait() != 0:
                    raise SystemExit(f"benchmark: {tool.name} ended with {process.code}")
                times[tool].append((process.ended - process.started) / 1e6)
                # A server that is still busy with the last one's end is not what is measured.
                time.sleep(0.0005)
    table = Table(
        "Start-up: the target is ready already",
        ["tool", "target", "median ms", "p99 ms", "max ms", "ratio to the waiter"],
        f"From the start of the process (posix_spawn, 127.0.0.1) to its end, {rounds} runs each.")
    bases = {tool.kind: median(times[tool]) for tool in tools if tool.is_waiter}
    for tool in tools:
        values = times[tool]
        table.add(
            tool.name, tool.kind or "–", median(values), percentile(values, 0.99), max(values),
            ratio(median(values), bases.get(tool.kind or "http")))
    report.show(table)
    for kind, value in bases.items():
        report.require(f"start-up, {kind}, median", LIMIT, value, "ms")
