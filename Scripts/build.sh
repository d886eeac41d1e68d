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
for file in "$bin/holdfast" "$waiter/waiter"; do
    # Replaced in one step: one of them may be running.
    cp "$file" ".build/bin/.$(basename "$file").new"
    mv ".build/bin/.$(basename "$file").new" ".build/bin/$(basename "$file")"
done
