"""Who answers: the desk, and the libraries people would use in its place.

The others get an advantage: they search only what each company's newest releases state, a line for each field
("company, symbol, field"), while the desk has every release to choose from.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Protocol

from rapidfuzz import fuzz, process, utils

from tests.bench.generator import ASKED, Question, issuers_of, newest_stating, values_of
from tests.bench.libraries import fields, lexicon, library, opened, weights

NOW = datetime(2020, 7, 1, 12, tzinfo=UTC)


class Contender(Protocol):
    """Something that answers questions; made for a number of releases."""

    def __init__(self, count: int) -> None: ...

    def right(self, question: Question) -> bool | None:
        """Answer the question; whether the answer was right, None where none was given."""


class Desk:
    """This project's desk, on a library of all the releases."""

    def __init__(self, count: int) -> None:
        from bot.desk.desk import Desk as TheDesk

        self.store = opened(library(count).path)
        self.desk = TheDesk(self.store, fields(), lexicon(), weights())

    def right(self, question: Question) -> bool | None:
        answer = self.desk.answer(question.text, now=NOW)
        if answer.status != "answered":
            return None
        given = {value.value for value in answer.values}
        source = answer.release.source if answer.release else None
        return (
            answer.status == "answered" and bool(given & set(question.wanted)) and source == question.source
        )


class _Lines:
    """The lines that the others search, each with its values."""

    def __init__(self, count: int) -> None:
        self.lines: list[str] = []
        self.values: list[tuple[str, ...]] = []
        for line, values in _lines(count):
            self.lines.append(line)
            self.values.append(values)

    def hit(self, index: int | None, question: Question) -> bool | None:
        return None if index is None else bool(set(self.values[index]) & set(question.wanted))


def _lines(count: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    asked = {field.id: f"{field.label} {field.asked[0]}" for field in fields()}
    for issuer in issuers_of(count):
        for field in dict(ASKED):
            stated = newest_stating(issuer, field, count)
            yield f"{issuer.full_name} {issuer.symbol} {asked[field]}", values_of(stated, field)


class RapidFuzz(_Lines):
    """rapidfuzz: `process.extractOne` with WRatio of the whole question over all lines."""

    def right(self, question: Question) -> bool | None:
        best = process.extractOne(
            question.text, self.lines, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=50
        )
        return self.hit(best[2] if best else None, question)


class SQLiteSearch(_Lines):
    """SQLite FTS5: the question's words joined by OR, ranked by bm25."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self._at = sqlite3.connect(":memory:")
        self._at.execute("CREATE VIRTUAL TABLE line USING fts5 (text, tokenize = 'porter unicode61')")
        self._at.executemany("INSERT INTO line (rowid, text) VALUES (?, ?)", enumerate(self.lines))

    def right(self, question: Question) -> bool | None:
        words = " OR ".join(f'"{word}"' for word in utils.default_process(question.text).split())
        best = self._at.execute(
            "SELECT rowid FROM line WHERE line MATCH ? ORDER BY bm25(line) LIMIT 1", (words,)
        ).fetchone()
        return self.hit(best[0] if best else None, question)


class Tantivy(_Lines):
    """tantivy: its query parser on the question's words, the English stemmer."""

    def __init__(self, count: int) -> None:
        import tantivy

        super().__init__(count)
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("text", tokenizer_name="en_stem")
        schema.add_unsigned_field("line", stored=True)
        self._index = tantivy.Index(schema.build())
        writer = self._index.writer(100_000_000, 1)
        for i, line in enumerate(self.lines):
            writer.add_document(tantivy.Document(text=line, line=i))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def right(self, question: Question) -> bool | None:
        query = self._index.parse_query(utils.default_process(question.text), ["text"])
        hits = self._searcher.search(query, 1).hits
        return self.hit(self._searcher.doc(hits[0][1])["line"][0] if hits else None, question)


class BM25S(_Lines):
    """bm25s: its own tokenizer and scoring."""

    def __init__(self, count: int) -> None:
        import bm25s

        super().__init__(count)
        self._tokenize: Callable[..., object] = bm25s.tokenize
        self._search = bm25s.BM25()
        self._search.index(bm25s.tokenize(self.lines, show_progress=False), show_progress=False)

    def right(self, question: Question) -> bool | None:
        words = self._tokenize(question.text, show_progress=False)
        found, _ = self._search.retrieve(words, k=1, show_progress=False)
        return self.hit(int(found[0][0]), question)


CONTENDERS: dict[str, type[Contender]] = {
    "releasebot": Desk,
    "rapidfuzz WRatio": RapidFuzz,
    "SQLite FTS5 bm25": SQLiteSearch,
    "tantivy": Tantivy,
    "bm25s": BM25S,
}
