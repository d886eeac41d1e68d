#!/bin/bash
# Runs the scenarios on a real kubelet and compares each with the model: kubelet-scenarios.sh [--record] [NAME]...
# On the cluster of KUBECONFIG, of one node, with the images of Scripts/cluster/images.sh and the waiter's.
# Prints a table for each; with --record what was seen goes into the scenarios' files as measured.
# One after another, since they would disturb each other: all of them take some eight minutes.
# HOLDFAST_BIN and KUBELET_SCENARIOS_BIN name programs that are built already.
set -euo pipefail
cd "$(dirname "$0")/.."
record=()
if [ "${1:-}" = --record ]; then
    record=(--record)
    shift
fi
command -v kubectl >/dev/null || { echo "kubelet-scenarios: there is no kubectl in PATH" >&2; exit 2; }
if ! kubectl get --raw /readyz >/dev/null 2>&1; then
    echo "kubelet-scenarios: no cluster answers: make cluster starts one, KUBECONFIG names it" >&2
    exit 2
fi
files=()
for name in "$@"; do files+=("Scenarios/$name.yaml"); done
[ ${#files[@]} -gt 0 ] || files=(Scenarios/*.yaml)
for file in "${files[@]}"; do
    [ -f "$file" ] || { echo "kubelet-scenarios: there is no $file" >&2; exit 2; }
done
if [ -z "${HOLDFAST_BIN:-}" ]; then
    swift build --product holdfast
    HOLDFAST_BIN=$(swift build --show-bin-path)/holdfast
fi
if [ -z "${KUBELET_SCENARIOS_BIN:-}" ]; then
    swift build --product kubelet-scenarios
    KUBELET_SCENARIOS_BIN=$(swift build --show-bin-path)/kubelet-scenarios
fi
exec python3 Scripts/record-kubelet.py "${record[@]}" "$KUBELET_SCENARIOS_BIN" "$HOLDFAST_BIN" "${files[@]}"
