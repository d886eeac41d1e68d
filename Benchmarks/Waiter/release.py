"""How long after a dependency became ready its waiters are released, and how often they asked until then."""

import dataclasses
import random

from processes import now, processor_ticks, run_all
from report import Table, median, ratio
from servers import Servers
from tools import environment

SECOND = 1_000_000_000
WAIT = 10 * SECOND


@dataclasses.dataclass
class Release:
    """One waiter."""

    # Milliseconds; nothing when it was never released.
    lag: float
    # In its first ten seconds; nothing when that is not known or the wait was shorter.
    attempts: int


def wave(tools, count, host="127.0.0.1", prefix=(), wait=WAIT, over=SECOND):
    """Runs `count` of each tool, each with a port of its own of one server; their starts are spread `over` a time, and
    each waits for `wait` and up to one interval more. Returns a list for each tool."""
    runs = [tool for _ in range(count) for tool in tools]
    # The servers need a moment to start; then the waiters do not start all together.
    began = now() + SECOND
    plan = []
    for index, tool in enumerate(runs):
        start = began + index * over // len(runs)
        # A loop asks on its beat: only a time of readiness anywhere between two beats is fair to it.
        ready = start + wait + int(random.uniform(0, max(1, tool.period)) * SECOND)
        plan.append((tool, start, ready))
    with Servers([f"{tool.kind}:{ready}" for tool, _, ready in plan], host, prefix) as servers:
        commands = [(start, tool.command(host, port)) for (tool, start, _), port in zip(plan, servers.ports)]
        processes = run_all(commands, environment(), began + over + wait + 20 * SECOND)
        seen = servers.finish()
    if len(processes) < len(plan):
        raise SystemExit("benchmark: the machine was too slow to start all waiters")
    releases = {tool: [] for tool in tools}
    for (tool, _, _), process, port in zip(plan, processes, seen):
        lag = None
        if process.ended is not None and process.code == 0:
            lag = (process.ended - port["ready"]) / 1e6
        attempts = None
        if wait >= WAIT and port["attempts"] is not None:
            attempts = sum(1 for moment in port["attempts"] if moment < process.started + WAIT)
        releases[tool].append(Release(lag, attempts))
    return releases


# Above this share of all processors it is the machine's lag that is measured.
TOO_BUSY = 0.85


def busy_wave(busy, *arguments, **options):
    """A wave; adds to `busy` how busy the processors were with it and with all else."""
    before = processor_ticks()
    releases = wave(*arguments, **options)
    after = processor_ticks()
    busy.append((after[0] - before[0]) / (after[1] - before[1]))
    return releases


def measure(report, tools, place, count, host="127.0.0.1", prefix=()):
    """The waiters alone, whose lag is milliseconds; then the others together, whose lag is not."""
    ours = [tool for tool in tools if tool.is_waiter]
    busy = []
    others = [tool for tool in tools if not tool.is_waiter]
    if prefix:
        # They are mostly asleep: many cost little, and a median of few is a throw of dice.
        rows = list(busy_wave(busy, ours, 8 * count, host, prefix).items())
        decisive = dict(rows)
    else:
        # At the pace of the loopback each kind keeps a good part of a processor busy, the server's included.
        rows = [row for tool in ours for row in busy_wave(busy, [tool], count).items()]
        # Many waits, few at a time; the pace does not depend on how long the wait was.
        decisive = busy_wave(busy, ours, 8 * count, wait=SECOND // 4, over=count * SECOND * 2 // 3)
        rows += [(dataclasses.replace(tool, name="waiter, shorter waits"), runs) for tool, runs in decisive.items()]
    rows += busy_wave(busy, others, count, host, prefix).items()
    shares = " ".join(f"{100 * share:.0f}" for share in busy)
    disturbed = " DISTURBED: run it again on a quieter machine." if max(busy) > TOO_BUSY else ""
    shorter = "" if prefix else " The shorter waits: ¼ s and up to 1 s more, few at a time."
    table = Table(
        f"Release lag: {place}",
        ["tool", "target", "runs", "median ms", "max ms", "ratio to the waiter", "attempts in 10 s (median)", "(max)"],
        "From the moment the dependency is ready to the end of the waiter's process. Ready 10 s after the waiter's "
        f"start and up to one interval of its loop (at least 1 s) later.{shorter} Busy processors, wave by wave: "
        f"{shares} %.{disturbed}")
    bases = {tool.kind: median([run.lag for run in runs if run.lag is not None]) for tool, runs in decisive.items()}
    for tool, runs in rows:
        lags = [run.lag for run in runs if run.lag is not None]
        attempts = [run.attempts for run in runs]
        # Released before the dependency was ready, or never: a figure about it would be one about something else.
        wrong = len(runs) - len(lags) + sum(1 for lag in lags if lag < 0)
        counts = (None, None) if None in attempts else (int(median(attempts)), max(attempts))
        table.add(
            tool.name, tool.kind, str(len(runs)) + (f" ({wrong} wrong)" if wrong else ""), median(lags),
            max(lags, default=None), ratio(median(lags), bases[tool.kind]), *counts)
    report.show(table)
    return {tool.kind: runs for tool, runs in decisive.items()}


def require(report, place, releases, median_limit, max_limit=None, attempts_limit=None):
    """The limits of the waiter at a place."""
    for kind, runs in releases.items():
        lags = [run.lag for run in runs if run.lag is not None]
        report.require(f"release lag, {place}, {kind}, median", median_limit, median(lags), "ms")
        if max_limit:
            report.require(f"release lag, {place}, {kind}, max", max_limit, max(lags, default=None), "ms")
        if attempts_limit:
            attempts = [run.attempts for run in runs]
            worst = None if None in attempts else max(attempts)
            report.require(f"attempts in 10 s, {place}, {kind}, max", attempts_limit, worst, "")
        report.require(
            f"released early or never, {place}, {kind}", 0,
            sum(1 for run in runs if run.lag is None or run.lag < 0), f"of {len(runs)}")
