#!/usr/bin/env python3
"""A business service whose first call goes through its sidecar, without any retry."""
import os, socket, sys, urllib.request

url = os.environ["UPSTREAM"]
try:
    with urllib.request.urlopen(url, timeout=2) as answer:
        print(f"through the sidecar: HTTP {answer.status}", flush=True)
except Exception as error:
    print(f"cannot start: {url}: {error}", file=sys.stderr, flush=True)
    sys.exit(1)
server = socket.create_server(("127.0.0.1", 28091))
while True:
    server.accept()[0].close()
