"""Words of the floors below on a page: a Text in the language of who reads it."""

from typing import Final

from django.utils.functional import lazy
from django.utils.translation import get_language

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.people import StudyRole
from samverkan.domain.words import ENGLISH, SWEDISH, Text, say

ROLES: Final = {
    StudyRole.OWNER: say("Owner"),
    StudyRole.EDITOR: say("Editor"),
    StudyRole.READER: say("Reader"),
    StudyRole.BLIND_READER: say("Blind reader"),
}
"""What a role in a study is called."""


def language() -> str:
    """Return the language of the page that is being made."""
    return SWEDISH if (get_language() or "").startswith(SWEDISH) else ENGLISH


def read(words: Text | WorkbenchError) -> str:
    """Return words in the language of the page that is being made."""
    return words.in_language(language())


later = lazy(read, str)
"""Words that are read only when the page is made: for labels and help of form fields, which are written once."""
