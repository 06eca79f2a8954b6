"""Where the contact parts of a release are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model import Span
from bot.reading.issuer.words import places
from bot.reading.patterns import late

# A line longer than this, without a number or an address, is the release going on.
_PROSE = 170
_SHORT = 110
# A line this long may be one of a hard-wrapped paragraph.
_FULL = 66
# Lines after the last telling one before a section is taken to be over.
_PATIENCE = 9
_LONGEST_SECTION = 60
# No release has more; a hostile text may.
_MOST = 40

_WHOM = (
    r"(?:investors?|media|press|company|corporate|analysts?|shareholders?|public|ir|pr|news|financial|trade|us|"
    r"u\.s\.|european?|business|north\samerican?)"
)
_KIND = (
    r"(?:relations|communications|contacts?|inquiries|enquiries|information|details|affairs|desk|questions|"
    r"requests)"
)
_AND = r"(?:\s?(?:,|&|and|/|or)\s?|\s)"
_FOR = r"(?:\s(?:for|at|in)\s[\w .,&'’-]{1,40})?"
# A company's name before its desk, no title before "Investor Relations".
_NAME = (
    r"(?!(?:vice|senior|executive|chief|director|head|manager|[es]?vp|managing|president|associate|assistant)\b)"
    r"(?-i:(?:[A-Z][\w.&'’-]{0,24},?\s){1,6})"
)
# A line that does nothing but announce contacts: "Contacts:", "Investor Relations", "MEDIA:".
_HEADING = late(
    rf"""[\s*#|_/>•-]{{0,8}}(?:
      (?:for\s)?(?:{_WHOM}{_AND}){{0,4}}{_KIND}(?:{_AND}{_KIND}){{0,2}}(?:\s?(?:&|and|/|or)\s?{_WHOM})?{_FOR}
    | {_NAME}{_WHOM}{_AND}(?:{_KIND}{_AND}){{0,2}}(?:relations|contacts?|inquiries|enquiries)
    | {_NAME}contacts?(?=[\s*_|]{{0,4}}:)
    | (?:investors?|media|press|analysts?|journalists?|shareholders?)
      (?:\s?(?:,|&|and|/)\s?(?:investors?|media|press|analysts?))?(?:\s?\(?(?:us|u\.s\.|europe|asia|uk)\)?)?
    | (?:for\s)?(?:further|more|additional)\s(?:information|enquiries|inquiries|details)[^\n.]{{0,60}}
    | contact(?:s|\(s\))?(?:\s(?:information|details|us|persons?))?
    )[\s*_|]{{0,4}}:?[\s*_|]{{0,4}}""",
    re.IGNORECASE | re.VERBOSE,
)
# The same in front of the first contact, in one line with it.
_LEAD = late(
    rf"""[\s*#|_/>•-]{{0,8}}(?:
      (?i:/?contacts?(?:\(s\))?(?:\s(?:information|details))?):
    | (?i:(?:for\s)?(?:further|more|additional)\s(?:information|enquiries|inquiries|details)[^\n:.]{{0,40}}:)
    | Contact\sDetails(?=[A-Z])
    | (?:[A-Z]{{2,10}}\s){{0,3}}CONTACT(?=[A-Z][a-z])
    | (?:[A-Z][\w.&'’-]{{0,24}},?\s){{1,6}}(?:Contacts?(?:\s(?:Information|Details))?|Media|Press|Investors?):
    | (?i:(?:for\s)?(?:{_WHOM}{_AND}){{0,4}}{_KIND}(?:{_AND}{_KIND}){{0,2}}{_FOR}):
    | (?i:(?:u\.?s\.?\s)?(?:investors?|media|press|analysts?)(?:\s?(?:&|and|/)\s?(?:investors?|media))?):
    )\s{{0,3}}(?=\S)""",
    re.VERBOSE,
)
# A person with title and number on a line without a heading: "Ritva Salo, Vice President, tel. +358 …".
_PERSON_LINE = late(
    r"(?:[A-ZÅÄÖØÆ][\w.'’-]{1,24}\s){1,3}[A-ZÅÄÖØÆ][\w'’-]{1,24},\s(?=[^\n]{0,80}\b(?:President|Officer|CEO|CFO"
    r"|Director|Manager|Head|Relations|Communications|Treasurer|Counsel))[^\n]{2,110}?,?\s"
    r"(?:[Tt]el|[Tt]elephone|[Pp]hone|[Mm]obile|[Mm]ob)\b\.?:?\s?(?=[+(\d])"
)
# "…, please contact:" and "or contact Jane Doe, jane@firm.com".
_ASKED = late(
    r"\b(?:please\s)?(?:contact|reach\sout\sto|get\sin\stouch\swith|be\s(?:directed|addressed|sent)\sto)(?!\S{0,60}@)(?:\sus)?\s?(?:at|by)?\s?:?\s{0,3}"
    r"(?=[^\n]{0,200}[@\d])",
    re.IGNORECASE,
)
_ASKED_END = late(
    r"\b(?:contact|reach\sout\sto|information)(?:\sus)?(?:\sat)?\s?:?[\s*_]{0,4}\Z", re.IGNORECASE
)
_ASKING = ("ontact", "ONTACT", "each out", "touch with", "nformation", "ected to", "ressed to", "sent to")
# A heading in the middle of a scraped line: "…as required by law.  MEDIA CONTACT: Jane Doe".
_SENTENCE_END = late(r"(?<=[a-z0-9)]{2})\.\s+(?=[A-Z])")
# Whom to contact for these is no contact of the release.
_HELP = late(
    r"\b(?:technical|difficult|connect|problems?|assistance|unable|regist|prospectus|proxy|proxies|tender|vot(?:e|ing)|"
    r"adverse|side\seffect|suspected|patients?\b|reinvest|transfer\sagent|if\syou|conference|participat|webcast|listen|dial|join)",
    re.IGNORECASE,
)
# Where questions to a presentation are sent is not whom to contact.
_QUESTIONS = late(r"[\W_]{0,6}questions?\s(?:via|by|can|may|to)\b", re.IGNORECASE)
_AGENT = late(
    r"\b(?:transfer\sagent|registrar|trust\scompany|computershare|equiniti|broadridge|hot\s?line|help\s?(?:line|desk)"
    r"|customer\s(?:service|support|care))\b",
    re.IGNORECASE,
)
_INLINE = late(
    r"""(?:(?<=[.!?)]\s)|(?<=\s\s))
    (?:(?:INVESTOR|MEDIA|COMPANY|PRESS|Investor|Media|Company|Press)s?(?:\s(?:RELATIONS|Relations))?
      \s(?:&|AND|and)?\s?)?
    (?:CONTACTS?|Contacts?)(?:\s(?:INFORMATION|DETAILS|Information|Details))?\s?(?::|(?=\s?[A-Z]))
    | (?<=[a-z])Contact\s(?=[A-Z][a-z]+\s[A-Z][a-z])""",
    re.VERBOSE,
)
# What follows a contact part.
_STOP = late(
    r"""[\s*#_>|-]{0,6}(?:
      (?:about|notes?\sto|notes?:|safe\sharbor|forward|cautionary|disclaimer|disclosures?|references)\b
    | (?:attachments?|appendix|non-gaap|use\sof|important)\b
    | (?:view\s(?:source|original|the)|source\b|copyright|©|\(c\)|logo\b|photo\b|company\swebsite|cision)
    | (?:multimedia|tags?:|keywords?|isin\b)
    | (?:neither|this\s(?:press|news|release|announcement|information|communication))\b
    | (?:the\s(?:company|information|securities)|certain|statements|all\strademarks)\b
    | (?:condensed|consolidated|unaudited|table\s\d|three\smonths|selected|reconciliation|summary|schedule)\b
    | (?:conference\scall|webcast|dial|replay|event\sdetails|participants?|passcode|access\scode)\b
    | conference\sid\b | (?:[\w.]{1,14}\s){0,2}dial-?\s?in\b
    | \#\s?\#\s?\# | -{0,3}\s?(?:end|ends)\s?-{0,3}\Z | \(\d{2}:\d{2}\s
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_FIELDS = late(r"\s{3,}|\t|\s*\|\s*")
# Plain words are found many times faster than a pattern of alternatives.
_TRIGGERS = (
    "@",
    "ontact",
    "ONTACT",
    "nquir",
    "NQUIR",
    "Relations",
    "RELATIONS",
    "protected]",
    "email us here",
    "nvestors:",
    "edia:",
    "Press:",
    ", tel",
    " tel.",
)
_HEAD_OF_LINE = late(
    r"\n[\s*#|_/>•-]{0,8}(?:Inv|INV|Med|MED|Pre|PRE|IR\b|Ana|ANA|Journ|JOURN|Share|SHARE|For\s|FOR\s)"
)
_OVER = late(r"[.!?…`-]\s*\Z")
_ABBREVIATED = late(r"\b(?:Inc|Corp|Ltd|Co|LLC|L\.P|S\.A|N\.V|Ph\.D|M\.D|Jr|Sr)\.\s*\Z")
_NUMBER = late(r"\d[\d\s().–-]{5,22}\d")
_ADDRESS = late(
    r"@|email\sprotected|Email\sContact|Send\sEmail|email\sus\shere|[(\[]at[)\]]\s?\w", re.IGNORECASE
)
_PROSE_WORDS = late(
    r"\b(?:[Pp]lease|visit|will|may|can|have|has|are|is|was|should|submit|questions?|you|our|register|replay|"
    r"webcast|dial(?:ing)?|prospectus|obtained|copies|unsubscribe|if|that|which|listen|participants?|join|access)\b"
)


@dataclass(frozen=True, slots=True)
class Section:
    """A contact part; `headed` where something announces it."""

    span: Span
    headed: bool


def sections(text: str) -> Iterator[Section]:
    """The ranges that hold contacts, each beginning with its heading where it has one, in order.

    Found from what announces contacts ("Investor Contact:", "please contact:") and from e-mail addresses on
    short lines of their own; each runs until the release goes on with something else.
    """
    lines = _Lines(text)
    at = floor = tried = found = 0
    for trigger in _triggers(text):
        if trigger < tried:
            continue
        at = lines.at(trigger, at)
        if at >= len(lines.bounds) or found >= _MOST:
            return
        section = lines.section(at, floor)
        tried = lines.bounds[at][1]
        if section:
            floor = tried = section.span.end
            found += 1
            yield section


def _triggers(text: str) -> list[int]:
    """Where the text has anything that contacts are announced by, or an address."""
    heads = (heading.end() for heading in _HEAD_OF_LINE.finditer(text))
    return sorted([0, *heads, *places(text, _TRIGGERS)])


class _Lines:
    """The lines of a text that hold more than spaces, and what each is for a contact section.

    What a line is gets asked for by several sections that could hold it, so it is kept.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.bounds: list[tuple[int, int]] = []
        self._telling: dict[int, bool] = {}
        self._closing: dict[int, bool] = {}
        at = 0
        for line in text.split("\n"):
            if line and not line.isspace():
                self.bounds.append((at, at + len(line)))
            at += len(line) + 1

    def at(self, offset: int, line: int) -> int:
        """The first line from `line` on that ends behind the offset."""
        while line < len(self.bounds) and self.bounds[line][1] <= offset:
            line += 1
        return line

    def section(self, at: int, floor: int) -> Section | None:
        """The section that line `at` opens; None where it opens none."""
        start = self._headed(at)
        headed = start is not None
        if start is None:
            start = self._above(at, floor)
        if start is None:
            return None
        last, telling, quiet = at, _is_telling(self.text, start, self.bounds[at][1]), 0
        for line in range(at + 1, min(at + _LONGEST_SECTION, len(self.bounds))):
            if self._closes(line) or quiet > _PATIENCE:
                break
            tells = self._tells(line)
            telling, quiet = telling or tells, 0 if tells else quiet + 1
            last = line
        return Section(Span(start, self.bounds[last][1]), headed) if telling else None

    def _headed(self, at: int) -> int | None:
        """Where in line `at` something announces contacts; None where nothing does."""
        text = self.text
        start, end = self.bounds[at]
        if end - start <= _SHORT:
            fields = _FIELDS.split(text[start:end].strip(" |"))
            headed = sum(bool(_HEADING.fullmatch(field)) for field in fields)
            if headed == len(fields) or headed > 1:
                return start
        if _LEAD.match(text, start, min(end, start + 160)) or _PERSON_LINE.match(text, start, end):
            return start
        if end - start > _FULL and (
            text.find("ontact", start, end) >= 0 or text.find("ONTACT", start, end) >= 0
        ):
            for inline in _INLINE.finditer(text, start, end):
                if _is_telling(text, inline.end(), inline.end() + 300):
                    return inline.start()
        return self._asked(at)

    def _asked(self, at: int) -> int | None:
        """Where contacts begin behind "please contact"; None where the line asks for something else."""
        text = self.text
        start, end = self.bounds[at]
        window = max(start, end - 400)
        if not any(text.find(word, window, end) >= 0 for word in _ASKING):
            return None
        following = range(at + 1, min(at + 3, len(self.bounds)))
        short = (self.bounds[line][1] - self.bounds[line][0] < _SHORT for line in following)
        if _ASKED_END.search(text, window, end) and (any(map(self._tells, following)) or any(short)):
            return end
        for asked in _ASKED.finditer(text, window, end):
            rest = _SENTENCE_END.split(text[asked.end() : end], maxsplit=1)[0]
            sentence = _SENTENCE_END.split(text[window : asked.start()])[-1]
            help_asked = _HELP.search(sentence) or _AGENT.search(rest)
            if len(rest) < 260 and not (_PROSE_WORDS.search(rest) or help_asked):
                return asked.end()
        return None

    def _above(self, at: int, floor: int) -> int | None:
        """Where the short lines begin that lead up to an address on a line of its own."""
        text = self.text
        start, end = self.bounds[at]
        prose = (
            end - start > _PROSE - 20
            or _QUESTIONS.match(text, start)
            or _PROSE_WORDS.search(text, start, end)
            or self._is_wrapped(at)
        )
        if prose or not _is_addressed(text, start, end):
            return None
        first = at
        while first and at - first < 4:
            begin, end = self.bounds[first - 1]
            words = text[begin:end]
            over = _OVER.search(words) and not _ABBREVIATED.search(words)
            if begin < floor or end - begin > 80 or over or _STOP.match(words):
                break
            first -= 1
        return self.bounds[first][0]

    def _is_wrapped(self, at: int) -> bool:
        """Whether the line is part of a hard-wrapped paragraph: a full line right above or below it."""
        for line, other in ((at - 1, at), (at, at + 1)):
            if line >= 0 and other < len(self.bounds):
                neighbour = self.bounds[line if line != at else other]
                gap = self.text[self.bounds[line][1] : self.bounds[other][0]]
                if neighbour[1] - neighbour[0] > _FULL and gap.count("\n") == 1:
                    return True
        return False

    def _tells(self, line: int) -> bool:
        if line not in self._telling:
            self._telling[line] = _is_telling(self.text, *self.bounds[line])
        return self._telling[line]

    def _closes(self, line: int) -> bool:
        """Whether the line is no part of a contact section any more."""
        if line not in self._closing:
            self._closing[line] = _is_closing(self.text, *self.bounds[line])
        return self._closing[line]


def _is_telling(text: str, start: int, end: int) -> bool:
    """Whether the range has an address or a number to be reached at."""
    return _is_addressed(text, start, end) or bool(_NUMBER.search(text, start, end))


def _is_addressed(text: str, start: int, end: int) -> bool:
    """Whether the range has an e-mail address, or tells where one was."""
    return text.find("@", start, end) >= 0 or bool(_ADDRESS.search(text, start, end))


def _is_closing(text: str, start: int, end: int) -> bool:
    addressed = _is_addressed(text, start, end)
    if not addressed and _STOP.match(text, start, end):
        return True
    length = end - start
    prose = len(_PROSE_WORDS.findall(text[start : min(end, start + 1000)])) if length > _SHORT // 2 else 0
    if length > _PROSE and not (addressed and prose < 3):
        return True
    return text.count("|", start, end) > 8 or prose > 3
