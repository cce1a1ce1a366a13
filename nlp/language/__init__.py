"""Tells the language of what somebody wrote.

A wrong language means that redaction looks for the wrong names, so what is not clear is left undetermined.
"""

from nlp.language.scripts import scripts_of
from nlp.language.tags import normalise_tag
from nlp.language.tell import LEAST_PROBABILITY, ToldLanguage, tell_language

__all__ = ["LEAST_PROBABILITY", "ToldLanguage", "normalise_tag", "scripts_of", "tell_language"]
