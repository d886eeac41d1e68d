#!/usr/bin/env python3
"""A business service without any retry: it fails when its configuration or its registry is not ready."""
import json, os, sys, time, urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

PORT = int(os.environ.get("PORT", "18080"))
BEGAN = time.monotonic()
for name in ("CONFIG", "REGISTRY"):
    url = os.environ[name]
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            print(f"{name.lower()}: {json.load(answer).get('status')}", flush=True)
    except Exception as error:
        print(f"cannot start: {url}: {error}", file=sys.stderr, flush=True)
        sys.exit(1)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"open\n")

    def log_message(self, *arguments):
        pass


print(f"shop is open on {PORT}", flush=True)
HTTPServer(("127.0.0.1", PORT), Handler).serve_forever()
