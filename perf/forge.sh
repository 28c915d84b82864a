#!/usr/bin/env bash
# What the app inside Jira costs: its bundle's size, a cold start, a scan and the pages: perf/forge.sh [N [TURNS]]
# N accounts are scanned, 1000 by default; TURNS cold starts are timed, 10 by default. perf/README.md says how to read what it prints.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

users=${1-1000} turns=${2-10}
[[ $users =~ ^[0-9]+$ && $turns =~ ^[1-9][0-9]*$ ]] || { echo "usage: perf/forge.sh [N [TURNS]]" >&2; exit 2; }

work=$(mktemp -d)
group=
finish() {
  [[ -z $group ]] || rmdir "$group" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

# Quietly, unless it fails.
run() { "$@" >"$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }; }

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
app=src/Recoup.Forge/app
run dotnet build src/Recoup.Emulator -c Release
run dotnet publish src/Recoup.Forge -c Release
[[ -d $app/node_modules ]] || run npm ci --prefix "$app" --ignore-scripts --no-audit --no-fund --loglevel=error
run node "$app/tools/pack.mjs" artifacts/publish/Recoup.Forge/release "$app/src/dotnet"
run node tests/Recoup.Forge/bundle.cjs "$work/bundle"

# The same app without its engine: what the platform's packages cost by themselves.
mkdir -p "$work/plain/src"
cp "$app"/{manifest.yml,package.json} "$work/plain"
cp "$app"/src/*.js "$work/plain/src"
cp perf/forge/no-engine.js "$work/plain/src/engine.js"
ln -s "$PWD/$app/node_modules" "$work/plain/node_modules"
run node tests/Recoup.Forge/bundle.cjs "$work/bare" "$work/plain"

bytes() { awk -v all="$(wc -c <"$1")" -v packed="$(gzip -9 -c "$1" | wc -c)" 'BEGIN { printf "%.2f MB, %.2f MB packed (gzip -9)", all / 1e6, packed / 1e6 }'; }
echo "Bundle          $(bytes "$work/bundle/index.cjs")"
echo "without engine  $(bytes "$work/bare/index.cjs")"
echo

# Runs a command with a share of one processor, as the platform gives it by memory; in short slices, so that no start fits into one.
slice=20000
share() {
  local share=$1
  shift
  [[ $share != all ]] || { "$@"; return; }
  if [[ -w /sys/fs/cgroup/cgroup.procs && -f /sys/fs/cgroup/cgroup.controllers ]]; then
    group=/sys/fs/cgroup/recoup-perf
    mkdir -p "$group"
    echo "$((slice * share / 100)) $slice" >"$group/cpu.max"
    (echo "$BASHPID" >"$group/cgroup.procs"; exec "$@")
  elif [[ -w /sys/fs/cgroup/cpu ]]; then
    group=/sys/fs/cgroup/cpu/recoup-perf
    mkdir -p "$group"
    echo "$slice" >"$group/cpu.cfs_period_us"
    echo "$((slice * share / 100))" >"$group/cpu.cfs_quota_us"
    (echo "$BASHPID" >"$group/cgroup.procs"; exec "$@")
  else
    echo "A share of a processor takes control groups that may be written to." >&2
    return 3
  fi
}

# The cold starts of a bundle with a share.
colds() {
  local turn
  for ((turn = 0; turn < turns; turn++)); do
    share "$1" node perf/forge/cold.mjs "$work/$2/index.cjs" || return
  done
}

echo "Cold start, median of $turns: ms from the start of the process"
printf '%-34s%10s%10s%10s%10s%10s%12s\n' '' 'started' 'loaded' 'answered' 'again' 'processor' 'MB resident'
for share in all 58 29; do
  case $share in
    all) where='all of a processor' ;;
    58) where='0.58, as at 1,024 MB' ;;
    29) where='0.29, as at 512 MB' ;;
  esac
  for bundle in bundle bare; do
    colds "$share" "$bundle" >"$work/cold" || { [[ $? -eq 3 ]] && continue 2; exit 1; }
    node perf/forge/median.mjs "$where$([[ $bundle == bundle ]] || echo ', no engine')" <"$work/cold"
  done
done
echo

node perf/forge/scan.mjs "$work/bundle/index.cjs" "$users"
