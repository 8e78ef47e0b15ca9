"""The door of the study: its frame, its files, who takes part, municipalities, collaborations and memberships."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from samverkan.domain.people import StudyRole
from samverkan.domain.study import (
    Collaboration,
    ComparisonPlan,
    Design,
    Form,
    Membership,
    Municipality,
    Role,
    SizeRule,
    Study,
)
from samverkan.domain.trace import GivenFile
from samverkan.records.models.study import (
    CollaborationRecord,
    MembershipRecord,
    MunicipalityRecord,
    StudyFileRecord,
    StudyMembership,
    StudyRecord,
)
from samverkan.records.prepared import Prepared
from samverkan.records.rows import (
    add_rows,
    change_row,
    empty_if_none,
    numbers_by_key,
    read_extra,
    read_period,
    write_extra,
    write_period,
)


@dataclass(frozen=True, slots=True)
class StudyLine:
    """A study in a list, with the role of who looks at it and, where it is one alone, their name as a coder."""

    id: int
    name: str
    title: str
    language: str
    is_invented: bool
    role: StudyRole
    coder: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part in a study."""

    account_id: int
    email: str
    name: str
    role: StudyRole
    coder: str


def add_study(study: Study, name: str, settings: str, created_at: datetime) -> int:
    """Return the number of a new study with this frame; its municipalities and the rest are added apart."""
    row = StudyRecord(name=name, settings=settings, created_at=created_at, **_frame(study))
    row.save(force_insert=True)
    return row.pk


def change_frame(study_id: int, version: int, study: Study, *, hides_other_coders: bool) -> bool:
    """Set the frame of a study that is still in the version that was seen; False when it is not."""
    return change_row(StudyRecord, study_id, version, hides_other_coders=hides_other_coders, **_frame(study))


def hides_other_coders(study_id: int) -> bool:
    """Tell whether coders are hidden from each other in every interview of a study."""
    return StudyRecord.objects.values_list("hides_other_coders", flat=True).get(pk=study_id)


def load_version(study_id: int) -> int:
    """Return the version of the frame of a study."""
    return StudyRecord.objects.values_list("version", flat=True).get(pk=study_id)


def _frame(study: Study) -> dict[str, object]:
    plan = study.comparison
    return {
        "title": study.title,
        "question": study.question,
        "language": study.language,
        "design": study.design.value,
        "is_invented": study.is_invented,
        "size_rule": study.size_rule.value,
        "large_from": study.large_from,
        "outcome_column": plan.outcome,
        "success": list(plan.success),
        "failure": list(plan.failure),
        "conditions": list(plan.conditions),
        "smallest_group": study.smallest_group,
    }


def load_study(study_id: int) -> Study:
    """Return the study with its municipalities, collaborations and memberships; StudyRecord.DoesNotExist otherwise."""
    row = StudyRecord.objects.get(pk=study_id)
    return Study(
        title=row.title,
        question=row.question,
        language=row.language,
        design=Design(row.design),
        is_invented=row.is_invented,
        size_rule=SizeRule(row.size_rule),
        large_from=row.large_from,
        comparison=ComparisonPlan(row.outcome_column, tuple(row.success), tuple(row.failure), tuple(row.conditions)),
        smallest_group=row.smallest_group,
        municipalities=load_municipalities(study_id),
        collaborations=load_collaborations(study_id),
        memberships=load_memberships(study_id),
    )


def has_study(study_id: int) -> bool:
    """Tell whether there is such a study."""
    return StudyRecord.objects.filter(pk=study_id).exists()


def load_settings(study_id: int) -> str:
    """Return the text of study.toml as it was given or last written."""
    return StudyRecord.objects.values_list("settings", flat=True).get(pk=study_id)


def load_study_name(study_id: int) -> str:
    """Return the name of the study's folder."""
    return StudyRecord.objects.values_list("name", flat=True).get(pk=study_id)


def list_studies(account_id: int) -> tuple[StudyLine, ...]:
    """Return the studies that an account takes part in, by title."""
    rows = (
        StudyMembership.objects.filter(account_id=account_id)
        .order_by("study__title", "study_id")
        .values_list("study_id", "study__name", "study__title", "study__language", "study__is_invented", "role")
    )
    return tuple(
        StudyLine(study, name, title, language, is_invented, StudyRole(role))
        for study, name, title, language, is_invented, role in rows
    )


LINES = Prepared(
    lambda study, account: StudyMembership.objects.filter(study_id=study, account_id=account).values_list(
        "study__name", "study__title", "study__language", "study__is_invented", "role", "coder"
    ),
    takes=2,
)


def find_line(study_id: int, account_id: int) -> StudyLine | None:
    """Return a study as an account sees it; None when it has no role there."""
    for name, title, language, is_invented, role, coder in LINES(study_id, account_id):
        return StudyLine(study_id, name, title, language, is_invented, StudyRole(role), coder)
    return None


def remove_study(study_id: int) -> None:
    """Remove a study with everything in it, for good."""
    StudyRecord.objects.get(pk=study_id).delete()


def add_participant(study_id: int, account_id: int, role: StudyRole, coder: str = "") -> None:
    """Give an account a role in a study, or another one than it has."""
    StudyMembership.objects.update_or_create(
        study_id=study_id, account_id=account_id, defaults={"role": role.value, "coder": coder}
    )


def remove_participant(study_id: int, account_id: int) -> None:
    """Take an account's role in a study away."""
    StudyMembership.objects.filter(study_id=study_id, account_id=account_id).delete()


def load_participants(study_id: int) -> tuple[Participant, ...]:
    """Return who takes part in a study, in the order in which they came."""
    rows = (
        StudyMembership.objects.filter(study_id=study_id)
        .order_by("pk")
        .values_list("account_id", "account__email", "account__name", "role", "coder")
    )
    return tuple(
        Participant(account, email, name, StudyRole(role), coder) for account, email, name, role, coder in rows
    )


def hold_study(study_id: int) -> None:
    """Let nobody else hold the study before the transaction ends."""
    StudyRecord.objects.select_for_update().values_list("pk", flat=True).get(pk=study_id)


def hold_participants(study_id: int) -> tuple[Participant, ...]:
    """Return who takes part, and let nobody else change it before the transaction ends."""
    hold_study(study_id)
    return load_participants(study_id)


def studies_of(account_id: int, role: StudyRole | None = None) -> frozenset[int]:
    """Return the numbers of the studies in which an account has this role, or any."""
    rows = StudyMembership.objects.filter(account_id=account_id)
    if role is not None:
        rows = rows.filter(role=role.value)
    return frozenset(rows.values_list("study_id", flat=True))


def load_role(study_id: int, account_id: int) -> StudyRole | None:
    """Return the role of an account in a study; None when it has none."""
    role = StudyMembership.objects.filter(study_id=study_id, account_id=account_id).values_list("role", flat=True)
    return StudyRole(role[0]) if role else None


def add_files(study_id: int, files: Mapping[str, GivenFile]) -> None:
    """Keep files of the study folder as they were given."""
    rows = [
        StudyFileRecord(
            study_id=study_id,
            name=name,
            content=one.content,
            fingerprint=one.fingerprint,
            values_fingerprint=one.values_fingerprint,
        )
        for name, one in files.items()
    ]
    StudyFileRecord.objects.bulk_create(rows, batch_size=50)


def load_files(study_id: int) -> dict[str, GivenFile]:
    """Return the files of the study folder as they were given, by name."""
    rows = StudyFileRecord.objects.filter(study_id=study_id).order_by("pk")
    columns = rows.values_list("name", "content", "fingerprint", "values_fingerprint")
    return {name: GivenFile(bytes(content), *fingerprints) for name, content, *fingerprints in columns}


def forget_file(study_id: int, name: str) -> None:
    """Remove a file as it was given, so that nothing that was removed from its values lives on in it."""
    StudyFileRecord.objects.filter(study_id=study_id, name=name).delete()


def add_municipalities(study_id: int, values: Iterable[Municipality]) -> None:
    """Add municipalities in their order."""
    rows = (
        MunicipalityRecord(
            study_id=study_id, key=one.id, name=one.name, county=one.county, extra=write_extra(one.extra)
        )
        for one in values
    )
    add_rows(MunicipalityRecord, rows)


MUNICIPALITIES = Prepared(
    lambda study: (
        MunicipalityRecord.objects.filter(study_id=study).order_by("pk").values_list("key", "name", "county", "extra")
    )
)


def load_municipalities(study_id: int) -> tuple[Municipality, ...]:
    """Return the municipalities in their order."""
    return tuple(
        Municipality(key, name, county, read_extra(extra)) for key, name, county, extra in MUNICIPALITIES(study_id)
    )


def add_collaborations(study_id: int, values: Iterable[Collaboration]) -> None:
    """Add collaborations in their order."""
    rows = (
        CollaborationRecord(
            study_id=study_id,
            key=one.id,
            name=one.name,
            form=empty_if_none(one.form),
            start=write_period(one.start),
            end=write_period(one.end),
            services=one.services,
            outcome=one.outcome,
            source=one.source,
            extra=write_extra(one.extra),
        )
        for one in values
    )
    add_rows(CollaborationRecord, rows)


def load_collaborations(study_id: int) -> tuple[Collaboration, ...]:
    """Return the collaborations in their order."""
    rows = CollaborationRecord.objects.filter(study_id=study_id).order_by("pk")
    return tuple(
        Collaboration(
            id=row.key,
            name=row.name,
            form=Form(row.form) if row.form else None,
            start=read_period(row.start),
            end=read_period(row.end),
            services=row.services,
            outcome=row.outcome,
            source=row.source,
            extra=read_extra(row.extra),
        )
        for row in rows
    )


def add_memberships(study_id: int, values: Iterable[Membership]) -> None:
    """Add memberships in their order; KeyError when a municipality or collaboration is not there."""
    municipalities = numbers_by_key(MunicipalityRecord, study_id)
    collaborations = numbers_by_key(CollaborationRecord, study_id)
    rows = (
        MembershipRecord(
            study_id=study_id,
            collaboration_id=collaborations[one.collaboration],
            municipality_id=municipalities[one.municipality],
            start=write_period(one.start),
            end=write_period(one.end),
            role=one.role.value,
            extra=write_extra(one.extra),
        )
        for one in values
    )
    add_rows(MembershipRecord, rows)


def load_memberships(study_id: int) -> tuple[Membership, ...]:
    """Return the memberships in their order."""
    rows = MembershipRecord.objects.filter(study_id=study_id).order_by("pk")
    columns = rows.values_list("collaboration__key", "municipality__key", "start", "end", "role", "extra")
    return tuple(
        Membership(collaboration, municipality, read_period(start), read_period(end), Role(role), read_extra(extra))
        for collaboration, municipality, start, end, role, extra in columns
    )
