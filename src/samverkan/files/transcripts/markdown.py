"""Markdown (.md): read like plain text, with headings as turns of their own and bold speakers as speakers."""

import re
from typing import Final

from samverkan.domain.interviews.transcript import Spoken
from samverkan.files.transcripts.turns import spoken_in

TITLE: Final = re.compile(r"#{1,6}[ \t]+(.*?)[ \t]*#*")
BOLD_LABEL: Final = re.compile(
    r"^(?P<mark>[\[(]?[\d:.,]+[\])]?[ \t]+)?(?P<bold>\*\*|__)(?P<label>[^*_\n]{1,80}?)(?::(?P=bold)|(?P=bold):)",
    re.MULTILINE,
)


def read_markdown(text: str) -> list[Spoken]:
    """Return the turns of a Markdown text. A heading is a turn without a speaker, and ends the turn before it."""
    return spoken_in(BOLD_LABEL.sub(r"\g<mark>\g<label>:", text), title=TITLE)
