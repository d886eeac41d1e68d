#!/usr/bin/env python3
"""Times `holdfast inject`, `lint` and `plan` beside `kubectl create --dry-run=client` on one file of many Deployments.

All read the same file. inject and kubectl write every object; inject also plans, edits, and checks each edit by parsing
what it wrote and taking it back. For lint and plan every other Deployment waits in an init container's loop that
somebody wrote by hand, and the others by annotation. kubectl needs an API server for discovery: a stub on loopback answers that, and nothing else
is asked of it (--validate=false). With --kubeconfig it asks a real one, and validates as it does by default, which
takes it more than twenty times as long. Prints both times, both peaks of memory, and the ratio.
"""
import argparse, http.server, json, os, resource, subprocess, sys, tempfile, threading, time

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-{n}
  namespace: shop
  labels:
    app.kubernetes.io/name: shop-{n}   # one of many
spec:
  replicas: 2
  selector:
    matchLabels:
      app: shop-{n}
  template:
    metadata:
      labels:
        app: shop-{n}
      annotations:
        holdfast.dev/wait-for: http://apollo-configservice:8080/info#status=200, tcp://mysql-{n}:3306
    spec:
      serviceAccountName: shop
      containers:
      # the shop itself
      - name: app
        image: "registry.example.com/shop:{n}"
        command: ["/shop", "--listen", ":8080"]
        env:
        - name: JAVA_OPTS
          value: "-Xmx512m"
        - name: POD_NAME
          valueFrom:
            fieldRef: {{fieldPath: metadata.name}}
        ports:
        - name: http
          containerPort: 8080
        readinessProbe:
          httpGet: {{path: /ready, port: http}}
          periodSeconds: 5
        resources:
          requests: {{cpu: 100m, memory: 256Mi}}
          limits: {{memory: 512Mi}}
        volumeMounts:
        - name: config
          mountPath: /etc/shop
      volumes:
      - name: config
        configMap:
          name: shop-{n}
"""

WRITTEN = """\
      initContainers:
      - name: wait
        image: busybox:1.36
        command: [sh, -c, "until wget -qO- http://apollo-configservice:8080/info; do sleep 2; done"]
      containers:
"""


def deployment(n, command):
    text = DEPLOYMENT.format(n=n)
    if command == "inject" or n % 2:
        return text
    start = text.index("      annotations:\n        holdfast.dev")
    end = text.index("    spec:\n      serviceAccountName")
    return (text[:start] + text[end:]).replace("      containers:\n", WRITTEN, 1)


DISCOVERY = {
    "/api": {"kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": []},
    "/apis": {"kind": "APIGroupList", "apiVersion": "v1", "groups": [{
        "name": "apps", "versions": [{"groupVersion": "apps/v1", "version": "v1"}],
        "preferredVersion": {"groupVersion": "apps/v1", "version": "v1"}}]},
    "/api/v1": {"kind": "APIResourceList", "groupVersion": "v1", "resources": [
        {"name": "pods", "singularName": "pod", "namespaced": True, "kind": "Pod", "verbs": ["create", "get"]}]},
    "/apis/apps/v1": {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "apps/v1", "resources": [
        {"name": "deployments", "singularName": "deployment", "namespaced": True, "kind": "Deployment",
         "verbs": ["create", "get", "list"]}]},
}


class Discovery(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        answer = DISCOVERY.get(self.path.split("?")[0])
        body = json.dumps(answer or {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 404}).encode()
        self.send_response(200 if answer else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def measure(words, environment=None):
    """Seconds and peak resident bytes of one run."""
    with open(os.devnull, "wb") as sink, tempfile.TemporaryFile() as errors:
        start = time.monotonic()
        process = subprocess.Popen(words, stdout=sink, stderr=errors, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        if status != 0:
            errors.seek(0)
            sys.exit(f"{' '.join(words)} failed: {errors.read().decode()[-2000:]}")
    return seconds, usage.ru_maxrss * 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--holdfast", required=True)
    parser.add_argument("--commands", default="inject,lint,plan", help="which of holdfast's commands, with commas")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--kubeconfig", help="a real API server: kubectl then validates as it does by default")
    parser.add_argument("--runs", type=int, default=3, help="runs of each, taken in turn; the medians count")
    options = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Discovery)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        for command in options.commands.split(","):
            compare(command, options, folder, server.server_port)
    server.shutdown()


def compare(command, options, folder, port):
    path = os.path.join(folder, "many.yaml")
    with open(path, "w") as file:
        file.write("---\n".join(deployment(n, command) for n in range(options.count)))
    size = os.path.getsize(path)
    environment = dict(os.environ, HOME=folder, KUBECONFIG=os.devnull)
    # What kubectl writes is only written because inject writes too.
    output = ["-o", "yaml"] if command == "inject" else ["-o", "name"]
    kubectl = ["kubectl", "--server", f"http://127.0.0.1:{port}", "create", "--dry-run=client", "--validate=false",
               *output, "-f", path]
    if options.kubeconfig:
        environment["KUBECONFIG"] = options.kubeconfig
        kubectl = ["kubectl", "create", "--dry-run=client", *output, "-f", path]
    holdfast = [options.holdfast, command, path]
    if command == "lint":
        # It finds something, and that is no fault here.
        holdfast = [options.holdfast, "lint", "-o", "json", "--fail-on", "error", path]
    if command == "plan":
        holdfast = [options.holdfast, "plan", "-o", "json", path]
    runs = {"holdfast": [], "kubectl": []}
    for _ in range(options.runs):
        runs["holdfast"].append(measure(holdfast))
        runs["kubectl"].append(measure(kubectl, environment))
    print(f"{command}: {options.count} Deployments, {size / 1e6:.1f} MB, medians of {options.runs} runs taken in turn")
    medians = {}
    for name, results in runs.items():
        times = sorted(result[0] for result in results)
        memory = sorted(result[1] for result in results)[len(results) // 2]
        medians[name] = times[len(times) // 2]
        print(f"{name:9} {medians[name]:7.2f} s ({times[0]:.2f} to {times[-1]:.2f})   "
              f"{memory / 1e6:7.0f} MB peak, {memory / size:.1f} times the input")
    print(f"holdfast {command} is {medians['kubectl'] / medians['holdfast']:.1f} times as fast", flush=True)


main()
