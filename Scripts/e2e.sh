#!/bin/bash
# Runs the end-to-end suite on a real cluster: e2e.sh [--record] [FILTER]...
# On the cluster of KUBECONFIG where that is set (the images have to be there, or HOLDFAST_E2E_… say which ones it has),
# otherwise on the one of Scripts/cluster, which is brought up if need be and left running. What the cluster lacks (a feature
# of a later Kubernetes, the controller, an API server that may be restarted) is skipped by name.
# --record writes what was measured into Docs/end-to-end.md. FILTERs are regular expressions of test names.
# HOLDFAST_E2E_WAYS, _REPLICAS, _FLOOD, _KEEP: see EndToEnd/Sources/Driving/Surroundings.swift.
set -euo pipefail
cd "$(dirname "$0")/.."
record=
if [ "${1:-}" = --record ]; then
    record=1
    shift
fi
load=$(cut -d' ' -f1 /proc/loadavg)
bash Scripts/need.sh python3=python3
say() { printf '%s\n' "$*" >&2; }
case $(uname -m) in x86_64) arch=amd64 ;; aarch64) arch=arm64 ;; *) say "no image for $(uname -m)" && exit 1 ;; esac
# Programs that were said to be there are taken as they are.
if [ -z "${HOLDFAST_E2E_HOLDFAST:-}" ]; then
    bash Scripts/build.sh
    export HOLDFAST_E2E_HOLDFAST=$PWD/.build/bin/holdfast
fi
state=${HOLDFAST_CLUSTER_DIR:-}
if [ -z "${KUBECONFIG:-}" ] || { [ -n "$state" ] && [ "$KUBECONFIG" = "$state/kubeconfig" ]; }; then
    # The last line it prints is the path; all before is for people.
    KUBECONFIG=$(bash Scripts/cluster/up.sh | tail -1)
    export KUBECONFIG
    [ -n "${HOLDFAST_E2E_WAITER_ARCHIVE:-}" ] || {
        archive=.build/images/waiter-$arch.tar
        # An old image would be tested in place of this clone's.
        if [ ! -f "$archive" ] || [ -n "$(find Waiter/Sources Waiter/Dockerfile -newer "$archive" | head -1)" ]; then
            bash Scripts/build-images.sh "$arch"
        fi
        HOLDFAST_E2E_WAITER_ARCHIVE=.build/images/waiter-$arch.tar
    }
    # Importing what is there already costs seconds and changes nothing.
    bash Scripts/cluster/images.sh busybox python envoy "$HOLDFAST_E2E_WAITER_ARCHIVE" >/dev/null
    # Chaos is for a cluster of our own only.
    export HOLDFAST_E2E_PART=$PWD/Scripts/cluster/part.sh
fi
# A cluster of our own brings its kubectl along; for any other one the machine's is taken.
if ! command -v kubectl >/dev/null; then
    if [ -n "${HOLDFAST_E2E_PART:-}" ]; then
        HOLDFAST_E2E_KUBECTL=$(bash Scripts/cluster/build.sh)/kubectl
    else
        bash Scripts/need.sh kubectl=kubernetes-client
    fi
fi
kubectl=${HOLDFAST_E2E_KUBECTL:-$(command -v kubectl)}
export HOLDFAST_E2E_KUBECTL=$kubectl
# On a cluster of our own the controller is this clone's; elsewhere it is whoever's, or its tests are skipped.
if [ -n "${HOLDFAST_E2E_PART:-}" ]; then
    # Built anew only where something changed.
    bash Scripts/build-controller-image.sh >&2
    bash Scripts/cluster/images.sh ".build/images/controller-$arch.tar" >/dev/null
    version=$("$kubectl" get --raw /version | python3 -c 'import json, sys; v = json.load(sys.stdin); print(v["major"] + "." + v["minor"].rstrip("+"))')
    "$HOLDFAST_E2E_HOLDFAST" install --kubernetes-version "$version" --image-pull-policy Never | "$kubectl" apply -f - >/dev/null
    # The tag says the same for another image.
    "$kubectl" --namespace holdfast-system rollout restart deployment/holdfast-controller >/dev/null
    "$kubectl" --namespace holdfast-system rollout status deployment/holdfast-controller --timeout=180s >&2
fi
report=$PWD/.build/e2e
rm -rf "$report"
mkdir -p "$report"
swift build --build-tests --package-path EndToEnd >&2
bin=$(swift build --show-bin-path --package-path EndToEnd)
filters=()
for filter in "$@"; do filters+=(--filter "$filter"); done
# The test program itself: `swift test` keeps back what it prints until it ends, and ten silent minutes look like a hang.
status=0
HOLDFAST_E2E=1 HOLDFAST_E2E_REPORT=$report "$bin/EndToEndPackageTests.xctest" --testing-library swift-testing \
    ${filters[@]+"${filters[@]}"} || status=$?
# What an interrupted test left would be in the next one's way.
"$kubectl" delete namespaces -l holdfast.dev/end-to-end=true --wait=false >/dev/null 2>&1 || true
say "tables and figures: $report"
if [ -n "$record" ] && [ "$status" = 0 ]; then
    [ -f "$report/story.md" ] || { say "nothing is recorded: the story was not played" && exit 1; }
    version=$("$kubectl" get --raw /version | python3 -c 'import json, sys; print(json.load(sys.stdin)["gitVersion"])')
    {
        echo "# End to end: measured on a real cluster"
        echo
        echo "Written by \`make e2e RECORD=1\` on $(date -u +%F): Kubernetes $version, one node," \
            "$(nproc) × $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), load before $load."
        cat EndToEnd/report.md
        for name in story chaos cost; do
            [ -f "$report/$name.md" ] || continue
            echo
            sed -n "s/^$name: /## /p" EndToEnd/report-titles.txt
            echo
            cat "$report/$name.md"
        done
    } >Docs/end-to-end.md
    say "written: Docs/end-to-end.md"
fi
exit "$status"
