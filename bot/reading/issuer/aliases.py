"""The short names a release gives its issuer, and its former ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model import Span, Stated
from bot.reading.issuer.names import Names, named, occurrences
from bot.reading.issuer.words import vocabulary
from bot.reading.patterns import late

_BRACKETS = 5

_NEAR_BRACKET = late(r"[(\[]|former|f/k/a|d/b/a|doing")
_PARENTHESIS = late(r"\s{0,2},?\s{0,2}[(\[]([^()\[\]]{1,260})[)\]]")
_QUOTED = late(r"[\"“”„‘]\s?([^\"“”„’]{1,60}?)\s?,?[\"“”’]")
# "(Shentel)", "(GreenQ or the Company)".
_BARE = late(r"(?:[A-Z][\w&.'’-]{1,30}\s?){1,4}")
_OR_COMPANY = late(r"\s?,?\s?or\s(?:the\s)?[\"“]?(?:Company|Group|Corporation)")
_FORMER = late(
    r"[\s,(]{0,4}(?:formerly(?:\sknown\sas)?|f/k/a|previously(?:\sknown\sas)?)[:,]?\s{1,2}[\"“]?(?=[A-Z])"
)
_TRADING_AS = late(r"(?:d/b/a|dba|doing\sbusiness\sas|trading\sas)\s{1,2}[\"“]?(?=[A-Z])")
# A symbol with its market's suffix: "HVTA-B.ST".
_QUOTE = late(r"[A-Z0-9-]{1,8}\.[A-Z]{1,3}")
# What a release calls itself without naming anybody: the "Company".
_ROLES = vocabulary(
    "company companies corporation group trust fund issuer partnership bank reit firm we us our corp "
    "manager the holdings parties party offering shares seller buyer purchaser"
)


class Aliases:
    """Finds the names that stand for the issuer's own."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def find(self, text: str, name: str) -> tuple[Stated, ...]:
        """The short names in brackets behind the issuer's name, and its former names, in the text's order."""
        found: dict[str, Stated] = {}
        core = self._names.core(name)
        for at in occurrences(text, core):
            behind = at + len(core)
            if _NEAR_BRACKET.search(text, behind, behind + 30):
                for alias in self._behind(text, at):
                    found.setdefault(alias.value, alias)
        found.pop(name, None)
        return tuple(found.values())

    def _behind(self, text: str, at: int) -> Iterator[Stated]:
        """The names in the brackets that follow the name at `at`, and a former or trading name near it."""
        name = self._names.at(text, at)
        end = name.end if name else at
        for _ in range(_BRACKETS):
            bracket = _PARENTHESIS.match(text, end)
            if not bracket:
                break
            yield from self._inside(text, *bracket.span(1))
            end = bracket.end()
        other = _FORMER.match(text, end) or _TRADING_AS.search(text, end, min(len(text), end + 160))
        if other and (name := self._names.at(text, other.end())):
            yield named(text, name)

    def _inside(self, text: str, start: int, end: int) -> Iterator[Stated]:
        """The names inside one bracket."""
        former = _FORMER.match(text, start, end)
        if former and (name := self._names.at(text, former.end())):
            yield named(text, Span(name.start, min(name.end, end)))
            return
        quoted = list(_QUOTED.finditer(text, start, end))
        for match in quoted:
            if (
                text[max(0, match.start() - 2) : match.start()].rstrip().endswith(":")
            ):  # a symbol: "(TSX: “ABC”)"
                continue
            if not set(re.findall(r"\w+", match.group(1).lower())) <= _ROLES:
                yield Stated(match.group(1), Span(*match.span(1)))
        bare = None if quoted else _BARE.match(text, start, end)
        if bare and (bare.end() == end or _OR_COMPANY.match(text, bare.end(), end)):
            words = bare.group().strip()
            if words.lower() not in _ROLES and not _QUOTE.fullmatch(words):
                yield Stated(words, Span(start, start + len(words)))
