from __future__ import annotations

import numpy as np
import pytest

from nlp.embed import Encoder, open_encoder
from tests.themes.town import Said, say_everything


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return open_encoder("packaged:multilingual-e5-small")


@pytest.fixture(scope="session")
def said(encoder: Encoder) -> Said:
    passages, truth = say_everything()
    vectors = encoder.encode([passage.text for passage in passages])
    assert np.isfinite(vectors).all()
    return Said(tuple(passages), tuple(truth), vectors)
