"""The program as a process of its own, with settings of its own."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.sources.loopback import Wire

ROOT = Path(__file__).parents[2]


@dataclass
class Bot:
    """The program with settings of its own in a folder."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    async def start(self, *options: str) -> asyncio.subprocess.Process:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "PYTHONPATH": str(ROOT),
            **self.environment,
        }
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *options, "--config", str(self.folder / "bot.yaml")),
            env=environment,
            cwd=self.folder,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def run(self, *options: str) -> tuple[int, str, str]:
        """Status, output and complaints of a command."""
        process = await self.start(*options)
        out, err = await process.communicate()
        assert process.returncode is not None
        return process.returncode, out.decode(), err.decode()

    async def records(self, *options: str) -> list[dict[str, Any]]:
        _, out, _ = await self.run(*options)
        return [json.loads(line) for line in out.splitlines()]

    def settings(self, wire: Wire, edgar: bool = False, more: str = "") -> None:
        text = f"library: {{database: lib.db}}\n{more}sources:\n"
        text += f"  - {{name: wire, kind: feed, url: '{wire.url}', pause: 0}}\n"
        if edgar:
            text += (
                f"  - {{name: edgar, kind: edgar, url: '{wire.server.url}', contact: Ada ada@example.com}}\n"
            )
        (self.folder / "bot.yaml").write_text(text)
