# Sourced by the scripts beside it: where a cluster's things lie, and how to reach into its namespaces.
# A cluster belongs to a clone (HOLDFAST_CLUSTER_DIR names another place, so that clones can share one); two of them on one
# machine have nothing in common: namespaces, addresses, cgroups and directories are each one's own.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
clone=$(cd "$here/../.." && pwd -P)
cache=${HOLDFAST_CLUSTER_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/holdfast}
# The number after the version counts how they are built: with another one, what earlier builds have left is not used.
binaries=$cache/kubernetes-1.20.2-2
clusters=/var/tmp/holdfast-cluster
dir=${HOLDFAST_CLUSTER_DIR:-$clusters/$(basename "$clone")-$(printf %s "$clone" | sha256sum | cut -c1-8)}
parts=(etcd apiserver containerd controller-manager scheduler kubelet proxy dns)

say() { printf '%s\n' "$*" >&2; }
fail() {
    say "$@"
    exit 1
}
as_root() { [ "$(id -u)" = 0 ] || fail "a cluster needs root (namespaces, cgroups, mounts): run it with sudo"; }
# Seconds since a time that `now` gave, with one decimal.
now() { date +%s%N; }
since() { awk -v from="$1" -v to="$(now)" 'BEGIN { printf "%.1f", (to - from) / 1e9 }'; }

# The cluster's first process as the machine numbers it; nothing where it does not run. A number alone is no proof, since
# numbers come again: the command line has to name this directory. An up.sh that was killed early has left no number.
init() {
    local pid
    pid=$(cat "$dir/init.pid" 2>/dev/null) ||
        pid=$(pgrep -of "^bash [^ ]*/node\.sh $(sed 's/[][\.*^$+?(){}|]/\\&/g' <<<"$dir")\$") || return 1
    { tr '\0' ' ' <"/proc/$pid/cmdline"; } 2>/dev/null | grep -qF "node.sh $dir " || return 1
    echo "$pid"
}
# Runs something inside. `--` first: what follows may have options of its own.
inside() { nsenter --target "${node:?}" --mount --net --pid --ipc --uts -- "$@"; }
kubectl() { "$binaries/kubectl" --kubeconfig "$dir/kubeconfig" "$@"; }
