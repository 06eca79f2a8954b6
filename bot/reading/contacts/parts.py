"""The words of a contact section cut into parts, each a name, a title, a firm or a label of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.lexicon import Lexicon
from bot.model import Span
from bot.reading.contacts.around import Around
from bot.reading.contacts.kinds import Kinds
from bot.reading.issuer.words import either, folded, legal_form_pattern, vocabulary
from bot.reading.patterns import late
from bot.reading.values.person import has_person_shape

# What stands before a number or an address without being a name: "Tel:", "E-mail -", "M:", "ext. 12".
_LABEL = late(
    r"""(?:(?<![A-Za-z])|(?<=[a-z])(?=[TEPMO])|(?<=[A-Z])(?=Tel:|Email:))
      (?:Tel(?:ephone)?|Phone|E[-‐]?\s?[Mm]ails?|Mobile|PH(?=:)|Cell|Office|Direct(?:\sline)?|Fax|Main|Ph|Tele
        |Toll[- ][Ff]ree|(?:Contact\s)?(?:Person|Name)(?=:)|Company\sName(?=:))
      \s?(?:no\.?|number|address)?\s?[.:]?(?=\s|\Z|:|\d|\(|\+)
    | (?<![A-Za-z])(?<![A-Z]\.)[TEPMODtepmod]\s?(?::|\.(?=\s?(?:[+(\d]|\Z)))
    | ,?\s?(?:ext(?:ension)?\.?|x)\s?\#?:?\s?\d{1,6}
    | (?<=[a-z])e-mail:
    | (?<![a-z])(?:tel|phone|e[-‐]?mail|mobile|mob|fax|office|direct|cell|mail)
      \s?(?:\.\s?:?|:|(?=\s?[+(\d]|\Z))""",
    re.VERBOSE,
)
_LINK = late(
    r"(?:https?://|www\.)\S+|\b[a-z][\w-]*\.(?:com|org|net|ca|co\.uk)(?:/\S*)?\b|<[^<>\s]{1,200}>"
    r"|\[[^\[\]\n]{0,80}\]\([^()\n]{0,200}\)"
)
_AND = late(r"\s(?:and|or|of|&|und|et)\s(?:(?:his|her|their)\s)?")
_POSSESSIVES = ("his ", "her ", "their ")
_GLUE = late(r"(?<=[a-z.)])(?=[A-Z][a-z\d]|[A-Z]{2,})|(?<=[A-Z]{2})(?=[A-Z][a-z]{2,})")
_WORD = late(r"[^\W\d_]+")
# "Nimbus Investor Relations:": a name before the name of its desk.
_DESK_TAIL = late(
    r"\s(?:(?:Investors?|Media|Press|IR|PR)"
    r"|(?:(?:Investors?|Media|Press|Company|Corporate|IR|PR|Public)(?:\s(?:&|and)\s\w+)?\s)?"
    r"(?:Relations(?:\sContacts?)?|Contacts?(?:\sInformation)?|Inquiries))\Z"
)
# The last words of a name, none of them the beginning of a longer one ("Mc|Neil").
_PERSON_ENDS = late(
    r"(?:[A-ZÀ-Þ][\w.'’-]{0,20}\s){1,3}(?!(?:Mc|Mac|De|La|Le|Van|Di|Du|Fitz|O)\Z)[A-ZÀ-Þ][\w'’-]{1,20}\Z"
)
_BEFORE_NAME = late(
    r"(?:(?:Investors?|Media|Press|Company|Corporate|Public|IR|PR)\s){0,2}Contacts?\s(?:Information\s|Details\s)?(?=[A-Z])"
    r"|(?:Investors?|Media|Press)\s(?=[A-Z])|(?:CEO|CFO|COO|CTO|CMO|IR)\s(?=[A-Z])"
)
_KEPT_STOP = late(r"(?i:Inc|Corp|Ltd|Co|Jr|Sr|Bros)|[A-Z](?:\.[A-Za-z])+|Ph\.D")
_EDGES = ' \n\t.,;:()[]*_"“”<>#`-–—'
_ENDS_HEADING = vocabulary("details information contact contacts media press investor investors")
_BEGINS_TITLE = vocabulary("chief president vice senior executive director managing head ceo cfo coo")
_BEFORE_TITLE = vocabulary(
    "senior executive global interim managing corporate group deputy co investor vice head"
)


class Parts:
    """Cuts words at separators, and where scraping ran them together."""

    def __init__(self, lexicon: Lexicon, kinds: Kinds) -> None:
        form = legal_form_pattern(lexicon.legal_forms)
        self._kinds = kinds
        self._titles = frozenset(lexicon.titles)
        self._title_word = late(rf"(?<![A-Za-z-]){either(lexicon.titles)}(?![A-Za-z])", re.IGNORECASE)
        self._form = late(form)
        self._form_end = late(rf"[\s,]{form}\Z")
        self._form_inside = late(
            rf"[,\s]\s?{form}(?=\s(?:Investor|Media|Press|Corporate|IR)\b|[A-Z][a-z]|\(|\.?\s?\d{{1,5}}\s[A-Z])"
        )
        self._separator = late(
            rf"""\s*(?:[;|•·:\n\t](?:\s*(?:or|and)\s(?=[A-Z]))?
              | ,(?!\s?(?:{form}|Jr|Sr)(?!\w))(?:\s*or\s(?=[A-Z]))?
              | \s[-–—]+\s | \s– | \s/\s | /(?=[A-Z][a-z]+\s[A-Z]) | \s{{3,}} | \*{{1,2}} | _{{2,}}
              | \s\((?=for\s|on\sbehalf|Nom|NOM|Joint|Sole|Financial|Corporate|Broker)
              | \s\((?=[Pp]ublic|[Mm]edia|[Pp]ress|[Ii]nvestor|[Ff]inancial|PR\b|IR\b)
              | \s\((?=(?:Chief|CEO|CFO|COO|Executive|Non-|Finance|Managing|Chair|Director|President|Vice)
                [\w\s,&-]{{0,60}}\))
              | \s\((?=(?:USA?|UK|EU|U\.[SK]\.?|Europe|Asia|Japan|Israel)\)[\s:,]{{0,40}}(?:\Z|\n|\s\s))
              | \b(?:or|at|via|by|to)\b(?=\s*\Z))\s*""",
            re.VERBOSE,
        )

    def of(self, text: str, span: Span, around: Around) -> Iterator[Span]:
        """The parts of the words, without labels of numbers and without web addresses, in order."""
        for part in self._separated(text, span):
            yield from self._unglued(text, part, around)

    def _separated(self, text: str, span: Span) -> Iterator[Span]:
        words = text[span.start : span.end]
        for skipped in (_LINK, _LABEL):
            words = skipped.sub(lambda match: "\n" * len(match.group()), words)
        at = 0
        for separator in (*self._separator.finditer(words), None):
            end = separator.start() if separator else len(words)
            part = words[at:end].strip(_EDGES) if end > at else ""
            if len(part) > 1:
                begin = span.start + words.index(part, at)
                stop = begin + len(part)
                kept = text.startswith(".", stop) and _KEPT_STOP.fullmatch(part.rsplit(None, 1)[-1])
                open_bracket = part.count("(") > part.count(")") and text.startswith(")", stop)
                yield Span(begin, stop + bool(kept or open_bracket))
            at = separator.end() if separator else end

    def _unglued(self, text: str, part: Span, around: Around) -> Iterator[Span]:
        """The part where scraping ran words together, and its pieces where one kind follows another."""
        words = part.of(text)
        glue = sorted({0, len(words), *self._glue(words, around)})
        for start, end in pairwise(glue):
            colon = end == len(words) and text.startswith(":", part.end)
            cuts = sorted({0, end - start, *self._cuts(words[start:end], around, colon=colon)})
            for begin, stop in pairwise(start + cut for cut in cuts):
                inner = words[begin:stop].strip(" ,(")
                if inner:
                    offset = part.start + words.index(inner, begin)
                    yield Span(offset, offset + len(inner))

    def _cuts(self, words: str, around: Around, *, colon: bool) -> Iterator[int]:
        """Where a firm, a desk, a person or a title begins within the words."""
        yield from self._between_people(words)
        if form := self._form_inside.search(words):
            yield form.end()
        yield self._desk(words, around, colon=colon)
        yield self._title_behind_name(words)
        yield self._before_name(words)

    def _glue(self, words: str, around: Around) -> Iterator[int]:
        """Where a word begins that scraping glued to a title, a heading, a legal form, a firm or a name."""
        cut = 0
        for glue in _GLUE.finditer(words):
            at = glue.start()
            begun = words.rfind(" ", 0, at) + 1
            firm = around.firm_in(words[begun:].split(" ", 1)[0])
            if firm and at < begun + firm:  # inside of "FirmNews"
                continue
            if at == begun + firm or self._parts_here(words, cut, at, around):
                cut = at
                yield at

    def _parts_here(self, words: str, start: int, at: int, around: Around) -> bool:
        """Whether what stands before or behind `at` in words[start:] tells that a new part begins there."""
        left = words[start:at].strip().rpartition(" ")[2].strip(".,")
        match = _WORD.match(words, at)
        right = match.group() if match else ""
        if left.lower() in self._titles or left.lower() in _ENDS_HEADING or self._form.fullmatch(left):
            return True
        if self._kinds.is_place(words[at:]):
            return True
        if left.isupper() and right.lower() in _ENDS_HEADING:
            return True
        if right.lower() in _BEGINS_TITLE or around.begins_firm(right) or around.has_person(right):
            return True
        name = _PERSON_ENDS.search(words, start, at)
        if not name or not self._is_person(name.group()):
            return False
        told = self._title_word.search(words, at) or around.is_firm(words[at:])
        return bool(told or around.is_person(name.group()))

    def _desk(self, words: str, around: Around, *, colon: bool) -> int:
        """Where "Investor Relations" begins behind the issuer's name, or "Contact:" behind any; else 0."""
        desk = _DESK_TAIL.search(words)
        if not desk:
            return 0
        heading = "Contact" in desk.group() or desk.group().strip() in (
            "Media",
            "Press",
            "Investor",
            "Investors",
        )
        headed = colon and heading and not self._kinds.is_label(folded(words), colon=True)
        return desk.start() if headed or around.begins_issuer(words[: desk.start()]) else 0

    def _before_name(self, words: str) -> int:
        """Where a name begins behind a label or a short title: "Media Jane Doe", "CFO Jane Doe"; else 0."""
        before = _BEFORE_NAME.match(words)
        behind = words[before.end() :] if before else ""
        contact = bool(before and "contact" in before.group().lower())
        formed = bool(before and before.group()[1].isupper() and self._form_end.search(behind))
        if not before or not (has_person_shape(behind) or formed):
            return 0
        return before.end() if contact or not self._title_word.search(words, before.end()) else 0

    def _between_people(self, words: str) -> tuple[int, ...]:
        """Where "and" or "or" parts one person from the next, or "of" a person from the firm."""
        both = _AND.search(words)
        if not both or not self._is_person(words[: both.start()]):
            return ()
        apart = both.group() == " of " or both.group().endswith(_POSSESSIVES)
        return both.span() if apart or self._is_person(words[both.end() :]) else ()

    def _is_person(self, words: str) -> bool:
        return (
            has_person_shape(words) and not self._kinds.is_firm(words) and not self._title_word.search(words)
        )

    def _title_behind_name(self, words: str) -> int:
        """Where a title begins behind a name without a comma: "Jane Doe Chief Executive Officer"; else 0."""
        title = self._title_word.search(words)
        before = words[: title.start()].split() if title else []
        while before and before[-1].lower().rstrip("-") in _BEFORE_TITLE:
            before.pop()
        name = (
            words[: words.rindex(before[-1], 0, title.start()) + len(before[-1])] if title and before else ""
        )
        behind = words[len(name) :].split()
        if not has_person_shape(name) or self._kinds.is_firm(name):
            return 0
        if len(behind) == 1 and self._kinds.is_soft(behind[0]):  # "Blue Fen Communications" is a firm
            return 0
        return len(name) + 1
