"""All tables, one file for each room; keys point only to the same or an earlier room."""

from samverkan.records.models.coding import (
    CodebookVersionRecord,
    CodeRecord,
    ExcerptRecord,
    ScoreRecord,
    SettlementRecord,
)
from samverkan.records.models.findings import FindingRecord
from samverkan.records.models.history import EventRecord
from samverkan.records.models.indicators import IndicatorRecord
from samverkan.records.models.interviews import (
    InterviewRecord,
    InterviewRespondentRecord,
    PassageRecord,
    ProposalRecord,
    RespondentRecord,
    TranscriptRecord,
    UploadRecord,
)
from samverkan.records.models.jobs import JobRecord
from samverkan.records.models.people import Account
from samverkan.records.models.report import RunFileRecord, RunRecord
from samverkan.records.models.sharing import CoalitionRecord, CostLineRecord
from samverkan.records.models.study import (
    CollaborationRecord,
    MembershipRecord,
    MunicipalityRecord,
    StudyFileRecord,
    StudyMembership,
    StudyRecord,
)
from samverkan.records.models.survey import AnswerRecord, ItemRecord

__all__ = [
    "Account",
    "AnswerRecord",
    "CoalitionRecord",
    "CodeRecord",
    "CodebookVersionRecord",
    "CollaborationRecord",
    "CostLineRecord",
    "EventRecord",
    "ExcerptRecord",
    "FindingRecord",
    "IndicatorRecord",
    "InterviewRecord",
    "InterviewRespondentRecord",
    "ItemRecord",
    "JobRecord",
    "MembershipRecord",
    "MunicipalityRecord",
    "PassageRecord",
    "ProposalRecord",
    "RespondentRecord",
    "RunFileRecord",
    "RunRecord",
    "ScoreRecord",
    "SettlementRecord",
    "StudyFileRecord",
    "StudyMembership",
    "StudyRecord",
    "TranscriptRecord",
    "UploadRecord",
]
