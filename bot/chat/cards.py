"""Answers as cards: the value first, then the release's own sentence, its headline and date. Pure.

A card is the message's text and embeds. The text carries the values themselves: it is what a phone's
notification and lock screen show, what "Copy text" copies, and what is left where embeds are switched off or
the bot may not post them. Embeds carry the proof. (Discord's components of version 2 would allow neither
text nor embeds beside them.)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import discord

from bot.chat import limits
from bot.chat.markup import bold, escape, link, plain, quoted, small
from bot.chat.sections import facts_of, named, section
from bot.chat.values import keypads, moment, shown, with_country
from bot.desk.answering import PARTED
from bot.fields import Field, Fields
from bot.model import Answer, Entry, Release, Span, kind_of

ANSWERED, OPEN = 0x2E7D5B, 0xC98A1B  # found; to be chosen
_MOST_LINKS = 3  # buttons that open a page
_ASKED = "-# You asked: "  # how the line begins that holds a question
_UNKNOWN = "/companies lists whom I know; send me a release as a file and I read it"
_LONGEST_QUESTION = 300  # characters of it


@dataclass(frozen=True, slots=True)
class Page:
    """One message."""

    content: str | None = None
    embeds: tuple[discord.Embed, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Where a release says it: the range of its text that a button shows."""

    release: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A button to another page of a list, `of` saying which list it is."""

    label: str
    list: str
    of: str
    page: int


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a card; `description` is said of a picture to those who do not see it."""

    name: str
    content: bytes
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """What is said, and what can be done next.

    `call` is a release's id and the index of one of its calls; `choices` make the "Which one?" menu for
    `field` and `question`; `links` are labels and http(s) addresses; `turns` lead to a list's other pages;
    `forgetting` adds the button that deletes what is kept of whoever presses it, `keypads` that for the
    strings that dial a call with its code, `source` that for the release, `quotes` that for its sentences.
    """

    lines: tuple[str, ...] = ()
    embeds: tuple[discord.Embed, ...] = ()
    call: tuple[str, int] | None = None
    dated: bool = False
    passage: Excerpt | None = None
    choices: tuple[str, ...] = ()
    status: str = "answered"
    field: str | None = None
    question: str = ""
    links: tuple[tuple[str, str], ...] = ()
    file: Attached | None = None
    turns: tuple[Turn, ...] = ()
    forgetting: bool = False
    keypads: bool = False
    source: Entry | None = None
    quotes: bool = False

    def pages(self) -> list[Page]:
        """The card as messages within Discord's limits: continued, never cut."""
        texts = limits.chunks(self.lines, limits.CONTENT)
        pages = [Page(text) for text in texts]
        for group in _grouped(self.embeds):
            if pages and not pages[-1].embeds:
                pages[-1] = Page(pages[-1].content, group)
            else:
                pages.append(Page(None, group))
        return pages


def _grouped(embeds: Iterable[discord.Embed]) -> list[tuple[discord.Embed, ...]]:
    """The embeds in as few messages as hold them."""
    groups: list[tuple[discord.Embed, ...]] = []
    for embed in embeds:
        last = groups[-1] if groups else ()
        full = len(last) == limits.EMBEDS or sum(map(len, last)) + len(embed) > limits.EMBEDS_TOTAL
        if groups and not full:
            groups[-1] = (*last, embed)
        else:
            groups.append((embed,))
    return groups


def embeds(
    lines: Iterable[str], *, title: str | None = None, footer: str | None = None, color: int = ANSWERED
) -> tuple[discord.Embed, ...]:
    """The lines as one embed, or as several where one does not hold them."""
    head = [] if title is None or len(escape(title)) <= limits.TITLE else [bold(title)]
    texts = limits.chunks([*head, *lines], limits.DESCRIPTION) or [""]
    made = [discord.Embed(description=text or None, color=color) for text in texts]
    if title and not head:
        made[0].title = escape(title)
    if footer:
        made[-1].set_footer(text=limits.shortened(plain(footer), limits.FOOTER))
    return tuple(made)


def answer_card(answer: Answer, release: Release | None, fields: Fields) -> Card:
    """The card of an answer; `release` is the one it is from, for what a dial string or a button needs."""
    field = fields.get(answer.field)
    return Card(
        lines=(*_said(answer, field, release, fields), *_caption(answer), *_asked_back(answer)),
        embeds=() if answer.choices else _proof(answer),
        call=(answer.release.id, answer.call) if answer.release and answer.call is not None else None,
        dated=_starts(release, answer.call) is not None,
        passage=passage_of(answer, release),
        choices=answer.choices[: limits.CHOICES],
        status=answer.status,
        field=answer.field,
        question=answer.question,
        links=_links(answer),
        keypads=has_keypads(release, answer.call),
        source=answer.release,
    )


def _said(answer: Answer, field: Field | None, release: Release | None, fields: Fields) -> list[str]:
    """Whose and what, and the values; or the answer's text; then notes, and what belongs to the values."""
    if answer.parts:
        return _parts(answer, release, fields)
    if answer.field is None and answer.quote and answer.notes:
        return noted([], answer, release)  # a passage, which stands below
    if answer.status != "answered" or not answer.values or field is None:
        return noted(map(escape, answer.text.splitlines()), answer, release)
    head = " · ".join(part for part in (answer.company, field.label) if part)
    return noted([*_told(answer, head, field), *_beside(answer, field, release, fields)], answer, release)


def _told(answer: Answer, head: str, field: Field) -> list[str]:
    """The yes or no that was asked for, the values under what they are, and what is said about them."""
    lead = [escape(answer.lead)] if answer.lead else []
    return [*lead, *named(head, _values(answer, field)), *map(escape, answer.asides)]


def _values(answer: Answer, field: Field) -> list[str]:
    """A line for each value; what has the one before for its label, as an address does, shares its line."""
    lines: list[str] = []
    head = None
    numbers = [value.value for value in answer.values]
    for value in answer.values:
        if lines and value.label == head:
            lines[-1] += f" · {shown(value.value, field.kind)}"
        else:
            head = value.value
            label = with_country(value.label, head, numbers) if field.kind == "phone" else value.label
            lines.append(shown(value.value, field.kind, label=label, words=value.written))
    return lines


def _parts(answer: Answer, release: Release | None, fields: Fields) -> list[str]:
    """Whose they are, and the parts under their names."""
    lines = [bold(answer.company)] if answer.company else []
    for part in answer.parts:
        field = fields.get(part.field)
        if field is None or part.status != "answered" or not part.values:
            lines += map(escape, part.text.splitlines())
        else:
            lines += _told(part, field.label, field)
    return noted(lines, answer, release)


def _beside(answer: Answer, field: Field, release: Release | None, fields: Fields) -> list[str]:
    """What belongs to the value, of the same call: the number to a code, the code to a number."""
    if release is None or answer.call is None:
        return []
    others = [fields[id] for id in field.beside]
    return [line for f in others for line in section(f, facts_of(f, release, answer.call), release)]


def has_keypads(release: Release | None, call: int | None) -> bool:
    """Whether a call or its replay can be dialled together with its code."""
    if release is None or call is None:
        return False
    part = release.calls[call]
    return bool(keypads(part) or (part.replay and keypads(part.replay)))


def noted(lines: Iterable[str], answer: Answer | None, release: Release | None) -> list[str]:
    """The lines, below them what the asker should know, a line each, and above them that it is over.

    How soon a call starts is told by a timestamp, which stays true as time passes, unless one is there.
    """
    notes = answer.notes if answer else ()
    lines = [*(bold(note) for note in notes if kind_of(note) == "over"), *lines]
    starts = _starts(release, answer.call) if answer else None
    stamp = moment(starts) if starts else "<t:"
    for note in (note for note in notes if kind_of(note) != "over"):
        if kind_of(note) != "countdown":
            lines.append(f"• {escape(note)}")
        elif not any(stamp in line for line in lines):
            lines.append(f"• Starts {stamp}" if starts else f"• {escape(note)}")
    return lines


def _caption(answer: Answer) -> list[str]:
    """Whose a passage is; of values that stands before them."""
    quoted_only = answer.status == "answered" and answer.quote and not (answer.values or answer.parts)
    return [small(escape(answer.company))] if quoted_only and answer.company else []


def _proof(answer: Answer) -> tuple[discord.Embed, ...]:
    """The quotes, each once, under the headline and over the date of the release that says so."""
    told = [one for one in answer.parts or (answer,) if one.release and (one.quote or one.values)]
    proofs: dict[Entry, dict[str, list[Span]]] = {}
    for one in told:
        quotes = proofs.setdefault(one.release, {}) if one.release else {}
        if one.quote:
            quotes.setdefault(one.quote, []).extend(one.marks)
    said = {value.value for one in told for value in one.values}
    return tuple(embed for entry, quotes in proofs.items() for embed in _proven(entry, quotes, said))


def _proven(
    entry: Entry, quotes: Mapping[str, Sequence[Span]], said: Collection[str]
) -> Sequence[discord.Embed]:
    """What one release says, but for what the card itself `said` already, such as a headline asked for."""
    lines = [quoted(quote, marks) for quote, marks in quotes.items() if quote not in said]
    title = None if entry.headline in said else entry.headline
    if not (lines or title or len(said) == 1):
        return ()  # a list of headlines
    return embeds(lines, title=title, footer=dated_line(entry))


def _asked_back(answer: Answer) -> list[str]:
    """What to do next where there is a choice, or nobody of that name.

    The question stands in the last line: from there a choice in the menu takes it up, also after a restart.
    """
    if answer.choices:
        return [f"{_ASKED}{escape(limits.shortened(plain(answer.question), _LONGEST_QUESTION))}"]
    unknown = answer.status == "no_such_release"
    return [small(_UNKNOWN)] if unknown else []


def question_in(content: str) -> str:
    """The question that the last line of a "Which one?" holds; "" where it holds none.

    >>> question_in("Which one?\\n-# You asked: code for a\\\\*b?")
    'code for a*b?'
    """
    last = content.rpartition("\n")[2]
    return re.sub(r"\\(.)", r"\1", last.removeprefix(_ASKED)) if last.startswith(_ASKED) else ""


def dated_line(entry: Entry) -> str:
    """The day of a release, for a footer."""
    return f"Release of {moment(entry.published)}" if entry.published else "Undated release"


def passage_of(answer: Answer | None, release: Release | None) -> Excerpt | None:
    """Where an answer's quote stands in its release."""
    if answer is None or answer.release is None or release is None or not answer.quote:
        return None
    first = answer.quote.partition(PARTED)[0]
    start = release.text.find(first)
    return Excerpt(answer.release.id, start, start + len(first)) if start >= 0 else None


def _starts(release: Release | None, call: int | None) -> str | None:
    """When the call starts, where that is stated: a calendar entry can be made then."""
    starts = release.calls[call].starts if release and call is not None else None
    return starts.value if starts else None


def _links(answer: Answer) -> tuple[tuple[str, str], ...]:
    """What the answer states under a field of kind link, to open with a tap."""
    every = (answer, *answer.parts)
    return link_buttons(v.value for one in every for v in one.values if v.value.startswith(("http", "www.")))


def link_buttons(stated: Iterable[str], most: int = _MOST_LINKS) -> tuple[tuple[str, str], ...]:
    """Labels and http(s) addresses for buttons, each address once; what is no such address is left out."""
    addresses = dict.fromkeys(filter(None, map(link, stated)))
    short = [address for address in addresses if len(address) <= limits.BUTTON_URL]
    return tuple((limits.shortened(f"Open {_site(a)}", limits.BUTTON_LABEL), a) for a in short[:most])


def _site(address: str) -> str:
    return address.split("//", 1)[1].split("/", 1)[0].removeprefix("www.")


def together(cards: Sequence[Card]) -> Card:
    """Several cards as one, a line apart; without buttons, which would not say whose they are."""
    lines = [line for card in cards for line in ("", *card.lines)]
    links = dict.fromkeys(link for card in cards for link in card.links)
    return Card(
        lines=tuple(lines[1:]),
        embeds=tuple(embed for card in cards for embed in card.embeds),
        status=cards[0].status,
        field=cards[0].field,
        links=tuple(links)[:_MOST_LINKS],
    )


def text_card(text: str) -> Card:
    """A card that only says something; the text is the bot's own and may hold markup."""
    return Card(lines=(text,), status="told")
