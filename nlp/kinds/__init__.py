"""Tells what kind of thing a passage says, and whether it asks for more or for less of something."""

from nlp.kinds.tell import CONTEXT, tell_kinds, version_of

__all__ = ["CONTEXT", "tell_kinds", "version_of"]
