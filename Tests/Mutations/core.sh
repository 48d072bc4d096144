#!/bin/sh
# Compiles the evaluator of rules alone, with the naive search beside it, and
# compares them: core.sh SOURCES WORK TIMELINES. SOURCES is the folder that holds
# the evaluator, so that a changed copy can be compared, too.
set -eu
sources=$1
work=$2
timelines=$3
root=$(cd "$(dirname "$0")/../.." && pwd)
flags="-swift-version 6 -enable-upcoming-feature ExistentialAny -enable-upcoming-feature MemberImportVisibility -parse-as-library -O"
mkdir -p "$work"
cd "$work"
if [ ! -f libModel.a ]; then
  swiftc $flags -emit-module -emit-library -static -module-name Model "$root"/Sources/Model/*.swift
  swiftc $flags -emit-module -emit-library -static -module-name TestSupport \
    "$root"/Tests/TestSupport/SplitMix64.swift
fi
swiftc $flags -enable-testing -I . -emit-module -emit-library -static -module-name Rules \
  "$sources"/*.swift
swiftc $flags -I . -L . -o compare "$root"/Tests/Mutations/Compare.swift \
  "$root"/Tests/RulesTests/Oracle/Timeline.swift \
  "$root"/Tests/RulesTests/Oracle/NaiveSearch.swift \
  "$root"/Tests/RulesTests/Oracle/OperatorComparison.swift -lRules -lModel -lTestSupport
./compare "$timelines"
