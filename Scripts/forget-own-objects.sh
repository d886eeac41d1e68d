#!/bin/bash
# Makes the next release build of Controller/ compile all of Holdfast's own modules again, when their sources changed.
#
# A release build that goes on from an older one may link modules that see a type's old layout: what is inlined across
# modules is not tracked. Such a controller crashed under load (Swift 6.3.1, in the destroyer of a type that had grown).
# Dependencies (NIO, BoringSSL) are kept: theirs never change under one version.
set -euo pipefail
cd "$(dirname "$0")/.."
sources=(Sources/* Waiter/Sources/* Controller/Sources/*)
manifests=(Package.swift Waiter/Package.swift Controller/Package.swift)
now=$( (swift --version 2>/dev/null; find "${sources[@]}" "${manifests[@]}" -type f -print0 | sort -z | xargs -0 cat) |
    sha256sum | cut -d' ' -f1)
build=Controller/.build
stamp=$build/own-release-sources
[ "$(cat "$stamp" 2>/dev/null)" != "$now" ] || exit 0
for release in "$build"/*/release; do
    [ -d "$release" ] || continue
    for source in "${sources[@]}"; do
        name=${source##*/}
        rm -rf "$release/$name.build" "$release/Modules/${name//-/_}".*
    done
    # Without these SwiftPM plans anew, and makes the folders again.
    rm -f "$release/description.json" "$build/release.yaml"
done
mkdir -p "$build"
echo "$now" >"$stamp"
