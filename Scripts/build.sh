#!/bin/bash
# Builds holdfast and the waiter, side by side in build/bin, where holdfast finds its waiter.
set -euo pipefail
cd "$(dirname "$0")/.."
configuration=${1:-debug}
if ! command -v swift >/dev/null; then
    echo "Swift 6.1 or later is needed: https://www.swift.org/install/linux/" >&2
    exit 1
fi
swift build -c "$configuration" --product holdfast
swift build -c "$configuration" --product waiter --package-path Waiter
bin=$(swift build -c "$configuration" --show-bin-path)
waiter=$(swift build -c "$configuration" --show-bin-path --package-path Waiter)
mkdir -p .build/bin
case $(uname -m) in x86_64) arch=amd64 ;; aarch64) arch=arm64 ;; *) arch=none ;; esac
static=.build/waiter/waiter-linux-$arch
# The static waiter, where it was built from these sources, is the same program with TLS.
program=$waiter/waiter
if [ -x "$static" ] && [ -z "$(find Waiter/Sources -name '*.[ch]' -newer "$static" -print -quit)$(find Waiter/Sources/{Probing,waiter} -newer "$static" -print -quit)" ]; then
    program=$static
fi
install() {
    # Replaced in one step: it may be running.
    cp "$1" ".build/bin/.$2.new"
    mv ".build/bin/.$2.new" ".build/bin/$2"
}
install "$bin/holdfast" holdfast
install "$program" waiter
