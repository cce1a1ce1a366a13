"""Translation: one interface, behind which engines (and people) answer. What made a translation always stands beside it."""

from nlp.translate.engine import Translator, open_translator

__all__ = ["Translator", "open_translator"]
