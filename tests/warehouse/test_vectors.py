from __future__ import annotations

import numpy as np
import pytest

from domain.errors import WarehouseError
from domain.ids import PassageId
from domain.listening import Passage
from domain.text import RedactedText
from tests.warehouse.samples import CUTTER, MODEL, SPRING, cut_whole, embed, make_response, save_places
from warehouse.keys import Keys
from warehouse.store import Store


def _say(store: Store, keys: Keys, *texts: str) -> None:
    save_places(store)
    responses = [make_response(keys, str(place), text) for place, text in enumerate(texts)]
    store.responses.replace(responses, {})
    store.passages.save(CUTTER, {each.id: [cut_whole(each)] for one in responses for each in one.comments})


def _texts(store: Store) -> list[RedactedText]:
    return [each.passage.text for each in store.passages.of_rounds([SPRING.id])]


def test_the_same_words_are_embedded_once_however_they_are_composed(store: Store, keys: Keys) -> None:
    _say(store, keys, "caf\u00e9", "cafe\u0301", "tea")
    assert len(store.vectors.missing(MODEL, _texts(store))) == 2


def test_vectors_come_back_bit_for_bit_in_the_order_of_the_passages(store: Store, keys: Keys) -> None:
    _say(store, keys, "one", "two", "three", "one")
    waiting = store.vectors.missing(MODEL, _texts(store))
    vectors = {key: np.random.default_rng(len(text)).normal(size=8).astype(np.float32) for key, text in waiting}
    assert store.vectors.save(MODEL, vectors) == (3, 0)
    assert store.vectors.save(MODEL, vectors) == (0, 3)
    assert store.vectors.missing(MODEL, _texts(store)) == ()
    passages = store.passages.of_rounds([SPRING.id])
    found = store.vectors.of(MODEL, [each.passage.text for each in passages])
    assert found.shape == (4, 8) and found.dtype == np.float32
    by_text = {text: vectors[key] for key, text in waiting}
    assert np.array_equal(found, np.array([by_text[each.passage.text] for each in passages]))


def test_vectors_of_another_model_are_kept_apart(store: Store, keys: Keys) -> None:
    _say(store, keys, "one")
    embed(store)
    assert len(store.vectors.missing("other", _texts(store))) == 1
    with pytest.raises(WarehouseError, match="1 of 1 texts have no vector of other"):
        store.vectors.of("other", _texts(store))


def test_a_vector_of_another_dimension_is_refused(store: Store, keys: Keys) -> None:
    _say(store, keys, "one", "two!")
    (first, _), (second, _) = store.vectors.missing(MODEL, _texts(store))
    store.vectors.save(MODEL, {first: np.ones(3, dtype=np.float32)})
    with pytest.raises(WarehouseError, match=r"\(3, 4\)"):
        store.vectors.save(MODEL, {second: np.ones(4, dtype=np.float32)})


@pytest.mark.parametrize("broken", [np.array([1.0, np.nan]), np.ones((2, 2)), np.array([])])
def test_a_vector_that_is_none_is_refused(store: Store, keys: Keys, broken: np.ndarray) -> None:
    _say(store, keys, "one")
    ((key, _),) = store.vectors.missing(MODEL, _texts(store))
    with pytest.raises(WarehouseError, match="not finite"):
        store.vectors.save(MODEL, {key: broken.astype(np.float32)})


def test_a_vector_of_words_withdrawn_meanwhile_is_not_kept(store: Store, keys: Keys) -> None:
    _say(store, keys, "one")
    ((key, _),) = store.vectors.missing(MODEL, _texts(store))
    store.passages.save("cutter-2", {each.id: [] for each in store.comments.of_rounds([SPRING.id])})
    assert store.vectors.save(MODEL, {key: np.ones(3, dtype=np.float32)}) == (0, 0)
    assert store.counts()["embedding"] == 0


def test_no_passages_have_no_vectors(store: Store) -> None:
    assert store.vectors.of(MODEL, []).shape == (0, 0)


def test_a_whole_comment_has_a_vector_until_its_last_passage_goes(store: Store, keys: Keys) -> None:
    _say(store, keys, "the bus is late and the rent is high")
    (comment,) = store.comments.of_rounds([SPRING.id])
    assert comment.text is not None
    halves = [
        Passage(PassageId(f"p{start}"), comment.id, start, end, RedactedText(comment.text[start:end])) for start, end in ((0, 15), (20, 36))
    ]
    store.passages.save("cutter-2", {comment.id: halves})
    heard = store.passages.of_rounds([SPRING.id])
    assert {each.comment for each in heard} == {comment.text}
    texts = [*_texts(store), heard[0].comment]
    waiting = store.vectors.missing(MODEL, texts)
    store.vectors.save(MODEL, {key: np.full(3, len(text), dtype=np.float32) for key, text in waiting})
    assert store.vectors.of(MODEL, [heard[0].comment])[0, 0] == len(comment.text)
    store.passages.save("cutter-3", {comment.id: halves[:1]})
    assert store.counts()["embedding"] == 2
    store.passages.save("cutter-4", {comment.id: []})
    assert store.counts()["embedding"] == 0


def test_texts_are_read_in_an_order_that_no_key_decides(store: Store, keys: Keys) -> None:
    _say(store, keys, "three words here", "one", "two", "four")
    assert [text for _, text in store.vectors.missing(MODEL, _texts(store))] == ["one", "two", "four", "three words here"]
