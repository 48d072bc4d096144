// Packs a few small texts into a zip archive, uncompressed (APPNOTE 6.3, sections 4.3.7 to 4.3.16).

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xEDB88320 : sum >>> 1;
  return sum;
});

function checksum(bytes) {
  let sum = 0xFFFFFFFF;
  for (const byte of bytes) sum = table[(sum ^ byte) & 0xFF] ^ (sum >>> 8);
  return (sum ^ 0xFFFFFFFF) >>> 0;
}

/** An archive of texts by their paths. */
export function zip(texts) {
  const encoder = new TextEncoder();
  const parts = [];
  const directory = [];
  let place = 0;
  for (const [path, text] of Object.entries(texts)) {
    const [name, bytes] = [encoder.encode(path), encoder.encode(text)];
    // Version 2.0, names in UTF-8, stored, 1 January 1980, checksum, sizes, length of the name.
    const common = [20, 0x0800, 0, 0, 0x21, [checksum(bytes)], [bytes.length], [bytes.length], name.length, 0];
    parts.push(fields([[0x04034B50], ...common]), name, bytes);
    directory.push(fields([[0x02014B50], 20, ...common, 0, 0, 0, [0], [place]]), name);
    place += 30 + name.length + bytes.length;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const count = Object.keys(texts).length;
  return new Blob([...parts, ...directory, fields([[0x06054B50], 0, 0, count, count, [length], [place], 0])],
    { type: "application/zip" });
}

/** Little-endian fields: a number takes two bytes, one in a list takes four. */
function fields(values) {
  const bytes = [];
  for (const value of values) {
    const [number, width] = Array.isArray(value) ? [value[0], 4] : [value, 2];
    for (let index = 0; index < width; index += 1) bytes.push((number >>> (8 * index)) & 0xFF);
  }
  return Uint8Array.from(bytes);
}
