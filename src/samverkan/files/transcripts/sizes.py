"""How large a transcript may be, so that a recording is refused before a byte of it is read."""

from typing import Final

from samverkan.domain.words import Text, say

MOST_BYTES: Final = 50_000_000


def say_too_large(name: str, size_bytes: int) -> Text:
    """Return that a file is larger than a transcript can be; nothing of it was read."""
    return say(
        "{file} is {size:.0f} MB, and a transcript may be {most:.0f} MB at most. Nothing of it was read. "
        "Is it the recording? Choose the written words instead.",
        file=name,
        size=size_bytes / 1_000_000,
        most=MOST_BYTES / 1_000_000,
    )
