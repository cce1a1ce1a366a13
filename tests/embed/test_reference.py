from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.tables import DEFAULT_LANGUAGES
from nlp.embed import Encoder, centre_by_language
from nlp.embed.reference import read_sentences, reference_means

MODEL = "packaged:multilingual-e5-small@any"
DIM = 384


def test_the_sentences_are_the_same_in_number_in_every_language_and_never_twice() -> None:
    sentences = read_sentences()
    assert {len(lines) for lines in sentences.values()} == {len(sentences["en"])}
    assert all(len(set(lines)) == len(lines) and all(line.strip() == line != "" for line in lines) for lines in sentences.values())


def test_every_language_that_is_on_by_default_has_a_reference_mean() -> None:
    assert set(DEFAULT_LANGUAGES) <= set(reference_means(MODEL)) == set(read_sentences())


def test_the_means_that_are_shipped_are_those_of_the_sentences_and_of_the_installed_model(encoder: Encoder) -> None:
    kept = reference_means(encoder.model)
    for code in ("en", "am"):
        made = encoder.encode(read_sentences()[code]).mean(axis=0)
        assert float(kept[code] @ made / np.linalg.norm(kept[code]) / np.linalg.norm(made)) > 0.9999


def test_another_model_has_no_reference_means() -> None:
    assert reference_means("my-model@1") == reference_means("") == {}


def speak(language: str, *, count: int, subject: int, seed: int) -> np.ndarray:
    """Made-up vectors: where the language lies by its reference mean, a subject, and noise."""
    random = np.random.default_rng(seed)
    rows = np.tile(reference_means(MODEL)[language], (count, 1)) + random.normal(scale=0.01, size=(count, DIM))
    rows[:, subject] += 0.5
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_a_language_of_few_rows_on_one_subject_joins_that_subject_elsewhere() -> None:
    # Somali speaks of subject 1 only; its own mean is that subject, and centring on it would leave nothing but noise.
    vectors = np.vstack(
        [speak("en", count=60, subject=1, seed=0), speak("en", count=60, subject=2, seed=1), speak("so", count=8, subject=1, seed=2)]
    )
    languages = ["en"] * 120 + ["so"] * 8
    with_reference = centre_by_language(vectors, languages, model=MODEL)
    own_only = centre_by_language(vectors, languages, trust=0)
    assert _nearness(with_reference[120:], with_reference[:60]) > 0.6
    assert _nearness(with_reference[120:], with_reference[:60]) > _nearness(with_reference[120:], with_reference[60:120]) + 0.6
    assert _nearness(own_only[120:], own_only[:60]) < 0.2


def _nearness(rows: np.ndarray, others: np.ndarray) -> float:
    return float((rows @ others.T).mean())


def test_languages_that_say_the_same_lie_together() -> None:
    codes = ("en", "es", "so", "am", "zh", "ar")
    vectors = np.vstack(
        [speak(code, count=40, subject=subject, seed=10 * row + subject) for row, code in enumerate(codes) for subject in (1, 2)]
    )
    languages = np.repeat(codes, 80)
    centred = centre_by_language(vectors, languages.tolist(), model=MODEL)
    middles = [centred[languages == code].mean(axis=0) for code in codes]
    assert max(float(np.linalg.norm(one - other)) for one in middles for other in middles) < 0.2
    raw = [vectors[languages == code].mean(axis=0) for code in codes]
    assert max(float(np.linalg.norm(one - other)) for one in raw for other in raw) > 0.2


def test_of_one_language_alone_only_its_own_mean_is_taken() -> None:
    vectors = speak("fr", count=20, subject=3, seed=5)
    assert np.allclose(centre_by_language(vectors, ["fr"] * 20, model=MODEL), centre_by_language(vectors, ["fr"] * 20, trust=0), atol=1e-4)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["en", "so", "xx", "am"]), st.booleans()), max_size=25), st.integers(0, 99))
def test_a_text_that_the_model_cannot_read_stays_zero_and_changes_no_other(drawn: list[tuple[str, bool]], seed: int) -> None:
    vectors = np.random.default_rng(seed).normal(size=(len(drawn), DIM)).astype(np.float32)
    is_read = np.array([read for _, read in drawn], dtype=bool)
    vectors[~is_read] = 0
    languages = [language for language, _ in drawn]
    centred = centre_by_language(vectors, languages, model=MODEL)
    assert not centred[~is_read].any()
    alone = centre_by_language(vectors[is_read], [each for each, read in drawn if read], model=MODEL)
    assert np.allclose(centred[is_read], alone, atol=1e-5)


@pytest.mark.parametrize("rows", [1, 5, 500])
def test_a_language_without_a_reference_mean_is_centred_too(rows: int) -> None:
    random = np.random.default_rng(rows)
    vectors = np.vstack([speak("en", count=50, subject=1, seed=1), random.normal(size=(rows, DIM)).astype(np.float32)])
    centred = centre_by_language(vectors, ["en"] * 50 + ["xx"] * rows, model=MODEL)
    assert np.isfinite(centred).all()
    assert np.allclose(np.linalg.norm(centred[50:], axis=1), 1, atol=1e-4)
