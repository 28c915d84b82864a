#!/usr/bin/env bash
# Holds a scan of an emulated organisation against the least requests and against a bare loop: perf/scan.sh N [TURNS]
# N accounts, 50 to 1000000; TURNS timed turns, 3 by default. perf/README.md says how to read what it prints.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

users=${1-} turns=${2-3} seed=3
[[ $users =~ ^[0-9]+$ && $turns =~ ^[1-9][0-9]*$ ]] || { echo "usage: perf/scan.sh N [TURNS]" >&2; exit 2; }
[[ -x /usr/bin/time ]] || { echo "GNU time is missing: it tells the peak of a process's memory. Install the package time." >&2; exit 1; }

source perf/organisation.sh

RECOUP_PERF_BEARER=$(<"$work/key")
RECOUP_PERF_BASIC=$(told 'btoa(`${told.sites[0].email}:${told.sites[0].token}`)')
export RECOUP_PERF_BEARER RECOUP_PERF_BASIC

cp -r "$work/data" "$work/recorded"
run "$perf" record "$work/recorded" "$work/requests.txt"
rm -rf "$work/recorded"

# timed WHAT COMMAND...: adds a line with its time, its processor time and the peak of its memory.
timed() {
  local what=$1
  shift
  run /usr/bin/time --append --output "$work/runs.txt" --format "$what %e %U %S %M" "$@"
}

for ((turn = 0; turn <= turns; turn++)); do   # the first is the warm-up
  timed bare "$perf" replay "$work/requests.txt" 1
  timed together "$perf" replay "$work/requests.txt" 8
  timed scan "$recoup" scan --full --json
done

"$perf" least "$work/data" "$work/requests.txt" "$users" "$seed" "$work/figures.json"
"$perf" summary "$work/runs.txt" "$work/figures.json"
