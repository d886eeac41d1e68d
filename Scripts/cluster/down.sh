#!/bin/bash
# Ends the clone's cluster and removes all it has: processes, containers, mounts, network, cgroups, state: down.sh
# The images' archives and Kubernetes' programs stay in the cache.
set -euo pipefail
. "$(dirname "$0")/common.sh"
as_root
[ -e "$dir" ] || exit 0
if [ -z "${HOLDFAST_CLUSTER_LOCKED:-}" ]; then
    exec 9>"$dir.lock"
    flock 9
fi
started=$(now)
# Only what is a cluster's directory is removed as a whole.
if [ ! -e "$dir/logs" ] && [ -n "$(ls -A "$dir")" ]; then fail "$dir is no cluster's directory: nothing is removed"; fi
if node=$(init); then
    # The kernel kills whatever lives in a process namespace whose first process ends. Mounts go with the last of them, and
    # the machine's end of the link goes with its peer.
    kill -KILL "$node"
    for _ in $(seq 300); do
        init >/dev/null || break
        sleep 0.1
    done
fi
name=$(cat "$dir/name" 2>/dev/null) || name=
if [ -n "$name" ]; then
    ip link delete "$name" 2>/dev/null || true
    for _ in $(seq 100); do
        find /sys/fs/cgroup -mindepth 3 -depth -type d -path "/sys/fs/cgroup/*/$name/*" -exec rmdir {} + 2>/dev/null || true
        find /sys/fs/cgroup -mindepth 2 -maxdepth 2 -name "$name" -exec rmdir {} + 2>/dev/null || true
        [ -n "$(find /sys/fs/cgroup -mindepth 2 -maxdepth 2 -name "$name")" ] || break
        # Their processes are dead, but not gone yet.
        sleep 0.1
    done
fi
rm -rf --one-file-system "$dir"
[ -n "${HOLDFAST_CLUSTER_LOCKED:-}" ] || say "the cluster in $dir is gone, after $(since "$started") s"
