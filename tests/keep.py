"""Makers of what is kept in the tables; only for tests that use the database."""

from datetime import UTC, datetime
from typing import Any

from make import make_evidence
from samverkan.domain.people import StudyRole
from samverkan.records.evidence import add_evidence
from samverkan.records.interviews import add_transcript_version, load_kept_interviews, load_transcript
from samverkan.records.people import add_account
from samverkan.records.study import add_participant, add_study

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PASSWORD = "a long password for tests"


def keep_study(**parts: Any) -> int:
    """The small study of `make_evidence` in the tables; the number of the study."""
    evidence = make_evidence(**parts)
    study_id = add_study(evidence.study, "study", "", NOON)
    add_evidence(study_id, evidence, NOON)
    return study_id


def keep_interview(**parts: Any) -> tuple[int, int]:
    """Such a study; the numbers of the study and of its first interview."""
    study_id = keep_study(**parts)
    return study_id, load_kept_interviews(study_id)[0].id


def keep_account(email: str = "kim@example.org", **fields: Any) -> int:
    """An account that logs in with PASSWORD; its number."""
    return add_account(email, PASSWORD, **fields)


def keep_participant(study_id: int, role: StudyRole = StudyRole.EDITOR, coder: str = "KA") -> int:
    """An account with a role in the study; its number."""
    account_id = keep_account(f"{role.value}@example.org")
    add_participant(study_id, account_id, role, coder)
    return account_id


def let_wait(study_id: int) -> None:
    """Let the excerpts of the first interview wait for a place: its transcript has a new version without them."""
    interview_id = load_kept_interviews(study_id)[0].id
    add_transcript_version(interview_id, load_transcript(interview_id).value, NOON)
