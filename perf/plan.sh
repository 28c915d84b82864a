#!/usr/bin/env bash
# How long a plan of 100,000 seats takes: perf/plan.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
dotnet build perf/Recoup.Benchmarks -c Release '-consoleLoggerParameters:ErrorsOnly;NoSummary'
artifacts/bin/Recoup.Benchmarks/release/Recoup.Benchmarks --plan
