#!/bin/bash
# What must hold of the static waiter, for both architectures: size, nothing dynamic, the same bytes from another
# folder, and that the other architecture's program runs too.
set -euo pipefail
cd "$(dirname "$0")/.."
limit=700000
bash Scripts/need.sh readelf=binutils qemu-aarch64=qemu-user python3=python3
bash Scripts/build-waiter.sh
other=$(mktemp -d)
trap 'rm -rf "$other"' EXIT
# Only what the build reads, in a folder with another name; mbedTLS is compiled anew as well.
mkdir -p "$other/copy/.cache" "$other/copy/Waiter"
cp -r Scripts "$other/copy/"
cp -r Waiter/Sources "$other/copy/Waiter/"
cp -r .cache/waiter-sources "$other/copy/.cache/"
bash "$other/copy/Scripts/build-waiter.sh" >/dev/null
for arch in amd64 arm64; do
    program=.build/waiter/waiter-linux-$arch
    size=$(stat -c %s "$program")
    [ "$size" -le "$limit" ] || { echo "$program has $size bytes, more than $limit" >&2; exit 1; }
    # A program header that names an interpreter, or a dynamic section, would mean that it is not on its own.
    if readelf -lW "$program" | grep -qE 'INTERP|DYNAMIC'; then
        echo "$program is linked dynamically" >&2
        exit 1
    fi
    cmp "$program" "$other/copy/$program" || { echo "$program is not the same bytes when built elsewhere" >&2; exit 1; }
    case $arch-$(uname -m) in
    amd64-x86_64 | arm64-aarch64) run=() ;;
    arm64-x86_64) run=(qemu-aarch64) ;;
    *) run=(false) ;;
    esac
    python3 -c 'import http.server, sys
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{\"status\":\"UP\"}")
    def log_message(self, *words): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Ready)
print(server.server_port, flush=True)
server.serve_forever()' >"$other/port" &
    server=$!
    while [ ! -s "$other/port" ]; do kill -0 "$server"; done
    port=$(cat "$other/port")
    result=0
    "${run[@]}" "$program" wait --timeout 20s "tcp://127.0.0.1:$port" "http://localhost:$port/#json=status:UP" file:/ delay:10ms || result=$?
    kill "$server"
    rm -f "$other/port"
    [ "$result" = 0 ] || { echo "$program ended with $result" >&2; exit 1; }
    set +e
    "${run[@]}" "$program" wait --timeout 100ms "https://127.0.0.1:1/" 2>/dev/null
    [ $? = 124 ] || { echo "$program does not end with 124 after its deadline" >&2; exit 1; }
    set -e
    echo "$program: $size bytes, static, reproducible, runs"
done
