"""An edited transcript: which passages of the old text stand in the new one beyond doubt, and where.

A passage is moved only when it lies whole in a stretch that both texts share, and when that stretch is long enough, or
the passage rare enough, that it cannot be another one with the same words. Everything else is left to a person.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from samverkan.domain.interviews.mentions import Span

TOKEN = re.compile(r"\w+|[^\w\s]")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
SURE_FROM = 40
"""How long a shared stretch is, in code points, to be the same stretch whatever else is repeated in the text."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A stretch of `length` code points that stands at `old` in the old text and at `new` in the new one."""

    old: int
    new: int
    length: int


def find_shared(old: str, new: str) -> tuple[Shared, ...]:
    """Return the stretches that two texts share, in order: by lines, then by words where lines differ."""
    found: list[Shared] = []
    for part in _match(_cut(LINE, old), _cut(LINE, new), Shared(0, 0, 0)):
        found += part
    return tuple(_join([one for one in found if one.length]))


def _cut(pattern: re.Pattern[str], text: str) -> list[str]:
    return pattern.findall(text)


def _match(old: list[str], new: list[str], offset: Shared) -> Iterable[list[Shared]]:
    old_at, new_at = _starts(old, offset.old), _starts(new, offset.new)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            yield [Shared(old_at[old_from], new_at[new_from], old_at[old_to] - old_at[old_from])]
        elif kind == "replace":
            yield _match_words(
                "".join(old[old_from:old_to]),
                "".join(new[new_from:new_to]),
                Shared(old_at[old_from], new_at[new_from], 0),
            )


def _match_words(old: str, new: str, offset: Shared) -> list[Shared]:
    """Match words only: white space is too common to be matched, and joins its neighbours where it is the same."""
    old_words, new_words = list(TOKEN.finditer(old)), list(TOKEN.finditer(new))
    matcher = SequenceMatcher(None, [one[0] for one in old_words], [one[0] for one in new_words], autojunk=False)
    found: list[Shared] = []
    old_end = new_end = -1
    for block in matcher.get_matching_blocks():
        for mine, theirs in zip(
            old_words[block.a : block.a + block.size], new_words[block.b : block.b + block.size], strict=True
        ):
            gap = old[old_end : mine.start()] if old_end >= 0 else ""
            if old_end >= 0 and gap == new[new_end : theirs.start()]:
                found.append(Shared(offset.old + old_end, offset.new + new_end, len(gap)))
            found.append(Shared(offset.old + mine.start(), offset.new + theirs.start(), len(mine[0])))
            old_end, new_end = mine.end(), theirs.end()
    return _join(found)


def _starts(parts: list[str], start: int) -> list[int]:
    places = [start]
    for part in parts:
        places.append(places[-1] + len(part))
    return places


def _join(parts: list[Shared]) -> list[Shared]:
    joined: list[Shared] = []
    for one in parts:
        last = joined[-1] if joined else None
        if last and last.old + last.length == one.old and last.new + last.length == one.new:
            joined[-1] = Shared(last.old, last.new, last.length + one.length)
        else:
            joined.append(one)
    return joined


class Move:
    """Where passages of an old text stand in a new one."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._shared = find_shared(old, new)

    def move(self, span: Span) -> Span | None:
        """Return where the passage stands in the new text; None when that is not beyond doubt."""
        index = bisect_right(self._shared, span.start, key=lambda one: one.old) - 1
        if index < 0:
            return None
        stretch = self._shared[index]
        if span.end > stretch.old + stretch.length:
            return None
        shift = stretch.new - stretch.old
        is_sure = stretch.length >= SURE_FROM or self._is_the_only_one(self._old[span.start : span.end])
        return Span(span.start + shift, span.end + shift) if is_sure else None

    def guess(self, span: Span) -> Span:
        """Return about where a passage of the old text lies in the new one, for a person to start looking.

        What was changed at its edges belongs to it as a whole.
        """
        return Span(self._guess_start(span.start), self._guess_end(span.end))

    def _guess_start(self, position: int) -> int:
        index = bisect_right(self._shared, position, key=lambda one: one.old) - 1
        if index < 0:
            return 0
        stretch = self._shared[index]
        return stretch.new + min(position - stretch.old, stretch.length)

    def _guess_end(self, position: int) -> int:
        index = bisect_left(self._shared, position, key=lambda one: one.old + one.length)
        if index == len(self._shared):
            return len(self._new)
        stretch = self._shared[index]
        return stretch.new + max(position - stretch.old, 0)

    def _is_the_only_one(self, words: str) -> bool:
        return all(text.find(words, text.find(words) + 1) < 0 for text in (self._old, self._new))


def find_again(text: str, words: str) -> tuple[Span, ...]:
    """Return every place where words stand in a text, whatever white space is between them."""
    parts = words.split()
    if not parts:
        return ()
    pattern = r"\s+".join(re.escape(part) for part in parts)
    return tuple(Span(found.start(), found.end()) for found in re.finditer(pattern, text))
