"""Undo and redo as a walk along events."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.domain.coding.undoing import Way, find_step
from samverkan.domain.history import Event
from samverkan.domain.kept import Kept

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def make_events(*acts: str) -> list[Kept[Event]]:
    """Events of these acts, numbered from 1."""
    return [Kept(number, 1, Event(NOON, 1, act, "coding")) for number, act in enumerate(acts, start=1)]


def step(way: Way, *acts: str) -> int | None:
    found = find_step(make_events(*acts), way)
    return found.id if found else None


def test_undo_takes_back_one_act_after_the_other():
    assert [step(Way.UNDO, "a", "b"), step(Way.UNDO, "a", "b", "undo"), step(Way.UNDO, "a", "b", "undo", "undo")] == [
        2,
        1,
        None,
    ]


def test_redo_takes_back_the_last_undo():
    assert [
        step(Way.REDO, "a"),
        step(Way.REDO, "a", "b", "undo", "undo"),
        step(Way.REDO, "a", "b", "undo", "undo", "redo"),
    ] == [None, 4, 3]


def test_what_was_done_again_can_be_undone_again():
    assert step(Way.UNDO, "a", "undo", "redo") == 3


def test_a_new_act_forgets_what_could_be_done_again():
    assert step(Way.REDO, "a", "undo", "b") is None


@settings(max_examples=80)
@given(st.lists(st.sampled_from(["act", "undo", "redo"]), max_size=25))
def test_any_walk_ends_where_a_plain_stack_does(wishes):
    events: list[Kept[Event]] = []
    done: list[int] = []
    undone: list[int] = []
    values = {}
    for wish in wishes:
        found = find_step(events, Way(wish)) if wish != "act" else None
        if wish != "act":
            assert (found is None) is (not (done if wish == "undo" else undone))
        if wish == "act":
            done.append(len(events))
            undone.clear()
        elif found is None:
            continue
        elif wish == "undo":
            undone.append(done.pop())
        else:
            done.append(undone.pop())
        origin = done[-1] if wish == "act" else values[found.id]
        events.append(Kept(len(events) + 1, 1, Event(NOON, 1, wish, "coding")))
        values[len(events)] = origin
        if wish == "undo":
            assert origin == undone[-1]
        elif wish == "redo":
            assert origin == done[-1]
