from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.helped.town import Town, heard_twice


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The town after its autumn was released. Tests that share it write nothing but to files of their own and the audit log."""
    with heard_twice(tmp_path_factory.mktemp("released") / "town") as town:
        town.release()
        yield town
