"""The cluster's name server: dns.py --kubeconfig FILE --listen ADDRESS

Answers for cluster.local from the Services and Endpoints of the API server, which it watches, as CoreDNS would (it is not in
Debian): Services, headless ones by their ready pods, named pods of a headless Service, ExternalName, SRV, pods by address.
Every other name does not exist: nothing here reaches the world. While the API server is away, answers stay what they were.
"""
import argparse
import base64
import http.client
import json
import os
import socket
import socketserver
import ssl
import struct
import sys
import tempfile
import threading
import time

A, CNAME, SOA, AAAA, SRV, ANY = 1, 5, 6, 28, 33, 255
NO_ERROR, FORMAT, NO_NAME, NOT_IMPLEMENTED = 0, 1, 3, 4
ZONE = ("cluster", "local")
# CoreDNS's own: long enough to matter to no test.
TTL = 5


class Mirror:
    """What the API server has of one resource, by (namespace, name)."""

    def __init__(self, api, path):
        self.api, self.path, self.objects, self.version = api, path, {}, None

    def run(self):
        while True:
            try:
                self.follow()
            except Exception as error:
                print(f"{self.path}: {error!r}: again in a second", flush=True)
                time.sleep(1)

    def follow(self):
        if self.version is None:
            answer = self.api.get(self.path)
            listing = json.loads(answer.read())
            self.objects = {self.key(item): item for item in listing["items"]}
            self.version = listing["metadata"]["resourceVersion"]
        watch = f"?watch=1&allowWatchBookmarks=true&timeoutSeconds=300&resourceVersion={self.version}"
        for line in self.api.get(self.path + watch):
            event = json.loads(line)
            item = event["object"]
            if event["type"] == "ERROR":
                # Mostly 410: what it asks for is gone, so everything anew.
                self.version = None
                raise RuntimeError(item.get("message"))
            self.version = item["metadata"]["resourceVersion"]
            if event["type"] == "DELETED":
                self.objects.pop(self.key(item), None)
            elif event["type"] != "BOOKMARK":
                self.objects[self.key(item)] = item

    @staticmethod
    def key(item):
        return item["metadata"]["namespace"], item["metadata"]["name"]


class API:
    def __init__(self, kubeconfig):
        import yaml

        config = yaml.safe_load(open(kubeconfig))
        cluster, user = config["clusters"][0]["cluster"], config["users"][0]["user"]
        self.host = cluster["server"].removeprefix("https://")
        self.context = ssl.create_default_context(cadata=base64.b64decode(cluster["certificate-authority-data"]).decode())
        # The ssl module takes keys from files only.
        with tempfile.NamedTemporaryFile() as file:
            file.write(base64.b64decode(user["client-certificate-data"]) + base64.b64decode(user["client-key-data"]))
            file.flush()
            self.context.load_cert_chain(file.name)

    def get(self, path):
        # A watch is ended by the server after 300 s at the latest; one that is silent for longer is dead.
        connection = http.client.HTTPSConnection(self.host, timeout=330, context=self.context)
        connection.request("GET", path)
        answer = connection.getresponse()
        if answer.status != 200:
            text = answer.read(300)
            connection.close()
            raise RuntimeError(f"{answer.status} {text!r}")
        return answer


class Names:
    """What a name leads to."""

    def __init__(self, services, endpoints):
        self.services, self.endpoints = services, endpoints

    def find(self, labels):
        """The records (type, value) of a name, None where there is no such name."""
        if labels[-2:] != ZONE:
            return None
        rest = labels[:-2]
        if not rest or rest == ("svc",) or rest == ("pod",):
            return []
        if len(rest) < 2:
            return None
        kind, namespace, name = rest[-1], rest[-2], rest[:-2]
        if kind == "pod" and len(name) == 1:
            try:
                return [(A, socket.inet_aton(name[0].replace("-", ".")))]
            except OSError:
                return None
        if kind != "svc":
            return None
        if not name:
            known = any(key[0] == namespace for key in list(self.services))
            return [] if known else None
        service = self.services.get((namespace, name[-1]))
        if service is None:
            return None
        return self.of_service(service, namespace, name[:-1])

    def of_service(self, service, namespace, before):
        spec, name = service["spec"], service["metadata"]["name"]
        if spec.get("type") == "ExternalName":
            return [(CNAME, tuple(spec["externalName"].rstrip(".").split(".")))] if not before else None
        headless = spec.get("clusterIP") == "None"
        subsets = (self.endpoints.get((namespace, name)) or {}).get("subsets") or []
        full = (name, namespace, "svc") + ZONE
        if len(before) == 2 and before[0].startswith("_") and before[1].startswith("_"):
            return self.ports(spec, subsets, before, full, headless) or None
        if len(before) == 1 and headless:
            found = [
                address["ip"]
                for subset in subsets
                for address in subset.get("addresses") or []
                if before[0] == self.host(address)
            ]
            return [(A, socket.inet_aton(ip)) for ip in found] or None
        if before:
            return None
        if not headless:
            return [(A, socket.inet_aton(spec["clusterIP"]))]
        found = {address["ip"] for subset in subsets for address in subset.get("addresses") or []}
        # A headless Service without a ready pod has no name yet: that is how its clients wait for it.
        return [(A, socket.inet_aton(ip)) for ip in sorted(found)] or None

    def ports(self, spec, subsets, before, full, headless):
        port, protocol = before[0][1:], before[1][1:]
        if not headless:
            return [
                (SRV, (entry["port"], full))
                for entry in spec.get("ports") or []
                if entry.get("name") == port and entry.get("protocol", "TCP").lower() == protocol
            ]
        return [
            (SRV, (entry["port"], (self.host(address),) + full))
            for subset in subsets
            for entry in subset.get("ports") or []
            if entry.get("name") == port and entry.get("protocol", "TCP").lower() == protocol
            for address in subset.get("addresses") or []
        ]

    @staticmethod
    def host(address):
        return address.get("hostname") or address["ip"].replace(".", "-")


def encode(labels):
    return b"".join(bytes([len(label)]) + label.encode() for label in labels) + b"\0"


def record(name, kind, data):
    return name + struct.pack("!HHIH", kind, 1, TTL, len(data)) + data


def answer(query, names, limit):
    """The answer to a query's bytes, in at most so many bytes; None where it is not even a query."""
    if len(query) < 12:
        return None
    identifier, flags, questions, _, _, additional = struct.unpack("!6H", query[:12])
    if flags & 0x8000:
        return None
    try:
        labels, at = [], 12
        while query[at]:
            if query[at] > 63:
                raise ValueError("a pointer in a question")
            labels.append(query[at + 1 : at + 1 + query[at]].decode("ascii").lower())
            at += 1 + query[at]
        kind, _ = struct.unpack("!HH", query[at + 1 : at + 5])
        question = query[12 : at + 5]
    except (IndexError, ValueError, struct.error):
        return struct.pack("!6H", identifier, 0x8080 | FORMAT, 0, 0, 0, 0)
    if additional and query[at + 5 : at + 8] == b"\0\0\x29":
        limit = max(limit, struct.unpack("!H", query[at + 8 : at + 10])[0])
    # Response, authoritative, recursion wished as asked for and available.
    flags = 0x8480 | flags & 0x0100
    if questions != 1:
        return struct.pack("!6H", identifier, flags | NOT_IMPLEMENTED, 0, 0, 0, 0)
    found = names.find(tuple(labels))
    records, name = [], b"\xc0\x0c"
    for key, value in found or []:
        if key == CNAME:
            records.append(record(name, CNAME, encode(value)))
            for inner, target in names.find(value) or []:
                if inner == A and kind in (A, ANY):
                    records.append(record(encode(value), A, target))
        elif key == SRV and kind in (SRV, ANY):
            records.append(record(name, SRV, struct.pack("!HHH", 0, 100, value[0]) + encode(value[1])))
        elif key == A and kind in (A, ANY):
            records.append(record(name, A, value))
    # Who asks in turn is not always given the same pod first.
    turn = identifier % len(records) if records else 0
    body = b"".join(records[turn:] + records[:turn]) if found and found[0][0] == A else b"".join(records)
    authority = b""
    if not records:
        zone = encode(ZONE)
        authority = record(zone, SOA, encode(("ns",) + ZONE) + encode(("root",) + ZONE) + struct.pack("!5I", 1, 7200, 1800, 86400, TTL))
    code = NO_NAME if found is None else NO_ERROR
    count = len(records)
    if 12 + len(question) + len(body) + len(authority) > limit:
        flags, count, body = flags | 0x0200, 0, b""
    return struct.pack("!6H", identifier, flags | code, 1, count, 1 if authority else 0, 0) + question + body + authority


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kubeconfig", required=True)
    parser.add_argument("--listen", required=True)
    parser.add_argument("--port", type=int, default=53)
    options = parser.parse_args()
    api = API(options.kubeconfig)
    services, endpoints = Mirror(api, "/api/v1/services"), Mirror(api, "/api/v1/endpoints")

    class Current(Names):
        # The mirrors' dictionaries are replaced at every listing.
        services = property(lambda self: services.objects)
        endpoints = property(lambda self: endpoints.objects)

        def __init__(self):
            pass

    names = Current()

    class UDP(socketserver.BaseRequestHandler):
        def handle(self):
            data, sock = self.request
            reply = answer(data, names, 512)
            if reply:
                sock.sendto(reply, self.client_address)

    class TCP(socketserver.BaseRequestHandler):
        def handle(self):
            self.request.settimeout(5)
            file = self.request.makefile("rwb")
            try:
                while len(size := file.read(2)) == 2:
                    reply = answer(file.read(struct.unpack("!H", size)[0]), names, 65535)
                    if not reply:
                        return
                    file.write(struct.pack("!H", len(reply)) + reply)
                    file.flush()
            except OSError:
                return

    socketserver.ThreadingTCPServer.allow_reuse_address = True
    socketserver.ThreadingTCPServer.daemon_threads = True
    # A burst of 500 pods that start together.
    socketserver.UDPServer.max_packet_size = 4096
    where = (options.listen, options.port)
    udp, tcp = socketserver.UDPServer(where, UDP), socketserver.ThreadingTCPServer(where, TCP)
    udp.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    for run in (services.run, endpoints.run, tcp.serve_forever):
        threading.Thread(target=run, daemon=True).start()
    print(f"answering on {options.listen}:{options.port}, process {os.getpid()}", flush=True)
    udp.serve_forever()


if __name__ == "__main__":
    sys.exit(main())
