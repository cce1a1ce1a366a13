"""How right themes are: against labels that people gave, and how far two codings of the same units agree."""

from nlp.evaluate.agreement import Agreement, Coding, ThemeAgreement, compare_codings
from nlp.evaluate.scores import LabelScore, ThemeScores, score_themes

__all__ = ["Agreement", "Coding", "LabelScore", "ThemeAgreement", "ThemeScores", "compare_codings", "score_themes"]
