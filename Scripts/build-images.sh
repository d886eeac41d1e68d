#!/bin/bash
# Builds the waiter's image for both architectures, without a daemon: build-images.sh [amd64|arm64]...
# The result is .build/images/waiter.oci, a multi-architecture OCI layout:
#   skopeo copy --all oci:.build/images/waiter.oci:VERSION docker://REGISTRY/waiter:VERSION
# and for each architecture .build/images/waiter-ARCH.tar, an archive for `ctr images import` or `docker load`.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- amd64 arm64
bash Scripts/need.sh buildah=buildah skopeo=skopeo python3=python3
[ -f /etc/ssl/certs/ca-certificates.crt ] || bash Scripts/need.sh update-ca-certificates=ca-certificates
bash Scripts/build-waiter.sh "$@"
version=$(sed -nE 's/^let version = "(.*)"$/\1/p' Waiter/Sources/waiter/Entry.swift)
out=.build/images
rm -rf "$out.new"
mkdir -p "$out.new"
# Storage of its own: what this machine has in its own is none of a build's business. Nothing is run in the image, so
# that other architectures need no emulation and the build no privileges.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
buildah=(buildah --root "$work/root" --runroot "$work/run" --storage-driver vfs)
mkdir "$work/context"
cp /etc/ssl/certs/ca-certificates.crt "$work/context/"
for arch in "$@"; do cp ".build/waiter/waiter-linux-$arch" "$work/context/"; done
# Times that are always the same: an image of the same files is the same image.
find "$work/context" -exec touch -d @0 {} +
# Debian's buildah is older than `--build-context` and `COPY --chmod`: the same file, in words that it knows.
sed -e 's/^COPY --from=certs /COPY /' -e 's/^COPY --chmod=0755 /COPY /' Waiter/Dockerfile >"$work/Dockerfile"
chmod 0755 "$work"/context/waiter-linux-*
"${buildah[@]}" manifest create "waiter:$version" >/dev/null
for arch in "$@"; do
    "${buildah[@]}" bud --quiet --platform "linux/$arch" --build-arg "TARGETARCH=$arch" --timestamp 0 --format oci \
        --file "$work/Dockerfile" --tag "waiter:$version-$arch" "$work/context" >/dev/null
    "${buildah[@]}" manifest add "waiter:$version" "localhost/waiter:$version-$arch" >/dev/null
    "${buildah[@]}" push --quiet "localhost/waiter:$version-$arch" \
        "docker-archive:$out.new/waiter-$arch.tar:holdfast/waiter:$version" >/dev/null
done
"${buildah[@]}" manifest push --quiet --all "waiter:$version" "oci:$out.new/waiter.oci:$version" >/dev/null
# Other images lie there too.
mkdir -p "$out"
rm -rf "$out"/waiter*
mv "$out.new"/* "$out/"
rmdir "$out.new"
skopeo inspect --raw "oci:$out/waiter.oci:$version" | python3 -c '
import json, sys
for manifest in json.load(sys.stdin)["manifests"]:
    platform, digest = manifest["platform"], manifest["digest"]
    layers = json.load(open("'"$out"'/waiter.oci/blobs/" + digest.replace(":", "/")))["layers"]
    size = sum(layer["size"] for layer in layers)
    print("{}/{}: {:.2f} MB compressed, {}".format(platform["os"], platform["architecture"], size / 1e6, digest))
'
echo "$out/waiter.oci:$version"
