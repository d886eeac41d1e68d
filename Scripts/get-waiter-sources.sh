#!/bin/bash
# Puts what the static waiter is made of besides its own sources into .cache/waiter-sources: the source of mbedTLS 3.6
# (the line with long-term support), and musl and libgcc for both architectures. They are Debian's packages of trixie,
# from the mirror that this machine uses; apt verifies their signatures, and the versions pinned here have to have the
# checksums pinned here. Prints the folder.
set -euo pipefail
cd "$(dirname "$0")/.."
pinned="8fb65fae8dcae5840f793c0a334860a411f884cc537ea290ce1c52bb64ca007a mbedtls_3.6.6.orig.tar.bz2
a3f7d47e452129bb65aae201d6c115abf4d5d3efb136b38b7c6b4fa03ec065e9 musl-dev_1.2.5-3.1~deb13u1_amd64.deb
384ea029e3694baac696d3993d93246f9a4b3741c493697e1ceb7256d8820748 musl-dev_1.2.5-3.1~deb13u1_arm64.deb
ca6f2d36d96b19b3eb71405b0b80134d8c89380b02204a2512e5c58ceb090628 libgcc-14-dev_14.2.0-19_amd64.deb
64b8ebc7182a69aa9525df6eab5e7eb849b947e350d821549f8a8a3e9b19e5ba libgcc-14-dev_14.2.0-19_arm64.deb"
target=.cache/waiter-sources
if [ ! -f "$target/complete" ]; then
    bash Scripts/need.sh bzip2=bzip2 python3=python3 dpkg-deb=dpkg
    command -v apt-get >/dev/null || { echo "apt-get is needed: the sources of the static waiter are Debian's packages" >&2; exit 1; }
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    mkdir -p "$work/parts" "$work/lists/partial" "$work/cache/archives/partial" "$work/files" "$work/result/mbedtls" .cache
    touch "$work/status"
    # The mirror, the signing key and the transport are this machine's; only the suite is another.
    python3 Scripts/debian-mirror.py trixie >"$work/parts/trixie.sources"
    options=(-qq -o "Dir::Etc::SourceList=/dev/null" -o "Dir::Etc::SourceParts=$work/parts" -o "Dir::State::Lists=$work/lists"
        -o "Dir::State::Status=$work/status" -o "Dir::Cache=$work/cache" -o "APT::Sandbox::User=$(id -un)"
        -o "APT::Architectures::=amd64" -o "APT::Architectures::=arm64")
    apt-get "${options[@]}" update >&2
    (
        cd "$work/files"
        apt-get "${options[@]}" source --download-only mbedtls >&2
        apt-get "${options[@]}" download {musl-dev,libgcc-14-dev}:{amd64,arm64} >&2
    )
    for file in "$work/files"/*.deb "$work/files"/*.orig.tar.*; do
        name=$(basename "$file")
        name=${name//%3a/:}
        wanted=$(awk -v name="$name" '$2 == name { print $1 }' <<<"$pinned")
        if [ -z "$wanted" ]; then
            case $name in
            mbedtls_3.6.* | musl-dev_1.2.* | libgcc-14-dev_14.*)
                echo "warning: $name is not the version pinned in $0: only apt's signature vouches for it" >&2 ;;
            *)
                echo "Debian has $name, which the waiter was never built with: pin it in $0" >&2
                exit 1 ;;
            esac
        elif [ "$(sha256sum "$file" | cut -d ' ' -f 1)" != "$wanted" ]; then
            echo "$name does not have the checksum pinned in $0" >&2
            exit 1
        fi
        case $name in
        *_amd64.deb) dpkg-deb -x "$file" "$work/result/amd64" ;;
        *_arm64.deb) dpkg-deb -x "$file" "$work/result/arm64" ;;
        *) tar xf "$file" -C "$work/result/mbedtls" --strip-components=1 ;;
        esac
    done
    touch "$work/result/complete"
    # What an interrupted run left is replaced, never mixed with.
    rm -rf "$target"
    mv "$work/result" "$target"
fi
echo "$PWD/$target"
