"""Whether a word is on the lists of names, in the forms that names take in sentences, or is built as names are."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.redact.names.known_forms import ETHIOPIC_ROWS
from nlp.redact.names.origins import load_names, load_origin, romanise_both_ways

# Endings of Russian and Ukrainian cases, and the endings of the form that lists hold.
_CASES = ("ого", "ому", "ові", "еві", "єві", "ою", "ею", "єю", "ой", "ей", "ую", "ом", "ем", "єм", "ым", "им", "ых", "их",
          "у", "ю", "а", "я", "е", "і", "ї", "и", "ы", "о")  # fmt: skip
_NOMINATIVES = ("", "а", "я", "й", "ь", "ий", "ый", "ая", "о")
_SHORTEST_STEM = 3  # letters
_SHORTEST_ROMANISED = 4  # letters
_SHORTEST_SMOOTH = 4  # letters left of a name when what spellings differ in is gone
_ETHIOPIC_VOWELS = ("e", "u", "i", "a", "e", "", "o", "ua")
_SHORTEST_GLUED = 4  # letters of a name that is known with a small word written to it
# Small words that are written together with a name: "and", "for", "with", "of" in Arabic, "of", "from", "about" in Amharic; and its object mark.
_GLUED_BEFORE = re.compile(r"(?:[وفبلک]|ول|وب)(?=[\u0600-\u06ff])|(?:ስለ|እነ|[የለከበ])(?=[\u1200-\u137f])")
_GLUED_AFTER = re.compile(r"[ንም]$")
# How names are built: "Obaidullah", "Yusufzai", "Gebremariam", "Kovalenko", "Harpreet", "Tshimanga".
_BUILT = re.compile(
    r"[a-z]{3,}(?:ullah|uddin|zada|zadeh|nejad|khail|khel|enko|chuk|shchuk|ovych|ovich|evich|ivna|ovna|evna|shvili|preet|winder|jinder)"
    r"|[a-z]{4,}(?:zai|poor|pour|meet|deep)"
    r"|(?:gebre|ghebre|wolde|welde|tekle|tesfa|habte|kidane|haile|kifle|amde|zere|abdul|abdel|abdi|cabdi|tshi|nkurun|haki|hati|mukan|uwi)[a-z]{4,}"
    r"|[a-z]{3,}(?:mariam|maryam|selassie|giorgis|medhin|yesus|kidan|yohannes|meskel)"
    r"|[а-яіїєґ]{3,}(?:енко|чук|щук|ович|евич|івна|овна|евна|ьськ(?:ий|а|ого|ої|ому|у)|цьк(?:ий|а|ого|ої|ому|у)|швили|швілі)"
    r"|[\u0600-\u06ff]{3,}(?:الله|الدین|زاده|نژاد|پور|یار)|(?:عبدال|غلام|نورال|سیف)[\u0600-\u06ff]{3,}"
    r"|(?:ገብረ|ወልደ|ኃይለ|ሀይለ|ሃይለ|ተክለ|ተስፋ|ሀብተ|ክንፈ|ዘርአ)[\u1200-\u137f]{2,}|[\u1200-\u137f]{2,}(?:ማርያም|ስላሴ|ሥላሴ|ሚካኤል|መድህን|ኪዳን|ጊዮርጊስ|ገብርኤል)"
)


def _unglue(bare: str) -> list[str]:
    """The ways in which a word may be a name with a small word written to it."""
    ends = {bare, _GLUED_AFTER.sub("", bare) if len(bare) >= _SHORTEST_GLUED else bare}
    ways = ends | {_GLUED_BEFORE.sub("", end, count=1) if _GLUED_BEFORE.match(end) else end for end in ends}
    shortest = _SHORTEST_GLUED if bare[0] < "\u0700" else _SHORTEST_STEM
    return [way for way in ways if way != bare and len(way) >= shortest]


@lru_cache(maxsize=100_000)
def is_listed(bare: str) -> bool:
    """True for a name on any list, one built as names are, or a Russian or Ukrainian case form; `bare` is lower case without accents."""
    names = load_names()
    if bare in names or _BUILT.fullmatch(bare):
        return True
    if "\u0600" <= bare[:1] <= "\u137f":
        return any(part in names or _is_spelt_as_ours(part) for part in (bare, *_unglue(bare)))
    if not "\u0400" <= bare[:1] <= "\u052f":
        return False
    if len(bare) >= _SHORTEST_ROMANISED and not load_origin("slavic_latin").isdisjoint(romanise_both_ways(bare)):
        return True
    stems = [bare.removesuffix(ending) for ending in _CASES if bare.endswith(ending)]
    return any(stem + ending in names for stem in stems if len(stem) >= _SHORTEST_STEM for ending in _NOMINATIVES)


def _is_spelt_as_ours(bare: str) -> bool:
    """True for an Ethiopic word that reads as one of our Ethiopian and Eritrean names in Latin letters."""
    if not ("\u1200" <= bare[:1] <= "\u135a" and len(bare) >= _SHORTEST_STEM):
        return False
    return _smooth(_read_ethiopic(bare)) in _smooth_names()


@cache
def _smooth_names() -> frozenset[str]:
    smooth = map(_smooth, load_origin("ethiopian_eritrean"))
    return frozenset(name for name in smooth if len(name) >= _SHORTEST_SMOOTH)


def _smooth(latin: str) -> str:
    """A name without what spellings differ in: "e", "i" and "y", doubled letters, "tz" and "ts"."""
    for spelling, sound in (("ts", "s"), ("tz", "s"), ("ph", "f"), ("kh", "k"), ("q", "k"), ("gh", "g"), ("z", "s")):
        latin = latin.replace(spelling, sound)
    return re.sub(r"(.)\1+", r"\1", re.sub("[eiyə'h]", "", latin))


def _read_ethiopic(bare: str) -> str:
    """Ethiopic letters as Latin ones: consonant and vowel, a letter's row and its place in it."""
    places = (divmod(ord(letter) - 0x1200, 8) for letter in bare)
    return "".join(ETHIOPIC_ROWS[row] + _ETHIOPIC_VOWELS[place] if 0 <= row < len(ETHIOPIC_ROWS) else "" for row, place in places)
