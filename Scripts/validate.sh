#!/bin/bash
# Validates what inject writes against Kubernetes' own schemas: the golden files, and the corpus injected with one target.
set -euo pipefail
cd "$(dirname "$0")/.."
version=1.37.0
target=.cache/kubernetes-validate-$version
if [ ! -d "$target" ]; then
    bash Scripts/need.sh python3=python3 pip3=python3-pip
    rm -rf "$target.new"
    PIP_ROOT_USER_ACTION=ignore pip3 install --quiet --disable-pip-version-check --no-input \
        --target "$target.new" "kubernetes-validate==$version" >&2
    mv "$target.new" "$target"
fi
PYTHONPATH="$PWD/$target" exec python3 Scripts/validate-manifests.py "$@"
