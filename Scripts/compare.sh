#!/bin/bash
# The old ways beside the new one: when was the shop ready?
set -euo pipefail
cd "$(dirname "$0")/.."
bash Scripts/need.sh curl=curl python3=python3
log=$(mktemp)
trap 'rm -f "$log"' EXIT
printf '%-34s %-22s %s\n' manifest outcome hazards
for file in apollo.yaml old-ways/sleep.yaml old-ways/init-until.yaml old-ways/poststart-hook.yaml \
    old-ways/failing-hook.yaml old-ways/istio-hold.yaml; do
    .build/bin/holdfast up --format plain --exit-when ready --timeout 60s "Examples/apollo/$file" >"$log" 2>&1 || true
    outcome=$(grep -E '^[✓✗] ' "$log" | head -1)
    printf '%-34s %-22s %s\n' "$file" "${outcome#* }" "$(grep -cE '^! [^ ]+: ' "$log" || true)"
done
