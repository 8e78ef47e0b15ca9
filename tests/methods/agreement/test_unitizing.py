"""Unitizing alpha: where in a text a code applies."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.methods.agreement import (
    AgreementError,
    Bootstrap,
    CommonBootstrap,
    Undefined,
    mark_characters,
    unitizing_alpha,
)

LENGTH = 30
spans = st.lists(
    st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 12)).map(lambda one: (one[0], min(LENGTH, sum(one)))),
    max_size=4,
)
codings = st.lists(spans, min_size=2, max_size=4)


def merge(segments):
    """One coder's segments in order, those that overlap put together."""
    merged = []
    for start, end in sorted(segments):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def alpha_of_every_pair_of_units(coders, length):
    """Alpha by equations 32-34: units and gaps of each coder against those of each other, one by one."""
    partitions = []
    for segments in coders:
        units, place = [], 0
        for start, end in merge(segments):
            units += [(False, place, start)] * (place < start) + [(True, start, end)]
            place = end
        partitions.append(units + [(False, place, length)] * (place < length))
    coincidences = np.zeros((2, 2))
    for i, one in enumerate(partitions):
        for j, other in enumerate(partitions):
            for c, c_start, c_end in one if i != j else ():
                for k, k_start, k_end in other:
                    coincidences[int(c), int(k)] += max(0, min(c_end, k_end) - max(c_start, k_start))
    coincidences /= len(coders) - 1
    total, margins = coincidences.sum(), coincidences.sum(axis=1)
    with_itself = [0, 0]
    for units in partitions:
        for c, start, end in units:
            with_itself[int(c)] += (end - start) ** 2 if c else end - start
    scale = total / (total**2 - sum(with_itself))
    chance = [(margins[c] ** 2 - with_itself[c]) * scale for c in (0, 1)]
    return 1 - (total - np.trace(coincidences)) / (total - sum(chance))


def bootstrap(seed=1, **settings):
    return Bootstrap(np.random.default_rng(seed), **settings)


@pytest.fixture
def case(shared):
    cases = json.loads((shared / "reference" / "agreement.json").read_text(encoding="utf-8"))["unitizing"]
    return next(one for one in cases if one["id"] == "u_alpha_keyphrase")


def test_alpha_is_that_of_the_reference_case(case):
    segments = [[(start, end) for start, end, _ in coder] for coder in case["units_half_open"]]

    found = unitizing_alpha(segments, case["L"])

    assert found.alpha == pytest.approx(case["expect"]["u_alpha_nominal"], abs=case["tol"])
    assert found.alpha == pytest.approx(case["expect"]["u_alpha_binary"], abs=case["tol"])


@given(codings)
def test_every_pair_of_units_gives_the_same(coders):
    found = unitizing_alpha(coders, LENGTH)

    if found.undefined is None:
        assert found.alpha == pytest.approx(alpha_of_every_pair_of_units(coders, LENGTH))
        assert found.alpha == 1 - found.observed / found.expected


@given(codings, st.randoms())
def test_the_order_of_coders_and_segments_changes_nothing(coders, random):
    shuffled = [random.sample(segments, len(segments)) for segments in random.sample(coders, len(coders))]

    found, other = unitizing_alpha(coders, LENGTH), unitizing_alpha(shuffled, LENGTH)

    assert other.alpha == pytest.approx(found.alpha, nan_ok=True)
    assert sorted(other.n_marked) == sorted(found.n_marked)


@given(codings)
def test_reading_the_text_backwards_changes_nothing(coders):
    backwards = [[(LENGTH - end, LENGTH - start) for start, end in segments] for segments in coders]

    found, other = unitizing_alpha(coders, LENGTH), unitizing_alpha(backwards, LENGTH)

    assert other.alpha == pytest.approx(found.alpha, nan_ok=True)


@given(codings, st.lists(st.integers(0, LENGTH), max_size=5))
def test_breaks_leave_alpha(coders, breaks):
    found, broken = unitizing_alpha(coders, LENGTH), unitizing_alpha(coders, LENGTH, breaks)

    assert broken.alpha == pytest.approx(found.alpha, nan_ok=True)


@given(codings)
def test_marking_a_passage_twice_changes_nothing(coders):
    twice = [[*segments, *segments] for segments in coders]

    assert repr(unitizing_alpha(twice, LENGTH)) == repr(unitizing_alpha(coders, LENGTH))


@given(codings)
def test_marked_characters_are_counted_once(coders):
    found = unitizing_alpha(coders, LENGTH)

    marks = [mark_characters(segments, LENGTH) for segments in coders]
    assert found.n_marked == tuple(mark.sum() for mark in marks)
    assert found.n_segments == tuple(len(merge(segments)) for segments in coders)
    disagreeing = sum((one != other).sum() for one in marks for other in marks)
    assert found.undefined is not None or found.observed == pytest.approx(disagreeing / (len(coders) - 1))


def test_perfect_agreement_is_one():
    found = unitizing_alpha([[(2, 5), (7, 9)]] * 3, 20, breaks=[5, 10, 15], bootstrap=bootstrap())

    assert (found.alpha, found.low, found.high) == (1, 1, 1)


def test_segments_that_touch_stay_two_units():
    whole, halves = unitizing_alpha([[(0, 4)], [(2, 6)]], 12), unitizing_alpha([[(0, 2), (2, 4)], [(2, 6)]], 12)

    assert (whole.n_segments, halves.n_segments) == ((1, 1), (2, 1))
    assert halves.observed == whole.observed
    assert halves.expected < whole.expected


def test_a_coder_who_never_used_the_code_gives_no_agreement_beyond_chance():
    found = unitizing_alpha([[(100, 200)], []], 1000)

    assert -0.06 < found.alpha <= 0
    assert found.n_marked == (100, 0)


@pytest.mark.parametrize(
    ("coders", "reason"),
    [
        ([], Undefined.ONE_CODER),
        ([[(0, 3)]], Undefined.ONE_CODER),
        ([[], []], Undefined.NOTHING_MARKED),
        ([[(0, 9)], [(0, 4), (4, 9)]], Undefined.EVERYTHING_MARKED),
    ],
)
def test_alpha_without_anything_to_disagree_on_is_undefined(coders, reason):
    found = unitizing_alpha(coders, 9, breaks=[3, 6], bootstrap=bootstrap())

    assert np.isnan([found.alpha, found.low, found.high, found.observed, found.expected]).all()
    assert (found.undefined, found.n_resamples) == (reason, 0)


def test_a_text_of_one_character_can_be_disagreed_on():
    assert unitizing_alpha([[(0, 1)], []], 1).alpha == 0


def test_a_resample_is_alpha_of_the_drawn_texts():
    texts = [([(2, 8)], [(3, 9)]), ([(0, 4), (6, 7)], [(0, 4)]), ([], [(5, 10)]), ([(1, 3)], [(1, 3)])]

    found = unitizing_alpha(*lay_end_to_end(texts), breaks=[10, 20, 30], bootstrap=bootstrap(seed=3, resamples=40))

    counts = np.random.default_rng(3).multinomial(4, [0.25] * 4, size=40)
    drawn = [[text for text, n in zip(texts, row, strict=True) for _ in range(n)] for row in counts]
    alphas = [unitizing_alpha(*lay_end_to_end(one)).alpha for one in drawn]
    assert (found.low, found.high) == pytest.approx(np.nanquantile(alphas, (0.025, 0.975)).tolist())


def lay_end_to_end(texts):
    """The segments of both coders in texts of ten characters each, and the length of all."""
    coders = [
        [(10 * place + start, 10 * place + end) for place, text in enumerate(texts) for start, end in text[coder]]
        for coder in (0, 1)
    ]
    return coders, 10 * len(texts)


def test_many_stretches_are_drawn_a_chunk_at_a_time():
    rng = np.random.default_rng(4)
    starts = np.sort(rng.integers(0, 300_000, 200))
    coders = [np.stack([starts + shift, starts + 40 + shift], axis=1) for shift in (0, 10)]

    found = unitizing_alpha(coders, 310_000, range(0, 310_000, 30), bootstrap(resamples=300))

    assert found.low < found.alpha < found.high
    assert found.n_resamples == 300


@pytest.mark.parametrize("breaks", [(), (0, 20)])
def test_a_single_stretch_has_no_interval(breaks):
    found = unitizing_alpha([[(0, 5)], [(0, 6)]], 20, breaks, bootstrap())

    assert np.isnan([found.low, found.high]).all()
    assert found.n_resamples == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[(0, 1)], [(3, 5), (4, 12)]], 10), "coder 1, segment 1: 4-12 is no stretch of a text of 10 characters."),
        (([[(4, 4)], []], 10), "coder 0, segment 0: 4-4 is no stretch of a text of 10 characters."),
        (([[(-1, 4)], []], 10), "coder 0, segment 0: -1-4 is no stretch of a text of 10 characters."),
        (
            ([[(0.5, 4)], []], 10),
            "coder 0: give segments as whole numbers of shape (n_segments, 2): start and end.",
        ),
        (([[3, 4], []], 10), "coder 0: give segments as whole numbers of shape (n_segments, 2): start and end."),
        (([[], []], 0), "the text has 0 characters; give at least 1."),
        (([[], []], 10, [4, 11]), "the breaks go from 4 to 11, outside a text of 10 characters."),
    ],
)
def test_what_is_no_segment_is_refused(arguments, message):
    with pytest.raises(AgreementError) as refusal:
        unitizing_alpha(*arguments)

    assert str(refusal.value) == message


def test_codes_with_common_draws_each_have_the_interval_of_these_draws():
    texts = [(place * 100, place * 100 + 30) for place in range(20)]
    moved = [(start + 9 * (start % 400 == 0), end) for start, end in texts]
    codes = [[texts, moved], [texts[:15], moved[3:]]]
    breaks = range(0, 2000, 100)
    common = CommonBootstrap(np.random.default_rng(1), 200)

    found = [unitizing_alpha(one, 2000, breaks, common) for one in codes]

    assert found == [unitizing_alpha(one, 2000, breaks, Bootstrap(np.random.default_rng(1), 200)) for one in codes]
    assert all(one.low < one.alpha < one.high for one in found)
