#!/bin/sh
# Records what a real JDK prints: thread dumps, logs of garbage collections, a lack of memory.
#
#   ./record.sh [FOLDER]     writes into FOLDER, or beside this script
#
# Needs JDK 17 or later. Names of the machine and of folders are replaced.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
work=$(mktemp -d)
process=
trap '[ -z "$process" ] || kill "$process" 2>/dev/null || true; rm -rf "$work"' EXIT

javac -d "$work" "$here/Trouble.java"
cd "$work"

clean() {
  sed -e "s|$work|/opt/aem|g" -e "s|$(hostname)|author.example|g" -e "s|$HOME|/home/aem|g" \
    -e 's|/usr/lib/jvm/[^/ ]*|/usr/lib/jvm/java|g' "$1" >"$out/$2"
}

# Threads: a series of two with jstack, the first as top sees it, then one on the console.
java -Xmx64m -cp . Trouble threads >console.txt 2>&1 &
process=$!
while ! grep -q '^ready' console.txt; do sleep 0.2; done
jstack -l "$process" >first.txt
top -H -b -n 1 -p "$process" >top.txt || rm -f top.txt
sleep 2
jstack -l "$process" >second.txt
kill -3 "$process"
sleep 1
kill "$process"
wait "$process" 2>/dev/null || true
process=
clean first.txt jstack-1.txt
clean second.txt jstack-2.txt
cat first.txt second.txt >series.txt
clean series.txt jstack-series.txt
clean console.txt stdout-kill-3.log
[ ! -f top.txt ] || clean top.txt top-H.txt

# Garbage collections, with the decorations that a log of AEM has.
for collector in G1 Parallel Serial Z Shenandoah; do
  options="-XX:+Use${collector}GC -Xms64m -Xmx64m"
  java $options -Xlog:gc*:file=gc.log:time,uptime,level,tags:filecount=0 \
    -cp . Trouble garbage 400 >/dev/null 2>&1 || { echo "no $collector here" >&2; continue; }
  name=$(echo "$collector" | tr '[:upper:]' '[:lower:]')
  head -n 300 gc.log >part.log
  [ "$(wc -l <gc.log)" -le 300 ] || tail -n 60 gc.log >>part.log
  clean part.log "gc-$name.log"
done
java -XX:+UseG1GC -Xms64m -Xmx64m -Xlog:gc -cp . Trouble garbage 100 >plain.log
clean plain.log gc-g1-plain.log

# A lack of memory.
java -Xmx16m -cp . Trouble memory >memory.txt 2>&1 || true
clean memory.txt out-of-memory.txt
