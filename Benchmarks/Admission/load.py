#!/usr/bin/env python3
"""Asks a webhook as API servers do: so many reviews a second, whether it keeps up or not, over kept TLS connections.

Open loop: a review is due at its time, and its latency counts from then on; a server that falls behind is not given a
rest. Prints what the client saw, what the server measured (/metrics) and its memory before and after.

    python3 Benchmarks/Admission/load.py --server Controller/.build/release/benchmark-admission
    python3 Benchmarks/Admission/load.py --port 8443 --http-port 8080     # one that runs already
"""
import argparse
import asyncio
import collections
import json
import pathlib
import re
import ssl
import subprocess
import tempfile
import time
import urllib.request


def pod(declares, size, index):
    """A pod with as many environment variables as make its review so long."""
    annotations = {"app.example/owner": "team"}
    if declares:
        annotations["holdfast.dev/wait-for"] = "tcp://postgres:5432, http://config:8080/health#status=200"
        annotations["holdfast.dev/startup"] = (
            "containers:\n  app: {dependsOn: {proxy: ready}}\n  proxy: {ready: 'http://localhost:15021/healthz#status=200'}\n"
        )
    container = lambda name: {
        "name": name, "image": f"registry.example/{name}:1.2.3", "command": ["/bin/" + name], "args": ["--serve"],
        "ports": [{"containerPort": 8080}], "resources": {"limits": {"memory": "128Mi"}}, "env": [],
    }
    app, proxy = container("app"), container("proxy")
    review = {
        "kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1",
        "request": {
            "uid": f"705ab4f5-6393-11e8-b7cc-{index:012d}", "kind": {"group": "", "version": "v1", "kind": "Pod"},
            "resource": {"group": "", "version": "v1", "resource": "pods"}, "namespace": "shop", "operation": "CREATE",
            "userInfo": {"username": "system:serviceaccount:kube-system:replicaset-controller"}, "dryRun": False,
            "object": {
                "apiVersion": "v1", "kind": "Pod",
                "metadata": {"generateName": "shop-5d9c8-", "namespace": "shop", "annotations": annotations,
                             "labels": {"app": "shop"}},
                "spec": {"containers": [app, proxy], "serviceAccountName": "default"},
            },
        },
    }
    short = len(json.dumps(review))
    number = 0
    while short < size:
        variable = {"name": f"SETTING_{number}", "value": f"value of setting number {number}, as charts have them"}
        app["env"].append(variable)
        short += len(json.dumps(variable)) + 2
        number += 1
    return json.dumps(review).encode()


class Tally:
    def __init__(self):
        self.latencies, self.errors = [], collections.Counter()
        self.patched = 0


async def connection(args, context, queue, tally):
    reader = writer = None
    while True:
        item = await queue.get()
        if item is None:
            break
        due, body = item
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection(
                    args.host, args.port, ssl=context, server_hostname=args.name)
            writer.write(b"POST /mutate?timeout=5s HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
                         b"content-length: %d\r\n\r\n" % len(body) + body)
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
            length = int(re.search(rb"(?i)content-length: (\d+)", head).group(1))
            answer = await reader.readexactly(length)
            if head.split()[1] != b"200":
                tally.errors[head.split()[1].decode()] += 1
            elif b'"patch"' in answer:
                tally.patched += 1
            tally.latencies.append(time.perf_counter() - due)
            if b"connection: close" in head.lower():
                writer.close()
                writer = None
        except Exception as error:
            tally.errors[type(error).__name__] += 1
            if writer:
                writer.close()
            writer = None
    if writer:
        writer.close()


async def load(args, context):
    tally, queue = Tally(), asyncio.Queue()
    tasks = [asyncio.create_task(connection(args, context, queue, tally)) for _ in range(args.connections)]
    bodies = [pod(not args.plain, args.size, index) for index in range(16)]
    start = time.perf_counter()
    for index in range(int(args.rate * args.seconds)):
        due = start + index / args.rate
        wait = due - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        queue.put_nowait((due, bodies[index % len(bodies)]))
    for _ in tasks:
        queue.put_nowait(None)
    await asyncio.gather(*tasks)
    return tally, len(bodies[0])


def metrics(args):
    with urllib.request.urlopen(f"http://{args.host}:{args.http_port}/metrics", timeout=5) as page:
        text = page.read().decode()
    values = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            name, value = line.rsplit(" ", 1)
            values[name] = float(value)
    return values


def quantile(before, after, name, part):
    """Prometheus' histogram_quantile: the bucket in which it is, and linear within."""
    buckets = []
    for key, value in after.items():
        match = re.match(re.escape(name) + r'_bucket\{le="([^"]+)",webhook="mutate"\}|' + re.escape(name)
                         + r'_bucket\{webhook="mutate",le="([^"]+)"\}', key)
        if match:
            bound = match.group(1) or match.group(2)
            buckets.append((float("inf") if bound == "+Inf" else float(bound), value - before.get(key, 0)))
    buckets.sort()
    total = buckets[-1][1] if buckets else 0
    if not total:
        return float("nan")
    rank, low, below = part * total, 0, 0
    for bound, count in buckets:
        if count >= rank:
            return low if bound == float("inf") else low + (bound - low) * (rank - below) / max(count - below, 1)
        low, below = bound, count
    return low


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", help="start this one, with a certificate of its own")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=18443)
    parser.add_argument("--http-port", type=int, default=18080)
    parser.add_argument("--name", default="holdfast-controller.holdfast-system.svc")
    parser.add_argument("--rate", type=float, default=500)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--plain", action="store_true", help="pods that declare nothing")
    args = parser.parse_args()
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    server = None
    with tempfile.TemporaryDirectory() as folder:
        try:
            if args.server:
                key, certificate = pathlib.Path(folder, "tls.key"), pathlib.Path(folder, "tls.crt")
                subprocess.run(
                    ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                     "-keyout", key, "-out", certificate, "-days", "1", "-subj", "/CN=" + args.name],
                    check=True, capture_output=True)
                server = subprocess.Popen(
                    [args.server, str(args.port), str(args.http_port), certificate, key], stderr=subprocess.DEVNULL)
                for _ in range(100):
                    try:
                        metrics(args)
                        break
                    except OSError:
                        time.sleep(0.05)
            before = metrics(args)
            tally, size = asyncio.run(load(args, context))
            after = metrics(args)
        finally:
            if server:
                server.terminate()
                server.wait()
    latencies = sorted(tally.latencies) or [float("nan")]
    at = lambda part: latencies[min(len(latencies) - 1, int(part * len(latencies)))] * 1e3
    print(f"{len(tally.latencies)} reviews of {size} bytes at {args.rate:g}/s, {args.connections} connections, "
          f"{tally.patched} patched, errors {dict(tally.errors)}")
    print(f"client   p50 {at(.5):.2f} ms   p99 {at(.99):.2f} ms   max {latencies[-1] * 1e3:.2f} ms")
    for label, name in (("server", "holdfast_admission_duration_seconds"), ("compute", "holdfast_admission_compute_seconds")):
        p50, p99 = (quantile(before, after, name, part) * 1e3 for part in (.5, .99))
        key = name + '_%s{webhook="mutate"}'
        count = after[key % "count"] - before.get(key % "count", 0)
        mean = (after[key % "sum"] - before.get(key % "sum", 0)) / max(count, 1) * 1e3
        print(f"{label:8} p50 {p50:.2f} ms   p99 {p99:.2f} ms   mean {mean:.2f} ms   n {count:.0f}")
    resident = "process_resident_memory_bytes"
    print(f"memory   before {before[resident] / 2**20:.1f} MB   after {after[resident] / 2**20:.1f} MB")


if __name__ == "__main__":
    main()
