"""Tables and requirements, as plain text or as Markdown."""

import math
import statistics
from dataclasses import dataclass, field


def number(value):
    """Three digits that matter, never an exponent: tables are compared by eye."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def ratio(value, base):
    """How often the base fits; nothing where one of both is missing."""
    if value is None or not base:
        return "–"
    return number(value / base) + "×"


def percentile(values, share):
    """The smallest value that is at least as large as this share of all."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(values):
    """The median; nothing for no values."""
    return statistics.median(values) if values else None


@dataclass
class Table:
    """Rows under headers; the first column is text, the others are figures."""

    title: str
    headers: list
    note: str = ""
    rows: list = field(default_factory=list)

    def add(self, *cells):
        """One more row."""
        self.rows.append([number(cell) for cell in cells])

    def text(self):
        """Columns in line."""
        lines = [self.headers] + self.rows
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.headers))]
        shown = [
            "  ".join(
                cell.ljust(width) if column == 0 else cell.rjust(width)
                for column, (cell, width) in enumerate(zip(line, widths))
            ).rstrip()
            for line in lines
        ]
        note = [self.note] if self.note else []
        return "\n".join([self.title, *note, *("  " + line for line in shown)]) + "\n"

    def markdown(self):
        """The same for a page."""
        lines = ["| " + " | ".join(row) + " |" for row in [self.headers] + self.rows]
        lines.insert(1, "|---|" + "---:|" * (len(self.headers) - 1))
        note = [self.note, ""] if self.note else []
        return "\n".join(["## " + self.title, "", *note, *lines]) + "\n"


class Report:
    """Everything that was measured, printed as it comes."""

    def __init__(self, markdown):
        self.is_markdown = markdown
        self.requirements = Table(
            "Requirements of the waiter", ["requirement", "limit", "measured", "met"])

    def say(self, text):
        """A paragraph."""
        print(text + ("\n" if self.is_markdown else ""), flush=True)

    def show(self, table):
        """A table."""
        print(table.markdown() if self.is_markdown else table.text(), flush=True)

    def require(self, name, limit, measured, unit):
        """A figure that must not be above its limit."""
        if measured is None:
            self.requirements.add(name, f"≤ {number(limit)} {unit}".strip(), "not measured", "–")
            return
        verdict = "yes" if measured <= limit else "NO"
        self.requirements.add(name, f"≤ {number(limit)} {unit}".strip(), f"{number(measured)} {unit}".strip(), verdict)
