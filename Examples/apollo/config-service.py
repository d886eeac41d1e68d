#!/usr/bin/env python3
"""A configuration service that listens at once and is ready only after a while, as Apollo's is: until then it answers 503."""
import json, os, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORT = int(os.environ.get("PORT", "16166"))
READY_AFTER = os.environ.get("READY_AFTER", "4")  # seconds, or "never"
BEGAN = time.monotonic()


def ready():
    return READY_AFTER != "never" and time.monotonic() - BEGAN >= float(READY_AFTER)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({"status": "UP" if ready() else "STARTING", "greeting": "hello from the configuration"})
        self.send_response(200 if ready() else 503)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *arguments):
        pass


print(f"configuration service listens on {PORT}, ready after {READY_AFTER}", flush=True)
ThreadingHTTPServer(("127.0.0.1", PORT), Handler).serve_forever()
