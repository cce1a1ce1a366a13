"""A warehouse of each kind."""

from tests.warehouse.conftest import fresh_url, key_folder, keys, postgresql, store, url

__all__ = ["fresh_url", "key_folder", "keys", "postgresql", "store", "url"]
