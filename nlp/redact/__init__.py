"""Redaction: what could find a person is taken out of words before anything else sees them."""

from nlp.redact.engine import Redactor, open_redactor
from nlp.redact.filter import redact_lines

__all__ = ["Redactor", "open_redactor", "redact_lines"]
