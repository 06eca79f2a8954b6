"""Telling Discord the commands: once, and again only when they changed."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import structlog
from discord import app_commands

log = structlog.get_logger("chat")


def fingerprint(tree: app_commands.CommandTree[Any], application: int | None) -> str:
    """A hash of all commands as Discord is told them, and of the application they belong to."""
    payload = [command.to_dict(tree) for command in tree.get_commands()]
    whole = json.dumps([application, payload], sort_keys=True, default=str)
    return sha256(whole.encode()).hexdigest()


async def sync_when_changed(
    tree: app_commands.CommandTree[Any], application: int | None, state: Path
) -> bool:
    """Put the commands in place of the known ones unless `state` says that Discord has just these.

    One request replaces them all, so none is missing meanwhile. When it fails the bot goes on with the
    commands Discord knows, and the next start tries again.
    """
    wanted = fingerprint(tree, application)
    if state.is_file() and state.read_bytes() == wanted.encode():
        return False
    try:
        synced = await tree.sync()
    except Exception:  # whatever hinders it, answering goes on
        log.exception("commands_not_synced")
        return False
    try:
        state.parent.mkdir(parents=True, exist_ok=True)
        state.write_bytes(wanted.encode())
    except OSError as error:  # a place that cannot be written: told again at the next start
        log.warning("commands_not_remembered", path=str(state), reason=error.strerror)
    log.info("commands_synced", count=len(synced))
    return True
