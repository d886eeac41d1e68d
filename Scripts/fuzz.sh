#!/bin/bash
# Fuzzes what reads bytes from outside: fuzz.sh SECONDS [TARGET]..., all targets without names, each for so long.
# The corpora of Waiter/Fuzz and Fuzz are where a run begins; new inputs go to .build/fuzz. A finding ends the run, and its
# input lies in .build/fuzz/TARGET: make a test of it. FUZZ_JOBS says how many run side by side (2).
# fuzz.sh --merge puts what was found worth keeping into the corpus.
set -euo pipefail
cd "$(dirname "$0")/.."
out=.build/fuzz
mkdir -p "$out"
all=(target arguments resolver dns http redirect kube-job kube-any grpc kafka mongodb amqp mysql postgres redis memcached nats mqtt zookeeper shell yaml patch answer watch-stream review)

# Each group is one module: the sources of a library, and its fuzz targets, so that what is internal can be reached.
build() {
    local group=$1 module=$2
    shift 2
    find "$@" -name '*.swift' | LC_ALL=C sort >"$out/$group.list"
    local stamp
    stamp=$(cat "$out/$group.list" Scripts/fuzz.sh $(cat "$out/$group.list") | sha256sum | cut -c1-16)
    if [ ! -x "$out/$group-$stamp" ]; then
        rm -f "$out/$group"-????????????????
        swiftc -sanitize=fuzzer,address -parse-as-library -O -wmo -swift-version 6 -package-name holdfast \
            -module-name "$module" -o "$out/$group-$stamp" @"$out/$group.list"
    fi
    ln -sf "$group-$stamp" "$out/fuzz-$group"
}
group() {
    case $1 in
        shell) echo shell ;;
        yaml | patch) echo manifests ;;
        answer | watch-stream) echo kubernetes ;;
        review) echo admission ;;
        *) echo waiter ;;
    esac
}
corpus() {
    if [ "$(group "$1")" = waiter ]; then echo "Waiter/Fuzz/corpus/$1"; else echo "Fuzz/corpus/$1"; fi
}
build waiter Probing Waiter/Sources/Probing Waiter/Fuzz
build shell ShellScript Sources/ShellScript Fuzz/Shell
build manifests Manifests Sources/Manifests Fuzz/Manifests
build kubernetes Manifests Sources/Manifests Sources/KubernetesAPI Fuzz/KubernetesAPI
bash Scripts/build-review-fuzzer.sh "$out"
if [ "${1:-}" = --merge ]; then
    for target in "${all[@]}"; do
        [ -d "$out/$target" ] || continue
        kept=$(corpus "$target")
        mkdir -p "$out/merged" "$kept"
        rm -rf "$out/merged/$target"
        mkdir "$out/merged/$target"
        FUZZ_TARGET=$target "$out/fuzz-$(group "$target")" -merge=1 -max_len=2048 "$out/merged/$target" "$kept" "$out/$target" 2>/dev/null
        # The small ones and those that go deepest, not more than a repository wants to carry; and what was written by
        # hand (s*).
        find "$kept" -type f ! -name 's*' -delete
        find "$out/merged/$target" -type f -printf '%s %p\n' | sort -n | awk '{ line[NR] = $0 }
            END { for (i = 1; i <= NR; i++) if (i <= 40 || i > NR - 20) print line[i] }' | while read -r _ file; do
            cp "$file" "$kept/$(sha256sum "$file" | cut -c1-16)"
        done
    done
    exit 0
fi
seconds=${1:?how many seconds for each target}
shift
[ $# -gt 0 ] || set -- "${all[@]}"
one() {
    local target=$1
    mkdir -p "$out/$target"
    if FUZZ_TARGET=$target ASAN_OPTIONS=detect_leaks=0 "$out/fuzz-$(group "$target")" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
        -max_len=8192 -artifact_prefix="$out/$target/finding-" "$out/$target" "$(corpus "$target")" >"$out/$target.log" 2>&1; then
        echo "$target: no finding in $(grep -oE 'Done [0-9]+ runs in [0-9]+ second' "$out/$target.log" | tail -1)"
    else
        tail -30 "$out/$target.log" >&2
        echo "$target: a finding, see $out/$target.log" >&2
        return 1
    fi
}
export -f one group corpus
export out seconds
printf '%s\0' "$@" | xargs -0 -P "${FUZZ_JOBS:-2}" -I '{}' bash -c 'one "$1"' bash '{}'
