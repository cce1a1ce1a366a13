"""Chinese given names in Latin letters: two syllables of pinyin written as one word, as in "Xuefeng"."""

from __future__ import annotations

import re

_INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
_FINAL = "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ui|un|uo|ue|[aeiou])"
_PAIR = re.compile(f"{_INITIAL}{_FINAL}{_INITIAL}{_FINAL}")
_TELLING = re.compile("zh|x|q|uang|iang|iong|ying|feng|meng|hui|yue|xue|jia|jun|wei|guo|hua|yan|yun|ling|ting|ming")
_SHORTEST = 5  # letters


def is_pinyin(bare: str) -> bool:
    """True for two syllables that pinyin may write, at least one of which is hardly met in other languages."""
    return len(bare) >= _SHORTEST and _TELLING.search(bare) is not None and _PAIR.fullmatch(bare) is not None
