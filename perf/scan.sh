#!/usr/bin/env bash
# Holds a scan of an emulated organisation against the least requests and against a bare loop: perf/scan.sh N [TURNS]
# N accounts, 50 to 1000000; TURNS timed turns, 3 by default. perf/README.md says how to read what it prints.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

users=${1-} turns=${2-3} seed=3
[[ $users =~ ^[0-9]+$ && $turns =~ ^[1-9][0-9]*$ ]] || { echo "usage: perf/scan.sh N [TURNS]" >&2; exit 2; }
[[ -x /usr/bin/time ]] || { echo "GNU time is missing: it tells the peak of a process's memory. Install the package time." >&2; exit 1; }

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
dotnet build perf/Recoup.Perf -c Release '-consoleLoggerParameters:ErrorsOnly;NoSummary'
recoup=artifacts/bin/Recoup.Server/release/recoup
perf=artifacts/bin/Recoup.Perf/release/Recoup.Perf

work=$(mktemp -d)
emulator=
finish() {
  [[ -z $emulator ]] || kill "$emulator" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

"$recoup" emulator --users "$users" --seed "$seed" --port 0 --json >"$work/emulator.json" 2>"$work/emulator.log" &
emulator=$!
until [[ -s $work/emulator.json ]]; do
  kill -0 "$emulator" 2>/dev/null || { cat "$work/emulator.log" >&2; exit 1; }
  sleep 0.2
done
told() { node -p "const told = require('$work/emulator.json'); $1"; }

# Quietly, unless it fails.
run() { "$@" >"$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }; }

export RECOUP_DATA=$work/data
told told.key >"$work/key"
told 'told.sites[0].token' >"$work/token"
run "$recoup" connect --org "$(told told.org)" --key-file "$work/key" --api-url "$(told told.api)" \
  --site "$(told 'told.sites[0].url')" --site-email "$(told 'told.sites[0].email')" --site-token-file "$work/token"
run "$recoup" settings set cost.jira-software 7.53
run "$recoup" settings set cost.confluence 5.16

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
