"""What was settled: each row is about an excerpt of a person, and says where an adjusted passage has its ends."""

from collections.abc import Iterator

from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.coding.settling import Settlement, Verdict
from samverkan.domain.errors import Problem
from samverkan.domain.words import say
from samverkan.files.study_folder.checks.coding import EXCERPTS
from samverkan.files.study_folder.given import Given, error, note
from samverkan.files.study_folder.tables import SETTLEMENTS


def check_settling(given: Given) -> Iterator[Problem]:
    """Yield what is wrong with the settlements."""
    if SETTLEMENTS not in given.tables:
        return
    there = {(one.interview, one.start, one.end, one.code, one.coder) for one in given.values(EXCERPTS)}
    for row, one in given.rows(SETTLEMENTS):
        if one.coder == AGREED:
            text = say("{coder} is the agreed coding itself. Write whose excerpt was settled.", coder=AGREED)
            yield error(SETTLEMENTS, row, "coder", text)
        elif EXCERPTS not in given.unreadable and (one.interview, one.start, one.end, one.code, one.coder) not in there:
            yield error(
                SETTLEMENTS,
                row,
                "start",
                say(
                    "no row of excerpts.csv has {code} by {coder} at {start}-{end} in interview {interview}. Correct "
                    "it, or take the row away.",
                    code=one.code,
                    coder=one.coder or "–",
                    start=str(one.start),
                    end=str(one.end),
                    interview=one.interview,
                ),
            )
        yield from _check_ends(given, row, one)


def _check_ends(given: Given, row: int, one: Settlement) -> Iterator[Problem]:
    has_ends = one.new_start is not None and one.new_end is not None and one.new_start < one.new_end
    if one.verdict is Verdict.ADJUSTED and not has_ends:
        text = say("an adjusted passage has new ends. Write where it begins and where it ends after that.")
        yield error(SETTLEMENTS, row, "new_start", text)
    elif one.verdict is not Verdict.ADJUSTED and (one.new_start is not None or one.new_end is not None):
        text = say("only an adjusted passage has new ends. Write adjusted, or empty new_start and new_end.")
        yield error(SETTLEMENTS, row, "new_start", text)
    elif has_ends and one.quote and one.quote != _words_at(given, one):
        text = say("the quote is not at the new ends. If it is not near them either, it is to be settled anew.")
        yield note(SETTLEMENTS, row, "quote", text)


def _words_at(given: Given, one: Settlement) -> str:
    """Return the words at the new ends; those of the row itself when there is no transcript to hold them against."""
    transcript = given.transcripts.get(one.interview)
    return one.quote if transcript is None else transcript.text[one.new_start : one.new_end]
