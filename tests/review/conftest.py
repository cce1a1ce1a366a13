from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.review.town import Town, review_town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with review_town(tmp_path / "town") as made:
        yield made
