#!/bin/bash
# The main job: the article's scenario, from a clean clone to a picture of it.
set -euo pipefail
cd "$(dirname "$0")/.."
echo "A shop needs its configuration service (ready after 4 s) and its registry (2 s) before it starts."
.build/bin/holdfast up --exit-when ready --timeout 60s Examples/apollo/apollo.yaml
