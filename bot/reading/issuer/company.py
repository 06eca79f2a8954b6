"""Whose release it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from bot.model import Reason, Span, Stated
from bot.reading.issuer.markets import Markets
from bot.reading.issuer.names import Names, is_heading, named, without_brackets
from bot.reading.issuer.words import lines, places
from bot.reading.patterns import late
from bot.reading.values.person import has_person_shape

_SEVERAL = 3
_TOP_LINES = 15
_PROSE = 120
_PARAGRAPHS = 8
_PARAGRAPH = 700
_MARKETS = 200
_AROUND = 20
_SENTENCE = 320

# What may stand between a dateline and the name: quotes, a relay, a day, what kind of firm it is.
_OPENER = late(
    r"(?:[\s\"“”'‘’*_#–—-]|\((?=[^()\n]{1,40}\)\s?[-–—])[^()\n]{1,40}\)|(?:The\s)?Boards?\sof\s(?:Directors|Trustees)\sof\s|On\sbehalf\sof\s"
    r"|[A-Z]{3,5}:\s|Shares\sof\s|Today,?\s|Yesterday,?\s|Regulatory\sNews:?|The\smanagement\sof\s"
    r"|[A-Z][\w.&' ]{0,30}(?:wire|Wire|WIRE|News|NEWS)(?:\s?\([^()\n]{1,80}\))?\s?[–—-]{1,2}\s(?=[A-Z\"“])"
    r"|(?:The|Leading|National|Global|A|An)?\s?(?:[a-z][a-z-]{1,16}\s){0,4}(?:law\sfirms?|shareholder\srights\sfirm)\s(?:of\s)?(?=[A-Z])"
    r"|The\s[Ss](?:hare|tock)holders\s(?:in|of)\s){1,8}"
)
_VERB = late(
    r"(?:,?\s(?:today|also|recently|has|is|are|was))?(?:\sthe)?\s(?:announce[sd]?|reported|reports|pleased|proud|excited|delighted|happy|"
    r"thrilled|receiv(?:es|ed)|unveil(?:s|ed)|launch(?:es|ed)|today|secured|said)\b"
)
_DOES = late(r"\sand\s[A-Z]|\s(?:will|today|has|have|is|are|plans|expects|intends|invites|to)\b")
_LOWER_VERB = late(r"[®™]?\s(?:[a-z]{2,14}ly\s)?(?!(?:and|of|for|in|at|on|by|with|to|from)\s)[a-z]{2,14}\b")
_SET_OFF = late(r"[®™\s]{0,3}[(\[,–—-]")
_APPOSITION = late(
    r"[®™\s]{0,3}(?:\(|,\s(?:an?|the|one|today|which|whose)\s|\s(?:today|announced|reported|has|is|will)\s)"
)
# "Further to …, Acme Corp. ("Acme") informs": an opening phrase, behind its comma a name in full or defined.
_OPENING_PHRASE = late(
    r"\s*(?:Further\sto|Following|During|In|On|As|At|With|After|Under|Pursuant\sto|Based\son|Due\sto)\s"
)
_DEFINED = late(
    r"[®™\s]{0,3}\((?:hereinafter\s|the\s)?[\"“]|[®™\s]{0,3}[(\[]\s?[A-Za-z][^():]{1,60}:\s?[\"“]?[A-Z0-9]"
)
_SOURCE = late(r"(?:SOURCE|Source)\b:?[ \t]{1,4}(?=[A-Z0-9])")
_ABOUT = late(r"[#* ]{0,6}(?:About|ABOUT)\s(?=[A-Za-z0-9])")
# What stands before the name in a title.
_TITLE_OPENER = late(
    r"(?:(?:CORRECT|Correct|correct)\w{2,4}|[Uu]pdated?|UPDATED?|[Rr]eminder|REMINDER|Invitation|Media\sAdvisory)\s?[:–—-]\s"
)
# "Acme Chief Executive Jane Doe said": no company's name.
_PERSON = late(
    r"\b(?:Chief|CEO|CFO|COO|President|Chairman|Chair|Directors?|Officer|Analyst|Partners|[SE]?VP|Mr|Ms|Dr)\b"
)
_PERSON_BEHIND = late(
    r",\s(?:the\s)?(?:[A-Z]\w+\s)?(?:Chief|CEO|CFO|COO|President|Chairman|Chairwoman|Director|Founder|Co-[Ff]ounder)\b"
)
_COVERS = late(
    r"\s(?:Updates?|Initiates?|Reiterates?|Resumes?|Maintains?)\s(?:\w+\s){0,3}(?:Coverage|Report)\b",
    re.IGNORECASE,
)
_MARKET = late(r"[(\[]\s?[A-Za-z][^():]{1,60}:\s?[\"“]?[A-Z0-9]")
_TICKER_WORD = late(r"\(\s?(?:ticker|symbol|stock|trading)", re.IGNORECASE)
_PARTNERSHIP = late(r"\b(?:LLP|PLLC|P\.?C\.|P\.?A\.|Law\s(?:Firm|Offices?|Group))(?!\w)")


@dataclass(frozen=True, slots=True)
class Company:
    """A company's name as first written in full, and the shorter one the story uses where that is another."""

    full: Stated
    short: Stated | None = None

    @property
    def may_be_listed(self) -> bool:
        """Whether it is no law firm: the symbols in a law firm's adverts are other companies'."""
        return not _PARTNERSHIP.search(self.full.value)


class Companies:
    """Finds whose release it is."""

    def __init__(self, names: Names, markets: Markets) -> None:
        self._names = names
        self._markets = markets

    def find(self, text: str, story: int | None, headline: Stated | None) -> Company | None:
        """The issuer's name as first written in full, without ® and ™; None where the text does not tell.

        `story` is where the first sentence begins, None where no dateline tells it.
        """
        title = headline.span if headline else Span(0, 0)
        for rule, name in self._found(text, story, title):
            if name:
                full, short = named(text, self._names.in_full(text, name)), named(text, name)
                full = replace(full, reason=Reason(rule))
                return Company(full, short if short.value != full.value else None)
        return None

    def _found(self, text: str, story: int | None, title: Span) -> Iterator[tuple[str, Span | None]]:
        """What each rule finds, the surest first."""
        yield "analyst house in the title", self._analyst(text, title)
        lead = self._lead(text, story) if story is not None else None
        if lead and (self._is_set_apart(text, lead) or self._is_named_again(text, lead, title)):
            yield "subject of the first sentence", lead
        if story is not None:
            yield "behind the first sentence's opening phrase", self._introduced(text, story)
        listed = self._listed(text) if story is None and self._lists_several(text) else {}
        if len(listed) >= _SEVERAL:  # an article that introduces several companies, none its author
            yield "listed company that the title names", _in_title(text, title, listed)
            return
        yield "behind SOURCE", self._signed(text, _SOURCE, ("SOURCE", "Source"))
        first = self._titled(text, title)
        yield "told by the first lines", self._told(text, title, first)
        if first and (self._names.has_form(first.of(text)) or text.find(first.of(text), title.end) >= 0):
            yield "first name of the title, in full or told again", first
        listed = self._listed(text) if story is None else {}
        if len(listed) == 1 and (repeated := next(iter(listed.values()))) and len(repeated) > 1:
            yield "the one company with a symbol, given more than once", repeated[0]
        yield "subject of the first sentence", lead
        yield "behind About", self._signed(text, _ABOUT, ("About ", "ABOUT "))

    def _lead(self, text: str, story: int) -> Span | None:
        """The subject of the story's first sentence."""
        opener = _OPENER.match(text, story)
        name = self._names.at(text, opener.end() if opener else story)
        if not name:
            return None
        if _PERSON_BEHIND.match(text, name.end):
            return None
        behind = (_SET_OFF, _DOES, _VERB)
        subject = self._names.has_form(name.of(text)) or any(rule.match(text, name.end) for rule in behind)
        return name if subject else None

    def _analyst(self, text: str, title: Span) -> Span | None:
        """The house whose view of another company the title announces."""
        covers = _COVERS.search(text, title.start, title.end)
        opener = _TITLE_OPENER.match(text, title.start)
        name = self._names.at(text, opener.end() if opener else title.start) if covers else None
        return Span(name.start, covers.start()) if name and covers and name.end >= covers.start() else None

    def _is_set_apart(self, text: str, name: Span) -> bool:
        """Whether a name is in full, or defined or quoted on a market in brackets."""
        words = name.of(text)
        firm = self._names.has_form(words) or _PARTNERSHIP.search(words)
        return bool(firm or _DEFINED.match(text, name.end))

    def _introduced(self, text: str, story: int) -> Span | None:
        """The name in full, or defined in brackets, behind the comma of a first sentence's opening phrase."""
        if not _OPENING_PHRASE.match(text, story):
            return None
        end = min(len(text), story + _SENTENCE)
        comma = text.find(", ", story, end)
        while comma >= 0:
            name = self._names.at(text, comma + 2)
            if name and (self._names.has_form(name.of(text)) or _DEFINED.match(text, name.end)):
                return name
            comma = text.find(", ", comma + 1, end)
        return None

    def _told(self, text: str, title: Span, first: Span | None) -> Span | None:
        """The name that the first lines tell: alone on a line, a subject, before a market, ":" or a verb."""
        below = list(islice(lines(text, title.end, min(len(text), title.end + 4000)), _PARAGRAPHS))
        return (
            self._alone(text, title)
            or self._heading(text, title, first, in_full=True)
            or self._subject(text, below)
            or self._heading(text, title, first)
            or self._before_market(text, [*below, title])
            or self._below_title(text, below, title)
            or self._subject_of_title(text, below, title)
            or self._before_verb(text, below, title)
        )

    def _before_market(self, text: str, parts: list[Span]) -> Span | None:
        for part in parts:
            for market in self._brackets(text, part.start, min(part.end, part.start + _PARAGRAPH)):
                name = self._names.before(text, part.start, market)
                if name and not _PERSON.search(name.of(text)):
                    return name
        return None

    def _heading(self, text: str, title: Span, name: Span | None, *, in_full: bool = False) -> Span | None:
        """The name with which the title begins, before a colon, and the text goes on about."""
        if (
            not name
            or not text.startswith(":", name.end)
            or (in_full and not self._names.has_form(name.of(text)))
        ):
            return None
        return name if text.find(name.of(text), title.end) >= 0 else None

    def _below_title(self, text: str, paragraphs: list[Span], title: Span) -> Span | None:
        """The name alone on the line below the title that the text repeats; a byline's person is none."""
        line = paragraphs[0] if paragraphs and title.end else None
        if line is None or self._names.at(text, line.start) != line:
            return None
        words = line.of(text)
        known = title.of(text).startswith(words) or not has_person_shape(words)
        return line if known and text.find(words, line.end) >= 0 else None

    def _before_verb(self, text: str, paragraphs: list[Span], title: Span) -> Span | None:
        for part in paragraphs:
            verb = _VERB.search(text, part.start, min(part.end, part.start + _SENTENCE))
            name = self._names.before(text, part.start, verb.start()) if verb else None
            if name and not _PERSON.search(name.of(text)) and self._is_named_again(text, name, title):
                return name
        return None

    def _is_named_again(self, text: str, name: Span, title: Span) -> bool:
        """Whether a name told by nothing but a verb is in full, or in the title or over "About" too."""
        words = name.of(text)
        first = words.partition(" ")[0]
        return self._names.has_form(words) or first in title.of(text) or f"About {first}" in text

    def _alone(self, text: str, title: Span) -> Span | None:
        """The name in full on a line of its own, with brackets at most, above the first long line."""
        for line in islice(lines(text, 0, min(len(text), title.end + 1000)), _TOP_LINES):
            if line.end - line.start > _PROSE and line.start > title.start:
                return None
            end = without_brackets(text, line.start, line.end)
            headed = _SOURCE.match(text, line.start) or _ABOUT.match(text, line.start)
            if not headed and self._names.has_form(text[line.start : end]):
                name = self._names.at(text, line.start)
                if name == Span(line.start, end):
                    return name
        return None

    def _subject(self, text: str, paragraphs: list[Span]) -> Span | None:
        """The name in full that one of the first lines begins with: a subject, or in a heading."""
        for paragraph in paragraphs:
            if not self._names.may_have_form(text, paragraph.start):
                continue
            name = self._names.at(text, paragraph.start)
            formed = name and self._names.has_form(name.of(text))
            heading = paragraph.end - paragraph.start < _PROSE and text[paragraph.end - 1] not in ".:"
            if name and formed and (heading or _APPOSITION.match(text, name.end)):
                return name
        return None

    def _subject_of_title(self, text: str, paragraphs: list[Span], title: Span) -> Span | None:
        """The subject of one of the first paragraphs that the title, or "About", names too."""
        heading = title.of(text)
        for i, paragraph in enumerate(paragraphs):
            name = self._names.at(text, paragraph.start)
            if name and name.end < paragraph.end and _LOWER_VERB.match(text, name.end):
                words = name.of(text)
                again = f"About {words}" in text or (words in heading and (" " in words or not i))
                if again and not is_heading(words):
                    return name
        return None

    def _titled(self, text: str, title: Span) -> Span | None:
        """The name that the title begins with."""
        opener = _TITLE_OPENER.match(text, title.start)
        name = self._names.at(text, opener.end() if opener else title.start) if title.end else None
        return name if name and name.end < title.end and not is_heading(name.of(text)) else None

    def _signed(self, text: str, heading: re.Pattern[str], words: tuple[str, ...]) -> Span | None:
        """The name behind "SOURCE" at the foot, or "About" over the paragraph about the issuer."""
        found = (heading.match(text, text.rfind("\n", 0, at) + 1) for at in places(text, words))
        for match in islice((match for match in found if match), _TOP_LINES):
            if name := self._names.at(text, match.end()):
                line = text.find("\n", name.start, name.end)  # the heading "About Acme", "Acme is …" below it
                return Span(name.start, line) if line >= 0 else name
        return None

    def _lists_several(self, text: str) -> bool:
        """Whether so many different brackets with symbols stand in the text that several companies may."""
        starts = islice(self._brackets(text, 0, len(text)), _MARKETS)
        return len({text[start : start + _AROUND] for start in starts}) >= _SEVERAL

    def _listed(self, text: str) -> dict[str, list[Span]]:
        """The companies before a market's bracket, by their names without legal form, with their places."""
        found: dict[str, list[Span]] = {}
        seen: dict[str, str] = {}  # what stands around a bracket tells the same name wherever it is repeated
        for start in islice(self._brackets(text, 0, len(text)), _MARKETS):
            around = text[max(0, start - _AROUND) : start + _AROUND]
            if around in seen:
                found[seen[around]].append(found[seen[around]][0])
                continue
            name = self._names.before(text, max(0, start - 120), start)
            if name and not text[max(0, start - 2) : start].rstrip().endswith(")"):
                core = self._names.core(named(text, name).value).lower()
                seen[around] = core
                found.setdefault(core, []).append(name)
        return found

    def _brackets(self, text: str, start: int, end: int) -> Iterator[int]:
        """Where the brackets open that begin with a market and a symbol."""
        for bracket in _MARKET.finditer(text, start, end):
            colon = text.index(":", bracket.start())
            told = _TICKER_WORD.match(text, bracket.start())
            if told or self._markets.before(text, bracket.start(), colon):
                yield bracket.start()


def _in_title(text: str, title: Span, listed: dict[str, list[Span]]) -> Span | None:
    """The listed company whose name's first word the title has first; None where it has none."""
    heading = title.of(text).lower()
    heads = {core.partition(" ")[0]: spans[0] for core, spans in reversed(listed.items())}
    named_there = {head: span for head, span in heads.items() if head in heading}
    first = min(named_there, key=heading.index, default=None)
    return named_there[first] if first and len(first) >= _SEVERAL else None
