#!/usr/bin/env bash
# How long lists, filters, sorts and searches of the API take, and the time from the start of the server to its first answer:
# perf/api.sh [N [REQUESTS]]. N accounts, 100000 by default; REQUESTS of each kind, 200 by default. perf/README.md says more.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

users=${1-100000} requests=${2-200} seed=3
[[ $users =~ ^[0-9]+$ && $requests =~ ^[1-9][0-9]*$ ]] || { echo "usage: perf/api.sh [N [REQUESTS]]" >&2; exit 2; }

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
dotnet build perf/Recoup.Perf -c Release '-consoleLoggerParameters:ErrorsOnly;NoSummary'
recoup=$PWD/artifacts/bin/Recoup.Server/release/recoup
perf=$PWD/artifacts/bin/Recoup.Perf/release/Recoup.Perf

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
run "$recoup" scan --json
kill "$emulator"
emulator=

"$perf" api "$recoup" "$work/data" "$requests"
