#!/usr/bin/env python3
"""Writes what `holdfast up` did into the scenarios' files, as measured.up; other sources stay as they are.

Usage: record-scenarios.py REPORT SCENARIOS, where REPORT has a NAME.measured for each NAME.yaml.
"""
import pathlib
import sys


def recorded(lines: list[str], events: str) -> list[str]:
    """The lines of a scenario's first document with measured.up replaced or added."""
    own = ["  up:", "    events:"] + events.rstrip("\n").split("\n")
    if "measured:" not in lines:
        return lines + ["measured:"] + own
    start = lines.index("measured:") + 1
    end = start
    while end < len(lines) and lines[end].startswith(" "):
        end += 1
    others, skips = [], False
    for line in lines[start:end]:
        if not line.startswith("   "):
            skips = line == "  up:"
        if not skips:
            others.append(line)
    return lines[:start] + own + others + lines[end:]


def main() -> None:
    report, folder = map(pathlib.Path, sys.argv[1:])
    for file in sorted(report.glob("*.measured")):
        path = folder / (file.stem + ".yaml")
        head, rest = path.read_text().split("\n---\n", 1)
        path.write_text("\n".join(recorded(head.split("\n"), file.read_text())) + "\n---\n" + rest)


main()
