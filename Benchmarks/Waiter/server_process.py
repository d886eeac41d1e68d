"""The dependencies: one process with a port for each of its arguments.

http:TIME    accepts from the start, answers 503 and from TIME (monotonic, ns) on 200
tcp:TIME     bound from the start, listens from TIME on
silent       accepts and never says a word
full         a queue that has no room: connecting takes for ever
tls:CERTIFICATE:KEY   HTTP 503 over TLS; /hold gets no answer

Prints its ports as JSON. When its standard input ends it prints, for each port, when it became ready and when it was
attempted (null where it cannot tell), and ends."""

import heapq
import json
import resource
import selectors
import socket
import ssl
import sys
import threading

from processes import now
from syn_socket import syn_socket

ANSWER = b"HTTP/1.1 %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
READY = ANSWER % b"200 OK"
NOT_READY = ANSWER % b"503 Service Unavailable"


class Server:
    """All ports in one event loop."""

    def __init__(self, host, specifications):
        self.host = host
        self.selector = selectors.DefaultSelector()
        self.ports = []
        self.ready = {}
        self.attempts = {}
        self.to_listen = []
        self.held = []
        for specification in specifications:
            kind, *values = specification.split(":")
            getattr(self, "open_" + kind)(*values)
        self.syn = syn_socket()
        if not self.syn:
            # Refused attempts are seen by nobody: no number rather than one of the others only.
            for _, port, _ in self.to_listen:
                del self.attempts[port]
        else:
            self.selector.register(self.syn, selectors.EVENT_READ, self.take_syns)

    def bind(self):
        listener = socket.socket()
        listener.bind((self.host, 0))
        listener.setblocking(False)
        port = listener.getsockname()[1]
        self.ports.append(port)
        self.attempts[port] = []
        return listener, port

    def open_http(self, time):
        listener, port = self.bind()
        listener.listen(4096)
        self.ready[port] = int(time)
        self.selector.register(listener, selectors.EVENT_READ, lambda: self.accept_http(listener, port))

    def open_tcp(self, time):
        # Bound and not listening: the port is taken, and connecting is refused.
        listener, port = self.bind()
        heapq.heappush(self.to_listen, (int(time), port, listener))

    def open_silent(self):
        listener, port = self.bind()
        listener.listen(4096)
        self.selector.register(listener, selectors.EVENT_READ, lambda: self.accept_and_keep(listener, port))

    def open_full(self):
        listener, port = self.bind()
        listener.listen(0)
        for _ in range(4):
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex((self.host, port))
            self.held.append(client)
        self.held.append(listener)

    def open_tls(self, certificate, key):
        listener, _ = self.bind()
        listener.setblocking(True)
        listener.listen(64)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        threading.Thread(target=self.serve_tls, args=(listener, context), daemon=True).start()

    def serve_tls(self, listener, context):
        while True:
            client, _ = listener.accept()
            try:
                client.settimeout(2)
                client = context.wrap_socket(client, server_side=True)
                if b" /hold " in client.recv(4096):
                    self.held.append(client)
                else:
                    client.sendall(NOT_READY)
                    client.close()
            except OSError:
                client.close()

    def listen_when_due(self):
        """Listens where it is time; returns for how many seconds nothing more is due, an hour at most."""
        while self.to_listen:
            time, port, listener = self.to_listen[0]
            if time > now():
                return min(3600, max(0, time - now()) / 1e9)
            heapq.heappop(self.to_listen)
            listener.listen(4096)
            self.ready[port] = now()
            self.selector.register(
                listener, selectors.EVENT_READ, lambda socket=listener, port=port: self.accept_and_keep(socket, port))
        return None

    def note(self, port):
        if not self.syn and port in self.attempts:
            self.attempts[port].append(now())

    def take_syns(self):
        try:
            while True:
                packet = self.syn.recv(64)
                start = (packet[0] & 15) * 4
                times = self.attempts.get(packet[start + 2] << 8 | packet[start + 3])
                if times is not None:
                    times.append(now())
        except BlockingIOError:
            pass

    def accept_http(self, listener, port):
        try:
            client, _ = listener.accept()
        except BlockingIOError:
            return
        self.note(port)
        client.setblocking(False)
        if not self.answer(client, port):
            self.selector.register(client, selectors.EVENT_READ, lambda: self.answer_later(client, port))

    def answer_later(self, client, port):
        self.selector.unregister(client)
        if not self.answer(client, port):
            client.close()

    def answer(self, client, port):
        """False while there is no request."""
        try:
            if client.recv(4096):
                client.send(READY if now() >= self.ready[port] else NOT_READY)
        except BlockingIOError:
            return False
        except OSError:
            pass
        client.close()
        return True

    def accept_and_keep(self, listener, port):
        try:
            client, _ = listener.accept()
        except BlockingIOError:
            return
        self.note(port)
        self.selector.register(client, selectors.EVENT_READ, lambda: self.discard(client))

    def discard(self, client):
        try:
            if client.recv(4096):
                return
        except OSError:
            pass
        self.selector.unregister(client)
        client.close()

    def run(self):
        """Serves until standard input ends."""
        stopped = []
        self.selector.register(sys.stdin, selectors.EVENT_READ, lambda: stopped.append(True))
        print(json.dumps(self.ports), flush=True)
        while not stopped:
            for key, _ in self.selector.select(self.listen_when_due()):
                key.data()
        print(json.dumps([
            {"ready": self.ready.get(port), "attempts": self.attempts.get(port)} for port in self.ports]), flush=True)


if __name__ == "__main__":
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    Server(sys.argv[1], sys.argv[2:]).run()
