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
    content: str, *, me: int, direct: bool, prefix: str, commands: Collection[str]
) -> Addressed | None:
    """The question in a message's text, or None where it is not meant for the bot.

    In a direct message everything is meant for it; elsewhere what names the bot itself (`me` is its user's
    id) in the text: a reply's ping, @everyone or a role do not. Text commands count where `prefix` is set.

    >>> addressed("<@7> replay code for acme?", me=7, direct=False, prefix="", commands=())
    Addressed(text='replay code for acme?', command=None)
    >>> addressed("!replay acme", me=7, direct=False, prefix="!", commands=("replay",))
    Addressed(text='acme', command='replay')
    """
    text, mentions = re.subn(rf"<@!?{me}>", " ", content)
    text = " ".join(text.split())
    if prefix and text.startswith(prefix):
        name, _, rest = text.removeprefix(prefix).partition(" ")
        if name.casefold() in commands:
            return Addressed(rest.strip(), name.casefold())
    return Addressed(text) if direct or mentions else None
