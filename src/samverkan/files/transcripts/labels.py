"""Who speaks: how a line opens a turn, and when the words before a colon are a speaker.

A line may open a turn with a mark (`[12:34]`, `(00:12:34)`, `12:34`, or a running number `[12]`), a label and a colon;
the time may also stand after the label: `Name (00:12:34): words`. A label has at most 60 characters and 8 words,
begins with a letter, a digit or `[`, and holds nothing that ends a sentence.

A label counts as a speaker when it is not the beginning of a sentence (`Men en sak är säker:`, by its small words) nor
of a note (`Obs:`, `Datum:`, `Klockan tio:`), and one of these holds:

1. it is a role that interviews use: Intervjuare, Interviewer, Respondent 2, Moderator, I, R, IP1;
2. it opens two lines or more of the file (written with a small letter, one line in ten);
3. a mark stands before it, or alone on the line before, or a time after it;
4. it stands alone on its line and looks like a name (at least half of its words have a capital or a digit);
5. it looks like a name, and the file is a dialogue: at least half of its lines open with a speaker.

A line of a name and a time, without a colon (`Anna Ek   0:03`, `00:00:03 Talare 1`), opens a turn when the file has
two such lines or more, and no fewer than lines with a speaker and a colon.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

LONGEST_LABEL: Final = 60
MOST_WORDS: Final = 8
LOWER_CASE_ONE_LINE_IN: Final = 10

TIME: Final = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
RANGE: Final = rf"{TIME}(?:\s*(?:-->|[-–])\s*{TIME})?"
MARK: Final = (
    rf"(?:\[\s*(?P<square>{RANGE})\s*\]|\(\s*(?P<round>{RANGE})\s*\)"
    rf"|\[(?P<number>\d{{1,6}})\]|(?P<bare>{TIME})(?=\s|$))"
)
LABEL: Final = r"(?:[^\W_]|\[(?=[^\]:]*\]))[^:]{0,59}?"

LABELLED: Final = re.compile(
    rf"(?:{MARK}\s*)?(?P<label>{LABEL})(?:\s*[\[(](?P<late>{TIME})[\])])?\s*:(?=\s|$|[A-ZÅÄÖ\"”“(\[…])\s*(?P<words>.*)",
    re.DOTALL,
)
MARKED: Final = re.compile(rf"{MARK}\s*(?P<words>.*)", re.DOTALL)
NAME_THEN_TIME: Final = re.compile(rf"(?P<label>[^\W\d_][^:]{{0,59}}?)\s+[\[(]?(?P<time>{TIME})[\])]?")
TIME_THEN_NAME: Final = re.compile(rf"(?P<time>{TIME})\s+(?P<label>[^\W\d_][^:]{{0,59}})")
FIRST_TIME: Final = re.compile(TIME)

ROLE: Final = re.compile(
    r"(?:intervjuare[n]?|interviewer|interviewee|respondent(?:en)?|informant(?:en)?|moderator(?:n)?|facilitator"
    r"|den intervjuade|speaker|talare|okänd talare|unknown speaker|ip|i|r)(?:[ .]?\d{1,3}[a-z]?)?"
)
NO_LABEL: Final = re.compile(r"[?!;\"”“»«…]|\w{5,}\.\s|,$")
WORD: Final = re.compile(r"[\w'’-]+")


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list written as running text."""
    return frozenset(text.split())


# Words that a sentence has and a name has not; "i", "den", "en" and "för" do stand in labels.
SENTENCE_WORDS: Final = words_of("""
    jag vi du ni man han hon de dom oss er mig dig det detta dessa är var varit blir blev har hade ska skulle kan kunde
    vill ville måste får fick gör gjorde går gick kom kommer sa sade säger sagt tycker tyckte tror vet ser såg finns
    fanns men och så när om att som eller där här nu då ja nej jo alltså också bara inte ju vad varför hur vilket vilka
    sedan sen eftersom därför trots dock
    we you he she they it this that these is was are were be been has have had will would can could must do does did
    say says said think know see but and so when if or there here now then yes no not what why how which because
""")
JOINING_WORDS: Final = words_of("och eller and or")
NOTE_WORDS: Final = words_of("""
    obs ps nb not notera notis observera anm anmärkning kommentar kl klockan dvs d.v.s t.ex tex exempel exempelvis till
    datum plats tid längd intervju deltagare närvarande inspelning inspelad transkriberad transkribering fil projekt
    kommun ämne titel version källa språk bilaga sida rubrik
    note notes nota remark comment date place time duration length interview participants present recording recorded
    transcribed file project subject title source language page http https
""")


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that may open a turn: who speaks, when, and the words that follow on the same line."""

    words: str
    label: str = ""
    time: str = ""
    is_marked: bool = False


@dataclass(slots=True)
class Uses:
    """How a file uses one label."""

    lines: int = 0
    marked: int = 0
    alone: int = 0


def opening_of(line: str) -> Opening | None:
    """Return the label and words of a stripped line that reads `mark Name: words`, if it has the shape."""
    if ":" not in line[: LONGEST_LABEL * 2]:
        return None
    found = LABELLED.match(line)
    if found is None:
        return None
    label = " ".join(found["label"].split())
    if not label or len(label) > LONGEST_LABEL:
        return None
    time = mark_of(found) or found["late"] or ""
    return Opening(found["words"], label, time, bool(time))


def bare_mark_of(line: str) -> Opening | None:
    """Return the time and words of a stripped line that reads `[time] words`, or that is only a time."""
    found = MARKED.match(line)
    if found is None or found["number"] or (found["bare"] and found["words"]):
        return None
    return Opening(found["words"], time=mark_of(found), is_marked=True)


def heading_of(line: str) -> Opening | None:
    """Return the name and time of a stripped line that holds nothing else, if it has the shape."""
    if len(line) > LONGEST_LABEL * 2 or ":" not in line:
        return None
    found = NAME_THEN_TIME.fullmatch(line) or TIME_THEN_NAME.fullmatch(line)
    if found is None:
        return None
    label = " ".join(found["label"].split())
    if label.endswith((".", ",")) or not (is_role(label) or (is_possible(label) and looks_like_a_name(label))):
        return None
    return Opening("", label, found["time"], True)


def mark_of(found: re.Match[str]) -> str:
    """Return the time or number of the mark that a line opens with; of a range, where it begins."""
    written = found["square"] or found["round"] or found["bare"]
    if written is None:
        return found["number"] or ""
    first = FIRST_TIME.match(written)
    return first[0] if first else ""


def speakers_in(openings: Iterable[Opening], lines: int) -> frozenset[str]:
    """Return the labels that count as speakers, casefolded; `lines` is how many lines have words."""
    uses: dict[str, Uses] = {}
    written: dict[str, str] = {}
    for one in openings:
        key = one.label.casefold()
        written.setdefault(key, one.label)
        use = uses.setdefault(key, Uses())
        use.lines += 1
        use.marked += one.is_marked
        use.alone += not one.words
    possible = {key: use for key, use in uses.items() if is_possible(written[key])}
    certain = {key for key, use in possible.items() if is_speaker(written[key], use, lines)}
    likely = {key for key in possible if key not in certain and looks_like_a_name(written[key])}
    opened = sum(possible[key].lines for key in certain | likely)
    is_dialogue = len(certain | likely) > 1 and opened * 2 >= lines
    return frozenset(certain | likely if is_dialogue else certain)


def is_possible(label: str) -> bool:
    """Say whether the label is short and is neither the beginning of a sentence nor of a note."""
    if is_role(label):
        return True
    words = WORD.findall(label)
    if not words or len(label.split()) > MOST_WORDS or NO_LABEL.search(label):
        return False
    if words[0].casefold() in NOTE_WORDS or label.casefold().rstrip(".") in NOTE_WORDS:
        return False
    return not begins_a_sentence(words)


def begins_a_sentence(words: Sequence[str]) -> bool:
    """Say whether the words are those of a sentence; initials in capitals, such as `VI` or `DE`, are not."""
    first = words[0]
    is_initials = len(words) == 1 and first.isupper()
    if not is_initials and first.casefold() in SENTENCE_WORDS:
        return True
    return any(word in SENTENCE_WORDS - JOINING_WORDS for word in words[1:])


def is_speaker(label: str, use: Uses, lines: int) -> bool:
    """Say whether a possible label counts as a speaker, by how the file uses it."""
    if is_role(label) or use.marked:
        return True
    if use.lines > 1:
        return not label[0].islower() or use.lines * LOWER_CASE_ONE_LINE_IN >= lines
    return bool(use.alone) and looks_like_a_name(label)


def is_role(label: str) -> bool:
    """Say whether the label is a role that interviews use."""
    return ROLE.fullmatch(label.casefold()) is not None


def looks_like_a_name(label: str) -> bool:
    """Say whether the first word and at least half of all words begin with a capital or a digit, or are in brackets."""
    words = label.split()
    named = [not word[0].islower() for word in words]
    return named[0] and sum(named) * 2 >= len(words)
