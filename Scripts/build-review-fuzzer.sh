#!/bin/bash
# Builds the fuzzer of admission reviews: build-review-fuzzer.sh DIRECTORY puts fuzz-admission there, for Scripts/fuzz.sh.
# The other fuzzers are one module each, with the sources of what they test. Here that would not do: the libraries under
# Admission have types of the same names, so that each stays the module that it is.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:?where to}
mkdir -p "$out/review-modules"
folder() { if [ "$1" = Probing ]; then echo Waiter/Sources/Probing; else echo "Sources/$1"; fi; }
# Each one knows only those before it.
modules=(Probing StartupGraph Kubelet Manifests Startup Injection Admission)
lists=()
for module in "${modules[@]}"; do
    find "$(folder "$module")" -name '*.swift' | LC_ALL=C sort >"$out/review-modules/$module.list"
    lists+=("$out/review-modules/$module.list")
done
find Fuzz/Admission -name '*.swift' | LC_ALL=C sort >"$out/review-modules/Fuzz.list"
# shellcheck disable=SC2046 # no path of ours has a blank
stamp=$(cat Scripts/build-review-fuzzer.sh "${lists[@]}" $(cat "${lists[@]}" "$out/review-modules/Fuzz.list") | sha256sum | cut -c1-16)
if [ ! -x "$out/admission-$stamp" ]; then
    rm -f "$out"/admission-????????????????
    flags=(-sanitize=fuzzer,address -parse-as-library -O -wmo -swift-version 6 -package-name holdfast -I "$out/review-modules")
    objects=()
    for module in "${modules[@]}"; do
        swiftc "${flags[@]}" -module-name "$module" -emit-module -emit-module-path "$out/review-modules/$module.swiftmodule" \
            -c -o "$out/review-modules/$module.o" @"$out/review-modules/$module.list"
        objects+=("$out/review-modules/$module.o")
    done
    swiftc "${flags[@]}" -module-name FuzzAdmission -o "$out/admission-$stamp" \
        @"$out/review-modules/Fuzz.list" "${objects[@]}" -lm
fi
ln -sf "admission-$stamp" "$out/fuzz-admission"
