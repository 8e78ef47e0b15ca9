"""A study of the workbench as one .zip file, taken out and taken in through the browser."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from django.db import transaction
from django.utils import timezone

from samverkan.domain.history import Event
from samverkan.domain.people import Right
from samverkan.domain.words import say
from samverkan.files.study_folder.packing import pack_folder, unpack_folder
from samverkan.records.history import add_event
from samverkan.workbench.access import HiddenNowError, find_withheld, require
from samverkan.workbench.study.moving import import_study, render_study

IN_MEMORY: Final = 5_000_000
LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class PackedStudy:
    """A study folder as a .zip: the name of the file, and the file, open at its beginning."""

    name: str
    file: IO[bytes]


@transaction.atomic
def pack_study(actor: int, study_id: int) -> PackedStudy:
    """Return the study folder of a study, packed; the history tells who took it out.

    It takes the right to edit: the folder also has the files that came in with it and that no page shows.

    Raises
    ------
    HiddenNowError
        Others' work is hidden from the actor while a double coding goes on; a folder without it would not be whole.
    ConflictsWaitError
        Excerpts stand on an older version of their transcript.
    ProblemsError
        A value cannot be written in its cell.
    """
    place = require(actor, study_id, Right.EDIT)
    withheld = find_withheld(place)
    if withheld:
        raise HiddenNowError(
            say(
                "The study folder holds what other coders have marked or scored in {interviews}, and it is hidden "
                "from you until an owner ends the double coding there. Download the folder after that, or ask an "
                "owner who does not code to download it now.",
                interviews=", ".join(withheld),
            )
        )
    rendered = render_study(study_id)
    now = timezone.localtime()
    name = name_folder(place.title)
    # Whoever takes the file closes it.
    packed = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- it lives as long as the answer
    pack_folder(rendered.contents, name, now, packed)
    packed.seek(0)
    after = {"files": len(rendered.contents)}
    add_event(study_id, Event(now, actor, "export-study", "study", f"study:{study_id}", after=after))
    return PackedStudy(f"{name}.zip", packed)


def unpack_study(actor: int, source: IO[bytes]) -> int:
    """Take a packed study folder into the workbench; return the number of the study, which the actor owns.

    Everything comes in or nothing does.

    Raises
    ------
    PackedStudyError
        The file is no .zip with one study folder, or would unpack to too much.
    ProblemsError
        All errors of the study at once.
    """
    with tempfile.TemporaryDirectory(prefix="samverkan-") as place:
        into = Path(place) / "study"
        into.mkdir()
        return import_study(unpack_folder(source, into), by=actor)


def name_folder(title: str) -> str:
    """Return what the folder of a study with this title is called."""
    return re.sub(r"[^a-z0-9åäö]+", "-", title.casefold()).strip("-")[:LONGEST_NAME] or "studie"
