"""Digits as they are said, in languages of the surveys."""

from __future__ import annotations

_SAID = {
    "en": "oh one two three four five six seven eight nine",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf",
    "pt": "zero um dois três quatro cinco meia sete oito nove",
    "so": "eber hal laba saddex afar shan lix toddoba siddeed sagaal",
    "vi": "không một hai ba bốn năm sáu bảy tám chín",
    "sw": "sifuri moja mbili tatu nne tano sita saba nane tisa",
    "ht": "zewo en de twa kat senk sis sèt uit nèf",
    "ru": "ноль один два три четыре пять шесть семь восемь девять",
    "uk": "нуль один два три чотири п'ять шість сім вісім дев'ять",
    "am": "ዜሮ አንድ ሁለት ሶስት አራት አምስት ስድስት ሰባት ስምንት ዘጠኝ",
    "ar": "صفر واحد اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة",
    "fa": "صفر یک دو سه چهار پنج شش هفت هشت نه",
    "tl": "sero isa dalawa tatlo apat lima anim pito walo siyam",
}


def spell(digits: str, language: str) -> str:
    """The digits as words of a language, with a space between."""
    words = _SAID[language].split()
    return " ".join(words[int(digit)] for digit in digits)
