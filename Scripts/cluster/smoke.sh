#!/bin/bash
# Looks whether the clone's cluster does what tests need of it, and prints how long things take: smoke.sh
# A pod runs; a Service leads to it, by address from the machine and by name from a pod; logs and exec work; what a pod may
# not reach it does not reach. With KUBECONFIG set it asks that cluster, which has to have the image holdfast-test/busybox:1.
set -euo pipefail
. "$(dirname "$0")/common.sh"
[ -n "${KUBECONFIG:-}" ] || [ -f "$dir/kubeconfig" ] || fail "no cluster runs in $dir: Scripts/cluster/up.sh starts one"
export KUBECONFIG=${KUBECONFIG:-$dir/kubeconfig}
[ -x "$binaries/kubectl" ] && kubectl=$binaries/kubectl || kubectl=kubectl
space=holdfast-smoke-$$
k() { "$kubectl" --namespace "$space" "$@"; }
"$kubectl" create namespace "$space" >/dev/null
trap '"$kubectl" delete namespace "$space" --wait=false >/dev/null
    "$kubectl" delete customresourcedefinition "things.$space.dev" --ignore-not-found --wait=false >/dev/null' EXIT
bad=0
# check WHAT COMMAND...: repeated for half a minute, with the time it took.
check() {
    local what=$1 began end
    shift
    began=$(now)
    end=$((SECONDS + 30))
    until "$@" >/dev/null 2>&1; do
        if [ $SECONDS -ge $end ]; then
            printf '%-58s failed\n' "$what"
            bad=1
            return 0
        fi
        sleep 0.1
    done
    printf '%-58s %5s s\n' "$what" "$(since "$began")"
}
refused() { ! "$@"; }
k apply -f - >/dev/null <<'OBJECTS'
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - name: web
        image: holdfast-test/busybox:1
        command: [sh, -c, "echo started; mkdir /www; hostname >/www/index.html; exec httpd -f -p 8080 -h /www"]
        readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Service
metadata: {name: each}
spec: {clusterIP: None, selector: {app: web}, ports: [{name: http, port: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: client}
spec:
  terminationGracePeriodSeconds: 0
  containers: [{name: client, image: "holdfast-test/busybox:1", command: [sleep, "600"]}]
OBJECTS
check "two pods are ready" k rollout status deployment web --timeout 30s
check "the client runs" k wait --for condition=Ready pod/client --timeout 30s
from_pod() { k exec client -- "$@"; }
check "a Service by its name, from a pod" from_pod timeout 2 wget -q -O - http://web
check "by its full name" from_pod timeout 2 wget -q -O - "http://web.$space.svc.cluster.local"
check "a headless Service has the addresses of both pods" \
    from_pod sh -c 'test "$(nslookup each.'"$space"'.svc.cluster.local | grep -c "^Address.*10\.")" -ge 2'
check "a name that does not exist is refused at once" from_pod sh -c '! timeout 2 nslookup none.'"$space"'.svc.cluster.local'
check "the API server, from a pod" from_pod nc -w 2 kubernetes.default 443 -e true
check "a pod reaches itself through its Service" k exec deploy/web -- timeout 2 wget -q -O - http://web
check "logs" sh -c '"$@" | grep -q started' sh "$kubectl" --namespace "$space" logs deploy/web
# Once, a wrongly built API server died of these (cure-reflect2.py).
k apply -f - >/dev/null <<OBJECT
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.$space.dev}
spec:
  group: $space.dev
  scope: Namespaced
  names: {kind: Thing, plural: things}
  versions:
  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
OBJECT
check "a custom resource is served" k get things
labels=$(for i in $(seq 20); do printf 'l%s: v, ' "$i"; done)
things() {
    for i in $(seq 100); do
        printf -- '---\napiVersion: %s.dev/v1\nkind: Thing\nmetadata: {name: t%s, labels: {%s}}\n' "$space" "$i" "$labels"
    done | k apply -f -
}
check "a hundred custom objects with twenty labels each" things
check "and applied again, changed" eval 'labels="m: v, $labels"; things'
if node=$(init) && [ "$KUBECONFIG" = "$dir/kubeconfig" ]; then
    prefix=$(cat "$dir/prefix")
    address=$(k get service web -o 'jsonpath={.spec.clusterIP}')
    check "a Service by its address, from the machine" curl -sf -m 2 "http://$address"
    check "and from the API server's place" inside curl -sf -m 2 "http://$address"
    check "a pod does not reach the kubelet" from_pod sh -c "! nc -w 1 $prefix.255.2 10250 -e true"
    check "nor etcd" from_pod sh -c "! nc -w 1 $prefix.255.2 2379 -e true"
    check "nor the machine" from_pod sh -c "! ping -c 1 -W 1 $prefix.255.1"
    check "nor what lies behind it" from_pod sh -c '! nc -w 1 1.1.1.1 53 -e true'
    bash "$here/part.sh" status
fi
exit "$bad"
