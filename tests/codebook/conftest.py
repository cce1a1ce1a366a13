"""The real redactor, once for all tests; it looks at every word of a codebook."""

from __future__ import annotations

import pytest

from config.packs import load_packs
from nlp.redact import Redactor, open_redactor


@pytest.fixture(scope="session")
def redactor() -> Redactor:
    return open_redactor(load_packs(("en", "es")))
