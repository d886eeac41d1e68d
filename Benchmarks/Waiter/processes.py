"""Starts programs cheaply and looks at them from outside."""

import os
import selectors
import signal
import time


def now():
    """The monotonic clock, which all processes of a machine share."""
    return time.monotonic_ns()


class Process:
    """A program in a process group of its own, silent."""

    def __init__(self, argv, environment, output=None):
        null = os.devnull
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, null, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, null, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, output or null, os.O_WRONLY | os.O_CREAT, 0o600),
        ]
        self.argv = argv
        self.started = now()
        # Shares memory with this process until it runs the program (as vfork): a copy of a large Python would be
        # measured along with the program, in time and, through ru_maxrss, in memory.
        self.pid = os.posix_spawn(argv[0], argv, environment, file_actions=actions, setpgroup=0)
        self.ended = None
        self.code = None

    def wait(self):
        """Blocks until it has ended. For programs that are known to end."""
        _, status = os.waitpid(self.pid, 0)
        self.ended = now()
        self.code = os.waitstatus_to_exitcode(status)
        return self.code

    def stop(self):
        """Ends it and what it started."""
        if self.ended is None:
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.wait()

    def tree(self):
        """Its process id and those of its descendants."""
        found = [self.pid]
        for pid in found:
            try:
                with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
                    found += map(int, file.read().split())
            except OSError:
                pass
        return found

    def status(self, field, pid=None):
        """A number out of /proc/PID/status; nothing once it is gone."""
        try:
            with open(f"/proc/{pid or self.pid}/status", encoding="utf-8") as file:
                for line in file:
                    if line.startswith(field + ":"):
                        return int(line.split()[1])
        except OSError:
            pass
        return None

    def processor_seconds(self):
        """The processor time that it has used."""
        with open(f"/proc/{self.pid}/schedstat", encoding="ascii") as file:
            return int(file.read().split()[0]) / 1e9


def peak_kilobytes(process, seconds):
    """The largest sum of the peaks of a program and of what it has started, while it waits.

    VmHWM begins anew at an exec, unlike ru_maxrss."""
    peak = 0
    end = now() + int(seconds * 1e9)
    while now() < end:
        sizes = [process.status("VmHWM", pid) for pid in process.tree()]
        peak = max(peak, sum(size for size in sizes if size))
        time.sleep(0.005)
    return peak


def processor_ticks():
    """What all processors have done since the machine started: (busy, in all)."""
    with open("/proc/stat", encoding="ascii") as file:
        ticks = [int(word) for word in file.readline().split()[1:9]]
    return sum(ticks) - ticks[3] - ticks[4], sum(ticks)


def run_all(plan, environment, deadline):
    """Starts each (time, argv) of the plan at its time and notes when each ends. What still runs at the deadline is
    ended, and keeps no time of its end."""
    processes = []
    selector = selectors.DefaultSelector()
    try:
        while (len(processes) < len(plan) or selector.get_map()) and now() < deadline:
            pause = 1_000_000_000
            if len(processes) < len(plan):
                start, argv = plan[len(processes)]
                pause = start - now()
                if pause <= 0:
                    process = Process(argv, environment)
                    selector.register(os.pidfd_open(process.pid), selectors.EVENT_READ, process)
                    processes.append(process)
                    continue
            for key, _ in selector.select(timeout=pause / 1e9):
                moment = now()
                key.data.wait()
                key.data.ended = moment
                selector.unregister(key.fd)
                os.close(key.fd)
    finally:
        for key in list(selector.get_map().values()):
            key.data.stop()
            key.data.ended = None
            os.close(key.fd)
        selector.close()
    return processes
