"""What a question is about beside whom it names: its words with all the ways that releases say them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from bot.desk.library_port import fold
from bot.desk.passages import Topic, stem
from bot.desk.question import Question, joined_up
from bot.desk.vocabulary import COUNTRY, FILLER
from bot.desk.which_call import MONTH_WAYS, QUARTER_WAYS
from bot.desk.words import one_of
from bot.lexicon import Lexicon

# Meanings that say what kind of answer is wanted, or where to look for it, and not what it is about.
_ASKING = one_of(
    "who, when, where, until, details, handles, new, next, amount, greeting, thanks, number, email, "
    "link, today, tomorrow, this week, next week, opinion, this month, next month, coming weeks, my "
    "time, begin, available, contact, human_help, laughter, meddling, what for, previous"
)
# Meanings that are told of in nearly every release, and so tell little.
_COMMON = one_of(
    "call results report release publish live webcast join listen granted phase trial drug treat "
    "investor media status pipeline domestic website coming register ticker speak executives"
)
# What is done with what is asked about: a sentence that answers may say it otherwise.
_DONE = one_of("pick sign submit beat rise fall partner conference investment speak hotel lawsuit")
# Words that say how much or of what kind the answer is to be, and the verbs that go with any answer.
_VAGUE = one_of(
    "percent percentage pct ratio rate average total size content level goal growth expect expecting "
    "pay pays sell use uses goes did cover hold holds reach hit hits made make makes find found money "
    "stuff thing deal news piece article people old big best biggest main current currently right ever "
    "actually exactly start country city state town company far called name names one guy person operate way"
)
_LIGHT, _DATED = 0.5, 0.3
_CANDIDATE = 0.7  # of one that is named, which a sentence about it may not name again
_PERIOD = 0.5  # of the quarter that is asked about
_SHORT_SUM = re.compile(r"(\d+(?:\.\d+)?)(m|mn|mm|b|bn)")
_CODE = re.compile(r"(\d{3,})([a-z])")
_IDLE = frozenset(
    ["much", "many", "year", "years", "company", "quarter", "share", "shares", "one", "fy", "yr"]
)
# Fillers that may be what is asked about.
_TELLING = frozenset(["first", "second", "third", "fourth", "shares", "share", "price", "buy", "quarter"])
_LONGEST_PHRASE = 3
_SHORTEST = 5  # letters of a word that is known by its stem
_OF_QUARTERS = 4  # ways of saying a quarter itself


class Topics:
    """Makes topics of a question's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        ways: dict[str, list[str]] = defaultdict(list)
        for said, meant in lexicon.topics.items():
            ways[meant].append(fold(said))
        self._ways = {way: tuple(all_) for all_ in ways.values() for way in all_}
        single = (word for word in self._ways if word.isalpha() and len(word) >= _SHORTEST)
        self._stems = {stem(word): self._ways[word] for word in single}
        places: dict[str, list[str]] = defaultdict(list)
        for said, code in lexicon.countries.items():
            places[code].append(fold(said))
        self._places = {way: tuple(dict.fromkeys(all_)) for all_ in places.values() for way in all_}

    def of(self, question: Question, without: Collection[str] = ()) -> tuple[Topic, ...]:
        """The topics, each once; light ones are what nearly every release speaks of.

        `without` are meanings that say no more than what field or kind of answer is wanted.
        """
        found: dict[tuple[str, ...], float] = {}
        for phrase, weight in self._phrases(question, without):
            ways = self._places.get(phrase) or self._said(phrase) or _written_out(phrase)
            light = phrase in _VAGUE or not _DONE.isdisjoint(ways)
            found[ways] = max(min(weight, _LIGHT) if light else weight, found.get(ways, 0.0))
        found.update(dict.fromkeys(_candidates(question), _CANDIDATE) if found else {})
        which = question.which_call
        times: dict[tuple[str, ...], float] = {}
        if found and which.quarter:
            times[_period_ways(question, which.quarter)] = _PERIOD
        if found and which.month:
            times[MONTH_WAYS[which.month]] = _DATED
        if found and which.year:
            times[str(which.year),] = _DATED
        found |= times
        named = {self._places.get(hit.phrase) for hit in question.hits if hit.meaning.startswith(COUNTRY)}
        return tuple(
            Topic(
                ways,
                weight,
                weight == 1.0 and len(ways) > 1 and ways not in named,
                ways in named,
                ways in times,
            )
            for ways, weight in found.items()
        )

    def named(self, question: Question) -> tuple[Topic, ...]:
        """The candidates named, of whom alone something is asked."""
        return tuple(Topic(ways) for ways in _candidates(question))

    def _said(self, phrase: str) -> tuple[str, ...] | None:
        """The ways of saying the phrase, also where it is another form of one of them."""
        if phrase in self._ways or len(phrase) < _SHORTEST or not phrase.isalpha():
            return self._ways.get(phrase)
        return self._stems.get(stem(phrase))

    def _phrases(self, question: Question, without: Collection[str]) -> Iterator[tuple[str, float]]:
        """The words asked about: phrases that releases say otherwise first, then what each word means."""
        together = dict(self._said_together(question))
        taken = {i for at, phrase in together.items() for i in range(at, at + len(phrase.split()))}
        yield from ((phrase, 1.0) for phrase in together.values())
        unknown = [i for i in question.unknown if i not in taken]
        yield from ((word, 1.0) for word in joined_up(question.words, unknown))
        for hit in question.hits:
            if question.left[hit.start] in taken or hit.meaning in without:
                continue
            phrase = _bare(hit.phrase)
            if phrase in self._ways and hit.meaning in (FILLER, *_ASKING):
                yield phrase, 1.0
            elif phrase and hit.meaning == FILLER:
                yield from [(phrase, _DATED)] if phrase in _TELLING else []
            elif phrase and hit.meaning.startswith(COUNTRY):
                yield phrase, 1.0
            elif phrase and hit.meaning not in _ASKING:
                yield phrase, _LIGHT if hit.meaning in _COMMON else 1.0

    def _said_together(self, question: Question) -> Iterator[tuple[int, str]]:
        """Where phrases of several words begin that releases say otherwise: "buy back"."""
        keys = {i: question.words[i].key for i in question.left}
        at = 0
        while at < len(question.words):
            for length in range(_LONGEST_PHRASE, 1, -1):
                phrase = " ".join(keys.get(i, "") for i in range(at, at + length))
                if phrase in self._ways:
                    yield at, phrase
                    at += length - 1
                    break
            at += 1


def _period_ways(question: Question, quarter: int) -> tuple[str, ...]:
    """The ways of saying the quarter; or the half or whole year that ends with it, where that is meant."""
    names = (f"q{quarter}", f"{quarter}q")
    said = any(word.key == "quarter" or word.key.startswith(names) for word in question.words)
    ways = QUARTER_WAYS[quarter]
    return ways[:_OF_QUARTERS] if said else ways[_OF_QUARTERS:] or ways


def _candidates(question: Question) -> Iterator[tuple[str, ...]]:
    return ((fold(name),) for name in question.subject.candidates)


def _written_out(word: str) -> tuple[str, ...]:
    """The word, and a sum of money as releases write it: "6m" is "6 million"."""
    if code := _CODE.fullmatch(word):
        return word, f"{code[1]} {code[2]}"
    short = _SHORT_SUM.fullmatch(word)
    return (word, f"{short[1]} {'b' if short[2][0] == 'b' else 'm'}illion") if short else (word,)


def _bare(phrase: str) -> str:
    """The phrase without the words that ask: "patients" of "how many patients"."""
    return " ".join(word for word in phrase.split() if word not in ("how", "number", "of", *_IDLE))
