from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nlp.embed.context import lean_on_comment

VECTOR = arrays(np.float32, (3, 4), elements=st.floats(-1, 1, width=16))


def _unit(rows: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.where(lengths > 0, rows / np.where(lengths > 0, lengths, 1), 0).astype(np.float32)


@given(VECTOR)
def test_a_passage_that_is_its_whole_comment_stays_where_it_is(rows: np.ndarray) -> None:
    vectors = _unit(rows)
    assert np.allclose(lean_on_comment(vectors, vectors), vectors, atol=1e-6)


@given(VECTOR, VECTOR)
def test_a_passage_lies_nearer_to_its_comment_than_before_and_nearer_than_another_would(rows: np.ndarray, wholes: np.ndarray) -> None:
    vectors, comments = _unit(rows), _unit(wholes)
    leaned = lean_on_comment(vectors, comments)
    assert (np.sum(leaned * comments, axis=1) >= np.sum(vectors * comments, axis=1) - 1e-5).all()


def test_of_a_passage_that_the_encoder_cannot_read_the_comment_is_left() -> None:
    nothing, comment = np.zeros((1, 2), dtype=np.float32), np.array([[0.0, 1.0]], dtype=np.float32)
    assert lean_on_comment(nothing, comment).tolist() == [[0.0, 1.0]]
    assert lean_on_comment(comment, nothing).tolist() == [[0.0, 1.0]]
    assert lean_on_comment(nothing, nothing).tolist() == [[0.0, 0.0]]
