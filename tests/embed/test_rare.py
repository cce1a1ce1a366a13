from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from nlp.embed import Encoder
from nlp.embed.encoder import SentenceEncoder
from nlp.embed.packaged import build_packaged
from nlp.embed.rare import RareMean

COMMON, RARE, SPECIAL = 0, 1, 2


def pool(tokens: list[int], vectors: list[list[float]], mask: list[int] | None = None) -> list[float]:
    pooling = RareMean([math.log(0.1), math.log(1e-6), 0.0], [SPECIAL], hidden=2)
    features = {
        "input_ids": torch.tensor([tokens]),
        "attention_mask": torch.tensor([mask or [1] * len(tokens)]),
        "token_embeddings": torch.tensor([vectors]),
    }
    return [float(part) for part in pooling(features)["sentence_embedding"][0]]


def test_a_rare_token_outweighs_a_common_one() -> None:
    common, rare = pool([COMMON, RARE], [[1.0, 0.0], [0.0, 1.0]])
    assert common + rare == pytest.approx(1)
    assert rare > 0.99


def test_special_tokens_and_padding_weigh_nothing() -> None:
    assert pool([SPECIAL, COMMON, RARE], [[9.0, 9.0], [1.0, 0.0], [9.0, 9.0]], mask=[1, 1, 0]) == pytest.approx([1.0, 0.0])


def test_a_text_of_special_tokens_alone_has_their_plain_mean() -> None:
    assert pool([SPECIAL, SPECIAL], [[1.0, 0.0], [0.0, 1.0]]) == pytest.approx([0.5, 0.5])


def test_the_packaged_model_weighs_words_by_rarity(encoder: Encoder) -> None:
    plain = SentenceEncoder(build_packaged(is_plain=True), model="plain", prefix="query: ")
    # The same words of grammar around another subject: less alike where the subject weighs more.
    pair = ["and then it was all about the bus for me", "and then it was all about the rent for me"]
    one, other = encoder.encode(pair)
    plain_one, plain_other = plain.encode(pair)
    assert float(one @ other) < float(plain_one @ plain_other) - 0.01
    assert np.isfinite(encoder.encode(["，", ".", "the"])).all()
