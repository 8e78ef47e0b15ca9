"""What is proposed for a form that may point at somebody, and what a person decides."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.interviews.mentions import Kind, Span, Verdict, find_forms, one_line
from samverkan.domain.interviews.transcript import normalise
from samverkan.domain.words import SWEDISH, say


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done with a form: the replacement stands in brackets, and is '' for a form that is kept.

    `is_reviewed` is false when no person decided, but an import took what was proposed.
    """

    original: str
    kind: Kind
    verdict: Verdict
    replacement: str = ""
    is_reviewed: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """What a study knows beforehand.

    `decisions` are those of earlier imports. `municipalities` are needed by the study and never proposed.
    `respondents` are ids and labels, which are no names. `speakers` maps a speaker's name to a respondent's id.
    `used` are texts whose pseudonyms are taken already. `named` are names that a person has pointed out.
    `language` is that of the pseudonyms.
    """

    decisions: tuple[Decision, ...] = ()
    municipalities: tuple[str, ...] = ()
    respondents: tuple[str, ...] = ()
    speakers: Mapping[str, str] = field(default_factory=dict)
    used: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    language: str = SWEDISH


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a form stands: the number of the transcript, from 0, and the stretch of its text."""

    transcript: int
    span: Span


@dataclass(frozen=True, slots=True)
class Proposal:
    """A form, everywhere it stands, and what is proposed for it.

    `turns` counts the turns whose speaker bears it. `alike` are longer or shorter forms of perhaps the same person:
    when they all bear one pseudonym it is suggested here too; otherwise a person must say which it is.
    `is_remembered` says that a person has decided the form in an earlier import.
    """

    original: str
    kind: Kind
    occurrences: tuple[Occurrence, ...]
    replacement: str
    verdict: Verdict = Verdict.ACCEPT
    turns: int = 0
    is_remembered: bool = False
    alike: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How often the form stands in texts and before turns."""
        return len(self.occurrences) + self.turns

    def decide(self, verdict: Verdict | None = None, replacement: str = "") -> Decision:
        """Return the decision as proposed, or with another verdict or replacement."""
        chosen = verdict or self.verdict
        words = "" if chosen is Verdict.KEEP else replacement or self.replacement
        return Decision(self.original, self.kind, chosen, words)


class ReplacementError(WorkbenchError):
    """A replacement that cannot stand in the transcript."""


def clean_replacement(words: str, original: str) -> str:
    """Return the words in brackets, as they will stand in the transcript.

    Raises
    ------
    ReplacementError
        There are no words, or brackets within them, or the original among them.
    """
    inside = one_line(normalise(words)).removeprefix("[").removesuffix("]").strip()
    if not inside:
        raise ReplacementError(say("The replacement is empty. Write one, for example [colleague]."))
    if "[" in inside or "]" in inside:
        raise ReplacementError(say("The replacement has brackets inside it. Write it without."))
    if find_forms(inside.casefold(), [original.casefold()])[original.casefold()]:
        raise ReplacementError(say("The replacement holds what it is to replace. Write other words."))
    return f"[{inside}]"
