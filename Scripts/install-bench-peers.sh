#!/bin/bash
# What the waiter is measured against: curl, netcat and wait-for-it from Debian, and PyPI's wait-for-it, which has the
# same name and goes into .cache/bench-peers.
set -euo pipefail
cd "$(dirname "$0")/.."
bash Scripts/need.sh python3=python3 pip3=python3-pip curl=curl nc=netcat-openbsd wait-for-it=wait-for-it ip=iproute2 \
    openssl=openssl
version=2.3.0
target=.cache/bench-peers
if [ "$(cat "$target/version" 2>/dev/null)" != "$version" ]; then
    # What an interrupted run left is replaced, never mixed with.
    rm -rf "$target.new" "$target"
    PIP_ROOT_USER_ACTION=ignore pip3 install --quiet --disable-pip-version-check --no-input \
        --target "$target.new" "wait-for-it==$version" >&2
    echo "$version" >"$target.new/version"
    mv "$target.new" "$target"
fi
