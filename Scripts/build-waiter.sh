#!/bin/bash
# Builds the static waiter: build-waiter.sh [amd64|arm64]..., both without arguments. The results are
# .build/waiter/waiter-linux-ARCH; two builds of the same sources are the same bytes, wherever they lie.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v swiftc >/dev/null || { echo "Swift 6.2 or later is needed: https://www.swift.org/install/linux/" >&2; exit 1; }
sources=$(bash Scripts/get-waiter-sources.sh)
[ $# -gt 0 ] || set -- amd64 arm64
root=$PWD
out=.build/waiter
mkdir -p "$out"
# The toolchain's own clang and linker: nothing else has to be installed, for either architecture.
tools=$(dirname "$(readlink -f "$(command -v swiftc)")")
configuration='-DMBEDTLS_CONFIG_FILE="waiter_mbedtls.h"'

build() {
    local arch=$1 triple machine
    case $arch in
    amd64) triple=x86_64-unknown-linux-gnu machine=x86_64 ;;
    arm64) triple=aarch64-none-none-elf machine=aarch64 ;;
    *) echo "\"$arch\" is not an architecture of the waiter: use amd64 or arm64" >&2; exit 2 ;;
    esac
    local objects=$out/$arch musl=$sources/$arch/usr/lib/$machine-linux-musl
    local c=("$tools/clang" "--target=$machine-linux-musl" -std=gnu11 -Os -ffunction-sections -fdata-sections -fno-pic
        -fno-stack-protector -fno-unwind-tables -fno-asynchronous-unwind-tables "-ffile-prefix-map=$root=."
        -nostdlibinc -isystem "$sources/$arch/usr/include/$machine-linux-musl")
    # mbedTLS changes rarely: it is built once a configuration.
    local library
    library=.cache/mbedtls-$arch-$(cat Waiter/Sources/CTLS/waiter_*.h "$0" Scripts/get-waiter-sources.sh | sha256sum | cut -c1-16)
    if [ ! -f "$library/complete" ]; then
        rm -rf ".cache/mbedtls-$arch-"*
        mkdir -p "$library"
        printf '%s\0' "$sources"/mbedtls/library/*.c | xargs -0 -P 2 -I '{}' sh -c '
            source=$1; shift
            case $source in */ssl_tls12_client.c) set -- "$@" -include waiter_tls12.h ;; esac
            exec "$@" -c "$source" -o "'"$library"'/$(basename "$source" .c).o"' sh '{}' \
            "${c[@]}" -I "$sources/mbedtls/include" -I "$sources/mbedtls/library" -I Waiter/Sources/CTLS "$configuration"
        touch "$library/complete"
    fi
    rm -rf "$objects"
    mkdir -p "$objects/CPosix" "$objects/CTLS"
    for module in CPosix CTLS; do
        cp "Waiter/Sources/$module/include/$module.h" "$objects/$module/"
        printf 'module %s { header "%s.h" export * }\n' "$module" "$module" >"$objects/$module/module.modulemap"
    done
    local swift=(swiftc -target "$triple" -wmo -parse-as-library -enable-experimental-feature Embedded -swift-version 6
        -Osize -warnings-as-errors -file-prefix-map "$root=." -I "$objects" -I "$objects/CPosix" -I "$objects/CTLS"
        -Xcc -ffreestanding -Xfrontend -function-sections -enforce-exclusivity=unchecked
        -Xllvm -enable-machine-outliner=always)
    find Waiter/Sources/Probing -name '*.swift' | LC_ALL=C sort >"$objects/probing.list"
    "${swift[@]}" -module-name Probing -emit-module -emit-module-path "$objects/Probing.swiftmodule" -emit-object \
        -o "$objects/Probing.o" @"$objects/probing.list"
    "${swift[@]}" -module-name waiter -emit-object -o "$objects/waiter.o" Waiter/Sources/waiter/*.swift
    for part in posix accept_queue embedded; do
        "${c[@]}" -c "Waiter/Sources/CPosix/$part.c" -I Waiter/Sources/CPosix/include -o "$objects/$part.o"
    done
    "${c[@]}" -c Waiter/Sources/CTLS/tls.c -I Waiter/Sources/CTLS/include -I Waiter/Sources/CTLS \
        -I "$sources/mbedtls/include" -DHOLDFAST_TLS "$configuration" -o "$objects/tls.o"
    "$tools/ld.lld" -static --gc-sections --icf=all --build-id=none -O2 ${WAITER_LINK:--s} -o "$out/.waiter-linux-$arch" \
        "$musl"/{crt1,crti}.o "$objects"/{waiter,Probing,posix,accept_queue,embedded,tls}.o "$library"/*.o \
        "$musl/libc.a" "$sources/$arch"/usr/lib/gcc/*/*/libgcc.a "$musl/crtn.o"
    mv "$out/.waiter-linux-$arch" "$out/waiter-linux-$arch"
}

for arch in "$@"; do
    build "$arch"
    echo "$out/waiter-linux-$arch: $(stat -c %s "$out/waiter-linux-$arch") bytes"
done
