"""Where paragraphs and sentences begin and end, in running text, lists, tables and scraped pages alike.

A sentence is what an answer quotes. Offsets count characters of the document's text; nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.model import Span
from bot.reading.patterns import late
from bot.reading.values.link import following as address_goes_on

# A line longer than this is a paragraph of its own, with or without a blank line around it.
_LONG = 160
# Text is wrapped at 60 to 100 columns; shorter lines are entries of a list, longer ones are not wrapped.
_WRAPPED = range(45, 101)
# The longest sentence given whole: none that states a value comes near, and rules that look from each of its
# words at every other one would take the square of a longer one.
_LONGEST = 2000
# How far a sentence is looked for around a value.
_REACH = 6000

_BLOCK = late(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_BLANK_LINE = late(r"\n[^\S\n]*\n")
_LINE = late(r"[^\n]+")
_ROW = late(r"\s*\||[^\n]*\S(?:\t|\s{3,20})\S")
_LIST_ITEM = late(r"\s*(?:[-–—*•●▪◦·‣o]\s|\(?[0-9]{1,2}[.)]\s|\(?[a-z]\)\s)")
_LABEL = late(r"\s*[A-Z](?:[\w /&.,'’-]|\((?:[^():\n]|\([^():\n]{1,20}\)){1,40}\)){1,40}:(?:\s|$)")
_ADDRESS = late(r"\s*(?:https?://|www\.)\S+")
_NUMBER_START = late(r"\s*[+(\d]")
_ADDRESS_AT_END = late(r"(?:https?://|www\.)\S*\s*\Z")
_SMALL_START = late(r"\s*[a-z]+(?![\w@]|\.[a-z]|://)")
_FIRST_WORD = late(r"\s*(\S+)")

# Candidates for the end of a sentence: a stop with closing quotes and brackets, then a space or a capital.
# The dots that lead to a table's next cell end none.
_STOP = late(r"(?<!\.\.\.)(?<!\s\.\.)[.!?][\"'”’)\]]{0,3}(?:\s{1,40}(?=[\"'“‘(\[]?[A-Z0-9•●])|(?=[A-Z]))")
# Shortened words after which a sentence ends only where the next word is one that begins sentences …
_SHORT = late(
    r"(?:^|[^A-Za-z])(?:[ap]\.?m|Inc|Corp|Ltd|Cos?|L\.?P|Bros|Plc|PLC|LLC|S\.?A|N\.?V|A\.?G|Jr|Sr|Esq|etc|[Ee]xt|Tel"
    r"|Ph\.?D|M\.?D|B\.?Sc?|M\.?Sc?|M\.?B\.?A|e\.g|i\.e|al|Dept|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|(?:[A-Z]\.){1,4}[A-Z]|[A-Z])$"
)
_STARTER = late(
    r"[\"'“‘(\[]?(?:A|Access|Additionally|After|All|Also|Alternatively|An|Analysts|And|Any|Anyone|Archived|As|At"
    r"|Because|Beginning|Both|By|Callers?|Click|Company|Conference|Dial|Domestic|Due|During|Each|Following|For"
    r"|From|He|His|However|If|In|Individuals|Information|Interested|International|Investors|It|Its|Join"
    r"|Listeners|Live|Management|Media|Members|More|No|On|Once|Online|Our|Participants|Parties|Please|Prior"
    r"|Questions|Register|Registration|Replays?|Shareholders|She|Slides|Stockholders|That|The|Their|There|These"
    r"|They|This|Those|To|Use|Using|View|Visit|We|Webcasts?|What|When|While|Who|With|You|Your)(?![A-Za-z.])"
)
# … and those after which it never does.
_NEVER = late(
    r"(?:^|[^A-Za-z])(?:Nos?|Rs|Mr|Mrs|Ms|Dr|Prof|St|Mt|Ft|vs|[Aa]pprox|Figs?|[Vv]ol|Hon|Gen|Sen|Rep|Gov|Capt|Lt|Col|cf)$"
)
_URL = late(r"www(?:\.|$)|://|@|/")
_ADDRESS_GOES_ON = late(
    r"(?:Com|COM|Net|Org|Io|Ai|Co|Inc|[A-Z]{2,})(?![a-z])|[\w.-]{1,64}@|[\w-]{1,40}\.(?:com|net|org)(?![a-z])"
)


@lru_cache(maxsize=4)  # each room asks for those of the same text
def paragraphs(text: str) -> tuple[Span, ...]:
    """Runs of lines without a blank line between them; a long line is a paragraph of its own."""
    return tuple(_paragraphs(text))


def _paragraphs(text: str) -> Iterator[Span]:
    for block in _BLOCK.finditer(text):
        start, end = block.span()
        if end - start > _LONG and max(map(len, block[0].split("\n"))) > _LONG:
            yield from _around_long_lines(text, start, end)
        else:
            yield _trimmed(text, start, end)


def _around_long_lines(text: str, start: int, end: int) -> Iterator[Span]:
    before = 0
    for line in _LINE.finditer(text, start, end):
        length = line.end() - line.start()
        if before and max(before, length) > _LONG:
            yield _trimmed(text, start, line.start())
            start = line.start()
        before = length
    yield _trimmed(text, start, end)


@lru_cache(maxsize=256)
def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of a range; an entry of a list, a row and a label with its value are one each.

    One of more than 2,000 characters is given in pieces.
    """
    return tuple(_sentences(text, span))


def _sentences(text: str, span: Span) -> Iterator[Span]:
    for line in _joined_lines(text, span):
        start = line.start
        stops = () if text.startswith("|", start) else _STOP.finditer(text, start, line.end)
        for stop in stops:
            if _ends(text, line.start, stop):
                yield from _pieces(text, start, stop.end())
                start = stop.end()
        if start < line.end:
            yield from _pieces(text, start, line.end)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentence, or what it comes to when cut at a space before it grows too long."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        cut = space if space > 0 else start + _LONGEST
        if not text[start:cut].isspace():
            yield _trimmed(text, start, cut)
        start = cut
    if not text[start:end].isspace():
        yield _trimmed(text, start, end)


def sentence_around(text: str, start: int, end: int) -> Span:
    """The whole sentence, or sentences, that hold text[start:end]."""
    floor, ceiling = _block_around(text, start, end)
    holding = [
        s for s in sentences(text, Span(floor, ceiling)) if s.end > start and s.start < max(end, start + 1)
    ]
    if not holding:
        return Span(start, end)
    return Span(min(start, holding[0].start), max(end, holding[-1].end))


@lru_cache(maxsize=256)  # rooms ask for the same sentences and texts
def folded(text: str) -> str:
    """The text in small letters, every character at its own offset.

    A pattern in small letters that reads it is several times as quick as one that ignores case.
    """
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def _block_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the run of lines around a range begins and ends, looked for within reach."""
    floor, ceiling = max(0, start - _REACH), min(len(text), end + _REACH)
    before = [gap.end() for gap in _BLANK_LINE.finditer(text, floor, start)]
    after = _BLANK_LINE.search(text, end, ceiling)
    return before[-1] if before else floor, after.start() if after else ceiling


def _joined_lines(text: str, span: Span) -> Iterator[Span]:
    """The lines of a range, those of hard-wrapped text joined."""
    lines = [Span(*line.span()) for line in _LINE.finditer(text, span.start, span.end)]
    lines = [line for line in lines if not line.of(text).isspace()]
    width = max((length for line in lines if (length := line.end - line.start) in _WRAPPED), default=0)
    start = None
    for i, line in enumerate(lines):
        start = line.start if start is None else start
        following = lines[i + 1] if i + 1 < len(lines) else None
        if following and _goes_on(text, line, following, width):
            continue
        yield Span(start, line.end)
        start = None


def _goes_on(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether a line was broken only because the next word did not fit."""
    length = line.end - line.start
    if "\n" in text[line.end + 1 : following.start].replace(" ", ""):
        return False
    address = _ADDRESS.match(text, following.start, following.end)
    if address:
        return length + len(address[0]) > _WRAPPED.start + 20 and length < _WRAPPED.stop
    if _ADDRESS_AT_END.search(text, line.start, line.end):
        return _in_address(text, line, following) or bool(_SMALL_START.match(text, following.start))
    if length not in _WRAPPED or _ROW.match(text, line.start, line.end):
        return False
    if _is_open(line.of(text)) or (text[line.end - 1] == "," and _NUMBER_START.match(text, following.start)):
        return True
    if any(rule.match(text, following.start, following.end) for rule in (_LIST_ITEM, _LABEL, _ROW)):
        return False
    if _SMALL_START.match(text, following.start, following.end):
        return True
    word = _FIRST_WORD.match(text, following.start, following.end)
    return word is not None and length + 1 + len(word[1]) > width


def _in_address(text: str, line: Span, following: Span) -> bool:
    """Whether the next line begins with the rest of the address that the line ends with."""
    stop, start = (
        _trimmed(text, line.start, line.end).end,
        _trimmed(text, following.start, following.end).start,
    )
    return address_goes_on(text, stop, start, following.end) is not None


def _is_open(words: str) -> bool:
    """Whether a bracket is open at the end: "… (Nasdaq" goes on with "Stockholm: VALE)"."""
    return words.rfind("(") > words.rfind(")")


def _ends(text: str, floor: int, stop: re.Match[str]) -> bool:
    """Whether the stop ends a sentence rather than a shortened word, an initial or an address."""
    before = text[max(floor, stop.start() - 30) : stop.start()].split()
    word = before[-1] if before else ""
    glued = not stop[0][-1].isspace()
    if not stop[0].startswith("."):
        return not (glued and _URL.search(word))
    if _NEVER.search(word) or _is_item_number(text, floor, stop.start()):
        return False
    if glued:
        return _glued_end(text, word, stop)
    return not _SHORT.search(word) or bool(_STARTER.match(text, stop.end()))


def _is_item_number(text: str, floor: int, at: int) -> bool:
    """Whether the stop is that of "1." at the beginning of a line."""
    return at - floor < 6 and text[floor:at].strip().isdigit()


def _glued_end(text: str, word: str, stop: re.Match[str]) -> bool:
    """Whether "operator.A replay" is two sentences; "U.S", "acme.Com" and addresses are none."""
    if _URL.search(word) or _ADDRESS_GOES_ON.match(text, stop.end()):
        return False
    if _STARTER.match(text, stop.end()):
        return True
    last = word.rsplit(".", 1)[-1]
    return (len(last) > 2 and last[-1].islower()) or (last + stop[0][1:]).endswith(('"', "”", ")", "]"))


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
