"""Transcripts and notes of listening sessions: captions (VTT, SRT, SBV), plain text and Word documents."""

from surveys.transcripts.facts import SessionFacts
from surveys.transcripts.read import SUFFIXES, Transcript, read_transcript

__all__ = ["SUFFIXES", "SessionFacts", "Transcript", "read_transcript"]
