"""An empty warehouse on both databases, and many empty ones at little cost."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.warehouse.conftest import fresh_url, key_folder, keys, postgresql, store, url
from warehouse.keys import Keys
from warehouse.store import Store, open_store

__all__ = ["fresh_url", "key_folder", "keys", "postgresql", "store", "url"]

Opened = Callable[[], AbstractContextManager[Store]]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> Iterator[Opened]:
    """Opens an empty warehouse each time: a copy of one that was made once."""
    folder = tmp_path_factory.mktemp("empty")
    with open_store(f"sqlite:///{folder / 'first.db'}", keys):
        pass
    numbers = itertools.count()

    def open_copy() -> AbstractContextManager[Store]:
        file = folder / f"{next(numbers)}.db"
        shutil.copy(folder / "first.db", file)
        return open_store(f"sqlite:///{file}", keys)

    yield open_copy


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a text file and says where it is."""

    def write_text(text: str, name: str = "recommendations.csv") -> Path:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return write_text
