from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.ledger.sqlite import SqliteLedger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    one = SqliteLedger.open(tmp_path / "ledger.db")
    yield one
    one.close()
