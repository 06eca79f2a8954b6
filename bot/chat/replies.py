"""How a card reaches Discord: at once when quick, deferred when not, never as a failed interaction."""

from __future__ import annotations

import asyncio
import io
import secrets
from time import perf_counter
from typing import Any

import discord
import structlog

from bot.chat.buttons import view_of
from bot.chat.cards import Attached, Card, Page, text_card
from bot.chat.host import Interaction, Work
from bot.chat.limits import NONCE

PATIENCE = 1.5  # seconds; Discord takes the first response for up to three
# Discord's codes for an interaction or its token that is gone (after 15 minutes), and one answered already.
_OVER = (10015, 10062, 40060, 50027)
log = structlog.get_logger("chat")


async def respond(
    interaction: Interaction,
    work: Work,
    *,
    via: str,
    private: bool | None = False,
    replacing: bool = False,
) -> None:
    """Answer an interaction with the card that `work` makes.

    `private` None leaves it to the server whether only the asker sees it. `replacing` puts the card in place
    of the message whose menu or button was used.
    """
    started = perf_counter()
    with interaction.client.in_flight:
        try:
            if private is None:
                private = await interaction.client.is_private(interaction.guild_id)
            card = await _in_time(interaction, work, private=private, replacing=replacing)
            await _deliver(interaction, card, private=private, replacing=replacing)
        except Exception as error:  # noqa: BLE001 - the edge: whatever it is, the asker gets a sentence
            if isinstance(error, discord.HTTPException) and error.code in _OVER:
                _undelivered(interaction, error)
            else:
                await apologise(interaction, error, via=via)
            return
    log.info("answered", **_circumstances(interaction), via=via, **_outcome(card, started))


async def _in_time(interaction: Interaction, work: Work, *, private: bool, replacing: bool) -> Card:
    """The card; where it takes longer than Discord waits, the interaction is deferred in the meantime."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=PATIENCE)
    if not done:
        await interaction.response.defer(ephemeral=private, thinking=not replacing)
    return await task


async def _deliver(interaction: Interaction, card: Card, *, private: bool, replacing: bool) -> None:
    pages = card.pages()
    for i, page in enumerate(pages):
        last = card if i == len(pages) - 1 else Card()
        view = view_of(last, interaction.user.id)
        if i == 0 and replacing:
            await _replace(interaction, page, view, last)
        elif interaction.response.is_done():
            await interaction.followup.send(**_parts(page, view, last), ephemeral=private)
        else:
            await interaction.response.send_message(**_parts(page, view, last), ephemeral=private)


async def _replace(interaction: Interaction, page: Page, view: discord.ui.View | None, card: Card) -> None:
    edit = (
        interaction.edit_original_response
        if interaction.response.is_done()
        else interaction.response.edit_message
    )
    attached = [_file(card.file)] if card.file else []
    await edit(content=page.content, embeds=page.embeds, view=view, attachments=attached)


def _parts(page: Page, view: discord.ui.View | None, card: Card) -> dict[str, Any]:
    """The arguments of a send; discord.py tells "no view" and "no file" by an argument's absence."""
    parts: dict[str, Any] = {"content": page.content, "embeds": page.embeds}
    if card.file:
        parts["file"] = _file(card.file)
    return parts if view is None else {**parts, "view": view}


def _file(attached: Attached) -> discord.File:
    return discord.File(io.BytesIO(attached.content), attached.name, description=attached.description)


async def reply(message: discord.Message, card: Card) -> None:
    """Answer a message, once: Discord takes what is sent again with the same nonce for the same message."""
    pages = card.pages()
    first: dict[str, Any] = {"reference": message.to_reference(fail_if_not_exists=False)}
    for i, page in enumerate(pages):
        last = card if i == len(pages) - 1 else Card()
        await message.channel.send(
            **_parts(page, view_of(last, message.author.id), last),
            **(first if i == 0 else {}),
            mention_author=False,
            nonce=f"{message.id}-{i}"[-NONCE:],
        )


async def apologise(interaction: Interaction, error: Exception, *, via: str) -> None:
    """One sentence for the asker, and the whole error in the log under the same reference."""
    await _tell(interaction, failure(error, **_circumstances(interaction), via=via))


async def tell(interaction: Interaction, text: str) -> None:
    """A sentence of the bot's own, for the person only; never raises."""
    await _tell(interaction, text_card(text))


async def _tell(interaction: Interaction, card: Card) -> None:
    try:
        await _deliver(interaction, card, private=True, replacing=False)
    except discord.HTTPException as error:
        _undelivered(interaction, error)


def _undelivered(interaction: Interaction, error: discord.HTTPException) -> None:
    log.warning("not_delivered", **_circumstances(interaction), status=error.status, code=error.code)


def failure(error: Exception, **circumstances: object) -> Card:
    """Log an error under a new reference; gives the card that names it."""
    reference = secrets.token_hex(4)
    log.error("answer_failed", reference=reference, **circumstances, exc_info=error)
    return text_card(f"That could not be answered because of an error here; its reference is `{reference}`.")


def _circumstances(interaction: Interaction) -> dict[str, object]:
    return {"shard": shard_of(interaction), "guild": interaction.guild_id}


def shard_of(interaction: Interaction) -> int:
    """The shard an interaction came by; what is outside of servers comes by the first."""
    count = interaction.client.shard_count or 1
    return ((interaction.guild_id or 0) >> 22) % count


def _outcome(card: Card, started: float) -> dict[str, object]:
    milliseconds = round((perf_counter() - started) * 1000, 1)
    return {"status": card.status, "field": card.field, "ms": milliseconds}
