"""What is measured: the waiter, and what a user would take instead."""

import os
import pathlib
import shutil
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
PEERS = ROOT / ".cache" / "bench-peers"


@dataclass(frozen=True)
class Tool:
    """A way to wait."""

    name: str
    # "tcp" or "http"
    kind: str
    # With HOST and PORT in it.
    argv: tuple
    # Seconds between attempts.
    period: float
    # Not of the set that one machine always has.
    is_waiter: bool = False

    def command(self, host, port):
        """The words to run."""
        return [word.replace("HOST", host).replace("PORT", str(port)) for word in self.argv]


def environment():
    """What programs are run with: PyPI's wait-for-it finds its modules by it."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(PEERS), "LC_ALL": "C.UTF-8"}


def waiter(program):
    """The waiter, for both kinds."""
    return [
        Tool("waiter", "tcp", (program, "wait", "tcp://HOST:PORT"), 1, True),
        Tool("waiter", "http", (program, "wait", "http://HOST:PORT/"), 1, True),
        # What the look costs with which tcp makes sure that a connection stays.
        Tool("waiter, #settle=1ms", "tcp", (program, "wait", "tcp://HOST:PORT#settle=1ms"), 1),
    ]


def loops():
    """Shell loops, as they are found in manifests."""
    found = []
    for kind, program, question in [
        ("tcp", "nc", "nc -z HOST PORT"), ("http", "curl", "curl -fs -o /dev/null http://HOST:PORT/"),
    ]:
        if shutil.which(program) is None:
            continue
        for pause in (0.5, 1, 2, 5):
            script = f"until {question}; do sleep {pause}; done"
            found.append(Tool(f"{program} loop, {pause} s", kind, ("/bin/sh", "-c", script), pause))
    return found


def programs():
    """Programs that wait: the installed ones, and others that happen to be on PATH."""
    # Name, kind, program, arguments, seconds between attempts. The last five are as their manuals say: none of them
    # is in Debian or on PyPI, so that they are measured only where a user has them.
    known = [
        ("wait-for-it (Debian)", "tcp", "/usr/bin/wait-for-it", "-t 0 HOST:PORT", 1),
        ("wait-for-it (PyPI)", "tcp", str(PEERS / "bin" / "wait-for-it"), "-q -t 0 -s HOST:PORT", 1),
        ("wait4x", "tcp", "wait4x", "tcp HOST:PORT -q -t 60s", 1),
        ("wait4x", "http", "wait4x", "http http://HOST:PORT/ --expect-status-code 200 -q -t 60s", 1),
        ("dockerize", "tcp", "dockerize", "-wait tcp://HOST:PORT -timeout 60s", 1),
        ("dockerize", "http", "dockerize", "-wait http://HOST:PORT/ -timeout 60s", 1),
        ("pilot-agent", "http", "pilot-agent", "wait --url http://HOST:PORT/ --timeoutSeconds 60", 0.5),
        ("wait-for", "tcp", "wait-for", "-t 60 HOST:PORT", 1),
    ]
    found = []
    for name, kind, program, words, period in known:
        path = shutil.which(program)
        if path:
            found.append(Tool(name, kind, (path, *words.split()), period))
    return found
