"""The answer in plain words."""

from make_patterns import AMBIGUOUS, make_analysis, make_case_table, make_multivalue_table, without_tests
from samverkan.domain.comparison.patterns.answering import answer_plainly
from samverkan.domain.words import name_in


def lines_of(analysis, language="en"):
    return [line.in_language(language) for line in answer_plainly(analysis)]


def test_the_only_model_is_said_first():
    assert lines_of(make_analysis())[0] == "Enough for LASTS: TRUST. No other model explains it as well."


def test_labels_stand_for_names_in_the_language_of_the_reader():
    labels = {"TRUST": name_in("förtroende", "trust"), "LASTS": name_in("samverkan består", "collaboration lasts")}

    lines = lines_of(make_analysis(make_case_table(labels=labels)), "sv")

    assert lines[0] == "Tillräckligt för samverkan består: förtroende. Ingen annan modell förklarar det lika bra."


def test_models_that_fit_equally_well_are_a_result_and_what_they_share_is_said():
    lines = lines_of(make_analysis(make_case_table(AMBIGUOUS, ("TRUST", "OFFICE"))))

    assert lines[0] == (
        "2 models explain LASTS equally well, and the cases cannot tell which is right. The first says: TRUST."
    )
    assert lines[1] == "The models have no combination in common."


def test_a_condition_that_no_model_needs_is_named():
    lines = lines_of(make_analysis(make_case_table({"Alby": (1, 1, 1), "Berga": (0, 1, 0)}, ("TRUST", "HOST"))))

    assert lines[0] == "Enough for LASTS: TRUST. No other model explains it as well."
    assert "No model for LASTS needs HOST, present or absent." in lines


def test_an_outcome_that_never_occurs_has_no_model():
    lines = lines_of(make_analysis(make_case_table({"Alby": (1, 0), "Berga": (0, 0)}, ("TRUST",))))

    assert lines[0] == (
        "No configuration goes with LASTS consistently enough (inclusion at least 0.80). There is no model."
    )


def test_an_outcome_that_always_occurs_tells_no_cases_apart():
    lines = lines_of(make_analysis(make_case_table({"Alby": (1, 1), "Berga": (0, 1)}, ("TRUST",))))

    assert lines[0] == "Every configuration that was observed goes with LASTS: the conditions tell no cases apart."


def test_levels_are_said_in_words():
    assert "FORM at level 2" in lines_of(make_analysis(make_multivalue_table()))[0]


def test_the_cases_that_decide_are_named():
    rows = {"Alby": (1, 1, 1), "Berga": (0, 0, 0), "Carlstad": (1, 0, 1), "Dalby": (0, 0, 0)}

    lines = lines_of(make_analysis(make_case_table(rows, ("TRUST", "OFFICE"))))

    assert "It changes when 1 of the cases is left out: Carlstad." in lines


def test_a_solution_that_no_case_decides_is_said_to_stay():
    assert "It stays the same whichever single case is left out." in lines_of(make_analysis())


def test_what_was_not_tested_is_not_said():
    lines = " ".join(lines_of(without_tests(make_analysis())))

    assert "Chance" not in lines
    assert "left out" not in lines


def test_a_necessary_condition_is_named():
    assert "Necessary for LASTS by itself: TRUST." in lines_of(make_analysis())
