#!/bin/bash
# Runs every scenario in virtual time and with `holdfast up`, and prints a table of all events for the notes.
# With --record the times of `up` go into the scenarios' files as measured.
set -euo pipefail
cd "$(dirname "$0")/.."
report=$(mktemp -d)
trap 'rm -rf "$report"' EXIT
status=0
HOLDFAST_SCENARIO_REPORT=$report swift test --filter ScenarioAgreementTests >"$report/log" 2>&1 || status=$?
if [ -z "$(ls "$report"/*.txt 2>/dev/null)" ]; then
    cat "$report/log" >&2
    exit 1
fi
if [ "${1:-}" = --record ] && [ "$status" = 0 ]; then python3 Scripts/record-scenarios.py "$report" Scenarios; fi
printf '%-26s %-28s %9s %9s %9s\n' scenario event virtual up difference
for file in "$report"/*.txt; do
    # A line is: the event's words, then three times; lines with ! say what differs, those with # how the run went.
    awk -v name="$(basename "$file" .txt)" '/^#/ { next } /^!/ { print name ": " $0; next }
        { event = $1; for (i = 2; i <= NF - 3; i++) event = event " " $i
          printf "%-26s %-28s %9s %9s %9s\n", name, event, $(NF - 2), $(NF - 1), $NF }' "$file"
done
exit "$status"
