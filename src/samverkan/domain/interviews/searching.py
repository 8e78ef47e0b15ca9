"""Searching what was said: words by their lemma, so that one form finds the others, and phrases as they stand.

å, ä and ö are letters of their own and never a, a and o. A very short word is its own lemma: `it` is not `det`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.interviews.mentions import Span
from samverkan.domain.interviews.transcript import normalise
from samverkan.domain.words import say

WORD = re.compile(r"[^\W_]+")
PART = re.compile(
    r"""(?P<minus>(?<![^\s|])[-−](?=["*\w]))?
    (?:"(?P<quoted>[^"]*)(?P<closed>"?) | (?P<bar>\|) | (?P<plain>[^\s"|]+))""",
    re.VERBOSE,
)
OR = {"eller", "or", "|"}
SHORTEST_INFLECTED = 3
SHORTEST_BEGUN = 3
"""How many letters stand beside a `*` at least: fewer stand in most turns."""
MOST_PARTS = 12
PAIR_MARKS = 1 << 15
"""Into how many marks all pairs of words fall: so many that each stands in few turns, so few that each is short."""
BEFORE, AFTER = 90, 210
"""How many characters stand before the first hit and after it, at most, when a hit is shown in its context."""


class QueryError(WorkbenchError):
    """There is nothing to look for in what was typed."""


@dataclass(frozen=True, slots=True)
class Sought:
    """One part of a query: a word in any form, a phrase just as it stands, or a part of a word; in small letters.

    A part of a word goes on after its end (`kommun*`), before its start (`*kommun`) or on both sides.
    """

    words: tuple[str, ...]
    is_phrase: bool = False
    goes_on_before: bool = False
    goes_on_after: bool = False

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a word."""
        return self.goes_on_before or self.goes_on_after

    @property
    def lemmas(self) -> tuple[str, ...]:
        """What a passage must hold: the lemma of a word; for a phrase of several words the marks of its pairs."""
        if self.is_part:
            return ()
        if self.is_phrase and len(self.words) > 1:
            return tuple(dict.fromkeys(pair_marks(self.words)))
        return tuple(lemma_of(one) for one in self.words)

    @property
    def stretch(self) -> str:
        """What stands among the words of a passage, which have a space on either side; '' for a word in any form."""
        if not self.is_phrase and not self.is_part:
            return ""
        return f"{'' if self.goes_on_before else ' '}{' '.join(self.words)}{'' if self.goes_on_after else ' '}"


@dataclass(frozen=True, slots=True)
class Query:
    """What a person looks for: of each group in `every` one part at least, and nothing of what is in `none`."""

    every: tuple[tuple[Sought, ...], ...] = ()
    none: tuple[Sought, ...] = ()

    @property
    def parts(self) -> tuple[Sought, ...]:
        """All that may stand in what is found."""
        return tuple(one for group in self.every for one in group)

    @property
    def is_of_words(self) -> bool:
        """Whether it has nothing but words in any form, which the index knows by their lemmas alone."""
        return not any(one.stretch for one in (*self.parts, *self.none))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage, and whether it is what was looked for."""

    text: str
    is_hit: bool = False


@lru_cache(maxsize=200_000)
def lemma_of(word: str) -> str:
    """Return the dictionary form of a Swedish word in small letters; the word itself when it is not known.

    >>> lemma_of("samverkade"), lemma_of("kommunernas"), lemma_of("it")
    ('samverka', 'kommun', 'it')
    """
    if len(word) < SHORTEST_INFLECTED or not word.isalpha():
        return word
    from simplemma import lemmatize

    found = WORD.findall(str(lemmatize(word, lang="sv")).casefold())
    return found[0] if len(found) == 1 else word


def words_of_passage(text: str) -> tuple[str, ...]:
    """Return the words of a passage in small letters, in their order."""
    return tuple(WORD.findall(text.casefold()))


def pair_marks(words: Sequence[str]) -> Iterator[str]:
    """Yield a short mark for each pair of neighbours; other pairs may have the same one.

    Thousands of turns hold two words of a phrase, and few hold them side by side: phrases are looked for only there.
    """
    for one, next_one in pairwise(words):
        yield f"_{crc32(f'{one} {next_one}'.encode()) % PAIR_MARKS:x}"


def read_query(text: str) -> Query:
    """Return what a person looks for: words in any form, phrases in quotation marks, and parts of words.

    `eller`, `OR` or `|` stands between two of which one is enough, `-` before what must not stand there.

    >>> [one.words for one in read_query('samverkar "en gemensam nämnd" *kommun*').parts]
    [('samverkar',), ('en', 'gemensam', 'nämnd'), ('kommun',)]
    >>> query = read_query("kostnad avtal eller nämnd -skola")
    >>> [[one.words[0] for one in group] for group in query.every], query.none[0].words
    ([['kostnad'], ['avtal', 'nämnd']], ('skola',))

    Raises
    ------
    QueryError
        There is no word in it, more parts than anybody means, a `*` beside too few letters, a quotation mark that is
        not closed, or `eller` without a word on either side.
    """
    groups: list[list[Sought]] = []
    none: dict[Sought, None] = {}
    joins = ""
    for part in PART.finditer(normalise(text.replace("”", '"').replace("“", '"'))):
        if _is_or(part):
            if joins or not groups:
                raise _lonely(part[0])
            joins = part[0]
            continue
        found = _read_part(part, is_one=bool(joins or part["minus"]))
        if not found:
            continue
        if part["minus"]:
            if joins:
                raise _lonely(joins)
            none |= dict.fromkeys(found)
        elif joins:
            groups[-1] += found
        else:
            groups += [[one] for one in found]
        joins = ""
    if joins:
        raise _lonely(joins)
    return _check(Query(tuple(dict.fromkeys(tuple(dict.fromkeys(one)) for one in groups)), tuple(none)))


def _check(query: Query) -> Query:
    if not query.every and not query.none:
        raise QueryError(say("There is no word to look for. Write one, or a phrase in quotation marks."))
    if len(query.parts) + len(query.none) > MOST_PARTS:
        raise QueryError(say("That is more words than can be looked for at once. Take some away."))
    return query


def _is_or(part: re.Match[str]) -> bool:
    return bool(part["bar"]) or (not part["minus"] and (part["plain"] or "").casefold() in OR)


def _lonely(sign: str) -> QueryError:
    return QueryError(
        say('There must be a word or a phrase on either side of "{sign}", and none with - before it.', sign=sign)
    )


def _misplaced_star() -> QueryError:
    return QueryError(
        say(
            "* stands for the rest of a single word, before it or after it: *kommun*. "
            "Within a word or in quotation marks it finds nothing; take it away there."
        )
    )


def _read_part(part: re.Match[str], *, is_one: bool) -> tuple[Sought, ...]:
    """Return what is sought by a part of a query; where it must be one thing, words with a hyphen are a phrase."""
    if part["quoted"] is None:
        return _read_plain(part["plain"] or "", is_one=is_one)
    words = words_of_passage(part["quoted"])
    if "*" in part["quoted"]:
        raise _misplaced_star()
    if words and not part["closed"]:
        raise QueryError(say("A quotation mark is not closed. Write one before the phrase and one after it."))
    return (Sought(words, is_phrase=True),) if words else ()


def _read_plain(plain: str, *, is_one: bool) -> tuple[Sought, ...]:
    words = words_of_passage(plain)
    before, after = plain.startswith("*"), plain.endswith("*")
    if words and ("*" in plain.strip("*") or (len(words) > 1 and "*" in plain)):
        raise _misplaced_star()
    if len(words) > 1 and is_one:
        return (Sought(words, is_phrase=True),)
    if len(words) != 1 or not (before or after):
        return tuple(Sought((word,)) for word in words)
    if len(words[0]) < SHORTEST_BEGUN:
        raise QueryError(say("Write at least {count} letters beside *.", count=SHORTEST_BEGUN))
    return (Sought(words, goes_on_before=before, goes_on_after=after),)


def find_hits(text: str, query: Query) -> tuple[Span, ...]:
    """Return where what is sought stands in a text, in order and without overlaps."""
    tokens = list(WORD.finditer(text))
    words = [token[0].casefold() for token in tokens]
    lemmas = {one.lemmas[0] for one in query.parts if not one.stretch}
    hits = [(place, place + 1) for place, word in enumerate(words) if lemmas and lemma_of(word) in lemmas]
    for one in query.parts:
        if one.is_phrase:
            hits += [(place, place + len(one.words)) for place in _places_of(words, one.words)]
        elif one.is_part:
            hits += [(place, place + 1) for place, word in enumerate(words) if one.stretch in f" {word} "]
    spans = sorted((tokens[first].start(), tokens[last - 1].end()) for first, last in hits)
    return tuple(_merge(spans))


def _places_of(words: list[str], phrase: tuple[str, ...]) -> list[int]:
    length = len(phrase)
    starts = (place for place, word in enumerate(words) if word == phrase[0])
    return [place for place in starts if tuple(words[place : place + length]) == phrase]


def _merge(spans: list[tuple[int, int]]) -> Iterator[Span]:
    open_span: Span | None = None
    for start, end in spans:
        if open_span is not None and start < open_span.end:
            open_span = Span(open_span.start, max(open_span.end, end))
            continue
        if open_span is not None:
            yield open_span
        open_span = Span(start, end)
    if open_span is not None:
        yield open_span


def show_hits(text: str, query: Query) -> tuple[Piece, ...]:
    """Return a passage around its first hit in pieces, whole words only; `…` where it goes on."""
    return show_spans(text, find_hits(text, query))


def show_spans(text: str, spans: Sequence[Span], after: int = AFTER) -> tuple[Piece, ...]:
    """Return a passage around the first of these spans, in order, in pieces; `…` where it goes on.

    `after` is how many characters stand after its beginning at most; a longer span is shown as far as that.
    """
    hits = tuple(_merge(sorted((one.start, one.end) for one in spans)))
    middle = hits[0].start if hits else 0
    low = 0 if middle <= BEFORE else _next_word(text, middle - BEFORE)
    high = len(text) if len(text) - middle <= after else _word_before(text, middle + after)
    shown = [Span(one.start, min(one.end, high)) for one in hits if one.start < high]
    edges = [low, *(edge for one in shown for edge in (one.start, one.end)), high]
    pieces = [Piece(text[first:last], bool(place % 2)) for place, (first, last) in enumerate(pairwise(edges))]
    if low:
        pieces.insert(0, Piece("… "))
    if high < len(text):
        pieces.append(Piece(" …"))
    return tuple(one for one in pieces if one.text)


def _next_word(text: str, position: int) -> int:
    space = text.find(" ", position)
    return position if space < 0 or space > position + BEFORE // 2 else space + 1


def _word_before(text: str, position: int) -> int:
    space = text.rfind(" ", 0, position)
    return position if space < position - BEFORE // 2 else space
