#!/bin/sh
# Tries a package where nothing else is installed: try.sh PACKAGE.deb|ARCHIVE.tar.gz
# Needs root and debootstrap; an archive is tried in a root that has no C library at all, with
# busybox-static from PATH alone.
set -eu

package=$1
root=$(mktemp -d)
trap 'umount "$root/proc" 2>/dev/null; rm -rf "$root"' EXIT
case $package in
  *.deb)
    debootstrap --variant=minbase bookworm "$root" >/dev/null
    cp "$package" "$root/tmp/aemedic.deb"
    chroot "$root" sh -c 'apt-get update -q >/dev/null &&
      DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
        /tmp/aemedic.deb >/dev/null'
    examples=/usr/share/doc/aemedic/examples
    program=aemedic
    ;;
  *.tar.gz)
    mkdir -p "$root/bin" "$root/opt" "$root/proc" "$root/tmp"
    cp "$(command -v busybox)" "$root/bin/busybox"
    for name in sh cat ls dirname readlink; do ln -s busybox "$root/bin/$name"; done
    tar -C "$root/opt" --strip-components=1 -xzf "$package"
    examples=/opt/share/doc/aemedic/examples
    program=/opt/bin/aemedic
    ;;
  *)
    echo "aemedic: neither a .deb nor a .tar.gz: $package" >&2
    exit 2
    ;;
esac
mount -t proc proc "$root/proc"
status=0
chroot "$root" "$program" diagnose "$examples/ims-after-restart" >"$root/report" || status=$?
cat "$root/report"
grep -q 'KA-23909' "$root/report"
[ "$status" -eq 1 ]
chroot "$root" "$program" --version
