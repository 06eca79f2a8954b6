"""The desk: a question in anybody's words to an answer with its proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.desk import declining
from bot.desk.answerers import Answerer, answerers_of, place_of
from bot.desk.answering import Asked, joined, passage_told
from bot.desk.clauses import base_of, matches_of
from bot.desk.days import Days, span_of
from bot.desk.explaining import explained
from bot.desk.field_match import FieldMatch, FieldMatcher
from bot.desk.interpreting import Interpretation, Interpreter
from bot.desk.kinds import REFUSED, TIME, values_of
from bot.desk.library_port import LibraryPort, Name, OneRelease
from bot.desk.listing import Lists
from bot.desk.meant import CHOICE, TALKED_OF, TOLD_OF
from bot.desk.partly_known import with_note
from bot.desk.passages import Passage, stem
from bot.desk.question import Question, parse_question
from bot.desk.request import Request
from bot.desk.subject import Other, Subject, Subjects
from bot.desk.talk import Session
from bot.desk.vocabulary import Vocabulary
from bot.desk.weights import Weights
from bot.desk.words import Word, words_of
from bot.fields import Field, Fields
from bot.lexicon import Lexicon
from bot.model import Answer, Entry, Value
from bot.reading.values.moment import Moments

_MOST_PARTS = 6
# What is said of that which a terminal cannot do.
_SAID_OF = {
    "reminding": "No reminder is set by asking; on Discord a call's card has an entry for your calendar.",
    "my time": "Your zone is not known here; name it or a city in it. Discord shows times in yours.",
}
_EXACT = frozenset(["phone", "code", "link", "email"])  # kinds of field that no sentence stands in for
_REACHED_BY = frozenset(["number", "email", "link"])
_SEVERAL = 3  # releases that hold a word, which then is no typo
_CLEARLY = 0.8  # what speaks for a release of which it is said that it does not tell what is asked
_A_FEW = 2  # words beside a name that ask for nothing in particular: "anything on Acme"
_A_POINT = 6  # words that may do nothing but point at a choice: "the asset manager, please"
# Words that, with a name alone, ask for anything there is: "what is Acme", "tell me about Acme".
_ASKING_OF = frozenset(
    ["what", "whats", "who", "whos", "is", "are", "does", "do", "tell", "me", "about", "the", "and"]
)


class Desk:
    """Answers questions from a library. It has no clock: `now` is always given, and aware."""

    def __init__(
        self, library: LibraryPort, fields: Fields, lexicon: Lexicon, weights: Weights | None = None
    ) -> None:
        self._library = library
        self._fields = fields
        self._weights = weights = weights or Weights()
        self._vocabulary = Vocabulary(fields, lexicon)
        self._matcher = FieldMatcher(fields, self._vocabulary)
        self._subjects = Subjects(library, self._vocabulary, lexicon)
        self._interpreter = Interpreter(library, fields, lexicon, self._subjects, weights)
        self._lists = Lists(library, fields)
        self._moments = Moments(lexicon)
        self._answerers = answerers_of(library, fields)

    def answer(self, question: str, *, now: datetime, session: Session | None = None) -> Answer:
        """The answer to a question; reads and updates `session`. Never raises, whatever the text."""
        session = session or Session()
        try:
            return with_note(self._answer(question, now, session))
        except KeyError:
            # A release went away between being listed and being read: the library is brought up to date.
            return with_note(self._answer(question, now, session))

    def _answer(self, question: str, now: datetime, session: Session) -> Answer:
        request = self._parsed(question, now, session)
        found = self._interpreter.of(request)
        best = self._chosen(found)
        answer = self._respond(request, found, best)
        company = best.company if best else self._known(request, found)
        subject = request.subject
        session.note(answer, company, subject.choices, named=bool(request.parsed.rest) and not company)
        lines = explained(request, self._matcher, found)
        return replace(answer, explanation=(*lines, *answer.explanation))

    def _parsed(self, question: str, now: datetime, session: Session) -> Request:
        """The question read; a second time, where words that mean a field may be the only name."""
        words = words_of(question)
        parsed = parse_question(words, self._subject(words, session), self._vocabulary)
        matches = self._matches(parsed, session)
        if matches and _is_nobody(parsed.subject) and (surplus := parsed.surplus(matches)):
            again = parse_question(words, self._subjects.find(words, surplus), self._vocabulary)
            if not session.company or again.may_name_another:
                parsed, matches = again, self._matches(again, session)
        if held := self._no_typos(parsed):
            parsed = parse_question(words, parsed.subject, self._vocabulary, held)
            matches = self._matches(parsed, session)
        return Request(question, parsed, matches, now, session)

    def _no_typos(self, parsed: Question) -> frozenset[int]:
        """The words read over a typo that stand so in releases of the company named, else in several of any.

        "Distributor", "drilling" are words of their own, not "distribution", "dialling"; another form of the
        word that was read is not.
        """
        name = parsed.subject.name
        near = [
            i
            for h in parsed.hits
            if not h.exact and stem(parsed.words[i := parsed.left[h.start]].key) != stem(h.phrase)
        ]
        if not near:
            return frozenset()
        company = name.company_id if name else None
        found = self._library.holding([(parsed.words[i].key,) for i in near], company, 1)
        least = 1 if name else _SEVERAL
        return frozenset(i for i, held in zip(near, found.spread, strict=True) if held >= least)

    def _chosen(self, found: Sequence[Interpretation]) -> Interpretation | None:
        """The interpretation that is answered; None where none is sure, or another company is as likely."""
        sure = [one for one in found if (one.wanted or one.passage) and one.score >= self._weights.least_sure]
        if not sure:
            return None
        best = sure[0]
        if best.said != CHOICE:
            return best
        rivals = (
            o.score for o in found if o.said == CHOICE and o.company.company_id != best.company.company_id
        )
        return None if best.score - max(rivals, default=0.0) < self._weights.lead else best

    def _known(self, request: Request, found: Sequence[Interpretation]) -> Name | None:
        """The company that is named or talked of though nothing can be answered."""
        meant = (o for o in found if o.said not in (CHOICE, TOLD_OF) and o.score >= self._weights.least_meant)
        return next((one.company for one in meant), None)

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
        names = self._library.beginning(prefix, limit)
        return list(dict.fromkeys(n.text if n.kind == "candidate" else n.company for n in names))

    # How a question is answered

    def _subject(self, words: Sequence[Word], session: Session) -> Subject:
        """Whom the words name, be it only as one of the choices the last answer gave."""
        subject = self._subjects.find(words)
        pointing = not subject.name and len(words) <= _A_POINT
        if pointing and (one := self._subjects.among(words, session.choices)):
            return Subject(name=one, claimed=frozenset(range(len(words))))
        return subject

    def _matches(self, parsed: Question, session: Session) -> list[FieldMatch]:
        """The fields asked for; a follow-up stays with the replay if that was talked of."""
        matches = matches_of(parsed, self._matcher)
        if not (session.field or "").startswith("replay") or not parsed.may_be_about_replay:
            return matches
        if matches and not matches[0].field.id.startswith(("call", "replay")):
            return matches
        again = matches_of(parsed, self._matcher, talked_of="replay")
        told = again[0].meanings - {"replay"} if again else frozenset[str]()
        return again if told and told <= parsed.meanings else matches

    def _respond(
        self, request: Request, found: Sequence[Interpretation], best: Interpretation | None
    ) -> Answer:
        question, parsed, matches = request.question, request.parsed, request.matches
        told = best.passage if best else None
        name = request.subject.name
        line = declining.small_talk(question, parsed.meanings, matches, name, request.kind, self._fields)
        asked = told or (request.kind and "price" not in (word.key for word in parsed.words))
        if line and not (asked and "advice" in parsed.meanings):
            return line
        if listed := self._listed(request, best):
            return listed
        if best is None:
            return self._undecided(request, found)
        if told:
            return self._passage(request, best, told)
        return self._of_company(request, best)

    def _undecided(self, request: Request, found: Sequence[Interpretation]) -> Answer:
        """What is said where no interpretation is sure."""
        question, subject, matches = request.question, request.subject, request.matches
        company = self._known(request, found)
        near = (subject.name,) if subject.name else subject.choices
        if subject.beside and matches and near and not company:
            return declining.nobody_such(question, subject.beside.whole, near, matches)
        if subject.beside and near and not company:
            return declining.not_understood(question, near[0].company)
        if subject.choices and not company:
            return declining.which_of(question, subject.choices, matches)
        if company is None:
            return self._of_nobody(request, found)
        return self._without_field(request, company)

    def _listed(self, request: Request, best: Interpretation | None) -> Answer | None:
        """The list of all companies' calls or releases, if one is asked for."""
        parsed, subject, days = request.parsed, request.subject, request.days
        asked = request.matches[0].field.id if request.matches else None
        if asked == "companies" and not subject.name:
            return self._lists.known(request.question)
        general = not subject.name and (best is None or best.said == TOLD_OF or parsed.asks_of_all)
        goes_on = not asked and days and request.session.field == "upcoming" and not subject.name
        if not (general or goes_on) or not all(map(self._subjects.tells_apart, parsed.rest)):
            return None
        of_all = days or parsed.asks_of_all or "next" in parsed.meanings
        calls = asked in ("call", "call.starts", "call.webcast") and of_all
        ahead = asked == "news" and days and days.latest > request.now + timedelta(days=1)
        if asked == "upcoming" or calls or goes_on or ahead:
            days = days or span_of(parsed.meanings, request.now)
            return self._lists.upcoming(request.question, days, " ".join(parsed.rest))
        if asked == "news" or (asked == "release.headline" and best is None):
            named = parsed.rest or subject.choices
            return None if named else self._lists.news(request.question)
        return None

    def _of_nobody(self, request: Request, found: Sequence[Interpretation]) -> Answer:
        """No company: one that is not in the library, none named, or no question for this desk."""
        parsed, matches = request.parsed, request.matches
        others = (parsed.words[i].key for i in parsed.left if i not in parsed.unknown)
        bare = all(word in _ASKING_OF or self._subjects.may_end_name(word) for word in others)
        told = next((one for one in found if one.said == TOLD_OF and one.entry), None)
        if told and told.who >= _CLEARLY and not (matches and parsed.names_another):
            return declining.told_nowhere(request.question, told.company.company, told.entry, matches)
        if request.subject.rest and (
            bare or parsed.names_another or request.kind or (matches and not _is_vague(matches[0]))
        ):
            said = " ".join(parsed.words[i].text for i in request.subject.rest[:4])
            nearest = (request.subject.nearest,) if request.subject.nearest else ()
            return declining.nobody_such(request.question, said, nearest, matches)
        if matches and not parsed.rest and not _is_vague(matches[0]):
            return declining.which_company(request.question, matches[0], self._library.newest(5))
        return declining.not_understood(request.question)

    def _of_company(self, request: Request, meant: Interpretation) -> Answer:
        subject = request.subject if meant.said != TOLD_OF else Subject()
        first = Other(meant.company, subject.read_as)
        said = {base_of(field) for field, _ in meant.wanted}
        answers = []
        for named in [first, *subject.others][:_MOST_PARTS]:
            told = set(said)
            for field, score in meant.wanted:
                asked = self._asked(request, named, field, score, meant)
                asked = replace(asked, also=frozenset(told - {base_of(field)}))
                answers.append(self._of_one_release(asked, meant.entry) if meant.entry else self._one(asked))
                told.update(field.beside)
        if told_instead := self._told_instead(request, meant, answers):
            return told_instead
        answer = joined(request.question, answers[:_MOST_PARTS])
        unknown = (f"Nothing in the library is about “{word}”." for word in request.parsed.unknown_beside)
        cannot = [note for meaning, note in _SAID_OF.items() if meaning in request.parsed.meanings]
        return replace(answer, notes=(*answer.notes, *unknown, *cannot))

    def _of_one_release(self, asked: Asked, entry: Entry) -> Answer:
        """The answer from the one release that is told of, whatever else its company published."""
        only = answerers_of(OneRelease(self._library, entry, self._fields), self._fields)
        field = asked.field if asked.field.id not in ("news", "changes", "upcoming") else self._fields["call"]
        return self._answerer(field, only)(replace(asked, field=field))

    def _told_instead(
        self, request: Request, meant: Interpretation, answers: Sequence[Answer]
    ) -> Answer | None:
        """A passage that tells what the field would, where it is not stated as such."""
        if any(answer.status != "not_stated" for answer in answers):
            return None
        finder, company_id = self._interpreter.finder, meant.company.company_id
        kind = meant.wanted[0][0].passage
        found = finder.find_for(request, company_id, kind, meant.entry) if kind else None
        if kind and not found and request.parsed.whether:
            found = finder.find_for(request, company_id, REFUSED, meant.entry)
        reached = meant.wanted[0][0].kind in _EXACT or not _REACHED_BY.isdisjoint(request.parsed.meanings)
        if not found and request.kind and request.parsed.rest and not reached:
            found = finder.find_sure(request, company_id, meant.entry)
        return self._passage(request, meant, found) if found else None

    def _passage(self, request: Request, meant: Interpretation, told: Passage) -> Answer:
        """The passage, with what it says of the kind wanted; with whose it is where that was asked."""
        published = told.entry.published
        values: list[Value] = []
        if told.kind:
            values = values_of(told.kind, told.sentence, told.marks, published, self._moments)
        company = meant.company.company
        if meant.said == TOLD_OF and request.parsed.asks_whose:
            values = [Value(company), *values]
        return passage_told(request.question, told, company, values)

    def _asked(
        self, request: Request, named: Other, field: Field, score: float, meant: Interpretation
    ) -> Asked:
        parsed, session, name = request.parsed, request.session, named.name
        same = name.company_id == session.company_id and meant.said == TALKED_OF
        candidates = request.subject.candidates if name is meant.company else ()
        if not candidates and same and session.candidate and not parsed.rest:
            candidates = (session.candidate,)
        return Asked(
            question=request.question,
            field=field,
            company_id=name.company_id,
            company=name.company,
            now=request.now,
            candidates=candidates,
            meanings=parsed.meanings,
            countries=parsed.countries,
            which_call=parsed.which_call,
            rest=parsed.rest,
            words=tuple(parsed.words[i].key for i in parsed.left),
            whether=parsed.whether
            if len(request.matches) == 1 and not request.subject.others
            else frozenset(),
            days=request.days if parsed.whether else None,
            of_day=request.kind == TIME,
            stages=parsed.stages,
            zones=tuple((zone.name, zone.called) for zone in parsed.zones),
            designations=parsed.designations,
            confidence=score * (request.subject.likeness if request.subject.name else 1.0),
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
        return self._answerer(field, self._answerers)(asked)

    def _answerer(self, field: Field, answerers: Mapping[str, Answerer]) -> Answerer:
        return answerers.get(place_of(field, self._fields), answerers[""])

    def _calls(self, company_id: int) -> bool:
        """Whether the company ever announced a call; a number asked of another is that of a contact."""
        return bool(self._library.stating(company_id, "call.starts", 1))

    def _without_field(self, request: Request, company: Name) -> Answer:
        """A company and no field: what is new where nothing else is said."""
        parsed, named = request.parsed, request.subject.name
        topics = self._interpreter.finder.topics.of(parsed)
        if named and not (topics or parsed.rest or parsed.meanings) and len(parsed.left) <= _A_FEW:
            return self._at_a_glance(request, company)
        if (
            "elsewhere" in parsed.meanings
            or (topics and (named or request.kind))
            or (named and request.matches)
        ):
            newest = next(iter(self._library.entries(company.company_id, 1)), None)
            return declining.told_nowhere(request.question, company.company, newest, request.matches)
        return declining.not_understood(request.question, company.company)

    def _at_a_glance(self, request: Request, company: Name) -> Answer:
        """For a name by itself the call that its newest release announces, else what is new."""
        newest = next(iter(self._library.entries(company.company_id, 1)), None)
        if newest and not request.parsed.left and self._library.release(newest.id).calls:
            meant = Interpretation(company, "named", ())
            named = Other(company, request.subject.read_as)
            call = self._one(self._asked(request, named, self._fields["call"], 1.0, meant))
            if call.release and call.release.id == newest.id and call.status == "answered":
                return call
        return self._lists.news(request.question, company.company_id)


def _is_nobody(subject: Subject) -> bool:
    return not (subject.name or subject.choices or subject.rest)


def _is_vague(match: FieldMatch) -> bool:
    """Whether it rests on one word that is said in many contexts: "write", "reach", "what time"."""
    return len(match.meanings) == 1 and (match.field.id == "contact" or match.meanings == {"when"})
