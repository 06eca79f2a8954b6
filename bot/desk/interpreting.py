"""Whole ways to understand a question: of whom, which fields or passage; each scored once, by named terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.desk.field_match import NARROWING
from bot.desk.finding import PassageFinder
from bot.desk.kinds import COUNT, DATE, FIGURES, PERSON, PLACE, TIME
from bot.desk.library_port import LibraryPort, Name, fold
from bot.desk.meant import CHOICE, NAMED, TALKED_OF, TOLD_OF, Meant, told_of
from bot.desk.passages import Passage, Topic
from bot.desk.people import picked_out
from bot.desk.question import Question
from bot.desk.regions import REGIONS
from bot.desk.request import Request
from bot.desk.subject import Beside, Subjects
from bot.desk.talk import Session
from bot.desk.topics import Topics
from bot.desk.weights import Weights
from bot.desk.words import one_of
from bot.fields import Field, Fields
from bot.lexicon import Lexicon
from bot.model import Entry, Release

_MOST_ANNOUNCED = 3  # releases whose titles are looked at
_HALF = 0.5
_BEGINNING = 600  # characters of a text in which it names its company
_HEADLINED, _FEWEST_HEADLINED = 0.66, 2  # of the unknown words, by which a release is recognised
_STEM = 4  # letters that words of one stem share: "pricing" and "priced"
_TAKEN_OVER = 0.7  # confidence in a field that the conversation left behind
# All that may be said beside a candidate's name, if no more than what there is on it is asked.
_OF_A_CANDIDATE = NARROWING | {"drug", "details", "who", "where", "new"}
# What the live call has of what its replay has.
_LIVE = {
    "replay.dial_in": "call.dial_in",
    "replay.access_code": "call.access_code",
    "replay.webcast": "call.webcast",
}
# What a field of each kind cannot tell, so that a question for it asks for something else.
_CANNOT_TELL = {
    **dict.fromkeys(("moment", "period"), FIGURES | {PERSON}),
    **dict.fromkeys(("phone", "code", "link", "email"), FIGURES | {DATE, TIME}),
    "ticker": FIGURES | {DATE, TIME, PERSON},
    "name": FIGURES | {DATE, TIME},
    "stage": FIGURES | {DATE, TIME, PERSON},
    "text": FIGURES | {DATE, TIME, PERSON, PLACE},
    "summary": FIGURES | {PERSON},
    "amount": frozenset([DATE, PERSON, COUNT]),
}
# Meanings that ask for a field only where nothing else is named that they could be said of.
_SAID_OF_ANYTHING = one_of(
    "when begin where who number email link listen watch join until available amount publish speak new change"
)

# Fields of releases as such: where further words are said, it is those that are asked about.
_OF_NO_TOPIC = frozenset(["news"])
_OF_FIGURES = frozenset(["report", "results", "publish", "publication", "release"])
_OF_CALLS = frozenset(["call", "webcast", "live", "join", "listen", "watch", "dial", "begin", "speak"])
_REACHED_BY = frozenset(["number", "dial", "email", "contact"])


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One way to understand a question; `terms` say by name what speaks for it and against it.

    `said` is how the company is meant: named, choice, talked of, or told of (by what its releases say); then
    `entry` is the one release that is asked of.
    """

    company: Name
    said: str
    terms: tuple[tuple[str, float], ...]
    wanted: tuple[tuple[Field, float], ...] = ()
    passage: Passage | None = None
    entry: Entry | None = None

    @property
    def score(self) -> float:
        """The sum of its terms."""
        return sum(value for _, value in self.terms)

    @property
    def who(self) -> float:
        """What speaks for its company being meant, whatever is asked of it."""
        return sum(value for name, value in self.terms if name not in ("field", "doubt", "passage"))

    def __str__(self) -> str:
        what = "a passage" if self.passage else ", ".join(field.id for field, _ in self.wanted) or "nothing"
        terms = ", ".join(f"{name} {value:+.2f}" for name, value in self.terms)
        return f"{self.score:.2f} {self.company.company}, {self.said}: {what} ({terms})"


class Interpreter:
    """Finds the interpretations of a question."""

    def __init__(
        self, library: LibraryPort, fields: Fields, lexicon: Lexicon, subjects: Subjects, weights: Weights
    ) -> None:
        self._library = library
        self._fields = fields
        self.finder = PassageFinder(library, Topics(lexicon), weights)
        self._subjects = subjects
        self._weights = weights

    def of(self, request: Request) -> list[Interpretation]:
        """The interpretations, the likeliest first; none where nobody is meant."""
        topics = self.finder.topics.of(request.parsed)
        found = [
            one for meant in self._meant(request, topics) for one in self._readings(request, topics, meant)
        ]
        return sorted(found, key=lambda one: (-one.score, one.company.company))

    # Who may be meant

    def _meant(self, request: Request, topics: Sequence[Topic]) -> Iterator[Meant]:
        parsed, session, w = request.parsed, request.session, self._weights
        subject = parsed.subject
        told: list[Meant] = []
        if not subject.name or subject.likeness < w.surely_named or subject.beside:
            of_field = request.matches[0].meanings if request.matches else frozenset[str]()
            about = self.finder.topics.of(parsed, of_field) if of_field else topics
            told = told_of(self._library, parsed, about, w)
        if subject.name:
            stranger = self._stranger(subject.name, subject.beside)
            # A name that is only like the words, while one release of another company holds them all.
            other = any(
                one.score > subject.likeness and one.name.company_id != subject.name.company_id
                for one in told
                if subject.likeness < w.surely_named
            )
            like = ("name", subject.likeness)
            yield Meant(subject.name, NAMED, (like, ("stranger", -w.stranger * (stranger or other))))
            if not stranger and subject.likeness >= w.surely_named:
                return
        for name in subject.choices:
            stranger = self._stranger(name, subject.beside)
            held = self.held(name.company_id, parsed.rest)
            share = sum(held) / len(held) if held else 0.0
            terms = (("name", w.choice), ("topic", w.topic * share), ("stranger", -w.stranger * stranger))
            yield Meant(name, CHOICE, terms)
        left = True
        if session.company_id is not None and session.company and not subject.name:
            name = Name(session.company, "", "company", session.company_id, session.company)
            left = self._is_left(parsed, session)
            yield Meant(name, TALKED_OF, (("talked of", w.talked_of), ("left", -w.stranger * left)))
        if left:
            yield from told

    def _stranger(self, name: Name, beside: Beside | None) -> bool:
        """Whether the word beside makes it another company's name: "Acme Energy"."""
        if beside is None:
            return False
        if not self._subjects.tells_apart(beside.word):
            return not self.speaks_of(name.company_id, beside, beside.word)
        return " " not in beside.phrase or not self.speaks_of(name.company_id, beside, beside.phrase)

    def speaks_of(self, company_id: int, beside: Beside, what: str) -> bool:
        """Whether a release of the company has the word or phrase, but not as part of another name.

        "Acme tractors" is about Acme if its release speaks of tractors; "Acme Energy" is not, least of all if
        it is spoken of there.
        """
        found = self._library.holding([(what,)], company_id, 3)
        together = re.compile(rf"\b{re.escape(beside.whole)}\b")
        texts = (self._library.release(h.entry.id).text.casefold() for h in found.holdings)
        return any(not together.search(text) for text in texts)

    def held(self, company_id: int, words: Sequence[str]) -> list[bool]:
        """For each word whether one of the company's releases has it."""
        if not words:
            return []
        found = self._library.holding([(word,) for word in words], company_id, 1)
        return [bool(spread) for spread in found.spread]

    def _is_left(self, parsed: Question, session: Session) -> bool:
        """Whether the question leaves the company that was talked of, for another or an unknown one.

        Unknown words may describe one of its candidates; they do if its releases have them.
        """
        company_id = session.company_id or 0
        if choices := parsed.subject.choices:
            return company_id not in {name.company_id for name in choices}
        if not parsed.rest:
            return False
        held = self.held(company_id, parsed.rest)
        if (session.field or "").startswith("pipeline"):
            return not any(held)
        return not all(held)

    # What may be asked

    def _readings(self, request: Request, topics: Sequence[Topic], meant: Meant) -> Iterator[Interpretation]:
        """The fields asked for, and where they are not clearly that, the passage that tells it."""
        w, name, terms = self._weights, meant.name, meant.terms
        if meant.score < w.least_meant:
            yield Interpretation(name, meant.said, terms)
            return
        wanted = tuple(self._wanted(request, meant)) if self._is_headlined(request, meant) else ()
        doubt = self._doubt(request, wanted, name) if wanted else 0.0
        if wanted:
            told = (*terms, ("field", w.field * wanted[0][1]), ("doubt", -doubt))
            yield Interpretation(name, meant.said, told, wanted, entry=meant.entry)
        if not wanted or doubt:
            kind = request.matches[0].field.passage if request.matches and not wanted else None
            found = self.finder.find_for(request, name.company_id, kind, meant.entry) if kind else None
            found = found or self.finder.find_sure(request, name.company_id, meant.entry, topics)
            if found:
                yield Interpretation(
                    name, meant.said, (*terms, ("passage", w.passage * found.sure)), passage=found
                )
        if not wanted:
            yield Interpretation(name, meant.said, terms, entry=meant.entry)

    def _is_headlined(self, request: Request, meant: Meant) -> bool:
        """Whether fields may be asked for: of one only told of, where it is told of under its own names.

        Those are its headline, its company and what was read of it: calls' titles, speakers, candidates.
        """
        if meant.entry is None:
            return True
        words = request.parsed.rest
        if meant.entry.company_id is None and self._names_itself(meant.entry, words):
            return True  # the name of its company, which nobody else bears
        if [_initials(meant.name.text)] == [*words]:
            return True
        release = self._library.release(meant.entry.id)
        reached = not request.parsed.meanings.isdisjoint(_REACHED_BY)
        if reached and words and picked_out(release.contacts, words):
            return True
        share = _share(words, " ".join([meant.name.text, meant.entry.headline or "", *_announced(release)]))
        return share >= _HEADLINED and share * len(words) >= _FEWEST_HEADLINED

    def _names_itself(self, entry: Entry, words: Sequence[str]) -> bool:
        """Whether a release of no company that is known begins with the unknown words, as a name."""
        text = f" {fold(self._library.release(entry.id).text[:_BEGINNING])} "
        telling = [word for word in words if not self._subjects.may_end_name(word)]
        return bool(telling) and all(f" {word} " in text for word in telling)

    def _are_figures(self, request: Request, name: Name) -> bool:
        """Whether the day of the figures is asked for, not the call, and a release states it apart."""
        meanings = request.parsed.meanings
        if [m.field.id for m in request.matches] != ["call.starts"] or not meanings.isdisjoint(_OF_CALLS):
            return False
        return not meanings.isdisjoint(_OF_FIGURES) and bool(
            self._library.stating(name.company_id, "results", 1)
        )

    def _picks_person(self, request: Request, name: Name, only: Entry | None = None) -> bool:
        """Whether a way to reach one of the company's contacts is asked for, by name, title or firm."""
        if request.parsed.meanings.isdisjoint(_REACHED_BY) or len(request.matches) > 1:
            return False
        if request.matches and not request.matches[0].field.id.startswith(
            ("contact", "call.dial_in", "release")
        ):
            return False
        words = [*request.parsed.rest, *(h.phrase for h in request.parsed.hits if h.meaning == "elsewhere")]
        if not words:
            return False
        for entry in (only,) if only else self._library.stating(name.company_id, "contact", 2):
            if picked_out(self._library.release(entry.id).contacts, words):
                return True
        return False

    def _doubt(self, request: Request, wanted: Sequence[tuple[Field, float]], name: Name) -> float:
        """How much speaks for something else being asked than the first field."""
        parsed, w = request.parsed, self._weights
        field = wanted[0][0]
        if self._picks_person(request, name):
            return 0.0
        doubt = w.elsewhere * self._is_told_elsewhere(request, field, name)
        told = request.kind in (None, field.passage)
        if len(wanted) == 1 and not told and request.kind in _CANNOT_TELL.get(field.kind, frozenset()):
            doubt += w.another_kind
        doubt += w.elsewhere * (parsed.is_choice or (field.id in _OF_NO_TOPIC and bool(parsed.rest)))
        match = request.matches[0] if len(request.matches) == 1 else None
        if match:
            said = match.meanings & parsed.meanings
            elsewhere = [h.phrase for h in parsed.hits if h.meaning == "elsewhere"]
            bare_when = said == {"when"} and bool(parsed.rest)
            if bare_when or (elsewhere and (len(said) == 1 or said <= _SAID_OF_ANYTHING)):
                titled = self._announces(name.company_id, [*elsewhere, *parsed.rest])
                doubt += w.elsewhere * (not titled)
        return doubt

    def _is_told_elsewhere(self, request: Request, field: Field, name: Name) -> bool:
        """Whether unknown words stand in releases of the company, but in none that announces a call."""
        words = [word for word in request.parsed.rest if len(word) >= _STEM]
        if not words or not field.id.startswith(("call", "replay")):
            return False
        found = self._library.holding([(word,) for word in words], name.company_id, 12)
        announcing = {e.id for e in self._library.stating(name.company_id, "call.starts", 12)}
        most = max((len(h.topics) for h in found.holdings), default=0)
        return bool(most) and not any(
            len(h.topics) == most and h.entry.id in announcing for h in found.holdings
        )

    def _announces(self, company_id: int, words: Sequence[str]) -> bool:
        """Whether a headline or a call's title of the company's newest releases has one of the words."""
        for entry in self._library.entries(company_id, _MOST_ANNOUNCED):
            titles = (call.title.value for call in self._library.release(entry.id).calls if call.title)
            if _share(words, " ".join([entry.headline or "", *titles])) > _HALF:
                return True
        return False

    def _wanted(self, request: Request, meant: Meant) -> list[tuple[Field, float]]:
        """The fields asked for, else that of the conversation, else the candidate's."""
        parsed, subject, session = request.parsed, request.subject, request.session
        field = session.field if meant.said != TOLD_OF else None
        if self._picks_person(request, meant.name, meant.entry):
            return [(self._fields["contact"], 1.0)]
        if request.matches:
            # "The call, is it 5 eastern?", "is the call on Friday?"
            on_a_clock = any(not zone.is_place for zone in parsed.zones) or (parsed.whether and request.days)
            wanted = [(match.field, match.score) for match in request.matches]
            if parsed.whether and (calls := [w for w in wanted if w[0].id.startswith("call")]):
                wanted = calls if all(w in calls or w[0].id == "pipeline.stage" for w in wanted) else wanted
            if self._are_figures(request, meant.name):
                return [(self._fields["results"], wanted[0][1])]
            return [
                (self._fields["call.starts"], s) if on_a_clock and f.id == "call" else (f, s)
                for f, s in wanted
            ]
        pipeline = (field or "").startswith("pipeline")
        fits = pipeline or not (parsed.rest or subject.candidates)
        if field and fits and parsed.takes_up and (parsed.follows_up or subject.name):
            if not parsed.countries and parsed.meanings & REGIONS and self._fields[field].kind != "phone":
                return [(self._fields["call.dial_in"], _TAKEN_OVER)]  # "and international?"
            if field.startswith("replay") and "live" in parsed.meanings:
                field = _LIVE.get(field, "call")  # "and the live one?"
            return [(self._fields[field], _TAKEN_OVER)]
        if parsed.asks_clock and fits and not subject.name:  # "is that eastern?"
            moment = field if field and self._fields[field].kind == "moment" else "call.starts"
            return [(self._fields[moment], _TAKEN_OVER)]
        if subject.candidates and not parsed.rest and parsed.meanings <= _OF_A_CANDIDATE:
            return [(self._fields["pipeline"], _TAKEN_OVER)]
        return []


def _announced(release: Release) -> Iterator[str]:
    """What a release names for itself beside its headline: calls by title, who speaks, candidates."""
    for call in release.calls:
        yield from (stated.value for stated in (call.title, *(s.name for s in call.speakers)) if stated)
    for candidate in release.candidates:
        yield from (stated.value for stated in (candidate.name, *candidate.aka))


def _initials(name: str) -> str:
    """The first letters of a name's words, without a legal form at its end: "lla"."""
    return "".join(word[0] for word in fold(name).split()[:-1])


def _share(words: Sequence[str], said: str) -> float:
    """The share of the folded words that stand, with whatever ending, in what is said."""
    parts = [part for word in words for part in word.split()]
    stems = {word[:_STEM] for word in fold(said).split()}
    return sum(part[:_STEM] in stems for part in parts) / len(parts) if parts else 0.0
