#!/bin/sh
# Makes a Debian package: deb.sh PROGRAM KNOWLEDGE VERSION FOLDER
# What it depends on is read off the program by dpkg-shlibdeps.
set -eu

program=$1
knowledge=$2
version=$3
output=$4
architecture=$(dpkg --print-architecture)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

sh .ci/package/stage.sh "$program" "$knowledge" "$root/package/usr"
rm "$root/package/usr/share/doc/aemedic/LICENSE"
strip --strip-unneeded "$root/package/usr/bin/aemedic"
cat >"$root/package/usr/share/doc/aemedic/copyright" <<'END'
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: aemedic

Files: *
Copyright: the authors of aemedic
License: Apache-2.0
 On Debian systems the full text is in /usr/share/common-licenses/Apache-2.0.
END

mkdir -p "$root/debian" "$root/package/DEBIAN"
printf 'Source: aemedic\n\nPackage: aemedic\nArchitecture: any\n' >"$root/debian/control"
depends=$(cd "$root" && dpkg-shlibdeps -O package/usr/bin/aemedic 2>/dev/null |
  sed -n 's/^shlibs:Depends=//p')
if [ -z "$depends" ]; then
  echo "aemedic: dpkg-shlibdeps does not tell what the program depends on" >&2
  exit 1
fi
# Loaded when it is used, so the program does not tell of it.
curl=$(dpkg-query -S "*/libcurl.so.4" | sed -n '1s/:.*//p')
size=$(du -sk "$root/package/usr" | cut -f1)
cat >"$root/package/DEBIAN/control" <<END
Package: aemedic
Version: $version
Architecture: $architecture
Maintainer: the authors of aemedic <aemedic@localhost>
Installed-Size: $size
Depends: $depends, $curl
Recommends: tzdata
Section: admin
Priority: optional
Description: diagnose Adobe Experience Manager support material, offline
 aemedic reads logs, payloads, configurations and whole support bundles, names
 the known problem with the lines that prove it, shows the article that explains
 it in English, French or Japanese, and plans, carries out, verifies and takes
 back the remedy. Nothing leaves the machine.
END
(cd "$root/package" && find usr -type f -print0 | sort -z | xargs -0 md5sum) \
  >"$root/package/DEBIAN/md5sums"
mkdir -p "$output"
file="$output/aemedic_${version}_${architecture}.deb"
dpkg-deb --root-owner-group --build "$root/package" "$file" >/dev/null
echo "$file"
