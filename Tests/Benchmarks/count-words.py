#!/usr/bin/env python3
"""Counts the words of ordinary logs: count-words.py LOG… > Sources/Matching/OrdinaryWords.swift

A word is a run of letters, digits, `_` and `$`. Kept are those that one record in five hundred
holds or more, by powers of two; the more telling half of a table would say nothing new.
"""
import collections, math, re, sys

WORD = re.compile(rb"[A-Za-z0-9_$]+")
START = re.compile(rb"^\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d", re.M)
records, words = 0, collections.Counter()
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        text = file.read()
    starts = [m.start() for m in START.finditer(text)] + [len(text)]
    for start, end in zip(starts, starts[1:]):
        records += 1
        words.update(set(WORD.findall(text[start:end])))

classes = collections.defaultdict(list)
for word, count in words.items():
    if len(word) < 3 or word.isdigit() or not word.isascii():
        continue
    steps = int(math.log2(count / records * 1024)) if count else 0
    if count * 500 >= records and steps > 0:
        classes[steps].append(word.decode())
sys.stderr.write(f"{records} records, {sum(map(len, classes.values()))} words, { {k: len(v) for k, v in classes.items()} }\n")
print('''/// Words that ordinary logs of AEM are made of, by how many records hold them.
///
/// Counted by `Tests/Benchmarks/count-words.py` over logs of healthy instances; a literal that
/// holds any other word is rarer than one that holds only these.
enum OrdinaryWords {
  /// What no word exceeds.
  static let greatest = 10

  static let steps: [[UInt8]: Int] = Dictionary(
    words.flatMap { step, words in words.split(separator: " ").map { (Array($0.utf8), step) } },
    uniquingKeysWith: { $1 })

  static let words: [(step: Int, words: String)] = [''')
for step in sorted(classes, reverse=True):
    lines, line = [], ""
    for word in sorted(classes[step]):
        if len(line) + len(word) + 1 > 88:
            lines.append(line)
            line = ""
        line += word + " "
    lines.append(line.rstrip())
    print(f"    (\n      {step},\n      \"\"\"")
    for line in lines[:-1]:
        print(f"      {line}\\")
    print(f"      {lines[-1]}\n      \"\"\"\n    ),")
print("  ]\n}")
