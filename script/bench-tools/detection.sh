#!/usr/bin/env bash
# Builds and runs the measurement of detection: detection.sh MODULES FOLDER [SEEDS LINE-HOURS]
# MODULES is where swift build has left its modules and objects (.build/release); FOLDER is for what is built here.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
modules=$1 folder=$2
shift 2
mkdir -p "$folder"
lines=$root/Sources/Settings/LineMonitor tests=$root/Tests/SettingsTests/LineMonitor
pure=("$lines"/{CallQueue,CallSchedule,CallSchedule+outOfTurn,CallSchedule+placing,CallTimes,District,LineCaller,LineCounts}.swift
    "$lines"/{LineMonitorPolicy,LineMonitorRound,LineState,LineTally,LineWatch,MassFailureGuard,MonitorSimulation,ReferenceRounds}.swift)
# The package's name, which is its folder's.
package=$(basename "$root" | tr '[:upper:]' '[:lower:]')
objects=()
for module in Telephony CivilCalendar Encodings SQLite Threads; do objects+=("$modules/$module.build"/*.o); done
swiftc -O -swift-version 6 -enable-upcoming-feature InternalImportsByDefault -parse-as-library -D DETECTION_BENCH -package-name "$package" -module-name Detection \
    -I "$modules/Modules" -I "$root/Sources/CSQLite" -I "$root/Sources/CLinux" "${pure[@]}" \
    "$tests/DetectionScenarios.swift" "$root/script/bench-tools/detection.swift" "${objects[@]}" -lsqlite3 -o "$folder/detection"
"$folder/detection" "$@"
