#!/usr/bin/env python3
"""Compares aemedic's search with other engines on the same articles and judged queries, in one run.

  compare.py AEMEDIC CORPUS QUERIES.jsonl

Engines: aemedic; SQLite's own FTS5 with unicode61 and trigram (words joined by OR, bm25 with
aemedic's field weights); bm25s (PyPI) with Snowball stems; Xapian (python3-xapian) with n-grams
for Japanese. What is not installed is named and left out. Every engine pools the rows of an
article by their best and is timed in one process, one query after the other.
"""
import collections
import json
import math
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

WEIGHTS = [7, 4, 2, 1]
LANGUAGES = [("en", "en", "english"), ("fr", "fr-FR", "french"), ("ja", "ja-JP", "english")]


def articles(corpus):
    """Rows of number, language, title, description, keywords and body."""
    for language, folder, _ in LANGUAGES:
        base = os.path.join(corpus, folder, "articles")
        for name in sorted(os.listdir(base)):
            text = open(os.path.join(base, name), encoding="utf-8").read()
            head, body = re.match(r"---\n(.*?)\n---\n(.*)", text, re.S).groups()
            fields = {}
            for line in head.split("\n"):
                if ":" in line and not line.startswith(" "):
                    key, value = line.split(":", 1)
                    fields[key] = value.strip().strip("\"'「」")
            yield (name[:-3], language, fields.get("title", ""), fields.get("description", ""),
                   fields.get("keywords", ""), body)


def words(query):
    return list(dict.fromkeys(re.findall(r"\w+", query.lower())))[:140]


class FullText:
    def __init__(self, rows, tokenizer):
        self.file = tempfile.NamedTemporaryFile(suffix=".db")
        self.database = sqlite3.connect(self.file.name)
        self.tokenizer = tokenizer
        self.database.execute(
            "CREATE VIRTUAL TABLE a USING fts5(number UNINDEXED, title, description, keywords, body,"
            f" tokenize='{tokenizer}')")
        self.database.executemany(
            "INSERT INTO a VALUES (?,?,?,?,?)", ((r[0], *r[2:]) for r in rows))
        self.database.execute("INSERT INTO a(a) VALUES ('optimize')")
        self.database.commit()

    def size(self):
        return os.path.getsize(self.file.name)

    def ranked(self, query, language):
        terms = words(query)
        if self.tokenizer == "trigram":
            joined = "".join(query.lower().split("\""))
            terms = list(dict.fromkeys(
                joined[i:i + 3] for i in range(len(joined) - 2)
                if not re.search(r"\s", joined[i:i + 3])))[:250]
        if not terms:
            return []
        match = " OR ".join('"%s"' % term for term in terms)
        found = self.database.execute(
            f"SELECT number FROM a WHERE a MATCH ? ORDER BY bm25(a, 0, {','.join(map(str, WEIGHTS))})"
            " LIMIT 40", (match,))
        return list(dict.fromkeys(number for (number,) in found))[:10]


class Bm25s:
    def __init__(self, rows):
        import bm25s
        import Stemmer
        self.library = bm25s
        self.stemmers = {l: Stemmer.Stemmer(s) for l, _, s in LANGUAGES}
        self.numbers = [r[0] for r in rows]
        self.index = bm25s.BM25()
        self.index.index(
            [self.tokens(" ".join(r[2:]), r[1]) for r in rows], show_progress=False)

    def tokens(self, text, language):
        found = []
        for word in re.findall(r"\w+", text.lower()):
            if re.search("[\u3040-\u9fff]", word):
                found += [word[i:i + 2] for i in range(max(1, len(word) - 1))]
            else:
                found.append(self.stemmers[language].stemWord(word))
        return found

    def size(self):
        return None

    def ranked(self, query, language):
        found, _ = self.index.retrieve(
            [self.tokens(query, language)], k=40, show_progress=False)
        return list(dict.fromkeys(self.numbers[i] for i in found[0]))[:10]


class Xapian:
    def __init__(self, rows):
        import xapian
        self.library = xapian
        self.folder = tempfile.TemporaryDirectory()
        database = xapian.WritableDatabase(self.folder.name, xapian.DB_CREATE_OR_OVERWRITE)
        generator = xapian.TermGenerator()
        generator.set_flags(generator.FLAG_CJK_NGRAM)
        stems = {l: s for l, _, s in LANGUAGES}
        for row in rows:
            document = xapian.Document()
            generator.set_stemmer(xapian.Stem(stems[row[1]]))
            generator.set_document(document)
            for text, weight in zip(row[2:], WEIGHTS):
                generator.index_text(text, weight)
            document.set_data(row[0])
            database.add_document(document)
        database.commit()
        database.close()
        self.database = xapian.Database(self.folder.name)
        self.stems = stems

    def size(self):
        return sum(os.path.getsize(os.path.join(self.folder.name, f))
                   for f in os.listdir(self.folder.name))

    def ranked(self, query, language):
        # Its query parser stumbles over pasted logs: the terms are taken as of a document.
        generator = self.library.TermGenerator()
        generator.set_flags(generator.FLAG_CJK_NGRAM)
        generator.set_stemmer(self.library.Stem(self.stems[language]))
        document = self.library.Document()
        generator.set_document(document)
        generator.index_text(query)
        terms = [entry.term for entry in document]
        enquire = self.library.Enquire(self.database)
        enquire.set_query(self.library.Query(self.library.Query.OP_OR, terms))
        found = [m.document.get_data().decode() for m in enquire.get_mset(0, 40)]
        return list(dict.fromkeys(found))[:10]


class Aemedic:
    """One process that answers line by line, so that each answer can be timed."""

    def __init__(self, program, corpus):
        self.folder = tempfile.TemporaryDirectory()
        self.file = os.path.join(self.folder.name, "a.kb")
        subprocess.run([program, "kb", "import", corpus, "--kb", self.file],
                       check=True, capture_output=True)
        self.program = program

    def size(self):
        return os.path.getsize(self.file)

    def answers(self, queries):
        lines = "".join(
            json.dumps({"id": q["id"], "lang": q["lang"], "query": q["query"]}) + "\n"
            for q in queries)
        start = time.perf_counter()
        output = subprocess.run([self.program, "search", "--batch", "--kb", self.file],
                                input=lines, text=True, capture_output=True, check=True).stdout
        each = (time.perf_counter() - start) * 1000 / len(queries)
        ranked = {a["id"]: a["ranked"] for a in map(json.loads, output.splitlines())}
        return ranked, [each] * len(queries)


def answers(engine, queries):
    if isinstance(engine, Aemedic):
        return engine.answers(queries)
    ranked, times = {}, []
    for query in queries:
        start = time.perf_counter()
        ranked[query["id"]] = engine.ranked(query["query"], query["lang"])
        times.append((time.perf_counter() - start) * 1000)
    return ranked, times


def quality(queries, ranked):
    figures = collections.defaultdict(list)
    first, recall = [], []
    for query in queries:
        exact = {number for number, grade in query["relevant"].items() if grade >= 2}
        found = ranked.get(query["id"], [])
        rank = next((i for i, number in enumerate(found, 1) if number in exact), math.inf)
        first.append(rank == 1)
        recall.append(len(exact.intersection(found)) / max(1, len(exact)))
        for key in ("all", query["family"], query["lang"]):
            figures[key].append(1 / rank)
    means = {key: sum(v) / len(v) for key, v in figures.items()}
    return means, sum(first) / len(first), sum(recall) / len(recall)


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    program, corpus, file = sys.argv[1:]
    queries = [json.loads(line) for line in open(file, encoding="utf-8") if line.strip()]
    rows = list(articles(corpus))
    engines = [
        ("aemedic", lambda: Aemedic(program, corpus)),
        ("fts5 unicode61", lambda: FullText(rows, "unicode61")),
        ("fts5 trigram", lambda: FullText(rows, "trigram")),
        ("bm25s", lambda: Bm25s(rows)),
        ("xapian", lambda: Xapian(rows)),
    ]
    keys = ["all", "log", "paraphrase", "cross", "external", "en", "fr", "ja"]
    print(f"{'engine':16}" + "".join(f"{k:>11}" for k in keys)
          + f"{'S@1':>7}{'R@10':>7}{'p50 ms':>8}{'p99 ms':>8}{'build s':>9}{'MB':>7}")
    for name, make in engines:
        start = time.perf_counter()
        try:
            engine = make()
        except ImportError as missing:
            how = {"bm25s": "pip install bm25s PyStemmer numpy"}.get(
                name, "apt-get install python3-xapian, and Debian's python3")
            print(f"{name:16}left out: {missing} ({how})")
            continue
        build = time.perf_counter() - start
        ranked, times = answers(engine, queries)
        means, first, recall = quality(queries, ranked)
        times.sort()
        median, late = (times[min(len(times) - 1, int(len(times) * p))] for p in (0.5, 0.99))
        size = engine.size()
        print(f"{name:16}" + "".join(f"{means.get(k, 0):11.3f}" for k in keys)
              + f"{first:7.3f}{recall:7.3f}{median:8.1f}{late:8.1f}{build:9.1f}"
              + (f"{size / 1e6:7.1f}" if size else f"{'memory':>7}"))


if __name__ == "__main__":
    main()
