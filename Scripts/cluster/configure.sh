#!/bin/bash
# Writes what the parts read: configure.sh DIRECTORY PREFIX CGROUP
set -euo pipefail
dir=$1 prefix=$2 cgroup=$3
mkdir -p "$dir/config/net.d" "$dir/volume-plugins"
cat >"$dir/config/containerd.toml" <<CONFIG
version = 2
root = "$dir/containerd"
state = "/run/containerd"
disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs", "io.containerd.internal.v1.opt"]
[grpc]
address = "/run/containerd/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "docker.io/holdfast-test/pause:1"
disable_hugetlb_controller = true
disable_apparmor = true
# Not every machine gives root the right to lower a process's score (CAP_SYS_RESOURCE): pods would not start at all.
restrict_oom_score_adj = true
[plugins."io.containerd.grpc.v1.cri".containerd]
snapshotter = "overlayfs"
[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "/usr/lib/cni"
conf_dir = "$dir/config/net.d"
CONFIG
# isDefaultGateway gives pods a route; that it leads nowhere but to the node is the firewall's doing (network.sh).
cat >"$dir/config/net.d/holdfast.conflist" <<CONFIG
{"cniVersion": "0.4.0", "name": "holdfast", "plugins": [
  {"type": "bridge", "bridge": "pods", "isDefaultGateway": true, "hairpinMode": true, "ipMasq": false,
   "ipam": {"type": "host-local", "ranges": [[{"subnet": "$prefix.0.0/17", "gateway": "$prefix.0.1"}]], "dataDir": "/run/addresses"}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
CONFIG
echo "nameserver $prefix.255.2" >"$dir/config/resolv.conf"
# Times that decide how a pod starts (sync, back-off, probes) are the kubelet's own: they are what tests are about.
cat >"$dir/config/kubelet.yaml" <<CONFIG
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $dir/pki/ca.crt}}
authorization: {mode: Webhook}
tlsCertFile: $dir/pki/kubelet-server.crt
tlsPrivateKeyFile: $dir/pki/kubelet-server.key
clusterDomain: cluster.local
clusterDNS: [$prefix.255.2]
resolvConf: $dir/config/resolv.conf
cgroupDriver: cgroupfs
cgroupRoot: $cgroup
oomScoreAdj: 0
failSwapOn: false
maxPods: ${HOLDFAST_CLUSTER_PODS:-250}
podsPerCore: 0
volumePluginDir: $dir/volume-plugins
# There is no registry: an image that is collected is gone for good.
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
# The machine's disk is shared: that it is rather full is no reason to evict.
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, nodefs.inodesFree: 1%, imagefs.available: 1%}
# Tests read events, all of them.
eventRecordQPS: 0
kubeAPIQPS: 100
kubeAPIBurst: 200
CONFIG
cat >"$dir/config/proxy.yaml" <<CONFIG
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: $dir/pki/proxy}
mode: iptables
clusterCIDR: $prefix.0.0/17
hostnameOverride: holdfast
oomScoreAdj: 0
# The tracking table's limits belong to the machine and cannot be set from a namespace: zero leaves them alone.
conntrack: {maxPerCore: 0, min: 0}
CONFIG
