from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.timeline.town import Town, open_town


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A warehouse in which three rounds are released and eight things were asked for."""
    with open_town(Path(tmp_path_factory.mktemp("timeline"))) as made:
        yield made
