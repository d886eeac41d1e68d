#!/usr/bin/env python3
"""Measures the waiter side by side with what a user would take instead, in one run. `make bench-waiter` builds and
installs what it needs."""

import argparse
import datetime
import os
import pathlib
import platform

import many
import memory
import release
import schedule
import startup
from namespace import Namespace
from processes import now
from report import Report
from tools import ROOT, loops, programs, waiter

PARTS = ["startup", "release", "memory", "many", "schedule"]


def machine():
    """Where the figures come from."""
    lines = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    processor = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown")
    return (
        f"{datetime.date.today()}, {os.cpu_count()} × {processor}, Linux {platform.release()}, load before "
        f"{os.getloadavg()[0]:.2f}.")


def main():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--markdown", action="store_true", help="print the tables of Docs/benchmarks.md")
    parser.add_argument("--only", choices=PARTS, action="append", help="run this part only (repeatable)")
    parser.add_argument("--runs", type=int, default=24, help="waiters of each tool in the release-lag waves")
    parser.add_argument("--waiter", default=str(ROOT / ".build/waiter/waiter-linux-amd64"))
    parser.add_argument("--curve", default=str(ROOT / ".build/bench-waiter/release/schedule-curve"))
    options = parser.parse_args()
    parts = options.only or PARTS
    began = now()
    report = Report(options.markdown)
    report.say(machine())
    program = os.path.abspath(options.waiter)
    tools = waiter(program) + loops() + programs()
    if "startup" in parts:
        startup.measure(report, tools)
    if "release" in parts:
        released = release.measure(report, tools, "loopback", options.runs)
        release.require(report, "loopback", released, median_limit=5)
    if not Namespace.is_possible():
        report.say("No remote targets: that needs root and iproute2 (a network namespace).")
        remote_parts(report, options, parts, program, tools, None)
    else:
        with Namespace() as namespace:
            remote_parts(report, options, parts, program, tools, namespace)
    if "schedule" in parts:
        schedule.measure(report, options.curve)
    report.show(report.requirements)
    report.say(f"{(now() - began) / 1e9:.0f} s in all.")


def remote_parts(report, options, parts, program, tools, namespace):
    """What needs an address that is not of the loopback, and what comes after it."""
    if "release" in parts and namespace:
        released = release.measure(report, tools, "remote", options.runs, namespace.address, namespace.prefix)
        release.require(report, "remote", released, median_limit=130, max_limit=300, attempts_limit=40)
    if "memory" in parts:
        memory.sizes(report, program)
        memory.measure(report, program)
    if "many" in parts:
        many.measure(report, program, namespace)


if __name__ == "__main__":
    main()
