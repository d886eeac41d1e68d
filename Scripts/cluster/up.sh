#!/bin/bash
# Brings up a whole Kubernetes 1.20 of one node on this machine, from Debian's packages alone: up.sh
# It prints how long that took and the kubeconfig's path. A cluster that runs already stays as it is; parts that are missing
# are started. Everything runs in namespaces of its own, so neither ports nor rules nor mounts of the machine are touched:
# what the machine gets is one interface (holdfast0) with a route, a cgroup and a directory, and down.sh takes them back.
# HOLDFAST_CLUSTER_DIR: where its state lies, for clones that want to share one (default: a directory for each clone under
# /var/tmp/holdfast-cluster). HOLDFAST_CLUSTER_PODS: how many pods the node takes (250).
set -euo pipefail
. "$(dirname "$0")/common.sh"
as_root
case $dir in
    /var/lib | /var/lib/* | /var/log | /var/log/* | /run | /run/*)
        fail "HOLDFAST_CLUSTER_DIR may not be $dir: the node has mounts of its own in /var/lib, /var/log and /run"
        ;;
    /*) ;;
    *) fail "HOLDFAST_CLUSTER_DIR has to be an absolute path, not $dir" ;;
esac
[ -d /sys/fs/cgroup/memory ] || fail "this machine has no cgroup v1 (/sys/fs/cgroup/memory), which this cluster is written for"
bash "$clone/Scripts/need.sh" etcd=etcd-server containerd=containerd runc=runc /usr/lib/cni/bridge=containernetworking-plugins \
    iptables=iptables conntrack=conntrack ip=iproute2 busybox=busybox-static openssl=openssl unshare=util-linux nsenter=util-linux \
    flock=util-linux python3=python3 pgrep=procps sysctl=procps mount=mount socat=socat
python3 -c 'import yaml' 2>/dev/null || bash "$clone/Scripts/need.sh" /usr/lib/python3/dist-packages/yaml/__init__.py=python3-yaml
bash "$here/build.sh" >/dev/null
mkdir -p "$clusters" "$(dirname "$dir")"
exec 9>"$dir.lock"
flock -n 9 || { say "another up.sh or down.sh is at work on $dir: waiting for it" && flock 9; }
# The archives come first: they take time only where they are not there yet, and that is not the cluster's.
bash "$here/images.sh" --build-only pause busybox 9>&-
started=$(now) what='the cluster is up'
if ! node=$(init) || [ ! -f "$dir/env" ]; then
    # What a machine that went down, or an up.sh that was killed before it had written all, has left.
    HOLDFAST_CLUSTER_LOCKED=1 bash "$here/down.sh"
    mkdir -p "$dir/logs" "$dir/config"
    # Its file system's inside is root's business; the path to the kubeconfig is not.
    chmod 755 "$dir"
    setsid unshare --mount --net --pid --ipc --uts --fork --propagation private -- bash "$here/node.sh" "$dir" \
        </dev/null >"$dir/logs/node.log" 2>&1 9>&- &
    outer=$!
    for _ in $(seq 100); do
        [ -f "$dir/mounted" ] && break
        sleep 0.05
    done
    if ! node=$(pgrep -P "$outer") || [ ! -f "$dir/mounted" ]; then
        cat "$dir/logs/node.log" >&2
        fail "the node's first process did not come up"
    fi
    echo "$node" >"$dir/init.pid"
    # Which addresses are free has to be found and taken in one go.
    (
        flock 8
        for number in $(seq 0 9); do
            prefix=10.$((210 + number))
            ip link show "holdfast$number" >/dev/null 2>&1 && continue
            [ -z "$(ip -4 route show root "$prefix.0.0/16")" ] || continue
            ip link add "holdfast$number" type veth peer name node netns "$node"
            ip addr add "$prefix.255.1/30" dev "holdfast$number"
            ip link set "holdfast$number" up
            ip route add "$prefix.0.0/16" via "$prefix.255.2"
            echo "$prefix" >"$dir/prefix"
            echo "holdfast$number" >"$dir/name"
            exit 0
        done
        fail "ten clusters run on this machine, or its networks leave no room from 10.210.0.0/16 to 10.219.0.0/16"
    ) 8>"$clusters/.addresses.lock"
    # In each hierarchy of cgroup v1, as the kubelet expects of its root; a new one's cpuset is empty.
    name=$(cat "$dir/name")
    for controller in /sys/fs/cgroup/*/; do
        [ -e "$controller/cgroup.procs" ] || continue
        mkdir -p "$controller/$name"
        for file in cpuset.cpus cpuset.mems; do
            [ ! -e "$controller/$file" ] || cat "$controller/$file" >"$controller/$name/$file"
        done
    done
    inside bash "$here/network.sh" "$(cat "$dir/prefix")"
    bash "$here/pki.sh" "$dir" "$(cat "$dir/prefix")"
    bash "$here/configure.sh" "$dir" "$(cat "$dir/prefix")" "/$name"
    printf 'export KUBECONFIG=%q HOLDFAST_CLUSTER_DIR=%q\n' "$dir/kubeconfig" "$dir" >"$dir/env"
else
    what='the cluster was up already, and answers'
fi
# until_true SECONDS WHAT COMMAND...
until_true() {
    local seconds=$1 what=$2 end
    shift 2
    end=$((SECONDS + seconds))
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || { bash "$here/part.sh" status >&2 && fail "no $what within $seconds s; logs: $dir/logs"; }
        sleep 0.2
    done
}
bash "$here/part.sh" start etcd containerd apiserver
until_true 30 "answer from containerd" inside ctr -a /run/containerd/containerd.sock version
bash "$here/images.sh" pause busybox >/dev/null
until_true 120 "answer from the API server" kubectl get --raw /readyz
bash "$here/part.sh" start controller-manager scheduler kubelet proxy dns
ready() { [ "$(kubectl get node holdfast -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')" = True ]; }
until_true 120 "node that is Ready" ready
until_true 60 "service account in the namespace default" kubectl -n default get serviceaccount default
until_true 60 "answer from the name server" inside busybox nslookup kubernetes.default.svc.cluster.local "$(cat "$dir/prefix").255.2"
say "$what after $(since "$started") s: Kubernetes 1.20.2, node $(cat "$dir/prefix").255.2, state in $dir"
say "source $dir/env"
echo "$dir/kubeconfig"
