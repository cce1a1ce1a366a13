from __future__ import annotations

import csv
from collections import Counter

import numpy as np
import pytest

from domain.kinds import Kind, Leaning, join_kinds
from nlp.embed.encoder import Encoder
from nlp.embed.open import PACKAGED, open_encoder
from nlp.kinds import tell_kinds, version_of
from nlp.kinds.learn import learn_from
from nlp.kinds.sentences import FOLDER, read_examples
from nlp.kinds.tell import join_features, read_with
from nlp.kinds.weights import load_learned

# None of these is among the sentences that weights were learned from.
SAID = [
    ("en", "They never came although we called four times and I was frightened.", Kind.CONCERN),
    ("en", "Please put a bench in front of the post office.", Kind.SUGGESTION),
    ("en", "Thank you so much, the new librarian is lovely.", Kind.PRAISE),
    ("en", "When does the post office open again?", Kind.QUESTION),
    ("es", "Nadie nos ayudó y tuve mucho miedo.", Kind.CONCERN),
    ("es", "Deberían poner una banca frente al correo.", Kind.SUGGESTION),
    ("es", "Muchas gracias, la bibliotecaria es muy amable.", Kind.PRAISE),
    ("fr", "Il faudrait un banc devant la poste, s'il vous plaît.", Kind.SUGGESTION),
    ("fr", "Quand est-ce que la poste rouvre ?", Kind.QUESTION),
    ("ar", "شكرا جزيلا، أمينة المكتبة لطيفة جدا", Kind.PRAISE),
    ("ru", "Когда снова откроется почта?", Kind.QUESTION),
    ("zh", "邮局门口应该放一张长椅。", Kind.SUGGESTION),
    ("vi", "Bưu điện khi nào mở cửa lại?", Kind.QUESTION),
]
LEANING = [
    ("en", "More patrols in our street, please.", Leaning.MORE),
    ("en", "Fewer patrols in our street, please.", Leaning.LESS),
    ("en", "Stop sending patrols through our street.", Leaning.LESS),
    ("es", "Más patrullas en nuestra calle, por favor.", Leaning.MORE),
    ("es", "Menos patrullas en nuestra calle, por favor.", Leaning.LESS),
    ("en", "Repair the roof of the post office.", None),
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return open_encoder(PACKAGED)


def test_kinds_are_told_in_several_languages(encoder: Encoder) -> None:
    texts = [text for _, text, _ in SAID]
    told = tell_kinds(texts, [language for language, _, _ in SAID], encoder.encode(texts), model=encoder.model)
    assert sum(one.kind is kind for one, (_, _, kind) in zip(told, SAID, strict=True)) >= len(SAID) - 1  # a program errs, and may here once


def test_more_and_less_of_the_same_are_told_apart(encoder: Encoder) -> None:
    texts = [text for _, text, _ in LEANING]
    told = tell_kinds(texts, [language for language, _, _ in LEANING], encoder.encode(texts), model=encoder.model)
    assert [each.leaning for each in told] == [leaning for _, _, leaning in LEANING]


def test_what_else_is_there_moves_no_kind(encoder: Encoder) -> None:
    texts, languages = [text for _, text, _ in SAID], [language for language, _, _ in SAID]
    vectors = encoder.encode(texts)
    together = tell_kinds(texts, languages, vectors, model=encoder.model)
    alone = [tell_kinds(texts[n : n + 1], languages[n : n + 1], vectors[n : n + 1], model=encoder.model)[0] for n in range(len(texts))]
    assert [(each.kind, each.leaning) for each in together] == [(each.kind, each.leaning) for each in alone]


def test_vectors_of_another_model_are_not_read() -> None:
    texts, languages = [text for _, text, _ in SAID], [language for language, _, _ in SAID]
    noise = np.random.default_rng(0).normal(size=(len(texts), 17)).astype(np.float32)
    by_words = tell_kinds(texts, languages, np.zeros((len(texts), 384), dtype=np.float32), model="packaged:multilingual-e5-small@1")
    assert tell_kinds(texts, languages, noise, model="another@1") == by_words
    assert version_of("another@1") != version_of("packaged:multilingual-e5-small@9")
    assert sum(one.kind is kind for one, (_, _, kind) in zip(by_words, SAID, strict=True)) >= len(SAID) * 0.8


def test_nothing_said_is_nothing_told() -> None:
    assert tell_kinds([], [], np.zeros((0, 0), dtype=np.float32), model="") == []


def test_the_weights_are_those_of_the_sentences(encoder: Encoder) -> None:
    """Fails where a sentence or a cue was changed and the weights were not learned anew."""
    examples = read_examples()
    vectors = encoder.encode([each.text for each in examples])
    texts, languages = [each.text for each in examples], [each.language for each in examples]
    learned = learn_from(vectors, examples, model=encoder.model)
    ours = read_with(learned, texts, languages, vectors, model=encoder.model)
    shipped = read_with(load_learned(), texts, languages, vectors, model=encoder.model)
    assert np.allclose([each.score for each in ours], [each.score for each in shipped], atol=0.02)
    assert np.mean([one.kind is other.kind for one, other in zip(ours, shipped, strict=True)]) > 0.995


def test_features_do_not_depend_on_how_long_a_vector_is(encoder: Encoder) -> None:
    vectors = encoder.encode(["a bench"])
    words = np.zeros((1, 3))
    one, other = (join_features(each, ["en"], words, model=encoder.model) for each in (vectors, vectors.copy()))
    assert np.allclose(np.linalg.norm(one[:, :-3], axis=1), 2.0) and np.array_equal(one, other)


def test_each_sentence_is_there_once_and_every_kind_in_every_language() -> None:
    for file in sorted(FOLDER.glob("*.tsv")):
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        assert {row["kind"] for row in rows} == {kind.value for kind in Kind}, file.name
        assert max(Counter(row["text"] for row in rows).values()) == 1, file.name


def test_unclear_counts_only_where_nothing_clear_was_said() -> None:
    assert join_kinds([Kind.UNCLEAR, Kind.PRAISE, Kind.CONCERN]) == {Kind.PRAISE, Kind.CONCERN}
    assert join_kinds([Kind.UNCLEAR, Kind.UNCLEAR]) == {Kind.UNCLEAR}
    assert join_kinds([]) == frozenset()
