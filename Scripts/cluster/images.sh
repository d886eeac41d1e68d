#!/bin/bash
# Puts images into the cluster: images.sh [--build-only] [pause|busybox|envoy|python|ARCHIVE.tar]..., without names all of ours
#   holdfast-test/pause:1      what holds a pod's namespaces
#   holdfast-test/busybox:1    Debian's busybox-static, each applet linked (sh, wget, nc, httpd, sleep…);
#                              its `wget -T` crashes: `timeout 2 wget`
#   holdfast-test/envoy:1.40   the Envoy of Scripts/install-envoy.sh, with busybox
#   holdfast-test/python:1     Debian's python3 with its standard library, with busybox
# An ARCHIVE is one of `docker save` or an OCI archive, as Scripts/build-images.sh makes them; its tags are what pods name.
# There is no registry: imagePullPolicy has to be IfNotPresent or Never.
set -euo pipefail
. "$(dirname "$0")/common.sh"
build_only=
if [ "${1:-}" = --build-only ]; then
    build_only=1
    shift
fi
[ $# -gt 0 ] || set -- pause busybox envoy python
archives=$cache/cluster-images
mkdir -p "$archives"
# The files that programs are linked with, and their loader, copied to where they look for them. Of several programs ldd
# says in a line with a colon which one it speaks of.
libraries() {
    local root=$1 file
    shift
    for file in $(ldd "$@" 2>/dev/null | grep -v ':$' | grep -oE '/[^ ]+\.so[^ ]*' | sort -u); do
        mkdir -p "$root$(dirname "$file")"
        cp -L "$file" "$root$file"
    done
}
applets() {
    local root=$1 applet
    mkdir -p "$root/bin" "$root/etc" "$root/tmp"
    chmod 1777 "$root/tmp"
    cp "$(command -v busybox)" "$root/bin/busybox"
    for applet in $(busybox --list); do
        [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"
    done
    printf 'root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n' >"$root/etc/passwd"
    printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
}
# fill NAME ROOT: an image's files; sets its tag and what it runs.
fill() {
    local root=$2
    mkdir -p "$root"
    case $1 in
        pause)
            tag=1 options=(--entrypoint '["/pause"]')
            # As small as can be, since there is one for each pod: it sleeps, reaps, and ends when asked to.
            gcc -Os -static -o "$root/pause" "$here/pause.c"
            strip "$root/pause"
            ;;
        busybox)
            tag=1 options=(--cmd /bin/sh --env PATH=/bin)
            applets "$root"
            ;;
        envoy)
            tag=1.40 options=(--entrypoint '["/usr/bin/envoy"]' --env PATH=/bin:/usr/bin)
            local program
            program=$(readlink -f "$(bash "$clone/Scripts/install-envoy.sh")/envoy")
            applets "$root"
            mkdir -p "$root/usr/bin"
            cp "$program" "$root/usr/bin/envoy"
            libraries "$root" "$program"
            ;;
        python)
            tag=1 options=(--cmd /usr/bin/python3 --env PATH=/bin:/usr/bin --env PYTHONUNBUFFERED=1)
            options+=(--env PYTHONDONTWRITEBYTECODE=1)
            local program version
            program=$(readlink -f /usr/bin/python3) version=$(basename "$(readlink -f /usr/bin/python3)")
            applets "$root"
            mkdir -p "$root/usr/bin" "$root/usr/lib"
            cp "$program" "$root/usr/bin/$version"
            ln -s "$version" "$root/usr/bin/python3"
            rsync -a --exclude test --exclude idlelib --exclude 'config-*' --exclude ensurepip --exclude pydoc_data \
                "/usr/lib/$version" "$root/usr/lib/"
            libraries "$root" "$program" "/usr/lib/$version"/lib-dynload/*.so
            ;;
        *) fail "there is no image $1: pause, busybox, envoy, python, or the path of an archive" ;;
    esac
}
# archive NAME: builds its archive unless it is there, and sets `archive` to its path. What it is made of is in the path.
archive() {
    local stamp container
    stamp=$({
        cat "$here/images.sh" "$here/pause.c" "$clone/Scripts/install-envoy.sh"
        dpkg-query -W busybox-static python3.11 libc6 2>/dev/null || true
    } | sha256sum | cut -c1-16)
    archive=$archives/$1-$stamp.tar
    [ ! -f "$archive" ] || return 0
    exec 7>"$archives/$1.lock"
    flock 7
    [ ! -f "$archive" ] || return 0
    say "building holdfast-test/$1"
    bash "$clone/Scripts/need.sh" buildah=buildah busybox=busybox-static gcc=gcc python3=python3 rsync=rsync strip=binutils 7>&-
    work=$(mktemp -d "${TMPDIR:-/var/tmp}/holdfast-image.XXXXXX")
    trap 'rm -rf "$work"' EXIT # global: the trap runs outside of this function
    fill "$1" "$work/files"
    find "$work/files" -exec touch -h -d @0 {} +
    # Storage of its own: what this machine has in its own is none of our business.
    local buildah=(buildah --root "$work/root" --runroot "$work/run" --storage-driver vfs)
    export BUILDAH_ISOLATION=chroot
    container=$("${buildah[@]}" from scratch)
    "${buildah[@]}" copy --quiet "$container" "$work/files" / >/dev/null
    "${buildah[@]}" config "${options[@]}" "$container" 2>/dev/null
    "${buildah[@]}" commit --quiet --timestamp 0 "$container" "holdfast-test/$1:$tag" >/dev/null
    rm -f "$archives/$1"-*.tar "$archives/$1.new"
    "${buildah[@]}" push --quiet "holdfast-test/$1:$tag" "docker-archive:$archives/$1.new:holdfast-test/$1:$tag" >/dev/null
    mv "$archives/$1.new" "$archive"
    rm -rf "$work"
    exec 7>&-
}
if [ -z "$build_only" ]; then
    as_root
    node=$(init) || fail "no cluster runs in $dir: Scripts/cluster/up.sh starts one"
fi
for name in "$@"; do
    case $name in
        */* | *.tar) archive=$name && [ -f "$archive" ] || fail "there is no archive $name" ;;
        *) archive "$name" ;;
    esac
    # By standard input: inside, some of the machine's directories are others.
    [ -n "$build_only" ] || inside ctr -a /run/containerd/containerd.sock -n k8s.io images import - <"$archive"
done
