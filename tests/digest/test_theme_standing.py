"""What a page says of themes beside their counts: sub-themes, how solid they are, campaigns, what staff hide, and too few."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.screen_texts import list_text_codes, load_texts
from digest.counting.findings import Voice
from digest.disclosing.hold import hold_figures
from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.facts import DigestFacts, PartHeard
from digest.gathering.theme_facts import Said, are_too_few, count_parts, count_same_words
from digest.pages.cards import ThemeCard
from digest.pages.digest_page import DigestPage
from digest.pages.write import to_json
from digest.rendering.render import render_digest
from digest.telling.build import build_digest, build_timeline
from domain.action import Change
from domain.ids import PassageId, PersonId, RoundId, ThemeId
from domain.themes import Solidity, Theme
from tests.digest.example import ROUNDS, THEMES, make_facts, make_file_facts

ENGLISH = load_texts("en")
POLICY = DisclosurePolicy()
SHOWN = [theme.id for theme in THEMES[:6]]  # raised by enough people in the example's third round, the largest first but for one


def build(facts: DigestFacts) -> DigestPage:
    return build_digest(facts, texts=ENGLISH, policy=POLICY)


def card_of(page: DigestPage, theme_id: ThemeId) -> ThemeCard:
    return next(each for each in page.themes if each.anchor == theme_id)


def part(theme: int, title: str, people: int) -> PartHeard:
    return PartHeard(THEMES[theme].id, ThemeId(f"part-{title}"), title, people)


def lines_of(page: DigestPage, key: str) -> str:
    return " ".join(next(each.lines for each in page.summary if each.key == key))


# Sub-themes


def test_sub_themes_stand_beneath_their_theme_by_title_and_without_a_count() -> None:
    page = build(make_facts(parts=(part(0, "At stops", 50), part(0, "At the door", 30), part(1, "On Mill Road", 40))))
    card = card_of(page, THEMES[0].id)
    assert [each.title for each in card.parts] == ["At stops", "At the door"]
    more = build(make_facts(parts=(part(0, "At stops", 90), part(0, "At the door", 31), part(1, "On Mill Road", 12))))
    assert to_json(more) == to_json(page), "the page does not depend on how many raised a part"
    shown = render_digest(page, ENGLISH)
    assert re.search(r"Within this:</p>\s*<ul[^>]*>\s*<li><bdi[^>]*>At stops</bdi></li>", shown)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 40), max_size=6), st.integers(3, 25))
def test_no_sub_theme_that_fewer_people_than_the_threshold_raised_is_named(sizes: list[int], threshold: int) -> None:
    facts = make_facts(parts=tuple(part(0, f"Part {number}.", size) for number, size in enumerate(sizes)))
    page = build_digest(facts, texts=ENGLISH, policy=DisclosurePolicy(threshold=threshold))
    text = to_json(page)
    for number, size in enumerate(sizes):
        assert (f"Part {number}." in text) == (size >= threshold)


def test_a_sub_theme_that_is_titled_like_its_theme_is_not_repeated() -> None:
    page = build(make_facts(parts=(part(0, THEMES[0].title, 60), part(0, "At stops", 50))))
    assert [each.title for each in card_of(page, THEMES[0].id).parts] == ["At stops"]


def test_a_page_without_sub_themes_has_no_heading_for_them() -> None:
    assert "Within this" not in render_digest(build(make_facts()), ENGLISH)


def test_people_of_a_sub_theme_are_counted_once_and_within_their_theme() -> None:
    one, other = ThemeId("theme-1"), ThemeId("theme-2")
    voices = [
        voice("a", one, "part-1"),
        voice("a", one, "part-1"),
        voice("b", one, "part-1"),
        voice("c", other, "part-1"),
        voice("d", one, None),
        voice("e", None, None),
    ]
    titles = [Theme(ThemeId("part-1"), "Title", "", (), ROUNDS[0].id, parent_id=one)]
    found = count_parts(voices, titles)
    assert [(each.theme_id, each.people) for each in found] == [(one, 2), (other, 1)]


def voice(person: str, theme_id: ThemeId | None, part_id: str | None) -> Voice:
    place = (PersonId(person), None, RoundId("round-1"), PassageId(person))
    return Voice(*place, theme_id, ThemeId(part_id) if part_id else None)


# How solid a theme is


def test_a_tentative_theme_stands_last_however_many_people_raised_it() -> None:
    largest = build(make_facts()).themes[0].anchor
    page = build(make_facts(solidity={ThemeId(largest): Solidity.TENTATIVE}))
    assert page.themes[-1].anchor == largest
    assert [each.is_tentative for each in page.themes] == [False] * (len(page.themes) - 1) + [True]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from([*Solidity, None]), min_size=len(THEMES), max_size=len(THEMES)))
def test_no_tentative_theme_is_named_on_the_first_screen_or_the_timeline(drawn: list[Solidity | None]) -> None:
    solidity = {theme.id: each for theme, each in zip(THEMES, drawn, strict=True) if each is not None}
    facts = make_facts(solidity=solidity, recommendations=())
    page = build(facts)
    summary = " ".join(line for answer in page.summary for line in answer.lines)
    timeline = to_json(build_timeline(facts, texts=ENGLISH, policy=POLICY))
    for theme in THEMES:
        if solidity.get(theme.id) is Solidity.TENTATIVE:
            assert theme.title not in summary
            assert theme.title not in timeline


def test_the_first_screen_counts_the_tentative_themes_and_still_says_what_was_heard() -> None:
    page = build(make_facts(solidity={THEMES[1].id: Solidity.TENTATIVE, THEMES[5].id: Solidity.TENTATIVE}))
    assert lines_of(page, "heard").startswith("People spoke most about “\u2068Being asked for papers\u2069”")
    assert "2 more themes are tentative" in lines_of(page, "heard")


def test_the_first_screen_claims_no_theme_for_the_largest_while_a_tentative_one_is_larger() -> None:
    largest = build(make_facts()).themes[0].anchor
    page = build(make_facts(solidity={ThemeId(largest): Solidity.TENTATIVE}))
    assert lines_of(page, "heard").startswith("What we are surest of")


def test_where_all_themes_are_tentative_the_page_names_none_of_them_first() -> None:
    page = build(make_facts(solidity={theme.id: Solidity.TENTATIVE for theme in THEMES}))
    assert page.themes
    assert lines_of(page, "heard").startswith("No theme is sure enough yet")


def test_a_tentative_theme_that_changed_is_pointed_to_and_not_named() -> None:
    facts = make_facts()
    moved = {each.theme_id for each in facts.findings if each.change in (Change.MORE, Change.LESS, Change.NEW)}
    changed = lines_of(build(make_facts(solidity=dict.fromkeys(moved, Solidity.TENTATIVE))), "changed")
    assert "How the tentative themes changed stands on their cards." in changed
    assert "No theme changed by more than chance" not in changed
    assert "tentative" not in lines_of(build(facts), "changed")


@pytest.mark.parametrize("code", list_text_codes())
def test_how_solid_a_theme_is_stands_on_its_card_in_words_and_is_explained(code: str) -> None:
    texts = load_texts(code)
    solidity = {SHOWN[0]: Solidity.SOLID, SHOWN[1]: Solidity.FAIR, SHOWN[2]: Solidity.TENTATIVE}
    page = build_digest(make_facts(solidity=solidity), texts=texts, policy=POLICY)
    shown = render_digest(page, texts)
    for theme_id, each in solidity.items():
        assert card_of(page, theme_id).solidity_words == texts.say(f"solidity.{each.value}")
        assert f"<span>{texts.say(f'solidity.{each.value}')}</span>" in shown
    assert texts.say("method.solidity") in page.method
    assert texts.say("theme.tentative_intro") in shown
    assert f"({texts.say('theme.tentative')})" in shown.partition('id="themes"')[0], "the picture marks it too"


def test_a_theme_that_was_not_tried_says_nothing_of_how_solid_it_is() -> None:
    page = build(make_facts())
    assert {each.solidity_words for each in page.themes} == {""}
    assert ENGLISH.say("method.solidity") not in page.method
    assert 'class="solidity"' not in render_digest(page, ENGLISH)


# What staff hide


def test_a_hidden_theme_is_nowhere_and_its_number_is_said() -> None:
    facts = make_facts(hid=frozenset({THEMES[0].id}))
    page = build(facts)
    timeline = to_json(build_timeline(facts, texts=ENGLISH, policy=POLICY))
    assert THEMES[0].title not in to_json(page) + timeline
    assert page.hidden_note == "Staff decided not to show 1 more theme."
    assert page.hidden_note in render_digest(page, ENGLISH)


def test_hiding_a_theme_shows_no_count_that_was_withheld_before() -> None:
    before = build(make_facts())
    after = build(make_facts(hid=frozenset({THEMES[4].id})))
    assert {each.anchor for each in after.themes} == {each.anchor for each in before.themes} - {THEMES[4].id}
    assert (after.unthemed, after.themes_note) == (before.unthemed, before.themes_note)


def test_a_hidden_theme_that_nobody_raised_here_is_not_counted() -> None:
    assert build(make_facts(hid=frozenset({ThemeId("theme-of-long-ago")}))).hidden_note == ""


def test_a_hidden_sub_theme_is_left_out() -> None:
    parts = (part(0, "At stops", 50), part(0, "At the door", 30))
    page = build(make_facts(parts=parts, hid=frozenset({parts[0].part_id})))
    assert [each.title for each in card_of(page, THEMES[0].id).parts] == ["At the door"]


# Campaigns


def test_a_campaign_is_told_rounded() -> None:
    page = build(make_facts(same_words={THEMES[0].id: 38}))
    assert card_of(page, THEMES[0].id).campaign == "About 40 of them sent the same words."
    assert "About 40 of them sent the same words." in render_digest(page, ENGLISH)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 130))
def test_a_campaign_never_tells_how_few_did_not_join_it(same: int) -> None:
    facts = make_facts(same_words={THEMES[0].id: same})
    people = next(each.people for each in facts.findings if each.theme_id == THEMES[0].id)
    said = card_of(build(facts), THEMES[0].id).campaign
    if same < POLICY.threshold:
        assert said == ""
    elif people - same < POLICY.threshold:
        assert not re.search(r"\d", said)
    else:
        assert int(re.findall(r"\d+", said)[0]) % POLICY.round_to == 0


def test_a_campaign_is_the_most_people_who_sent_one_text_and_each_of_them_once() -> None:
    theme = ThemeId("theme-1")
    words = "Keep the library open on Sundays"
    said = [Said(theme, PersonId(f"p{number % 30}"), words.upper() if number % 2 else f"{words}!") for number in range(45)]
    said += [Said(theme, PersonId(f"q{number}"), "Close the road to all trucks") for number in range(8)]
    said += [Said(None, PersonId(f"r{number}"), words) for number in range(50)]
    assert count_same_words(said) == {theme: 30}


@pytest.mark.parametrize(
    ("text", "is_campaign"), [("street lights", False), ("no", False), ("路灯坏了", False), ("请让图书馆在星期日也开门吧", True)]
)
def test_short_words_that_many_say_are_no_campaign(text: str, is_campaign: bool) -> None:
    said = [Said(ThemeId("theme-1"), PersonId(f"p{number}"), text) for number in range(40)]
    assert bool(count_same_words(said)) == is_campaign


def test_what_was_said_does_not_show_in_a_repr() -> None:
    assert "library" not in repr(Said(ThemeId("theme-1"), PersonId("p"), "the library"))


def test_a_change_that_waits_keeps_the_campaign_and_shows_no_new_sub_theme() -> None:
    old = build(make_facts(same_words={THEMES[0].id: 34}, parts=(part(0, "At stops", 50),)))
    new = build(make_facts(same_words={THEMES[0].id: 38}, parts=(part(0, "At stops", 50), part(0, "At the door", 10))))
    held = card_of(hold_figures(new, old), THEMES[0].id)
    assert (held.campaign, [each.title for each in held.parts]) == ("About 35 of them sent the same words.", ["At stops"])


# The method part


def test_the_share_that_fits_no_theme_is_told() -> None:
    assert "Of the passages counted, 10% fit no theme." in build(make_facts(passages=900, unthemed_passages=90)).method
    assert "Fewer than 10 of the passages counted fit no theme." in build(make_facts(passages=900, unthemed_passages=4)).method
    assert "Nearly all of the passages counted fit no theme." in build(make_facts(passages=90, unthemed_passages=88)).method


def test_the_language_alarm_is_told_where_the_run_is_marked_and_nowhere_else() -> None:
    alarm = ENGLISH.say("method.leak_alarm")
    first_screen = ENGLISH.say("limits.languages")
    marked, other = build(make_facts(leak=0.2, is_leak_alarming=True)), build(make_facts())
    assert alarm in marked.method and first_screen in lines_of(marked, "limits")
    assert alarm not in other.method and first_screen not in lines_of(other, "limits")


# Too few to look for patterns


def test_too_few_things_said_are_matched_with_earlier_themes_and_the_rest_is_counted() -> None:
    page = build(make_facts(is_too_few=True, passages=50, unthemed_passages=21))
    heard = lines_of(page, "heard")
    assert "Too few different things were said" in heard
    assert "About 30 passages match known themes." in heard
    assert "About 20 passages match none of them" in heard


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 60), st.integers(0, 60))
def test_of_few_neither_those_who_match_nor_the_rest_are_told_where_one_is_small(matched: int, rest: int) -> None:
    heard = lines_of(build(make_facts(is_too_few=True, passages=matched + rest, unthemed_passages=rest, unthemed_people=0)), "heard")
    told = [int(each) for each in re.findall(r"About (\d+) passages", heard)]
    assert all(each >= POLICY.threshold and each % POLICY.round_to == 0 for each in told)
    assert bool(told) == (min(matched, rest) >= POLICY.threshold)


def test_few_comments_before_any_theme_was_found_make_a_page_that_says_so() -> None:
    page = build(make_facts(is_too_few=True, themes=(), findings=(), earlier_findings=(), passages=34, unthemed_passages=34))
    assert "About 35 passages were counted; they are kept" in lines_of(page, "heard")
    assert "Too few different things" in render_digest(page, ENGLISH)


def test_sixty_copies_of_one_sentence_are_still_too_few_things() -> None:
    assert are_too_few(["Mend the lights!", "mend the lights"] * 60)
    assert not are_too_few(f"Sentence {number}" for number in range(60))


# What would say the same on every card


def test_cards_of_a_first_round_without_recommendations_do_not_repeat_what_the_first_screen_says() -> None:
    shown = render_digest(build(make_file_facts()), ENGLISH)
    assert shown.count("This is the first round") == 1
    assert "First round: nothing to compare with yet." not in shown
    assert "No recommendation answers this yet." not in shown
    assert "No recommendation answers this yet." in render_digest(build(make_facts()), ENGLISH)
