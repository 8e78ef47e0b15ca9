"""Names in a transcript: runs of capitalised words, split where two names meet and sorted into kinds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.domain.interviews.capitals import (
    Opening,
    Run,
    Word,
    capitalised_words,
    drop_within,
    join_runs,
    span_of,
    words_in,
)
from samverkan.domain.interviews.cues import (
    ADDRESS,
    COMPANY,
    PLACE_AFTER,
    POST,
    REACH,
    TITLE,
    TITLE_BEFORE,
    WORKPLACE,
    WORKPLACE_AFTER,
    WORKPLACE_BEFORE,
)
from samverkan.domain.interviews.mentions import Kind, Mention, Span, Verdict, find_forms, mention, one_line
from samverkan.domain.interviews.transcript import Transcript
from samverkan.domain.interviews.wordlists import (
    is_ambiguous,
    is_first_name,
    is_kept,
    is_ordinary,
    is_place,
    is_surname,
    may_be_surname,
    places,
)

LONGEST_ACRONYM = 5
SHORTEST_LOWER_CASE_NAME = 4
ENGLISH_I = re.compile(r"I(?:['’]\w+)?")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a name is judged by: its text, its words in lower case, and the places that the study needs."""

    text: str
    words: frozenset[str]
    lower_case: frozenset[str]
    known_places: frozenset[str]

    def is_known_place(self, form: str) -> bool:
        """Say whether the form, or the form without the genitive's -s, is a municipality of the study."""
        parts = (form.casefold(), *form.casefold().split("-")) if " " not in form else (form.casefold(),)
        known = [part in self.known_places or part.removesuffix("s") in self.known_places for part in parts]
        return known[0] or (len(known) > 2 and all(known[1:]))

    def is_word(self, word: Word) -> bool:
        """Say whether the word is an ordinary one with a capital: it is common, or stands without elsewhere."""
        folded = word.text.casefold()
        return is_ordinary(word.text) or (folded in self.lower_case and not is_first_name(word.text))


def find_names(transcript: Transcript, taken: Iterable[Span], municipalities: Iterable[str]) -> tuple[Mention, ...]:
    """Return persons, workplaces, places and posts, and every other capitalised word inside a sentence."""
    text = transcript.text
    words = words_in(text)
    lower_case = frozenset(word for word in words if word.islower())
    around = Surroundings(text, words, lower_case, frozenset(name.casefold() for name in municipalities))
    occupied = list(taken)
    found = [mention(match, Kind.PLACE) for match in ADDRESS.finditer(text)]
    occupied += [one.span for one in found]
    long_places = _long_places(around)
    occupied += [one.span for one in long_places]
    found += [one for one in long_places if not around.is_known_place(one.form)]
    runs = drop_within(join_runs(text, capitalised_words(transcript)), occupied)
    pieces = [piece for run in runs for piece in _split(run, around)]
    named = _parts_of_names(pieces)
    judged = (_judge(piece, around, named) for piece in pieces)
    found += [one for one in judged if one is not None]
    found += [mention(match, Kind.POST, Verdict.KEEP, "post") for match in POST.finditer(text)]
    found += _without_capital(around, occupied)
    return tuple(sorted(found, key=lambda one: (one.span.start, one.span.end)))


def _long_places(around: Surroundings) -> list[Mention]:
    names = {name for name in places() | around.known_places if " " in name}
    spans = [span for some in find_forms(around.text.casefold(), names).values() for span in some]
    # Casefolding may change the length of a text; then these places are found word by word.
    if len(around.text.casefold()) != len(around.text):
        return []
    forms = [(one_line(around.text[span.start : span.end]), span) for span in spans]
    return [Mention(form, span, Kind.PLACE, Verdict.KEEP) for form, span in forms if form[:1].isupper()]


def _split(run: Run, around: Surroundings) -> list[Run]:
    pieces: list[Run] = [run[:1]]
    for word in run[1:]:
        if _belong_together(pieces[-1], word, around):
            pieces[-1] = (*pieces[-1], word)
        else:
            pieces.append((word,))
    return pieces


def _belong_together(left: Run, word: Word, around: Surroundings) -> bool:
    before = left[-1]
    if before.text.casefold() in TITLE or _is_genitive(before, around) or _only_opens(before, word, around):
        return False
    if _is_thing(before) or around.is_known_place(before.text):
        return _is_thing(before) and _is_thing(word)
    if is_first_name(before.text) or before.is_initial:
        return word.is_initial or not (_is_thing(word) or is_ordinary(word.text))
    return word.is_initial or not (_is_thing(word) or _is_place(word, around) or is_ordinary(word.text))


def _only_opens(before: Word, word: Word, around: Surroundings) -> bool:
    if before.opening is Opening.NO or is_first_name(before.text):
        return False
    return around.is_word(before) or is_first_name(word.text)


def _is_place(word: Word, around: Surroundings) -> bool:
    return is_place(word.text) or around.is_known_place(word.text)


def _is_thing(word: Word) -> bool:
    if word.is_initial or is_first_name(word.text) or is_surname(word.text):
        return is_kept(word.text) and is_ambiguous(word.text)
    return is_kept(word.text) or _is_acronym(word.text) or word.text in COMPANY


def _is_acronym(text: str) -> bool:
    has_digit = any(sign.isdigit() for sign in text)
    return has_digit or (text.isupper() and len(text) <= LONGEST_ACRONYM)


def _is_genitive(word: Word, around: Surroundings) -> bool:
    return _without_genitive(word.text, around) != word.text


def _without_genitive(form: str, around: Surroundings) -> str:
    last = form.split(" ")[-1]
    base = last[:-1]
    if not last.endswith("s") or len(base) < 2 or base.isupper() or is_first_name(last):
        return form
    is_name = is_first_name(base) or is_surname(base) or is_place(base) or around.is_known_place(base)
    return form[:-1] if (is_name or base in around.words) and not is_surname(last) else form


def _parts_of_names(pieces: Iterable[Run]) -> frozenset[str]:
    long = (piece for piece in pieces if len(piece) > 1)
    parts = {word.text for piece in long for word in piece if not (word.is_initial or is_ordinary(word.text))}
    return frozenset(part.casefold() for part in parts)


def _judge(piece: Run, around: Surroundings, named: frozenset[str]) -> Mention | None:
    if len(piece) == 1 and _is_only_an_opening(piece[0], around, named):
        return None
    span = span_of(around.text, piece)
    whole = one_line(around.text[span.start : span.end])
    form = _without_genitive(whole, around)
    if around.is_known_place(whole) or ENGLISH_I.fullmatch(form):
        return None
    kind, verdict = _kind_of(piece, form, around)
    after = WORKPLACE_AFTER.match(around.text, span.end) if kind is Kind.WORKPLACE else None
    if after is not None:
        span = Span(span.start, after.end())
        return Mention(one_line(around.text[span.start : span.end]), span, kind, verdict)
    return Mention(form, Span(span.start, span.end - len(whole) + len(form)), kind, verdict)


def _is_only_an_opening(word: Word, around: Surroundings, named: frozenset[str]) -> bool:
    folded = word.text.casefold()
    if word.opening is Opening.NO:
        return False
    base = _without_genitive(word.text, around)
    if any(is_first_name(one) or is_surname(one) or one.casefold() in named for one in (word.text, base)):
        return is_ordinary(word.text) or (is_ambiguous(folded) and folded in around.lower_case)
    if WORKPLACE.fullmatch(base):
        return around.is_word(word)
    return word.opening is Opening.YES or around.is_word(word)


def _kind_of(piece: Run, form: str, around: Surroundings) -> tuple[Kind, Verdict]:
    start, end = piece[0].span.start, piece[-1].span.end
    if PLACE_AFTER.match(around.text, end):
        return Kind.PLACE, Verdict.KEEP
    before = around.text[max(0, start - REACH) : start] + (f"{piece[0].text} " if len(piece) > 1 else "")
    if WORKPLACE_AFTER.match(around.text, end) or WORKPLACE_BEFORE.search(before):
        return Kind.WORKPLACE, Verdict.ACCEPT
    if len(piece) == 1:
        return _kind_of_word(piece[0], form, around)
    words = [word.text for word in piece]
    if any(is_first_name(word) or is_surname(word) for word in words) and not _is_thing(piece[0]):
        return Kind.PERSON, Verdict.ACCEPT
    return _kind_of_unknown(piece, around)


def _kind_of_word(word: Word, form: str, around: Surroundings) -> tuple[Kind, Verdict]:
    if _is_thing(word) or word.is_initial or (is_kept(form) and not is_first_name(form)):
        return Kind.OTHER, Verdict.KEEP
    if is_place(form) and not is_first_name(form):
        return Kind.PLACE, Verdict.KEEP
    if is_first_name(form) or is_surname(form):
        is_weak = is_ambiguous(form) and (word.opening is not Opening.NO or word.text.isupper())
        return Kind.PERSON, Verdict.KEEP if is_weak else Verdict.ACCEPT
    if WORKPLACE.fullmatch(form) and not around.is_word(word):
        return Kind.WORKPLACE, Verdict.ACCEPT
    return _kind_of_unknown((word,), around)


def _kind_of_unknown(piece: Run, around: Surroundings) -> tuple[Kind, Verdict]:
    before = around.text[max(0, piece[0].span.start - REACH) : piece[0].span.start]
    if all(_is_thing(word) or around.is_word(word) for word in piece):
        return Kind.OTHER, Verdict.KEEP
    if TITLE_BEFORE.search(before) or may_be_surname(piece[-1].text):
        return Kind.PERSON, Verdict.ACCEPT
    return Kind.OTHER, Verdict.ACCEPT


def _without_capital(around: Surroundings, taken: Iterable[Span]) -> list[Mention]:
    names = [word for word in around.lower_case if len(word) >= SHORTEST_LOWER_CASE_NAME and _is_plain_name(word)]
    found = find_forms(around.text, names)
    mentions = [Mention(name, span, Kind.PERSON) for name, spans in found.items() for span in spans]
    return [one for one in mentions if not any(one.span.overlaps(span) for span in taken)]


def _is_plain_name(word: str) -> bool:
    return is_first_name(word) and not is_ambiguous(word) and not is_ordinary(word) and not is_kept(word)
