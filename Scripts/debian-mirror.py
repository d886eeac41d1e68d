"""Prints an apt source for another suite from the Debian mirror that this machine uses: debian-mirror.py SUITE."""
import glob
import re
import sys

KEY = "/usr/share/keyrings/debian-archive-keyring.gpg"


def mirrors():
    """Pairs of a mirror's address and its signing key."""
    for path in sorted(glob.glob("/etc/apt/sources.list.d/*.sources")):
        for stanza in re.split(r"\n\s*\n", open(path).read()):
            fields = dict(re.findall(r"^([\w-]+): *(.*)$", stanza, re.M))
            if "main" in fields.get("Components", "").split():
                for uri in fields.get("URIs", "").split():
                    yield uri, fields.get("Signed-By", KEY)
    for path in ["/etc/apt/sources.list"] + sorted(glob.glob("/etc/apt/sources.list.d/*.list")):
        try:
            lines = open(path).read().splitlines()
        except OSError:
            continue
        for line in lines:
            match = re.match(r"deb\s+(?:\[[^]]*\]\s+)?(\S+)\s+\S+\s+.*\bmain\b", line)
            if match:
                yield match.group(1), KEY


for uri, key in mirrors():
    # Other archives (security, other vendors) do not have the suite.
    if uri.rstrip("/").endswith("/debian"):
        print(f"Types: deb deb-src\nURIs: {uri}\nSuites: {sys.argv[1]}\nComponents: main\nArchitectures: amd64 arm64\nSigned-By: {key}")
        break
else:
    sys.exit("no Debian mirror is configured in /etc/apt: the sources of the static waiter come from one")
