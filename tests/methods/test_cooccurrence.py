"""Co-occurrence: pairs by hand, and the same as looking at every two passages."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.methods import cooccurrence
from samverkan.methods.cooccurrence import CooccurrenceError, count_overlaps, count_shared_texts

CODES = 4
PASSAGE = st.tuples(st.integers(0, 3), st.integers(0, 12), st.integers(1, 9), st.integers(0, CODES - 1))


def columns(passages):
    texts = [text for text, *_ in passages]
    spans = [(start, start + length) for _, start, length, _ in passages]
    return texts, np.array(spans, int).reshape(-1, 2), [code for *_, code in passages]


def by_looking(passages):
    """The two tables by looking at each two passages."""
    pairs = np.zeros((CODES, CODES), int)
    texts = {}
    for text, _, _, code in passages:
        pairs[code, code] += 1
        texts.setdefault((code, code), set()).add(text)
    for (text, start, length, code), (other, begin, size, beside) in combinations(passages, 2):
        if text == other and code != beside and start < begin + size and begin < start + length:
            for at in ((code, beside), (beside, code)):
                pairs[at] += 1
                texts.setdefault(at, set()).add(text)
    return pairs, np.array([[len(texts.get((row, column), ())) for column in range(CODES)] for row in range(CODES)])


def test_passages_that_share_one_character_lie_together_and_those_that_touch_do_not():
    found = count_overlaps([0, 0, 0], [(0, 10), (9, 12), (12, 20)], [0, 1, 2], 3)

    assert found.passages.tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 1]]
    assert found.texts.tolist() == found.passages.tolist()


def test_two_pairs_in_one_text_are_two_passages_in_one_text():
    found = count_overlaps([0] * 4, [(0, 5), (2, 7), (20, 25), (22, 27)], [0, 1, 0, 1], 2)

    assert (found.passages[0, 1], found.texts[0, 1]) == (2, 1)


def test_the_same_place_in_two_texts_is_not_together():
    found = count_overlaps([0, 1], [(0, 5), (0, 5)], [0, 1], 2)

    assert found.passages.tolist() == [[1, 0], [0, 1]]


@given(st.lists(PASSAGE, max_size=25))
def test_each_count_is_that_of_looking_at_every_two_passages(passages):
    found = count_overlaps(*columns(passages), CODES)

    pairs, texts = by_looking(passages)
    assert found.passages.tolist() == pairs.tolist()
    assert found.texts.tolist() == texts.tolist()


def test_blocks_of_any_size_count_the_same(monkeypatch):
    rng = np.random.default_rng(4)
    passages = [tuple(map(int, rng.integers((0, 0, 1, 0), (4, 40, 20, CODES)))) for _ in range(80)]
    whole = count_overlaps(*columns(passages), CODES)

    monkeypatch.setattr(cooccurrence, "PAIRS_AT_ONCE", 7)
    piecewise = count_overlaps(*columns(passages), CODES)

    assert piecewise.passages.tolist() == whole.passages.tolist() == by_looking(passages)[0].tolist()
    assert piecewise.texts.tolist() == whole.texts.tolist()


@given(st.lists(PASSAGE, max_size=25))
def test_texts_are_shared_wherever_in_them_the_codes_lie(passages):
    texts, _, codes = columns(passages)

    found = count_shared_texts(texts, codes, CODES)

    there = [{text for text, *_, code in passages if code == each} for each in range(CODES)]
    assert found.tolist() == [[len(row & column) for column in there] for row in there]


def test_no_passages_give_nothing_but_zeros():
    assert count_overlaps([], [], [], 2).texts.tolist() == [[0, 0], [0, 0]]
    assert count_shared_texts([], [], 2).tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize(
    ("texts", "spans", "codes", "words"),
    [
        ([0], [(3, 3)], [0], "passage 0: text 0, span 3-3 and code 0 of 2"),
        ([0, -1], [(0, 1), (0, 1)], [0, 0], "passage 1: text -1"),
        ([0], [(0, 1)], [2], "code 2 of 2"),
        ([0, 0], [(0, 1)], [0, 0], "Give a text, a span and a code for each passage"),
    ],
)
def test_what_are_no_passages_is_told(texts, spans, codes, words):
    with pytest.raises(CooccurrenceError, match=words):
        count_overlaps(texts, spans, codes, 2)
