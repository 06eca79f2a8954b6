"""What is read from each sample release, whole: a change of a rule shows here as a change of facts.

tests/golden/ is rewritten on request only, `RELEASEBOT_GOLDEN=rewrite make test WORKERS=0`; its diff reports.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bot.app import App
from bot.record import Json, release_record
from bot.settings import Settings

PROJECT = Path(__file__).parent.parent
GOLDEN = PROJECT / "tests" / "golden"
SAMPLES = sorted(path for path in (PROJECT / "releases").iterdir() if not path.name.startswith("."))


@pytest.fixture(scope="module")
def app() -> App:
    return App(Settings(PROJECT / "config" / "bot.yaml"), NotImplemented)


def facts(app: App, sample: Path) -> Json:
    record = release_record(app.read_file(sample))
    del record["evidence"]
    return {**record, "source": sample.name}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_facts_of_a_sample(app: App, sample: Path) -> None:
    golden = GOLDEN / f"{sample.stem}.json"
    found = facts(app, sample)
    if os.environ.get("RELEASEBOT_GOLDEN") == "rewrite":
        golden.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(golden.read_text(encoding="utf-8"))


def test_no_golden_facts_without_a_sample() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == {sample.stem for sample in SAMPLES}


def test_the_samples_come_in_every_kind_of_file() -> None:
    assert {sample.suffix for sample in SAMPLES} == {".txt", ".md", ".html", ".pdf", ".eml"}
