"""What waits for a person and what a person discarded stand apart in a digest, each under the rules for small counts."""

from __future__ import annotations

import pytest

from config.screen_texts import load_texts
from digest.disclosing.policy import DisclosurePolicy
from digest.pages.tables import CountTable
from digest.telling.build import build_digest
from tests.digest.example import make_facts


def counts_of(language: str, **changed: object) -> dict[str, CountTable]:
    page = build_digest(make_facts(**changed), texts=load_texts(language), policy=DisclosurePolicy())
    return {each.title: each for each in page.counts}


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_what_was_discarded_has_a_table_of_its_own(language: str) -> None:
    without, with_discarded = counts_of(language), counts_of(language, discarded=25)
    (title,) = with_discarded.keys() - without.keys()
    assert [len(row) for row in with_discarded[title].rows] == [2]
    assert all(with_discarded[each] == without[each] for each in without)


def test_few_that_were_discarded_are_not_counted_out() -> None:
    table = counts_of("en", discarded=2)["Comments left out for good"]
    assert table.rows == (("A person looked and decided so", "Fewer than 10"),)
