"""The stated language first, the words themselves where they contradict it, else undetermined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from nlp.language.evidence import Evidence, has_letters_of_others, read_evidence, tell_ethiopic
from nlp.language.model import best_of, known_languages, rank_languages
from nlp.language.scripts import scripts_of
from nlp.language.tags import normalise_tag

Maker = Literal["stated", "told", "undetermined", "person"]
"""`person` where somebody who read the words said which language they are in."""

LEAST_PROBABILITY: Final = 0.5
"""Below this nobody should act on what the statistics say."""

LEAST_CONTRADICTION: Final = 0.9
"""Only from this probability on do the words overrule what a person stated."""


@dataclass(frozen=True, slots=True)
class ToldLanguage:
    """A language code ("" where undetermined), how probable it is in [0, 1], and what it rests on.

    A stated language that nothing contradicts has probability 1; so has one that the script alone decides.
    """

    code: str
    probability: float
    made_by: Maker


def tell_language(text: str, *, stated: str | None, allowed: Sequence[str]) -> ToldLanguage:
    """The language of `text`, one of `allowed` or undetermined.

    The stated language stands unless the script plainly contradicts it, or a good length of words confidently reads as
    another. Placeholders, addresses of the web and digits are no evidence. Words that read as a language which is not
    allowed are undetermined, so that a person looks before they go on; a stated language that is not allowed lets only
    long and confident words be told.
    """
    codes = tuple(dict.fromkeys(code for tag in allowed if (code := normalise_tag(tag))))
    stated_code = normalise_tag(stated) if stated else ""
    evidence = read_evidence(text)
    if not evidence.words:
        return ToldLanguage(stated_code, 1.0, "stated") if stated_code in codes else _undetermined(0.0)
    fitting = tuple(code for code in codes if evidence.scripts & scripts_of(code) and not has_letters_of_others(evidence, code))
    if stated_code in fitting:
        return _check_stated(stated_code, evidence, fitting)
    if stated_code and stated_code not in codes:
        return _tell_against(stated_code, evidence, fitting)
    return _tell(evidence, fitting)


def _check_stated(stated: str, evidence: Evidence, fitting: Sequence[str]) -> ToldLanguage:
    """The stated language, unless long enough words confidently say another one."""
    as_stated = ToldLanguage(stated, 1.0, "stated")
    if not evidence.is_long:
        return as_stated
    if "Ethi" in evidence.scripts:
        return as_stated if tell_ethiopic(evidence.words) in ("", stated) else _tell(evidence, fitting)
    if stated not in known_languages() and evidence.scripts != {"Latn"}:
        return as_stated  # The model reads Sorani and Dari as their neighbours: it cannot contradict.
    best, probability = best_of(evidence.words, fitting)
    is_other = best != stated and probability >= LEAST_CONTRADICTION
    return _tell(evidence, fitting) if is_other or _is_foreign(evidence, fitting) else as_stated


def _tell_against(stated: str, evidence: Evidence, fitting: Sequence[str]) -> ToldLanguage:
    """What the words say where the stated language is none that is served: only what is long, confident and not that."""
    told = _tell(evidence, fitting)
    is_sure = evidence.is_long and told.probability >= LEAST_CONTRADICTION
    if not told.code or not is_sure or best_of(evidence.words, [told.code, stated])[0] == stated:
        return _undetermined(0.0)
    return told


def _tell(evidence: Evidence, fitting: Sequence[str]) -> ToldLanguage:
    """What script and statistics say, without a stated language."""
    if not fitting:
        return _undetermined(0.0)
    if "Ethi" in evidence.scripts and (ethiopic := tell_ethiopic(evidence.words)):
        return ToldLanguage(ethiopic, 1.0, "told") if ethiopic in fitting else _undetermined(0.0)
    if _is_foreign(evidence, fitting):
        return _undetermined(0.0)
    if len(fitting) == 1:
        return ToldLanguage(fitting[0], 1.0, "told")
    best, probability = best_of(evidence.words, fitting)
    return ToldLanguage(best, probability, "told") if probability >= LEAST_PROBABILITY else _undetermined(probability)


def _undetermined(probability: float) -> ToldLanguage:
    return ToldLanguage("", probability, "undetermined")


def _is_foreign(evidence: Evidence, fitting: Sequence[str]) -> bool:
    """True when enough words confidently read as a language that is not among `fitting`."""
    if not evidence.is_long:
        return False
    best, probability = rank_languages(evidence.words)[0]
    return best not in fitting and probability >= LEAST_CONTRADICTION
