#!/bin/bash
# Builds the controller and its OCI image for this machine's architecture, without a daemon.
# The result is .build/images/controller-ARCH.tar, an archive for `ctr images import`, `docker load` or
#   skopeo copy docker-archive:.build/images/controller-ARCH.tar docker://REGISTRY/controller:VERSION
set -euo pipefail
cd "$(dirname "$0")/.."
bash Scripts/need.sh buildah=buildah skopeo=skopeo
case $(uname -m) in
x86_64) arch=amd64 ;;
aarch64) arch=arm64 ;;
*) echo "there is no controller for $(uname -m)" >&2; exit 1 ;;
esac
# Tests are built the same way, so that NIO and BoringSSL are built once.
build=(swift build -c release --static-swift-stdlib --package-path Controller --product holdfast-controller)
bash Scripts/forget-own-objects.sh
"${build[@]}" >&2
program=$("${build[@]}" --show-bin-path)/holdfast-controller
version=$(sed -nE 's/^ *static let version = "(.*)"$/\1/p' Sources/holdfast/Holdfast.swift)
out=.build/images/controller-$arch.tar
mkdir -p .build/images
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/context/root
mkdir -p "$root/etc" "$root/tmp"
strip -o "$root/holdfast-controller" "$program"
# The loader looks for them where they are on this machine: the paths stay as they are.
ldd "$program" | sed -nE 's/.*=> (\/[^ ]+) .*/\1/p; s/^[[:space:]]*(\/[^ ]+) \(.*/\1/p' | sort -u | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
done
# The program asks for its user's name nowhere, but tools that look into the container do.
printf 'holdfast:x:65532:65532::/:/none\n' >"$root/etc/passwd"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
chmod 1777 "$root/tmp"
# Times that are always the same: an image of the same files is the same image.
find "$work/context" -exec touch -h -d @0 {} +
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
buildah=(buildah --root "$work/root" --runroot "$work/run" --storage-driver vfs)
"${buildah[@]}" bud --quiet --timestamp 0 --format oci --file Controller/Dockerfile --tag "controller:$version" \
    "$work/context" >/dev/null
rm -f "$out.new"
"${buildah[@]}" push --quiet "localhost/controller:$version" "docker-archive:$out.new:holdfast/controller:$version" \
    >/dev/null
mv "$out.new" "$out"
echo "$out: $(($(stat -c %s "$out") / 1048576)) MiB, holdfast/controller:$version"
