"""Tests of the cluster's name server, without a cluster: python3 Scripts/cluster/test-dns.py"""
import socket
import struct
import unittest

from dns import A, AAAA, CNAME, SRV, Names, answer, encode


def service(name, **spec):
    return {"metadata": {"namespace": "shop", "name": name}, "spec": spec}


def address(ip, **more):
    return {"ip": ip, **more}


PORTS = [{"name": "http", "port": 80}]
SERVICES = [
    service("web", clusterIP="10.0.128.9", ports=PORTS),
    service("db", clusterIP="None", ports=PORTS),
    service("cold", clusterIP="None"),
    service("far", type="ExternalName", externalName="web.shop.svc.cluster.local."),
    service("many", clusterIP="None"),
]
SUBSETS = {
    "db": [{
        "addresses": [address("10.0.0.2", hostname="db-0"), address("10.0.0.3")],
        "notReadyAddresses": [address("10.0.0.4", hostname="db-2")],
        "ports": [{"name": "http", "port": 8080}],
    }],
    "cold": [{"notReadyAddresses": [address("10.0.0.5")]}],
    "many": [{"addresses": [address(f"10.0.1.{i}") for i in range(1, 101)]}],
}
NAMES = Names.__new__(Names)
NAMES.services = {("shop", s["metadata"]["name"]): s for s in SERVICES}
NAMES.endpoints = {("shop", name): {"subsets": subsets} for name, subsets in SUBSETS.items()}


def query(name, kind=A, more=b"", identifier=0):
    return struct.pack("!6H", identifier, 0x0100, 1, 0, 0, 1 if more else 0) + encode(name.split(".")) + struct.pack("!HH", kind, 1) + more


def parts(reply):
    _, flags, _, count, authority, _ = struct.unpack("!6H", reply[:12])
    return flags & 15, bool(flags & 0x0200), count, authority


class Finding(unittest.TestCase):
    def ips(self, name):
        found = NAMES.find(tuple(name.split(".")))
        return found if found is None else [socket.inet_ntoa(value) for kind, value in found if kind == A]

    def test_addresses(self):
        for name, expected in [
            ("web.shop.svc.cluster.local", ["10.0.128.9"]),
            ("db.shop.svc.cluster.local", ["10.0.0.2", "10.0.0.3"]),
            ("db-0.db.shop.svc.cluster.local", ["10.0.0.2"]),
            ("10-0-0-3.db.shop.svc.cluster.local", ["10.0.0.3"]),
            # Not ready: no name yet.
            ("db-2.db.shop.svc.cluster.local", None),
            ("cold.shop.svc.cluster.local", None),
            ("none.shop.svc.cluster.local", None),
            ("web.other.svc.cluster.local", None),
            ("pod.web.shop.svc.cluster.local", None),
            ("a.b.db.shop.svc.cluster.local", None),
            ("10-0-0-9.shop.pod.cluster.local", ["10.0.0.9"]),
            ("x.shop.pod.cluster.local", None),
            # There, but with nothing to tell.
            ("shop.svc.cluster.local", []),
            ("other.svc.cluster.local", None),
            ("svc.cluster.local", []),
            ("cluster.local", []),
            ("web.cluster.local", None),
            ("local", None),
            ("example.org", None),
        ]:
            with self.subTest(name):
                self.assertEqual(self.ips(name), expected)

    def test_others(self):
        web = ("web", "shop", "svc", "cluster", "local")
        self.assertEqual(NAMES.find(("far",) + web[1:]), [(CNAME, web)])
        self.assertEqual(NAMES.find(("_http", "_tcp") + web), [(SRV, (80, web))])
        db = ("db",) + web[1:]
        self.assertEqual(NAMES.find(("_http", "_tcp") + db), [(SRV, (8080, ("db-0",) + db)), (SRV, (8080, ("10-0-0-3",) + db))])
        self.assertIsNone(NAMES.find(("_http", "_udp") + web))


class Answering(unittest.TestCase):
    def test_codes(self):
        for name, kind, expected in [
            ("web.shop.svc.cluster.local", A, (0, False, 1, 0)),
            ("WEB.Shop.svc.cluster.local", A, (0, False, 1, 0)),
            # No address of that kind is not the same as no such name: resolvers would give up on the other kind, too.
            ("web.shop.svc.cluster.local", AAAA, (0, False, 0, 1)),
            ("none.shop.svc.cluster.local", A, (3, False, 0, 1)),
            ("far.shop.svc.cluster.local", A, (0, False, 2, 0)),
            ("_http._tcp.db.shop.svc.cluster.local", SRV, (0, False, 2, 0)),
        ]:
            with self.subTest(name=name, kind=kind):
                self.assertEqual(parts(answer(query(name, kind), NAMES, 512)), expected)

    def test_long_answers_are_cut_unless_there_is_room(self):
        many = "many.shop.svc.cluster.local"
        self.assertEqual(parts(answer(query(many), NAMES, 512)), (0, True, 0, 0))
        self.assertEqual(parts(answer(query(many), NAMES, 65535)), (0, False, 100, 0))
        room = b"\0\0\x29" + struct.pack("!HIH", 4096, 0, 0)
        self.assertEqual(parts(answer(query(many, more=room), NAMES, 512)), (0, False, 100, 0))

    def test_the_first_address_takes_turns(self):
        first = {answer(query("db.shop.svc.cluster.local", identifier=i), NAMES, 512)[2:][-20:-16] for i in range(2)}
        self.assertEqual(len(first), 2)

    def test_what_is_no_query(self):
        whole = query("web.shop.svc.cluster.local")
        self.assertIsNone(answer(b"", NAMES, 512))
        self.assertIsNone(answer(b"\0\0\x80" + whole[3:], NAMES, 512))
        for end in range(12, len(whole)):
            self.assertEqual(parts(answer(whole[:end], NAMES, 512))[0], 1, end)
        self.assertEqual(parts(answer(whole[:12] + b"\xc0\x0c\0\x01\0\x01", NAMES, 512))[0], 1)


if __name__ == "__main__":
    unittest.main()
