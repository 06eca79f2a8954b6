"""Names for completing what is being typed: at any of a name's words, the best known first."""

from __future__ import annotations

from json import dumps
from sqlite3 import Connection

from bot.desk.library_port import Name, fold
from bot.library.likeness import alike, one_a_company

STORED = 3  # letters up to which the names that begin so are kept in order
WORDS = 60  # words looked at that begin with a longer prefix
NAMES = 25  # names looked at for each of them
ENOUGH = 5  # names found beside which no slip is thought of
SCANNED = 400  # names looked at that hold the first words of a longer phrase
KINDS = {"company": 0, "short": 0, "former": 1, "ticker": 2, "candidate": 3}
SHORTEST, LONGEST = 4, 20  # letters of a word in which a slip is looked for
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LAST = "\U0010ffff"  # sorts after anything that can be typed


def beginning(at: Connection, prefix: str, limit: int) -> list[Name]:
    """The names that begin so, or a word of which does; "" gives the best known.

    Where few do, those of which a word begins so but for a slip come after them; where none does, either, the
    names alike.
    """
    typed = fold(prefix)
    if " " in typed:
        names = _by_phrase(at, typed)
    elif len(typed) <= STORED:
        names = _by_opening(at, typed, 4 * limit)
    else:
        names = _by_word(at, typed)
    found = _names(at, typed, names, limit)
    if not typed or len(found) >= min(ENOUGH, limit):
        return found
    meant = _names(at, typed, _by_slip(at, typed), limit)
    return one_a_company([*found, *meant], limit) or alike(at, typed, limit)


def _by_opening(at: Connection, typed: str, limit: int) -> list[int]:
    rows = at.execute("SELECT name FROM opening WHERE letters = ? ORDER BY rank LIMIT ?", (typed, limit))
    return [name for (name,) in rows]


def _by_word(at: Connection, typed: str) -> list[int]:
    words = at.execute(
        "SELECT id FROM word WHERE text >= ? AND text < ? LIMIT ?", (typed, typed + LAST, WORDS)
    )
    best = "SELECT name FROM word_name WHERE word = ? ORDER BY rank LIMIT ?"
    return [name for (word,) in words.fetchall() for (name,) in at.execute(best, (word, NAMES))]


def _by_slip(at: Connection, typed: str) -> list[int]:
    """Names by a word that begins as the last word typed may have been meant; words before it as they are."""
    *before, last = typed.split()
    if not SHORTEST <= len(last) <= LONGEST:
        return []
    for meant in _spellings(last):
        words = at.execute(
            "SELECT word.id FROM json_each(?) JOIN word ON word.text >= json_each.value "
            "AND word.text < json_each.value || ? LIMIT ?",
            (dumps(meant), LAST, WORDS),
        ).fetchall()
        best = "SELECT name FROM word_name WHERE word = ? ORDER BY rank LIMIT ?"
        names = [name for (word,) in words for (name,) in at.execute(best, (word, NAMES))]
        if before and names:
            rows = at.execute(
                "SELECT name.id FROM json_each(?) JOIN name ON name.id = json_each.value "
                "WHERE instr(name.key, ?)",
                (dumps(names), " ".join(before)),
            ).fetchall()
            names = [name for (name,) in rows]
        if names:
            return names
    return []


def _spellings(typed: str) -> tuple[list[str], list[str]]:
    """What may have been meant but for one slip after the first letter: the common slips, then the others.

    >>> _spellings("cele")[0]
    ['ceele', 'celle', 'celee', 'clee', 'ceel', 'cle', 'cee']
    """
    places = range(1, len(typed))
    doubled = [typed[: i + 1] + typed[i:] for i in places]
    swapped = [typed[:i] + typed[i + 1] + typed[i] + typed[i + 2 :] for i in range(1, len(typed) - 1)]
    left_out = [typed[:i] + typed[i + 1 :] for i in places[:-1]]
    others = [typed[:i] + letter + typed[i:] for i in places for letter in LETTERS]
    others += [typed[:i] + letter + typed[i + 1 :] for i in places for letter in LETTERS]
    return [*doubled, *swapped, *left_out], others


def _by_phrase(at: Connection, typed: str) -> list[int]:
    """Names that begin with the words, or hold them further on."""
    begun = at.execute(
        "SELECT id FROM name WHERE key >= ? AND key < ? LIMIT ?", (typed, typed + LAST, SCANNED)
    ).fetchall()
    word = max(typed.split()[:-1], key=len)
    within = at.execute(
        "SELECT name.id FROM (SELECT name FROM word_name WHERE word = (SELECT id FROM word WHERE text = ?) "
        "ORDER BY rank LIMIT ?) AS held JOIN name ON name.id = held.name WHERE instr(name.key, ?)",
        (word, SCANNED, f" {typed}"),
    ).fetchall()
    return [name for (name,) in (*begun, *within)]


def _names(at: Connection, typed: str, ids: list[int], limit: int) -> list[Name]:
    """The names themselves, the best known first; of a company's own names the one that begins so."""
    rows = at.execute(
        "SELECT name.text, name.key, name.kind, name.company, company.name, 100.0, company.releases "
        "FROM json_each(?) JOIN name ON name.id = json_each.value JOIN company ON company.id = name.company",
        (dumps([*dict.fromkeys(ids)]),),
    )
    found = sorted((Name(*row) for row in rows), key=lambda name: _order(name, typed))
    return one_a_company(found, limit)


def _order(name: Name, typed: str) -> tuple[bool, int, int, bool, str]:
    """Exact before begun, most released first; companies before tickers, first words before later ones."""
    return name.key != typed, -name.releases, KINDS[name.kind], not name.key.startswith(typed), name.text
