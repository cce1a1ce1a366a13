"""Transcripts and notes of listening sessions: captions, plain text, Markdown, tables, Word documents, and JSON of machines."""

from surveys.transcripts.facts import LONGEST_NAME, SessionFacts, check_facts, is_safe_name
from surveys.transcripts.read import SUFFIXES, Transcript, read_transcript
from surveys.transcripts.roles import find_name

__all__ = ["LONGEST_NAME", "SUFFIXES", "SessionFacts", "Transcript", "check_facts", "find_name", "is_safe_name", "read_transcript"]
