"""A pipeline's chart as a PNG for a phone in dark mode, drawn by Pillow.

Sizes are in pixels of a picture 900 wide, which a phone shows at about 0.4 of its size.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from math import ceil
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.chat.markup import plain
from bot.chat.pipeline_chart import COLUMNS, DISCONTINUED, Chart, Row, stage_name

WIDTH, MARGIN = 900, 40
BAR, GAP = 20, 6  # a bar's height; between two columns
HEAD, FOOT, NAME_LINE, SMALL_LINE, BETWEEN, WITHIN = 204, 74, 46, 40, 34, 18
CACHED = 64  # pictures of about 25 kB
_SMOOTH = 4  # curves are drawn so many times larger and made small

Colour = tuple[int, int, int]
GROUND, TRACK = (24, 25, 29), (46, 48, 56)
BRIGHT, MUTED, CHANGED, ENDED = (242, 243, 245), (164, 168, 178), (255, 200, 87), (240, 110, 110)
# The bar's colour by the last column it reaches, from blue for what is early to green for what is approved.
_COLOURS: Sequence[Colour] = (
    (126, 143, 250), (86, 168, 250), (52, 194, 212), (54, 206, 160), (120, 214, 100), (84, 214, 122),
)  # fmt: skip
_FONTS = Path(__file__).parent / "fonts"


@lru_cache(maxsize=CACHED)
def picture(chart: Chart) -> bytes:
    """The chart as a PNG file."""
    heights = [_height(row) for row in chart.rows]
    gaps = [WITHIN if not row.name else BETWEEN for row in chart.rows[1:]] + [BETWEEN]
    height = HEAD + sum(heights) + sum(gaps) + (FOOT if chart.changed or chart.more else 6)
    image = Image.new("RGB", (WIDTH, height), GROUND)
    draw = ImageDraw.Draw(image)
    _head(draw, chart)
    top = HEAD
    for row, taken, gap in zip(chart.rows, heights, gaps, strict=True):
        _row(image, draw, row, top, top + taken)
        top += taken + gap
    _foot(draw, chart, top)
    file = io.BytesIO()
    image.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        file, "PNG", compress_level=3
    )
    return file.getvalue()


def _height(row: Row) -> int:
    return (NAME_LINE if row.name else 0) + (SMALL_LINE if _has_second_line(row) else 0) + BAR + 4


def _has_second_line(row: Row) -> bool:
    return bool(row.indication or row.before or row.new or not row.name)


def _head(draw: ImageDraw.ImageDraw, chart: Chart) -> None:
    _text(draw, (MARGIN, 34), chart.company, 42, BRIGHT, WIDTH - 2 * MARGIN, strong=True)
    day = f"Pipeline as stated on {_day(chart.day)}" if chart.day else "Pipeline as stated"
    _text(draw, (MARGIN, 88), day, 28, MUTED, WIDTH - 2 * MARGIN)
    for i, label in enumerate(COLUMNS):
        left, right = _column(i)
        _text(draw, ((left + right) // 2, 152), label, 23, MUTED, right - left + 4, anchor="ma")


def _row(image: Image.Image, draw: ImageDraw.ImageDraw, row: Row, top: int, bottom: int) -> None:
    colour = ENDED if row.stage == DISCONTINUED else _colour(row.reached)
    stage, line = stage_name(row.stage), top
    if row.name:
        room = WIDTH - 2 * MARGIN - _width(stage, 32) - 24
        _text(draw, (MARGIN, line), row.name, 36, BRIGHT, room, strong=True)
        _text(draw, (WIDTH - MARGIN, line + 3), stage, 32, colour, 400, strong=True, anchor="ra")
        line += NAME_LINE
    if _has_second_line(row):
        mark, tint = (_mark(row), CHANGED) if row.name else (stage, colour)
        room = WIDTH - 2 * MARGIN - (_width(mark, 27) + 24 if mark else 0)
        _text(draw, (MARGIN, line), row.indication, 28, MUTED, room)
        _text(draw, (WIDTH - MARGIN, line), mark, 27, tint, 400, strong=not row.name, anchor="ra")
    _bar(image, row, colour, bottom - BAR)


def _mark(row: Row) -> str:
    if row.before is None:
        return "new" if row.new else ""
    back = row.reached < row.reached_before or row.stage == DISCONTINUED
    return f"{'▼' if back else '▲'} was {stage_name(row.before)}"


def _bar(image: Image.Image, row: Row, colour: Colour, top: int) -> None:
    """The columns as one track; filled up to where the row is, in another colour what it has gained."""
    gained = (row.reached_before, row.reached) if row.before else (row.reached, row.reached)
    for i in range(len(COLUMNS)):
        left, right = _column(i)
        _pill(image, left, right, top, TRACK)
        upto = _within(i, row.reached)
        if upto > left:
            _pill(image, left, upto, top, colour)
        start, end = _within(i, gained[0]), _within(i, gained[1])
        if end > start:
            _pill(image, start, end, top, CHANGED)


def _within(column: int, reached: float) -> int:
    """Where in a column a bar that reaches so far ends; its left side where it does not come to it."""
    left, right = _column(column)
    return left + round((right - left) * min(1.0, max(0.0, reached - column)))


def _column(i: int) -> tuple[int, int]:
    whole = (WIDTH - 2 * MARGIN + GAP) / len(COLUMNS)
    return round(MARGIN + i * whole), round(MARGIN + (i + 1) * whole - GAP)


def _pill(image: Image.Image, left: int, right: int, top: int, colour: Colour) -> None:
    width = max(BAR // 2, right - left)
    image.paste(colour, (left, top), _rounded(width))


@lru_cache(maxsize=256)
def _rounded(width: int) -> Image.Image:
    """A mask with soft round corners, which Pillow's own shapes do not have."""
    large = Image.new("L", (width * _SMOOTH, BAR * _SMOOTH))
    corner = min(7, width // 2) * _SMOOTH
    ImageDraw.Draw(large).rounded_rectangle((0, 0, large.width - 1, large.height - 1), corner, fill=255)
    return large.resize((width, BAR), Image.Resampling.BOX)


def _foot(draw: ImageDraw.ImageDraw, chart: Chart, top: int) -> None:
    since = f" since {_day(chart.since)}" if chart.since else ""
    parts = [f"▲▼ changed{since}"] if chart.changed else []
    parts += [f"{chart.more} more in the text"] if chart.more else []
    _text(draw, (MARGIN, top), " · ".join(parts), 25, MUTED, WIDTH - 2 * MARGIN)


def _colour(reached: float) -> Colour:
    return _COLOURS[min(len(_COLOURS) - 1, max(0, -int(-reached // 1) - 1))]


def _day(day: str) -> str:
    at = date.fromisoformat(day[:10])
    return f"{at.day} {at:%b %Y}"


@lru_cache(maxsize=16)
def _font(size: int, strong: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONTS / f"Inter-{'SemiBold' if strong else 'Regular'}.otf"), size)


def _width(text: str, size: int, strong: bool = True) -> int:
    return round(_font(size, strong).getlength(text))


def _text(
    draw: ImageDraw.ImageDraw,
    at: tuple[int, int],
    text: str,
    size: int,
    colour: Colour,
    room: int,
    *,
    strong: bool = False,
    anchor: str = "la",
) -> None:
    """The text on one line, as much of it as there is room for."""
    font, text = _font(size, strong), plain(text)
    if font.getlength(text) > room:
        fits = bisect_right(range(len(text)), room, key=lambda end: ceil(font.getlength(text[:end] + "…")))
        text = text[: max(0, fits - 1)].rstrip(" ,;-–") + "…"
    draw.text(at, text, colour, font, anchor=anchor)
