"""Uploading: files come in piece by piece, are read, and wait for a person to review their names."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.history import Event
from samverkan.domain.kept import Kept
from samverkan.domain.people import Right
from samverkan.domain.trace import fingerprint
from samverkan.domain.words import Text, say
from samverkan.files.transcripts import TRANSCRIPT_SUFFIXES, has_encoding, read_transcript, sizes
from samverkan.files.upload_store import Reading, UploadError, UploadFolder, open_upload, sweep_uploads, tidy_name
from samverkan.records.history import add_event
from samverkan.records.interviews import (
    Upload,
    UploadState,
    add_upload,
    change_upload,
    find_upload,
    list_tokens,
    load_uploads,
    remove_upload,
    replace_proposals,
)
from samverkan.workbench.access import NotThereError, require
from samverkan.workbench.interviews.proposing import keep_apart, propose_for

MOST_BYTES: Final = sizes.MOST_BYTES
PIECE_BYTES: Final = 1_000_000
OPEN: Final = (UploadState.READING, UploadState.WAITING, UploadState.REFUSED)
ENCODINGS: Final = ("utf-8", "cp1252", "mac_roman", "cp850", "utf-16")


@dataclass(frozen=True, slots=True)
class UploadOrder:
    """A file that is to come: its name, its size, when it was last changed, and its encoding ('' to have it found)."""

    name: str
    size_bytes: int
    changed: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class UploadLine:
    """An upload in a list, with the file's name, how much of it is here, and what is wrong with it."""

    id: int
    study_id: int
    name: str
    state: str
    size_bytes: int
    received: int
    encoding: str = ""
    problem: Text | None = None
    proposals: int = 0
    decided: int = 0

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for somebody to review its names."""
        return self.state == UploadState.WAITING.value

    @property
    def is_refused(self) -> bool:
        """Whether something is wrong with the file."""
        return self.state == UploadState.REFUSED.value

    @property
    def has_encoding(self) -> bool:
        """Whether another encoding may give other words."""
        return has_encoding(self.name)

    @property
    def part(self) -> float:
        """Which share of the file is here."""
        return self.received / self.size_bytes if self.size_bytes else 1.0

    @property
    def is_whole(self) -> bool:
        """Whether the whole file is here."""
        return self.received >= self.size_bytes

    @property
    def open_proposals(self) -> int:
        """How many forms nobody has decided yet."""
        return self.proposals - self.decided


def list_uploads(actor: int, study_id: int) -> tuple[UploadLine, ...]:
    """Return what is on its way into the study, in the order in which it came."""
    require(actor, study_id, Right.EDIT)
    return tuple(_line(study_id, one) for one in load_uploads(study_id, OPEN))


def start_upload(actor: int, study_id: int, order: UploadOrder) -> UploadLine:
    """Return the place of a file that is to come; the same place again when it was broken off before.

    Raises
    ------
    UploadError
        The file is too large, empty, of a kind that is not read, or the disk is full.
    """
    require(actor, study_id, Right.EDIT)
    name = tidy_name(order.name)
    _check_order(name, order)
    begun = _find_begun(actor, study_id, name, order)
    if begun is not None:
        return begun
    sweep_uploads(settings.SAMVERKAN_HOME, list_tokens())
    token = secrets.token_hex(16)
    folder = open_upload(settings.SAMVERKAN_HOME, token)
    what = {"changed": order.changed, "encoding": order.encoding}
    with transaction.atomic():
        now = timezone.now()
        upload = Upload(token, UploadState.READING.value, actor, now, order.size_bytes, what)
        upload_id = add_upload(study_id, upload)
        add_event(study_id, _event(actor, "start-upload", upload_id, {"bytes": order.size_bytes}))
        folder.start(name)
    return _line(study_id, Kept(upload_id, 1, upload))


def _check_order(name: str, order: UploadOrder) -> None:
    suffix = PurePath(name).suffix.lower()
    if order.size_bytes > MOST_BYTES:
        raise UploadError(sizes.say_too_large(name, order.size_bytes))
    if suffix not in TRANSCRIPT_SUFFIXES:
        # The reader has the words for what to do with each kind.
        read_transcript(b"-", name)
    if order.size_bytes <= 0:
        raise UploadError(say("{file} is empty. Add the file with the words in it.", file=name))


def _find_begun(actor: int, study_id: int, name: str, order: UploadOrder) -> UploadLine | None:
    for one in load_uploads(study_id, [UploadState.READING]):
        upload = one.value
        is_same = (upload.uploaded_by, upload.size_bytes, upload.order.get("changed", "")) == (
            actor,
            order.size_bytes,
            order.changed,
        )
        if is_same and _folder(upload).name == name:
            return _line(study_id, one)
    return None


def take_piece(actor: int, study_id: int, upload_id: int, offset: int, pieces: Iterable[bytes]) -> int:
    """Keep the piece of a file that begins at `offset`; return how many bytes are here, all of them safe on the disk.

    Raises
    ------
    UploadError
        It is not the next piece, or there is no room for it.
    """
    require(actor, study_id, Right.EDIT)
    upload = _find(study_id, upload_id).value
    if upload.state != UploadState.READING.value:
        raise UploadError(say("The whole file is here already."))
    return _folder(upload).add(offset, _no_more_than(upload.size_bytes - offset, pieces))


def _no_more_than(most: int, pieces: Iterable[bytes]) -> Iterable[bytes]:
    for piece in pieces:
        most -= len(piece)
        if most < 0:
            raise UploadError(say("More came than the file was said to hold. Choose the file again."))
        yield piece


def finish_upload(actor: int, study_id: int, upload_id: int) -> UploadLine:
    """Read a file that is here and return its line: it waits for a review now, or says what is wrong with it."""
    require(actor, study_id, Right.EDIT)
    kept = _find(study_id, upload_id)
    line = _line(study_id, kept)
    if kept.value.state != UploadState.READING.value:
        return line
    if not line.is_whole:
        raise UploadError(say("The file is not here as a whole yet. Choose it again to go on where it was broken off."))
    return _read(actor, study_id, kept)


def read_again(actor: int, study_id: int, upload_id: int, encoding: str) -> UploadLine:
    """Read a file again under another encoding ('' to have it found); what was decided for its names is kept."""
    require(actor, study_id, Right.EDIT)
    kept = _find(study_id, upload_id)
    if not _line(study_id, kept).is_whole:
        raise UploadError(say("The file is not here as a whole yet. Choose it again to go on where it was broken off."))
    order = {**kept.value.order, "encoding": encoding}
    return _read(actor, study_id, replace(kept, value=replace(kept.value, order=order)))


def _read(actor: int, study_id: int, kept: Kept[Upload]) -> UploadLine:
    folder = _folder(kept.value)
    content = folder.read_original()
    order = {**kept.value.order, "fingerprint": fingerprint(content)}
    try:
        _refuse_twice(study_id, kept.id, order["fingerprint"], folder.name)
        transcript = read_transcript(content, folder.name, order.get("encoding") or None)
    except WorkbenchError as error:
        folder.keep_problem(error.text)
        with transaction.atomic():
            change_upload(kept, state=UploadState.REFUSED.value, order=order, error=error.text.template)
            add_event(study_id, _event(actor, "refuse-upload", kept.id, {"error": error.text.template}))
        return _line(study_id, _find(study_id, kept.id))
    folder.forget_problem()
    with transaction.atomic(), keep_apart(study_id):
        proposals, forms = propose_for(study_id, kept.id, transcript)
        folder.keep_reading(Reading(transcript, forms))
        replace_proposals(study_id, kept.id, proposals)
        change_upload(kept, state=UploadState.WAITING.value, order=order, error="")
        add_event(study_id, _event(actor, "read-upload", kept.id, {"turns": len(transcript.turns)}))
    return _line(study_id, _find(study_id, kept.id))


def _refuse_twice(study_id: int, upload_id: int, print_of_file: str, name: str) -> None:
    others = load_uploads(study_id, [UploadState.WAITING, UploadState.TAKEN_IN])
    if any(one.value.order.get("fingerprint") == print_of_file for one in others if one.id != upload_id):
        raise UploadError(
            say("{file} has been uploaded already, under this name or another. Discard this one.", file=name)
        )


def discard_upload(actor: int, study_id: int, upload_id: int) -> None:
    """Remove an upload that has not become an interview, with its file; what was decided for its names stays."""
    require(actor, study_id, Right.EDIT)
    with transaction.atomic():
        upload = _find(study_id, upload_id).value
        remove_upload(upload_id)
        add_event(study_id, _event(actor, "discard-upload", upload_id, {}))
    _folder(upload).remove()


def take_file(actor: int, study_id: int, order: UploadOrder, pieces: Iterable[bytes]) -> UploadLine:
    """Take a whole file at once, for a browser without scripts; return its line.

    Raises
    ------
    UploadError, TranscriptError
        As `start_upload` and `take_piece`.
    """
    line = start_upload(actor, study_id, order)
    if line.received:
        discard_upload(actor, study_id, line.id)
        line = start_upload(actor, study_id, order)
    take_piece(actor, study_id, line.id, 0, pieces)
    return finish_upload(actor, study_id, line.id)


def _find(study_id: int, upload_id: int) -> Kept[Upload]:
    kept = find_upload(study_id, upload_id)
    if kept is None or kept.value.state == UploadState.TAKEN_IN.value:
        raise NotThereError(say("There is no such upload: it has become an interview, or somebody has discarded it."))
    return kept


def _folder(upload: Upload) -> UploadFolder:
    return open_upload(settings.SAMVERKAN_HOME, upload.token)


def _line(study_id: int, kept: Kept[Upload]) -> UploadLine:
    upload, folder = kept.value, _folder(kept.value)
    return UploadLine(
        kept.id,
        study_id,
        folder.name,
        upload.state,
        upload.size_bytes,
        folder.received,
        str(upload.order.get("encoding", "")),
        folder.load_problem() if upload.state == UploadState.REFUSED.value else None,
        upload.proposals,
        upload.decided,
    )


def _event(actor: int, act: str, upload_id: int, after: Mapping[str, Any]) -> Event:
    return Event(timezone.now(), actor, act, "interviews", f"upload:{upload_id}", after=dict(after))
