"""Updates of a public tracker of recommendations, and the recommendations that they belong to."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.linking.ranks import Matrix, Queries, Ranks, compare, rank_right, sum_up
from nlp.embed import Encoder
from nlp.links.asked import centre
from nlp.links.fuse import fuse, fuse_ranks
from nlp.links.words import WordRule, compare_words
from nlp.passages import cut_passages

# "R06", "R-6", "Recommendation 43", "recommendations 2 and 3".
_REFERENCE = re.compile(r"\b[Rr]ec(?:ommendation)?s?\.?\s*\d+(?:\s*(?:,|and|&|to|-|–)\s*\d+)*(?:['’]s)?|\bR\s?-?\d{1,2}(?:['’]s)?\b")
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_RUNS = (4, 3)


@dataclass(frozen=True)
class Tracker:
    """Recommendations as (title, text), updates as (title, description), the place of each update's own, and its day."""

    recommendations: tuple[tuple[str, str], ...]
    updates: tuple[tuple[str, str], ...]
    own: tuple[int, ...]
    days: tuple[str, ...]
    codes: tuple[str, ...]


def read_tracker(folder: Path) -> Tracker:
    """The tables of the tracker as they lie."""
    asked, reported = (list(_read(folder / name)) for name in ("recommendations.csv", "updates.csv"))
    codes = [each["code"] for each in asked]
    return Tracker(
        tuple((each["title"], each["text"]) for each in asked),
        tuple((each["title"], each["description"].strip()) for each in reported),
        tuple(codes.index(each["code"]) for each in reported),
        tuple(each["date"] for each in reported),
        tuple(each["code"] for each in reported),
    )


def measure_tracker(tracker: Tracker, encoders: dict[str, Encoder], rule: WordRule) -> dict[str, Any]:
    """Every side on every form of the updates, and what references and shared runs of words are worth."""
    right = tuple(frozenset({each}) for each in tracker.own)
    stripped = [_strip(each) for each in tracker.updates]
    forms = {"as_written": list(tracker.updates), "without_references": stripped}
    forms |= {"description_only": [("", text) for _, text in stripped], "title_only": [(title, "") for title, _ in stripped]}
    masks = {length: _make_mask(tracker, length) for length in _RUNS}
    forms |= {
        f"runs_of_{length}_shared_words_taken_out": [(mask(one), mask(two)) for one, two in stripped] for length, mask in masks.items()
    }
    told: dict[str, Any] = {"recommendations": len(tracker.recommendations), "updates": len(tracker.updates)}
    told["updates_that_name_a_reference"] = sum(bool(_REFERENCE.search(" ".join(each))) for each in tracker.updates)
    told["share_of_words_taken_out"] = {length: _measure_mask(stripped, mask) for length, mask in masks.items()}
    told["forms"] = {
        name: _measure_form(tracker, Queries(tuple(map(_join, form)), right, tracker.codes), encoders, rule) for name, form in forms.items()
    }
    return told


def _measure_form(tracker: Tracker, queries: Queries, encoders: dict[str, Encoder], rule: WordRule) -> dict[str, Any]:
    sys.stderr.write(f"{len(queries.texts)} updates, {sum(map(len, queries.texts)):,} letters\n")
    sides = _list_sides(tracker, queries.texts, encoders, rule)
    ranks: dict[str, Ranks] = {name: rank_right(scores, queries.right) for name, scores in sides.items()}
    told: dict[str, Any] = {name: sum_up(each, queries.units) for name, each in ranks.items()}
    told["chosen_against_tf_idf"] = compare(ranks["words_and_e5"], ranks["tf_idf_plain"], queries.units)
    told["chosen_against_words"] = compare(ranks["words_and_e5"], ranks["words"], queries.units)
    told["chosen_against_e5"] = compare(ranks["words_and_e5"], ranks["e5"], queries.units)
    return told


def _list_sides(tracker: Tracker, texts: Sequence[str], encoders: dict[str, Encoder], rule: WordRule) -> dict[str, Matrix]:
    whole = [_join(each) for each in tracker.recommendations]
    words = compare_words(texts, whole, rule)
    sides = {"tf_idf_plain": _compare_plainly(texts, whole), "words": words}
    for name, encoder in encoders.items():
        sides[f"{name}_raw"] = _compare(encoder.encode(texts), encoder.encode(whole))
        sides[name] = _compare_centred(encoder, texts, whole)
        sides[f"{name}_title_and_text_apart"] = sum(
            (_compare_centred(encoder, texts, [each[part] for each in tracker.recommendations]) for part in (0, 1)), np.zeros_like(words)
        )
        sides[f"{name}_sentences"] = _compare_sentences(encoder, texts, whole, rule)
    sides["words_and_e5"] = fuse(words, sides["e5"])
    sides["words_and_e5_by_rank"] = fuse_ranks(words, sides["e5"])
    sides["words_and_both"] = fuse(words, sides["e5"], sides["minilm"])
    sides["all_views"] = fuse(words, *(sides[f"{name}{view}"] for name in encoders for view in ("", "_title_and_text_apart", "_sentences")))
    sides["words_and_e5_with_earlier_updates"] = _with_earlier(tracker, texts, whole, encoders["e5"], rule)
    return sides


def _with_earlier(tracker: Tracker, texts: Sequence[str], whole: Sequence[str], encoder: Encoder, rule: WordRule) -> Matrix:
    """The chosen side where a recommendation has the updates of earlier days as further text, as a person confirmed them."""
    rows = np.zeros((len(texts), len(whole)))
    for day in sorted(set(tracker.days)):
        here = [row for row, each in enumerate(tracker.days) if each == day]
        earlier = [row for row, each in enumerate(tracker.days) if each < day]
        told = ["\n".join((text, *(texts[row] for row in earlier if tracker.own[row] == place))) for place, text in enumerate(whole)]
        # All queries stand in each comparison, so that their mean, which is taken off, is the same as in the other sides.
        rows[here] = fuse(compare_words(texts, told, rule), _compare_centred(encoder, texts, told))[here]
    return rows


def _compare_plainly(texts: Sequence[str], whole: Sequence[str]) -> Matrix:
    """scikit-learn's TF-IDF as it comes."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer().fit([*whole, *texts])
    return np.asarray((vectorizer.transform(texts) @ vectorizer.transform(whole).T).toarray(), dtype=np.float64)


def _compare_centred(encoder: Encoder, texts: Sequence[str], others: Sequence[str]) -> Matrix:
    one, two = encoder.encode(texts), encoder.encode(others)
    return _compare(centre(one, one.mean(axis=0)), centre(two, two.mean(axis=0)))


def _compare_sentences(encoder: Encoder, texts: Sequence[str], others: Sequence[str], rule: WordRule) -> Matrix:
    """Of each sentence of the one the nearest sentence of the other, and the mean of those."""
    (one, one_of), (two, two_of) = (_cut(each, rule) for each in (texts, others))
    scores = _compare_centred(encoder, one, two)
    nearest = np.stack([scores[:, two_of == place].max(axis=1) for place in range(len(others))], axis=1)
    return np.stack([nearest[one_of == place].mean(axis=0) for place in range(len(texts))])


def _cut(texts: Sequence[str], rule: WordRule) -> tuple[list[str], Any]:
    parts = [(place, part) for place, text in enumerate(texts) for part in _cut_one(text, rule)]
    return [part for _, part in parts], np.array([place for place, _ in parts])


def _cut_one(text: str, rule: WordRule) -> list[str]:
    return [text[start:end] for start, end in cut_passages(text, rule.language)] or [text or "."]


def _compare(one: Any, two: Any) -> Matrix:
    return np.asarray(one.astype(np.float64) @ two.astype(np.float64).T)


def _join(parts: tuple[str, str]) -> str:
    return "\n".join(each for each in parts if each) or "."


def _strip(parts: tuple[str, str]) -> tuple[str, str]:
    one, two = (" ".join(_REFERENCE.sub(" ", each).split()) for each in parts)
    return one, two


def _make_mask(tracker: Tracker, length: int) -> Callable[[str], str]:
    """Takes words out that stand in a run of so many which any recommendation has too, its own or another."""
    runs = {run for each in tracker.recommendations for text in each for run in _cut_runs(_list_words(text), length)}

    def mask(text: str) -> str:
        words = _list_words(text)
        shared = {at + step for at, run in enumerate(_cut_runs(words, length)) if run in runs for step in range(length)}
        return " ".join(word for at, word in enumerate(_WORD.findall(text)) if at not in shared)

    return mask


def _measure_mask(updates: Sequence[tuple[str, str]], mask: Callable[[str], str]) -> float:
    before = sum(len(_WORD.findall(text)) for each in updates for text in each)
    after = sum(len(_WORD.findall(mask(text))) for each in updates for text in each)
    return round(1 - after / before, 3)


def _list_words(text: str) -> list[str]:
    return [each.casefold() for each in _WORD.findall(text)]


def _cut_runs(words: Sequence[str], length: int) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]


def _read(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
