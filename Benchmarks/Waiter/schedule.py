"""What the schedule's own code says, simulated by schedule-curve: no machine disturbs it."""

import json
import subprocess

from report import Table


def measure(report, program):
    """Lag against attempts, and ten thousand pods at once."""
    output = subprocess.run([program], check=True, capture_output=True, text=True).stdout
    result = json.loads(output)
    curve = Table(
        "The schedule: lag against attempts",
        ["schedule", "lag median ms", "p99 ms", "max ms", "attempts in 10 s (median)", "(max)", "attempts in 60 s"],
        f"Simulated with Schedule.swift: {result['samples']:,} waits, ready anywhere between 1 and 60 s; an attempt "
        "takes no time.")
    for row in result["curves"]:
        curve.add(
            row["name"], row["median"], row["p99"], row["max"], row["attempts10"], row["maximum10"],
            row["attempts60"])
    report.show(curve)
    burst = Table(
        f"{result['pods']:,} pods begin to wait for one dependency",
        ["schedule and start", "phase", "attempts per 10 ms: mean", "p99", "max", "max/mean"],
        "Simulated with Schedule.swift; the dependency does not become ready.")
    for row in result["bursts"]:
        burst.add(row["name"], row["phase"], row["mean"], row["p99"], row["max"], row["max"] / row["mean"])
    report.show(burst)
