"""What a person does with a study as a whole."""

import pytest

from make import EXAMPLES, make_interview, make_respondent, make_study, write_files
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.study import Municipality, Study
from samverkan.files.study_folder import StudyStart, read_study_folder
from samverkan.workbench.study import check_study, export_study, find_next_step, start_study


def test_a_new_study_says_what_to_do_next(tmp_path):
    step = start_study(tmp_path / "new", StudyStart("Ny"))

    assert str(step) == "Next: write the municipalities in municipalities.csv."


@pytest.mark.parametrize(
    ("evidence", "step"),
    [
        (Evidence(Study("T")), "Next: write the municipalities in municipalities.csv."),
        (
            Evidence(Study("T", municipalities=(Municipality("A", "A"),))),
            "Next: write the collaborations in collaborations.csv.",
        ),
        (
            Evidence(make_study(memberships=())),
            "Next: write who belongs where, since when, in memberships.csv.",
        ),
        (
            Evidence(make_study()),
            (
                "Next: take in interviews with `samverkan import`, or write survey answers in answers.csv or key "
                "figures in indicators.csv."
            ),
        ),
        (
            Evidence(make_study(), respondents=(make_respondent(),), interviews=(make_interview(),)),
            "Next: mark passages of the interviews in excerpts.csv.",
        ),
    ],
)
def test_the_next_step_is_what_the_study_lacks_first(evidence, step, tmp_path):
    assert str(find_next_step(evidence, tmp_path)) == step


def test_a_whole_study_is_ready_to_be_evaluated():
    found = check_study(EXAMPLES / "two-clusters")

    assert found.errors == ()
    assert str(found.next_step) == f"Next: `samverkan evaluate {EXAMPLES / 'two-clusters'}`."


def test_a_study_with_errors_is_to_be_mended_first(tmp_path):
    found = check_study(write_files(tmp_path, municipalities="municipality\nHOLM\nHOLM\nLILL\n"))

    assert [one.place.row for one in found.errors] == [3]
    assert str(found.next_step) == "Mend the errors, then check again."


def test_an_exported_study_holds_the_same_evidence(tmp_path):
    source = write_files(tmp_path / "a")
    (source / "key.csv").write_text("who is who")

    left_out = export_study(source, tmp_path / "b")

    assert left_out == ("key.csv",)
    assert read_study_folder(tmp_path / "b").evidence == read_study_folder(source).evidence
