#!/bin/bash
# Puts Kubernetes' programs into the cache, built from Debian's source package, and prints where: build.sh [--force]
# Debian has no packages of the control plane and of the kubelet, but it has their source. Only the programs are kept, not
# the 1.5 GB that the build leaves. HOLDFAST_CLUSTER_CACHE says where (~/.cache/holdfast).
set -euo pipefail
. "$(dirname "$0")/common.sh"
programs=(kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy kubectl)
if [ "${1:-}" != --force ] && [ -f "$binaries/version" ]; then
    echo "$binaries"
    exit 0
fi
mkdir -p "$cache"
# Two builds at once would take twice as long, and the second is for nothing.
exec 8>"$cache/kubernetes.lock"
flock -n 8 || { say "another build is running: waiting for it" && flock 8; }
if [ "${1:-}" != --force ] && [ -f "$binaries/version" ]; then
    echo "$binaries"
    exit 0
fi
bash "$clone/Scripts/need.sh" /usr/lib/go-1.19/bin/go=golang-1.19-go dpkg-source=dpkg-dev rsync=rsync jq=jq make=make gcc=gcc \
    xz=xz-utils python3=python3
work=$(mktemp -d "${TMPDIR:-/var/tmp}/holdfast-kubernetes.XXXXXX")
trap 'rm -rf "$work"' EXIT
started=$(now)
# A list of its own: the machine's needs no deb-src lines, and stays as it is.
python3 "$clone/Scripts/debian-mirror.py" bookworm |
    sed -e "s/^Types:.*/Types: deb-src/" -e "/^Architectures:/d" >"$work/bookworm.sources"
mkdir -p "$work/lists/partial" "$work/source" "$work/archives/partial"
apt=(-qq -o "Dir::Etc::sourcelist=$work/bookworm.sources" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$work/lists"
    -o "Dir::Cache=$work" -o APT::Sandbox::User=root)
say "fetching Debian's source package kubernetes"
(
    cd "$work/source"
    apt-get "${apt[@]}" update >&2
    apt-get "${apt[@]}" source kubernetes >&2
)
version=$(sed -n 's/^Version: //p' "$work"/source/*.dsc | head -1)
case $version in
    *1.20.2*) ;;
    *) fail "Debian's kubernetes is now $version: Scripts/cluster is written for 1.20.2 (flags, formats); see what changed" ;;
esac
source=$(find "$work/source" -mindepth 1 -maxdepth 1 -type d)
python3 "$here/cure-reflect2.py" "$source"
say "building $version: 6 to 10 minutes on two cores"
export PATH=/usr/lib/go-1.19/bin:$PATH GOCACHE=$work/gocache GOPATH=$work/gopath GO111MODULE=off HOME=$work
export KUBE_GIT_VERSION=v1.20.2 KUBE_GIT_TREE_STATE=clean KUBE_GIT_COMMIT=debian
what=("${programs[@]/#/cmd/}")
# Of what it says, the headings are the progress.
if ! nice -n 10 make -C "$source" WHAT="${what[*]}" GOFLAGS=-mod=vendor GOLDFLAGS="-s -w" 2>&1 |
    tee "$work/log" | grep --line-buffered '^+++' >&2; then
    tail -30 "$work/log" >&2
    fail "the build has failed"
fi
rm -rf "$binaries.new"
mkdir "$binaries.new"
for program in "${programs[@]}"; do cp "$source/_output/bin/$program" "$binaries.new/"; done
echo "$version" >"$binaries.new/version"
rm -rf "$binaries"
mv "$binaries.new" "$binaries"
say "built in $(since "$started") s: $(du -sh "$binaries" | cut -f1) in $binaries"
echo "$binaries"
