"""What a release states and what an answer says: frozen, typed, no behaviour but their own.

Every value found in a release is a `Stated`: the normalised value with the span of the text that states it.
Shapes of values: phone numbers E.164 ("+18886468293"); moments ISO 8601 with offset, or a plain date where
only a day is given; stages, designations, roles, regions and exchanges in the words of contract and lexicon;
everything else as written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Self


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range [start, end) of Unicode characters of a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words the span covers."""
        return text[self.start : self.end]


NOWHERE = Span(0, 0)
"""Of a value that the text does not state: the wire that carried it says so."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a value was read: the rule that gave it and, where words governed it, those words."""

    rule: str
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A normalised value, the words it came from and, for `read --explain`, the reason it was read."""

    value: str
    span: Span
    reason: Reason | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """One release's plain text as the reader sees it; `source` is where it came from."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Ticker:
    """`stated_by` is "wire" where not the text but the wire that carried it gives it; such is no fact."""

    symbol: Stated
    exchange: Stated | None = None
    stated_by: str | None = field(default=None, metadata={"optional": True})


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number to dial; `written` is the release's own writing of it."""

    number: Stated
    written: Stated
    region: Stated | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """What can be heard afterwards. `until` is the telephone replay's end, `webcast_until` the archive's."""

    dial_ins: tuple[Number, ...] = ()
    access_code: Stated | None = None
    starts: Stated | None = field(default=None, metadata={"name": "from"})
    until: Stated | None = None
    webcast: Stated | None = None
    webcast_until: Stated | None = None


@dataclass(frozen=True, slots=True)
class Questions:
    """Where, and until when, a question can be sent in beforehand."""

    email: Stated | None = None
    deadline: Stated | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks on a call."""

    name: Stated
    title: Stated | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One conference call, webcast or presentation that listeners can join.

    `kind` is results, business update, conference presentation, fireside chat, investor day, annual meeting,
    special meeting, press briefing, webinar or other; `period` the figures' own, "2026-Q3" or "FY2026-Q3";
    `status` scheduled, cancelled or postponed, None being scheduled. `passcode` is the second number to enter
    after `access_code` where a release states two.
    """

    title: Stated | None = None
    kind: Stated | None = None
    period: Stated | None = None
    status: Stated | None = field(default=None, metadata={"optional": True})  # no null in the contract
    starts: Stated | None = None
    timezone: Stated | None = None
    speakers: tuple[Speaker, ...] = ()
    dial_ins: tuple[Number, ...] = ()
    access_code: Stated | None = None
    passcode: Stated | None = None
    webcast: Stated | None = None
    registration: Stated | None = None
    replay: Replay | None = None
    questions: Questions | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A person, firm or desk to turn to. `role` is investor, media or company."""

    name: Stated | None = None
    title: Stated | None = None
    organization: Stated | None = None
    phone: Stated | None = None
    email: Stated | None = None
    role: Stated | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """When figures are published, apart from any call.

    `when` is "before market open", "after market close" or "during market hours".
    """

    date: Stated | None = None
    when: Stated | None = None
    period: Stated | None = None


@dataclass(frozen=True, slots=True)
class Dividend:
    """A dividend or distribution: `amount` a share or unit as a decimal, `currency` by ISO 4217."""

    amount: Stated | None = None
    currency: Stated | None = None
    kind: Stated | None = None
    record_date: Stated | None = None
    payable_date: Stated | None = None
    ex_date: Stated | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A date ahead in development.

    `what` is target action date, data expected, trial start, filing, launch or other; `date` is 2026-09-26,
    2026-09, 2026-Q3, 2026-H2 or 2026; `of` the candidate's name; `written` the release's own words.
    """

    what: Stated
    date: Stated
    written: Stated
    of: Stated | None = None


@dataclass(frozen=True, slots=True)
class IndicationStage:
    """The stage that the text itself states of one indication, apart from the candidate's others."""

    indication: Stated
    stage: Stated


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the issuer's own drugs, devices or diagnostics, at the stage the release states as reached.

    `stage` is the most advanced of all; `stages` those of single indications, where the text parts them.
    """

    name: Stated
    stage: Stated
    aka: tuple[Stated, ...] = ()
    indications: tuple[Stated, ...] = ()
    stages: tuple[IndicationStage, ...] = ()
    designations: tuple[Stated, ...] = ()
    status: Stated | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """Everything one press release states.

    `aliases` are the issuer's short and former names as the release gives them; `correction` holds the words
    that mark the release as correcting an earlier one. Nothing here is guessed: what the text does not state
    is None or empty.
    """

    source: str
    text: str
    headline: Stated | None = None
    company: Stated | None = None
    aliases: tuple[Stated, ...] = ()
    tickers: tuple[Ticker, ...] = ()
    published: Stated | None = None
    wire: Stated | None = None
    website: Stated | None = None
    correction: Stated | None = None
    calls: tuple[Call, ...] = ()
    contacts: tuple[Contact, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    results: Results | None = None
    dividends: tuple[Dividend, ...] = ()
    dates: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of a release under the field that asks for it.

    `pointer` is the value's JSON pointer in the release's record ("/calls/0/access_code"); `label` tells it
    from its siblings ("international", "I-131-CLR1404").
    """

    field: str
    pointer: str
    value: str
    span: Span
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A release as the library lists it; `sources` are all the places it came from, `published` is a date.

    Of a `partial` one only the feed's own words are known.
    """

    id: str
    source: str
    company_id: int | None = None
    company: str | None = None
    headline: str | None = None
    published: str | None = None
    sources: tuple[str, ...] = ()
    superseded_by: str | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an answer: normalised, with what it is for and how the release writes it.

    `zone` is the IANA name of the place whose clock a moment is stated on; `entry` the release that a line of
    a list comes from.
    """

    value: str
    label: str | None = None
    written: str | None = None
    zone: str | None = None
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What belongs to an answer's values, under its own label: the code that a number asks for.

    `text` says the same in words.
    """

    label: str
    values: tuple[Value, ...]
    text: str


NoteKind = Literal["", "over", "countdown", "more"]


class Note(str):
    """What an asker should know beside an answer: text that knows what it tells.

    `kind` is over (the call or replay is past), countdown (how soon a call starts), more (what a list has no
    room for) or "". As text it equals any other, so that answers in JSON hold strings.
    """

    __slots__ = ("kind",)
    kind: NoteKind

    def __new__(cls, text: str, kind: NoteKind = "") -> Self:
        note = super().__new__(cls, text)
        note.kind = kind
        return note


def kind_of(note: str) -> NoteKind:
    """The kind of a note; "" for one that is mere text."""
    return note.kind if isinstance(note, Note) else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk says to one question; see answer.schema.json of the contract for the shared part.

    `status` is answered, not_stated, ambiguous, no_such_release or not_understood. `quote` is the sentence
    that says so, `marks` the ranges in it that hold the values. `call` is the index of the release's call the
    answer is about, for "all about this call" and calendar entries. `parts` are the answers to each thing
    asked when a question asks for several.

    The rest is what `text` says in one piece: `heading` what a list is of; `lead` a yes or no; `lines` a line
    for each thing that several values tell of together, such as a contact; `asides` sentences about the
    values, such as the time in a zone that was asked for; `beside` what belongs to them. Faces draw these.
    """

    question: str
    status: str
    text: str
    field: str | None = None
    company: str | None = None
    values: tuple[Value, ...] = ()
    release: Entry | None = None
    quote: str | None = None
    marks: tuple[Span, ...] = ()
    call: int | None = None
    choices: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    confidence: float | None = None
    parts: tuple[Answer, ...] = ()
    heading: str = ""
    lead: str = ""
    lines: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    explanation: tuple[str, ...] = ()
