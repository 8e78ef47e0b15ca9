"""The heat map of the framework matrix."""

from make import CLUSTER, HOST, SMALL, make_cell, make_codebook, make_matrix, make_study
from read_pictures import links_of, rows_of, words_of
from samverkan.charts.matrix_heatmap import matrix_heatmap
from samverkan.charts.palette import HELPS, HINDERS, TINT
from samverkan.charts.specification import WIDTH, right_edge
from samverkan.domain.coding.codebook import Kind

MANY = [f"M{place}" for place in range(12)]
FACTORS = [f"F{place}" for place in range(19)]


def draw(*cells, study=None, codebook=None, language="sv"):
    return matrix_heatmap(make_matrix(*cells), study or make_study(), codebook or make_codebook(), language)


def test_each_cell_prints_its_median_in_the_language_and_n():
    drawn = draw(make_cell(scores=(0.33, 0.67, 1)))

    assert [one for one in words_of(drawn) if one in ("0,67", "n 3", "TRUST sv", "Nord")] == [
        "0,67",
        "n 3",
        "TRUST sv",
        "Nord",
        "0,67",
    ]
    assert "0.67" in words_of(draw(make_cell(scores=(0.33, 0.67, 1)), language="en"))


def test_each_cell_leads_to_its_place_in_the_report():
    drawn = draw(make_cell(scores=(0.67,)), make_cell(factor="GOV", scores=(0, 0)))

    assert links_of(drawn) == {
        "#cell-NORD-TRUST": "TRUST sv, Nord: 0,67, 1 informant",
        "#cell-NORD-GOV": "GOV sv, Nord: 0,00, 2 informanter",
    }


def test_a_divided_cell_shows_the_host_beside_the_small_members():
    drawn = draw(make_cell(scores=(0, 1), host_median=1.0, small_median=0.0))

    colours = [row["colour"] for row in rows_of(drawn, "rect") if row.get("colour")]
    assert words_of(drawn)[:2] == ["1,00", "0,00"]
    assert colours == [HELPS, HINDERS]
    assert links_of(drawn)["#cell-NORD-TRUST"] == (
        "TRUST sv, Nord: delad, värd 1,00, små medlemmar 0,00, 2 informanter"
    )
    assert "två tal: först värden, sedan små medlemmar" in words_of(drawn)


def test_a_cell_without_value_is_shown_as_missing_and_not_as_zero():
    drawn = draw(make_cell(scores=(0.67,)), make_cell("SYD", scores=(None, None)))

    assert TINT in [row["colour"] for row in rows_of(drawn, "rect") if row.get("colour")]
    assert "0,00" not in words_of(drawn)
    assert links_of(drawn)["#cell-SYD-TRUST"] == "TRUST sv, SYD: inget värde, 2 tillfrågade men tysta"


def test_factors_that_nobody_was_scored_on_are_left_out_and_counted():
    drawn = draw(make_cell(scores=(0.67,)), make_cell(factor="GOV"))

    assert "GOV sv" not in words_of(drawn)
    assert "1 faktor utan värde är utelämnad" in words_of(drawn)


def test_members_stand_under_their_collaboration_and_the_host_is_marked():
    drawn = draw(make_cell(f"{CLUSTER}/{HOST}", scores=(1,)), make_cell(f"{CLUSTER}/{SMALL}", scores=(0,)))

    assert [one for one in words_of(drawn) if one in ("■ Holm", "Holm", "Lill", "Nord")] == ["■ Holm", "Lill", "Nord"]


def test_many_cases_stand_as_rows_within_the_width_of_a_page():
    codebook = make_codebook(**dict.fromkeys(FACTORS, Kind.FACTOR))
    cells = [make_cell(f"NORD/{one}", factor, (0.67,)) for one in MANY for factor in FACTORS]

    drawn = draw(*cells, study=make_study({"NORD": MANY}), codebook=codebook)

    assert right_edge(drawn) <= WIDTH
    assert len(links_of(drawn)) == 12 * 19
    assert len({row["x"] for row in rows_of(drawn, "rect") if "link" in row}) == 19


def test_more_than_forty_cases_and_an_empty_matrix_are_left_to_the_table():
    crowd = [make_cell(f"NORD/M{place}", scores=(0.67,)) for place in range(41)]

    assert draw(*crowd) is None
    assert draw(make_cell()) is None
    assert draw() is None
