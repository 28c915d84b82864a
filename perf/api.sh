#!/usr/bin/env bash
# How long lists, filters, sorts and searches of the API and pages take, and the time from the start of the server to its first answer:
# perf/api.sh [N [REQUESTS]]. N accounts, 100000 by default; REQUESTS of each kind, 200 by default. perf/README.md says more.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

users=${1-100000} requests=${2-200} seed=3
[[ $users =~ ^[0-9]+$ && $requests =~ ^[1-9][0-9]*$ ]] || { echo "usage: perf/api.sh [N [REQUESTS]]" >&2; exit 2; }

source perf/organisation.sh

run "$recoup" scan --json
kill "$emulator"
emulator=

"$perf" api "$recoup" "$work/data" "$requests"
