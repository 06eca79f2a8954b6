"""The library's file: made, opened again, refused when it is something else, shared between readers."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bot.database import Database
from bot.errors import Trouble
from bot.library.store import LIBRARY, Store


def test_a_new_library_is_made_with_its_folder(tmp_path, fields):
    path = tmp_path / "deep" / "down" / "library.db"
    with Store.open(path, fields=fields) as store:
        assert store.newest() == []
        with store.database.reading() as at:
            done = at.execute("SELECT number, name FROM migration").fetchall()
            assert [name for _, name in done] == [
                "0001_library.sql",
                "0002_sources.sql",
                "0003_roots.sql",
                "0004_arrivals.sql",
                "0005_news.sql",
                "0006_filed.sql",
            ]
            assert at.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_what_was_put_is_there_after_opening_again(opened, write):
    with opened() as store:
        store.put(write(), "1")
    with opened() as store:
        assert [entry.source for entry in store.newest()] == ["a.txt"]


def test_a_read_only_library_answers_and_takes_nothing(opened, tmp_path, fields, write):
    with opened() as store:
        store.put(write(), "1")
    with Store.open(tmp_path / "library.db", fields=fields, read_only=True) as store:
        assert len(store.newest()) == 1
        with pytest.raises(Trouble, match=r"may not be written.*--no-index"):
            store.put(write("b.txt"), "2")


def _text(path: Path) -> None:
    path.write_text("Dear diary, this is no database.\n" * 100, encoding="utf-8")


def _other_database(path: Path) -> None:
    with sqlite3.connect(path) as at:
        at.execute("CREATE TABLE birds (name TEXT)")
    at.close()


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_text, r"library\.db cannot be used: it is no SQLite file; name another file with --database\."),
        (_other_database, r"library\.db is a database, but no library of releases: name another file"),
        (_folder, r"library\.db cannot be used: it is a folder"),
    ],
)
def test_what_is_no_library_is_refused_and_left_alone(opened, tmp_path, make, said):
    path = tmp_path / "library.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(Trouble, match=said):
        opened()
    assert before is None or path.read_bytes() == before


def test_a_library_of_a_newer_version_is_refused(opened, tmp_path):
    opened().close()
    with sqlite3.connect(tmp_path / "library.db") as at:
        at.execute("INSERT INTO migration VALUES (9999, '9999_next.sql')")
    at.close()
    with pytest.raises(Trouble, match="from a newer version of releasebot: update releasebot"):
        opened()


def test_a_damaged_library_says_so(opened, tmp_path, write):
    with opened() as store:
        store.put(write(), "1")
    path = tmp_path / "library.db"
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    with pytest.raises(Trouble, match=r"damaged; delete it and run `releasebot index`"), opened() as store:
        store.newest()


def test_a_folder_that_cannot_be_made_is_a_trouble(tmp_path, fields):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Trouble, match="cannot be made"):
        Store.open(tmp_path / "file" / "below" / "library.db", fields=fields)


def test_an_older_library_opened_for_reading_asks_for_an_index(tmp_path, fields):
    path = tmp_path / "library.db"
    sqlite3.connect(path).close()
    path.touch()
    with pytest.raises(Trouble, match="run `releasebot index`"):
        Store.open(path, fields=fields, read_only=True)


def test_a_library_opens_while_another_program_writes_to_it(opened, tmp_path, write):
    with opened() as store:
        store.put(write(), "1")
    other = sqlite3.connect(tmp_path / "library.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with opened() as store:
        assert len(store.newest()) == 1
    other.close()


def test_a_release_read_anew_is_never_shown_as_it_was(store, write):
    call = {"title": "Results call", "access_code": "111"}
    store.put(write(calls=[call], body="x"), "1")
    first = store.newest()[0].id
    assert store.release(first).calls[0].access_code is not None
    again = write(calls=[call], body="x")
    store.put(replace(again, calls=()), "1")
    assert store.release(first).calls == ()


def test_a_batch_that_fails_leaves_nothing_behind(store, write):
    def fail_midway() -> None:
        with store.batch():
            store.put(write("a.txt"), "1")
            raise RuntimeError("midway")

    with pytest.raises(RuntimeError, match="midway"):
        fail_midway()
    assert store.newest() == []
    assert store.sources() == {}
    store.put(write("b.txt"), "2")
    assert [entry.source for entry in store.newest()] == ["b.txt"]


def test_a_batch_is_seen_whole_or_not_at_all(store, write):
    with store.batch():
        store.put(write("a.txt"), "1")
        store.put(write("b.txt", "Novira opens a plant"), "2")
        assert store.newest() == []
    assert len(store.newest()) == 2


def test_many_threads_read_while_one_writes(store, write):
    def read(_: int) -> int:
        return len(store.alike("novira systms")) + len(store.newest(100))

    with ThreadPoolExecutor(4) as readers:
        counts = readers.map(read, range(60))
        for i in range(30):
            store.put(write(f"{i}.txt", f"Novira opens plant {i}", published=f"2025-03-{i + 1:02}"), "d")
        assert max(counts) <= 31
    assert read(0) == 31


READER = """
import sys
from pathlib import Path
import yaml
from bot.fields import declared
from bot.library.store import LIBRARY, Store
fields = declared(yaml.safe_load(Path(sys.argv[2]).read_bytes()), "fields")
with Store.open(Path(sys.argv[1]), fields=fields, read_only=True) as store:
    for _ in sys.stdin:
        print(len(store.newest(100)), flush=True)
"""


def test_two_processes_read_while_another_writes(opened, tmp_path, write):
    root = Path(__file__).parents[2]
    with opened() as store:
        arguments = [sys.executable, "-c", READER, tmp_path / "library.db", root / "config" / "fields.yaml"]
        readers = [
            subprocess.Popen(arguments, cwd=root, text=True, stdin=-1, stdout=-1)  # noqa: S603 - own text
            for _ in range(2)
        ]
        for i in range(3):
            store.put(write(f"{i}.txt", f"Novira opens plant {i}", published=f"2025-03-{i + 1:02}"), "d")
            for reader in readers:
                assert reader.stdin is not None
                assert reader.stdout is not None
                reader.stdin.write("?\n")
                reader.stdin.flush()
                assert reader.stdout.readline() == f"{i + 1}\n"
        for reader in readers:
            reader.communicate()
            assert reader.returncode == 0


def test_an_sqlite_that_is_too_old_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(Trouble, match=r"too old: use a Python with SQLite 3\.37 or later"):
        Database(tmp_path / "library.db", LIBRARY)


def test_a_library_of_an_older_version_is_emptied_and_filled_anew(opened, tmp_path, write):
    with opened() as store:
        store.put(write(), "1")
    at = sqlite3.connect(tmp_path / "library.db")
    at.execute("UPDATE release SET sources = json_array(sources)")
    at.execute("DELETE FROM migration WHERE number > 1")
    at.execute("DROP TABLE root")
    at.execute("DROP TABLE ledger")
    at.execute("DROP TABLE news")
    at.execute("DROP INDEX source_by_arrival")
    at.execute("DROP INDEX source_unread")
    at.execute("DROP VIEW entry")
    at.execute("CREATE VIEW entry AS SELECT 1")
    for column in ("source.arrival", "release.partial", "release.wire_issuer"):
        at.execute("ALTER TABLE {} DROP COLUMN {}".format(*column.split(".")))
    at.commit()
    at.close()
    with opened() as store:
        assert (list(store.newest()), store.holding([["novira"]]).holdings, dict(store.sources())) == (
            [],
            (),
            {},
        )
        store.put(write(), "1")
        assert store.newest()[0].sources == ("a.txt",)
        assert [h.entry.source for h in store.holding([["novira"]]).holdings] == ["a.txt"]
        store.remove("a.txt")
        assert store.holding([["novira"]]).holdings == ()


def test_a_migration_is_whole_or_not_there(tmp_path, monkeypatch):
    path = tmp_path / "library.db"
    broken = [(1, "0001_a.sql", "CREATE TABLE a (x);\nCREATE TABLE b (x);\nCREATE TABLE a (x);\n")]
    monkeypatch.setattr("bot.database.migrations_of", lambda package: broken)
    with Database(path, LIBRARY) as database, pytest.raises(Trouble, match="table a already exists"):
        database.migrate()
    with sqlite3.connect(path) as at:
        assert at.execute("SELECT name FROM sqlite_schema").fetchall() == []
    at.close()
