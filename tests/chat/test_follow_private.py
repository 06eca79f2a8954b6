"""What a server has set is known while the ledger is away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from bot.chat.follow_service import FollowService
from bot.errors import Away


class Ledger:
    """Stands in for a database on another machine."""

    def __init__(self) -> None:
        self.outbox = self
        self.away = False

    def settings(self, guild: int) -> Mapping[str, Any]:
        if self.away:
            raise Away("The ledger cannot be reached now.")
        return {"private": True} if guild == 9 else {}


def test_answers_stay_private_while_the_ledger_is_away() -> None:
    ledger, other = Ledger(), cast(Any, None)
    follows = FollowService(other, other, other, cast(Any, ledger), other, other)
    assert [follows.was_private(guild) for guild in (9, 8)] == [False, False]
    assert [follows.is_private(guild) for guild in (9, 8)] == [True, False]
    ledger.away = True
    assert [follows.is_private(guild) for guild in (9, 8, 7)] == [True, False, False]
    assert [follows.was_private(guild) for guild in (9, 8)] == [True, False]
