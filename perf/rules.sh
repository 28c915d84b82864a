#!/usr/bin/env bash
# Accounts judged per second on one core, in seconds: perf/rules.sh. With --long, BenchmarkDotNet's own run, in minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case ${1-} in
  '') arguments=(--quick) ;;
  --long) arguments=(--filter '*') ;;
  *) echo "usage: perf/rules.sh [--long]" >&2; exit 2 ;;
esac

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
dotnet build perf/Recoup.Benchmarks -c Release '-consoleLoggerParameters:ErrorsOnly;NoSummary'
artifacts/bin/Recoup.Benchmarks/release/Recoup.Benchmarks "${arguments[@]}"
