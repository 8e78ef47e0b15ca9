"""The dots of inhabitants."""

from make import HOST, INHABITANTS, SMALL, informants_of, make_evidence, make_indicators, make_study
from read_pictures import rows_of, words_of
from samverkan.charts.palette import HELPS
from samverkan.charts.population_dots import PLOT, population_dots
from samverkan.domain.report.basis import describe_basis


def draw(inhabitants=None, language="sv", **study):
    evidence = make_evidence(study=make_study(**study), indicators=make_indicators(inhabitants))
    return population_dots(describe_basis(evidence, informants_of(evidence), {}).clusters, language)


def test_the_host_is_a_square_among_the_members_by_size():
    dots = rows_of(draw(), "point")[: len(INHABITANTS)]

    assert [row["shape"] for row in dots] == ["circle", "square", "circle"]
    assert dots[1]["fill"] == HELPS
    assert 0 < dots[0]["x"] < dots[1]["x"] < dots[2]["x"] < PLOT


def test_it_is_told_how_many_times_larger_the_largest_is():
    assert "15,0 gånger" in words_of(draw())


def test_a_member_whose_inhabitants_are_not_known_has_no_dot():
    drawn = draw({HOST: 10_000, SMALL: None})

    assert len(rows_of(drawn, "point")) == 1 + 2
    assert not [one for one in words_of(drawn) if one.endswith("gånger")]


def test_without_inhabitants_there_is_no_picture():
    assert draw({SMALL: None}) is None
