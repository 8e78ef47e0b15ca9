"""What a person can mend in a transcript file."""

from samverkan.domain.errors import WorkbenchError


class TranscriptError(WorkbenchError):
    """A file cannot be read as a transcript: the message names the file and says what to do."""
