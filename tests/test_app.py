"""The rooms put together: what is handed to other processes, and what makes old readings stale."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, config_folder
from bot.errors import Trouble
from bot.settings import settings_from

PROJECT = Path(__file__).parent.parent
CELLECTAR = PROJECT / "releases" / "cellectar-2014-05-12.txt"
NOTICE = """\
Company Number {n} Sets Call

DAYTON, Ohio, May 4, 2026 (GLOBE NEWSWIRE) -- Orrery {n} Instruments, Inc. (NYSE: OR{n}) will hold a
conference call on May 14, 2026 at 9:00 a.m. ET. Dial 1-800-555-0100 and enter passcode {n}0042.
"""


def app_for(tmp_path: Path, folder: Path) -> App:
    path = config_folder() / "bot.yaml"
    settings = settings_from(path, {}, releases=folder, database=tmp_path / "library.db")
    return App(settings, lambda: datetime(2026, 5, 12, tzinfo=UTC))


def test_a_reader_sent_to_another_process_reads_the_same(tmp_path: Path) -> None:
    app = app_for(tmp_path, tmp_path)
    sent = pickle.loads(pickle.dumps(app.read_file))  # noqa: S301 - pickled a moment ago
    assert sent(CELLECTAR) == app.read_file(CELLECTAR)


def test_many_files_are_read_by_several_processes(tmp_path: Path) -> None:
    folder = tmp_path / "wires"
    folder.mkdir()
    for n in range(100, 140):
        (folder / f"{n}.txt").write_text(NOTICE.format(n=n), encoding="utf-8")
    app = app_for(tmp_path, folder)
    told: list[tuple[int, int]] = []
    with app.library() as store:
        assert app.update(store, (), lambda done, total: told.append((done, total))).added == 40
        assert told[-1] == (40, 40)
        assert app.update(store).unchanged == 40
        answer = app.desk(store).answer("passcode for orrery 117 instruments", now=app.clock())
    assert [value.value for value in answer.values] == ["1170042"]


def test_other_rules_make_a_library_read_anew(tmp_path: Path) -> None:
    folder = tmp_path / "wires"
    folder.mkdir()
    (folder / "one.txt").write_text(NOTICE.format(n=1), encoding="utf-8")
    app = app_for(tmp_path, folder)
    with app.library() as store:
        assert app.update(store).added == 1
        newer = app_for(tmp_path, folder)
        newer.__dict__["edition"] = "another"  # in the place of the cached property
        assert newer.update(store).changed == 1
        assert newer.update(store).unchanged == 1


def test_a_file_is_the_same_however_its_path_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "wires"
    folder.mkdir()
    (folder / "one.txt").write_text(NOTICE.format(n=1), encoding="utf-8")
    app = app_for(tmp_path, folder)
    monkeypatch.chdir(tmp_path)
    with app.library() as store:
        assert app.update(store).added == 1
        for path in (Path("wires"), Path("wires/../wires/one.txt"), folder / "one.txt"):
            assert app.update(store, [path]).unchanged == 1


def test_a_releases_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    app = app_for(tmp_path, tmp_path / "nowhere")
    with app.library() as store, pytest.raises(Trouble, match=r"no releases folder .*nowhere.*--releases"):
        app.update(store)


def test_a_library_that_cannot_be_written_is_answered_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "wires"
    folder.mkdir()
    (folder / "one.txt").write_text(NOTICE.format(n=100), encoding="utf-8")
    app = app_for(tmp_path, folder)
    with app.library() as store:
        app.update(store)
    (folder / "two.txt").write_text(NOTICE.format(n=101), encoding="utf-8")
    said: list[str] = []

    def run(*_: Any, desk: Any, update: Any, **more: Any) -> int:
        answer = desk.answer("passcode for orrery 100 instruments", now=app.clock())
        said.extend(value.value for value in answer.values)
        with pytest.raises(Trouble, match="may not be written"):
            update(lambda done, total: None, lambda *_: False)
        return 0

    monkeypatch.setattr("bot.library.store.writable", lambda path: False)
    monkeypatch.setattr("bot.chat.service.run", run)
    assert app.run_discord() == 0
    assert said == ["1000042"]
