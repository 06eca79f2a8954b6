"""Every question of delivery as a row of a table."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.follows.body import Body
from bot.follows.deciding import (
    BY_PERSON,
    Ahead,
    Amended,
    News,
    calendar,
    event_changes,
    failed,
    fits,
    folded,
    paused,
    reminders,
    step,
    times,
    told,
    week_of,
)
from bot.ledger.outbox import Change, Drop, Follow, Post, Scheduled, Tell

NOW = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
FOLLOW = Follow("release", "c1", 7, "novira", "Novira plc", NOW, guild=9, since=10, id=1)
BODY = Body("**Novira** · new release", ((0, "call on Monday"),))
NEWS = News("release:2", frozenset({"novira", "novira labs"}), frozenset({"calls"}), BODY, arrival=11)


@pytest.mark.parametrize(
    ("follow", "news", "wanted"),
    [
        ({}, {}, True),
        ({"issuer": "novira labs"}, {}, True),  # as it was called before
        ({"issuer": "ostrava"}, {}, False),
        ({"kind": "reminder"}, {}, False),
        ({"what": "calls"}, {}, True),
        ({"what": "pipeline"}, {}, False),
        ({"what": "pipeline"}, {"topics": frozenset({"pipeline"})}, True),
        ({}, {"arrival": 10}, False),  # it was there before
        ({}, {"arrival": None}, True),  # a file
        ({"reason": BY_PERSON}, {}, False),
        ({"reason": "Discord answered 403, code 50013"}, {}, True),  # told when it goes on
    ],
)
def test_who_is_told(follow: dict[str, object], news: dict[str, object], wanted: bool) -> None:
    assert fits(replace(FOLLOW, **follow), replace(NEWS, **news)) is wanted  # type: ignore[arg-type]


def test_several_follows_of_a_place_make_one_post() -> None:
    other = replace(FOLLOW, issuer="novira labs", id=2)
    direct = replace(FOLLOW, place="u7", guild=None, id=3)
    assert told(NEWS, [FOLLOW, other, direct], {}, NOW, {9: 55}) == (
        Tell("c1", "release:2", replace(BODY, ping=55).packed(), NOW, (1, 2), guild=9),
        Tell("u7", "release:2", BODY.packed(), NOW, (3,)),
    )


def test_a_call_that_moved_is_noted_in_what_was_posted_of_it_and_replied_to() -> None:
    first = Post(5, "c1", "release:1", BODY.packed(), NOW, message=500)
    news = replace(NEWS, amends=(Amended("release:1", 0, "**Moved to** Tuesday"),))
    edit, post = told(news, [FOLLOW], {("c1", "release:1"): first}, NOW)
    assert isinstance(edit, Change)
    assert isinstance(post, Tell)
    assert Body.of(edit.body).text == ("**Novira** · new release\n**Moved to** Tuesday\n~~call on Monday~~")
    assert post.replies_to == ("release:1",)
    assert [type(one) for one in told(news, [FOLLOW], {}, NOW)] == [Tell]  # where nothing was posted of it
    again = Body.of(edit.body).noted(0, "**Cancelled**")
    assert again.text == "**Novira** · new release\n**Cancelled**\n~~call on Monday~~"


REMINDER = replace(FOLLOW, kind="reminder", place="u7", guild=None, before=15, id=4)
TIMED = Ahead("2026-03-04T17:00:00-05:00", "America/New_York", Body("soon"))
DUE = datetime(2026, 3, 4, 21, 45, tzinfo=UTC)
EVENT = "remind:novira:2026-03-04T17:00:00-05:00:15"


@pytest.mark.parametrize(
    ("starts", "zone", "due", "useless"),
    [
        ("2026-03-04T17:00:00-05:00", None, "2026-03-04T21:45:00+00:00", "2026-03-04T22:00:00+00:00"),
        ("2026-03-04", "Europe/Paris", "2026-03-03T08:00:00+00:00", "2026-03-04T11:00:00+00:00"),
        ("2026-03-04", None, "2026-03-03T14:00:00+00:00", "2026-03-04T17:00:00+00:00"),
        ("2026-03-04", "No/Where", "2026-03-03T14:00:00+00:00", "2026-03-04T17:00:00+00:00"),
    ],
)
def test_when_a_reminder_is_due(starts: str, zone: str | None, due: str, useless: str) -> None:
    assert times(starts, zone, 15) == (datetime.fromisoformat(due), datetime.fromisoformat(useless))


def test_a_reminder_is_made_moved_and_dropped() -> None:
    tell = Tell("u7", EVENT, Body("soon").packed(), DUE, (4,), DUE + timedelta(minutes=15))
    assert reminders(REMINDER, [TIMED, TIMED], [], NOW) == (tell,)
    known = Post(1, "u7", EVENT, tell.body, DUE)
    assert reminders(REMINDER, [TIMED], [known], NOW) == ()
    assert reminders(REMINDER, [replace(TIMED, body=Body("code"))], [known], NOW) == (
        Change("u7", EVENT, Body("code").packed()),
    )
    moved = replace(TIMED, starts="2026-03-05T08:30:00-05:00")
    drop, made = reminders(REMINDER, [moved], [known], NOW)
    assert drop == Drop("u7", EVENT, "moved")
    assert isinstance(made, Tell)
    assert made.due == datetime(2026, 3, 5, 13, 15, tzinfo=UTC)
    assert reminders(REMINDER, [], [known], NOW) == (drop,)
    assert reminders(REMINDER, [TIMED], [], DUE + timedelta(minutes=15)) == ()  # it has begun


def posts(count: int, **more: object) -> list[Post]:
    made = [Post(i, "c1", f"release:{i}", Body(f"news {i}").packed(), NOW) for i in range(1, count + 1)]
    return [replace(post, **more) for post in made]  # type: ignore[arg-type]


def test_of_many_that_wait_at_one_place_five_are_sent() -> None:
    assert folded(posts(5)) == ()
    change, *drops = folded([*posts(12), Post(99, "c1", "remind:1", Body("soon").packed(), NOW)])
    assert isinstance(change, Change)
    assert (change.event, Body.of(change.body).text) == ("release:5", "news 5\n… and 7 more: `/release`")
    assert drops == [Drop("c1", f"release:{i}", "one of many") for i in range(6, 13)]
    earlier = replace(posts(1)[0], event="release:0", body=replace(Body("old"), more=7).packed())
    change, *_ = folded([*posts(5), earlier])
    assert isinstance(change, Change)
    assert Body.of(change.body).more == 8  # it counted seven of its own


@pytest.mark.parametrize(
    ("state", "tried", "useless", "does"),
    [
        ("waiting", None, None, "send"),
        ("waiting", None, 60, "send"),
        ("waiting", None, 0, "drop"),
        ("waiting", None, -60, "drop"),
        ("sending", 10, None, "send"),
        ("sending", 179, -60, "send"),  # it may be there: the same again, by its nonce
        ("sending", 180, None, "look"),
        ("sending", 9_999, -60, "look"),
    ],
)
def test_what_is_done_with_a_post(state: str, tried: int | None, useless: int | None, does: str) -> None:
    post = Post(1, "c1", "release:1", "", NOW, state=state)
    post = replace(post, tried=tried and NOW - timedelta(seconds=tried))
    post = replace(post, useless=None if useless is None else NOW + timedelta(seconds=useless))
    assert step(post, NOW) == does


@pytest.mark.parametrize(
    ("status", "code", "tries", "then"),
    [
        (None, 0, 0, timedelta(seconds=5)),
        (503, 0, 2, timedelta(seconds=20)),
        (500, 0, 50, timedelta(minutes=10)),
        (429, 0, 0, timedelta(seconds=5)),
        (401, 0, 0, timedelta(seconds=5)),
        (403, 50013, 0, "Discord answered 403, code 50013"),
        (403, 50007, 0, "Discord answered 403, code 50007"),
        (404, 10003, 0, "Discord answered 404, code 10003"),
        (400, 30003, 0, "Discord answered 400, code 30003"),
        (400, 50035, 0, None),
    ],
)
def test_what_follows_from_an_error(status: int | None, code: int, tries: int, then: object) -> None:
    assert failed(status, code, tries) == then


def test_who_made_a_follow_is_told_once_that_it_is_paused() -> None:
    second = replace(FOLLOW, issuer="ostrava", id=2)
    (tell,) = paused([FOLLOW, second, replace(FOLLOW, person=0)], "Discord answered 403", "c1", NOW)
    assert isinstance(tell, Tell)
    assert tell.place == "u7"
    assert "<#1> (Discord answered 403)" in Body.of(tell.body).text
    assert paused([replace(FOLLOW, place="u7")], "Discord answered 403", "u7", NOW) == ()


def test_a_text_is_cut_at_a_lines_end_and_says_how_many_more() -> None:
    body = Body("a" * 900, ((0, "b" * 900), (1, "c" * 900)), more=3)
    assert body.text == f"{'a' * 900}\n{'b' * 900}\n…\n… and 3 more: `/release`"


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-03-02T11:59:00+00:00", "2026-02-23"),  # before seven on Monday morning in New York
        ("2026-03-02T12:00:00+00:00", "2026-03-02"),
        ("2026-03-08T23:00:00+00:00", "2026-03-02"),
    ],
)
def test_which_weeks_calendar_stands(now: str, monday: str) -> None:
    first, next_ = week_of(datetime.fromisoformat(now))
    assert first.date().isoformat() == monday
    assert (next_.date() - first.date()).days == 7


def test_a_calendar_is_posted_once_and_edited() -> None:
    monday, _ = week_of(NOW)
    body = Body("Calls", tail="one call")
    tell = Tell("c1", "week:2026-03-02", body.packed(), NOW, guild=9)
    assert calendar(9, 1, body, monday, {}, NOW) == (tell,)
    known = {("c1", "week:2026-03-02"): Post(1, "c1", "week:2026-03-02", body.packed(), NOW)}
    assert calendar(9, 1, body, monday, known, NOW) == ()
    gone = replace(body, tail="")
    assert calendar(9, 1, gone, monday, known, NOW) == (Change("c1", "week:2026-03-02", gone.packed()),)
    assert calendar(9, 1, gone, monday, {}, NOW) == ()


def test_what_is_wanted_of_a_servers_events() -> None:
    def at(day: int) -> str:
        return json.dumps({"start": f"2026-03-{day:02}T12:00:00+00:00"})

    known = [
        Scheduled(9, "same", at(5), at(5), 1),
        Scheduled(9, "moved", at(5), at(5), 2),
        Scheduled(9, "cancelled", at(6), at(6), 3),
        Scheduled(9, "over", at(1), at(1), 4),
        Scheduled(9, "to be deleted", None, at(7), 5),
    ]
    assert event_changes(known, {"same": at(5), "moved": at(8), "new": at(9)}, NOW) == (
        {"moved": at(8), "new": at(9), "cancelled": None},
        ["over"],
    )
    many = {str(i): at(5) for i in range(120)}
    assert len(event_changes([], many, NOW)[0]) == 100
