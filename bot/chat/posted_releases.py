"""A message read as a release: its text, or the file that came with it. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import PurePath

import aiohttp
import discord
import structlog

from bot.chat.cards import Card, text_card
from bot.chat.markup import code, escape
from bot.chat.releasecards import call_card, release_card
from bot.errors import Trouble
from bot.fields import Fields
from bot.model import Entry, Release
from bot.sources.folder import UNREAD

log = structlog.get_logger("chat")

KINDS = (".txt", ".html", ".htm", ".pdf", ".md", ".eml")
LARGEST = 2_000_000  # bytes; a results release with its tables has about 60,000
PASTED = 400  # characters from which on what is sent to the bot is a release rather than a question

ReadFile = Callable[[str, bytes], Awaitable[Release]]


async def card_of_message(message: discord.Message, text: str, read: ReadFile, fields: Fields) -> Card:
    """The card of the calls that a message's attached file or its text announces, or of its other facts."""
    attached = next((a for a in _attached(message) if _kind(a.filename) in KINDS), None)
    if attached is None and not text:
        return text_card(
            unread(message) or "There is no text, and no .txt, .html or .pdf file, in that message."
        )
    if attached is not None and attached.size > LARGEST:
        return text_card(f"That file is too large: at most {LARGEST // 1_000_000} MB can be read here.")
    try:
        if attached is None:
            name, content = "message.txt", text.encode()
        else:
            name, content = f"attached{_kind(attached.filename)}", await _fetched(attached)
        return with_unread(release_cards(await read(name, content), fields), message)
    except Trouble as trouble:
        return text_card(f"That cannot be read: {escape(str(trouble))}")


async def _fetched(attached: discord.Attachment) -> bytes:
    """What the attachment holds. Trouble where Discord does not give it, as once its message was deleted."""
    try:
        return await attached.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning("attachment_not_fetched", reason=str(error))
        raise Trouble("Discord does not have the file any more; post it again.") from error


def holds_release(message: discord.Message, text: str) -> bool:
    """Whether what was sent to the bot is a release to read, a file or a long text, and no question."""
    return any(_kind(a.filename) in KINDS for a in _attached(message)) or len(text) >= PASTED


def _attached(message: discord.Message) -> list[discord.Attachment]:
    """What came with a message, or with the one that it forwards."""
    return [*message.attachments, *(a for shot in message.message_snapshots for a in shot.attachments)]


def unread(message: discord.Message) -> str | None:
    """What there is to say about attached documents that are passed over."""
    names = [attached.filename for attached in _attached(message)]
    readable = [name for name in names if _kind(name) in KINDS]
    others = [name for name in names if _kind(name) in UNREAD]
    said = [f"{_listed(readable[1:])} not read: one file at a time, please."] if readable[1:] else []
    said += [f"{_listed(others)} not read: save it as .pdf, .html or .txt."] if others else []
    return " ".join(said) or None


def _listed(names: Sequence[str]) -> str:
    return ", ".join(code(name) for name in names) + (" was" if len(names) == 1 else " were")


def with_unread(card: Card, message: discord.Message) -> Card:
    """The card, and below it what there is to say about attached documents that are passed over."""
    said = unread(message)
    return replace(card, lines=(*card.lines, f"• {said}")) if said else card


def text_of(message: discord.Message) -> str:
    """A message's words: its own, or those that it forwards or embeds, as news is often passed on."""
    embeds = [*message.embeds, *(embed for shot in message.message_snapshots for embed in shot.embeds)]
    embedded = [part for embed in embeds for part in (embed.title, embed.description) if part]
    passed_on = [*(shot.content for shot in message.message_snapshots if shot.content), *embedded]
    return message.content.strip() or "\n\n".join(passed_on).strip()


def _kind(name: str) -> str:
    return PurePath(name).suffix.lower()


def release_cards(release: Release, fields: Fields) -> Card:
    """All calls of a release that is not kept, so without buttons; its facts where it has no call."""
    entry = _entry(release)
    if not release.calls:
        return release_card(entry, release, fields)
    cards = [call_card(entry, i, release, fields) for i in range(len(release.calls))]
    lines = tuple(line for card in cards for line in (*card.lines, ""))
    return replace(cards[0], lines=lines[:-1], embeds=cards[-1].embeds, call=None, keypads=False)


def _entry(release: Release) -> Entry:
    values = (release.company, release.headline, release.published)
    company, headline, published = (item.value if item else None for item in values)
    return Entry("", release.source, company=company, headline=headline, published=published)
