/// A server in a few lines of Python: its port opens at one time, it answers 200 instead of 503 from another one on, and
/// perhaps it ends.
enum ServerProgram {
    /// Its arguments: the time at which the container began, the prefix of its files, port, listen, ready, end or `-`,
    /// status, the file that says that it is ready.
    static func text(_ place: RunPlace) -> String {
        """
        import os, signal, socket, sys, threading, time
        began, p, port, listen, ready, end, code, sign = sys.argv[1:]
        def clear(*_):
            for name in (p + ".listening", sign):
                try: os.remove(name)
                except OSError: pass
        now = \(place.pythonClock)
        def note(what):
            \(note(place))
        def stop(*_):
            clear()
            note("exited 143")
            os._exit(143)
        signal.signal(signal.SIGTERM, stop)
        def until(after):
            rest = float(began) + float(after) - now()
            if rest > 0: time.sleep(rest)
        is_ready = False
        def answer(c):
            try:
                c.settimeout(5)
                asked = c.recv(4096)
                if b"kube-probe" in asked: note("asked")
                if asked:
                    status = b"200 OK" if is_ready else b"503 Not Yet"
                    c.sendall(b"HTTP/1.1 " + status + b"\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\nok")
            except OSError: pass
            c.close()
        def serve():
            while True:
                c = s.accept()[0]
                threading.Thread(target=answer, args=(c,), daemon=True).start()
        until(listen)
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        s.bind(("\(place.address)", int(port)))
        is_ready = float(ready) <= float(listen)
        s.listen(64)
        open(p + ".listening", "w").close()
        threading.Thread(target=serve, daemon=True).start()
        until(ready)
        is_ready = True
        open(sign, "w").close()
        if end == "-":
            while True: time.sleep(1000)
        until(end)
        clear()
        if code == "0": open(p + ".done", "w").close()
        note("exited " + code)
        os._exit(int(code))
        """
    }

    /// What is written is short, and so in one piece.
    private static func note(_ place: RunPlace) -> String {
        if place.node == nil { return "pass" }
        return "open(\"log\", \"a\").write(\"%.3f %s %s\\n\" % (now(), p.replace(\".\", \"/\"), what))"
    }
}
