"""Who may do what in a study: every act of the workbench asks here first."""

from dataclasses import dataclass

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.people import Right, StudyRole, may
from samverkan.domain.words import say
from samverkan.records.coding import Hidden, list_hidden_interviews, list_withheld
from samverkan.records.study import StudyLine, find_line


class NotThereError(WorkbenchError):
    """There is no such thing, or not for who asks: a study that one has no part in looks like one that is not."""


class NotAllowedError(WorkbenchError):
    """Somebody takes part in the study, but their role does not reach so far."""


class HiddenNowError(WorkbenchError):
    """Something holds the work of other coders, which is hidden from who asks while a double coding goes on."""


@dataclass(frozen=True, slots=True)
class Place:
    """A study as somebody sees it: what it is called, their role there, and their name as a coder ('' for none yet)."""

    study_id: int
    title: str
    language: str
    is_invented: bool
    role: StudyRole
    coder: str = ""

    def allows(self, right: Right) -> bool:
        """Tell whether the role has a right."""
        return may(self.role, right)


def require(actor: int, study_id: int, right: Right) -> Place:
    """Return the study as the account `actor` sees it, when its role there has the right.

    Raises
    ------
    NotThereError
        There is no such study, or the account has no role in it.
    NotAllowedError
        The role does not have the right.
    """
    line = find_line(study_id, actor)
    if line is None:
        raise NotThereError(say("There is no such study, or you do not take part in it."))
    if not may(line.role, right):
        raise NotAllowedError(say("Your role in this study does not allow this. Ask an owner of the study."))
    return _place(line)


def find_hidden(place: Place) -> Hidden:
    """Return what the actor does not see: others' excerpts in interviews that are being double-coded.

    Who only reads takes no part in a double coding, and sees them.
    """
    interviews = list_hidden_interviews(place.study_id) if place.allows(Right.EDIT) else frozenset[str]()
    return Hidden(interviews, place.coder) if interviews else Hidden()


def find_withheld(place: Place) -> tuple[str, ...]:
    """Return the interviews in which others have coded or scored what the actor does not see; () for nothing.

    Of what shows the whole study at once nothing can be left out, so it is closed to who codes. An owner who has not
    coded takes no part in the double coding.
    """
    if place.allows(Right.OWN) and not place.coder:
        return ()
    return list_withheld(place.study_id, find_hidden(place))


def _place(line: StudyLine) -> Place:
    return Place(line.id, line.title, line.language, line.is_invented, line.role, line.coder)
