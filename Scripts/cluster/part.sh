#!/bin/bash
# Starts and stops the cluster's parts, one by one: part.sh start|stop|kill|restart PART..., part.sh status,
# part.sh slow PART [SECONDS [RUN:STOP]], part.sh pause|resume PART...
# Parts: etcd apiserver containerd controller-manager scheduler kubelet proxy dns.
# stop asks and, after ten seconds, kills; kill does so at once. slow lets a part run and stand still by turns (default 60
# seconds, 50 ms of each 300): a server that answers late, not one that is gone.
set -euo pipefail
. "$(dirname "$0")/common.sh"
as_root
action=${1:?start, stop, kill, restart, status, slow, pause or resume}
shift
node=$(init) || fail "no cluster runs in $dir: Scripts/cluster/up.sh starts one"
prefix=$(cat "$dir/prefix")

# The command of a part, in `command`.
define() {
    case $1 in
        etcd)
            command=(etcd --name holdfast --data-dir "$dir/etcd/data" --listen-client-urls http://127.0.0.1:2379
                --advertise-client-urls http://127.0.0.1:2379 --listen-peer-urls http://127.0.0.1:2380
                --initial-advertise-peer-urls http://127.0.0.1:2380 --initial-cluster holdfast=http://127.0.0.1:2380
                --quota-backend-bytes 1500000000)
            ;;
        apiserver)
            command=("$binaries/kube-apiserver" --etcd-servers http://127.0.0.1:2379 --bind-address 0.0.0.0 --secure-port 6443
                --insecure-port 0 --advertise-address "$prefix.255.2" --allow-privileged --authorization-mode Node,RBAC
                --enable-admission-plugins NodeRestriction --profiling=false
                --service-cluster-ip-range "$prefix.128.0/18" --client-ca-file "$dir/pki/ca.crt"
                --tls-cert-file "$dir/pki/apiserver.crt" --tls-private-key-file "$dir/pki/apiserver.key"
                --kubelet-certificate-authority "$dir/pki/ca.crt" --kubelet-client-certificate "$dir/pki/apiserver-kubelet.crt"
                --kubelet-client-key "$dir/pki/apiserver-kubelet.key" --kubelet-preferred-address-types InternalIP
                --service-account-issuer https://kubernetes.default.svc --service-account-key-file "$dir/pki/accounts.pub"
                --service-account-signing-key-file "$dir/pki/accounts.key")
            ;;
        containerd) command=(containerd --config "$dir/config/containerd.toml") ;;
        controller-manager)
            # --port 0: the plain port would serve without asking who it is. The limits of calls are the cluster's speed
            # where 500 pods are made at once.
            command=("$binaries/kube-controller-manager" --kubeconfig "$dir/pki/controller-manager" --leader-elect=false --port 0
                --use-service-account-credentials --service-account-private-key-file "$dir/pki/accounts.key"
                --root-ca-file "$dir/pki/ca.crt" --cluster-signing-cert-file "$dir/pki/ca.crt"
                --cluster-signing-key-file "$dir/pki/ca.key" --kube-api-qps 100 --kube-api-burst 200)
            ;;
        scheduler)
            command=("$binaries/kube-scheduler" --kubeconfig "$dir/pki/scheduler" --leader-elect=false --port 0)
            ;;
        kubelet)
            command=("$binaries/kubelet" --config "$dir/config/kubelet.yaml" --kubeconfig "$dir/pki/kubelet"
                --root-dir "$dir/kubelet" --hostname-override holdfast --node-ip "$prefix.255.2" --container-runtime remote
                --container-runtime-endpoint unix:///run/containerd/containerd.sock)
            ;;
        proxy) command=("$binaries/kube-proxy" --config "$dir/config/proxy.yaml") ;;
        dns) command=(python3 "$here/dns.py" --kubeconfig "$dir/pki/dns" --listen "$prefix.255.2") ;;
        *) fail "there is no part $1: ${parts[*]}" ;;
    esac
}
# The part's process as the namespace numbers it; nothing where it does not run.
process() {
    inside sh -c 'pid=$(cat /run/parts/$1 2>/dev/null) && kill -0 "$pid" 2>/dev/null &&
        [ "$(cut -c1-15 /proc/$pid/comm)" = "$2" ] && ! grep -q "^State:.Z" /proc/$pid/status && echo $pid' sh "$1" "$(basename "${command[0]}" | cut -c1-15)"
}
start() {
    define "$1"
    process "$1" >/dev/null && return
    # In the background of a shell that ends at once: the node's first process inherits it, so that it does not go with
    # this script. No descriptor of ours or of who called us goes along: a lock would be held for as long as the part runs,
    # and whoever waits for the end of a pipe would wait as long (Foundation's Process does).
    inside bash -c 'name=$1 log=$2; shift 2
        for fd in /proc/self/fd/*; do fd=${fd##*/}; [ "$fd" -le 2 ] || eval "exec $fd>&-"; done
        setsid nohup "$@" >>"$log" 2>&1 </dev/null & echo $! >/run/parts/$name' bash "$1" "$dir/logs/$1.log" "${command[@]}"
}
# end PART SIGNAL
end() {
    define "$1"
    local pid
    pid=$(process "$1") || return 0
    inside kill -CONT "$pid"
    inside kill "-$2" "$pid"
    local limit=$((SECONDS + 10))
    while [ $SECONDS -lt $limit ]; do
        process "$1" >/dev/null || return 0
        sleep 0.1
    done
    inside kill -KILL "$pid" 2>/dev/null || true
    # A killed process takes its time on a busy machine, and a start that found it would start nothing.
    while process "$1" >/dev/null; do sleep 0.1; done
}
# signal PART SIGNAL
signal() {
    define "$1"
    local pid
    pid=$(process "$1") || fail "$1 does not run"
    inside kill "-$2" "$pid"
}
slow() {
    local part=$1 seconds=${2:-60} rhythm=${3:-0.05:0.25}
    define "$part"
    # Not local: the trap runs when this function is over.
    pid=$(process "$part") || fail "$part does not run"
    # Whatever ends this: a part that is left standing would look like a dead cluster.
    trap 'inside kill -CONT "$pid" 2>/dev/null || true' EXIT
    trap 'exit 130' INT TERM
    inside bash -c 'pid=$1 end=$((SECONDS + $2)); while [ $SECONDS -lt $end ]; do
        kill -STOP $pid && sleep $4 && kill -CONT $pid && sleep $3 || exit 0; done' \
        bash "$pid" "$seconds" "${rhythm%:*}" "${rhythm#*:}"
}
case $action in
    start) for part in "$@"; do start "$part"; done ;;
    stop) for part in "$@"; do end "$part" TERM; done ;;
    kill) for part in "$@"; do end "$part" KILL; done ;;
    restart) for part in "$@"; do end "$part" TERM && start "$part"; done ;;
    pause) for part in "$@"; do signal "$part" STOP; done ;;
    resume) for part in "$@"; do signal "$part" CONT; done ;;
    slow) slow "$@" ;;
    status)
        for part in "${parts[@]}"; do
            define "$part"
            if pid=$(process "$part"); then
                printf '%-20s runs, %s\n' "$part" "$(inside awk '/^VmRSS/ { printf "%d MB", $2 / 1024 }' "/proc/$pid/status")"
            else
                printf '%-20s does not run: %s\n' "$part" "$dir/logs/$part.log"
            fi
        done
        ;;
    *) fail "part.sh start|stop|kill|restart|pause|resume PART..., part.sh status, part.sh slow PART [SECONDS [RUN:STOP]]" ;;
esac
