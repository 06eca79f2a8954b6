"""What a question is about beside whom it names: its words with all the ways that releases say them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from bot.desk.library_port import fold
from bot.desk.passages import Topic
from bot.desk.question import Question
from bot.desk.vocabulary import COUNTRY, FILLER
from bot.desk.which_call import QUARTER_WAYS
from bot.lexicon import Lexicon

# Meanings that say what kind of answer is wanted, or where to look for it, and not what it is about.
_ASKING = frozenset(
    [
        *(
            "who",
            "when",
            "where",
            "until",
            "details",
            "handles",
            "new",
            "next",
            "amount",
            "greeting",
            "thanks",
        ),
        *("number", "email", "link", "today", "tomorrow", "this week", "next week", "this month", "opinion"),
        *("begin", "available", "contact", "human_help", "laughter", "meddling", "what for", "previous"),
    ]
)
# Meanings that are told of in nearly every release, and so tell little.
_COMMON = frozenset(
    [
        *("call", "results", "report", "release", "publish", "live", "webcast", "join", "listen", "granted"),
        *(
            "phase",
            "trial",
            "drug",
            "treat",
            "investor",
            "media",
            "status",
            "pipeline",
            "domestic",
            "website",
        ),
        *("coming", "register", "ticker", "speak", "executives"),
    ]
)
# What is done with what is asked about: a sentence that answers may say it otherwise.
_DONE = frozenset(
    ["pick", "sign", "rise", "fall", "partner", "conference", "investment", "speak", "hotel", "lawsuit"]
)
# Words that say how much or of what kind the answer is to be, and the verbs that go with any answer.
_VAGUE = frozenset(
    [
        *("percent", "percentage", "pct", "ratio", "rate", "average", "total", "size", "content", "level"),
        *("goal", "growth", "expect", "expecting", "pay", "pays", "sell", "use", "uses", "goes", "did"),
        *("cover", "hold", "holds", "reach", "hit", "hits", "made", "make", "makes", "find", "found"),
        *("money", "stuff", "thing", "deal", "news", "piece", "article", "people", "old", "big", "best"),
        *("biggest", "main", "current", "currently", "right", "ever", "actually", "exactly", "start"),
    ]
)
_LIGHT, _DATED = 0.5, 0.3
_PERIOD = 0.5  # of the quarter that is asked about
_SHORT_SUM = re.compile(r"(\d+(?:\.\d+)?)(m|mn|mm|b|bn)")
_IDLE = frozenset(
    ["much", "many", "year", "years", "company", "quarter", "share", "shares", "one", "fy", "yr"]
)
# Fillers that may be what is asked about.
_TELLING = frozenset(["first", "second", "third", "fourth", "shares", "share", "price", "buy", "quarter"])
_ASKED_ABOUT = ("which ", "what ", "how ")


class Topics:
    """Makes topics of a question's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        ways: dict[str, list[str]] = defaultdict(list)
        for said, meant in lexicon.topics.items():
            ways[meant].append(fold(said))
        self._ways = {way: tuple(all_) for all_ in ways.values() for way in all_}

    def of(self, question: Question) -> tuple[Topic, ...]:
        """The topics, each once; light ones are what nearly every release speaks of."""
        found: dict[tuple[str, ...], float] = {}
        for phrase, weight in self._phrases(question):
            ways = self._ways.get(phrase) or _written_out(phrase)
            light = phrase in _VAGUE or not _DONE.isdisjoint(ways)
            found[ways] = max(min(weight, _LIGHT) if light else weight, found.get(ways, 0.0))
        found.update(dict.fromkeys(_candidates(question), 1.0) if found else {})
        which = question.which_call
        if found and which.quarter:
            found[QUARTER_WAYS[which.quarter]] = _PERIOD
        if found and which.year:
            found[str(which.year),] = _DATED
        return tuple(Topic(ways, weight, weight == 1.0 and len(ways) > 1) for ways, weight in found.items())

    def named(self, question: Question) -> tuple[Topic, ...]:
        """The candidates named, of whom alone something is asked."""
        return tuple(Topic(ways) for ways in _candidates(question))

    def _phrases(self, question: Question) -> Iterator[tuple[str, float]]:
        for at, word in enumerate(question.rest):
            before = question.rest[at - 1] if at else ""
            pair = f"{before} {word}"
            yield (pair if pair in self._ways else word), 1.0
        for hit in question.hits:
            phrase = _bare(hit.phrase)
            if not phrase:
                continue
            if hit.meaning == FILLER:
                if phrase in self._ways:
                    yield phrase, 1.0
                elif phrase in _TELLING:
                    yield phrase, _DATED
            elif hit.meaning.startswith(COUNTRY):
                yield phrase, 1.0
            elif hit.meaning not in _ASKING:
                yield phrase, _LIGHT if hit.meaning in _COMMON else 1.0


def _candidates(question: Question) -> Iterator[tuple[str, ...]]:
    return ((fold(name),) for name in question.subject.candidates)


def _written_out(word: str) -> tuple[str, ...]:
    """The word, and a sum of money as releases write it: "6m" is "6 million"."""
    short = _SHORT_SUM.fullmatch(word)
    return (word, f"{short[1]} {'b' if short[2][0] == 'b' else 'm'}illion") if short else (word,)


def _bare(phrase: str) -> str:
    """The phrase without the words that ask: "patients" of "how many patients"."""
    return " ".join(word for word in phrase.split() if word not in ("how", "number", "of", *_IDLE))
