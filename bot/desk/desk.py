"""The desk: a question in anybody's words to an answer with its proof."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.desk import declining
from bot.desk.aim import NARROWING, Aim, Aims
from bot.desk.calling import CallAnswers
from bot.desk.clauses import aims_of, base_of
from bot.desk.days import Days, days_of, span_of
from bot.desk.explaining import explained
from bot.desk.listing import Lists
from bot.desk.partly_known import with_note
from bot.desk.passages import Passages
from bot.desk.people import ContactAnswers
from bot.desk.plain import PlainAnswers
from bot.desk.question import Question, cut_up
from bot.desk.regions import REGIONS
from bot.desk.shelf import Name, Shelf
from bot.desk.subject import Other, Subject, Subjects
from bot.desk.talk import Session
from bot.desk.telling import Asked, joined
from bot.desk.therapy import PipelineAnswers
from bot.desk.vocabulary import Vocabulary
from bot.desk.words import Word, words_of
from bot.fields import Field, Fields
from bot.lexicon import Lexicon
from bot.model import Answer

_MOST_PARTS = 6
_TAKEN_OVER = 0.7  # confidence in a field that the conversation left behind
_A_FEW = 2  # words beside a name that ask for nothing in particular: "anything on Acme"
_A_POINT = 6  # words that may do nothing but point at a choice: "the asset manager, please"
# All that may be said beside a candidate's name, if no more than what there is on it is asked.
_OF_A_CANDIDATE = NARROWING | {"drug", "details", "who", "where", "new"}
# What the live call has of what its replay has.
_LIVE = {
    "replay.dial_in": "call.dial_in",
    "replay.access_code": "call.access_code",
    "replay.webcast": "call.webcast",
}
# Words that, with a name alone, ask for anything there is: "what is Acme", "tell me about Acme".
_ASKING_OF = frozenset(
    ["what", "whats", "who", "whos", "is", "are", "does", "do", "tell", "me", "about", "the", "and"]
)
# Words that ask for a field only where nothing else is named that they could be said of.
_SAID_OF_ANYTHING = frozenset(
    [
        "when",
        "begin",
        "where",
        "who",
        "number",
        "email",
        "link",
        "listen",
        "watch",
        "join",
        "until",
        "available",
    ]
)


@dataclass(frozen=True, slots=True)
class _Turn:
    """One question with all that answering it needs."""

    question: str
    cut: Question
    aims: Sequence[Aim]
    company: Name | None
    now: datetime
    session: Session

    @property
    def subject(self) -> Subject:
        return self.cut.subject

    @property
    def days(self) -> Days | None:
        """The days the question speaks of."""
        return days_of(self.cut.words, self.cut.meanings, self.now)


class Desk:
    """Answers questions from a library. It has no clock: `now` is always given, and aware."""

    def __init__(self, shelf: Shelf, fields: Fields, lexicon: Lexicon) -> None:
        self._shelf = shelf
        self._fields = fields
        self._vocabulary = Vocabulary(fields, lexicon)
        self._aims = Aims(fields, self._vocabulary)
        self._subjects = Subjects(shelf, self._vocabulary, lexicon)
        self._lists = Lists(shelf, fields)
        self._plain = PlainAnswers(shelf)
        self._passages = Passages(shelf, lexicon)
        self._places: dict[str, Callable[[Asked], Answer]] = {
            "calls": CallAnswers(shelf, fields).of,
            "contacts": ContactAnswers(shelf).of,
            "candidates": PipelineAnswers(shelf).of,
        }

    def answer(self, question: str, *, now: datetime, session: Session | None = None) -> Answer:
        """The answer to a question; reads and updates `session`. Never raises, whatever the text."""
        session = session or Session()
        try:
            return with_note(self._answer(question, now, session))
        except KeyError:
            # A release went away between being listed and being read: the library is brought up to date.
            return with_note(self._answer(question, now, session))

    def _answer(self, question: str, now: datetime, session: Session) -> Answer:
        words = words_of(question)
        cut = cut_up(words, self._meant(words, session), self._vocabulary)
        aims = self._aimed(cut, session)
        if aims and _is_nobody(cut.subject) and (surplus := cut.surplus(aims)):
            again = cut_up(words, self._subjects.find(words, surplus), self._vocabulary)
            if not session.company or again.may_name_another:
                cut, aims = again, self._aimed(again, session)
        turn = _Turn(question, cut, aims, self._company(cut, aims, session), now, session)
        answer = self._respond(turn)
        session.note(answer, turn.company, cut.subject.choices, named=bool(cut.rest) and not turn.company)
        company = turn.company.company if turn.company else None
        lines = explained(cut, self._aims, aims, company)
        return replace(answer, explanation=(*lines, *answer.explanation))

    # What is asked without a question's words

    def field_answer(self, field_id: str, company: str, *, now: datetime) -> Answer:
        """The answer for one field, by its id, of the company (or candidate) of that name or ticker."""
        field = self._fields[field_id]
        question = f"{field.label}: {company}"
        subject = self._subjects.named(company)
        if subject.choices:
            return replace(declining.which_of(question, subject.choices, ()), field=field_id)
        if subject.name is None:
            return declining.nobody_such(question, company, (subject.nearest,) if subject.nearest else (), ())
        name = subject.name
        asked = Asked(question, field, name.company_id, name.company, now, candidates=subject.candidates)
        return with_note(self._one(asked))

    def upcoming(self, now: datetime, days: Days | None = None) -> Answer:
        """The calls of the days given; of the next seven otherwise."""
        days = days or span_of(frozenset(), now)
        return self._lists.upcoming(f"Calls {days.called}", days)

    def suggest(self, prefix: str, limit: int = 25) -> list[str]:
        """Names to complete what is being typed: companies, by name or ticker, and candidates."""
        names = self._shelf.beginning(prefix, limit)
        return list(dict.fromkeys(n.text if n.kind == "candidate" else n.company for n in names))

    # How a question is answered

    def _meant(self, words: Sequence[Word], session: Session) -> Subject:
        """Whom the words name, be it only as one of the choices the last answer gave."""
        subject = self._subjects.find(words)
        pointing = not subject.name and len(words) <= _A_POINT
        if pointing and (one := self._subjects.among(words, session.choices)):
            return Subject(name=one, claimed=frozenset(range(len(words))))
        return subject

    def _aimed(self, cut: Question, session: Session) -> list[Aim]:
        """The fields asked for; a follow-up stays with the replay if that was talked of."""
        aims = aims_of(cut, self._aims)
        if not (session.field or "").startswith("replay") or not cut.may_be_about_replay:
            return aims
        if aims and not aims[0].field.id.startswith(("call", "replay")):
            return aims
        again = aims_of(cut, self._aims, talked_of="replay")
        told = again[0].meanings - {"replay"} if again else frozenset[str]()
        return again if told and told <= cut.meanings else aims

    def _company(self, cut: Question, aims: Sequence[Aim], session: Session) -> Name | None:
        """The company named; else the one talked of, unless another is meant; else one by its headline."""
        if cut.subject.name:
            return cut.subject.name
        if session.company_id is not None and session.company and not self._is_left(cut, session):
            return Name(session.company, "", "company", session.company_id, session.company)
        return self._plain.headlined(cut.rest) if aims and not cut.subject.choices else None

    def _is_left(self, cut: Question, session: Session) -> bool:
        """Whether the question leaves the company that was talked of, for another or an unknown one.

        Unknown words may describe one of its candidates; they do if its releases have them.
        """
        company_id = session.company_id or 0
        if choices := cut.subject.choices:
            return company_id not in {name.company_id for name in choices}
        if not cut.rest:
            return False
        if (session.field or "").startswith("pipeline"):
            return not any(self._plain.mentions(company_id, cut.rest))
        return cut.names_another or not all(self._plain.mentions(company_id, cut.rest))

    def _respond(self, turn: _Turn) -> Answer:
        cut, aims = turn.cut, turn.aims
        if line := declining.small_talk(turn.question, cut.meanings, aims, bool(turn.subject.name)):
            return line
        if turn.company and self._is_about_something_else(turn, turn.company):
            return self._without_field(turn, turn.company)
        if other := self._other_company(turn):
            return other
        if turn.subject.choices and not turn.company:
            return declining.which_of(turn.question, turn.subject.choices, aims)
        if listed := self._listed(turn):
            return listed
        if not turn.company:
            return self._of_nobody(turn)
        return self._of_company(turn, turn.company)

    def _is_about_something_else(self, turn: _Turn, company: Name) -> bool:
        """Whether unknown words, not a field, are what is asked for: "when is the topline data?"."""
        if len(turn.aims) != 1:
            return False
        said = turn.aims[0].meanings & turn.cut.meanings
        if "elsewhere" in turn.cut.meanings and (len(said) == 1 or said <= _SAID_OF_ANYTHING):
            return True
        something = bool(turn.cut.rest) and not turn.cut.wish.event
        return (
            something
            and said <= _SAID_OF_ANYTHING
            and not self._plain.announces(company.company_id, turn.cut.rest)
        )

    def _other_company(self, turn: _Turn) -> Answer | None:
        """That nothing is known of a company whose name only begins like a known one's."""
        subject, aims = turn.subject, turn.aims
        near = (subject.name,) if subject.name else subject.choices
        if not subject.beside or not aims or not near:
            return None
        beside = subject.beside
        if not self._subjects.tells_apart(beside.word) and any(
            self._plain.speaks_of(name.company_id, beside) for name in near
        ):
            return None
        return declining.nobody_such(turn.question, beside.whole, near, aims)

    def _is_general(self, turn: _Turn) -> bool:
        """Whether a list of all companies is wanted: nobody is named, nor talked of as "the call"."""
        return not turn.subject.name and (turn.company is None or turn.cut.asks_of_all)

    def _listed(self, turn: _Turn) -> Answer | None:
        """The list of all companies' calls or releases, if one is asked for."""
        cut = turn.cut
        asked = turn.aims[0].field.id if turn.aims else None
        days = turn.days
        goes_on = not asked and days and turn.session.field == "upcoming" and not turn.subject.name
        if not (self._is_general(turn) or goes_on) or not all(map(self._subjects.tells_apart, cut.rest)):
            return None
        of_all = days or cut.asks_of_all or "next" in cut.meanings
        calls = asked in ("call", "call.starts", "call.webcast") and of_all
        ahead = asked == "news" and days and days.latest > turn.now + timedelta(days=1)
        if asked == "upcoming" or calls or goes_on or ahead:
            return self._lists.upcoming(
                turn.question, days or span_of(cut.meanings, turn.now), " ".join(cut.rest)
            )
        if asked == "news" or (asked == "release.headline" and not turn.company):
            return None if cut.rest else self._lists.news(turn.question)
        return None

    def _of_nobody(self, turn: _Turn) -> Answer:
        """No company: one that is not in the library, none named, or no question for this desk."""
        cut, aims = turn.cut, turn.aims
        others = (cut.words[i].key for i in cut.left if i not in cut.unknown)
        bare = all(word in _ASKING_OF or self._subjects.may_end_name(word) for word in others)
        if cut.rest and (bare or cut.names_another or (aims and not _is_vague(aims[0]))):
            said = " ".join(cut.words[i].text for i in turn.subject.rest[:4])
            nearest = (turn.subject.nearest,) if turn.subject.nearest else ()
            return declining.nobody_such(turn.question, said, nearest, aims)
        if aims and not cut.rest and not _is_vague(aims[0]):
            return declining.which_company(turn.question, aims[0], self._shelf.newest(5))
        return declining.not_understood(turn.question)

    def _of_company(self, turn: _Turn, company: Name) -> Answer:
        fields = self._wanted(turn)
        if not fields:
            return self._without_field(turn, company)
        first = Other(company, turn.subject.read_as)
        said = {base_of(field) for field, _ in fields}
        answers = []
        for named in [first, *turn.subject.others][:_MOST_PARTS]:
            told = set(said)
            for field, score in fields:
                asked = self._asked(turn, named, field, score)
                answers.append(self._one(replace(asked, also=frozenset(told - {base_of(field)}))))
                told.update(field.beside)
        answer = joined(turn.question, answers[:_MOST_PARTS])
        unknown = (f"Nothing in the library is about “{word}”." for word in turn.cut.unknown_beside)
        return replace(answer, notes=(*answer.notes, *unknown))

    def _wanted(self, turn: _Turn) -> list[tuple[Field, float]]:
        """The fields to answer: those asked for, else that of the conversation, else the candidate's."""
        field, cut = turn.session.field, turn.cut
        if turn.aims:
            # "The call, is it 5 eastern?", "is the call on Friday?"
            on_a_clock = any(not zone.is_place for zone in cut.zones) or (cut.whether and turn.days)
            wanted = [(aim.field, aim.score) for aim in turn.aims]
            return [
                (self._fields["call.starts"], s) if on_a_clock and f.id == "call" else (f, s)
                for f, s in wanted
            ]
        pipeline = (field or "").startswith("pipeline")
        fits = pipeline or not (cut.rest or turn.subject.candidates)
        if field and fits and cut.takes_up and (cut.follows_up or turn.subject.name):
            if not cut.countries and cut.meanings & REGIONS and self._fields[field].kind != "phone":
                return [(self._fields["call.dial_in"], _TAKEN_OVER)]  # "and international?"
            if field.startswith("replay") and "live" in cut.meanings:
                field = _LIVE.get(field, "call")  # "and the live one?"
            return [(self._fields[field], _TAKEN_OVER)]
        if cut.asks_clock and fits and not turn.subject.name:  # "is that eastern?"
            moment = field if field and self._fields[field].kind == "moment" else "call.starts"
            return [(self._fields[moment], _TAKEN_OVER)]
        if turn.subject.candidates and not cut.rest and cut.meanings <= _OF_A_CANDIDATE:
            return [(self._fields["pipeline"], _TAKEN_OVER)]
        return []

    def _asked(self, turn: _Turn, named: Other, field: Field, score: float) -> Asked:
        cut, session, name = turn.cut, turn.session, named.name
        same = name.company_id == session.company_id and not turn.subject.name
        candidates = turn.subject.candidates if name is turn.company else ()
        if not candidates and same and session.candidate and not cut.rest:
            candidates = (session.candidate,)
        return Asked(
            question=turn.question,
            field=field,
            company_id=name.company_id,
            company=name.company,
            now=turn.now,
            candidates=candidates,
            meanings=cut.meanings,
            countries=cut.countries,
            wish=cut.wish,
            rest=cut.rest,
            whether=cut.whether if len(turn.aims) == 1 and not turn.subject.others else frozenset(),
            days=turn.days if cut.whether else None,
            stages=cut.stages,
            zones=tuple((zone.name, zone.called) for zone in cut.zones),
            designations=cut.designations,
            confidence=score * (turn.subject.likeness if turn.subject.name else 1.0),
            read_as=named.read_as,
            talked_of=(session.release, session.call) if same and session.release else None,
        )

    def _one(self, asked: Asked) -> Answer:
        """The answer for one field of one company."""
        field = asked.field
        if field.id == "upcoming":
            return self._one(replace(asked, field=self._fields["call.starts"]))
        if field.id == "news":
            return self._lists.news(asked.question, asked.company_id)
        if field.id == "changes":
            return self._lists.changes(asked.question, asked.company_id, asked.company)
        if field.id == "call.dial_in" and asked.meanings == {"number"} and not self._calls(asked.company_id):
            return self._one(replace(asked, field=self._fields["contact"]))
        return self._places.get(_place(field, self._fields), self._plain.of)(asked)

    def _calls(self, company_id: int) -> bool:
        """Whether the company ever announced a call; a number asked of another is that of a contact."""
        return bool(self._shelf.stating(company_id, "call.starts", 1))

    def _without_field(self, turn: _Turn, company: Name) -> Answer:
        """A company and no field: a passage that has the words, or what is new where there are none."""
        cut = turn.cut
        words = cut.rest or cut.elsewhere
        if turn.subject.name and not words and not cut.meanings and len(cut.left) <= _A_FEW:
            return self._at_a_glance(turn, company)
        passage = self._passages.of(turn.question, cut, company)
        return passage or declining.not_understood(turn.question, company.company)

    def _at_a_glance(self, turn: _Turn, company: Name) -> Answer:
        """For a name by itself the call that its newest release announces, else what is new."""
        newest = next(iter(self._shelf.entries(company.company_id, 1)), None)
        if newest and not turn.cut.left and self._shelf.release(newest.id).calls:
            call = self._one(
                self._asked(turn, Other(company, turn.subject.read_as), self._fields["call"], 1.0)
            )
            if call.release and call.release.id == newest.id and call.status == "answered":
                return call
        return self._lists.news(turn.question, company.company_id)


def _is_nobody(subject: Subject) -> bool:
    return not (subject.name or subject.choices or subject.rest)


def _is_vague(aim: Aim) -> bool:
    """Whether it rests on one word that is said in many contexts: "write", "reach", "what time"."""
    return len(aim.meanings) == 1 and (aim.field.kind == "name" or aim.meanings == {"when"})


def _place(field: Field, fields: Fields) -> str:
    """The part of a release the field lies in: "calls", "contacts", "candidates" or a plain member."""
    paths = field.paths or next((fields[part].paths for part in field.parts), ())
    return paths[0].partition(".")[0] if paths else ""
