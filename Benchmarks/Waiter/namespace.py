"""A network namespace with an address that is not of the loopback: as near to another machine as one machine gets."""

import os
import shutil
import subprocess


class Namespace:
    """For a `with`. The addresses are those of RFC 2544, for benchmarks: no other network is disturbed."""

    address = "198.18.0.2"

    def __init__(self):
        self.name = f"holdfast-bench-{os.getpid()}"
        self.link = f"hfb{os.getpid()}"

    @staticmethod
    def is_possible():
        """Needs root and iproute2."""
        return os.geteuid() == 0 and shutil.which("ip") is not None

    @property
    def prefix(self):
        """Starts a command inside."""
        return ("ip", "netns", "exec", self.name)

    def __enter__(self):
        def run(words):
            subprocess.run(words.split(), check=True)

        try:
            run(f"ip netns add {self.name}")
            run(f"ip link add {self.link}a type veth peer name {self.link}b netns {self.name}")
            run(f"ip address add 198.18.0.1/30 dev {self.link}a")
            run(f"ip link set {self.link}a up")
            run(f"ip -n {self.name} address add {self.address}/30 dev {self.link}b")
            run(f"ip -n {self.name} link set {self.link}b up")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        # The pair of links goes with it.
        subprocess.run(["ip", "netns", "delete", self.name], check=False, stderr=subprocess.DEVNULL)
        subprocess.run(["ip", "link", "delete", self.link + "a"], check=False, stderr=subprocess.DEVNULL)
