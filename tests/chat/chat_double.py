"""A desk and a shelf in memory: invented companies, whose answers are plain to see in a test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.desk.library_port import Holdings, Name, Upcoming
from bot.desk.talk import Session
from bot.fields import Fields, declared
from bot.model import (
    Answer,
    Call,
    Candidate,
    Contact,
    Entry,
    Number,
    Release,
    Replay,
    Span,
    Stated,
    Value,
)
from tests.yaml_files import read_yaml

NOW = datetime(2031, 5, 13, 12, 0, tzinfo=UTC)
CONFIG = Path(__file__).parents[2] / "config"
FIELDS: Fields = declared(read_yaml(CONFIG / "fields.yaml"), "fields.yaml")

TEXT = """Lumenor Therapeutics to Report First Quarter Results

OAKVALE, Ohio, May 12, 2031 (GLOBE NEWSWIRE) -- Lumenor Therapeutics, Inc. (NASDAQ: LMNR) will hold its \
first quarter results call on Wednesday, May 14, 2031 at 5:00 PM ET.

Dial 888-555-0123 (domestic) or 312-555-0145 (international) and give conference ID 4410987. A replay is \
available until May 21, 2031 at 855-555-0167 with passcode 7730021. The webcast is at www.lumenor.example.com.

LMN-204 is in a Phase 2 trial in glioma. LMN-7 is preclinical.

Contact: Ada Quist, ir@lumenor.example.com
"""


def stated(words: str, value: str | None = None) -> Stated:
    """The words where they first stand in the text."""
    start = TEXT.index(words)
    return Stated(value or words, Span(start, start + len(words)))


def number(e164: str, written: str, region: str | None = None) -> Number:
    return Number(stated(written, e164), stated(written), stated(region) if region else None)


RELEASE = Release(
    source="lumenor.txt",
    text=TEXT,
    headline=stated("Lumenor Therapeutics to Report First Quarter Results"),
    company=stated("Lumenor Therapeutics, Inc."),
    published=stated("May 12, 2031", "2031-05-12"),
    calls=(
        Call(
            title=stated("first quarter results call"),
            starts=stated("Wednesday, May 14, 2031 at 5:00 PM ET", "2031-05-14T17:00:00-04:00"),
            timezone=stated("ET", "America/New_York"),
            dial_ins=(
                number("+18885550123", "888-555-0123", "domestic"),
                number("+13125550145", "312-555-0145", "international"),
            ),
            access_code=stated("4410987"),
            webcast=stated("www.lumenor.example.com"),
            replay=Replay(
                dial_ins=(number("+18555550167", "855-555-0167"),),
                access_code=stated("7730021"),
                until=stated("May 21, 2031", "2031-05-21"),
            ),
        ),
    ),
    contacts=(Contact(name=stated("Ada Quist"), email=stated("ir@lumenor.example.com")),),
    candidates=(
        Candidate(stated("LMN-204"), stated("Phase 2", "phase 2"), indications=(stated("glioma"),)),
        Candidate(stated("LMN-7"), stated("preclinical")),
    ),
)
ENTRY = Entry(
    id="r1",
    source="lumenor.txt",
    company_id=1,
    company="Lumenor Therapeutics, Inc.",
    headline="Lumenor Therapeutics to Report First Quarter Results",
    published="2031-05-12",
)
REPLAY_QUOTE = "A replay is available until May 21, 2031 at 855-555-0167 with passcode 7730021."
REPLAY_CODE = Answer(
    question="replay code for lumenor?",
    status="answered",
    text="The replay code is 7730021.",
    field="replay.access_code",
    company="Lumenor Therapeutics, Inc.",
    values=(Value("7730021", None, "7730021"),),
    release=ENTRY,
    quote=REPLAY_QUOTE,
    marks=(Span(71, 78),),
    call=0,
    notes=("The replay ends on May 21, 2031.",),
)

VALUE = "**Lumenor Therapeutics, Inc. · Replay code** `7730021`"  # how the card of that begins


class MemoryDesk:
    """Answers from a table, by the first key that stands in the question."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {"lumenor": REPLAY_CODE}
        self.heard: list[str] = []

    def answer(self, question: str, *, now: datetime, session: Session | None = None) -> Answer:
        self.heard.append(question)
        if "explode" in question:
            raise RuntimeError("the shelf fell over")
        if session is not None and session.company and "lumenor" not in question:
            question = f"{question} lumenor"
        found = next((a for key, a in self.answers.items() if key in question.casefold()), None)
        if found and session is not None:
            session.company_id, session.company = 1, found.company
        return found or Answer(question, "not_understood", f'I cannot make anything of "{question}".')

    def field_answer(self, field_id: str, company: str, *, now: datetime) -> Answer:
        if "lumenor" not in company.casefold():
            return Answer(company, "no_such_release", f'Nothing in the library is about "{company}".')
        facts = [fact for f in [field_id, *FIELDS[field_id].parts] for fact in FIELDS[f].facts(RELEASE)]
        if not facts:
            return Answer(company, "not_stated", "The release does not say.", field_id, ENTRY.company)
        call = 0 if facts[0].pointer.startswith("/calls/") else None
        return Answer(
            company, "answered", "It is stated.", field_id, ENTRY.company, release=ENTRY, call=call,
            values=tuple(Value(fact.value, fact.label) for fact in facts),
        )  # fmt: skip

    def suggest(self, prefix: str, limit: int = 25) -> Sequence[str]:
        names = ["Lumenor Therapeutics, Inc.", *(f"Company {i} {'x' * 120}" for i in range(2, 40))]
        return [name for name in names if prefix.casefold() in name.casefold()][:limit]


def _name(text: str, id: int) -> Name:
    return Name(text, text.casefold(), "company", id, text)


class MemoryShelf:
    """One release."""

    def entry(self, id: str) -> Entry:
        return {ENTRY.id: ENTRY}[id]

    def release(self, id: str) -> Release:
        return {ENTRY.id: RELEASE}[id]

    def named(self, key: str) -> Sequence[Name]:
        return [_name("Lumenor Therapeutics, Inc.", 1)] if key.startswith("lumenor") else []

    def entries(self, company_id: int, limit: int = 50) -> Sequence[Entry]:
        return [ENTRY]

    def stating(self, company_id: int, field: str, limit: int = 8) -> Sequence[Entry]:
        return [ENTRY]

    def newest(self, limit: int = 10) -> Sequence[Entry]:
        return [ENTRY]

    def holdings(self) -> Holdings:
        return Holdings(1, 1, "2031-05-12")

    def companies(self, prefix: str, skip: int, limit: int) -> Sequence[tuple[str, int]]:
        known = [("Lumenor Therapeutics, Inc.", 1), *((f"Company {i:02}", i) for i in range(2, 60))]
        return [one for one in known if one[0].casefold().startswith(prefix)][skip : skip + limit]

    def upcoming(self, earliest: datetime, latest: datetime, limit: int = 25) -> Sequence[Upcoming]:
        starts = datetime.fromisoformat("2031-05-14T17:00:00-04:00")
        call = Upcoming(ENTRY, 0, starts.isoformat(), "first quarter results call")
        return [call] if earliest <= starts < latest else []
