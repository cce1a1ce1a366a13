"""Parts of a page's figures: read, attacked alone and side by side, and blocked where nobody knows them."""

from __future__ import annotations

import copy
from dataclasses import asdict
from typing import Any

import pytest

from config.screen_texts import list_text_codes
from digest.disclosing.check import CONTRADICTION, UNREAD
from digest.disclosing.figures import read_figures, write_figures
from digest.disclosing.hidden import HiddenBefore, list_hidden, place_heard, place_raised
from digest.disclosing.issues import Issue
from digest.disclosing.known import GroupKind
from digest.disclosing.page_fields import find_unknown
from digest.disclosing.policy import ShownShare
from digest.disclosing.ranges import share_of
from digest.pages.digest_page import DigestPage
from tests.disclosing.pages import POLICY, as_json, expose, issue, make_page, told

Json = dict[str, Any]


@pytest.fixture
def page() -> Json:
    """A page of 420 people, 125 of whom raised its first theme; of each quarter some were heard, of two it is withheld how many."""
    return copy.deepcopy(as_json(make_page()))


def add_raised(page: Json, *rows: tuple[str, int | None, int | None], theme: int = 0) -> Json:
    """Who raised a theme, by neighbourhood: (value, raised, heard)."""
    page["themes"][theme]["raised_by"] = [{"title": "Neighbourhood", "language": "en", "share": None, "rows": list(map(make_row, rows))}]
    return page


def make_row(row: tuple[str, int | None, int | None]) -> Json:
    label, raised, heard = row
    share = ShownShare(round(100 * raised / heard), 0, 99) if raised is not None and heard is not None else None
    words = f"about {raised} of {heard}" if share else "Not shown"
    told_share = None if share is None else {"value": share.value, "low": share.low, "high": share.high, "design_effect": 1.0}
    return {"label": label, "raised": raised, "heard": heard, "share": told_share, "standing": "", "words": words}


def list_kinds(page: Json) -> list[GroupKind | str]:
    return sorted({each.kind for each in expose(page)})


SAFE = (("Riverside", 40, 130), ("Northgate", 35, 120), ("Old Mill", 25, 95), ("Cedar Heights", None, None))


def test_parts_that_leave_enough_open_expose_nobody(page: Json) -> None:
    assert told(add_raised(page, *SAFE)) == []


def test_those_who_follow_from_a_theme_less_its_rows_are_found(page: Json) -> None:
    rows = (("Riverside", 120, 130), ("Northgate", None, 120), ("Old Mill", None, 95), ("Cedar Heights", None, None))
    found = expose(add_raised(page, *rows))
    assert any("all but those shown" in each.label for each in found)
    assert {each.kind for each in found} <= {GroupKind.CELL, GroupKind.REST}


def test_few_of_a_group_who_did_not_raise_a_theme_are_found(page: Json) -> None:
    rows = (("Riverside", None, 130), ("Northgate", None, 120), ("Old Mill", 90, 95), ("Cedar Heights", None, None))
    add_raised(page, *rows)["themes"][0]["raised_by"][0]["rows"][2]["share"] = None
    page["heard"] = []
    assert any("did not raise" in each.label and "Old Mill" in each.label for each in expose(page))


def test_few_who_answered_and_said_nothing_in_words_are_found(page: Json) -> None:
    rows = (("Riverside", 40, 125), *SAFE[1:])
    assert any("without words" in each.label for each in expose(add_raised(page, *rows)))


def test_a_withheld_row_is_no_less_than_what_another_table_tells_of_the_same_people(page: Json) -> None:
    add_raised(page, *SAFE[:3], ("Cedar Heights", 15, 60))
    rows = {row.name: row for table in issue(page).page.tables for row in table.rows}
    assert (rows["Cedar Heights"].shown, rows["Cedar Heights"].least, rows["Harbor"].least) == (None, 60, 0)
    alone = {"title": "Street", "language": "en", "is_part_hidden": True}
    shares = [{"label": "A", "people": "about 85 people", "share": asdict(share_of(85, 100)), "residents": None, "words": ""}]
    withheld = [{"label": label, "people": "Not shown", "share": None, "residents": None, "words": ""} for label in "BC"]
    page["heard"] = [alone | {"rows": [*shares, *withheld]}]
    assert not any(each.table == "Street" and each.label == "Street: C" for each in expose(page))
    page["themes"][0]["raised_by"][0] |= {"title": "Street", "rows": [make_row(("B", None, 10))]}
    assert any(each.table == "Street" and each.label == "Street: C" for each in expose(page)), "fewer are left for C now"


def test_a_part_with_other_words_than_its_number_is_unread(page: Json) -> None:
    page = add_raised(page, *SAFE)
    page["themes"][0]["raised_by"][0]["rows"][0]["words"] = "about 45 of 130"
    assert list_kinds(page) == [UNREAD]


def test_a_share_without_its_counts_is_unread(page: Json) -> None:
    page = add_raised(page, *SAFE)
    page["themes"][0]["raised_by"][0]["rows"][1]["raised"] = None
    assert UNREAD in list_kinds(page)


def test_a_theme_with_another_number_than_its_words_is_unread(page: Json) -> None:
    page["themes"][0]["shown"] = 190
    assert list_kinds(page) == [UNREAD]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("people_from_harbor",), 4),
        (("themes", 0, "by_street"), [{"street": "Mill Road", "people": 3}]),
        (("themes", 0, "history", 0, "note"), "3 of them"),
        (("heard", 0, "rows", 0, "exact"), 131),
        (("tiles", 0, "exactly"), "٤"),
        (("title",), {"people": 4}),
    ],
)
def test_a_number_in_a_field_that_nobody_knows_blocks_the_release(page: Json, path: tuple[str | int, ...], value: object) -> None:
    place: Any = page
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert [each.kind for each in expose(page)] == [UNREAD]


def test_every_field_of_todays_pages_is_known() -> None:
    for code in list_text_codes():
        assert list(find_unknown(as_json(make_page(code)))) == []


def test_a_tile_tells_no_other_people_than_the_page_does(page: Json) -> None:
    assert page["tiles"][0]["key"] == "people"
    page["tiles"].append({"key": "shy", "figure": "about 25", "label": "who said nothing", "anchor": "", "shown": 25})
    assert list_kinds(page) == [UNREAD]


def add_kinds(page: Json, **shown: int | None) -> Json:
    names = ("concern", "suggestion", "praise", "question", "unclear")
    rows = [
        {"kind": name, "shown": shown.get(name), "words": f"about {shown.get(name)}" if shown.get(name) else "Not shown"} for name in names
    ]
    page["themes"][0]["kinds"] = rows
    return page


def test_kinds_that_overlap_expose_nobody_and_one_that_leaves_few_does(page: Json) -> None:
    assert told(add_kinds(copy.deepcopy(page), concern=90, suggestion=50)) == []
    found = told(add_kinds(copy.deepcopy(page), concern=120, suggestion=50))
    assert [label for _, label in found] and all("all but concern" in label or "none of the kinds" in label for _, label in found)


def test_a_part_that_one_release_tells_and_the_next_withholds_is_found(page: Json) -> None:
    before = add_raised(copy.deepcopy(page), *SAFE[:2], ("Old Mill", 15, 95))
    after = add_raised(copy.deepcopy(page), *SAFE[:2], ("Old Mill", None, 95))
    found = expose(before, after)
    assert [each.kind for each in found] == [GroupKind.CHANGE] and "Old Mill" in found[0].label
    large = add_raised(copy.deepcopy(page), *SAFE[:2], ("Old Mill", 30, 95))
    assert told(large, after) == []


def make_records(**shown: int | None) -> list[Json]:
    series = []
    for place, figure in (("", 60), *shown.items()):
        point = {"when": "2026", "value": figure, "words": "", "people": figure}
        series.append({"title": "Complaints", "unit": "complaints", "source": "the city", "place": place, "points": [point]})
    return series


def test_a_place_that_follows_from_all_places_is_found(page: Json) -> None:
    page["outcomes"] = make_records(Riverside=55, Harbor=None)
    assert any("Harbor" in label for _, label in told(page))
    page["outcomes"] = make_records(Riverside=35, Northgate=None, Harbor=None)
    assert told(page) == []


def make_training(**changed: object) -> list[Json]:
    share = {"value": 50, "low": 37, "high": 63, "design_effect": 1.0}
    side = {"when": "", "shown": 60, "top": 30, "share": share}
    row = {"title": "Trust", "who": "all", "before": side, "after": side, "difference": None, "is_paired": True, "rose": 15, "fell": 15}
    return [{"title": "A training", "held": "", "rows": [row | {"words": ""} | changed], "against": [], "note": ""}]


def test_few_who_changed_their_answer_after_a_training_are_found(page: Json) -> None:
    page["trainings"] = make_training()
    assert told(page) == []
    page["trainings"] = make_training(fell=None, before={"when": "", "shown": 60, "top": 30, "share": None}, rose=25)
    assert any("A training" in label for _, label in told(page))


def test_figures_that_cannot_be_so_are_told_and_not_left_unchecked(page: Json) -> None:
    page["trainings"] = make_training(rose=45)
    assert [each.kind for each in expose(page)] == [CONTRADICTION]


def test_figures_are_kept_without_a_word_and_say_the_same_to_the_attacker(page: Json) -> None:
    add_raised(page, *SAFE)
    before, after = issue(page), issue(copy.deepcopy(page) | {"unthemed": "about 20 people"}, 2)
    text = write_figures(before.page)
    words = {row["label"] for table in page["heard"] for row in table["rows"]} | {card["title"] for card in page["themes"]}
    assert words and not any(word in text for word in words)
    kept = Issue(before.round, before.number, read_figures(text))
    assert list(list_hidden(kept.page)) == list(list_hidden(before.page)) != []
    assert told(page) == [] and kept.page.people_heard == 420 and after.page.policy == POLICY


def test_what_was_withheld_a_moment_ago_stays_so_until_it_has_clearly_grown() -> None:
    harbor, raised = place_heard("Neighbourhood", "Harbor"), place_raised("theme-1", "Neighbourhood", "Harbor")
    before = HiddenBefore(of_round=frozenset({harbor}), last_round=frozenset({harbor, raised}))
    assert before.keeps(harbor, 20, POLICY) and not before.keeps(harbor, 25, POLICY)
    assert before.keeps(raised, 14, POLICY) and not before.keeps(raised, 15, POLICY)
    assert not before.keeps(place_heard("Neighbourhood", "Old Mill"), 10, POLICY)


def test_a_page_keeps_hidden_what_the_release_before_withheld() -> None:
    hidden = HiddenBefore(last_round=frozenset({place_heard("Neighbourhood", "Cedar Heights")}))

    def show(page: DigestPage) -> set[str]:
        (table,) = [each for each in page.heard if each.title == "Neighbourhood"]
        return {row.label for row in table.rows if row.share is not None}

    grown = (("Riverside", 131), ("Northgate", 118), ("Old Mill", 96), ("Cedar Heights", 14))
    from digest.gathering.facts import GroupHeard

    facts = {"groups_heard": (GroupHeard("Neighbourhood", grown),)}
    assert "Cedar Heights" in show(make_page(**facts))
    kept = show(make_page(**facts, hidden_before=hidden))
    assert "Cedar Heights" not in kept and len(kept) == 2, "and one more, or it would follow from the rest"
