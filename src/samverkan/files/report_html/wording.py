"""Phrases of the report: what a municipality, a level, a key figure or a scale is called, and a score's colour."""

import math

from samverkan.domain.comparison.contrasts import Contrast, Side
from samverkan.domain.findings.finding import Level
from samverkan.domain.study import Extra, Role, SizeClass, Study
from samverkan.domain.words import Text, as_is, say

MEMBERS = {
    (Role.HOST, SizeClass.SMALL): say("small host"),
    (Role.HOST, SizeClass.LARGE): say("large host"),
    (Role.HOST, None): say("host, size not known"),
    (Role.MEMBER, SizeClass.SMALL): say("small member"),
    (Role.MEMBER, SizeClass.LARGE): say("large member"),
    (Role.MEMBER, None): say("member, size not known"),
}

LIKELIHOODS = {
    Level.HIGH: say("It is very likely"),
    Level.MODERATE: say("It is likely"),
    Level.LOW: say("It is possible"),
    Level.VERY_LOW: say("The material is not enough to tell"),
}

GROUPS = {
    SizeClass.SMALL: say("Small municipalities"),
    SizeClass.LARGE: say("Large municipalities"),
    Role.HOST: say("Hosts"),
    Role.MEMBER: say("Guests"),
}

NOTES = {
    "unverified": say("Not verified"),
    "outcome_note": say("On the outcome"),
    "cost_key": say("How the costs are split"),
    "note": say("Note"),
}
"""Columns of a study's own that say something which a reader must see."""

SCALES = {
    "technology": say("technology"),
    "trust": say("trust"),
    "trust_other": say("trust in the other municipality"),
    "partner_other": say("partnership with the other municipality"),
    "identity": say("identity"),
    "culture": say("organisational culture"),
    "service": say("service"),
    "fairness": say("fairness of the cost split"),
    "knowledge": say("knowledge"),
}

SHADES = (0.0, 0.17, 0.33, 0.5, 0.67, 0.83, 1.0)


def member_words(role: Role | None, size: SizeClass | None) -> Text:
    """Return what a municipality is in its collaboration, in two words."""
    return say("role not known") if role is None else MEMBERS[role, size]


def likelihood(level: Level) -> Text:
    """Return the level of confidence as one says it in a sentence."""
    return LIKELIHOODS[level]


def level_dots(level: Level) -> str:
    """Return the level of confidence as four dots; the words beside them say the same."""
    filled = len(Level) - list(Level).index(level)
    return "●" * filled + "○" * (len(Level) - filled)


def scale_words(scale: str) -> Text:
    """Return the name of a survey's scale."""
    return SCALES.get(scale) or as_is(scale.replace("_", " "))


def group_words(study: Study, contrast: Contrast, group: str) -> Text:
    """Return the name of one side of a contrast, as a heading."""
    if contrast.side is Side.CLUSTER:
        return as_is(study.name(group))
    return GROUPS[SizeClass(group) if contrast.side is Side.SIZE else Role(group)]


def shade(score: float | None) -> str:
    """Return the class that colours a score; the number beside it always says the same."""
    if score is None:
        return "shade-none"
    nearest = min(SHADES, key=lambda step: abs(step - score))
    return f"shade-{round(100 * nearest)}"


def is_known(value: float | None) -> bool:
    """Tell whether there is a number to write."""
    return value is not None and not math.isnan(value)


def notes_of(extra: Extra, language: str) -> list[str]:
    """Return the notes among a row's own columns, in the language where the study has it."""
    columns = dict(extra)
    told = [(label, columns.get(f"{name}_{language}") or columns.get(name, "")) for name, label in NOTES.items()]
    return [f"{label.in_language(language)}: {note}" for label, note in told if note]
