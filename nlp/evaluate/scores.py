"""Themes that a machine found against labels that people gave: the names need not be the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.evaluate.agreement import measure_f1
from nlp.evaluate.bootstrap import bootstrap_interval

Labels = Sequence[str]
_ENOUGH = 0.5  # a theme stands for the labels that this share of its rows carries


@dataclass(frozen=True, slots=True)
class LabelScore:
    """One label: rows that carry it, the theme that fits it best (its number, by size), and F1 with its 95 % interval."""

    label: str
    rows: int
    theme: int | None
    f1: float
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class ThemeScores:
    """How themes fit labels, over labelled rows.

    `ami` and `ari` compare the first label with the main theme (rows without a theme are a group of their own); `sample_f1`
    is the mean over rows of F1 between a row's labels and those its themes stand for. `leak` is the NMI of theme and
    language, None under two languages. Shares lie in [0, 1].
    """

    rows: int
    themes: int
    unthemed: float
    largest: float
    ami: float
    ari: float
    sample_f1: float
    leak: float | None
    labels: tuple[LabelScore, ...]


def score_themes(themes: Sequence[Labels], labels: Sequence[Labels], languages: Labels = ()) -> ThemeScores:
    """Score the themes of each row, the main one first, against its labels; rows without a label are left out.

    Raises ValueError where no row has a label.
    """
    kept = [row for row, given in enumerate(labels) if given]
    if not kept:
        raise ValueError("No row has a label.")
    found, given = [tuple(themes[row]) for row in kept], [tuple(labels[row]) for row in kept]
    spoken = [languages[row] for row in kept] if languages else []
    main = [each[0] if each else "" for each in found]
    sizes = Counter(filter(None, main))
    return ThemeScores(
        rows=len(kept),
        themes=len({theme for each in found for theme in each}),
        unthemed=sum(not each for each in found) / len(kept),
        largest=max(sizes.values(), default=0) / len(kept),
        **_compare_partitions([each[0] for each in given], main),
        sample_f1=_measure_sample_f1(found, given),
        leak=_measure_leak(main, spoken),
        labels=_score_labels(found, given, [name for name, _ in sizes.most_common()]),
    )


def _compare_partitions(first: list[str], main: list[str]) -> dict[str, float]:
    from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

    return {"ami": float(adjusted_mutual_info_score(first, main)), "ari": float(adjusted_rand_score(first, main))}


def _measure_leak(main: list[str], languages: list[str]) -> float | None:
    from sklearn.metrics import normalized_mutual_info_score

    return float(normalized_mutual_info_score(languages, main)) if len(set(languages)) > 1 else None


def _measure_sample_f1(found: Sequence[Labels], given: Sequence[Labels]) -> float:
    stands_for = _find_meanings(found, given)
    scores = []
    for themes, labels in zip(found, given, strict=True):
        meant: set[str] = set().union(*(stands_for[theme] for theme in themes))
        scores.append(2 * len(meant & set(labels)) / (len(meant) + len(set(labels))))
    return float(np.mean(scores))


def _find_meanings(found: Sequence[Labels], given: Sequence[Labels]) -> dict[str, set[str]]:
    """The labels that at least half of a theme's rows carry, else its commonest one."""
    carried: dict[str, Counter[str]] = {}
    sizes: Counter[str] = Counter()
    for themes, labels in zip(found, given, strict=True):
        for theme in set(themes):
            carried.setdefault(theme, Counter()).update(set(labels))
            sizes[theme] += 1
    return {
        theme: {label for label, count in counts.items() if count >= _ENOUGH * sizes[theme]} or {counts.most_common(1)[0][0]}
        for theme, counts in carried.items()
    }


def _score_labels(found: Sequence[Labels], given: Sequence[Labels], by_size: Sequence[str]) -> tuple[LabelScore, ...]:
    has_theme = {name: np.array([name in each for each in found]) for name in by_size}
    counts = Counter(label for each in given for label in set(each))
    return tuple(_score_label(label, np.array([label in each for each in given]), has_theme) for label, _ in counts.most_common())


def _score_label(label: str, carries: npt.NDArray[np.bool_], has_theme: dict[str, npt.NDArray[np.bool_]]) -> LabelScore:
    scores = [measure_f1(carries, each) for each in has_theme.values()]
    if not scores or max(scores) == 0:
        return LabelScore(label, int(carries.sum()), None, 0.0, None)
    best = int(np.argmax(scores))
    fits = list(has_theme.values())[best]
    interval = bootstrap_interval(len(carries), lambda rows: measure_f1(carries[rows], fits[rows]))
    return LabelScore(label, int(carries.sum()), best + 1, scores[best], interval)
