"""Sharing against the tables: what [sharing] names must be there, and cost games and distances must be whole."""

import pytest

from make import write_files
from samverkan.files.study_folder import read_study_folder

TABLES = {
    "costs": "collaboration,line,period,amount,driver\nNORD,Staff,2024,900,\nNORD,Licences,2024,300,users\n",
    "indicators": "municipality,indicator,period,value\n"
    "HOLM,population,2024,30000\nLILL,population,2024,4000\nHOLM,users,2024,300\nLILL,users,2024,40\n",
    "memberships": "collaboration,municipality,from,to,role\nNORD,HOLM,2012,,host\nNORD,LILL,2012,,member\n",
}
STUDY = """[study]
title = "Provstudien"

[sharing]
collaboration = "NORD"
period = "2024"

[sharing.keys.a]
parts = { population = 1 }
"""


def problems_of(folder, sharing="", **tables):
    study = tables.pop("study", STUDY)
    write_files(folder, study=study + sharing, **{**TABLES, **tables})
    return [str(one) for one in read_study_folder(folder).problems]


def test_a_sound_plan_is_not_spoken_of(tmp_path):
    assert problems_of(tmp_path) == []


@pytest.mark.parametrize(
    ("sharing", "message"),
    [
        (
            '[sharing.alone.HOLMM]\nvalue = 1\nsource = "x"',
            '[sharing.alone] "HOLMM" is not in municipalities.csv. Did you mean "HOLM"?',
        ),
        (
            "[sharing.keys.b]\nparts = { usres = 1 }",
            (
                '[sharing.keys.b] the driver "usres" is no indicator of indicators.csv. Did you mean "users"? Add its '
                "values there."
            ),
        ),
        (
            "[sharing.keys.b]\nparts = { equal = 1 }\nby_line = { Staf = { equal = 1 } }",
            '[sharing.keys.b] the line "Staf" is not in costs.csv for this collaboration. Did you mean "Staff"?',
        ),
        (
            "[sharing.keys.b]\nfollows_lines = true",
            (
                '[sharing.keys.b] does not say how "Staff" are divided. Add parts, name the lines in by_line, '
                "or give them "
                "a driver in costs.csv."
            ),
        ),
        (
            '[sharing.model]\ndriver = "inhabitants"',
            '[sharing.model] the driver "inhabitants" is no indicator of indicators.csv. Add its values there.',
        ),
        (
            '[[sharing.whatif]]\nid = "w"\nchanges = [{ act = "join", municipality = "LILL", year = 2026 }]',
            "[sharing.whatif w] LILL is already a member, so it cannot join.",
        ),
        (
            '[[sharing.whatif]]\nid = "w"\nchanges = [{ act = "leave", municipality = "STOR", year = 2026 }]',
            '[sharing.whatif w] "STOR" is not in municipalities.csv.',
        ),
        (
            '[[sharing.whatif]]\nid = "w"\nchanges = [{ act = "price", line = "Licens", year = 2026, factor = 2 }]',
            '[sharing.whatif w] the line "Licens" is not in costs.csv for this collaboration. Did you mean "Licences"?',
        ),
        (
            (
                '[[sharing.whatif]]\nid = "w"\n'
                'changes = [{ act = "volume", driver = "user", municipality = "HOLM", year = 2026, factor = 2 }]'
            ),
            (
                '[sharing.whatif w] the driver "user" is no indicator of indicators.csv. Did you mean "users"? Add its '
                "values there."
            ),
        ),
    ],
)
def test_what_the_plan_names_must_be_there(tmp_path, sharing, message):
    assert problems_of(tmp_path, sharing) == [f"study.toml: {message}"]


def test_only_a_member_can_leave(tmp_path):
    members = "collaboration,municipality,from,to,role\nNORD,HOLM,2012,,host\nNORD,LILL,2012,2023,member\n"
    leaves = '[[sharing.whatif]]\nid = "w"\nchanges = [{ act = "leave", municipality = "LILL", year = 2026 }]'

    assert problems_of(tmp_path, leaves, memberships=members) == [
        "study.toml: [sharing.whatif w] LILL is no member, so it cannot leave."
    ]


def test_the_collaboration_and_its_period_must_be_there(tmp_path):
    misspelt = problems_of(tmp_path / "a", study=STUDY.replace("NORD", "NORDD"))
    other_year = problems_of(tmp_path / "b", study=STUDY.replace('"2024"', '"2025"'))

    assert misspelt == [
        'study.toml: [sharing] collaboration = "NORDD" is not in collaborations.csv. Did you mean "NORD"?'
    ]
    assert other_year == ['study.toml: [sharing] period = "2025": costs.csv has no costs of NORD for it. It has 2024.']


def test_a_key_that_cannot_be_billed_is_a_note_and_the_study_stays_sound(tmp_path):
    indicators = TABLES["indicators"].replace("LILL,users,2024,40", "LILL,users,2024,")

    found = problems_of(tmp_path, "[sharing.keys.b]\nparts = { users = 1 }\ncap = 0.5", indicators=indicators)

    assert found == [
        (
            "indicators.csv: the key b cannot be billed for 2024, so samverkan share stops: Lillby (LILL) has no users "
            "that had begun by 2024-01-01, or its newest is empty. Fill in the value, or let the key read "
            "on another day."
        )
    ]


def test_a_key_whose_bounds_cannot_be_kept_is_a_note(tmp_path):
    found = problems_of(tmp_path, "[sharing.keys.b]\nparts = { users = 1 }\ncap = 0.4")

    assert found == [
        (
            "study.toml: the key b cannot be billed for 2024, so samverkan share stops: With the cap the members pay "
            "at most 960.00 SEK together, which is less than the bill of 1,200.00 SEK. Raise the cap."
        )
    ]


def test_a_line_without_cost_in_the_period_is_a_note(tmp_path):
    costs = TABLES["costs"] + "NORD,Net,2023,5,\n"
    study = STUDY.replace('period = "2024"', 'period = "2024"\nlines = ["Staff", "Net"]')

    assert problems_of(tmp_path, study=study, costs=costs) == [
        'study.toml: [sharing] the line "Net" has no cost for 2024, so it is in no bill.'
    ]


def test_a_coalition_must_name_members_once_and_have_a_cost(tmp_path):
    found = problems_of(tmp_path, coalitions="coalition,cost\nHOLM,5\nLIL,3\nLILL;HOLM,\nHOLM;LILL,7\n")

    assert found == [
        (
            'coalitions.csv, row 3, column coalition: "LIL" is not in municipalities.csv. Did you mean "LILL"? Add it '
            "there, or correct it here."
        ),
        (
            "coalitions.csv, row 4, column cost: LILL;HOLM has no cost. Fill it in, or take out the row: a "
            "coalition that "
            "is not in the table is not known."
        ),
        (
            "coalitions.csv, row 5: HOLM;LILL is the same as in row 4. No two rows may agree in coalition: keep one of "
            "them."
        ),
    ]


def test_a_coalition_has_a_unit_when_others_have_one(tmp_path):
    found = problems_of(tmp_path, coalitions="coalition,cost,unit\nHOLM,5,MSEK\nLILL,3,\nHOLM;LILL,7,tusen\n")

    assert found == [
        (
            "coalitions.csv, row 3, column unit: LILL has no unit, and other groups have one. Fill in the unit of "
            "every row."
        ),
        'coalitions.csv, row 4, column unit: "tusen" is not one of: SEK, kSEK, MSEK.',
    ]


def test_a_distance_is_between_two_municipalities_and_the_same_both_ways(tmp_path):
    rows = "municipality,other,km\nHOLM,LILL,41\nLILL,HOLM,40.5\nHOLM,HOLM,0\n"

    assert problems_of(tmp_path, distances=rows) == [
        "distances.csv, row 3, column km: LILL and HOLM are 40.5 km apart here and 41 km in row 2. Keep one of them.",
        "distances.csv, row 4, column other: HOLM stands on both sides. Name two municipalities.",
    ]
