"""What a study is about: its title, question, language, design, and its rules on size, privacy and double coding."""

from dataclasses import asdict, dataclass, fields, replace

from django.db import transaction
from django.utils import timezone

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.history import Event
from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.domain.people import Right
from samverkan.domain.study import Design, SizeRule, Study
from samverkan.domain.words import say
from samverkan.records.history import add_event
from samverkan.records.study import change_frame, hides_other_coders, load_study, load_version
from samverkan.workbench.access import require


class FrameError(WorkbenchError):
    """What a study is about cannot be written like this."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a study is about; `large_from` is a number of inhabitants, and counts only by the rule of population.

    `hides_other_coders` is the workbench's own: coders see only their own work, in every interview.
    """

    title: str
    question: str
    language: str
    design: Design
    size_rule: SizeRule
    large_from: int | None
    smallest_group: int
    hides_other_coders: bool = False


def show_frame(actor: int, study_id: int) -> Kept[Frame]:
    """Return what the study is about, with the version that a change names."""
    require(actor, study_id, Right.SEE_TOTALS)
    return _load(study_id)


@transaction.atomic
def change_study(actor: int, study_id: int, seen: Kept[Frame]) -> None:
    """Set what the study is about, which was seen in this version; nothing is noted when nothing is other.

    The text of study.toml stays as it was given: a study folder that is written gets the changes in their places.

    Raises
    ------
    FrameError
        There is no title, the rule lacks its number of inhabitants, or the smallest group has nobody.
    ChangedMeanwhileError
        Somebody else has changed it since.
    """
    require(actor, study_id, Right.OWN)
    after = replace(seen.value, title=seen.value.title.strip(), question=seen.value.question.strip())
    _require_sound(after)
    before = _load(study_id)
    old, new = asdict(before.value), asdict(after)
    changed = [name for name in new if new[name] != old[name]]
    hides = new.pop("hides_other_coders")
    study = replace(load_study(study_id), **new)
    if not change_frame(study_id, seen.version, study, hides_other_coders=hides):
        raise ChangedMeanwhileError(_load(study_id))
    if changed:
        was, now = ({name: one[name] for name in changed} for one in (old, asdict(after)))
        add_event(study_id, Event(timezone.now(), actor, "change-study", "study", f"study:{study_id}", was, now))


def _load(study_id: int) -> Kept[Frame]:
    frame = _frame_of(load_study(study_id), hides=hides_other_coders(study_id))
    return Kept(study_id, load_version(study_id), frame)


def _frame_of(study: Study, *, hides: bool) -> Frame:
    own = {one.name: getattr(study, one.name) for one in fields(Frame) if hasattr(study, one.name)}
    return Frame(**own, hides_other_coders=hides)


def _require_sound(frame: Frame) -> None:
    if not frame.title:
        raise FrameError(say("The study needs a title."))
    if frame.size_rule is SizeRule.POPULATION and not frame.large_from:
        raise FrameError(say("Write from how many inhabitants a municipality is large, or choose the other rule."))
    if frame.smallest_group < 1:
        raise FrameError(say("The smallest group that is shown has at least 1 person."))
