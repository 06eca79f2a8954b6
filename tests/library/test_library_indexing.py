"""The library brought up to date with files: exactly what changed, by several processes, killed midway."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import Trouble
from bot.library.indexing import CHUNK, Outcome, bring_up_to_date
from bot.library.store import Store
from bot.model import Release, Span, Stated

ROOT = Path(__file__).parents[2]


def read(path: Path) -> Release:
    """A release of the file's first line as headline; "bad" cannot be read, "worse" meets a defect."""
    text = path.read_text(encoding="utf-8")
    headline = text.partition("\n")[0]
    if headline == "bad":
        raise Trouble(f"{path} is only pictures.")
    if headline == "worse":
        raise ZeroDivisionError("worse")
    if headline == "broken":
        text += "\ud83d"
    return Release(str(path), text, headline=Stated(headline, Span(0, len(headline))))


def die(path: Path) -> Release:
    """As `read`, but takes its process with it at a file that says so."""
    if "deadly" in path.name:
        os._exit(9)
    return read(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "releases"
    folder.mkdir()
    for name in ("one", "two", "three"):
        (folder / f"{name}.txt").write_text(f"Headline {name}\n", encoding="utf-8")
    return folder


def index(store: Store, folder: Path, **more) -> Outcome:
    return bring_up_to_date(store, sorted(folder.rglob("*.txt")), read, roots=[folder], **more)


def headlines(store: Store) -> list[str | None]:
    return sorted(entry.headline or "" for entry in store.newest(1000))


def test_exactly_what_changed_is_done(store, folder):
    assert index(store, folder) == Outcome(added=3)
    assert index(store, folder) == Outcome(unchanged=3)
    (folder / "one.txt").write_text("Headline one, mended\n", encoding="utf-8")
    (folder / "two.txt").unlink()
    (folder / "four.txt").write_text("Headline four\n", encoding="utf-8")
    assert index(store, folder) == Outcome(added=1, changed=1, removed=1, unchanged=1)
    assert headlines(store) == ["Headline four", "Headline one, mended", "Headline three"]


def test_a_file_touched_but_not_changed_is_not_read_again(store, folder):
    index(store, folder)
    os.utime(folder / "one.txt", ns=(1, 1))
    read_again = []
    files = sorted(folder.glob("*.txt"))
    outcome = bring_up_to_date(
        store, files, lambda path: read_again.append(path) or read(path), roots=[folder]
    )
    assert (outcome, read_again) == (Outcome(unchanged=3), [])
    assert store.sources()[str(folder / "one.txt")].mtime_ns == 1


def test_another_edition_of_the_reader_reads_everything_again(store, folder):
    index(store, folder, edition="1")
    assert index(store, folder, edition="1") == Outcome(unchanged=3)
    assert index(store, folder, edition="2") == Outcome(changed=3)


def test_what_cannot_be_read_is_named_and_the_rest_is_there(store, folder):
    (folder / "bad.txt").write_text("bad\n", encoding="utf-8")
    (folder / "worse.txt").write_text("worse\n", encoding="utf-8")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    said = (
        f"{folder}/bad.txt is only pictures.",
        f"{folder}/gone.txt cannot be looked at: No such file or directory.",
        f"{folder}/worse.txt cannot be read: ZeroDivisionError: worse.",
    )
    assert index(store, folder) == Outcome(added=3, troubles=said)
    assert index(store, folder) == Outcome(unchanged=3, troubles=said)
    (folder / "bad.txt").write_text("Good now\n", encoding="utf-8")
    assert index(store, folder).added == 1


def test_text_that_cannot_be_written_down_costs_its_file_only(store, folder):
    (folder / "broken.txt").write_text("broken\n", encoding="utf-8")
    outcome = index(store, folder)
    assert (outcome.added, len(outcome.troubles)) == (3, 1)
    assert "broken.txt cannot be read: UnicodeEncodeError" in outcome.troubles[0]


def test_a_file_that_became_unreadable_is_kept_out(store, folder):
    index(store, folder)
    (folder / "one.txt").write_text("bad\n", encoding="utf-8")
    index(store, folder)
    assert headlines(store) == ["Headline three", "Headline two"]


def test_an_unreadable_file_that_is_gone_is_forgotten(store, folder):
    (folder / "bad.txt").write_text("bad\n", encoding="utf-8")
    index(store, folder)
    (folder / "bad.txt").unlink()
    assert index(store, folder) == Outcome(unchanged=3)


def test_only_what_lies_below_the_roots_is_removed(store, folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "five.txt").write_text("Headline five\n", encoding="utf-8")
    index(store, folder)
    assert index(store, other) == Outcome(added=1)
    assert bring_up_to_date(store, [], read) == Outcome()
    assert len(store.newest()) == 4
    (folder / "one.txt").unlink()
    assert bring_up_to_date(store, [], read, roots=[folder / "one.txt"]) == Outcome(removed=1)
    assert len(store.newest()) == 3


def test_a_folder_that_vanished_takes_nothing_with_it(store, folder):
    index(store, folder)
    folder.rename(folder.with_name("elsewhere"))
    outcome = bring_up_to_date(store, [], read, roots=[folder])
    assert outcome.troubles == (
        f"{folder} cannot be looked into (No such file or directory): "
        "what the library has from there is kept.",
    )
    assert len(store.newest()) == 3
    folder.with_name("elsewhere").rename(folder)
    assert index(store, folder) == Outcome(unchanged=3)


def test_a_folder_below_that_is_gone_is_gone(store, folder):
    (folder / "may").mkdir()
    (folder / "may" / "six.txt").write_text("Headline six\n", encoding="utf-8")
    index(store, folder)
    (folder / "may" / "six.txt").unlink()
    (folder / "may").rmdir()
    assert index(store, folder) == Outcome(removed=1, unchanged=3)


def test_many_files_are_read_by_several_processes(store, folder):
    for i in range(2 * CHUNK):
        (folder / f"{i}.txt").write_text(f"Headline {i}\n", encoding="utf-8")
    told: list[tuple[int, int]] = []
    outcome = index(store, folder, workers=2, progress=lambda done, total: told.append((done, total)))
    assert outcome == Outcome(added=2 * CHUNK + 3)
    assert told == [(0, 35), (CHUNK, 35), (2 * CHUNK, 35), (35, 35)]
    assert len(headlines(store)) == 2 * CHUNK + 3


def test_a_process_that_dies_costs_some_files_and_the_next_index_has_them(store, folder):
    for i in range(2 * CHUNK):
        (folder / f"{i}.txt").write_text(f"Headline {i}\n", encoding="utf-8")
    (folder / "deadly.txt").write_text("Headline deadly\n", encoding="utf-8")
    files = sorted(folder.glob("*.txt"))
    outcome = bring_up_to_date(store, files, die, roots=[folder], workers=2)
    assert any("deadly.txt could not be read: the process that read it died" in t for t in outcome.troubles)
    (folder / "deadly.txt").unlink()
    index(store, folder, workers=1)
    assert len(headlines(store)) == 2 * CHUNK + 3


def test_what_another_process_wrote_meanwhile_is_not_claimed(store, folder, opened):
    def read_late(path: Path) -> Release:
        if not other:
            with opened() as second:
                other.append(index(second, folder))
        return read(path)

    other: list[Outcome] = []
    files = sorted(folder.glob("*.txt"))
    assert bring_up_to_date(store, files, read_late, roots=[folder]) == Outcome(unchanged=3)
    assert other == [Outcome(added=3)]
    assert len(headlines(store)) == 3


def test_roots_are_remembered(store, opened):
    assert store.roots() == []
    store.remember(["/b", "/a"])
    store.remember(["/a"])
    with opened() as again:
        assert again.roots() == ["/a", "/b"]


def test_a_file_that_is_being_written_is_left_as_it_was(store, folder):
    index(store, folder)
    (folder / "one.txt").write_text("Another headline\n", encoding="utf-8")
    (folder / "new.txt").write_text("Half a head", encoding="utf-8")
    before = headlines(store)
    known = []

    def unfinished(source, mark, was):
        known.append((Path(source).name, mark.size, was is not None))
        return True

    assert index(store, folder, unfinished=unfinished) == Outcome(unchanged=3)
    assert headlines(store) == before
    assert sorted(known) == [("new.txt", 11, False), ("one.txt", 17, True)]
    assert index(store, folder) == Outcome(added=1, changed=1, unchanged=2)


KILLED = """
import os, sys
from pathlib import Path
sys.path[:0] = [sys.argv[3], sys.argv[4]]
import yaml
from bot.fields import declared
from bot.library.indexing import bring_up_to_date
from bot.library.store import Store
from test_library_indexing import read

def progress(done, total):
    if not done:
        return
    print(done, flush=True)  # a chunk is in; the parent kills us while the next one is being written
    sys.stdin.readline()

class Halting(Store):
    def put(self, release, digest, mark=None):
        super().put(release, digest, mark)
        if release.headline.value == "Headline 20":
            print("writing", flush=True)
            sys.stdin.readline()

fields = declared(yaml.safe_load(Path("config/fields.yaml").read_bytes()), "fields")
folder = Path(sys.argv[2])
with Halting.open(Path(sys.argv[1]), fields=fields) as store:
    files = sorted(folder.glob("*.txt"), key=lambda path: int(path.stem))
    bring_up_to_date(store, files, read, roots=[folder], workers=int(sys.argv[5]), progress=progress)
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_a_kill_midway_leaves_a_library_that_the_next_index_makes_whole(opened, tmp_path, workers):
    folder = tmp_path / "many"
    folder.mkdir()
    for i in range(3 * CHUNK):
        (folder / f"{i}.txt").write_text(f"Headline {i}\n", encoding="utf-8")
    opened().close()
    arguments = [tmp_path / "library.db", folder, ROOT, Path(__file__).parent, str(workers)]
    child = subprocess.Popen(  # noqa: S603 - own text
        [sys.executable, "-c", KILLED, *arguments], cwd=ROOT, text=True, stdin=-1, stdout=-1
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stdout.readline() == f"{CHUNK}\n"
    child.stdin.write("\n")
    child.stdin.flush()
    assert child.stdout.readline() == "writing\n"
    child.kill()
    child.communicate()
    with opened() as store:
        assert len(headlines(store)) == CHUNK  # the first chunk whole, of the second nothing
        assert index(store, folder) == Outcome(added=2 * CHUNK, unchanged=CHUNK)
        assert headlines(store) == sorted(f"Headline {i}" for i in range(3 * CHUNK))
        with store.database.reading() as at:
            assert at.execute("PRAGMA integrity_check").fetchone() == ("ok",)
