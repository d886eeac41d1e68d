#!/bin/bash
# The waiter's sources keep to what Embedded Swift allows: compiles them that way. Links nothing.
set -euo pipefail
cd "$(dirname "$0")/../Waiter"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
flags=(-wmo -parse-as-library -enable-experimental-feature Embedded -swift-version 6 -Osize -warnings-as-errors)
mkdir "$out/CPosix"
cp Sources/CPosix/include/CPosix.h "$out/CPosix/"
printf 'module CPosix { header "CPosix.h" export * }\n' >"$out/CPosix/module.modulemap"
find Sources/Probing -name '*.swift' -print0 | xargs -0 swiftc "${flags[@]}" -module-name Probing \
    -emit-module -emit-module-path "$out/Probing.swiftmodule" -emit-object -o "$out/Probing.o"
swiftc "${flags[@]}" -module-name waiter -I "$out" -I "$out/CPosix" -emit-object -o "$out/waiter.o" Sources/waiter/*.swift
echo "the waiter compiles as Embedded Swift"
