"""The title of a release among what stands above the story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bot.lexicon import Lexicon
from bot.model import Span, Stated
from bot.reading import prose
from bot.reading.issuer.words import either, legal_form_pattern, lines, stated, vocabulary
from bot.reading.patterns import late

_TOP = 4000
_CANDIDATES = 16
_LONGEST = 420
_LONGEST_BELOW = 160
# Widths at which texts are hard-wrapped.
_NARROWEST, _MARGIN, _WIDEST = 72, 79, 100

_CODE_LINE = late(r"\(\d{2}:\d{2}\s(?:GMT|ET|EST|EDT)\)\s*")
_CODED = late(r"\(\d{2}:\d{2}\s\w{2,3}\)\s*\*")
_PRESS_RELEASE = late(r"Press Release:\s+(?=\S)")
# Lines that stand above a title without being one.
_FURNITURE = late(
    r"""(?:
      [\W_]*
    | (?:for\s)?(?:immediate|general|public)\s(?:release|distribution)\b.{0,60}
    | (?:press|news|media|earnings|investor|(?:asx|nzx)(?:\s?[/&]\s?(?:asx|nzx))?|market|stock\sexchange)\s
      (?:release|announcement|statement)s?\b.{0,30}
    | (?:regulatory|corporate|company)\s(?:news|announcement|release|story)[:.]?
    | regulatory\s(?:news\sservice|release|information)\b.{0,20}
    | rns\s(?:number|reach|no)?\s?[:.]?.{0,30}
    | (?:eqs|dgap|pta|ots)-?[a-z-]{2,12}:.{0,160}
    | not\sfor\s(?:distribution|release|publication|dissemination)\b.{0,200}
    | (?:the\s)?information\scontained\s(?:within|in)\sthis\sannouncement.{0,400}
    | (?:exhibit|ex)[\s.-]{0,3}99.{0,20}
    | (?:sources?|provided\sby|distributed\sby|from|by|via|contacts?|share|print|download)\s?:.{0,120}
    | (?:language|date|time|category|tags?)\s?:.{0,120}
    | (?:inside|regulated|insider)\sinformation\b.{0,120}
    | page\s\d.{0,12}
    | \d{1,5}\s[^\n]{0,60}\b(?:street|st|avenue|ave|road|rd|drive|boulevard|blvd|suite|parkway|lane)\b.{0,80}
    | [a-z][a-z .]{1,30},\s[a-z]{2}\.?\s\d{5}(?:-\d{4})?.{0,40}
    | (?:tel|phone|fax|telephone|e-?mail|t|f|e)?[\s.:]{0,3}(?:\+?[\d()][\d\s().-]{6,24}|\S{1,60}@\S{1,60})
    | \[?\(?(?:image|logo|graphic|photo)\b.{0,80}
    | \[[^\[\]]{1,60}\]
    | \d{1,2}[:.]\d{2}\s.{0,60}\btime\b.{0,40}
    | p\.?\s?o\.?\sbox\s.{0,80}
    | (?:https?://|www\.)\S{1,200}
    | (?:home|news|newsroom|investors?|investor\srelations|news\s(?:&|and)\sevents|back|menu|skip\sto.{0,30})
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_TICKER_LINE = late(
    r"\(?\s?[A-Za-z][A-Za-z .-]{1,30}:\s?[A-Z0-9.]{1,8}(?![A-Za-z])"
    r"(?:\s?(?:[,;/|)(]{1,3}|and)\s?(?:[A-Za-z][A-Za-z .-]{1,30}:\s?)?[A-Z0-9.]{1,8}(?![A-Za-z])){0,4}\s?\)?"
)
_SHORT_NAME_LINE = late(r"\(.{0,120}\)\.?")
_CORRECTION = late(
    r"C\sO\sR\sR\sE\sC\sT\sI\sO\sN(?:\sFROM\sSOURCE)?\b"
    r"|CORRECT(?:ED|ING|ION)(?:\s(?:and|AND|&)\s(?:REPLAC(?:ED|ING)|REPLACEMENT))?\b"
    r"|(?:Correct(?:ion|ed|ing)|Amended|Updated?|UPDATED?|AMENDED|REISSUED?|Reissued?)"
    r"(?:\s?[:–—-]|\s(?:and|release|version)\b)"
)
_CORRECTION_LINE = late(r"/?C\sO\sR\sR\sE\sC\sT\sI\sO\sN\b|In\sthe\s(?:news|press)\srelease,")
_CORRECTING = late(
    r"""(?:
      (?:this|the\sfollowing)\s(?:press\s|news\s)?(?:release|announcement)\s
      (?:corrects|replaces|updates|supersedes|amends|is\sa\scorrect)
    | (?:corrects|replaces)\sthe\s(?:press\s|news\s)?(?:release|announcement|version)
    | please\sreplace\sthe\s(?:press\s|news\s)?release
    | in\sthe\s(?:news\s|press\s)?release,?\s[^\n]{1,160}?issued\s[^\n]{1,120}?we\sare\sadvised
    )[^.\n]{0,80}""",
    re.VERBOSE,
)
_CORRECTING_WORDS = (
    "correct",
    "replace",
    "updates",
    "supersedes",
    "amends",
    "we are advised",
    "we\nare advised",
)
# Contacts above the title: they go on until an empty line.
_BESIDE = late(r"(?i:for immediate release).{0,40}\s(?i:contacts?):")
_SHORT = 120
# A line of fewer spaces may be nothing but a name.
_SHORT_NAME = 2
_CONTACT = late(
    r"(?:(?:investor|media|press|company)\s)?contacts?(?:\s(?:information|details|person))?\s?:"
    r"|for\s(?:more|further)\sinformation",
    re.IGNORECASE,
)


class Headlines:
    """Finds a release's title and whether it marks the release as a correction."""

    def __init__(self, lexicon: Lexicon) -> None:
        wires = either(lexicon.wires)
        form = legal_form_pattern(lexicon.legal_forms)
        outlets = rf"{wires}|Yahoo!? ?Finance|MarketWatch|Morningstar|Nasdaq|Seeking Alpha|StockTitan|Reuters"
        self._wire_line = late(rf"[\W_]{{0,4}}(?:{wires})(?:\s\w{{2,12}})?[\W_]{{0,4}}", re.IGNORECASE)
        self._tail = late(rf"\s+(?:[|–—-]|::)\s+(?:{outlets})\b[^|]{{0,20}}\Z", re.IGNORECASE)
        self._name_line = late(
            rf"(?:[^\s,]+,?\s){{1,6}}{form}(?:\s?\([^)]{{1,40}}\)|\s(?:ABN|ACN|ARBN)\b.{{1,40}})?"
        )

    def find(self, text: str, date_lines: tuple[Span, ...], end: int) -> Stated | None:
        """The title among the lines above `end`, where the dateline begins; `date_lines` are no titles."""
        candidates = self._candidates(text, date_lines, min(end, _TOP))
        left: list[Span] | None = None  # all lines are looked at only where the first is no title
        line = next(candidates, None)
        while line:
            if code := _CODE_LINE.match(text, line.start, line.end):
                return self._title(text, _unwrapped(text, Span(code.end(), line.end), end))
            words = line.of(text)
            short = words.count(" ") < _SHORT_NAME
            if not (short or self._name_line.fullmatch(words) or _SHORT_NAME_LINE.fullmatch(words)):
                return self._title(text, _unwrapped(text, line, end))
            left = list(candidates) if left is None else left
            formed = self._name_line.fullmatch(words) or _SHORT_NAME_LINE.fullmatch(words)
            if not left or not (formed or _is_short_name(words, [other.of(text) for other in left])):
                return self._title(text, _unwrapped(text, line, end))
            line = left.pop(0)
        return None

    def _candidates(self, text: str, date_lines: tuple[Span, ...], end: int) -> Iterator[Span]:
        """The lines above `end` that may be titles: no furniture, no contacts."""
        contact_end: int | None = None
        for line in islice(lines(text, 0, end), _CANDIDATES):
            below = contact_end is not None and text.count("\n", contact_end, line.start) == 1
            beside = _BESIDE.search(text, line.start, line.end) if line.end - line.start < _SHORT else None
            if below or beside or _CONTACT.match(text, line.start, line.end):
                contact_end = line.end
            elif not self._is_furniture(text, line, date_lines):
                yield line

    def correction(self, text: str, headline: Stated | None, story: int) -> Stated | None:
        """The words that mark the release as correcting or updating an earlier one."""
        until = headline.span.end if headline else 400
        for mark in _CORRECTION.finditer(text, 0, min(until, _TOP)):
            before = text[text.rfind("\n", 0, mark.start()) + 1 : mark.start()]
            if not before.strip(" /*#("):
                return stated(text, mark.start(), mark.end())
        until = min(len(text), story + 1500)
        hinted = any(text.find(word, 0, until) >= 0 for word in _CORRECTING_WORDS)
        told = _CORRECTING.search(prose.folded(text[:until])) if hinted else None
        return stated(text, told.start(), told.end()) if told else None

    def _is_furniture(self, text: str, line: Span, date_lines: tuple[Span, ...]) -> bool:
        words = line.of(text).strip("*#_ ")
        return line in date_lines or bool(
            _FURNITURE.fullmatch(words)
            or _CODED.match(words)
            or self._wire_line.fullmatch(words)
            or _TICKER_LINE.fullmatch(words)
            or _CORRECTION_LINE.match(words)
            or (len(words) < 60 and _CORRECTION.fullmatch(words.strip(" /-–—:.")))
        )

    def _title(self, text: str, line: Span) -> Stated | None:
        words = line.of(text)
        label = _PRESS_RELEASE.match(words)
        start = label.end() if label else 0
        tail = self._tail.search(words)
        end = tail.start() if tail else len(words)
        start += len(words[start:end]) - len(words[start:end].lstrip("#*_ \t"))
        end -= len(words[start:end]) - len(words[start:end].rstrip("*_ \t"))
        if end <= start or end - start > _LONGEST:
            return None
        return stated(text, line.start + start, line.start + end)


def _is_short_name(words: str, below: list[str]) -> bool:
    """Whether a line of one word or two is a name that a title below it has: "Acme", "Acme Reports …"."""
    short = words.count(" ") < _SHORT_NAME and words[0].isupper() and not any(c.isdigit() for c in words)
    return short and any(words in line and len(words) < len(line) < _LONGEST_BELOW for line in below)


def _unwrapped(text: str, line: Span, until: int) -> Span:
    """The line with those it was hard-wrapped into, above `until`: each full to the margin."""
    end = line.end
    wrapped = _is_hard_wrapped(text[line.start : line.start + _TOP])
    for after in islice(lines(text, line.end, min(until, line.end + _LONGEST)), 3):
        previous = text[text.rfind("\n", 0, end) + 1 : end]
        if text.count("\n", end, after.start) != 1 or len(previous) > _WIDEST:
            break
        words = after.of(text)
        first = words.partition(" ")[0]
        filled = len(previous) + len(first) >= (_MARGIN if wrapped else _NARROWEST)
        open_ended = first in _GOES_ON or bool(_OPEN.search(previous)) or _are_centred(text, previous, after)
        if not (filled or open_ended) or words[0] in "-*•–—(" or not (wrapped or _goes_on(previous, first)):
            break
        end = after.end
    return Span(line.start, end)


def _is_hard_wrapped(text: str) -> bool:
    """Whether hardly a line is longer than a hard-wrapped one."""
    lengths = [len(line) for line in text.split("\n") if line and line[0] != "|"]
    return sum(length > _WIDEST for length in lengths) * 7 < len(lengths)


# No title ends with such a word: EDGAR's exhibits break one over two lines.
_OPEN = late(
    r"\s(?:and|AND|And|of|OF|for|FOR|For|in|IN|to|TO|the|THE|with|WITH|a|an|its|from|FROM|by|at|on|&)\Z"
)


# Nor does one begin with such a word in small letters.
_GOES_ON = vocabulary("and of for in to the with from by at on as its a an")
_INDENT = 8


def _are_centred(text: str, previous: str, after: Span) -> bool:
    """Whether two lines in capitals stand centred, one below the other: old exhibits set their titles so."""
    indent = after.start - text.rfind("\n", 0, after.start) - 1
    shifted = len(previous) - len(previous.lstrip()) >= _INDENT and indent >= _INDENT
    return shifted and previous.isupper() and after.of(text).isupper()


def _goes_on(previous: str, first: str) -> bool:
    """Whether a title broken before the word `first` reads on."""
    last = previous.split()[-1] if previous.split() else "."
    return first[0].islower() or last[0].islower() or last[-1] in ",&-–—"
