#!/bin/sh
# Installs what a Debian machine with Swift, git and make still lacks. Says what it does.
set -eu

if ! command -v swift >/dev/null 2>&1; then
  echo "aemedic: Swift 6.2 or newer is missing; install it from https://www.swift.org/install/ and put it on PATH." >&2
  exit 1
fi

packages="
  binutils libc6-dev libgcc-12-dev libstdc++-12-dev pkg-config tzdata zlib1g-dev
  libarchive-dev libisal-dev libcurl4-openssl-dev libmicrohttpd-dev libpcre2-dev libsqlite3-dev
  libssl-dev libstemmer-dev libutf8proc-dev libvectorscan-dev libxml2-dev libyaml-dev
"

missing=
if command -v dpkg-query >/dev/null 2>&1; then
  for package in $packages; do
    state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
  done
else
  missing=$packages
fi

if [ -z "$missing" ]; then
  exit 0
fi

if ! command -v apt-get >/dev/null 2>&1; then
  echo "aemedic: apt-get is missing; install these libraries with your system's own tools:" $missing >&2
  exit 1
fi

as_root=
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "aemedic: run as root, or with sudo installed: apt-get install" $missing >&2
    exit 1
  fi
  as_root=sudo
fi

echo "aemedic: installing the Debian packages it is built with:$missing"
$as_root apt-get update -q
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
