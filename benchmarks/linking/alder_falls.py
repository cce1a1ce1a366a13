"""The invented town: recommendations and updates, held against what people wrote on each concern."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

import demo.town
from benchmarks.linking.ranks import Matrix, Queries, rank_right, sum_up
from demo.town.comments import read_comments
from domain.ids import RecommendationId, RoundId, ThemeId
from domain.themes import Theme
from nlp.embed import Encoder, centre_by_language
from nlp.embed.reference import Mean
from nlp.links.asked import centre, expect_mean, place_asked
from nlp.links.fuse import fuse
from nlp.links.words import WordRule, compare_words
from nlp.themes.nearest import FLOOR, MAYBE, measure_nearness
from nlp.themes.words import is_content, split_words

# Which concerns each recommendation answers, as the town's README names them. The interpreter's concern splits in round three.
ANSWERS = {
    "R-01": ("traffic",),
    "R-02": ("lights",),
    "R-03": ("interpreter-call", "interpreter"),
    "R-04": ("interpreter-letters", "interpreter"),
    "R-05": ("youth",),
    "R-06": ("complaints",),
    "R-07": ("papers",),
    "R-08": ("stops",),
    "R-09": ("liaison",),
    "R-10": ("hate",),
    "R-11": ("scams",),
    "R-12": ("reporting",),
}
_KEYWORDS = 10
_TOWN = Path(demo.town.__file__).parent


def measure_town(encoder: Encoder, rule: WordRule) -> dict[str, Any]:
    """Recommendations by several of their fields, and updates by their notes, against the concerns of the written comments."""
    themes = _make_themes(encoder, rule)
    rows, updates = (_read(_TOWN / name) for name in ("recommendations.csv", "updates.csv"))
    fields = {
        "title_text_and_answers": [f"{each['title']}\n{each['text']}\n{each['answers']}" for each in rows],
        "title_and_text": [f"{each['title']}\n{each['text']}" for each in rows],
        "answers_only": [each["answers"] for each in rows],
    }
    expected = expect_mean(encoder.model, rule.language)
    if expected is None:
        raise SystemExit("There is no reference mean for this model: name the packaged one.")
    asked = place_asked(
        [RecommendationId(each["reference"]) for each in rows], encoder.encode(fields["title_text_and_answers"]), encoder, expected
    )
    told: dict[str, Any] = {"concerns": len(themes), "recommendations": len(rows), "updates": len(updates)}
    for name, texts in fields.items():
        told[name] = _measure(encoder, rule, themes, _query(themes, texts, rows), _origin_of(encoder, texts, expected))
    nearness = measure_nearness(asked.vectors, themes)
    told["links"] = {"near": _count_links(nearness, rows, themes, FLOOR), "maybe_or_near": _count_links(nearness, rows, themes, MAYBE)}
    notes = [f"{each['note']}\n{each['evidence']}" for each in updates]
    told["updates_by_note_and_evidence"] = _measure(encoder, rule, themes, _query(themes, notes, updates), asked.origin)
    return told


def _origin_of(encoder: Encoder, texts: Sequence[str], expected: Mean) -> Mean:
    return place_asked([RecommendationId(str(place)) for place in range(len(texts))], encoder.encode(list(texts)), encoder, expected).origin


def _measure(encoder: Encoder, rule: WordRule, themes: Sequence[Theme], queries: Queries, origin: Mean) -> dict[str, Any]:
    vectors = centre(encoder.encode(list(queries.texts)), origin)
    near = measure_nearness(vectors, themes)
    words = compare_words(queries.texts, [" ".join(each.keywords) for each in themes], rule)
    sides = {"e5_to_what_was_said": near, "words_to_keywords": words, "both": fuse(near, words)}
    return {name: sum_up(rank_right(scores, queries.right), queries.units) for name, scores in sides.items()}


def _query(themes: Sequence[Theme], texts: Sequence[str], rows: Sequence[dict[str, str]]) -> Queries:
    places = {each.title: place for place, each in enumerate(themes)}
    right = tuple(frozenset(places[name] for name in ANSWERS[row["reference"]]) for row in rows)
    return Queries(tuple(texts), right, tuple(row["reference"] for row in rows))


def _count_links(nearness: Matrix, rows: Sequence[dict[str, str]], themes: Sequence[Theme], floor: float) -> dict[str, int]:
    """How many links would be told from a floor on: right ones, wrong ones, and recommendations without any right one."""
    right = [[each.title in ANSWERS[row["reference"]] for each in themes] for row in rows]
    is_told, is_right = nearness >= floor, np.array(right)
    return {
        "right": int((is_told & is_right).sum()),
        "wrong": int((is_told & ~is_right).sum()),
        "recommendations_without": int((~(is_told & is_right).any(axis=1)).sum()),
    }


def _make_themes(encoder: Encoder, rule: WordRule) -> tuple[Theme, ...]:
    """The concerns as themes: the middle of what was written on each in all languages, and its commonest English words."""
    comments = [each for each in read_comments() if each.concerns]
    names = sorted({name for each in comments for name in each.concerns})
    vectors = centre_by_language(
        encoder.encode([each.text for each in comments]), [each.language for each in comments], model=encoder.model
    )
    counts = {
        name: _count_words([each.text for each in comments if name in each.concerns and each.language == "en"], rule) for name in names
    }
    total = sum(counts.values(), Counter())
    made = []
    for name in names:
        middle = vectors[[row for row, each in enumerate(comments) if name in each.concerns]].mean(axis=0)
        middle /= np.linalg.norm(middle)
        # c-TF-IDF, as BERTopic has it: common in the class, rare in all.
        mean = sum(total.values()) / len(names)
        weights = {word: count * np.log(1 + mean / total[word]) for word, count in counts[name].items()}
        keywords = sorted(weights, key=lambda word: (-weights[word], word))[:_KEYWORDS]
        made.append(Theme(ThemeId(name), name, "", tuple(keywords), RoundId("town"), tuple(middle.tolist())))
    return tuple(made)


def _count_words(texts: Sequence[str], rule: WordRule) -> Counter[str]:
    words = (word.casefold() for text in texts for run in split_words(text) for word in run)
    return Counter(word for word in words if is_content(word, rule.stop_words))


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
