"""The part of a release that speaks of calls, cut into units: sentences, and lines of lists and tables.

A results release of 100 kB says all about its call in one paragraph; everything after this module looks at
that paragraph and its like only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from bot.model import Span
from bot.reading.cues.events import CALL, EVENTS, SURE
from bot.reading.cues.numbers import DIALS, NUMBERS
from bot.reading.patterns import late
from bot.reading.prose import folded, paragraphs, sentences
from bot.reading.values.moment.words import MONTH


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or a line that states something by itself ("Toll-free: 1-877-555-0100").

    `paragraph` numbers the paragraphs of the release; `label` tells a line from a sentence; a unit that is
    `context` speaks of no call but stands right before one that does, and may name the day.
    """

    span: Span
    text: str
    paragraph: int
    label: bool = False
    context: bool = False

    @property
    def opens_list(self) -> bool:
        """Whether what follows belongs to it: "A replay is available until May 5:"."""
        return self.text.rstrip("*_ |").endswith(":")

    @property
    def heading(self) -> bool:
        """Whether it stands above what it speaks of, without being a sentence."""
        short = len(self.text) < _HEADING_LENGTH and self.text[-1:] not in '.!?;"”,'
        return short and not self.label and not _LONG_NUMBER.search(self.text)

    @property
    def cells(self) -> tuple[Span, ...]:
        """The columns of a table's row, parted by a bar, a tab or several spaces; offsets into `text`."""
        if not _GAP.search(self.text):
            return ()
        return tuple(Span(*cell.span()) for cell in _CELL.finditer(self.text))


_HEADING_LENGTH = 90
_LABEL_LENGTH = 240
_NAME_LENGTH = 60
_LONGEST = 4000  # no sentence is longer; a page without a full stop may be
# A paragraph of more sentences is read only around the words about the call, so many sentences on.
_WHOLE = 12
_REACH = 3
# How many paragraphs of details ("Date: …", a number, a link) may follow one about the call.
_LONGEST_LIST = 40
_SHORT = 160
_LONGEST_RUN = 600
_WIDEST_GAP = 10

_SPACES = "\n\r\t\u00a0\u2007\u2009\u202f"
# Only paragraphs with one of these are looked at closely; finding a plain word costs next to nothing.
_WORTH = (
    *("conferenc", "cast", "stream", " call", "fireside", "dial", "replay", "playback", "passcode"),
    *("access code", "meeting id", "webinar", "zoom", "q&a", "vevent.com", "present", "annual", "briefing"),
    *(
        " day",
        "town hall",
        "town-hall",
        "meeting",
        "update",
        "event",
        "discuss",
        "walk through",
        "recording",
        " code ",
        "encore",
    ),
)
# How an event is joined or heard again, whatever it is called.
_WAY_IN = late(
    r"""dial(?<!\wdial)|re-?play|play-?back|passcode|pass\scode|access\scode|vevent\.com|zoom\.us
    |investor\s?meet\s?company|virtualshareholdermeeting|cstproxy|meetnow\.global|lumiagm|\bencore\b|audio\srecording|\b(?:listen|take\spart|participate)\sby\s(?:tele)?phone""",
    re.VERBOSE,
)
_CODE = late(
    r"(?:conference|meeting)\sid\b|(?:code|pin|id)(?:(?<=\bcode)|(?<=\bpin)|(?<=\bid))\s(?:is\s)?\d{4}"
)
_HELD = late(
    r"""(?:host|hold|conduct|schedul)(?:s|ing|e|ed)?\s(?:an?|its|the|this|our)\s(?:\w+\s){0,4}$
    |(?:earnings|results|investors?|analysts?|update|quarterly|management|shareholders?)['’]?\s$""",
    re.VERBOSE,
)
_AT_A_CONFERENCE = late(
    r"present(?:s|ing)?\b.{0,80}\b(?:conference|summit|forum|symposium|\d[\d:.]{0,4}\s?[ap]\.?m|investor|day)\b"
)
_DETAIL = late(
    r"""\W{0,6}(?:date|time|when|where|what|who|day|dial|toll|u\.?s\.?|usa|canada|united|international|int'l|domestic
    |north\samerica|participants?|conference|call|phone|telephone|tel|pass[\s-]?code|access|pin|password|meeting
    |webinar|confirmation|replay|web|webcast|live|audio|listen|link|url|regist|event|title|topic|location|format
    |present|start|local|london|uk|code|id|archive|playback|available|from|to|until|website|join|online|language
    |host)[^.\n]{0,60}(?:[:|\d]|\s{2,}|$)""",
    re.VERBOSE | re.IGNORECASE,
)
_DETAIL_VALUE = late(
    r"""https?://|www\.|\d[\d)(.\s-]{7,30}\d|\d\s?[ap]\.?m\b|\d:\d\d
    |(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w{0,7}\.?\s\d
    |\b(?:register|registration|question|the\scall|the\sevent|ask(?:ing)?\s(?:for|to)|operator)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_GOES_ON = late(r"\b(?:call|event|register)", re.IGNORECASE)
_STOP = late(
    r"""\W{0,6}(?:about\s(?!the\scall|this\scall)|contacts?\b
    |(?:investors?|media|press|company|ir|pr)\b[^.\n]{0,40}(?:contacts?|relations|inquir|enquir)[^.\n]{0,20}(?::|$)
    |for\s(?:more|further|additional)\sinformation[^.]{0,60}contact
    |cautionary|safe\sharbo|forward.looking|non-gaap|note\s(?:on|about|regarding)|source\b|disclaimer|view\ssource
    |use\sof\snon|internet\sposting|basis\sof\spresent|important\sinformation|additional\sinformation|enquiries)""",
    re.VERBOSE | re.IGNORECASE,
)
_INVITES_QUESTIONS = late(r"\bquestions?\b[^@]{0,160}@|@[^@]{0,160}\bquestions?\b", re.IGNORECASE)
_BOILERPLATE = late(
    r"""regulation\sfd|means\sof\s(?:disclos|communicat)|material,?\snon-?public|undue\sreliance
    |forward-?\s?looking\s+statements?\s+(?:within|are|can|may|include|involve)|may\sbe\sdeemed
    |filed\swith\sthe\s(?:sec\b|securities)|distribution\schannel""",
    re.VERBOSE | re.IGNORECASE,
)
_SAYS_WHEN = late(
    r"\d\s?[ap]\.?m\b|\b\d\d?[:.]\d\d\s?(?:hours|hrs|h\b|\(|[a-z]{2,4}t\b)|\b\d\d?:\d\d\b|\bnoon\b"
)
_SAYS_HOW_TO_JOIN = late(r"\bdial|passcode|\d\s?[ap]\.?m\b|\b\d\d?:\d\d\b", re.IGNORECASE)
# A line that states something by itself: a bullet, a table's row or column, a label, a number with its label.
_LABEL = late(
    r"""\s{0,20}[*•·▪◦>|]|\s{0,12}[–—-]\s|\S[^\n]{0,60}?(?:\s{3,}|\t)\S
    |[^\s:|(](?:[^:|\n(.]|(?<=U)\.|(?<=U\.S)\.){0,40}(?:\((?:[^():\n]|\([^():\n]{1,20}\)){0,40}\)[^:|\n(.]{0,12})?(?<!\d):(?:\s|$|\*|\d|\+|\(|https?)
    |(?:[^.\n]|(?<=U)\.|(?<=U\.S)\.){0,60}[+(\d][\d().\s/-]{8,20}\d[^.\n]{0,40}$""",
    re.VERBOSE,
)
_LABELLED_NUMBER = late(r"^[^\n\d]{2,44}[:\t–|-]\s{0,12}\+?\(?\d[\d().\s‐-―-]{7,24}\d\s*\|?$", re.MULTILINE)
_LONG_NUMBER = late(r"\d[\d().\s-]{7,}\d")
_MONTH = late(rf"{MONTH}\b")
_FIGURES = late(r"\+?[\d()][\d()./ \u00a0-]{2,24}\s?\#?")
_GAP = late(r"[|\t]|\s\s")
_CELL = late(r"[^\s|](?:[^\n|\t]{0,80}?[^\s|])??(?=\s{2}|\t|\s?\||\Z)")
_BROKEN_OFF = late(
    r"""\s(?:for|by|at|to|of|the|and|or|on|an?|with|via|from|is|are|dialing|until|through|in|will|be|please|dial
    |(?:please|to|should|may|can|by|or)\scall)$""",
    re.VERBOSE,
)


def call_units(text: str) -> tuple[Unit, ...]:
    """The units of the text that can state something of a call, in order; most releases have few or none."""
    flat = _flat(text)
    hits = _hits(flat)
    if not hits:
        return ()
    spans = list(paragraphs(text))
    units: list[Unit] = []
    for number, context in _chosen(text, flat, spans, hits):
        found = list(_units(text, spans[number], number, context))
        units += found if context or len(found) <= _WHOLE or _is_list(found) else _near(found)
    return tuple(_whole(text, units))


def _flat(text: str) -> str:
    """The text folded, with plain spaces alone."""
    flat = folded(text)
    for space in _SPACES:
        flat = flat.replace(space, " ")
    return flat


def _hits(flat: str) -> list[int]:
    """Where the words stand that make a paragraph worth a look."""
    hits = []
    for word in _WORTH:
        at = flat.find(word)
        while at >= 0:
            hits.append(at)
            at = flat.find(word, at + len(word))
    return hits


def _chosen(text: str, flat: str, spans: list[Span], hits: list[int]) -> list[tuple[int, bool]]:
    """Which paragraphs to read, and which of them only for the day they name."""
    starts = [span.start for span in spans]
    near = sorted({max(0, bisect_right(starts, hit) - 1) for hit in hits})
    chosen: dict[int, bool] = {}
    for number in near:
        if not _is_hot(text, flat, spans[number]):
            continue
        for before in _leading(text, spans, number):
            chosen.setdefault(before, True)
        for follower in (number, *_followers(text, spans, number)):
            chosen[follower] = False
    _bridge(text, spans, chosen)
    return sorted(chosen.items())


def _bridge(text: str, spans: list[Span], chosen: dict[int, bool]) -> None:
    """Choose the details that stand between two paragraphs about the call, whatever words part them."""
    about = sorted(number for number, context in chosen.items() if not context)
    for one, other in pairwise(about):
        if 1 < other - one <= _WIDEST_GAP:
            for number in range(one + 1, other):
                words = spans[number].of(text)
                if (len(words) <= _SHORT and _is_detail(words)) or _is_run(words, spans[number - 1].of(text)):
                    chosen[number] = False


def _is_run(words: str, above: str) -> bool:
    """Whether a paragraph gives several numbers in a row, and it or the one above says to dial."""
    several = len(words) <= _LONGEST_RUN and len(_LONG_NUMBER.findall(words)) > 1
    said = several and not _STOP.match(words) and "@" not in words
    return said and DIALS.first(folded(above[-_SHORT:] + "\n" + words)) is not None


def _leading(text: str, spans: list[Span], number: int) -> Iterator[int]:
    """The paragraph before one about the call, or the two before it, up to one that names a day."""
    for before in range(number - 1, max(-1, number - 3), -1):
        yield before
        if _MONTH.search(text, spans[before].start, spans[before].end):
            return


def _is_hot(text: str, flat: str, span: Span) -> bool:
    """Whether a paragraph speaks of a call, and not only in the words of every release."""
    if not _speaks_of_event(flat, span):
        return False
    boilerplate = _BOILERPLATE.search(text, span.start, span.end)
    return not boilerplate or bool(_SAYS_HOW_TO_JOIN.search(text, span.start, span.end))


def _speaks_of_event(flat: str, span: Span) -> bool:
    """Whether words of an event or of a way into one stand in flat[span], and no mere "call" or "meeting"."""
    if _WAY_IN.search(flat, span.start, span.end) or _CODE.search(flat, span.start, span.end):
        return True
    for cue in EVENTS.find(flat, span.start, span.end):
        if cue.says == CALL and cue.span.of(flat).strip("s") == "call":
            if _HELD.search(flat, max(span.start, cue.span.start - 60), cue.span.start):
                return True
        elif cue.says in SURE or _AT_A_CONFERENCE.search(flat, cue.span.start, span.end):
            return True
        if _SAYS_WHEN.search(flat, span.start, span.end):
            return True
    return False


def _followers(text: str, spans: list[Span], number: int) -> Iterator[int]:
    """The paragraphs after one about the call that go on about it."""
    for follower in range(number + 1, min(number + _LONGEST_LIST, len(spans))):
        words = spans[follower].of(text)
        if not any(map(str.isalnum, words)):
            continue  # the fence around a table
        if not _is_detail(words):
            break
        yield follower
    for follower in range(number + 1, min(number + 4, len(spans))):
        if _is_list_of_numbers(spans[follower].of(text)):
            yield follower
        if _INVITES_QUESTIONS.search(text, spans[follower].start, spans[follower].end):
            yield follower


@lru_cache(maxsize=256)
def _is_list_of_numbers(words: str) -> bool:
    """Whether a paragraph lists telephone numbers and other details by labels: "UK: 020 7946 0100"."""
    if "@" in words or _STOP.match(words) or NUMBERS.first(folded(words.split("\n", 1)[0])):
        return False
    numbers = len(_LABELLED_NUMBER.findall(words))
    return numbers > 1 or (numbers == 1 and words.count("\n") > 1 and _is_detail(words))


@lru_cache(maxsize=256)
def _is_detail(words: str) -> bool:
    """Whether a paragraph after one about the call goes on about it: a label, a number, a link."""
    if _STOP.match(words):
        return False
    lines = words.split("\n")
    if len(lines) > 2:
        details = sum(1 for line in lines if len(line) <= _SHORT and _says_detail(line))
        return details * 2 >= len(lines)
    if len(words) <= _SHORT:
        return _says_detail(words) or words.rstrip().endswith(":")
    return bool(_DETAIL_VALUE.search(words) and _GOES_ON.search(words))


def _says_detail(line: str) -> bool:
    return bool(_DETAIL.match(line) or _DETAIL_VALUE.search(line))


def _units(text: str, span: Span, paragraph: int, context: bool) -> Iterator[Unit]:
    for part in sentences(text, span):
        part = Span(part.start, min(part.end, part.start + _LONGEST))
        words = part.of(text)
        if any(map(str.isalnum, words)):
            label = len(words) <= _LABEL_LENGTH and bool(_LABEL.match(words))
            yield Unit(part, words, paragraph, label, context)


def _is_list(units: list[Unit]) -> bool:
    return sum(unit.label for unit in units) * 2 > len(units)


def _near(units: list[Unit]) -> Iterator[Unit]:
    """Of a page that scraping made one paragraph, the units about the call and those right after them."""
    strong = [_speaks_of_event(folded(unit.text), Span(0, len(unit.text))) for unit in units]
    reach = 0
    for i, unit in enumerate(units):
        if strong[i]:
            reach = _REACH
            yield unit
        elif reach and not _STOP.match(unit.text):
            reach -= 1
            yield unit
        else:
            reach = 0
            if any(strong[i + 1 : i + 2]):
                yield replace(unit, context=True)


def _is_value_of(label: Unit, unit: Unit) -> bool:
    """Whether a line holds nothing but the figures that the line above asks for: "Passcode:"."""
    return label.opens_list and len(label.text) <= _NAME_LENGTH and bool(_FIGURES.fullmatch(unit.text))


def _whole(text: str, units: Iterable[Unit]) -> Iterator[Unit]:
    """The units, those that a page broke off in the middle ("… available for") put together again."""
    held: Unit | None = None
    for unit in units:
        near = held and unit.paragraph - held.paragraph <= 1 and len(held.text) < _LONGEST
        if held and near and (_BROKEN_OFF.search(held.text[-20:]) or _is_value_of(held, unit)):
            span = Span(held.span.start, unit.span.end)
            held = replace(held, span=span, text=span.of(text))
            continue
        if held:
            yield held
        held = unit
    if held:
        yield held
