"""The timeline of memberships."""

import pytest

from make import make_study
from read_pictures import rows_of, words_of
from samverkan.charts.membership_timeline import PALE, PLOT, membership_timeline
from samverkan.charts.palette import HELPS, HINDERS, LIGHT
from samverkan.charts.specification import WIDTH, right_edge
from samverkan.domain.dates import Period
from samverkan.domain.study import Collaboration, Membership, Role


def read(text):
    return Period.read(text) if text else None


def make_membership(start="2010-01-01", end="", municipality="LILL", role=Role.MEMBER, collaboration="NORD"):
    return Membership(collaboration, municipality, read(start), read(end), role)


def draw(*memberships, start="", end="", newest_year=2019, language="sv"):
    names = dict.fromkeys(one.collaboration for one in memberships)
    clusters = tuple(Collaboration(one, one.title(), start=read(start), end=read(end)) for one in names)
    study = make_study(memberships=memberships, collaborations=clusters)
    return membership_timeline(study, language, newest_year)


def bars_of(specification, layer=0):
    layers = [one for one in specification["layer"] if one["mark"]["type"] == "rect"]
    return [(row["x"], row["x2"]) for row in layers[layer]["data"]["values"]]


def test_a_membership_without_a_known_end_lasts_until_the_newest_year_which_is_told():
    (drawn,) = draw(make_membership("2010-01-01"), make_membership("2015-01-01", municipality="STOR"))

    assert bars_of(drawn)[0] == (0, PLOT)
    assert bars_of(drawn)[1] == pytest.approx((PLOT / 2, PLOT), abs=0.1)
    assert "inget känt slut: ritat till 2019" in words_of(drawn)


def test_a_year_is_known_only_as_a_year():
    (drawn,) = draw(make_membership("2010"))

    assert bars_of(drawn)[0] == pytest.approx((PLOT / 10, PLOT), abs=0.1)
    assert bars_of(drawn, 1)[0] == pytest.approx((0, PLOT / 10), abs=0.1)


def test_an_unknown_start_is_an_open_bar_with_a_question_mark():
    (drawn,) = draw(make_membership(""), make_membership("2010-01-01", municipality="STOR"))

    assert len(bars_of(drawn)) == 1
    assert bars_of(drawn, 2)[0] == (0, PLOT)
    assert [one for one in words_of(drawn) if one.startswith("?")] == ["?", "? okänd början"]


def test_an_unknown_start_is_not_before_the_collaboration_began():
    (drawn,) = draw(make_membership(""), start="2015-01-01", newest_year=2018)

    assert bars_of(drawn, 2)[0] == pytest.approx((PLOT * 3 / 7, PLOT), abs=0.2)


def test_one_who_left_is_told_from_one_whose_collaboration_ended():
    early, late = make_membership(end="2012-06-30"), make_membership(end="2016-12-31", municipality="STOR")

    (drawn,) = draw(early, late, end="2016-12-31")

    assert [one for one in words_of(drawn) if one[:5] in ("lämna", "till ")] == [
        "lämnade 2012-06-30",
        "till 2016-12-31",
        "lämnade",
    ]
    assert [one["mark"]["stroke"] for one in drawn["layer"] if one["mark"].get("stroke") == HINDERS] == [HINDERS]


def test_the_host_has_its_own_colour_and_sign():
    (drawn,) = draw(make_membership(role=Role.HOST), make_membership(municipality="STOR"))

    assert [row["colour"] for row in rows_of(drawn, "rect")[:2]] == [HELPS, LIGHT]
    assert [one for one in words_of(drawn) if one in ("■ Lill", "Stor")] == ["■ Lill", "Stor"]


def test_many_memberships_are_split_and_each_collaboration_stays_whole():
    many = [
        make_membership(collaboration=f"K{cluster}", municipality=f"M{place}")
        for cluster in range(3)
        for place in range(25)
    ]

    drawn = draw(*many)

    assert [[one for one in words_of(each) if one in ("K0", "K1", "K2")] for each in drawn] == [["K0"], ["K1"], ["K2"]]


def test_a_collaboration_of_ninety_is_split_and_names_itself_each_time():
    drawn = draw(*[make_membership(municipality=f"M{place}") for place in range(90)])

    assert [sum(one.startswith("M") for one in words_of(each)) for each in drawn] == [40, 40, 10]
    assert all("Nord" in words_of(each) for each in drawn)


def test_the_picture_fits_the_page():
    (drawn,) = draw(make_membership(end="2019-12-31"), newest_year=2019)

    assert right_edge(drawn) <= WIDTH


def test_when_no_year_is_known_there_is_nothing_to_draw():
    assert draw(make_membership("")) == ()
    assert draw() == ()


def test_pale_is_explained_with_a_sample_only_where_something_is_pale():
    (exact,) = draw(make_membership("2010-01-01"))
    (vague,) = draw(make_membership("2010"))

    pale = [
        row for layer in vague["layer"] for row in layer.get("data", {}).get("values", ()) if row.get("fill") == PALE
    ]
    assert "blekt: någon gång under den tiden" not in words_of(exact)
    assert "blekt: någon gång under den tiden" in words_of(vague)
    assert len(pale) == 1
