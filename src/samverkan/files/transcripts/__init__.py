"""Transcripts in: one file per format, the rules for turns that they share, and the plain form that is kept."""

from samverkan.files.transcripts.errors import TranscriptError
from samverkan.files.transcripts.plain_text import write_transcript
from samverkan.files.transcripts.reading import TRANSCRIPT_SUFFIXES, has_encoding, read_transcript

__all__ = ["TRANSCRIPT_SUFFIXES", "TranscriptError", "has_encoding", "read_transcript", "write_transcript"]
