"""Posted files read by a process of their own."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest

from bot.chat import subprocess_reader
from bot.chat.subprocess_reader import SubprocessReader
from bot.errors import Trouble
from bot.record import release_record
from tests.chat.chat_double import RELEASE


def python(script: str) -> SubprocessReader:
    return SubprocessReader((sys.executable, "-c", script))


async def test_the_release_comes_back_whole() -> None:
    record = json.dumps(release_record(RELEASE, text=True))
    assert await python(f"print({record!r})")("a.txt", b"") == RELEASE


async def test_the_file_is_given_by_its_name_and_content() -> None:
    script = "import sys, pathlib; print(pathlib.Path(sys.argv[2]).read_text().replace('NAME', sys.argv[2]))"
    with pytest.raises(Trouble, match=r"^the file is no release$"):
        await python(script)("a.pdf", b'{"error": "NAME is no release"}')


async def test_nothing_that_comes_back_is_a_trouble() -> None:
    with pytest.raises(Trouble, match="nothing came of it"):
        await python("")("a.txt", b"")


async def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess_reader, "LONGEST", 0.05)
    with pytest.raises(Trouble, match="takes too long"):
        await python("import signal; signal.pause()")("a.pdf", b"")


async def test_what_waits_too_long_for_a_place_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    read = python("import signal; signal.pause()")
    monkeypatch.setattr(subprocess_reader, "LONGEST", 0.05)
    read._places = asyncio.Semaphore(0)
    with pytest.raises(Trouble, match="too many files are being read"):
        await read("a.pdf", b"")


@pytest.mark.skipif(sys.platform != "linux", reason="memory can be limited from outside on Linux only")
async def test_what_takes_too_much_memory_fails_alone() -> None:
    script = """
import resource
while resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY:
    pass
print('{"error": "it fits"}' if bytearray(1 << 31) else "")
"""
    with pytest.raises(Trouble, match="nothing came of it"):
        await python(script)("a.pdf", b"")


async def test_the_token_is_not_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    script = "import os; print({False: '{\"error\": \"none\"}'}['DISCORD_TOKEN' in os.environ])"
    with pytest.raises(Trouble, match="none"):
        await python(script)("a.txt", b"")


async def test_the_programs_own_command() -> None:
    read = SubprocessReader((sys.executable, "-m", "bot"))
    release = await read("a.txt", RELEASE.text.encode())
    assert release.calls[0].access_code == RELEASE.calls[0].access_code
    with pytest.raises(Trouble, match="damaged PDF"):
        await read("a.pdf", b"%PDF-1.4 broken")


async def test_no_room_for_a_file_is_a_trouble(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(Trouble, match=r"^there is no room for it here \(No such file or directory\)\.$"):
        await python("")("a.txt", b"")
