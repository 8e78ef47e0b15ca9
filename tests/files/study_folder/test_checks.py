"""What must hold between the parts of a study."""

import pytest

from make import EXAMPLES, write_files
from samverkan.domain.errors import ProblemsError
from samverkan.files.study_folder import read_sound_study_folder, read_study_folder

EXCERPTS = "interview,start,end,code,coder,concerns,quote\n"
SCORES = "case,factor,respondent,coder,score,asked\n"
MEMBERSHIPS = "collaboration,municipality,from,to,role\n"
ENDED = "collaboration,name,start,end\nNORD,Nord,2012,2018\n"
INSTRUMENT = "item,lowest,highest,about\nQ1,1,5,self\nQ2,1,7,other\nQ3,1,5,collaboration\n"
ANSWERS = "respondent,item,about,wave,value\n"
INDICATORS = "municipality,collaboration,indicator,period,value\n"
COSTS = "collaboration,line,period,amount,driver\n"
SETTLEMENTS = "interview,start,end,code,coder,verdict,new_start,new_end\n"
MARKED = "I1,3,8,TRUST,K,,litar\n"
FINDINGS = "finding,question,sources\n"


def problems_of(folder) -> list[str]:
    return [f"{one.severity}: {one}" for one in read_study_folder(folder).problems]


def test_a_sound_study_has_no_problems(tmp_path):
    write_files(tmp_path)

    assert problems_of(tmp_path) == []


def test_an_empty_study_is_no_error(tmp_path):
    (tmp_path / "study.toml").write_text('[study]\ntitle = "T"\n')
    (tmp_path / "municipalities.csv").write_text("municipality,name\n")

    assert problems_of(tmp_path) == []


def test_one_municipality_is_no_error(tmp_path):
    (tmp_path / "study.toml").write_text('[study]\ntitle = "T"\n')
    (tmp_path / "municipalities.csv").write_text("municipality\nA\n")

    assert problems_of(tmp_path) == []


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        (
            {"scores": SCORES + "NORT,TRUST,R1,K,,\n"},
            (
                'scores.csv, row 2, column case: "NORT" is not in collaborations.csv or municipalities.csv. '
                'Did you mean "NORD"? Add it there, or correct it here.'
            ),
        ),
        (
            {"scores": SCORES + "NORD,TRUS,R1,K,,\nNORD,TRUS,R2,K,,\n"},
            (
                'scores.csv, row 2, column factor: "TRUS" is not in codebook.csv. Did you mean "TRUST"? '
                "Add it there, or correct it here. The same in 1 more row: 3."
            ),
        ),
        (
            {"scores": SCORES + "NORD,TRUST,Q9,K,,\n"},
            'scores.csv, row 2, column respondent: "Q9" is not in respondents.csv. Add it there, or correct it here.',
        ),
        (
            {"scores": SCORES + "NORD,G_KNOW,R1,K,1,yes\n"},
            (
                "scores.csv, row 2, column factor: G_KNOW is not a factor in the codebook but a gain. Only "
                "factors are scored."
            ),
        ),
        (
            {"scores": SCORES + "NORD,TRUST,R1,K,1,no\n"},
            "scores.csv, row 2, column asked: there is a score, but asked is no. Write yes, or empty the score.",
        ),
        (
            {"scores": SCORES + "NORD,TRUST,R1,K,,\n", "codebook": None},
            "scores.csv, row 2, column factor: there is no codebook.csv, where this should stand. Add the table.",
        ),
        (
            {"excerpts": EXCERPTS + "I9,0,2,TRUST,K,,\n"},
            ('excerpts.csv, row 2, column interview: "I9" is not in interviews.csv. Add it there, or correct it here.'),
        ),
        (
            {"excerpts": EXCERPTS + "I1,0,2,G_KNOW,K,,\nI1,3,8,C_MONEY,K,HOLM,\n"},
            "excerpts.csv, row 2, column concerns: G_KNOW is a gain. Write the municipality that gets it.",
        ),
        (
            {"excerpts": EXCERPTS + "I1,0,2,C_MONEY,K,,\n"},
            "excerpts.csv, row 2, column concerns: C_MONEY is a cost. Write the municipality that bears it.",
        ),
        (
            {"excerpts": EXCERPTS + "I1,0,2,C_MONEY,K,HOLMA,\n"},
            (
                'excerpts.csv, row 2, column concerns: "HOLMA" is not in municipalities.csv. Did you mean "HOLM"? '
                "Add it there, or correct it here."
            ),
        ),
        (
            {"excerpts": EXCERPTS + "I1,5,500,TRUST,K,,\n"},
            (
                "excerpts.csv, row 2, column start: positions 5-500 fall outside the transcript of interview I1, "
                "which has 59 characters. Mark the passage again."
            ),
        ),
        (
            {"excerpts": EXCERPTS + "I1,5,5,TRUST,K,,\n"},
            "excerpts.csv, row 2, column start: end 5 does not come after start 5. Mark the passage again.",
        ),
        (
            {"respondents": "respondent,municipality,collaboration\nR1,LILL,SYD\nR2,HOLM,\n"},
            (
                'respondents.csv, row 2, column collaboration: "SYD" is not in collaborations.csv. '
                "Add it there, or correct it here."
            ),
        ),
        (
            {"interviews": "interview,file,respondents,reviewed\nI1,I1.txt,R1;R7,yes\n"},
            (
                'interviews.csv, row 2, column respondents: "R7" is not in respondents.csv. '
                "Add it there, or correct it here."
            ),
        ),
        (
            {"memberships": MEMBERSHIPS + "NORD,HOLM,2015,2014-12,member\n"},
            "memberships.csv, row 2, column to: HOLM leaves (2014-12) before it joins (2015). Correct one of them.",
        ),
        (
            {"collaborations": "collaboration,start,end\nNORD,2015,2014\n"},
            (
                "collaborations.csv, row 2, column end: the collaboration ends (2014) before it starts (2015). "
                "Correct one of them."
            ),
        ),
        (
            {"collaborations": "collaboration,start\nNORD,\nHOLM,\n"},
            (
                'collaborations.csv, row 3, column collaboration: "HOLM" is also a municipality, and a case '
                "could be either. "
                "Choose another id."
            ),
        ),
        (
            {"codebook": "code,parent,kind\nTRUST,TRUTS,factor\n"},
            (
                'codebook.csv, row 2, column parent: "TRUTS" is not in codebook.csv. Did you mean "TRUST"? '
                "Add it there, or correct it here."
            ),
        ),
        (
            {"codebook": "code,parent,kind\nTRUST,OPEN,factor\nOPEN,TRUST,factor\n"},
            (
                "codebook.csv, row 2, column parent: the codes TRUST, OPEN lie above themselves. Give one of "
                "them another "
                "parent. The same in 1 more row: 3."
            ),
        ),
        (
            {"instrument": "item,lowest,highest\nQ1,5,1\n"},
            (
                "instrument.csv, row 2, column lowest: lowest (5) is not below highest (1). Turn them round, or "
                "correct one."
            ),
        ),
        (
            {"instrument": INSTRUMENT, "answers": ANSWERS + "R1,Q1,,,6\nR2,Q1,,,6\n"},
            (
                "answers.csv, row 2, column value: 6 is outside 1–5, the range of item Q1. Correct it, or "
                "empty the cell. "
                "The same in 1 more row: 3."
            ),
        ),
        (
            {"instrument": INSTRUMENT, "answers": ANSWERS + "R1,Q8,,,1\n"},
            ('answers.csv, row 2, column item: "Q8" is not in instrument.csv. Add it there, or correct it here.'),
        ),
        (
            {"instrument": INSTRUMENT, "answers": ANSWERS + "R1,Q1,HOLM,,1\n"},
            'answers.csv, row 2, column about: item Q1 asks about oneself. Empty the cell, which has "HOLM".',
        ),
        (
            {"instrument": INSTRUMENT, "answers": ANSWERS + "R1,Q2,NORD,,1\n"},
            'answers.csv, row 2, column about: item Q2 asks about another municipality. Write which one; now "NORD".',
        ),
        (
            {"instrument": INSTRUMENT, "answers": ANSWERS + "R1,Q3,,,1\n"},
            'answers.csv, row 2, column about: item Q3 asks about the collaboration. Write which one; now "".',
        ),
        (
            {"indicators": INDICATORS + ",,population,2024,5\n"},
            (
                "indicators.csv, row 2, column municipality: neither municipality nor collaboration is filled in. "
                "Write whose figure it is."
            ),
        ),
        (
            {"coalitions": "coalition,cost\nHOLM;LULL,5\n"},
            (
                'coalitions.csv, row 2, column coalition: "LULL" is not in municipalities.csv. Did you mean "LILL"? '
                "Add it there, or correct it here."
            ),
        ),
        (
            {"excerpts": EXCERPTS + MARKED, "settlements": SETTLEMENTS + "I1,3,8,TECH,K,kept,,\n"},
            (
                "settlements.csv, row 2, column start: no row of excerpts.csv has TECH by K at 3-8 in interview I1. "
                "Correct it, or take the row away."
            ),
        ),
        (
            {"excerpts": EXCERPTS + MARKED, "settlements": SETTLEMENTS + "I1,3,8,TRUST,consensus,kept,,\n"},
            (
                "settlements.csv, row 2, column coder: consensus is the agreed coding itself. Write whose excerpt was "
                "settled."
            ),
        ),
        (
            {"excerpts": EXCERPTS + MARKED, "settlements": SETTLEMENTS + "I1,3,8,TRUST,K,adjusted,8,3\n"},
            (
                "settlements.csv, row 2, column new_start: an adjusted passage has new ends. Write where it begins and "
                "where it ends after that."
            ),
        ),
        (
            {"excerpts": EXCERPTS + MARKED, "settlements": SETTLEMENTS + "I1,3,8,TRUST,K,dropped,3,8\n"},
            (
                "settlements.csv, row 2, column new_start: only an adjusted passage has new ends. Write adjusted, or "
                "empty new_start and new_end."
            ),
        ),
        (
            {"excerpts": EXCERPTS + MARKED, "settlements": SETTLEMENTS + "I1,3,8,TRUST,K,,,\n"},
            "settlements.csv, row 2, column verdict: the cell is empty, but it must be filled in.",
        ),
        (
            {"findings": FINDINGS + "F1,factors,code:TRUST\n"},
            (
                'findings.csv, row 2, column sources: "code:TRUST" is not a source. Write one of: '
                "excerpt:INTERVIEW:START-END, score:CASE:FACTOR, indicator:MUNICIPALITY:INDICATOR:PERIOD, answer:ITEM, "
                "cost:COLLABORATION:LINE:PERIOD, collaboration:COLLABORATION."
            ),
        ),
        (
            {"findings": FINDINGS + "F1,factors,excerpt:I1:0-3\n", "excerpts": EXCERPTS + "I1,0,2,TRUST,K,,\n"},
            (
                'findings.csv, row 2, column sources: "excerpt:I1:0-3" names nothing in excerpts.csv. '
                'Did you mean "excerpt:I1:0-2"? Correct it, or leave it out.'
            ),
        ),
        (
            {"municipalities": None, "respondents": None, "interviews": None, "interviews/I1": None},
            (
                "municipalities.csv: the file is missing. Every study has one, with the columns municipality, "
                "name, county."
            ),
        ),
    ],
)
def test_an_error_says_where_what_and_what_to_do(tmp_path, tables, expected):
    write_files(tmp_path, **{name: table for name, table in tables.items() if "/" not in name})

    assert [str(one) for one in read_study_folder(tmp_path).errors] == [expected]


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        (
            {"excerpts": EXCERPTS + "I1,4,10,TRUST,K,,litar\n"},
            (
                "excerpts.csv, row 2, column start: the quote of 4-10 stands at 3-8 in interview I1, and it is "
                "moved there."
            ),
        ),
        (
            {"excerpts": EXCERPTS + "I1,0,8,TRUST,K,,\nI1,3,12,TRUST,K,,\nI1,3,12,TRUST,L,,\n"},
            (
                "excerpts.csv, row 3, column start: the same coder has marked TRUST on some of the same "
                "words of interview I1 "
                "in row 2. Keep one of them if it is the same passage."
            ),
        ),
        (
            {"costs": COSTS + "NORD,drift,2024,5,equal\nNORD,stöd,2024,5,users\n"},
            (
                'costs.csv, row 3, column driver: the driver "users" is no indicator of indicators.csv, so '
                "the line cannot be "
                "shared by it."
            ),
        ),
        (
            {"interviews": "interview,file,respondents,reviewed\nI1,I1.txt,R1,no\n"},
            (
                "interviews.csv, row 2, column reviewed: no person has reviewed the pseudonyms of this transcript. "
                "It is marked as unreviewed everywhere."
            ),
        ),
        (
            {"interviews": "interview,file,respondents\n"},
            "interviews/I1.txt: no row of interviews.csv names this file, so it is not read.",
        ),
        (
            {"interviews": "interview,file,respondents,reviewed\nI1,I1.txt,R1,yes\nI2,,R2,\n"},
            "interviews.csv, row 3, column file: no transcript is named, so nothing of this interview can be coded.",
        ),
        (
            {"interviews": "interview,file,respondents,reviewed\nI1,I1.txt,R1,yes\nI2,I1.txt,R2,yes\n"},
            'interviews.csv, row 3, column file: "I1.txt" is also the file of row 2.',
        ),
        (
            {"study": '[study]\ntitle = "T"\n[comparison]\nsuccess = ["continues"]\n'},
            'study.toml: [comparison] no collaboration has the outcome "continues".',
        ),
        (
            {"study": '[study]\ntitle = "T"\nlangauge = "en"\n'},
            'study.toml: [study] langauge is kept, but not used. Did you mean "language"?',
        ),
        (
            {"study": '[study]\ntitle = "T"\n[comparision]\n'},
            'study.toml: [comparision] is kept, but not used. Did you mean "comparison"?',
        ),
    ],
)
def test_a_note_says_what_was_understood_or_is_missing(tmp_path, tables, expected):
    write_files(tmp_path, **tables)

    assert problems_of(tmp_path) == [f"note: {expected}"]


MEMBERSHIP_NOTES = [
    (
        {"memberships": MEMBERSHIPS + "NORD,HOLM,2011,,member\n"},
        "memberships.csv, row 2, column from: HOLM joins 2011 before NORD starts 2012.",
    ),
    (
        {"collaborations": ENDED, "memberships": MEMBERSHIPS + "NORD,HOLM,2012,2019,member\n"},
        "memberships.csv, row 2, column to: HOLM is a member 2019, after NORD ended 2018.",
    ),
    (
        {"collaborations": ENDED, "memberships": MEMBERSHIPS + "NORD,HOLM,2019,,member\n"},
        "memberships.csv, row 2, column from: HOLM is a member 2019, after NORD ended 2018.",
    ),
    (
        {"memberships": MEMBERSHIPS + "NORD,HOLM,2012,2016,host\nNORD,LILL,2014,,host\n"},
        "memberships.csv, row 3, column role: LILL is host of NORD at the same time as HOLM (row 2).",
    ),
    (
        {"memberships": MEMBERSHIPS + "NORD,HOLM,2012,2016,host\nNORD,HOLM,2014,,member\n"},
        "memberships.csv, row 3, column from: the membership overlaps that of row 2. End one where the other begins.",
    ),
    ({"memberships": MEMBERSHIPS + "NORD,HOLM,2012,2016,host\nNORD,LILL,2016,,host\n"}, None),
]


@pytest.mark.parametrize(("tables", "expected"), MEMBERSHIP_NOTES)
def test_odd_dates_of_memberships_are_noted(tmp_path, tables, expected):
    write_files(tmp_path, **tables)

    found = [one for one in read_study_folder(tmp_path).problems if one.place.file == "memberships.csv"]

    assert [f"{one.severity}: {one}" for one in found] == ([] if expected is None else [f"note: {expected}"])


def test_members_without_inhabitants_are_noted(tmp_path):
    write_files(tmp_path, memberships=MEMBERSHIPS + "NORD,HOLM,,,host\nNORD,LILL,,,member\n")

    assert problems_of(tmp_path) == [
        (
            "note: indicators.csv: without inhabitants (the indicator population) nobody can tell small from "
            "large: HOLM, LILL."
        )
    ]


def test_a_moved_excerpt_takes_the_sources_of_findings_along(tmp_path):
    write_files(
        tmp_path,
        excerpts=EXCERPTS + "I1,4,10,TRUST,K,,litar\n",
        findings=FINDINGS + "F1,factors,excerpt:I1:4-10\n",
    )

    evidence = read_sound_study_folder(tmp_path).evidence

    assert [(one.start, one.end) for one in evidence.excerpts] == [(3, 8)]
    assert evidence.findings[0].sources == ("excerpt:I1:3-8",)


def test_a_quote_that_is_found_twice_is_not_guessed(tmp_path):
    write_files(tmp_path, excerpts=EXCERPTS + "I1,0,3,TRUST,K,,v\n")

    folder = read_study_folder(tmp_path)

    assert [str(one) for one in folder.errors] == [
        (
            "excerpts.csv, row 2, column quote: the quote is not at 0-3 in interview I1, and not exactly "
            "once near it. The "
            "text there has 3 characters, the quote 1. Compare them with `samverkan check --show-text`, then "
            "correct the "
            "quote or the positions."
        )
    ]
    assert [(one.row, one.found, one.excerpt.quote) for one in folder.misplaced] == [(2, "Vi ", "v")]


def test_an_excerpt_moved_onto_another_is_a_duplicate(tmp_path):
    write_files(tmp_path, excerpts=EXCERPTS + "I1,3,8,TRUST,K,,litar\nI1,4,10,TRUST,K,,litar\n")

    assert [str(one) for one in read_study_folder(tmp_path).errors] == [
        (
            "excerpts.csv, row 3: I1, 3, 8, TRUST, K is the same as in row 2. No two rows may agree in "
            "interview, start, "
            "end, code, coder: keep one of them."
        )
    ]


def test_all_errors_are_raised_together(tmp_path):
    write_files(tmp_path, scores=SCORES + "NORD,TRUST,R1,K,2,\nNORD,TRUST,R9,K,,\n", study="[study]\n")

    with pytest.raises(ProblemsError) as caught:
        read_sound_study_folder(tmp_path)

    assert [(one.place.file, one.place.row) for one in caught.value.problems] == [
        ("study.toml", None),
        ("scores.csv", 2),
        ("scores.csv", 3),
    ]


@pytest.mark.parametrize("example", ["two-clusters", "swedish-collaborations", "clusters-plan"])
def test_the_examples_are_sound(example):
    folder = EXAMPLES / example

    assert read_study_folder(folder).errors == ()


def test_a_settlement_follows_its_excerpt_to_where_the_quote_stands(tmp_path):
    write_files(
        tmp_path,
        excerpts=EXCERPTS + "I1,0,5,TRUST,K,,litar\n",
        settlements=SETTLEMENTS + "I1,0,5,TRUST,K,dropped,,\n",
    )

    folder = read_study_folder(tmp_path)

    assert folder.errors == ()
    assert [(one.start, one.end) for one in folder.evidence.settlements] == [(3, 8)]


def test_an_adjusted_passage_with_other_words_at_its_new_ends_is_noted(tmp_path):
    header = SETTLEMENTS.strip() + ",quote\n"
    write_files(
        tmp_path,
        excerpts=EXCERPTS + MARKED,
        settlements=header + "I1,3,8,TRUST,K,adjusted,0,8,Vi litar\n",
    )
    sound = read_study_folder(tmp_path)
    (tmp_path / "settlements.csv").write_text(header + "I1,3,8,TRUST,K,adjusted,0,8,Vi tror\n", "utf-8")

    odd = read_study_folder(tmp_path)

    about = [[str(one) for one in each.notes if one.place.file == "settlements.csv"] for each in (sound, odd)]
    assert about == [
        [],
        [
            (
                "settlements.csv, row 2, column quote: the quote is not at the new ends. If it is not near them "
                "either, it is to be settled anew."
            )
        ],
    ]
