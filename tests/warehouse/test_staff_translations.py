"""Translations by staff on both databases: one a language and place, the newest."""

from __future__ import annotations

from dataclasses import replace

from tests.helped.test_leaf import make_facts, translate_all
from tests.helped.town import DONE
from warehouse.store import Store


def test_both_databases_keep_translations_alike(store: Store) -> None:
    made = list(translate_all(make_facts(DONE), "so").values())
    store.staff_translations.save(made)
    store.staff_translations.save([replace(made[0], words="anew")])
    kept = store.staff_translations.of_language("so")
    assert len(kept) == len(made)
    assert kept[made[0].place].words == "anew"
    assert store.staff_translations.languages() == ("so",)
    assert store.staff_translations.of_language("am") == {}
