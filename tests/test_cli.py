"""The command line as the contract has it: what each command prints, to which stream, with which status."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter

from bot import commands
from bot.__main__ import main
from bot.app import App
from bot.desk.desk import Desk
from bot.errors import Trouble
from bot.model import Answer
from bot.settings import SECRETS
from tests.contract import check_answer, check_release

PROJECT = Path(__file__).parent.parent
SAMPLES = PROJECT / "releases"
CELLECTAR = SAMPLES / "cellectar-2014-05-12.txt"
EVERY_COMMAND = ("read", "index", "ask", "chat", "run", "doctor")


def picture_only_pdf() -> bytes:
    """A PDF with a page and no text layer, as a scanner makes it."""
    writer, data = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(data)
    return data.getvalue()


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in an empty home, with what it is given on standard input."""
    for name in list(os.environ):
        if name.startswith(("RELEASEBOT_", "DISCORD_", "XDG_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def run_command(*arguments: str | Path, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    return run_command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A releases folder with one release."""
    folder = tmp_path / "wires"
    folder.mkdir()
    (folder / "cellectar.txt").write_bytes(CELLECTAR.read_bytes())
    return folder


def value_at(record: dict[str, Any], pointer: str) -> Any:
    at: Any = record
    for name in pointer.split("/")[1:]:
        at = at[int(name)] if isinstance(at, list) else at[name]
    return at


# read


def test_read_prints_an_object_a_line_in_the_order_read(run: Run) -> None:
    ran = run("read", SAMPLES, "--json")
    assert ran.status == 0
    assert [record["source"] for record in ran.records] == sorted(
        str(path) for path in SAMPLES.iterdir() if not path.name.startswith(".")
    )
    for record in ran.records:
        check_release(record)


def test_read_gives_the_text_that_every_span_lies_in(run: Run) -> None:
    for record in run("read", SAMPLES, "--json", "--text").records:
        for pointer, (start, end) in record["evidence"].items():
            assert 0 <= start < end <= len(record["text"]), pointer
            assert value_at(record, pointer)


def test_read_takes_a_release_from_standard_input(run: Run) -> None:
    (record,) = run("read", "-", "--json", stdin=CELLECTAR.read_bytes()).records
    assert (record["source"], record["company"]) == ("-", "Cellectar Biosciences, Inc.")


def test_standard_input_that_holds_nothing_is_called_by_its_name(run: Run) -> None:
    ran = run("read", "-", "--json")
    assert ran.status == 1
    assert ran.records == [{"source": "-", "error": "standard input is empty; nothing can be read from it."}]


def test_read_shows_facts_beside_their_sentences(run: Run) -> None:
    ran = run("read", CELLECTAR)
    assert "Replay code: 45707640" in ran.out
    assert "conference ID »45707640«" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_read_stores_nothing(run: Run, tmp_path: Path) -> None:
    run("read", CELLECTAR)
    assert not (tmp_path / "home").exists()


def unreadable_files(folder: Path) -> dict[Path, str]:
    """Files of every kind that cannot be read, with words of the sentence each must get."""
    files = {name: folder / name for name in ("a.txt", "b.txt", "c.pdf", "d.pdf", "e.html", "missing.txt")}
    files["a.txt"].write_bytes(b"")
    files["b.txt"].write_bytes(bytes(range(256)) * 40)
    files["c.pdf"].write_bytes(picture_only_pdf())
    files["d.pdf"].write_bytes(b"no pdf at all")
    with files["e.html"].open("wb") as sparse:
        sparse.truncate(200_000_000)
    sentences = ("empty", "binary", "picture", "no PDF", "MB", "not exist")
    return dict(zip(files.values(), sentences, strict=True))


def test_what_cannot_be_read_is_named_in_its_place_and_the_others_go_on(run: Run, tmp_path: Path) -> None:
    for path, words in unreadable_files(tmp_path).items():
        ran = run("read", CELLECTAR, path, CELLECTAR, "--json")
        assert ran.status == 1
        first, error, last = ran.records
        assert first == last
        assert error.keys() == {"source", "error"}
        assert error["source"] == str(path)
        assert words in error["error"]


def test_what_cannot_be_read_gets_a_line_of_its_own(run: Run, tmp_path: Path) -> None:
    for path in unreadable_files(tmp_path):
        ran = run("read", path)
        assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
        assert path.name in ran.err


def test_an_empty_folder_is_said_to_be_empty(run: Run, tmp_path: Path) -> None:
    for command in (["read"], ["index"]):
        ran = run(*command, tmp_path)
        assert f"{tmp_path} holds no release" in ran.err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may look into every folder")
def test_a_folder_without_permission_is_named(run: Run, folder: Path) -> None:
    folder.chmod(0)
    try:
        ran = run("read", folder.parent, "--json")
    finally:
        folder.chmod(0o700)
    assert ran.status == 1
    assert "permission" in ran.records[0]["error"]


def test_nothing_in_a_release_or_question_controls_the_terminal(run: Run, folder: Path) -> None:
    hostile = "\x1b]0;owned\x07\x1b[31mRED\u202e\x9b2J"
    text = CELLECTAR.read_text(encoding="utf-8").replace("First Quarter", f"First {hostile} Quarter")
    (folder / "cellectar.txt").write_text(text, encoding="utf-8")
    shown = run("read", folder, "--text").out + run("ask", hostile, "--releases", folder).out
    shown += run("ask", "replay code cellectar", "--explain", "--releases", folder).out
    shown += run("chat", "--releases", folder, stdin=f"{hostile}\nlatest from cellectar\n".encode()).out
    assert [c for c in shown if (ord(c) < 32 and c != "\n") or 126 < ord(c) < 160 or c == "\u202e"] == []


# index


def test_index_says_what_it_did(run: Run, folder: Path) -> None:
    def index() -> tuple[int, str]:
        ran = run("index", "--releases", folder)
        return ran.status, ran.out

    assert index() == (0, "1 new, 0 changed, 0 removed, 0 as they were.\n")
    assert index() == (0, "0 new, 0 changed, 0 removed, 1 as they were.\n")
    (folder / "cellectar.txt").write_text("Acme Corp. pays a dividend.", encoding="utf-8")
    (folder / "other.md").write_text("# Acme Corp. says hello", encoding="utf-8")
    assert index() == (0, "1 new, 1 changed, 0 removed, 0 as they were.\n")
    (folder / "other.md").unlink()
    assert index() == (0, "0 new, 0 changed, 1 removed, 1 as they were.\n")


def test_index_names_what_it_could_not_read(run: Run, folder: Path) -> None:
    (folder / "pictures.pdf").write_bytes(picture_only_pdf())
    for _ in range(2):
        ran = run("index", folder)
        assert (ran.status, ran.err.count("\n")) == (1, 1)
        assert "pictures.pdf" in ran.err


def test_a_file_that_is_no_library_is_left_alone(run: Run, folder: Path, tmp_path: Path) -> None:
    no_library = tmp_path / "notes.db"
    no_library.write_bytes(b"my notes " * 1000)
    ran = run("index", folder, "--database", no_library)
    assert (ran.status, ran.err.count("\n")) == (1, 1)
    assert "--database" in ran.err
    assert no_library.read_bytes() == b"my notes " * 1000


def test_index_without_a_folder_looks_where_the_library_was_made_from(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.db"
    run("index", folder, "--database", mine)
    ran = run("index", "--database", mine)  # adds none of the project's own samples
    assert (ran.status, ran.out) == (0, "0 new, 0 changed, 0 removed, 1 as they were.\n")


def test_a_database_or_a_ledger_that_is_a_folder_is_called_one(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    for option, name in (("--database", "library"), ("--ledger", "ledger")):
        ran = run("ask", "x", "--releases", folder, option, tmp_path)
        said = f"The {name} {tmp_path} cannot be used: it is a folder; name a file with {option}.\n"
        assert (ran.status, ran.err) == (1, said)


@pytest.fixture
def unlistable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The releases folder, which may not be listed, whoever runs the tests."""
    scandir = os.scandir

    def refused(path: Any = ".") -> Any:
        if Path(os.fsdecode(path)) == folder:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    return folder


def test_a_releases_folder_that_cannot_be_listed_is_named(run: Run, unlistable: Path) -> None:
    assert f"{unlistable} cannot be read: permission denied" in run("read", unlistable).err
    for command in (["index"], ["ask", "clrb replay code"], ["chat"]):
        ran = run(*command, "--releases", unlistable, stdin=b"clrb replay code\n")
        assert ran.err.count(str(unlistable)) == 1
    ran = run("doctor", "--releases", unlistable)
    assert ran.status == 1
    assert f"MEND Releases {unlistable} cannot be read: permission denied;" in " ".join(ran.out.split())


# ask


def test_ask_prints_the_answer_as_json(run: Run) -> None:
    (record,) = run("ask", "replay code for cellectar?", "--json").records
    check_answer(record)
    assert (record["status"], record["field"]) == ("answered", "replay.access_code")
    assert record["values"][0]["value"] == "45707640"
    assert "45707640" in record["quote"]
    assert Path(record["release"]["source"]).name == CELLECTAR.name


def test_ask_shows_whose_and_the_value_first_then_the_quote_and_where_it_stands(run: Run) -> None:
    lines = run("ask", "replay", "code", "for", "cellectar?").out.splitlines()
    assert lines[:2] == ["  Cellectar Biosciences, Inc. · replay code", "  45707640"]
    shown = " ".join(" ".join(lines).split())
    assert "»45707640«" in shown
    assert "Cellectar Biosciences Sets May 14 Call" in shown
    assert "Mon 12 May 2014" in shown


@pytest.mark.parametrize("question", ["???", "\x00", "a" * 5000, "dial-in for Acme Nonesuch"])
def test_ask_never_fails_at_a_question(run: Run, question: str) -> None:
    ran = run("ask", question, "--json")
    assert ran.status == 0
    check_answer(ran.records[0])
    assert ran.records[0]["question"] == question
    assert run("ask", question).status == 0


def test_ask_explains_itself(run: Run) -> None:
    assert "replay.access_code" in run("ask", "clrb replay code", "--explain").out
    (record,) = run("ask", "clrb replay code", "--explain", "--json").records
    assert any("replay.access_code" in line for line in record["explanation"])


def test_ask_brings_the_library_up_to_date_unless_told_otherwise(run: Run, folder: Path) -> None:
    def status(*more: str) -> str:
        ran = run("ask", "clrb replay code", "--json", "--releases", folder, *more)
        found: str = ran.records[0]["status"]
        return found

    assert status("--no-index") != "answered"
    assert status() == "answered"
    (folder / "cellectar.txt").unlink()
    (folder / "other.txt").write_text("Acme Corp. pays a dividend.", encoding="utf-8")
    assert status("--no-index") == "answered"
    assert status() != "answered"


def test_a_batch_is_answered_in_order_line_by_line(run: Run) -> None:
    lines = [
        b'{"id": 1, "question": "replay code for cellectar", "session": "a"}',
        b'{"id": "two", "question": "pipeline of quillhaven", "session": "b"}',
        b"",
        b'{"id": [3], "question": "and the international number?", "session": "a"}',
    ]
    ran = run("ask", "--batch", "-", stdin=b"\n".join(lines))
    assert ran.status == 0
    assert [record["id"] for record in ran.records] == [1, "two", [3]]
    for record in ran.records:
        check_answer(record)
    assert ran.records[2]["company"] == "Cellectar Biosciences, Inc."


@pytest.mark.parametrize(
    ("line", "id", "words"),
    [
        (b"{not json", None, "no JSON object"),
        (b'"just text"', None, "no JSON object"),
        (b"\xff\xfe", None, "no JSON object"),
        (b"[" * 100_000, None, "no JSON object"),
        (b'{"id": NaN, "question": "x"}', None, "no JSON object"),
        (b'{"id": "q7"}', "q7", '"question" is missing'),
        (b'{"id": 8, "question": 5}', 8, '"question" is missing'),
        (b'{"id": 9, "question": "x", "session": {}}', 9, '"session"'),
    ],
)
def test_a_malformed_line_is_answered_in_its_place(run: Run, line: bytes, id: Any, words: str) -> None:
    good = b'{"id": "good", "question": "clrb replay code"}'
    ran = run("ask", "--batch", "-", stdin=good + b"\n" + line + b"\r\n" + good)
    assert ran.status == 1
    first, error, last = ran.records
    assert first == last
    assert error["id"] == id
    assert "Line 2" in error["error"]
    assert words in error["error"]


def test_a_batch_comes_from_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(b'\xef\xbb\xbf{"id": 1, "question": "clrb replay code"}\n')
    assert run("ask", "--batch", file).records[0]["status"] == "answered"
    assert run("ask", "--batch", tmp_path / "none.jsonl").status == 1


def test_lists_are_told_company_by_company_by_each_calls_own_clock(run: Run) -> None:
    lines = run("ask", "calls in the next 30 days", "--now", "2026-11-22").out.splitlines()
    assert "  Vantry Realty Trust              Tue 24 Nov 2026, 10:00 a.m. EST" in lines
    assert "  Tarnwick Holdings plc            Thu 3 Dec 2026, 9:30 a.m. GMT" in lines
    assert "UTC" not in "".join(lines)
    news = run("ask", "what's new", "--now", "2026-11-22").out.splitlines()
    assert news[1].startswith("  Brightmere Software, Inc.     Brightmere Software to Present at")


def test_a_list_of_one_companys_releases_names_it_once(run: Run) -> None:
    lines = run("ask", "news from vantry", "--now", "2026-11-22").out.splitlines()
    assert lines[0] == "  Vantry Realty Trust — newest releases"
    assert lines[1].startswith("  CORRECTING and REPLACING Vantry Realty Trust Announces")


def test_companies_that_a_list_has_no_room_for_are_named_below_it(run: Run) -> None:
    lines = run("ask", "which companies do you know").out.splitlines()
    assert (lines[0], len(lines)) == ("  Companies whose releases I know", 14)
    assert lines[-1] == "  And also Vellora Diagnostics, Inc."


def test_beside_a_replays_code_stands_when_the_telephone_replay_ends(run: Run) -> None:
    assert "  Replay until: Tue 8 Dec 2026\n" in run("ask", "vantry replay code", "--now", "2026-11-22").out


def test_half_a_surrogate_pair_does_not_break_the_json(run: Run) -> None:
    line = b'{"id": "\\ud800", "question": "replay code \\udfff \\ud83d\\ude00 cellectar"}'
    ran = run("ask", "--batch", "-", stdin=line)
    (record,) = ran.records
    assert (record["id"], record["question"]) == ("\ufffd", "replay code \ufffd \U0001f600 cellectar")
    check_answer(record)


def test_ask_looks_where_the_library_was_made_from(run: Run, folder: Path, tmp_path: Path) -> None:
    def status(question: str, *more: str | Path) -> str:
        ran = run("ask", question, "--json", "--database", tmp_path / "mine.db", *more)
        found: str = ran.records[0]["status"]
        return found

    run("index", folder, "--database", tmp_path / "mine.db")
    assert status("dial in for vantry") == "no_such_release"  # one of the project's own samples
    assert status("clrb replay code") == "answered"
    (folder / "vantry.txt").write_bytes((SAMPLES / "vantry-2026-11-18-correction.txt").read_bytes())
    assert status("dial in for vantry") == "answered"
    other = tmp_path / "other"
    other.mkdir()
    (other / "nahal.txt").write_bytes((SAMPLES / "nahal-2026-11-11-third-quarter.txt").read_bytes())
    assert status("nahal ticker", "--releases", other) == "answered"
    folder.rename(tmp_path / "moved")
    assert status("clrb replay code") == "answered"  # what cannot be looked into is kept


def test_a_folder_that_is_not_there_leaves_no_library(run: Run, tmp_path: Path, folder: Path) -> None:
    file = folder / "cellectar.txt"
    for command in (["index"], ["ask", "x"], ["chat"], ["doctor"]):
        for place, words in ((tmp_path / "nowhere", "There is no releases folder"), (file, "is a file, not")):
            ran = run(*command, "--releases", place, "--database", tmp_path / "x.db")
            assert ran.status == 1
            assert words in " ".join((ran.out + ran.err).split())
    assert run("index", tmp_path / "nowhere", "--database", tmp_path / "x.db").status == 1
    assert not (tmp_path / "x.db").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_library_that_may_not_be_written_answers(run: Run, folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "kept"
    database = place / "x.db"
    run("index", folder, "--database", database)
    database.chmod(0o400)
    place.chmod(0o500)
    try:
        ran = run("ask", "clrb replay code", "--no-index", "--json", "--database", database)
        said = run("chat", "--no-index", "--database", database, stdin=b"clrb replay code\n").out
        refused = run("ask", "clrb replay code", "--database", database)
    finally:
        place.chmod(0o700)
    assert ran.records[0]["values"][0]["value"] == "45707640"
    assert "45707640" in said
    assert (refused.status, "--no-index" in refused.err) == (1, True)


def test_documents_of_other_kinds_are_said_to_be_skipped(run: Run, folder: Path) -> None:
    (folder / "notes.docx").write_bytes(b"PK")
    ran = run("index", folder)
    assert (ran.status, ran.out) == (0, "1 new, 0 changed, 0 removed, 0 as they were.\n")
    assert ran.err == f"Skipped: {folder}/notes.docx; save such documents as .pdf, .html or .txt.\n"
    ran = run("read", folder / "notes.docx")
    assert (ran.status, "notes.docx is of a kind that is not read" in ran.err) == (1, True)


# chat and run


def test_piped_questions_are_answered_a_line_each(run: Run) -> None:
    ran = run("run", stdin=b"replay code for cellectar\n\nwhen is the call?\n")
    assert ran.status == 0
    first, second = ran.out.split("> when is the call?")
    assert "45707640" in first
    assert "Wed 14 May 2014, 5:00 p.m. EDT" in second
    assert "DISCORD_TOKEN is not set" in ran.err


def test_a_question_that_comes_to_trouble_does_not_end_the_conversation(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def troubled(self: Desk, question: str, **more: Any) -> Answer:
        if "code" in question:
            raise Trouble("The library is locked.")
        return Answer(question, "not_understood", "Pardon?")

    monkeypatch.setattr(Desk, "answer", troubled)
    ran = run("chat", stdin=b"replay code\nhello\n")
    assert ran.err == "The library is locked.\n"
    assert "Pardon?" in ran.out


def test_input_without_a_question_is_said_to_have_none(run: Run) -> None:
    for command in ("chat", "run"):
        ran = run(command, stdin=b"\n \n")
        assert (ran.status, ran.out) == (0, "")
        assert ran.err.splitlines()[-1] == "Standard input holds no question."


def test_help_lists_the_fields_also_where_questions_are_piped(run: Run) -> None:
    said = run("chat", stdin=b"Help\n").out
    assert "  Replay code" in said
    assert "until when is the replay available" in said


# doctor


def test_doctor_names_a_zone_that_does_not_exist(
    run: Run, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config"
    shutil.copytree(PROJECT / "config", config)
    words = config / "lexicon.yaml"
    text = words.read_text(encoding="utf-8").replace("  et: America/New_York", "  et: America/New_Yrok")
    words.write_text(text, encoding="utf-8")
    monkeypatch.setattr("bot.app.config_folder", lambda: config)
    ran = run("doctor", "--releases", folder)
    assert ran.status == 1
    said = "MEND Words config/lexicon.yaml: “et” stands for America/New_Yrok, which is no time zone;"
    assert f"{said} did you mean America/New_York?" in " ".join(ran.out.split())


def test_doctor_finds_the_samples_in_order(run: Run) -> None:
    ran = run("doctor")
    assert ran.status == 0
    assert f"up to date with {len(list(SAMPLES.iterdir()))} releases" in " ".join(ran.out.split())
    assert "MEND" not in ran.out


def test_doctor_says_how_far_the_library_is_behind(run: Run, folder: Path) -> None:
    run("index", "--database", folder / "other.db")
    run("index", "--share", folder, "--ledger", folder / "ledger.db", "--database", folder / "first.db")
    ledger = ("--ledger", folder / "ledger.db", "--database", folder / "other.db")
    assert "arrivals are in it. The library was " in run("doctor", *ledger).out
    assert "arrivals are in it. The library had them all." in run("doctor", *ledger).out


def test_no_process_that_is_started_gets_a_secret(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SECRETS:
        monkeypatch.setenv(name, "" if "URL" in name else "open sesame")
    assert run("index").status == 0
    assert not set(SECRETS) & os.environ.keys()


def test_doctor_says_what_to_mend(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "pictures.pdf").write_bytes(picture_only_pdf())
    ran = run("doctor", "--releases", folder)
    assert ran.status == 1
    assert "pictures.pdf" in ran.out
    ran = run("doctor", "--releases", tmp_path / "nowhere")
    assert ran.status == 1
    assert "There is no releases folder" in ran.out


def test_doctor_asks_discord_where_there_is_a_token(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a.token")
    monkeypatch.setenv("DISCORD_API_URL", "http://127.0.0.1:9/api")  # nobody listens there
    ran = run("doctor")
    assert ran.status == 1
    assert "MEND Discord   Discord cannot be reached" in ran.out
    assert "a.token" not in ran.out + ran.err


# wrong usage, trouble, and the edges of the process


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frobnicate"],
        ["ask"],
        ["ask", " "],
        ["ask", "--batch", "-", "and a question"],
        ["ask", "x", "--jso"],
        ["read"],
        ["read", "x", "--now", "tomorrow"],
        ["chat", "surplus"],
    ],
)
def test_wrong_usage_gets_one_line_and_status_2(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "--help" in ran.err


def test_a_misspelt_option_before_the_command_is_named(run: Run) -> None:
    ran = run("--databse", "x.db", "ask", "hello")
    said = "releasebot: unrecognized arguments: --databse (try releasebot --help)\n"
    assert (ran.status, ran.err) == (2, said)


def test_a_fault_in_a_commands_options_leads_to_its_own_help(run: Run) -> None:
    assert "(try releasebot ask --help)" in run("ask", "x", "--bogus").err


def test_an_address_that_is_none_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_API_URL", "foo")
    ran = run("doctor")
    assert ran.status == 1
    assert "discord.api_url must be a URL such as https://" in ran.err


@pytest.mark.parametrize("command", EVERY_COMMAND)
def test_every_command_has_help_and_takes_the_common_options(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.status == 0
    for option in ("--config", "--database", "--releases", "--now", "--debug"):
        assert option in ran.out
    assert max(map(len, ran.out.splitlines())) <= 110


@pytest.mark.parametrize("before", [True, False])
def test_common_options_stand_before_or_after_the_command(run: Run, tmp_path: Path, before: bool) -> None:
    options, command = ["--database", str(tmp_path / "x.db")], ["ask", "hello"]
    assert run(*options, *command).status == run(*command, *options).status == 0
    assert (tmp_path / "x.db").exists()


def test_the_clock_can_be_set(run: Run) -> None:
    notes = [
        run("ask", "when is the pinemoor call", "--now", now).out
        for now in ("2026-12-03T08:00-05:00", "2026-12-05", "2026-12-03T13:00Z")
    ]
    assert notes[0] == notes[2] != notes[1]


def test_settings_that_cannot_be_used_are_named_with_their_lines(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "bot.yaml"
    config.write_text("discord:\n  prefx: '!'\nlogs:\n  level: info\n", encoding="utf-8")
    ran = run("ask", "hello", "--config", config)
    assert (ran.status, ran.out) == (1, "")
    assert f"{config}:2: unknown key discord.prefx" in ran.err
    assert f"{config}:3: unknown section 'logs'" in ran.err


def test_no_traceback_reaches_a_person(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(commands, "ask", broken)
    ran = run("ask", "hello")
    assert (ran.status, ran.err) == (
        1,
        "releasebot failed unexpectedly (ZeroDivisionError: by zero); --debug shows where.\n",
    )
    with pytest.raises(ZeroDivisionError):
        run("ask", "hello", "--debug")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_full_disk_is_said_in_one_sentence(tmp_path: Path, more: list[str]) -> None:
    with (
        open("/dev/full", "wb") as full,
        start("ask", "clrb replay code", *more, home=tmp_path, stdout=full) as process,
    ):
        assert process.stderr
        assert process.stderr.read() == b"The output cannot be written: no space left on device.\n"
    assert process.returncode == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no shell that closes an output so")
def test_a_closed_output_is_said_in_one_sentence(tmp_path: Path) -> None:
    command = f"exec {sys.executable} -m bot ask 'clrb replay code' >&-"
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    ran = subprocess.run(  # noqa: S602 - our own program
        command, shell=True, cwd=PROJECT, env=environment, capture_output=True, check=False
    )
    said = b"There is nowhere to write to: standard output is closed.\n"
    assert (ran.returncode, ran.stderr) == (1, said)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no shell that closes an input so")
@pytest.mark.parametrize("command", ["chat", "run", "read -", "ask --batch -"])
def test_a_closed_input_is_said_in_one_sentence(tmp_path: Path, command: str) -> None:
    ran = closed_input(command, tmp_path)
    assert ran.returncode == 1
    said = b"There is nowhere to read from: standard input is closed."
    assert ran.stderr.splitlines()[-1] == said


@pytest.mark.skipif(os.name == "nt", reason="Windows has no shell that closes an input so")
def test_files_are_read_also_where_the_input_is_closed(tmp_path: Path) -> None:
    assert b"45707640" in closed_input(f"read {CELLECTAR}", tmp_path).stdout


def closed_input(command: str, home: Path) -> subprocess.CompletedProcess[bytes]:
    """The program as a process of its own, whose standard input is closed."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home)}
    return subprocess.run(  # noqa: S602 - our own program
        f"exec {sys.executable} -m bot {command} <&-",
        shell=True,
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        check=False,
    )


def test_an_index_that_is_interrupted_says_what_mends_it(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(App, "update", interrupted)
    ran = run("index", folder)
    assert (ran.status, ran.out) == (130, "")
    assert ran.err == "Interrupted: what was read is kept, and the next index makes the library whole.\n"


def start(*arguments: str, home: Path, **more: Any) -> subprocess.Popen[bytes]:
    """The program as a process of its own, in an empty home."""
    environment = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.Popen(  # noqa: S603 - our own program, with the test's arguments
        [sys.executable, "-m", "bot", *arguments],
        cwd=PROJECT,
        env=environment | {"HOME": str(home)},
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more},
    )


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    with start("read", *[str(SAMPLES)] * 8, "--json", "--text", home=tmp_path) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_a_batch_whose_reader_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_bytes(b'{"question": "replay code for cellectar"}\n' * 2000)
    with start("ask", "--batch", str(questions), home=tmp_path) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for a child")
def test_an_interrupt_ends_quietly(tmp_path: Path) -> None:
    with start("chat", home=tmp_path, stdin=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"replay code for cellectar\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"> replay code for cellectar\n"
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b""
    assert process.returncode == 130


def test_an_answer_in_json_waits_for_nothing_it_does_not_need(tmp_path: Path) -> None:
    asked = ["ask", "clrb replay code", "--json", "--database", str(tmp_path / "library.db")]
    program = (
        f"import sys; from bot.__main__ import main; main({asked!r}); main({asked!r}); print(*sys.modules)"
    )
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    main(["index", "--database", asked[-1]])
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], cwd=PROJECT, env=environment, capture_output=True, check=True
    )
    loaded = set(ran.stdout.splitlines()[-1].decode().split())
    assert loaded & {"rich", "discord", "aiohttp", "structlog", "pypdf", "bot.reading.reader"} == set()
