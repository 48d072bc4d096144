#!/bin/sh
# Seeds one bug after the other into a copy of the evaluator and demands that the
# comparison with the naive search sees each. Prints a line for each bug.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${1:-$(mktemp -d)}
mkdir -p "$work"
copy=$work/mutant
missed=0
number=0
tab=$(printf '\t')
while IFS="$tab" read -r operator file original mutant; do
  case $operator in '#'*) continue ;; esac
  number=$((number + 1))
  rm -rf "$copy"
  cp -R "$root/Sources/Rules/Evaluation" "$copy"
  ORIGINAL=$original MUTANT=$mutant perl -0pi -e \
    's/\Q$ENV{ORIGINAL}\E/$ENV{MUTANT}/ or die "nothing to change: $ENV{ORIGINAL}\n"' "$copy/$file"
  answer=$(sh "$here/core.sh" "$copy" "$work" 300 | tail -1)
  case $answer in
  caught*) echo "mutant $number ($operator): $answer" ;;
  *)
    echo "mutant $number ($operator) survives: $original" >&2
    missed=$((missed + 1))
    ;;
  esac
done <"$here/rules.tsv"
echo "$number mutants, $missed missed"
[ "$missed" -eq 0 ]
