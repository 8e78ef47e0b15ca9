"""A study written back: nothing lost, nothing touched that has not changed, all files or none."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from make import EXAMPLES, make_transcript, write_files
from samverkan.domain.coding.codebook import SCORES, Anchor, Code, Codebook, Kind
from samverkan.domain.coding.excerpts import Excerpt, Status, Valence
from samverkan.domain.coding.scores import FactorScore
from samverkan.domain.coding.settling import Settlement, Verdict
from samverkan.domain.dates import Period
from samverkan.domain.errors import ProblemsError
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.findings.finding import Finding, Level, Question
from samverkan.domain.indicators import Indicator
from samverkan.domain.interviews.transcript import Interview, Respondent
from samverkan.domain.sharing.costs import Coalition, CostKind, CostLine, Unit
from samverkan.domain.study import Collaboration, ComparisonPlan, Design, Form, Membership, Municipality, Role, Study
from samverkan.domain.survey import About, Answer, Item
from samverkan.files.study_folder import (
    StudyFolder,
    StudyFolderError,
    read_study_folder,
    write_standard_copy,
    write_study_folder,
)
from samverkan.files.study_folder.replacing import replace_files

TRANSCRIPT = make_transcript(("R1", 'Vi litar på "varandra", 🙂 och\nmer därtill.'), ("Intervjuare", "Jaså?"))
LETTERS = st.characters(exclude_categories=("Cs",))
WORDS = st.text(LETTERS | st.sampled_from('",;\n\r 🜁å'), max_size=12)
IDS = st.text("ABCåö🜁_-:", min_size=1, max_size=4)
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
PERIODS = st.sampled_from(["2012", "2012-04", "2012-Q2", "2024-02-29", "1999-12-31"]).map(Period.read)
OWN_COLUMNS = ("egen kolumn", 'citat "x"', "rad\nbryt 🜁,")
EXTRA = st.lists(WORDS.filter(bool), max_size=len(OWN_COLUMNS)).map(
    lambda words: tuple(zip(OWN_COLUMNS, words, strict=False))
)


def rows(make: Any, *keys: str, **fields: Any) -> Any:
    def key(one: Any) -> tuple[Any, ...]:
        parts = [getattr(one, name) for name in keys or ("id",)]
        return tuple(frozenset(part) if isinstance(part, tuple) else part for part in parts)

    return st.lists(st.builds(make, **fields, extra=EXTRA), unique_by=key, max_size=4).map(tuple)


def several(ids: Any, **limits: int) -> Any:
    return st.lists(ids, unique=True, max_size=3, **limits).map(tuple)


ANCHORS = several(st.builds(Anchor, st.sampled_from(SCORES), st.sampled_from(["nivå", "a: b", "🜁"])))
NAMED = {"id": IDS, "name": WORDS}
EXCERPTS = (
    st.tuples(st.integers(0, len(TRANSCRIPT.text) - 1), st.integers(1, 9))
    .map(lambda cut: (cut[0], min(cut[0] + cut[1], len(TRANSCRIPT.text))))
    .filter(lambda cut: TRANSCRIPT.text[slice(*cut)].strip())
    .flatmap(
        lambda cut: st.builds(
            Excerpt,
            interview=st.just("I1"),
            start=st.just(cut[0]),
            end=st.just(cut[1]),
            code=IDS,
            coder=st.just("") | IDS,
            valence=st.none() | st.sampled_from(Valence),
            concerns=st.just("") | IDS,
            status=st.none() | st.sampled_from(Status),
            quote=st.just(TRANSCRIPT.text[slice(*cut)]),
            memo=WORDS,
            marked_at=WORDS,
            extra=EXTRA,
        )
    )
)
STUDIES = st.builds(
    Study,
    title=WORDS.filter(str.strip),
    question=WORDS,
    language=st.sampled_from(["sv", "en"]),
    design=st.sampled_from(Design),
    is_invented=st.booleans(),
    large_from=st.none() | st.integers(1, 10**7),
    smallest_group=st.integers(1, 99),
    comparison=st.builds(ComparisonPlan, outcome=WORDS, success=several(WORDS), conditions=several(WORDS)),
    municipalities=rows(Municipality, **NAMED, county=WORDS),
    collaborations=rows(
        Collaboration,
        **NAMED,
        form=st.none() | st.sampled_from(Form),
        start=st.none() | PERIODS,
        end=st.none() | PERIODS,
        services=WORDS,
        outcome=WORDS,
        source=WORDS,
    ),
    memberships=rows(
        Membership,
        "collaboration",
        "municipality",
        "start",
        collaboration=IDS,
        municipality=IDS,
        start=st.none() | PERIODS,
        end=st.none() | PERIODS,
        role=st.sampled_from(Role),
    ),
)
EVIDENCE = st.builds(
    Evidence,
    study=STUDIES,
    respondents=rows(
        Respondent, id=IDS, municipality=st.just("") | IDS, collaboration=st.just("") | IDS, function=WORDS, label=WORDS
    ),
    interviews=st.builds(
        Interview,
        id=st.just("I1"),
        file=st.just("en intervju.txt"),
        respondents=several(IDS),
        date=st.none() | PERIODS,
        language=WORDS,
        has_consent=st.none() | st.booleans(),
        is_reviewed=st.booleans(),
        extra=EXTRA,
    ).map(lambda one: (one,)),
    transcripts=st.just({"I1": TRANSCRIPT}),
    codebook=rows(
        Code,
        id=IDS,
        kind=st.sampled_from(Kind),
        parent=st.just("") | IDS,
        name_en=WORDS,
        name_sv=WORDS,
        definition=WORDS,
        include=WORDS,
        exclude=WORDS,
        example=WORDS,
        anchors=ANCHORS,
    ).map(Codebook),
    excerpts=st.lists(
        EXCERPTS, unique_by=lambda one: (one.interview, one.start, one.end, one.code, one.coder), max_size=4
    ).map(tuple),
    settlements=rows(
        Settlement,
        "interview",
        "start",
        "end",
        "code",
        "coder",
        interview=st.just("I1"),
        start=st.integers(0, 9),
        end=st.integers(10, 20),
        code=IDS,
        coder=st.just("") | IDS,
        verdict=st.sampled_from(Verdict),
        new_start=st.none() | st.integers(0, 9),
        new_end=st.none() | st.integers(10, 20),
        quote=st.sampled_from(["", "litar på"]),
        reason=WORDS,
        settled_by=WORDS,
        settled_at=WORDS,
    ),
    scores=rows(
        FactorScore,
        "case",
        "factor",
        "respondent",
        "coder",
        case=IDS,
        factor=IDS,
        respondent=IDS,
        coder=st.just("") | IDS,
        score=st.none() | st.sampled_from(SCORES),
        was_asked=st.booleans(),
        reason=WORDS,
    ),
    items=rows(
        Item,
        id=IDS,
        scale=WORDS,
        text_en=WORDS,
        text_sv=WORDS,
        is_reversed=st.booleans(),
        lowest=NUMBERS.filter(lambda value: value is not None),
        highest=NUMBERS.filter(lambda value: value is not None),
        about=st.sampled_from(About),
    ),
    answers=rows(
        Answer,
        "respondent",
        "item",
        "about",
        "wave",
        respondent=IDS,
        item=IDS,
        about=st.just("") | IDS,
        wave=st.just("") | IDS,
        value=NUMBERS,
    ),
    indicators=rows(
        Indicator,
        "municipality",
        "collaboration",
        "indicator",
        "period",
        municipality=st.just("") | IDS,
        collaboration=st.just("") | IDS,
        indicator=IDS,
        period=PERIODS,
        value=NUMBERS,
        unit=WORDS,
        source=WORDS,
        status=st.sampled_from(["", "definition changed", "unverified", "eget"]),
    ),
    costs=rows(
        CostLine,
        "collaboration",
        "line",
        "period",
        collaboration=IDS,
        line=WORDS.filter(str.strip),
        period=PERIODS,
        amount=st.none() | st.floats(0, 1e12),
        unit=st.sampled_from(Unit),
        kind=st.none() | st.sampled_from(CostKind),
        driver=st.just("") | IDS,
    ),
    coalitions=rows(Coalition, "members", members=several(IDS, min_size=1), cost=NUMBERS),
    findings=rows(
        Finding,
        id=IDS,
        question=st.none() | st.sampled_from(Question),
        text_sv=WORDS,
        text_en=WORDS,
        sources=several(IDS),
        level=st.none() | st.sampled_from(Level),
        concerns=WORDS,
        reason=WORDS,
        decided_by=WORDS,
        decided_at=WORDS,
    ),
)


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@settings(max_examples=60, deadline=None)
@given(EVIDENCE)
def test_what_is_written_reads_back_as_it_was(evidence):
    with tempfile.TemporaryDirectory() as place:
        first, second = Path(place) / "first", Path(place) / "second"

        write_study_folder(StudyFolder(evidence), first)
        folder = read_study_folder(first)
        write_study_folder(folder, second)
        before = bytes_in(first)
        write_study_folder(folder, first)

        assert replace(folder.evidence, fingerprints={}) == evidence
        assert bytes_in(first) == before
        assert bytes_in(second) == before


@pytest.mark.parametrize("example", ["two-clusters", "swedish-collaborations", "clusters-plan"])
def test_an_example_is_already_in_standard_form(example, tmp_path):
    folder = read_study_folder(EXAMPLES / example)

    write_standard_copy(folder, tmp_path / "copy")

    written = bytes_in(tmp_path / "copy")
    original = bytes_in(EXAMPLES / example)
    assert {name: original[name] for name in written if name != "datapackage.json"} == {
        name: content for name, content in written.items() if name != "datapackage.json"
    }


def test_a_changed_row_leaves_the_other_cells_as_they_were_written(tmp_path):
    write_files(
        tmp_path,
        scores="coder,own,factor,case,respondent,score\nK,1,TRUST,NORD,R1,0.330\nL,2,TRUST,NORD,R1,.67\n",
    )
    folder = read_study_folder(tmp_path)
    first, second = folder.evidence.scores
    third = FactorScore("NORD", "TRUST", "R2", "K", None, was_asked=False)
    scores = (third, replace(second, score=1.0), first)

    write_study_folder(replace(folder, evidence=replace(folder.evidence, scores=scores)), tmp_path)

    assert (tmp_path / "scores.csv").read_text() == (
        "coder,own,factor,case,respondent,score,asked\n"
        "K,,TRUST,NORD,R2,,no\nL,2,TRUST,NORD,R1,1,yes\nK,1,TRUST,NORD,R1,0.330,yes\n"
    )


def test_only_what_changed_is_touched(tmp_path):
    write_files(tmp_path, municipalities='"municipality","name"\r\n"HOLM","Holm"\r\n"LILL","Lillby"\r\n')
    folder = read_study_folder(tmp_path)
    before = bytes_in(tmp_path)
    study = replace(folder.evidence.study, question="Vad ger det?")

    write_study_folder(replace(folder, evidence=replace(folder.evidence, study=study)), tmp_path)

    assert bytes_in(tmp_path) == {
        **before,
        "study.toml": b'[study]\ntitle = "Provstudien"\nquestion = "Vad ger det?"\n',
    }


def test_a_copy_in_standard_form_has_commas_and_few_quotes(tmp_path):
    source = write_files(tmp_path / "a", municipalities='"municipality";"name"\r\nHOLM;"Holm"\r\nLILL;"Lill, by"\r\n')

    write_standard_copy(read_study_folder(source), tmp_path / "b")

    assert (tmp_path / "b/municipalities.csv").read_bytes() == b'municipality,name\nHOLM,Holm\nLILL,"Lill, by"\n'


def test_what_was_read_with_a_note_is_made_standard_by_the_next_write(tmp_path):
    write_files(
        tmp_path,
        memberships="collaboration;municipality;from;role\nNORD;HOLM;15/3 2012;värd\n",
        scores="case;factor;respondent;coder;score\nNORD;TRUST;R1;K;0,3333\n",
        excerpts="interview,start,end,code,coder,quote\nI1,4,10,TRUST,K,litar\n",
    )

    write_study_folder(read_study_folder(tmp_path), tmp_path)

    assert (tmp_path / "memberships.csv").read_text() == (
        "collaboration,municipality,from,role\nNORD,HOLM,2012-03-15,host\n"
    )
    assert (tmp_path / "scores.csv").read_text() == "case,factor,respondent,coder,score\nNORD,TRUST,R1,K,0.33\n"
    assert (tmp_path / "excerpts.csv").read_text() == "interview,start,end,code,coder,quote\nI1,3,8,TRUST,K,litar\n"


def test_a_formula_in_a_cell_is_left_as_it_is(tmp_path):
    write_files(tmp_path, municipalities='municipality,name\nHOLM,"=1+1"\nLILL,@x\n')
    folder = read_study_folder(tmp_path)

    write_standard_copy(folder, tmp_path / ".." / f"{tmp_path.name}-copy")

    assert (tmp_path.parent / f"{tmp_path.name}-copy" / "municipalities.csv").read_text() == (
        "municipality,name\nHOLM,=1+1\nLILL,@x\n"
    )


def test_a_table_with_unreadable_rows_is_left_alone_and_never_rewritten(tmp_path):
    write_files(tmp_path, scores="case;factor;respondent;coder;score\nNORD;TRUST;R1;K;7\nNORD;TRUST;R2;K;1\n")
    folder = read_study_folder(tmp_path)
    before = bytes_in(tmp_path)

    write_study_folder(folder, tmp_path)
    with pytest.raises(ProblemsError) as caught:
        write_study_folder(replace(folder, evidence=replace(folder.evidence, scores=())), tmp_path)

    assert [str(one.place.row) for one in caught.value.problems] == ["2"]
    assert bytes_in(tmp_path) == before


def test_a_study_with_errors_is_not_copied(tmp_path):
    source = write_files(tmp_path / "a", scores="case,factor,respondent,coder,score\nNORD,TRUST,R9,K,1\n")

    with pytest.raises(ProblemsError):
        write_standard_copy(read_study_folder(source), tmp_path / "b")

    assert not (tmp_path / "b").exists()


def test_somebody_elses_change_is_not_overwritten(tmp_path):
    folder = read_study_folder(write_files(tmp_path))
    (tmp_path / "municipalities.csv").write_text("municipality\nHOLM\nLILL\nNY\n")
    study = replace(folder.evidence.study, municipalities=())

    with pytest.raises(StudyFolderError) as caught:
        write_study_folder(replace(folder, evidence=replace(folder.evidence, study=study)), tmp_path)

    assert str(caught.value) == (
        "municipalities.csv was changed by somebody else since the study was read. Read the study again."
    )


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("taken", "{path} is not empty. Name a folder that does not exist yet."),
        ("study/inside", "{path} lies inside the study. Name a folder outside it."),
        ("study", "{path} lies inside the study. Name a folder outside it."),
    ],
)
def test_a_copy_needs_a_free_place_outside_the_study(tmp_path, target, message):
    folder = read_study_folder(write_files(tmp_path / "study"))
    write_files(tmp_path / "taken")
    before = bytes_in(tmp_path)

    with pytest.raises(StudyFolderError) as caught:
        write_standard_copy(folder, tmp_path / target)

    assert str(caught.value) == message.format(path=tmp_path / target)
    assert bytes_in(tmp_path) == before


def test_a_value_that_no_cell_can_hold_is_an_error_and_nothing_is_written(tmp_path):
    folder = read_study_folder(write_files(tmp_path))
    before = bytes_in(tmp_path)
    evidence = replace(folder.evidence, coalitions=(Coalition(("HOLM", "LI;LL"), 5),), respondents=())

    with pytest.raises(ProblemsError) as caught:
        write_study_folder(replace(folder, evidence=evidence), tmp_path)

    assert str(caught.value) == (
        'coalitions.csv, row 2, column coalition: "LI;LL" has a semicolon, which stands between ids. '
        "Choose an id without."
    )
    assert bytes_in(tmp_path) == before


def test_when_one_file_cannot_be_put_in_place_the_others_are_put_back(tmp_path):
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / "blocked").write_text("a file, not a folder")

    with pytest.raises(OSError, match="blocked"):
        replace_files(tmp_path, {"a.csv": b"new", "b.csv": b"new", "blocked/c.csv": b"new"})

    assert bytes_in(tmp_path) == {"a.csv": b"old", "blocked": b"a file, not a folder"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "blocked"]


def test_unknown_files_and_unnamed_transcripts_stay_behind(tmp_path):
    source = write_files(tmp_path / "a")
    (source / "key.csv").write_text("who is who")
    (source / "interviews/raw.txt").write_text("raw")

    folder = read_study_folder(source)
    write_standard_copy(folder, tmp_path / "b")

    assert folder.unknown_files == ("key.csv",)
    assert sorted(bytes_in(tmp_path / "b")) == [
        "codebook.csv",
        "collaborations.csv",
        "datapackage.json",
        "interviews.csv",
        "interviews/I1.txt",
        "municipalities.csv",
        "respondents.csv",
        "study.toml",
    ]
