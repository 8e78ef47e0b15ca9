"""Where municipalities lie, and how far apart they are."""

import pytest

from make_clusters import make_places
from samverkan.domain.sharing.forming.positions import lay_flat, measure_distances, read_positions
from samverkan.domain.study import Study


def test_a_degree_of_latitude_is_111_kilometres_and_one_of_longitude_half_at_60_degrees_north():
    found = measure_distances([(60, 15), (61, 15), (60, 16)])

    assert found[0].tolist() == pytest.approx([0, 111.195, 55.597], abs=0.01)
    assert (found == found.T).all()


def test_stockholm_and_gothenburg_are_397_kilometres_apart():
    # great-circle distance between the two city halls, from their published coordinates
    found = measure_distances([(59.3275, 18.0547), (57.7068, 11.9670)])

    assert found[0, 1] == pytest.approx(397, abs=2)


def test_a_plan_keeps_the_shape_at_its_middle_latitude():
    flat = lay_flat({"A": (60.0, 15.0), "B": (60.0, 16.0)})

    assert flat["B"][0] - flat["A"][0] == pytest.approx(55.597, abs=0.01)
    assert flat["B"][1] == flat["A"][1]
    assert lay_flat({}) == {}


def test_a_decimal_comma_is_read_and_an_empty_place_is_none():
    study = Study("Prov", municipalities=make_places(2, positions=[("59,5", "15"), ("", "")]))

    assert read_positions(study) == ({"A": (59.5, 15.0)}, [])


@pytest.mark.parametrize("value", ["north", "95", "nan", ""])
def test_a_wrong_degree_is_told_with_its_row_and_column(value):
    study = Study("Prov", municipalities=make_places(1, positions=[(value, "15")]))

    found, problems = read_positions(study)

    assert found == {}
    assert [str(one) for one in problems] == [
        (
            f'municipalities.csv, row 2, column lat: A has lat = "{value}". Write degrees with decimals, such as '
            "59.52, at most 90, or leave both lat and lon empty."
        )
    ]
