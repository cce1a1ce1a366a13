from __future__ import annotations

import pytest

from nlp.embed import Encoder, open_encoder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return open_encoder("packaged:multilingual-e5-small")
