"""Proposals for the names in an upload: what the study knows already, and the key that is kept apart from the study."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from samverkan.domain.interviews.language import language_of
from samverkan.domain.interviews.mentions import Verdict
from samverkan.domain.interviews.proposals import Decision, Known, Proposal
from samverkan.domain.interviews.pseudonyms import MASKED, propose_for_all
from samverkan.domain.interviews.transcript import Transcript
from samverkan.files.pseudonym_key import Key, merge_decisions, read_key, write_key
from samverkan.files.upload_store import Form, open_upload
from samverkan.records.interviews import (
    Decided,
    UploadState,
    load_proposals,
    load_respondents,
    load_uploads,
    lock_uploads,
    scan_transcripts,
)
from samverkan.records.study import load_study


def key_of(study_id: int) -> Path:
    """Return where the key of a study lies: in the data folder, apart from the database."""
    home: Path = settings.SAMVERKAN_HOME
    return home / "keys" / f"study-{study_id}.toml"


@contextmanager
def keep_apart(study_id: int) -> Iterator[None]:
    """Let one at a time decide for the names of a study; call it in a transaction, whose end lets the next one in."""
    lock_uploads(study_id)
    yield


def remember(study_id: int, decisions: Iterable[Decision]) -> None:
    """Write decisions into the key of the study, in the place of earlier ones for the same forms."""
    path = key_of(study_id)
    key = read_key(path)
    merged = merge_decisions(key.decisions, decisions)
    if merged != key.decisions:
        write_key(Key(merged, f"study {study_id}"), path)


def propose_for(
    study_id: int, upload_id: int, transcript: Transcript, named: tuple[str, ...] = ()
) -> tuple[tuple[Decided, ...], tuple[Form, ...]]:
    """Return the proposals for the transcript of an upload and its forms, both by their numbers.

    New pseudonyms are in the language of the text, where that is clear, else in the study's.
    What a person has decided for a form before is decided here too. A form that waits in another upload gets what is
    proposed there; new pseudonyms go on from the highest that is used, proposed or remembered.
    """
    known = gather_known(study_id, upload_id, named)
    known = replace(known, language=language_of("", transcript.text, known.language))
    proposals = propose_for_all((transcript,), known)
    now = timezone.now()
    decided = tuple(
        Decided(
            upload_id,
            number,
            one.kind,
            one.verdict,
            _words_of(one),
            one.count,
            one.is_remembered,
            None,
            now if one.is_remembered else None,
        )
        for number, one in enumerate(proposals)
    )
    return decided, tuple(Form(one.original, one.replacement, one.alike) for one in proposals)


def _words_of(one: Proposal) -> str:
    return "" if one.verdict is Verdict.KEEP and one.is_remembered else one.replacement


def gather_known(study_id: int, upload_id: int, named: tuple[str, ...] = ()) -> Known:
    """Return what the study knows beforehand, with the pseudonyms in use, so that none is given twice."""
    known = gather_names(study_id, upload_id)
    return replace(known, used=tuple(_pseudonyms_in_use(study_id)), named=named)


def gather_names(study_id: int, upload_id: int | None = None) -> Known:
    """Return the names that the study knows: the key, what waits in other uploads, its places and respondents."""
    study = load_study(study_id)
    places = [name for one in study.municipalities for name in (one.name, one.id) if name and not name.isdigit()]
    places += [one.name for one in study.collaborations if one.name]
    respondents = [name for one in load_respondents(study_id) for name in (one.id, one.label) if name]
    decisions = {one.original: one for one in _proposed_elsewhere(study_id, upload_id)}
    decisions |= {one.original: one for one in read_key(key_of(study_id)).decisions}
    return Known(
        decisions=tuple(decisions.values()),
        municipalities=tuple(places),
        respondents=tuple(respondents),
        language=study.language,
    )


def _proposed_elsewhere(study_id: int, upload_id: int | None) -> Iterator[Decision]:
    for upload in load_uploads(study_id, [UploadState.WAITING]):
        if upload.id == upload_id:
            continue
        forms = open_upload(settings.SAMVERKAN_HOME, upload.value.token).load_reading().forms
        for kept in load_proposals(upload.id):
            one = kept.value
            words = one.replacement if one.verdict is Verdict.ACCEPT else ""
            yield Decision(forms[one.number].original, one.kind, one.verdict, words, is_reviewed=one.is_decided)


def _pseudonyms_in_use(study_id: int) -> dict[str, None]:
    used: dict[str, None] = {}
    for text, speakers in scan_transcripts(study_id):
        used |= dict.fromkeys(MASKED.findall(text))
        used |= dict.fromkeys(f"[{one}]" for one in speakers if one)
    return used
