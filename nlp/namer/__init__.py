"""An optional model that proposes titles, and the checks that stand between it and a reader."""

from nlp.namer.ask import Endpoint, NamerFailed
from nlp.namer.name import Named, ThemeToName, name_themes
from nlp.namer.reasons import Reason

__all__ = ["Endpoint", "Named", "NamerFailed", "Reason", "ThemeToName", "name_themes"]
