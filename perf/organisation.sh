# An emulated organisation of $users accounts by $seed, and a data folder connected to it with costs set: sourced by the scripts here.
# Everything is in $work and ends with the script; told EXPRESSION reads what the emulator told.
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
