/// What runs in the tests' containers. Each says its first line at once: that line's time is the release.
package enum Programs {
    /// Listens at once and answers 503 until it is ready, as Apollo's does.
    package static let configService = """
        import os, threading, time
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
        after = os.environ["READY_AFTER"]
        began = time.monotonic()
        def ready():
            return after != "never" and time.monotonic() - began >= float(after)
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200 if ready() else 503)
                self.send_header("Content-Length", "3")
                self.end_headers()
                self.wfile.write(b"ok\\n")
            def log_message(self, *arguments):
                pass
        print("configuration service listens, ready after", after, flush=True)
        class Server(ThreadingHTTPServer):
            request_queue_size = 256
        Server(("", 6166), Handler).serve_forever()
        """

    /// Asks the Service as a client does, twenty times a second, and says when it answered for the first time. The
    /// dependency's own log would not do: until its endpoint is published nobody can reach it. Each question is asked by
    /// a thread of its own, for where a Service without endpoints drops packets one question takes a second.
    package static let witness = """
        import threading, time, urllib.request
        answered = threading.Event()
        def ask():
            try:
                urllib.request.urlopen("http://apollo-configservice:6166/info", timeout=1).read()
                answered.set()
            except Exception:
                pass
        while not answered.is_set():
            threading.Thread(target=ask, daemon=True).start()
            answered.wait(0.05)
        print("reachable", flush=True)
        time.sleep(1000000)
        """

    /// A business service without any retry.
    package static let shop = """
        echo "shop starts"
        timeout 2 wget -q -O /dev/null http://apollo-configservice:6166/info || { echo "cannot start: no configuration" >&2; exit 1; }
        mkdir -p /tmp/www
        echo open >/tmp/www/index.html
        echo "shop is open"
        exec httpd -f -p 8080 -h /tmp/www
        """

    /// istio-proxy's stand-in: 15021 is there when its control plane, here the configuration service, has answered.
    package static let proxy = """
        until timeout 2 wget -q -O /dev/null http://apollo-configservice:6166/info; do sleep 0.5; done
        mkdir -p /tmp/www/healthz
        echo ready >/tmp/www/healthz/ready
        exec httpd -f -p 15021 -h /tmp/www
        """

    /// `pilot-agent wait` with its defaults: every 500 ms for 60 s, then 255.
    package static let pilotAgent = """
        #!/bin/sh
        tries=120
        while [ "$tries" -gt 0 ]; do
            sleep 0.5
            timeout 1 wget -q -O /dev/null http://localhost:15021/healthz/ready && exit 0
            tries=$((tries - 1))
        done
        exit 255
        """
}
