"""Releases of invented companies, as many as wanted and always the same, and questions about them.

Every text states its facts in words of its own writing; spans point at them, as the reader's would. Each
company gives, in turn, notice of a quarter's results call and news without one. A text is about 1.1 kB: real
releases are longer, by tables and boilerplate, neither of which is filed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

from bot.model import (
    Call,
    Candidate,
    Contact,
    Number,
    Release,
    Replay,
    Span,
    Stated,
    Ticker,
)
from tests.bench.invented import Issuer, issuers

NEW_YORK = ZoneInfo("America/New_York")
FIRST_DAY = date(2016, 2, 1)
QUARTERS = ("first", "second", "third", "fourth")
GIVEN = ("Ana", "Bela", "Carla", "Dmitri", "Edda", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaya", "Liam")
FAMILY = (
    "Abara",
    "Brandt",
    "Castell",
    "Dorn",
    "Eklund",
    "Ferro",
    "Grant",
    "Holm",
    "Iwu",
    "Jansen",
    "Kerr",
    "Lund",
)
STAGES = ("preclinical", "phase 1", "phase 1/2", "phase 2", "phase 2b", "phase 3", "filed", "approved")
ILLNESSES = ("asthma", "gout", "glaucoma", "psoriasis", "lupus", "migraine", "melanoma", "cystic fibrosis")
NEWS = (
    "declares its quarterly dividend",
    "opens a plant on the coast",
    "names a new head of operations",
    "signs a supply agreement",
    "completes its refinancing",
    "publishes its sustainability report",
)


@cache
def issuers_of(releases: int) -> tuple[Issuer, ...]:
    """The companies that so many releases come from: 60 for 1,000, 60,000 for 1,000,000."""
    return issuers(max(20, releases * 6 // 100))


def releases(count: int) -> Iterator[Release]:
    """`count` releases, company by company, of each from its first to its newest."""
    companies = issuers_of(count)
    for issuer in companies:
        for turn in range(newest_turn(issuer, count) + 1):
            yield release(issuer, turn)


def newest_turn(issuer: Issuer, among: int) -> int:
    """The number of a company's newest release among so many."""
    return (among - 1 - issuer.number) // len(issuers_of(among))


def newest_stating(issuer: Issuer, field: str, among: int) -> Release:
    """A company's newest release, among so many, that states a field: of a call's facts the last notice."""
    turn = newest_turn(issuer, among)
    return release(issuer, turn - turn % 2 if field.startswith(("call.", "replay.")) else turn)


def release(issuer: Issuer, turn: int) -> Release:
    """A company's release number `turn`: a call's notice when even, news when odd."""
    return _notice(issuer, turn) if turn % 2 == 0 else _news(issuer, turn)


class _Writing:
    """A text as it grows, with the spans of what it states."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    def say(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def state(self, value: str, written: str | None = None) -> Stated:
        start = self._length
        self.say(written or value)
        return Stated(value, Span(start, self._length))

    @property
    def text(self) -> str:
        return "".join(self._parts)


def _notice(issuer: Issuer, turn: int) -> Release:
    chance = Random(f"{issuer.number}-{turn}")  # noqa: S311 - facts, always the same
    day, quarter = _day(turn)
    title = f"{QUARTERS[quarter % 4].capitalize()} quarter {day.year} results conference call"
    to = _Writing()
    headline = to.state(f"{issuer.name} to discuss its {QUARTERS[quarter % 4]} quarter {day.year} on a call")
    company, ticker, published = _dateline(to, issuer, day)
    to.say(" today said when it will speak about the quarter. The ")
    call = _call(to, issuer, chance, day + timedelta(days=14), title)
    candidates = _pipeline(to, issuer, chance, turn)
    contact = _contact(to, issuer, chance)
    _boilerplate(to, issuer)
    return Release(
        f"{issuer.symbol.lower()}-{turn}.txt", to.text, headline, company, (), (ticker,), published,
        calls=(call,), contacts=(contact,), candidates=candidates,
    )  # fmt: skip


def _news(issuer: Issuer, turn: int) -> Release:
    chance = Random(f"{issuer.number}-{turn}")  # noqa: S311 - facts, always the same
    day, _ = _day(turn)
    to = _Writing()
    headline = to.state(f"{issuer.name} {chance.choice(NEWS)}")
    company, ticker, published = _dateline(to, issuer, day)
    to.say(" today gave this news. The board thanked everybody who had worked for it.\n\n")
    candidates = _pipeline(to, issuer, chance, turn)
    contact = _contact(to, issuer, chance)
    _boilerplate(to, issuer)
    return Release(
        f"{issuer.symbol.lower()}-{turn}.txt", to.text, headline, company, (), (ticker,), published,
        contacts=(contact,), candidates=candidates,
    )  # fmt: skip


def _day(turn: int) -> tuple[date, int]:
    """The day of a company's release, and the number of the quarter it is about."""
    quarter = turn // 2
    return FIRST_DAY + timedelta(days=91 * quarter + (30 if turn % 2 else 0)), quarter


def _dateline(to: _Writing, issuer: Issuer, day: date) -> tuple[Stated, Ticker, Stated]:
    to.say("\n\nPORT ELSE, ")
    published = to.state(day.isoformat(), f"{day:%B} {day.day}, {day.year}")
    to.say(" (EXAMPLE WIRE) -- ")
    company = to.state(issuer.full_name)
    to.say(" (")
    exchange = to.state(issuer.exchange)
    to.say(": ")
    symbol = to.state(issuer.symbol)
    to.say(")")
    return company, Ticker(symbol, exchange), published


def _call(to: _Writing, issuer: Issuer, chance: Random, day: date, title: str) -> Call:
    stated_title = to.state(title, title.lower())
    to.say(" begins on ")
    clock = time(chance.randrange(8, 18), chance.choice((0, 30)), tzinfo=NEW_YORK)
    start = datetime.combine(day, clock)
    starts = to.state(start.isoformat(), f"{start:%A, %B} {start.day} at {start:%I:%M %p} ET")
    to.say(". To take part, dial ")
    home, abroad = _number(to, chance, "domestic"), _number(to, chance, "international")
    to.say("and give the code ")
    code = to.state(str(chance.randrange(1_000_000, 9_999_999)))
    to.say(". It is streamed at ")
    webcast = to.state(f"https://calls.{issuer.symbol.lower()}.example/{day.year}")
    to.say(".\n\nA recording can be heard at ")
    replay_number = _number(to, chance, "domestic")
    to.say("with the code ")
    replay_code = to.state(str(chance.randrange(10_000_000, 99_999_999)))
    to.say(" until ")
    until = to.state((day + timedelta(days=14)).isoformat(), f"{day + timedelta(days=14):%B %d, %Y}")
    to.say(".\n\n")
    replay = Replay((replay_number,), replay_code, until=until)
    zone = Stated("America/New_York", starts.span)
    return Call(
        title=stated_title, starts=starts, timezone=zone, dial_ins=(home, abroad), access_code=code,
        webcast=webcast, replay=replay,
    )  # fmt: skip


def _number(to: _Writing, chance: Random, region: str) -> Number:
    if region == "domestic":
        digits = f"8{chance.choice(('00', '44', '55', '66', '77', '88'))}55501{chance.randrange(100):02}"
        number, written = f"+1{digits}", f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    else:
        last = f"{chance.randrange(1000):03}"
        number, written = f"+442079460{last}", f"+44 20 7946 0{last}"
    found = to.state(number, written)
    to.say(" (")
    named = to.state(region)
    to.say(") ")
    return Number(found, Stated(written, found.span), named)


def _pipeline(to: _Writing, issuer: Issuer, chance: Random, turn: int) -> tuple[Candidate, ...]:
    found = []
    for i, code in enumerate(issuer.candidates):
        stage = STAGES[min(len(STAGES) - 1, (issuer.number + i + turn // 6) % len(STAGES))]
        to.say("The company's own ")
        name = to.state(code)
        to.say(" is in ")
        reached = to.state(stage)
        to.say(" for ")
        illness = to.state(chance.choice(ILLNESSES))
        to.say(".\n")
        found.append(Candidate(name, reached, indications=(illness,)))
    return tuple(found)


def _contact(to: _Writing, issuer: Issuer, chance: Random) -> Contact:
    to.say("\nInvestors write to ")
    name = to.state(f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}")
    to.say(" at ")
    email = to.state(f"ir@{issuer.symbol.lower()}.example")
    to.say(".\n\n")
    return Contact(name=name, email=email, role=Stated("investor", name.span))


def _boilerplate(to: _Writing, issuer: Issuer) -> None:
    to.say(f"About {issuer.name}\n{issuer.name} works in {issuer.sector} and was founded by its employees. ")
    to.say("It serves customers in several countries from offices on both sides of the ocean.\n\n")
    to.say("Forward-looking statements\nWhat is said here about the future may turn out otherwise. ")
    to.say("Plans change, markets move, studies fail and weather comes; the company need not update it. " * 4)


@dataclass(frozen=True, slots=True)
class Question:
    """A question: any of the `wanted` values is right, when it comes from the release `source`."""

    text: str
    field: str
    wanted: tuple[str, ...]
    source: str
    name: str


ASKED = (
    ("call.starts", "when is the {} call"),
    ("call.starts", "what time does {} report"),
    ("call.dial_in", "dial in number for {}"),
    ("call.access_code", "access code for the {} call"),
    ("call.webcast", "where can i listen to {} online"),
    ("replay.dial_in", "{} replay number?"),
    ("replay.access_code", "replay code for {}"),
    ("replay.until", "how long is the {} replay available"),
    ("contact.investor", "who does investor relations at {}"),
    ("company.ticker", "what is {}'s ticker"),
)


def questions(count: int, among: int, *, typos: bool = False) -> list[Question]:
    """Questions about the newest notices among so many releases; `typos` puts a slip in each name."""
    chance = Random(99)  # noqa: S311 - questions, always the same
    companies = issuers_of(among)
    return [_question(chance, companies, among, typos) for _ in range(count)]


def _question(chance: Random, companies: tuple[Issuer, ...], among: int, typos: bool) -> Question:
    issuer = chance.choice(companies)
    field, wording = chance.choice(ASKED)
    stated = newest_stating(issuer, field, among)
    name = misspelt(issuer.name.lower(), chance) if typos else _as_typed(issuer, chance)
    wanted = values_of(stated, field)
    return Question(wording.format(name), field, wanted, stated.source, issuer.name)


def _as_typed(issuer: Issuer, chance: Random) -> str:
    return chance.choice(
        (issuer.name, issuer.name.lower(), issuer.full_name, issuer.symbol, issuer.name.upper())
    )


def misspelt(name: str, chance: Random) -> str:
    """The name with one slip in its longest word: a letter missing, doubled, wrong, or two swapped."""
    word = max(name.split(), key=len)
    at = chance.randrange(1, len(word) - 1)
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + chance.choice("aeinorst") + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    return name.replace(word, chance.choice([slip for slip in slips if slip != word]), 1)


def values_of(stated: Release, field: str) -> tuple[str, ...]:
    """What a release states for one of the fields that are asked for."""
    return tuple(value.value for value in _stated(stated, field) if value)


def _stated(stated: Release, field: str) -> tuple[Stated | None, ...]:
    if field == "company.ticker":
        return tuple(ticker.symbol for ticker in stated.tickers)
    if field == "contact.investor":
        return stated.contacts[0].name, stated.contacts[0].email
    (call,) = stated.calls
    replay = call.replay or Replay()
    found: dict[str, tuple[Stated | None, ...]] = {
        "call.starts": (call.starts,),
        "call.dial_in": tuple(number.number for number in call.dial_ins),
        "call.access_code": (call.access_code,),
        "call.webcast": (call.webcast,),
        "replay.dial_in": tuple(number.number for number in replay.dial_ins),
        "replay.access_code": (replay.access_code,),
        "replay.until": (replay.until,),
    }
    return found[field]
