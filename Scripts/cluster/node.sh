#!/bin/bash
# The node's first process, in mount, network, process and other namespaces of its own: node.sh DIRECTORY
# Whatever runs in the cluster is this one's descendant: when it ends, so does all, and the kernel removes mounts, interfaces
# and rules. It has two duties: to make the mounts, and to reap what loses its parent (shims, parts).
set -euo pipefail
dir=$1
mount -t proc proc /proc
# The kubelet sets these for the whole machine unless they have its values. The machine is not ours: it reads them from files.
mkdir -p "$dir/kernel"
while read -r name value; do
    [ -e "/proc/sys/$name" ] || continue
    echo "$value" >"$dir/kernel/${name//\//-}"
    mount --bind "$dir/kernel/${name//\//-}" "/proc/sys/$name"
done <<'VALUES'
vm/overcommit_memory 1
vm/panic_on_oom 0
kernel/panic 10
kernel/panic_on_oops 1
kernel/keys/root_maxkeys 1000000
kernel/keys/root_maxbytes 25000000
VALUES
# Paths that programs have built in (the shims' sockets, CNI's cache, pods' logs, iptables' lock), over those of the machine.
mkdir -p "$dir/lib" "$dir/log" "$dir/kubelet" "$dir/etcd"
mount --bind "$dir/lib" /var/lib
mount --bind "$dir/log" /var/log
mount -t tmpfs -o mode=755 run /run
mkdir -p /run/lock
# etcd waits for the disk at every write: on a machine where others build, leases would run out.
mount -t tmpfs -o size=2g,mode=700 etcd "$dir/etcd"
# Mounts with propagation are refused by runc where the kubelet's directory is not shared.
mount --bind "$dir/kubelet" "$dir/kubelet"
mount --make-shared "$dir/kubelet"
mkdir -p /run/parts
sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1 net.ipv6.conf.all.disable_ipv6=1
ip link set lo up
touch "$dir/mounted"
# Bash reaps orphans while it waits.
trap 'exit 0' TERM
while :; do
    sleep 3600 &
    wait $!
done
