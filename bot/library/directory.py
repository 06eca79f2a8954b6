"""Companies and the names they go by: which company a release is of, and whom a name means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from sqlite3 import Connection

from rapidfuzz import fuzz, utils

from bot.desk.library_port import Name, fold
from bot.library.names import Known, filed_words, openings, spellings

SAME_COMPANY = 85.0  # likeness at which two names on one ticker are one company's
WORST_RANK = 63  # the rank of a company with no release; each doubling of its releases is one better

_NAMES = """
    SELECT name.text, name.key, name.kind, name.company, company.name, 100.0, company.releases
    FROM name JOIN company ON company.id = name.company
"""


def company_of(at: Connection, known: Collection[Known]) -> int | None:
    """The company that a release with these names is of, made when it is new; None where it names none."""
    name = next((one for one in known if one.kind == "company"), None)
    tickers = [one for one in known if one.kind == "ticker"]
    found = _by_key(at, name, tickers) if name else None
    found = found or _by_ticker(at, name.key if name else None, tickers)
    if found or not name:
        return found
    return at.execute("INSERT INTO company (key, name) VALUES (?, ?)", (name.key, name.text)).lastrowid


def _by_key(at: Connection, name: Known, tickers: Sequence[Known]) -> int | None:
    """The company of that name, unless it is a namesake: of another legal form and under other symbols."""
    symbols = {ticker.key for ticker in tickers}
    holders = at.execute("SELECT id, name FROM company WHERE key = ? ORDER BY id", (name.key,)).fetchall()
    for company, written in holders:
        if _form(written, name.key) in ("", _form(name.text, name.key)) or not _form(name.text, name.key):
            return int(company)
        listed = at.execute("SELECT key FROM name WHERE company = ? AND kind = 'ticker'", (company,))
        others = {symbol for (symbol,) in listed}
        if not symbols or not others or symbols & others:
            return int(company)
    return None


def _form(written: str, key: str) -> str:
    """The first letter of a name's legal form: one for "Inc." and "Incorporated", "Ltd." and "Limited"."""
    return fold(written).rpartition(key)[2].strip()[:1]


def _by_ticker(at: Connection, key: str | None, tickers: Iterable[Known]) -> int | None:
    """The company with one of the listings, where its name is like this one or this one has none."""
    for ticker in tickers:
        holders = at.execute(
            "SELECT company.id, company.key FROM name JOIN company ON company.id = name.company "
            "WHERE name.key = ? AND name.kind = 'ticker' AND name.exchange = ?",
            (ticker.key, ticker.exchange),
        )
        for company, other in holders:
            if key is None or _same_name(key, other):
                return int(company)
    return None


def _same_name(one: str, other: str) -> bool:
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    return f"{longer} ".startswith(f"{shorter} ") or bool(
        fuzz.token_sort_ratio(one, other, processor=utils.default_process, score_cutoff=SAME_COMPANY)
    )


def count_in(at: Connection, company: int, known: Iterable[Known]) -> list[int]:
    """Count one more release of the company with these names; gives the names' ids."""
    _count_releases(at, company, 1)
    ids = [_count_name(at, company, one) for one in known]
    _choose_title(at, company)
    return ids


def count_out(at: Connection, company: int, names: Iterable[int]) -> None:
    """Take back a `count_in`; names that no release states any more are forgotten."""
    for name in names:
        at.execute("UPDATE name SET releases = releases - 1 WHERE id = ?", (name,))
        gone = at.execute("SELECT key, rank FROM name WHERE id = ? AND releases < 1", (name,))
        for key, rank in gone.fetchall():
            _unfile(at, name, key, rank)
            at.execute("DELETE FROM name WHERE id = ?", (name,))
    _count_releases(at, company, -1)
    _choose_title(at, company)


def forget_unused(at: Connection, company: int) -> None:
    """Drop a company that no release is of any more."""
    used = at.execute("SELECT 1 FROM release WHERE company = ? LIMIT 1", (company,)).fetchone()
    if not used:
        at.execute("DELETE FROM company WHERE id = ?", (company,))


def _count_releases(at: Connection, company: int, more: int) -> None:
    (before,) = at.execute("SELECT releases FROM company WHERE id = ?", (company,)).fetchone()
    at.execute("UPDATE company SET releases = releases + ? WHERE id = ?", (more, company))
    if _rank(before) != _rank(before + more):
        _rerank(at, company, _rank(before + more))


def _rank(releases: int) -> int:
    return WORST_RANK - releases.bit_length()


def _rerank(at: Connection, company: int, rank: int) -> None:
    """Let the company's names be found before those of companies with fewer releases."""
    names = at.execute("SELECT id, key, rank FROM name WHERE company = ?", (company,)).fetchall()
    for name, key, old in names:
        at.executemany(
            "UPDATE word_name SET rank = ? WHERE word = (SELECT id FROM word WHERE text = ?) "
            "AND rank = ? AND name = ?",
            [(rank, text, old, name) for text in filed_words(key)],
        )
        at.executemany(
            "UPDATE opening SET rank = ? WHERE letters = ? AND rank = ? AND name = ?",
            [(rank, letters, old, name) for letters in (*openings(key), "")],
        )
    at.execute("UPDATE name SET rank = ? WHERE company = ?", (rank, company))


def _count_name(at: Connection, company: int, known: Known) -> int:
    row = at.execute(
        "UPDATE name SET releases = releases + 1 "
        "WHERE company = ? AND kind = ? AND text = ? AND exchange = ? RETURNING id",
        (company, known.kind, known.text, known.exchange),
    ).fetchone()
    if row:
        return int(row[0])
    (releases,) = at.execute("SELECT releases FROM company WHERE id = ?", (company,)).fetchone()
    (name,) = at.execute(
        "INSERT INTO name (company, kind, key, text, exchange, releases, rank) "
        "VALUES (?, ?, ?, ?, ?, 1, ?) RETURNING id",
        (company, known.kind, known.key, known.text, known.exchange, _rank(releases)),
    ).fetchone()
    _file(at, name, known.key, known.kind, _rank(releases))
    return int(name)


def _choose_title(at: Connection, company: int) -> None:
    """Call the company what most of its releases call it; the longer writing where two are level."""
    at.execute(
        "UPDATE company SET name = best.text, key = best.key FROM (SELECT text, key FROM name "
        "WHERE company = ?1 AND kind = 'company' ORDER BY releases DESC, length(text) DESC, id LIMIT 1) best "
        "WHERE id = ?1 AND (company.name <> best.text OR company.key <> best.key)",
        (company,),
    )


def _file(at: Connection, name: int, key: str, kind: str, rank: int) -> None:
    """Make the name findable by its words and by what is typed of it."""
    for text in filed_words(key):
        (word,) = at.execute(
            "INSERT INTO word (text, names) VALUES (?, 1) "
            "ON CONFLICT (text) DO UPDATE SET names = names + 1 RETURNING id",
            (text,),
        ).fetchone()
        at.execute("INSERT OR IGNORE INTO word_name VALUES (?, ?, ?)", (word, rank, name))
        if kind != "ticker":  # a ticker is right or it is another one
            _spell(at, word, text)
    at.executemany(
        "INSERT OR IGNORE INTO opening VALUES (?, ?, ?)", [(letters, rank, name) for letters in openings(key)]
    )
    if kind == "company":
        at.execute("INSERT OR IGNORE INTO opening VALUES ('', ?, ?)", (rank, name))


def _spell(at: Connection, word: int, text: str) -> None:
    if not at.execute("SELECT 1 FROM spelling WHERE form = ? AND word = ?", (text, word)).fetchone():
        at.executemany("INSERT INTO spelling VALUES (?, ?)", [(form, word) for form in spellings(text)])


def _unfile(at: Connection, name: int, key: str, rank: int) -> None:
    for text in filed_words(key):
        (word, names) = at.execute(
            "UPDATE word SET names = names - 1 WHERE text = ? RETURNING id, names", (text,)
        ).fetchone()
        at.execute("DELETE FROM word_name WHERE word = ? AND rank = ? AND name = ?", (word, rank, name))
        if names < 1:
            at.executemany(
                "DELETE FROM spelling WHERE form = ? AND word = ?", [(form, word) for form in spellings(text)]
            )
            at.execute("DELETE FROM word WHERE id = ?", (word,))
    gone = [(letters, rank, name) for letters in (*openings(key), "")]
    at.executemany("DELETE FROM opening WHERE letters = ? AND rank = ? AND name = ?", gone)


def named(at: Connection, keys: Iterable[str]) -> list[Name]:
    """The names whose key is one of `keys`, best known first."""
    found = [
        Name(*row)
        for key in dict.fromkeys(keys)
        for row in at.execute(_NAMES + "WHERE name.key = ? ORDER BY name.rank, name.id LIMIT 64", (key,))
    ]
    return list(dict.fromkeys(found))
