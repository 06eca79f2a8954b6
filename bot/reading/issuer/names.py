"""Companies' names in running text: where one begins and ends, its legal form, its fullest writing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.lexicon import Lexicon
from bot.model import Span, Stated
from bot.reading.issuer.words import MARKS, folded, legal_form_pattern, unmarked, vocabulary
from bot.reading.patterns import late

_LIMIT = 180
_WORDS = 12
_OCCURRENCES = 40
# A line shorter than this is not hard-wrapped: it ends where it ends.
_NARROW = 45

_TOKEN = late(r"\S+")
_GAP = late(r"\s{0,2}")
_CONNECTORS = vocabulary(
    "of the and & for de du des la le les del di da y et und van von der den on + by at in"
)
# Words that open sentences and headings, not names.
_NO_NAME = vocabulary(
    "In The This These Today With As For At On Following After Shares Investors We It Our New Its An A To "
    "By From Based During While When If Since Under Yesterday Earlier Recent Results Highlights Financial "
    "Summary Reports Announces Quarter First Second Third Fourth Full Year Net Total Revenue Record "
    "Company Management Contact Source About ABOUT Click Please There That They Just More Most All Each "
    "Every Not No Is Are Here What Why How Who Invitation Reminder Correction Update Notice Further Pursuant "
    "Regarding Reference Upcoming Acquisition"
)
# Of these, those that begin names too, where no period or figure follows: "Full Moon Foods".
_MAY_OPEN = vocabulary(
    "The First New All Record More Full Second Third Total Net Financial Management Just Invitation"
)
_FIGURES = vocabulary(
    "Year Quarter Half Fiscal Income Revenue Revenues Sales Results Loss Earnings Debt Nine Six Months Report"
)
_PEOPLES = vocabulary("american australian british canadian chinese european german japanese swiss u.s. u.k.")
_BARE_FORMS = vocabulary("ASA AB AG AS SE SA NV Inc Inc. Ltd Ltd. LLC Corp Corp. plc PLC Oyj")
_LETTERS_OR_GAP = late(r"[^\w\s]")
_DROPPED = str.maketrans("", "", ".,;:()/'’\"“”*_®™-")
_YEAR = late(r"(?:19|20)\d\d")
_PERIOD = late(r"(?=.*\d)[\dQHFY/.,\s'’-]+")
_MUST_END = vocabulary("Today Announces Reports")
_ABBREVIATION = late(
    r"(?:[A-Z]\.){1,4}|(?:St|Dr|Mr|Mrs|Mt|Ft|Jr|Sr|Bros|Intl|Int'l|Nat'l|Assoc|Univ|Mfg|Hldgs?)\."
)
# "Acme, Inc.(Nasdaq: ACME)" and the end of "(formerly Acme, Inc.)".
_GLUED_BRACKET = late(r"(?<=.)\(|\)")
_GLUED_WORD = late(r"(?:from|the|of|to|by|and|in|for|with|that|at|on)[A-Z][a-z]")
_POSSESSIVE = late(r"['’]s?\Z")
# Law firms list their partners.
_FIRM = late(
    r"(?:[A-Z][\w'’-]{1,24},\s){1,4}[A-Z][\w'’-]{1,24},?\s(?:&|and)\s[A-Z][\w'’-]{1,24},?\s(?:LLP|LLC|PLLC|P\.?C\.?|PA|P\.A\.)(?!\w)"
    r"|(?:The\s)?Law\sOffices?\sof\s(?:[A-Z][\w.'’-]{0,20}\s){1,3}[A-Z][\w'’-]{1,24}"
)
_MARKET_SOON = late(r"(?:\s[a-z]\w{1,14})?\s?\([A-Za-z][A-Za-z ]{1,30}:\s?[A-Z0-9]")
# What may stand behind a name, before its brackets.
_BEHIND = ",®™*"


class Names:
    """Finds the names of companies, and tells their legal forms."""

    def __init__(self, lexicon: Lexicon) -> None:
        form = legal_form_pattern(lexicon.legal_forms)
        self._places = frozenset((*lexicon.countries, *lexicon.cities, *lexicon.states, *_PEOPLES))
        self._form = late(rf"{form}(?![\w’'-])")
        forms = (*lexicon.legal_forms, *lexicon.legal_forms.values())
        self._form_words = frozenset(form.split()[-1].translate(_DROPPED).lower() for form in forms)
        self._form_end = late(rf"(?:^|[\s,]){form}\Z")
        # "Evermore (China) Limited", "Holt Brewery (UK) plc".
        self._inside = late(rf"\((?:[A-Z][\w.-]{{0,20}}\s?){{1,3}}\),?\s{form}(?![\w’'-])")
        # "Dr. Moody's Laboratories Ltd.": a possessive inside a name.
        # "Home Health Corporation of America, Inc.": what looks like the form is within the name.
        self._of_place = late(rf"\sof\s(?:[A-Z][\w.&-]{{0,24}},?\s{{1,2}}){{1,3}}{form}(?![\w’'-])")
        self._formed_soon = late(rf"(?:\s[A-Z][\w&.-]{{0,24}}){{0,3}},?\s{form}(?![\w’'-])")
        self._extension = late(
            rf"(?:[®™]|\([RTM]{{1,2}}\))?(?:\s[A-Z&][\w&.-]{{0,24}}){{0,3}},?\s{form}(?![\w’'-])"
        )

    def at(self, text: str, at: int) -> Span | None:
        """The name that begins at `at`: capitalised words up to a legal form, bracket, comma or verb."""
        if firm := _FIRM.match(text, at):
            return Span(*firm.span())
        end = formed = at
        for i, token in enumerate(_TOKEN.finditer(text, at, min(len(text), at + _LIMIT))):
            bracketed = i and text[token.start()] == "("
            if bracketed and (inside := self._inside.match(text, token.start())):
                formed = inside.end()
                break
            if i >= _WORDS or "\n\n" in text[end : token.start()] or self._stops(text, token, i):
                break
            if i and token.group().lower() in _CONNECTORS:
                continue
            word = _masked(token.group())
            glued = _GLUED_BRACKET.search(word) if "(" in word or ")" in word else None
            end = token.start() + (glued.start() if glued else len(token.group().rstrip(",;:")))
            if self.has_form(text[at:end]):
                formed = end
            elif formed > at and not self._of_place.match(text, formed):
                break
            if glued or self._ends(text, token):
                break
        name = _trimmed(text, at, formed if formed > at else _one(text, at, end))
        return None if name and folded(name.of(text)) in self._places else name

    def before(self, text: str, floor: int, end: int) -> Span | None:
        """The name that ends at `end`, or right before the brackets and marks that stand there."""
        end = without_brackets(text, max(floor, end - 400), end)
        floor = max(floor, end - 120)
        above = text.rfind("\n", floor, end)
        if above >= 0 and above - text.rfind("\n", 0, above) < _NARROW:  # a heading, no half of a sentence
            floor = above + 1
        best = None
        for token in reversed(list(_TOKEN.finditer(text, floor, end))):
            if token.group().islower():
                continue
            if _YEAR.fullmatch(token.group()):  # "between 3 May and 7 May 2024 Acme Corp. (…)"
                break
            name = self.at(text, token.start())
            if name and name.end == end:
                best = name
            elif best or token.start() < end - 90:
                break
        return best

    def has_form(self, words: str) -> bool:
        """Whether the words end in a legal form."""
        return self._may_be_form(words[words.rfind(" ") + 1 :]) and bool(self._form_end.search(words))

    def _may_be_form(self, word: str) -> bool:
        """Whether a word can be a legal form's last: what is asked before any pattern is tried."""
        return word.rpartition("\n")[2].translate(_DROPPED).lower() in self._form_words

    def may_have_form(self, text: str, at: int) -> bool:
        """Whether one of the words behind `at` is a legal form's last: cheaper than reading a name there."""
        words = _LETTERS_OR_GAP.sub("", text[at : at + _LIMIT]).lower().split()
        return not self._form_words.isdisjoint(words)

    def core(self, name: str) -> str:
        """The name without its legal form: "Nimbus Data" of "Nimbus Data, Inc."."""
        core = name
        while match := self._form_end.search(core):
            core = core[: match.start()].rstrip(" ,")
        return core or name

    def in_full(self, text: str, name: Span) -> Span:
        """The first place where the name is followed by a legal form, for a name that has none."""
        words = name.of(text)
        if self.has_form(words):
            return name
        best: re.Match[str] | None = None  # the shortest: "Acme Inc." before "Acme Logistics Inc."
        for at in occurrences(text, words):
            extension = self._extension.match(text, at + len(words))
            repeated = (
                extension and words.partition(" ")[0] in extension.group()
            )  # "About Acme Acme Ltd. is …"
            if not extension or repeated or "\n\n" in extension.group():
                continue
            if best is None or extension.group().count(" ") < best.group().count(" "):
                best = extension
        return Span(best.start() - len(words), best.end()) if best else name

    def _stops(self, text: str, token: re.Match[str], i: int) -> bool:
        """Whether the i-th token is no part of the name any more."""
        word = unmarked(token.group())
        if not word or word[0] in '([“"':
            return bool(word)
        if word[0].islower() and _GLUED_WORD.match(word):
            return True
        if i and self._may_be_form(word) and self._form.fullmatch(word.rstrip(",")):
            return False
        if word[0].isupper() or word[0].isdigit():
            return bool(i) and word.rstrip(",") in _MUST_END
        if word[0] in "&+" or (i and word in _CONNECTORS) or any(c.isupper() for c in word):
            return False
        if i > 1:
            return True
        # "bluebird bio, Inc.", "bluebird bio (Nasdaq: BLUE)": lower case counts where the name closes soon.
        soon = any(map(self._may_be_form, text[token.end() : token.end() + 24].split()))
        ahead = self._form.search(text, token.end(), token.end() + 24) if soon else None
        formed = ahead and not re.search(r"[.(]", text[token.end() : ahead.start()])
        return not (formed or _MARKET_SOON.match(text, token.end()))

    def _ends(self, text: str, token: re.Match[str]) -> bool:
        """Whether the name is over with this token: a comma but before a legal form, a sentence's end."""
        word = token.group()
        if word.endswith(","):
            gap = _GAP.match(text, token.end())
            return not (gap and self._form.match(text, gap.end()))
        if word[-1] in "s'’" and _POSSESSIVE.search(word):
            return not (self._formed_soon.match(text, token.end()) or _MARKET_SOON.match(text, token.end()))
        if word[-1] in ";:":
            return True
        return word.endswith(".") and not (_ABBREVIATION.fullmatch(word) or self._form.fullmatch(word))


def named(text: str, name: Span) -> Stated:
    """The name as a value: without ® and ™, in one line."""
    value = re.sub(r"\s+", " ", unmarked(name.of(text))).strip(' ,"“”')
    return Stated(re.sub(r"\s+,", ",", value), name)


def is_heading(words: str) -> bool:
    """Whether one of the words opens headings and sentences, not names."""
    return bool(set(re.findall(r"[^\W_]+", words)) & _NO_NAME)


def without_brackets(text: str, floor: int, end: int) -> int:
    """Where the words before `end` end, without the brackets, marks and spaces behind them."""
    while end > floor:
        last = text[end - 1]
        if last in _BEHIND or last.isspace():
            end -= 1
        elif (
            last == ")" and (opened := text.rfind("(", floor, end)) >= 0 and ")" not in text[opened : end - 1]
        ):
            end = opened
        else:
            break
    return end


def occurrences(text: str, words: str) -> Iterator[int]:
    """Where the words stand whole; the first ones only, in a text that repeats them without end."""
    at, left = text.find(words), _OCCURRENCES
    while at >= 0 and left:
        after = text[at + len(words) : at + len(words) + 1]
        if not after.isalnum() and not text[max(0, at - 1) : at].isalnum():
            yield at
            left -= 1
        at = text.find(words, at + 1)


def _masked(token: str) -> str:
    """The token with its marks as spaces, so that "(R)" is no bracket."""
    if token.isascii() and "(" not in token:
        return token
    return MARKS.sub(lambda mark: " " * len(mark.group()), token)


def _one(text: str, start: int, end: int) -> int:
    """Where the first of two companies' names joined by "and" ends, told by a paragraph about it."""
    first = text[start:end].partition(" and ")[0]
    apart = len(first) < end - start and f"About {first}\n" in text
    return start + len(first) if apart else end


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The name without a closing possessive; None where its first word opens no name."""
    possessive = _POSSESSIVE.search(text, max(start, end - 2), end) if text[end - 1 : end] in "s'’" else None
    if possessive and _MARKET_SOON.match(text, end):
        possessive = None
    end -= len(possessive.group()) if possessive else 0
    words = text[start:end]
    letters = unmarked(words).strip()
    if (
        len(letters) < 2
        or not words[0].isalnum()
        or words.count("(") != words.count(")")
        or not any(c.isalpha() for c in letters)
    ):
        return None
    first, _, rest = words.replace(",", " ").partition(" ")
    opens = first not in _NO_NAME or (first in _MAY_OPEN and rest and rest.split()[0] not in _FIGURES)
    is_name = opens and not _PERIOD.fullmatch(letters) and letters not in _BARE_FORMS
    return Span(start, end) if is_name else None
