#!/bin/sh
# Makes an archive that brings its own libraries: tarball.sh PROGRAM KNOWLEDGE VERSION FOLDER
# The C library and its loader are among them, so that it starts whatever the distribution has.
set -eu

program=$1
knowledge=$2
version=$3
output=$4
name="aemedic-$version-linux-$(uname -m)"
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
folder="$root/$name"

sh .ci/package/stage.sh "$program" "$knowledge" "$folder"
mkdir -p "$folder/lib"
mv "$folder/bin/aemedic" "$folder/lib/aemedic"
strip --strip-unneeded "$folder/lib/aemedic"
# `libz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x…)`, and the loader without an arrow.
# libcurl is loaded when it is used, so the program does not tell of it.
curl=$(/sbin/ldconfig -p | sed -n 's/.*libcurl\.so\.4 .* => //p' | head -1)
{ ldd "$program"; ldd "$curl"; echo "libcurl.so.4 => $curl ()"; } |
  sed -n 's/.* => \(\/[^ ]*\) .*/\1/p' | sort -u | while read -r library; do
  cp -L "$library" "$folder/lib/"
done
loader=$(ldd "$program" | sed -n 's/^[[:space:]]*\(\/[^ ]*ld-[^ ]*\) .*/\1/p')
cp -L "$loader" "$folder/lib/"
loader=$(basename "$loader")
# The tables of character sets are read as they are needed.
gconv=$(dirname "$(ldd "$program" | sed -n 's/.* => \(\/[^ ]*libc\.so\.6\) .*/\1/p')")/gconv
mkdir -p "$folder/lib/gconv"
for table in UTF-16 UTF-32 ISO8859-1 ISO8859-15 CP1252 SJIS EUC-JP CP932 EUC-JP-MS IBM943 \
  ISO-2022-JP libJIS libJISX0213 UNICODE UTF-7; do
  if [ -e "$gconv/$table.so" ]; then cp -L "$gconv/$table.so" "$folder/lib/gconv/"; fi
done
cp -RL "$gconv/gconv-modules" "$folder/lib/gconv/"
if [ -d "$gconv/gconv-modules.d" ]; then cp -RL "$gconv/gconv-modules.d" "$folder/lib/gconv/"; fi

cat >"$folder/bin/aemedic" <<END
#!/bin/sh
# Starts aemedic with the libraries that lie beside it.
self=\$0
while [ -h "\$self" ]; do
  target=\$(readlink "\$self")
  case \$target in
    /*) self=\$target ;;
    *) self=\$(dirname "\$self")/\$target ;;
  esac
done
folder=\$(cd "\$(dirname "\$self")/.." && pwd -P)
GCONV_PATH=\$folder/lib/gconv
export GCONV_PATH
exec "\$folder/lib/$loader" --argv0 "\$folder/bin/aemedic" --library-path "\$folder/lib" \\
  "\$folder/lib/aemedic" "\$@"
END
chmod 755 "$folder/bin/aemedic"
mkdir -p "$output"
tar -C "$root" --sort=name --owner=0 --group=0 --numeric-owner -czf "$output/$name.tar.gz" "$name"
echo "$output/$name.tar.gz"
needs=$(objdump -T "$folder/lib/aemedic" "$folder"/lib/*.so* 2>/dev/null |
  grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -1)
echo "It brings the C library that it needs ($needs or newer) and starts with any; Linux 3.2 or newer."
