from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.embed import Encoder, centre_by_language

# Three concerns, each said in four languages.
SAID = {
    "en": ("The bus is always late.", "The rent is too high.", "The doctor has no time for us."),
    "fr": ("Le bus est toujours en retard.", "Le loyer est trop cher.", "Le médecin n'a pas de temps pour nous."),
    "es": ("El autobús siempre llega tarde.", "El alquiler es demasiado caro.", "El médico no tiene tiempo para nosotros."),
    "ar": ("الحافلة تتأخر دائما.", "الإيجار مرتفع جدا.", "ليس لدى الطبيب وقت لنا."),
}


def test_centring_brings_one_meaning_together_across_languages(encoder: Encoder) -> None:
    languages = [language for language, texts in SAID.items() for _ in texts]
    vectors = encoder.encode([text for texts in SAID.values() for text in texts])
    centred = centre_by_language(vectors, languages, trust=0)
    assert measure_lead_of_meaning(centred) > measure_lead_of_meaning(vectors) + 0.3


def measure_lead_of_meaning(vectors: np.ndarray) -> float:
    """Mean cosine of one meaning in two languages, less that of two meanings in one language."""
    nearness, row = vectors @ vectors.T, np.arange(len(vectors))
    same_meaning = (row[:, None] % 3 == row % 3) & (row[:, None] // 3 != row // 3)
    same_language = (row[:, None] // 3 == row // 3) & (row[:, None] != row)
    return float(nearness[same_meaning].mean() - nearness[same_language].mean())


def test_a_language_of_one_row_keeps_most_of_its_meaning(encoder: Encoder) -> None:
    vectors = encoder.encode([*SAID["en"], SAID["fr"][0]])
    centred = centre_by_language(vectors, ["en", "en", "en", "fr"])
    assert np.linalg.norm(centred[3]) == pytest.approx(1, abs=1e-5)
    assert int((centred[:3] @ centred[3]).argmax()) == 0


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="2 vectors, but 1 languages"):
        centre_by_language(np.ones((2, 3), dtype=np.float32), ["en"])


def test_no_rows_stay_no_rows() -> None:
    assert centre_by_language(np.zeros((0, 3), dtype=np.float32), []).shape == (0, 3)


rows = st.lists(st.tuples(st.lists(st.floats(-1, 1, width=32), min_size=4, max_size=4), st.sampled_from(["en", "so", "am"])), max_size=30)


@settings(max_examples=60, deadline=None)
@given(rows)
def test_centred_vectors_are_unit_or_zero_and_follow_their_rows(drawn: list[tuple[list[float], str]]) -> None:
    vectors = np.array([row for row, _ in drawn], dtype=np.float32).reshape(len(drawn), 4)
    languages = [language for _, language in drawn]
    centred = centre_by_language(vectors, languages)
    lengths = np.linalg.norm(centred, axis=1)
    assert np.isfinite(centred).all()
    assert (np.isclose(lengths, 1, atol=1e-4) | (lengths == 0)).all()
    backwards = centre_by_language(vectors[::-1], languages[::-1])[::-1]
    # A vector next to its mean has no direction worth the name: rounding decides it.
    far = np.linalg.norm(vectors, axis=1) > 1e-2
    assert np.abs((centred - backwards)[far & (lengths > 0)]).max(initial=0) < 0.2
