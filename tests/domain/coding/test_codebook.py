"""A code is told in the language of who reads it."""

from samverkan.domain.coding.codebook import Anchor, Code, Kind

ANCHORS = (Anchor(1.0, "Yes."), Anchor(0.67, "Mostly."), Anchor(0.0, "No."))


def levels_of(code: Code, language: str) -> dict[float, str]:
    return {one.score: one.words for one in code.levels(language)}


def test_the_levels_are_told_in_the_language_and_where_it_lacks_one_as_they_stand():
    code = Code(
        "TRUST", Kind.FACTOR, anchors=ANCHORS, extra=(("anchors_sv", "1: Ja: alltid.|0,67: För det mesta.|0: "),)
    )

    assert levels_of(code, "sv") == {1.0: "Ja: alltid.", 0.67: "För det mesta.", 0.0: "No."}
    assert levels_of(code, "en") == {1.0: "Yes.", 0.67: "Mostly.", 0.0: "No."}


def test_what_is_no_level_in_a_column_of_ones_own_is_passed_over():
    code = Code("TRUST", Kind.FACTOR, anchors=ANCHORS, extra=(("anchors_sv", "fritt skrivet|7: för mycket"),))

    assert levels_of(code, "sv") == {1.0: "Yes.", 0.67: "Mostly.", 0.0: "No."}
