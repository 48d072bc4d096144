#!/bin/sh
# Lays the remedies out in a folder, and in it those that are programs: plugins.sh BINARIES FOLDER
# BINARIES holds aemedic and the programs. What they are shipped with is written down beside them,
# so that they are trusted as long as nobody changes them.
set -eu
binaries=$1
folder=$2

rm -rf "$folder"
cp -R Plugins "$folder"
# A remedy that others could change is refused.
chmod -R u=rwX,go=rX "$folder"
for sources in "$folder"/*/Sources; do
  plugin=$(basename "$(dirname "$sources")")
  rm -rf "$sources"
  # Without its symbols: every start sums it up to know it again.
  install -s -m 755 "$binaries/$plugin" "$folder/$plugin/$plugin"
  digest=$("$binaries/aemedic" plugin inspect "$plugin" --plugins "$folder" |
    grep -o 'sha256:[0-9a-f]*')
  echo "$digest $plugin" >>"$folder/shipped.sha256"
done
