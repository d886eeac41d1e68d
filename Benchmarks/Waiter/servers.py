"""The handle on a process of dependencies."""

import json
import pathlib
import subprocess
import sys

PROGRAM = pathlib.Path(__file__).with_name("server_process.py")
NEVER = 1 << 62


class Servers:
    """Dependencies in a process of their own, for a `with`. `prefix` is a command that starts it elsewhere."""

    def __init__(self, specifications, host="127.0.0.1", prefix=()):
        self.host = host
        self.process = subprocess.Popen(
            [*prefix, sys.executable, str(PROGRAM), host, *specifications],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("benchmark: the servers did not start")
        self.ports = json.loads(line)

    def finish(self):
        """Ends them. Returns what each port saw."""
        output, _ = self.process.communicate(timeout=30)
        if self.process.returncode != 0:
            # What was measured against a dead server was a refused connection.
            raise SystemExit("benchmark: the servers did not live to the end")
        return json.loads(output.splitlines()[-1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            stream.close()
