"""What a message asks of the bot, if anything. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Addressed:
    """A question in a message; `command` is the text command it was put with, such as "replay"."""

    text: str
    command: str | None = None


def addressed(
    content: str, *, me: int, direct: bool, prefix: str, commands: Collection[str], answering: bool = False
) -> Addressed | None:
    """The question in a message's text, or None where it is not meant for the bot.

    In a direct message everything is meant for it; elsewhere what names the bot itself (`me` is its user's
    id) in the text, and what replies to an answer of the bot's own (`answering`): the ping of another reply,
    @everyone or a role do not. Text commands count where `prefix` is set.

    >>> addressed("<@7> replay code for acme?", me=7, direct=False, prefix="", commands=())
    Addressed(text='replay code for acme?', command=None)
    >>> addressed("!replay acme", me=7, direct=False, prefix="!", commands=("replay",))
    Addressed(text='acme', command='replay')
    """
    written = without_mention(content, me)
    text = " ".join(written.split())
    if prefix and text.startswith(prefix):
        name, _, rest = text.removeprefix(prefix).partition(" ")
        if name.casefold() in commands:
            return Addressed(rest.strip(), name.casefold())
    return Addressed(text) if direct or answering or written != content else None


def without_mention(content: str, me: int) -> str:
    """The text without the bot's own name in it.

    >>> without_mention("<@7> replay code", 7)
    '  replay code'
    """
    return re.sub(rf"<@!?{me}>", " ", content)
