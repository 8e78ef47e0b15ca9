"""A table of a study folder: its values, and everything odd with its row and column."""

import pytest

from make import write_files
from samverkan.domain.coding.codebook import Anchor
from samverkan.domain.dates import Period
from samverkan.domain.study import Collaboration, Form, Membership, Role
from samverkan.domain.survey import About, Item
from samverkan.files.study_folder import read_study_folder


def problems_of(folder) -> list[str]:
    return [str(one) for one in read_study_folder(folder).problems]


def test_cells_become_values_and_own_columns_are_kept(tmp_path):
    write_files(
        tmp_path,
        collaborations="source,collaboration,name,form,start,own\nminutes,NORD,Nord,company,2012-04,mine\n,SYD,,,,\n",
    )

    study = read_study_folder(tmp_path).evidence.study

    assert study.collaborations == (
        Collaboration("NORD", "Nord", Form.COMPANY, Period.read("2012-04"), source="minutes", extra=(("own", "mine"),)),
        Collaboration("SYD", ""),
    )


def test_an_empty_cell_has_the_value_that_the_format_says(tmp_path):
    write_files(tmp_path, instrument="item,reversed,lowest,highest,about\nQ1,,,,\nQ2,yes,0,10,other\n")

    items = read_study_folder(tmp_path).evidence.items

    assert items == (
        Item("Q1", is_reversed=False, lowest=1, highest=5, about=About.SELF),
        Item("Q2", is_reversed=True, lowest=0, highest=10, about=About.OTHER),
    )


def test_anchors_are_read_level_by_level(tmp_path):
    write_files(tmp_path, codebook="code,kind,anchors\nTRUST,factor,1: they trust|0.67: mostly: yes|0: never\n")

    code = read_study_folder(tmp_path).evidence.codebook["TRUST"]

    assert code.anchors == (Anchor(1.0, "they trust"), Anchor(0.67, "mostly: yes"), Anchor(0.0, "never"))


def test_a_swedish_spreadsheet_is_understood_and_every_liberty_is_noted(tmp_path):
    table = "collaboration;municipality;from;to;role\nNORD;HOLM;15/3 2012;;Värd\nNORD;LILL;2013-1-1;20190101;medlem\n"
    write_files(tmp_path, memberships=table.encode("cp1252"))

    folder = read_study_folder(tmp_path)

    assert folder.evidence.study.memberships == (
        Membership("NORD", "HOLM", Period.read("2012-03-15"), None, Role.HOST),
        Membership("NORD", "LILL", Period.read("2013-01-01"), Period.read("2019-01-01"), Role.MEMBER),
    )
    assert [str(one) for one in folder.problems if one.place.file == "memberships.csv"] == [
        "memberships.csv: the file is in cp1252 and is read as such. Tables are written in UTF-8.",
        "memberships.csv: a semicolon stands between the columns. Tables are written with a comma.",
        (
            'memberships.csv, row 2, column from: "15/3 2012" is read as 2012-03-15. Dates are written YYYY-MM-DD. '
            "The same in 1 more row: 3."
        ),
        'memberships.csv, row 2, column role: "Värd" is read as "host". The same in 1 more row: 3.',
        'memberships.csv, row 3, column to: "20190101" is read as 2019-01-01. Dates are written YYYY-MM-DD.',
    ]
    assert folder.errors == ()


@pytest.mark.parametrize(
    ("name", "table", "expected"),
    [
        (
            "municipalities",
            "municipality,name\nHOLM,Holm\nLILL\n",
            ["municipalities.csv, row 3: the row has 1 cell, but the header has 2. Add the missing commas."],
        ),
        (
            "municipalities",
            "municipality,name\nHOLM,Holm, the large one\nLILL,Lillby,,\n",
            [
                (
                    "municipalities.csv, row 2: the row has 3 cells, but the header has 2. "
                    "Put quotes around a cell that contains a comma."
                )
            ],
        ),
        (
            "municipalities",
            "municipality,name,\nHOLM,Holm,x\nLILL,Lillby,\n",
            ["municipalities.csv, row 1: column 3 has cells but no name. Name it in the header."],
        ),
        (
            "municipalities",
            "municipality,name\nHOLM,Holm\nLILL,Lillby\nHOLM,Holmby\n",
            [
                (
                    "municipalities.csv, row 4: HOLM is the same as in row 2. No two rows may agree in municipality: "
                    "keep one of them."
                )
            ],
        ),
        (
            "municipalities",
            "municipality,name\nHOLM,Holm\n,Lillby\n",
            ["municipalities.csv, row 3, column municipality: the cell is empty, but it must be filled in."],
        ),
        (
            "municipalities",
            "municipality,name\nHOLM,Holm\nLI;LL,Lillby\n",
            [
                (
                    'municipalities.csv, row 3, column municipality: "LI;LL" has a semicolon, which stands '
                    "between ids. "
                    "Choose an id without."
                )
            ],
        ),
        (
            "memberships",
            "collaboration,municipality,from,role\nNORD,HOLM,,boss\nNORD,LILL,,membr\n",
            [
                'memberships.csv, row 2, column role: "boss" is not one of: host, member.',
                'memberships.csv, row 3, column role: "membr" is not one of: host, member. Did you mean "member"?',
            ],
        ),
        (
            "codebook",
            "code,kind,anchors\nTRUST,factor,1: yes|no\n",
            [
                (
                    'codebook.csv, row 2, column anchors: anchor "no" is not written like "0.67: words". '
                    "Write 1, 0.67, 0.33 "
                    "or 0, a colon and the level in words, with | between the levels."
                )
            ],
        ),
        (
            "coalitions",
            "coalition,cost\nHOLM;LILL,5\nLILL;HOLM,6\nHOLM;HOLM,3\n",
            [
                (
                    "coalitions.csv, row 3: HOLM;LILL is the same as in row 2. No two rows may agree in coalition: "
                    "keep one of them."
                ),
                'coalitions.csv, row 4, column coalition: "HOLM" is named more than once. Name it once.',
            ],
        ),
        (
            "costs",
            "collaboration,line,period,amount,unit\nNORD,drift,2024,-5,SEK\nNORD,moms,2024,5,EUR\n",
            [
                (
                    "costs.csv, row 2, column amount: -5 is below 0, which is the lowest there can be. "
                    "Correct it, or leave "
                    "the cell empty."
                ),
                'costs.csv, row 3, column unit: "EUR" is not one of: SEK, kSEK, MSEK.',
            ],
        ),
    ],
)
def test_what_is_wrong_with_a_row_is_said(tmp_path, name, table, expected):
    write_files(tmp_path, **{name: table})

    found = [str(one) for one in read_study_folder(tmp_path).errors if one.place.file == f"{name}.csv"]

    assert found == expected


def test_the_same_mistake_is_reported_once_with_all_its_rows(tmp_path):
    rows = "".join(f"NORD,TRUST,R1,K{index},medium\n" for index in range(30))
    write_files(tmp_path, scores=f"case,factor,respondent,coder,score\n{rows}")

    shown = ", ".join(str(row) for row in range(3, 23))
    assert problems_of(tmp_path) == [
        (
            'scores.csv, row 2, column score: "medium" is not a number. Write digits and a decimal point, '
            "such as 1200.5. "
            f"The same in 29 more rows: {shown} …."
        )
    ]


def test_a_bad_row_does_not_make_what_refers_to_it_unknown(tmp_path):
    write_files(
        tmp_path, collaborations="collaboration,name,start\nNORD,Nord,5/3 2012\n", scores=None, memberships=None
    )

    assert [problem.place.file for problem in read_study_folder(tmp_path).errors] == ["collaborations.csv"]


def test_a_row_with_two_mistakes_shows_both_at_once(tmp_path):
    write_files(tmp_path, memberships="collaboration,municipality,from,role\nNORD,LULL,5/3 2012,host\n")

    assert problems_of(tmp_path) == [
        'memberships.csv, row 2, column from: "5/3 2012" can be 2012-03-05 or 2012-05-03. Write it as YYYY-MM-DD.',
        (
            'memberships.csv, row 2, column municipality: "LULL" is not in municipalities.csv. Did you mean "LILL"? '
            "Add it there, or correct it here."
        ),
    ]


def test_a_misspelt_swedish_word_is_told_what_it_stands_for(tmp_path):
    write_files(tmp_path, memberships="collaboration,municipality,from,role\nNORD,LILL,,medlm\n")

    assert problems_of(tmp_path) == [
        'memberships.csv, row 2, column role: "medlm" is not one of: host, member. Did you mean "member"?'
    ]


def test_a_table_that_cannot_be_read_does_not_make_what_refers_to_it_unknown(tmp_path):
    write_files(tmp_path, respondents="id,place\nR1,LILL\n")

    assert [problem.place.file for problem in read_study_folder(tmp_path).errors] == ["respondents.csv"]


def test_a_problem_shows_no_words_of_an_interview(tmp_path):
    secret = "Kajsa på lönekontoret"
    write_files(
        tmp_path, excerpts=f'interview,start,end,code,coder,quote\nI1,0,9,TRUST,KA,"{secret}"\nI1,90,99,TRUST,KA,\n'
    )

    shown = [f"{one}{one.in_language('sv')}" for one in read_study_folder(tmp_path).problems]

    assert len(shown) == 2
    assert not any("Kajsa" in one or "litar" in one for one in shown)


def test_ids_in_another_unicode_form_are_the_same_ids(tmp_path):
    write_files(
        tmp_path,
        municipalities="municipality,name\nÅS,Ås\nHOLM,Holm\nLILL,Lillby\n",
        memberships="collaboration,municipality,from,role\nNORD,A\u030aS,2012,host\n",
    )

    folder = read_study_folder(tmp_path)

    assert folder.errors == ()
    assert folder.evidence.study.memberships[0].municipality == "ÅS"
