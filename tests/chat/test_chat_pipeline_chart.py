"""The pipeline as a picture: what it shows, what is said of it, and that it is drawn."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from PIL import Image

from bot.chat import drawing
from bot.chat.drawing import picture
from bot.chat.pipeline_chart import MOST_ROWS, Chart, Row, chart_of
from bot.model import Candidate, IndicationStage, Release, Span, Stated
from tests.chat.chat_double import ENTRY, RELEASE

EARLIER = replace(ENTRY, id="r0", published="2031-03-04")


def stated(value: str) -> Stated:
    return Stated(value, Span(0, 1))


def candidate(name: str, stage: str, *indications: str, aka: str = "", **own: str) -> Candidate:
    return Candidate(
        stated(name),
        stated(stage),
        aka=(stated(aka),) if aka else (),
        indications=tuple(map(stated, (*indications, *own))),
        stages=tuple(IndicationStage(stated(i), stated(s)) for i, s in own.items()),
    )


def release_of(*candidates: Candidate) -> Release:
    return replace(RELEASE, candidates=candidates)


def rows_of(now: Release, *before: Release) -> tuple[Row, ...]:
    chart = chart_of(ENTRY, now, "Lumenor", [(EARLIER, release) for release in before])
    assert chart is not None
    return chart.rows


def test_a_bar_for_each_candidate_the_most_advanced_first() -> None:
    now = release_of(candidate("LMN-7", "preclinical"), candidate("LMN-204", "phase 2", "glioma", "sarcoma"))
    assert rows_of(now) == (Row("LMN-204", "glioma, sarcoma", "phase 2"), Row("LMN-7", "", "preclinical"))


def test_a_bar_for_each_indication_with_a_stage_of_its_own() -> None:
    now = release_of(candidate("LMN-204", "phase 3", "sarcoma", glioma="phase 1b", melanoma="phase 3"))
    assert rows_of(now) == (Row("LMN-204", "melanoma", "phase 3"), Row("", "glioma", "phase 1b"))
    now = release_of(candidate("LMN-204", "phase 2", "sarcoma", glioma="phase 1b"))
    assert rows_of(now) == (Row("LMN-204", "sarcoma", "phase 2"), Row("", "glioma", "phase 1b"))


def test_what_changed_since_earlier_releases_is_marked() -> None:
    now = release_of(
        candidate("LMN-204", "phase 2", aka="tiratuzumab"),
        candidate("LMN-9", "ind"),
        candidate("LMN-7", "preclinical"),
    )
    last = release_of(candidate("Tiratuzumab", "phase 1b"))
    first = release_of(candidate("LMN-204", "phase 1"), candidate("lmn 7", "preclinical"))
    assert rows_of(now, last, first) == (
        Row("LMN-204", "", "phase 2", before="phase 1b"),
        Row("LMN-9", "", "ind", new=True),
        Row("LMN-7", "", "preclinical"),
    )
    assert not any(row.new for row in rows_of(now))


def test_no_candidate_no_chart() -> None:
    assert chart_of(ENTRY, release_of(), "Lumenor") is None


def test_where_bars_end() -> None:
    order = ["discovery", "preclinical", "ind", "phase 1", "phase 1b", "phase 1/2", "phase 2", "phase 2b",
             "phase 2/3", "phase 3", "filed", "approved"]  # fmt: skip
    reached = [Row("a", "", stage).reached for stage in order]
    assert reached == sorted(set(reached))
    assert (reached[2], reached[3], reached[-1]) == (1.0, 1.5, 6.0)
    ended = Row("a", "", "discontinued", before="phase 2a")
    assert (ended.reached, ended.reached_before) == (2.35, 2.35)
    assert Row("a", "", "discontinued").reached == 0.0


def test_the_description_says_what_the_picture_shows() -> None:
    rows = (Row("LMN-204", "glioma", "phase 2", before="phase 1b"), Row("", "sarcoma", "ind", new=True))
    chart = Chart("Lumenor", "2031-05-12", "2031-03-04", rows, more=2)
    assert chart.description == (
        "Pipeline of Lumenor: LMN-204 for glioma: Phase 2, before: Phase 1b; LMN-204 for sarcoma: IND, new; "
        "and 2 more."
    )
    long = replace(chart, rows=tuple(Row(f"LMN-{i}", "x" * 300, "phase 2") for i in range(9)))
    assert len(long.description) == 1024


def test_the_picture_is_drawn_for_a_phone() -> None:
    rows = [candidate(f"LMN-{i}", "phase 2b", "a rather long indication " * 5) for i in range(12)]
    chart = chart_of(ENTRY, release_of(*rows), "Lumenor Therapeutics " * 9, [(EARLIER, release_of())])
    assert chart is not None
    assert (len(chart.rows), chart.more) == (MOST_ROWS, 12 - MOST_ROWS)
    drawn = picture(chart)
    image = Image.open(io.BytesIO(drawn))
    assert (image.format, image.width) == ("PNG", 900)
    assert image.height < 1500
    assert len(drawn) < 100_000
    assert picture(chart) is drawn


def test_bars_are_coloured_to_where_they_end() -> None:
    chart = Chart("Lumenor", None, None, (Row("LMN-1", "", "filed", before="phase 1b"),))
    image = Image.open(io.BytesIO(picture(chart))).convert("RGB")
    middle = drawing.HEAD + drawing._height(chart.rows[0]) - drawing.BAR // 2
    line = [image.getpixel((x, middle)) for x in range(drawing.WIDTH)]
    changed = [x for x, colour in enumerate(line) if _near(colour, drawing.CHANGED)]
    assert abs(changed[0] - drawing._within(1, 1.7)) <= 4
    assert abs(changed[-1] - drawing._within(4, 4.6)) <= 4
    assert _near(line[drawing.WIDTH - 60], drawing.TRACK)


def _near(colour: Any, wanted: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 24 for a, b in zip(colour, wanted, strict=True))


async def test_the_pipeline_comes_with_its_picture(room: Any, alice: Any) -> None:
    result = await alice.slash(room, "pipeline", company="lumenor")
    (attachment,) = result.response.attachments
    assert attachment.filename == "pipeline.png"
    assert attachment.description == (
        "Pipeline of Lumenor Therapeutics, Inc.: LMN-204 for glioma: Phase 2; LMN-7: Preclinical."
    )
    assert (await attachment.read())[:4] == b"\x89PNG"


async def test_a_picture_that_cannot_be_drawn_is_no_reason_not_to_answer(
    room: Any, alice: Any, monkeypatch: Any
) -> None:
    def fail(chart: Chart) -> bytes:
        raise OSError("no font")

    monkeypatch.setattr("bot.chat.answer_service.picture", fail)
    result = await alice.slash(room, "pipeline", company="lumenor")
    assert result.response.content.splitlines()[1] == "__Phase 2__"
    assert not result.response.attachments
