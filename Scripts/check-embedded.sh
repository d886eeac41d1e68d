#!/bin/bash
# The waiter's sources keep to what Embedded Swift allows: compiles them that way. Links nothing.
set -euo pipefail
cd "$(dirname "$0")/../Waiter"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
flags=(-wmo -parse-as-library -enable-experimental-feature Embedded -swift-version 6 -Osize -warnings-as-errors)
for module in CPosix CTLS; do
    mkdir "$out/$module"
    cp "Sources/$module/include/$module.h" "$out/$module/"
    printf 'module %s { header "%s.h" export * }\n' "$module" "$module" >"$out/$module/module.modulemap"
done
find Sources/Probing -name '*.swift' -print0 | xargs -0 swiftc "${flags[@]}" -module-name Probing \
    -emit-module -emit-module-path "$out/Probing.swiftmodule" -emit-object -o "$out/Probing.o"
swiftc "${flags[@]}" -module-name waiter -I "$out" -I "$out/CPosix" -I "$out/CTLS" -emit-object -o "$out/waiter.o" Sources/waiter/*.swift
echo "the waiter compiles as Embedded Swift"
