#!/usr/bin/env bash
# Builds everything and runs every test: ./test.sh [--long]
# --long adds the slow tests; the test projects see RECOUP_LONG=1. Needs the .NET 10 SDK and Node 18 or newer; without PostgreSQL,
# or without Chromium, their tests are skipped, or fail where CI=true.
# The last line is "N passed, N failed, N skipped"; the exit code is 0 only when tests ran and none failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

case ${1-} in
  '') ;;
  --long) export RECOUP_LONG=1 ;;
  *) echo "usage: ./test.sh [--long]" >&2; exit 2 ;;
esac

export HOME="${HOME:-$PWD/artifacts/home}" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
export MSBUILDDISABLENODEREUSE=1   # no build process outlives this script
reports=artifacts/tests
rm -rf "$reports"
mkdir -p "$HOME" "$reports"

source tests/postgres.sh

missing() { echo "$1" >&2; exit 1; }

# step TITLE COMMAND...: says what runs, and how long it took.
step() {
  local title=$1 began=$SECONDS code=0
  shift
  echo "==> $title"
  "$@" || code=$?
  echo "    $title: $((SECONDS - began)) s"
  return "$code"
}

may_install() { [[ $EUID -eq 0 ]] && command -v apt-get >/dev/null; }

has_node() { [[ $(node -p 'parseInt(process.versions.node)' 2>/dev/null) -ge 18 ]] && command -v npm >/dev/null; }

install_node() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends nodejs npm
}

has_browser() { if [[ -n ${RECOUP_TEST_CHROMIUM-} ]]; then [[ -x $RECOUP_TEST_CHROMIUM ]]; else command -v chromium chromium-browser google-chrome >/dev/null; fi; }

install_browser() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji
}

dotnet --version >/dev/null 2>&1 || missing "The .NET SDK of global.json is missing: get .NET 10 from https://dotnet.microsoft.com/download"
has_node || ! may_install || step "Install Node" install_node
has_node || missing "Node 18 or newer, with npm, is missing: get it from https://nodejs.org or your system's packages"

postgres_programs >/dev/null || ! may_install || step "Install PostgreSQL" install_postgres || true
if ! step "Start PostgreSQL" start_postgres; then
  [[ ${CI-} != true ]] || missing "PostgreSQL is missing or does not start: install your system's postgresql package"
  echo "    PostgreSQL is missing or does not start: its tests are skipped. Your system's postgresql package brings it."
fi

# The pages are tested in the system's own browser: the library that drives it is not to fetch one.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
has_browser || ! may_install || step "Install Chromium" install_browser || true
has_browser || echo "    Chromium is missing: its tests are skipped, or fail where CI=true. Your system's chromium package brings it."

step "Restore" dotnet restore Recoup.slnx
step "Build" dotnet build Recoup.slnx -c Release --no-restore -warnaserror
step "Publish the WebAssembly engine" dotnet publish src/Recoup.Forge -c Release --no-restore -warnaserror

# The app inside Jira, as the platform's own tools make it of its lock file.
app=src/Recoup.Forge/app bundle=$PWD/artifacts/forge
step "Restore the Forge app" npm ci --prefix "$app" --ignore-scripts --no-audit --no-fund --loglevel=error
step "Build the frame of its pages" node "$app/tools/shell.mjs"
step "Pack the engine" node "$app/tools/pack.mjs" artifacts/publish/Recoup.Forge/release "$app/src/dotnet"
step "Bundle the Forge app" node tests/Recoup.Forge/bundle.cjs "$bundle"

passed=0 failed=0 skipped=0 failures=()
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  report=$reports/$name.json
  code=0
  step "$name" dotnet run --project "$project" -c Release --no-build -- -noLogo -noColor -result-ctrf "$report" || code=$?

  p=0 f=0 s=0
  if summary=$(node -p "const s = require('./$report').results.summary; [s.passed, s.failed, s.skipped].join(' ')" 2>/dev/null); then
    read -r p f s <<<"$summary"
    mapfile -t -O "${#failures[@]}" failures < <(node -e "for (const t of require('./$report').results.tests) if (t.status === 'failed') console.log(t.name)")
  fi
  # A process that died has no report, or one without the test that killed it.
  [[ $code -eq 0 || $f -gt 0 ]] || { f=1; failures+=("$name ended with exit code $code"); }
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done

report=$reports/Recoup.Forge.tap
step "Recoup.Forge" env RECOUP_BUNDLE="$bundle/index.cjs" node --test --test-reporter=spec --test-reporter-destination=stdout --test-reporter=tap --test-reporter-destination="$report" tests/Recoup.Forge/*.test.mjs || failures+=("Recoup.Forge: see $report")
count() { awk -v what="$1" '$1 == "#" && $2 == what { print $3; found = 1 } END { if (!found) print 0 }' "$report"; }
passed=$((passed + $(count pass))) failed=$((failed + $(count fail))) skipped=$((skipped + $(count skipped)))

[[ ${#failures[@]} -eq 0 ]] || printf '%s\n' "==> Failed" "${failures[@]}"
echo "All of it: $SECONDS s"
echo "$passed passed, $failed failed, $skipped skipped"
[[ $failed -eq 0 && $passed -gt 0 ]]
