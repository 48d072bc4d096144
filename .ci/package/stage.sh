#!/bin/sh
# Lays an installation out below a folder: stage.sh PROGRAM KNOWLEDGE FOLDER
# Beside KNOWLEDGE lie the remedies, in `plugins`. FOLDER is what will be /usr, /usr/local or the folder of the archive.
set -eu

program=$1
knowledge=$2
folder=$3

install -d "$folder/bin" "$folder/share/aemedic" "$folder/share/doc/aemedic" \
  "$folder/share/man/man1" "$folder/share/man/fr/man1" "$folder/share/man/ja/man1" \
  "$folder/share/bash-completion/completions" "$folder/share/zsh/vendor-completions" \
  "$folder/share/fish/vendor_completions.d"
install -m 755 "$program" "$folder/bin/aemedic"
install -m 644 "$knowledge" "$folder/share/aemedic/aemedic.kb"
rm -rf "$folder/share/aemedic/plugins" "$folder/share/aemedic/page"
cp -R "$(dirname "$knowledge")/plugins" "$folder/share/aemedic/plugins"
cp -R Sources/Service/Page "$folder/share/aemedic/page"
chmod -R u=rwX,go=rX "$folder/share/aemedic"

made() { "$program" "$@"; }
made help --man --lang en | gzip -9n >"$folder/share/man/man1/aemedic.1.gz"
made help --man --lang fr | gzip -9n >"$folder/share/man/fr/man1/aemedic.1.gz"
made help --man --lang ja | gzip -9n >"$folder/share/man/ja/man1/aemedic.1.gz"
made completion bash --lang en >"$folder/share/bash-completion/completions/aemedic"
made completion zsh --lang en >"$folder/share/zsh/vendor-completions/_aemedic"
made completion fish --lang en >"$folder/share/fish/vendor_completions.d/aemedic.fish"
made help --markdown --lang en >"$folder/share/doc/aemedic/commands.md"
install -m 644 README.md CHANGELOG.md LICENSE "$folder/share/doc/aemedic/"
install -d "$folder/share/doc/aemedic/examples"
cp -R kb/examples/* .ci/package/systemd .ci/examples/* "$folder/share/doc/aemedic/examples/"
chmod -R u=rwX,go=rX "$folder/share/doc/aemedic"
