#!/bin/bash
# Makes sure that programs are there: need.sh PROGRAM=PACKAGE...
# As root missing ones are installed with apt; otherwise it says exactly what to install.
set -euo pipefail
missing=()
for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null 2>&1 || missing+=("${pair#*=}")
done
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing ${missing[*]}" >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >&2 && apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
else
    echo "missing: ${missing[*]} - install with: sudo apt-get install -y ${missing[*]}" >&2
    exit 1
fi
