"""Where the story begins: the dateline with its place, its date and its wire."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from bot.lexicon import Lexicon
from bot.model import Reason, Span, Stated
from bot.reading.issuer.words import either, folded, lines, places, vocabulary
from bot.reading.patterns import late
from bot.reading.values.moment import Day, Moments

# A dateline may stand below a page of bullet points.
TOP = 8000
_PLACE = 220
_LONG_LINE = 240
_SENTENCE = 90
_TOP_LINES = 14
_LINES = 40
_FIRST_LINES = 4
# So much of a story stands in a dateline's own line.
_STORY_BEGUN = 20

_YEAR = late(r"[0-9](?:(?:(?<=1)9|(?<=2)0)[0-9]{2}|/[0-9]{1,2}/[0-9]{2})")
_SEPARATORS = late(r"[\s\-–—―/|:;,.*_]{1,40}")
# Behind a date without a wire: ", 7:30 am CEST –", "(ASX) -", ") –".
_DASH = late(r"[-–—―:/|.]")
_STORY = late(
    r"\)?(?:,?\s(?:at\s)?\d{1,2}[:.h]\d{2}\s?(?:[ap]\.?m\.?|hrs|h)?(?:\s\(?[A-Z]{2,5}\)?)?)?\s{0,3}"
    r"(?:\([^()\n]{2,40}\)\s{0,3})?[-–—―:/|.]{1,4}\s{0,2}(?=\S)"
)
_PLACE_BEHIND = late(r"([^–—\n]{3,60}?)\s?(?:[–—]|\s-{1,2})\s")
_ANNOUNCES = late(r"\(|\b(?:announce|report|today)")
_TOKEN = late(r"[^\s,;/|–—()]{1,60}")
_CONNECTORS = vocabulary("and the of de del la le les du des den der am an upon sur y et und i &")
_WEEKDAY = late(r"[\s,–—-]*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day[\s,]*\Z")
_NO_PLACE = vocabulary(
    "ended ending months month quarter year as on date dated when time held conference call results "
    "report through until from by since before after period fiscal record payable effective session week day "
    "half annual interim today meeting webcast replay available thursday friday monday tuesday wednesday"
)
# What may stand beside a date on a line of its own, above the story.
_FURNITURE = late(
    r"(?:\s|[-–—|/:,.()*#_]|\d{1,2}[:.]\d{2}(?::\d{2})?|for|immediate|press|news|media|release[sd]?|published|posted|issued|"
    r"updated|announcement|date|on|at|am|pm|a\.m|p\.m|et|est|edt|ct|cst|cdt|pt|pst|pdt|gmt|bst|utc|cet|cest|ist|"
    r"eastern|central|pacific|standard|daylight|time|greenwich|hours?|hrs|h|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|regulated|information|inside|company|corporate|"
    r"stock exchange|nasdaq|(?:[a-z]{2,20}\s)?newswires?|source|distribution|\|\s?source:[^\n]{1,100}){0,24}",
    re.IGNORECASE,
)
# What every such foot has in it, sought before the pattern goes through a long text.
_FOOT_WORDS = ("(END)", "or public", "OR PUBLIC", "ade public", "ADE PUBLIC")
# The end of a hard-wrapped title that goes on with a date.
_BROKEN = late(r"(?:\b(?:[Oo]n|[Ee]nd(?:ed|ing)|ENDED|ENDING|ON|[Ff]or|[Tt]hrough|of|the)|[a-z],)\n\Z")
# "Lund, 6 May 2024": a line of nothing else.
_ONE_PLACE = late(r"[A-Z][\w-]{2,20}(?:\s[A-Z][\w-]{2,20})?,\s(?:on\s)?")
# The same below the text: "Lund, 6 May 2024".
_DATED_LINE = late(
    r"\n(?P<place>[A-ZÀ-Þ][\w-]{2,20}(?:\s[A-ZÀ-Þ][\w-]{2,20})?,\s(?:on\s)?)[A-Z\d][\w .,]{7,20}(?=\n|\Z)"
)
_AT_CLOCK = late(r",?\s(?:at|beginning|starting)\b")
_TODAY = late(r"\b(?:today|hereby),?\s(?:\(|on\s)?(?=[A-Z0-9])")
_SUBMITTED = late(
    r"\(END\) Dow Jones Newswires|(?:submitted|released|published) for (?:public disclosure|publication)"
    r"|made public",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """`start` is where the dateline begins, `story` where the words after it do; `country` is an ISO code.

    Without `story` there is only a date on a line of its own.

    `date_lines` are the lines above the story that hold a date and a place at most.
    """

    start: int
    story: int | None = None
    published: Stated | None = None
    wire: Stated | None = None
    country: str | None = None
    date_lines: tuple[Span, ...] = ()


class Datelines:
    """Finds the dateline of a release, or the date that stands alone above it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._moments = Moments(lexicon)
        self._known = {**lexicon.cities, **lexicon.countries, **lexicon.states}
        self._mark = late(
            rf"[(/\[](?<![/:.].)\s{{0,2}}(?:via\s)?(?P<wire>{either(lexicon.wires)})(?![a-z0-9])(?P<rest>[^()/\n]{{0,60}})[)/\]]",
            re.IGNORECASE,
        )

    def find(self, text: str) -> Dateline | None:
        """The dateline; None where neither a wire's mark nor a place with a date begins a story."""
        top = min(len(text), TOP)
        dateline = self._marked(text, top) or self._placed(text, top)
        alone = dict(self._alone(text, dateline.start if dateline else top))
        above = next(iter(alone.values()), None)
        if dateline is None:
            if above is None:
                return None
            return Dateline(above.span.start, None, above, date_lines=tuple(alone))
        return replace(dateline, published=dateline.published or above, date_lines=tuple(alone))

    def submitted(self, text: str) -> Stated | None:
        """The day told by "today, 6 May 2024", by a line below the text, or by the foot of a wire."""
        for at in places(text, ("today", "hereby"), 0, TOP):
            today = _TODAY.match(text, at)
            for day in self._days(text, today.end(), min(len(text), today.end() + 24)) if today else ():
                clock = _AT_CLOCK.match(text, day.span.end)  # when an event is, which may be told in advance
                if today and day.span.start == today.end() and not clock:
                    return _published(day, "day said to be today")
        for line in _DATED_LINE.finditer(text):
            days = self._days(text, line.start(), line.end())
            if len(days) == 1 and days[0].span.start == line.end("place") and days[0].span.end == line.end():
                return _published(days[0], "place and date below the text")
        if not any(words in text for words in _FOOT_WORDS):
            return None
        for match in _SUBMITTED.finditer(text):
            american = match.group().startswith("(")
            end = min(len(text), match.end() + 250)
            for day in self._days(text, match.end(), end, month_first=american):
                return _published(day, "date of the foot")
        return None

    def _days(self, text: str, start: int, end: int, *, month_first: bool = False) -> list[Day]:
        """The full dates of text[start:end]. In figures the day stands first, but for "5/14/2024"."""
        if not month_first and not _YEAR.search(text, start, end):
            return []
        day_first = not month_first and "/" not in text[start:end]
        found = self._moments.days(text, start, end, published=None, day_first=day_first)
        return [day for day in found if day.date and day.year_written]

    def _marked(self, text: str, top: int) -> Dateline | None:
        """The dateline around a wire's mark: "TULSA, Okla., May 6, 2024 /PRNewswire/ --"."""
        for mark in self._mark.finditer(text, 0, top):
            start = _paragraph(text, mark.start())
            if mark.start() - start > _PLACE:
                continue
            near = self._days(text, start, min(len(text), mark.end() + 60))
            day = next((day for day in reversed(near) if day.span.start <= mark.end() + 12), None)
            end = day.span.end if day and day.span.start >= mark.end() else mark.end()
            after = _SEPARATORS.match(text, end)
            story = after.end() if after else end
            if day is None and not _DASH.search(text, end, story):  # the wire's own address at the foot
                continue
            wire = Stated(self._lexicon.wires[folded(mark["wire"])], Span(*mark.span("wire")))
            place = text[start : min(mark.start(), day.span.start) if day else mark.start()]
            return Dateline(start, story, _published(day) if day else None, wire, self._country(place))
        return None

    def _placed(self, text: str, top: int) -> Dateline | None:
        """A dateline without a wire: "Leeds, England, 6 May 2024 - "."""
        for i, line in enumerate(islice(lines(text, 0, top), _LINES)):
            for day in self._days(text, line.start, min(line.end, line.start + _PLACE)):
                start = _paragraph(text, day.span.start)
                place = text[start : day.span.start]
                after = _STORY.match(text, day.span.end)
                if place.startswith("(") and text.startswith(")", day.span.end) and _is_place(place[1:]):
                    return Dateline(start, day.span.end + 1, _published(day), None, self._country(place[1:]))
                if not after or line.end - after.end() < _STORY_BEGUN:
                    continue
                if _is_place(place):
                    return Dateline(start, after.end(), _published(day), None, self._country(place))
                if i < _FIRST_LINES and not place.strip(" *_#"):
                    return self._dated_first(text, day, Span(after.end(), line.end))
        return None

    def _dated_first(self, text: str, day: Day, rest: Span) -> Dateline | None:
        """A dateline that begins with its date: "6 May 2024 – Leeds, England – "."""
        if not _ANNOUNCES.search(text, rest.start, min(rest.end, rest.start + _PLACE)):
            return None
        place = _PLACE_BEHIND.match(text, rest.start, rest.end)
        if not place or not _is_place(place.group(1)):
            return Dateline(day.span.start, rest.start, _published(day))
        return Dateline(day.span.start, place.end(), _published(day), None, self._country(place.group(1)))

    def _alone(self, text: str, end: int) -> Iterator[tuple[Span, Stated]]:
        """The lines above the story that hold a date, with a place at most, and those dates."""
        for i, line in enumerate(lines(text, 0, min(end + 1, len(text)))):
            length = line.end - line.start
            prose = length > _SENTENCE and text[line.end - 1] in ".:"
            if i >= _TOP_LINES or length > _LONG_LINE or (i and prose):
                return
            if _BROKEN.search(text, max(0, line.start - 40), line.start):
                continue
            for day in self._days(text, line.start, line.end):
                before, behind = text[line.start : day.span.start], text[day.span.end : line.end]
                if self._is_alone(before, behind) or (
                    i and _ONE_PLACE.fullmatch(before) and behind in ("", ":")
                ):
                    yield line, _published(day)

    def _is_alone(self, before: str, after: str) -> bool:
        if not _FURNITURE.fullmatch(after):
            return False
        if re.match(r"\W{0,3}date\W", before, re.IGNORECASE):  # "Date: May 6, 2024" is when the call is
            return False
        return bool(_FURNITURE.fullmatch(before)) or (
            _is_place(before) and bool(self._country(before) or before.isupper())
        )

    def _country(self, place: str) -> str | None:
        """The ISO code of the country a dateline's place is in, where it or a well-known city is named."""
        parts = [folded(part.strip(" .-–—")) for part in re.split(r"[,/|&]|\sand\s|–|—|\s-", place)]
        return next((self._known[part] for part in reversed(parts) if part in self._known), None)


def _published(day: Day, rule: str = "date of the dateline") -> Stated:
    if day.date is None:
        raise ValueError("only a full date is published")
    return Stated(day.date.isoformat(), day.span, Reason(rule))


def _paragraph(text: str, at: int) -> int:
    """Where the paragraph begins that holds `at`, or the line, where the paragraph began too far above."""
    blank = max(text.rfind("\n\n", 0, at) + 2, 0) if "\n\n" in text[max(0, at - _PLACE) : at] else -1
    line = text.rfind("\n", 0, at) + 1
    above = text.rfind("\n", 0, max(line - 1, 0)) + 1
    wrapped = blank >= 0 and above >= blank and _is_place(text[above:line])
    return above if wrapped else line


def _is_place(words: str) -> bool:
    """Whether the words can be the place of a dateline: names only, none that tells a period or an event."""
    words = _WEEKDAY.sub("", words)  # "Hong Kong — Tuesday, December 30, 2025:"
    if len(words) > _PLACE:
        return False
    tokens = [token for token in _TOKEN.findall(words.strip(" *_#[]")) if token.strip("-.")]
    if not tokens or len(tokens) > 16 or ":" in words.rstrip(" :"):
        return False
    return all(
        token[0].isupper() or token.lower() in _CONNECTORS or token[:3] == "the" for token in tokens
    ) and not any(token.lower().strip(".") in _NO_PLACE for token in tokens)
