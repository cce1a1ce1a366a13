"""Both databases, as for the warehouse."""

from __future__ import annotations

from tests.warehouse.conftest import fresh_url, key_folder, keys, postgresql, store, url

__all__ = ["fresh_url", "key_folder", "keys", "postgresql", "store", "url"]
