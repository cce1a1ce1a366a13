"""Tells the language of what somebody wrote: the stated one first, the words themselves where they contradict it.

A wrong language means that redaction looks for the wrong names, so what is not clear is left undetermined.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

Maker = Literal["stated", "told", "undetermined"]

LEAST_PROBABILITY: Final = 0.5
"""Below this nobody should act on what the statistics say."""

LEAST_CONTRADICTION: Final = 0.9
"""Only from this probability on do the words overrule what a person stated."""

LEAST_LETTERS: Final = 16
"""Letters of words without a capital (Han, Hangul and Ethiopic signs count twice) from which on statistics may overrule or reject."""

_MOST_EVIDENCE: Final = 4000  # characters; more changes no answer and costs time
_DOMINANT_SHARE: Final = 0.6
_DENSE_SCRIPTS: Final = frozenset({"Hani", "Hang", "Ethi", "Kana"})
_NOT_EVIDENCE: Final = re.compile(
    r"\[[A-Z][A-Z_]{0,40} \d{1,6}\]"  # placeholders of redaction
    r"|(?:https?://|www\.)\S+"
    r"|(?<!\S)\S{1,100}@\S{1,100}"
    r"|(?<!\w)[@#]\w+"
    r"|[^\S ]|\d"
)
_SCRIPT_OF_NAME: Final = {
    "LATIN": "Latn",
    "FULLWIDTH": "Latn",
    "ARABIC": "Arab",
    "CYRILLIC": "Cyrl",
    "CJK": "Hani",
    "HIRAGANA": "Kana",
    "KATAKANA": "Kana",
    "ETHIOPIC": "Ethi",
    "MYANMAR": "Mymr",
    "KHMER": "Khmr",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "GUJARATI": "Gujr",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "HEBREW": "Hebr",
    "GREEK": "Grek",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "TIBETAN": "Tibt",
    "THAANA": "Thaa",
}
_SCRIPTS_TOGETHER: Final[Mapping[str, frozenset[str]]] = {
    "Hans": frozenset({"Hani"}),
    "Hant": frozenset({"Hani"}),
    "Jpan": frozenset({"Hani", "Kana"}),
    "Kore": frozenset({"Hang", "Hani"}),
}
# Languages that people also write in a script which is not their first.
_SECOND_SCRIPTS: Final = {"sr": "Latn", "ku": "Arab", "uz": "Cyrl", "az": "Cyrl", "kk": "Latn", "pa": "Arab", "ms": "Arab"}
# Letters by which a neighbour in the same script shows: Persian, Urdu and Pashto for Arabic, Ukrainian and others for Russian.
_LETTERS_OF_OTHERS: Final = {
    "ar": "\u067e\u0686\u0698\u06af\u06a9\u06cc\u06d2\u0679\u0688\u06ba\u06c1\u06be\u0691\u06d0\u0693\u069a\u06bc\u06d5",
    "ru": "\u0456\u0457\u0454\u0491\u045e\u0458\u0459\u045a\u045b\u0452\u045f",
    "uk": "\u044b\u044d\u044a\u0451\u045e\u0458\u0459\u045a\u045b\u0452\u045f",
}
_OTHERS_SHARE: Final = 0.04  # some write a dialect's sound with a neighbour's letter
_PREFERRED_CODES: Final = {"fil": "tl", "nb": "no", "nn": "no"}
_IN_NAMES: Final = frozenset(" ()-'’.,")
_NO_LANGUAGE: Final = frozenset({"", "und", "zxx", "mul", "mis", "art"})


@dataclass(frozen=True, slots=True)
class ToldLanguage:
    """A language code ("" where undetermined), how probable it is in [0, 1], and what it rests on.

    A stated language that nothing contradicts has probability 1; so has one that the script alone decides.
    """

    code: str
    probability: float
    made_by: Maker


def normalise_tag(tag: str) -> str:
    """The two-letter (else three-letter) code of a language tag or name; "" if it names no language.

    Reads `en`, `eng`, `eng_Latn`, `pt-BR`, `en_US.UTF-8`, `Spanish`, `Kreyòl`; a dialect becomes its language (`arb` -> `ar`).
    """
    return _normalise_tag(tag.strip())


def tell_language(text: str, *, stated: str | None, allowed: Sequence[str]) -> ToldLanguage:
    """The language of `text`, one of `allowed` or undetermined.

    The stated language stands unless the script plainly contradicts it, or a good length of words confidently reads as
    another. Placeholders, addresses of the web and digits are no evidence. Words that read as a language which is not
    allowed are undetermined, so that a person looks before they go on; a stated language that is not allowed lets only
    long and confident words be told.
    """
    codes = tuple(dict.fromkeys(code for tag in allowed if (code := normalise_tag(tag))))
    stated_code = normalise_tag(stated) if stated else ""
    evidence = _read_evidence(text)
    if not evidence.words:
        return ToldLanguage(stated_code, 1.0, "stated") if stated_code in codes else _undetermined(0.0)
    fitting = tuple(code for code in codes if evidence.scripts & scripts_of(code) and not _has_letters_of_others(evidence, code))
    if stated_code in fitting:
        return _check_stated(stated_code, evidence, fitting)
    if stated_code and stated_code not in codes:
        return _tell_against(stated_code, evidence, fitting)
    return _tell(evidence, fitting)


@lru_cache(maxsize=512)
def scripts_of(code: str) -> frozenset[str]:
    """The scripts a language is written in, as four-letter codes (`Latn`, `Arab`, `Hani`)."""
    import langcodes

    first = langcodes.Language.get(code).maximize().script or "Latn"
    second = _SECOND_SCRIPTS.get(code)
    return _SCRIPTS_TOGETHER.get(first, frozenset({first})) | ({second} if second else set())


@dataclass(frozen=True, slots=True, repr=False)
class _Evidence:
    """What is left of a text once everything that has no language is out; it holds words, so it shows itself nowhere."""

    words: str
    letters: int
    scripts: frozenset[str]

    @property
    def is_long(self) -> bool:
        """True when there are enough letters outside of what may be names: those say where a person comes from, no more."""
        may_be_names = 0 if self.words.isupper() else sum(len(word) for word in self.words.split() if word[0].isupper())
        return self.letters - may_be_names >= LEAST_LETTERS


def _read_evidence(text: str) -> _Evidence:
    words = " ".join(_NOT_EVIDENCE.sub(" ", text[:_MOST_EVIDENCE]).split())
    counts = Counter(script for sign in words if (script := _script_of(sign)))
    if not counts:
        return _Evidence("", 0, frozenset())
    weights = {script: count * (2 if script in _DENSE_SCRIPTS else 1) for script, count in counts.items()}
    total = sum(weights.values())
    script, most = max(weights.items(), key=lambda item: item[1])
    scripts = {script} if most >= _DOMINANT_SHARE * total else {each for each in weights if weights[each] >= 0.2 * total}
    return _Evidence(words, total, frozenset(scripts))


@lru_cache(maxsize=4096)
def _script_of(sign: str) -> str:
    """The script of one character, "" for what is no letter."""
    if not unicodedata.category(sign).startswith(("L", "Mc")):
        return ""
    first = unicodedata.name(sign, "").partition(" ")[0]
    return _SCRIPT_OF_NAME.get(first, first[:4].capitalize())


def _check_stated(stated: str, evidence: _Evidence, fitting: Sequence[str]) -> ToldLanguage:
    """The stated language, unless long enough words confidently say another one."""
    as_stated = ToldLanguage(stated, 1.0, "stated")
    if not evidence.is_long:
        return as_stated
    if "Ethi" in evidence.scripts:
        return as_stated if _tell_ethiopic(evidence.words) in ("", stated) else _tell(evidence, fitting)
    if stated not in _model_labels() and evidence.scripts != {"Latn"}:
        return as_stated  # The model reads Sorani and Dari as their neighbours: it cannot contradict.
    best, probability = _best_of(evidence.words, fitting)
    is_other = best != stated and probability >= LEAST_CONTRADICTION
    return _tell(evidence, fitting) if is_other or _is_foreign(evidence, fitting) else as_stated


def _tell_against(stated: str, evidence: _Evidence, fitting: Sequence[str]) -> ToldLanguage:
    """What the words say where the stated language is none that is served: only what is long, confident and not that."""
    told = _tell(evidence, fitting)
    is_sure = evidence.is_long and told.probability >= LEAST_CONTRADICTION
    if not told.code or not is_sure or _best_of(evidence.words, [told.code, stated])[0] == stated:
        return _undetermined(0.0)
    return told


def _tell(evidence: _Evidence, fitting: Sequence[str]) -> ToldLanguage:
    """What script and statistics say, without a stated language."""
    if not fitting:
        return _undetermined(0.0)
    if "Ethi" in evidence.scripts and (ethiopic := _tell_ethiopic(evidence.words)):
        return ToldLanguage(ethiopic, 1.0, "told") if ethiopic in fitting else _undetermined(0.0)
    if _is_foreign(evidence, fitting):
        return _undetermined(0.0)
    if len(fitting) == 1:
        return ToldLanguage(fitting[0], 1.0, "told")
    best, probability = _best_of(evidence.words, fitting)
    return ToldLanguage(best, probability, "told") if probability >= LEAST_PROBABILITY else _undetermined(probability)


def _undetermined(probability: float) -> ToldLanguage:
    return ToldLanguage("", probability, "undetermined")


def _tell_ethiopic(words: str) -> str:
    """`ti` or `am` by their letters, "" where neither shows: the model reads Tigrinya as Amharic.

    Tigrinya writes the glottal vowel with U+12A3 where Amharic has U+12A0, and alone has the letters U+1250 to U+1258.
    """
    tigrinya = words.count("\u12a3") + sum(1 for sign in words if "\u1250" <= sign <= "\u1258")
    amharic = words.count("\u12a0")
    if tigrinya == amharic:
        return ""
    return "ti" if tigrinya > amharic else "am"


def _has_letters_of_others(evidence: _Evidence, code: str) -> bool:
    """True when too many letters are ones that `code` does not have, as Persian's in what should be Arabic."""
    others = _LETTERS_OF_OTHERS.get(code, "")
    return sum(evidence.words.count(letter) for letter in others) > _OTHERS_SHARE * evidence.letters


def _is_foreign(evidence: _Evidence, fitting: Sequence[str]) -> bool:
    """True when enough words confidently read as a language that is not among `fitting`."""
    if not evidence.is_long:
        return False
    best, probability = _rank(evidence.words)[0]
    return best not in fitting and probability >= LEAST_CONTRADICTION


def _best_of(words: str, codes: Sequence[str]) -> tuple[str, float]:
    """The likeliest of `codes` and its share of their joint probability; ("", 0) where the model knows none of them."""
    ranked = [(code, probability) for code, probability in _rank(words) if code in codes]
    total = sum(probability for _, probability in ranked)
    return (ranked[0][0], ranked[0][1] / total) if total > 0 else ("", 0.0)


def _rank(words: str) -> list[tuple[str, float]]:
    """Every language the model knows with its probability, likeliest first."""
    return [(str(code), float(probability)) for code, probability in _open_model().rank(words)]


@lru_cache(maxsize=1)
def _model_labels() -> frozenset[str]:
    return frozenset(_open_model().labels)


@lru_cache(maxsize=1)
def _open_model() -> LanguageIdentifier:
    """py3langid's own model, loaded once (about a second)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@lru_cache(maxsize=1024)
def _normalise_tag(tag: str) -> str:
    import langcodes
    from langcodes.tag_parser import LanguageTagError

    plain = re.split(r"[.@]", tag, maxsplit=1)[0]  # as in en_US.UTF-8
    try:
        language = langcodes.Language.get(langcodes.standardize_tag(plain, macro=True))
    except LanguageTagError:
        return _find_name(tag)
    code = _PREFERRED_CODES.get(language.language or "", language.language or "")
    if code in _NO_LANGUAGE:
        return ""
    return code if _is_named(code) else _find_name(tag)


def _find_name(name: str) -> str:
    """The code of a language called `name` in any language."""
    import langcodes

    if not name or not all(sign in _IN_NAMES or unicodedata.category(sign)[0] in "LM" for sign in name):
        return ""  # The table of names does not bear control characters and half surrogates.
    try:
        code = langcodes.find(name).language or ""
    except LookupError:
        return ""
    return _PREFERRED_CODES.get(code, code)


def _is_named(code: str) -> bool:
    """True for a code that stands for a language: not for one that is free, or private use such as `qaa`."""
    import langcodes

    language = langcodes.Language.get(code)
    return language.is_valid() and not ("qaa" <= code <= "qtz") and not language.language_name().startswith("Unknown")
