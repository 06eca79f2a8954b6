"""Searching the words of releases: what is filed of a text, and which releases hold what is asked about.

What is filed: the headline and the prose up to the boilerplate about forward-looking statements, at most
8,000 characters, without lines that are mostly figures; and, wherever they stand, the people, firms and
addresses, candidates and tickers that were read. A results release of 60 kB is tables for the most part; its
prose is what people ask about. Filing only that keeps the index at about a quarter of the texts.
The index holds no text itself: what is filed of a release has to be the same when it is taken away again. To
file something else, a migration has to empty the library.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import log2
from sqlite3 import Connection

from bot.desk.library_port import fold
from bot.model import Release, Stated

FILED = 8_000  # characters of a text that are filed
TOPICS = 12  # things asked about that are searched for
WORD = 40  # letters of one
NEWEST = 60  # releases that hold one are looked at
RECENT = 20_000  # releases among which common words are looked for together
BOILERPLATE = re.compile(r"forward[- ]looking statements?|safe harbou?r", re.IGNORECASE)
LEAST_LETTERS = 0.5  # share of letters below which a line is a row of a table


def searchable(company: int | None, release: Release) -> tuple[str, str, str]:
    """The company's mark, the headline and the text as they are filed under a release."""
    headline = release.headline.value if release.headline else ""
    read = "\n".join(dict.fromkeys(stated.value for stated in _read(release)))
    return mark(company), headline, f"{_prose(release.text)}\n{read}"


def mark(company: int | None) -> str:
    """The word that stands for a company in the search's first column."""
    return f"c{company}" if company is not None else ""


def _read(release: Release) -> Iterator[Stated]:
    """What was read of a release by which somebody may ask for it, wherever it stands."""
    yield from release.aliases
    yield from (ticker.symbol for ticker in release.tickers)
    for candidate in release.candidates:
        yield from (candidate.name, *candidate.aka)
    for contact in release.contacts:
        yield from filter(None, (contact.name, contact.title, contact.organization, contact.email))
    for speaker in (speaker for call in release.calls for speaker in call.speakers):
        yield from filter(None, (speaker.name, speaker.title))


def _prose(text: str) -> str:
    end = BOILERPLATE.search(text, len(text) // 4)
    kept: list[str] = []
    room = FILED
    for line in text[: end.start() if end else len(text)].splitlines():
        if room <= 0:
            break
        if _is_prose(line):
            kept.append(line[:room])
            room -= len(line) + 1
    return "\n".join(kept)


def _is_prose(line: str) -> bool:
    shown = line.replace(" ", "").replace("|", "")
    return bool(shown) and sum(map(str.isalpha, shown)) >= LEAST_LETTERS * len(shown)


def searched(topics: Iterable[Iterable[str]]) -> list[list[str]]:
    """The topics to search for, each the ways to say it, folded and each once; at most twelve."""
    ways = (dict.fromkeys(fold(way)[:WORD] for way in topic) for topic in topics)
    return [[way for way in topic if way] for topic in ways][:TOPICS]


def query(ways: Iterable[str], company: int | None = None) -> str:
    """An FTS5 query for any of the ways to say something, each quoted, whatever is in it.

    >>> query(["dividend", "pay out"], 7)
    'company : c7 AND {headline body} : ("dividend" OR "pay out")'
    """
    found = "{headline body} : (" + " OR ".join(f'"{way}"' for way in ways) + ")"
    return found if company is None else f"company : {mark(company)} AND {found}"


def holding(
    at: Connection, topics: Sequence[Sequence[str]], company: int | None, limit: int
) -> tuple[list[tuple[int, frozenset[int]]], tuple[int, ...]]:
    """Numbers of the releases that hold most topics, with which; and how many hold each, up to `NEWEST`.

    bm25 would count every release that holds a common word, some 50 ms among a million. Here each topic
    brings the newest releases that hold it: all, where it is rare. Of those found by rare topics it is then
    looked up whether they hold the common ones.
    """
    asked = [query(ways, company) for ways in topics]
    held: defaultdict[int, set[int]] = defaultdict(set)
    spread = []
    for topic, searched_for in enumerate(asked):
        found = _newest(at, searched_for) if topics[topic] else []
        spread.append(len(found))
        for no in found:
            held[no].add(topic)
    common = [topic for topic, releases in enumerate(spread) if releases == NEWEST]
    if len(common) > 1 and len(common) == len(topics):
        together = " AND ".join(f"({asked[topic]})" for topic in common)
        for no in _newest(at, together, after=max(held) - RECENT):
            held[no].update(common)

    def rank(no: int) -> tuple[float, int]:
        return -sum(1 / (1 + log2(1 + spread[topic])) for topic in held[no]), -no

    best = sorted(held, key=rank)[:limit]
    for no in best:
        held[no].update(t for t in common if t not in held[no] and _holds(at, asked[t], no))
    return [(no, frozenset(held[no])) for no in sorted(best, key=rank)], tuple(spread)


def _newest(at: Connection, searched_for: str, after: int = 0) -> list[int]:
    rows = at.execute(
        "SELECT rowid FROM search WHERE search MATCH ? AND rowid > ? ORDER BY rowid DESC LIMIT ?",
        (searched_for, after, NEWEST),
    )
    return [no for (no,) in rows]


def _holds(at: Connection, searched_for: str, no: int) -> bool:
    one = "SELECT 1 FROM search WHERE search MATCH ? AND rowid = ?"
    return at.execute(one, (searched_for, no)).fetchone() is not None
