"""The list of a study's interviews, with what is done for each, and one interview to be read."""

from collections.abc import Mapping
from dataclasses import dataclass

from samverkan.domain.interviews.language import language_of
from samverkan.domain.interviews.mentions import Span
from samverkan.domain.interviews.searching import Piece, QueryError, find_hits, read_query
from samverkan.domain.interviews.transcript import Interview, Respondent, Transcript
from samverkan.domain.kept import Kept
from samverkan.domain.people import Right
from samverkan.domain.study import Role, Study
from samverkan.domain.words import say
from samverkan.records.coding import Coded, count_coded, have_several_coded
from samverkan.records.interviews import (
    VersionLine,
    find_interview,
    list_versions,
    load_kept_interviews,
    load_respondents,
    load_transcript_numbers,
    load_transcript_version,
)
from samverkan.records.study import load_study
from samverkan.workbench.access import NotThereError, find_hidden, require


@dataclass(frozen=True, slots=True)
class RespondentLine:
    """A respondent as lists show one: the label (else the id), the function, the municipality's name and its part."""

    id: str
    label: str
    function: str
    municipality: str
    role: Role | None = None

    @property
    def more(self) -> str:
        """The function; '' when the label begins with it, as "IT manager, host" does with "IT manager"."""
        return "" if self.label.casefold().startswith(self.function.casefold()) else self.function


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """An interview in the list. `version` is the transcript's, None when there is none."""

    id: int
    interview: Interview
    respondents: tuple[RespondentLine, ...]
    coded: Coded
    version: int | None

    @property
    def municipalities(self) -> tuple[str, ...]:
        """The municipalities of the respondents, each once."""
        return tuple(dict.fromkeys(one.municipality for one in self.respondents if one.municipality))

    @property
    def roles(self) -> frozenset[Role]:
        """The parts that the respondents' municipalities have in their collaborations."""
        return frozenset(one.role for one in self.respondents if one.role is not None)

    @property
    def has_second_coder(self) -> bool:
        """Whether at least two people have coded it."""
        return self.coded.coders > 1

    @property
    def steps(self) -> int:
        """How many of the four steps are done: consent, review, coding, a second coder."""
        one = self.interview
        return sum((one.has_consent is True, one.is_reviewed, self.coded.coders > 0, self.has_second_coder))


@dataclass(frozen=True, slots=True)
class ReadTurn:
    """A turn to be read: its number, its speaker and time, and its words, with what was sought marked.

    `role` says who a speaker is that is an id.
    """

    number: int
    speaker: str
    time: str
    pieces: tuple[Piece, ...]
    role: str = ""


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """One interview to be read: who took part, the turns of one version, all its versions, and the text's language.

    `is_compared` says that several have coded it, and that no double coding hides them from each other now.
    """

    id: int
    interview: Interview
    respondents: tuple[RespondentLine, ...]
    turns: tuple[ReadTurn, ...]
    version: VersionLine | None
    versions: tuple[VersionLine, ...]
    hits: int
    language: str
    is_compared: bool = False


def list_interviews(actor: int, study_id: int) -> tuple[InterviewLine, ...]:
    """Return the interviews of a study in their order, each with what is done.

    Excerpts that are hidden from the actor while a double coding is under way are not counted.
    """
    place = require(actor, study_id, Right.READ)
    people = load_lines(study_id)
    coded, versions = count_coded(study_id, find_hidden(place)), load_transcript_numbers(study_id)
    return tuple(
        InterviewLine(
            one.id,
            one.value,
            _lines_of(one.value, people),
            coded.get(one.id, Coded()),
            versions.get(one.id),
        )
        for one in load_kept_interviews(study_id)
    )


def load_lines(study_id: int) -> dict[str, RespondentLine]:
    """Return the respondents of a study as lists show them, by id."""
    study = load_study(study_id)
    return {one.id: _line_of(one, study) for one in load_respondents(study_id)}


def _line_of(one: Respondent, study: Study) -> RespondentLine:
    name = study.name(one.municipality) if one.municipality else ""
    collaboration = one.collaboration or study.home_of(one.municipality)
    role = study.role_of(one.municipality, collaboration)
    return RespondentLine(one.id, one.label or one.id, one.function, name, role)


def _lines_of(interview: Interview, people: Mapping[str, RespondentLine]) -> tuple[RespondentLine, ...]:
    return tuple(people[one] for one in interview.respondents if one in people)


def show_reading(
    actor: int, study_id: int, interview_id: int, *, version: int | None = None, words: str = ""
) -> ReadingPage:
    """Return an interview to be read, with what is sought marked; `version` is the number of an earlier transcript.

    Raises
    ------
    NotThereError
        There is no such interview in the study, or no such version.
    """
    place = require(actor, study_id, Right.READ)
    kept = require_interview(study_id, interview_id)
    versions = list_versions(interview_id)
    chosen = next((one for one in versions if one.number == version or (version is None and one.is_current)), None)
    if version is not None and chosen is None:
        raise NotThereError(say("There is no such version of the transcript."))
    transcript = load_transcript_version(chosen.id).value if chosen else Transcript("")
    hits = _find(transcript.text, words)
    people = _lines_of(kept.value, load_lines(study_id))
    roles = {one.id: one.label for one in people if one.label != one.id}
    return ReadingPage(
        interview_id,
        kept.value,
        people,
        tuple(_turn(transcript, number, hits, roles) for number in range(len(transcript.turns))),
        chosen,
        versions,
        len(hits),
        language_of(kept.value.language, transcript.text, place.language),
        have_several_coded(study_id, interview_id),
    )


def require_interview(study_id: int, interview_id: int) -> Kept[Interview]:
    """Return an interview of this study; NotThereError when there is none."""
    kept = find_interview(study_id, interview_id)
    if kept is None:
        raise NotThereError(say("There is no such interview in this study, or it was deleted."))
    return kept


def _find(text: str, words: str) -> tuple[Span, ...]:
    try:
        return find_hits(text, read_query(words)) if words else ()
    except QueryError:
        return ()


def _turn(transcript: Transcript, number: int, hits: tuple[Span, ...], roles: Mapping[str, str]) -> ReadTurn:
    turn = transcript.turns[number]
    pieces, done = [], turn.start
    for hit in hits:
        if turn.start <= hit.start and hit.end <= turn.end:
            pieces += [Piece(transcript.text[done : hit.start]), Piece(transcript.text[hit.start : hit.end], True)]
            done = hit.end
    pieces.append(Piece(transcript.text[done : turn.end]))
    shown = tuple(one for one in pieces if one.text)
    return ReadTurn(number, turn.speaker, turn.time, shown, roles.get(turn.speaker, ""))
