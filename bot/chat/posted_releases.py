"""A message read as a release: its text, or the file that came with it. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import PurePath

import discord

from bot.chat.cards import Card, text_card
from bot.chat.markup import escape
from bot.chat.releasecards import call_card, release_card
from bot.errors import Trouble
from bot.fields import Fields
from bot.model import Entry, Release

KINDS = (".txt", ".html", ".htm", ".pdf", ".md", ".eml")
LARGEST = 2_000_000  # bytes; a results release with its tables has about 60,000

ReadFile = Callable[[str, bytes], Awaitable[Release]]


async def card_of_message(message: discord.Message, read: ReadFile, fields: Fields) -> Card:
    """The card of the calls that a message's attached file or text announces, or of its other facts."""
    attached = next((a for a in message.attachments if _kind(a.filename) in KINDS), None)
    text = text_of(message)
    if attached is None and not text:
        return text_card("There is no text, and no .txt, .html or .pdf file, in that message.")
    if attached is not None and attached.size > LARGEST:
        return text_card(f"That file is too large: at most {LARGEST // 1_000_000} MB can be read here.")
    if attached is None:
        name, content = "message.txt", text.encode()
    else:
        name, content = f"attached{_kind(attached.filename)}", await attached.read()
    try:
        return release_cards(await read(name, content), fields)
    except Trouble as trouble:
        return text_card(f"That cannot be read: {escape(str(trouble))}")


def text_of(message: discord.Message) -> str:
    """A message's words: its own, or those of its embeds, in which news is often passed on."""
    embedded = [part for embed in message.embeds for part in (embed.title, embed.description) if part]
    return message.content.strip() or "\n\n".join(embedded).strip()


def _kind(name: str) -> str:
    return PurePath(name).suffix.lower()


def release_cards(release: Release, fields: Fields) -> Card:
    """All calls of a release that is not kept, so without buttons; its facts where it has no call."""
    entry = _entry(release)
    if not release.calls:
        return release_card(entry, release, fields)
    cards = [call_card(entry, i, release, fields) for i in range(len(release.calls))]
    lines = tuple(line for card in cards for line in (*card.lines, ""))
    return replace(cards[0], lines=lines[:-1], embeds=cards[-1].embeds, call=None)


def _entry(release: Release) -> Entry:
    values = (release.company, release.headline, release.published)
    company, headline, published = (item.value if item else None for item in values)
    return Entry("", release.source, company=company, headline=headline, published=published)
