"""Scales and perceptions, and the small groups that are not shown."""

import pytest

from make import HOST, LARGE, SMALL, make_respondent, make_study
from samverkan.domain.survey import About, Answer, Item, summarise_perceptions, summarise_scales

TRUST = (Item("T1", "trust"), Item("T2", "trust", is_reversed=True))


def ask(groups, items=TRUST, value=4.0):
    """People in each municipality who give the same value to every item; the reversed ones turned round."""
    people = [make_respondent(f"{place}{n}", place) for place, count in groups.items() for n in range(count)]
    answers = [
        Answer(one.id, item.id, value=6 - value if item.is_reversed else value) for one in people for item in items
    ]
    return people, answers


def shown(summaries):
    return {one.municipality: not one.is_hidden for one in summaries}


def test_a_reversed_item_is_turned_round():
    people, answers = ask({SMALL: 5, HOST: 5})

    whole = summarise_scales(make_study(), people, TRUST, answers)[0]

    assert (whole.n, whole.mean, whole.counts) == (10, 4.0, (0, 0, 0, 20, 0))


def test_a_small_group_is_hidden_and_so_is_the_one_that_would_give_it_away():
    people, answers = ask({SMALL: 3, HOST: 6, LARGE: 9})

    summaries = summarise_scales(make_study(), people, TRUST, answers)

    assert shown(summaries) == {"": True, SMALL: False, HOST: False, LARGE: True}
    assert [one.mean for one in summaries if one.is_hidden] == [None, None]


def test_small_groups_that_are_enough_together_hide_no_other():
    people, answers = ask({SMALL: 3, HOST: 3, LARGE: 9})

    assert shown(summarise_scales(make_study(), people, TRUST, answers))[LARGE]


def test_a_group_with_no_answers_hides_nobody():
    people, answers = ask({HOST: 6, LARGE: 9})

    assert shown(summarise_scales(make_study(), people, TRUST, answers)) == {"": True, HOST: True, LARGE: True}


def test_a_value_needs_half_of_the_items():
    items = tuple(Item(f"T{n}", "trust") for n in range(4))
    people = [make_respondent(f"R{n}", SMALL) for n in range(5)]
    answers = [Answer(one.id, item.id, value=4.0 if item.id == "T0" else None) for one in people for item in items]

    assert summarise_scales(make_study(), people, items, answers)[0].n == 0


def test_only_the_newest_wave_counts():
    people = [make_respondent(f"R{n}", SMALL) for n in range(5)]
    answers = [
        Answer(one.id, "T1", wave=wave, value=value) for one in people for wave, value in (("2023", 1.0), ("2025", 5.0))
    ]

    assert summarise_scales(make_study(), people, TRUST[:1], answers)[0].mean == 5.0


def test_perceptions_are_directed():
    item = Item("O1", "trust", about=About.OTHER)
    people = [make_respondent(f"{place}{n}", place) for place in (SMALL, HOST) for n in range(5)]
    answers = [
        Answer(one.id, "O1", HOST if one.municipality == SMALL else SMALL, value=2.0 + 2 * (one.municipality == HOST))
        for one in people
    ]

    found = {(one.rater, one.target): one.mean for one in summarise_perceptions(make_study(), people, (item,), answers)}

    assert found == {(SMALL, HOST): 2.0, (HOST, SMALL): 4.0}


@pytest.mark.parametrize("respondents", [(), (make_respondent("R1", SMALL),)])
def test_no_answers_give_no_scales(respondents):
    assert summarise_scales(make_study(), respondents, TRUST, ()) == ()
