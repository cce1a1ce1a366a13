from __future__ import annotations

import copy
from dataclasses import asdict, replace

import numpy as np
import pytest

from config.screen_texts import list_text_codes, load_texts
from digest.counting.findings import Voice, count_findings
from digest.disclosing.check import UNREAD, find_new
from digest.disclosing.hold import hold_figures
from digest.disclosing.issues import Issue
from digest.disclosing.known import GroupKind
from digest.disclosing.page_figures import PrintedPage, PrintedRow, PrintedScale
from digest.disclosing.page_rests import attack_mean, attack_themes, tells_side
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.ranges import share_of
from digest.gathering.facts import GroupHeard, IndicatorFacts, IndicatorPoint
from digest.telling.build import build_digest
from domain.ids import PassageId
from tests.digest.example import ROUNDS, RUN, THEMES, make_facts, make_recommendations, make_voices
from tests.disclosing.pages import POLICY, as_json, expose, issue, make_page, rewrite_row, told

GROUPS = (("Riverside", 131), ("Northgate", 118), ("Old Mill", 96), ("Cedar Heights", 60), ("Harbor", 3))


def figures_of(row: PrintedRow) -> tuple[str, str]:
    return row.label, f"{row.shown} {row.share} {row.is_certain}"


def groups(**moved: int) -> tuple[GroupHeard, ...]:
    counts = dict(GROUPS) | {name.replace("_", " "): count for name, count in moved.items()}
    return (GroupHeard("Neighbourhood", tuple(counts.items())),)


def test_a_page_reads_the_same_in_every_language() -> None:
    pages = [issue(make_page(code)).page for code in list_text_codes()]
    read = [(each.policy, each.people_heard, [sorted(map(figures_of, table.rows)) for table in each.tables]) for each in pages]
    assert len(pages) >= 4 and all(one == read[0] for one in read)
    assert len({tuple(map(figures_of, each.themes)) for each in pages}) == len({each.unthemed for each in pages}) == 1
    assert all([scale.ends for scale in each.scales] == [(1, 5)] * 3 and not each.unread for each in pages)
    assert pages[0].people_heard == 420 and pages[0].scales[0].mean_tenths == 29


def test_a_page_says_its_own_rules() -> None:
    strict = DisclosurePolicy(threshold=20, round_to=10)
    page = build_digest(make_facts(), texts=load_texts("fr"), policy=strict)
    assert issue(page).page.policy == strict


def test_the_pages_of_the_example_expose_nobody() -> None:
    assert told(make_page()) == []
    assert told(make_page("en"), make_page("es"), make_page("ar")) == []


@pytest.mark.parametrize("seed", range(12))
def test_random_groups_of_a_page_expose_nobody(seed: int) -> None:
    chance = np.random.default_rng(seed)
    people = chance.multinomial(int(np.exp(chance.uniform(2.5, 7))), chance.dirichlet(np.full(int(chance.integers(2, 9)), 0.7)))
    heard = GroupHeard("Neighbourhood", tuple((f"quarter {number}", int(count)) for number, count in enumerate(people) if count))
    assert told(make_page(groups_heard=(heard,))) == []


def test_a_row_that_is_hidden_alone_is_found() -> None:
    # The shares give 420 people back; 300 and 120 of them are shown, so that few are left.
    page = as_json(make_page(groups_heard=(GroupHeard("Neighbourhood", (("Riverside", 300), ("Harbor", 120))),)))
    assert told(page) == []
    page["heard"][1]["rows"].append(page["heard"][1]["rows"][0] | {"label": "Northgate", "people": "Not shown", "share": None})
    assert ("Neighbourhood", "Neighbourhood: Northgate") in told(page)


def test_a_small_change_of_a_group_between_two_releases_is_found() -> None:
    before, after = make_page(), make_page(groups_heard=groups(Riverside=136))
    assert ("Neighbourhood", "Neighbourhood: Riverside, between two releases") in told(before, after)
    assert {each.kind for each in expose(before, after)} == {GroupKind.CHANGE}


def test_a_change_that_rounding_hides_or_that_is_large_is_no_exposure() -> None:
    assert told(make_page(), make_page(groups_heard=groups(Riverside=132))) == []
    assert told(make_page(), make_page(groups_heard=groups(Riverside=331))) == []


def test_a_change_is_found_across_languages() -> None:
    more = (("en", 196), ("es", 107), ("ar", 41), ("so", 33), ("vi", 28), ("pt", 12), ("am", 4), ("sw", 4))
    labels = told(make_page("en"), make_page("fr", languages_heard=more))
    assert any("espagnol, between two releases" in label for _, label in labels)


def test_a_group_that_was_hidden_and_is_shown_in_a_correction_is_found() -> None:
    before = make_page(groups_heard=groups(Harbor=9, Cedar_Heights=9))
    after = make_page(groups_heard=groups(Harbor=11, Cedar_Heights=11))
    assert ("Neighbourhood", "Neighbourhood: Harbor, hidden in one of two releases") in told(before, after)


def test_a_change_of_all_people_heard_is_found_in_the_sentence_and_in_the_shares_of_the_themes() -> None:
    before = as_json(make_page())
    after = copy.deepcopy(before)
    for answer in after["summary"]:
        answer["lines"] = [line.replace("about 420 people", "about 425 people") for line in answer["lines"]]
    after["tiles"][0] |= {"figure": "about 425", "shown": 425}
    assert {table for table, _ in told(before, after)} == {"people heard"}
    assert issue(after).page.people_heard == 425
    after = copy.deepcopy(before)
    for card, row in zip(after["themes"], issue(before).page.themes, strict=True):
        card["share"] = asdict(share_of(row.shown or 0, 425))
    assert {table for table, _ in told(before, after)} == {"people heard, by the shares of the themes"}


def test_only_what_a_new_release_adds_is_new() -> None:
    old = [issue(make_page(), 1), issue(make_page(groups_heard=groups(Riverside=136)), 2)]
    assert find_new(old, issue(make_page(groups_heard=groups(Riverside=136)), 3)) == ()
    again = find_new(old, issue(make_page(groups_heard=groups(Riverside=141)), 3))
    assert {each.table for each in again} == {"Neighbourhood"}


def page_of(themes: tuple[PrintedRow, ...], heard: int) -> PrintedPage:
    return PrintedPage("", POLICY, heard, (), themes, None, is_theme_hidden=True, scales=(), unread=())


def test_all_but_those_who_raised_a_theme_are_a_group_too() -> None:
    themes = (PrintedRow("theme-1", "Lamps", 95, None),)  # about 95 of about 100: between 1 and 9 people did not
    assert [each.group.label for each in attack_themes(page_of(themes, 100))] == ["all who did not raise: Lamps"]
    assert not list(attack_themes(page_of((PrintedRow("theme-1", "Lamps", 60, None),), 60)))  # perhaps nobody did not


@pytest.mark.parametrize("shares", [(0.985, 0.5), (0.2, 0.5), (1.0, 0.5)])
def test_a_theme_that_nearly_all_raised_is_shown_and_exposes_nobody(shares: tuple[float, float]) -> None:
    voices = [each for each in make_voices() if each.round_id == ROUNDS[2].id]
    people = sorted({each.person_id for each in voices})
    chosen = set(people[: int(len(people) * shares[0])])
    voices += [Voice(each, None, ROUNDS[2].id, PassageId(f"more {each}"), THEMES[0].id) for each in chosen]
    findings = count_findings(voices, round_id=ROUNDS[2].id, previous_round_id=None, run_id=RUN)
    unthemed = len({each.person_id for each in voices if each.theme_id is None} - chosen)
    page = make_page(findings=findings, earlier_findings=(), unthemed_people=unthemed)
    assert told(page) == []
    assert "theme-0" in {card.anchor for card in page.themes}


def scale(people: int, mean_tenths: int | None) -> PrintedScale:
    return PrintedScale("Trust", "Autumn", people, None, mean_tenths, (1, 5))


def test_a_mean_may_tell_who_gave_the_other_answers() -> None:
    # 100 people, nearly all of whom said 4: at 3.9 somebody must have said less, and they are under ten.
    assert [each.group.label for each in attack_mean(scale(100, 39), POLICY)] == ["Trust, Autumn: all but the top two answers"]
    assert not list(attack_mean(scale(100, 25), POLICY))
    assert not list(attack_mean(scale(100, None), POLICY))


@pytest.mark.parametrize("mean", [3.9, 2.1, 4.6])
def test_a_page_prints_no_mean_that_tells(mean: float) -> None:
    few = IndicatorFacts("Trust", 1, 5, (IndicatorPoint(ROUNDS[2].id, 100, 95 if mean > 3 else 5, mean),))
    page = make_page(indicators=(few,))
    assert told(page) == []
    assert (page.indicators[0].rows[0].mean == "") == tells_side(100, mean, (1, 5), POLICY)


def test_two_questions_of_one_title_do_not_contradict_each_other() -> None:
    asked = [
        IndicatorFacts("Trust", 1, 5, (IndicatorPoint(ROUNDS[2].id, people, top_two, mean),))
        for people, top_two, mean in ((100, 50, 3.1), (240, 60, 2.4))
    ]
    assert told(make_page(indicators=tuple(asked))) == []


def test_a_figure_that_cannot_be_read_is_told() -> None:
    page = rewrite_row(as_json(make_page()), 1, "Riverside", people="131 souls")
    assert [(each.kind, each.table) for each in expose(page) if each.kind == UNREAD] == [(UNREAD, "Neighbourhood: Riverside")]


def test_no_exposure_says_how_many_they_are() -> None:
    found = expose(make_page(), make_page(groups_heard=groups(Riverside=136)))
    assert found and not any(sign.isdigit() for each in found for sign in each.label + each.sentence)


def test_a_small_change_waits_and_what_was_done_does_not() -> None:
    old = make_page(recommendations=make_recommendations()[:3])
    new = make_page(groups_heard=groups(Riverside=136), people_heard=424)
    held = hold_figures(new, old)
    assert told(old, new) and told(old, held) == []
    assert (held.heard, held.indicators) == (old.heard, old.indicators)
    assert held.recommendations == new.recommendations != old.recommendations
    assert hold_figures(held, old) == held == hold_figures(new, held)


def test_what_staff_hid_or_renamed_meanwhile_stays_so_while_counts_wait() -> None:
    old, new = make_page(), make_page(groups_heard=groups(Riverside=136))
    renamed = replace(new.themes[0], title="Another name")
    held = hold_figures(replace(new, themes=(renamed, *new.themes[2:])), old)
    assert [card.anchor for card in held.themes] == [card.anchor for card in (old.themes[0], *old.themes[2:])]
    assert held.themes[0].title == "Another name" and held.themes[0].people == old.themes[0].people
    assert held.summary[0] == new.summary[0] and held.summary[1] == old.summary[1], "themes by their new names, people by the old count"


def test_a_page_from_another_version_is_read_as_far_as_it_goes() -> None:
    page = copy.deepcopy(as_json(make_page()))
    for part in ("indicators", "unthemed", "themes_note", "counts"):
        del page[part]
    assert isinstance(issue(page), Issue) and told(page) == []
