from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import adjusted_mutual_info_score

from domain.errors import HearbackError
from domain.ids import PassageId
from domain.themes import EventKind
from nlp.embed import Encoder
from nlp.themes import PassageToTheme, Theming
from nlp.themes.label import quotes_a_passage
from nlp.themes.sizes import FEWEST
from tests.themes.town import STOP_WORDS, Said, owners, theme


@pytest.fixture(scope="module")
def first(said: Said) -> Theming:
    return theme(said)


def test_the_concerns_are_found_whatever_the_language(said: Said, first: Theming) -> None:
    found = [each.theme_id or "" for each in first.assignments]
    assert adjusted_mutual_info_score(said.truth, found) > 0.6
    assert first.leak is not None
    assert first.leak < 0.1


def test_every_passage_has_one_assignment_and_unthemed_is_counted(said: Said, first: Theming) -> None:
    assert [each.passage_id for each in first.assignments] == [passage.id for passage in said.passages]
    assert sum(each.theme_id is None for each in first.assignments) == first.unthemed
    assert {each.theme_id for each in first.assignments} - {None} == {each.id for each in first.themes if each.parent_id is None}
    assert all(0 <= each.score <= 1 for each in first.assignments)
    assert not first.is_too_few


def test_at_most_a_tenth_stays_unthemed(said: Said, first: Theming) -> None:
    assert first.unthemed <= len(said.passages) / 10


def test_another_order_of_the_rows_gives_the_same_themes(said: Said, first: Theming) -> None:
    rows = list(range(len(said.passages)))
    random.Random(3).shuffle(rows)
    again = theme(said.only(rows))
    assert owners(again) == owners(first)
    assert again.themes == first.themes
    assert again.events == first.events


def test_titles_are_two_to_six_words_distinct_and_without_stop_words_at_their_ends(first: Theming) -> None:
    titles = [each.title for each in first.themes]
    assert len(set(titles)) == len(titles)
    for title in titles:
        words = title.replace(",", "").split()
        assert 1 <= len(words) <= 6
        assert not {words[0].casefold(), words[-1].casefold()} & STOP_WORDS


def test_a_description_quotes_nobody(said: Said, first: Theming) -> None:
    for each in first.themes:
        assert each.description.startswith("People spoke of ")
        assert not quotes_a_passage(each.description, [passage.text for passage in said.passages])


def test_all_themes_of_a_first_round_are_born(first: Theming) -> None:
    assert Counter(event.kind for event in first.events) == {EventKind.BORN: len(first.themes)}


def test_the_same_passages_again_continue_every_theme(said: Said, first: Theming) -> None:
    second = theme(said, living=first.themes, previous=owners(first), round_name="round-2")
    assert owners(second) == owners(first)
    assert {each.id: each.title for each in second.themes} == {each.id: each.title for each in first.themes}
    assert {event.kind for event in second.events} == {EventKind.CONTINUED}


def test_a_new_concern_is_born_and_the_others_keep_their_ids(said: Said) -> None:
    before = theme(said.only([row for row, concern in enumerate(said.truth) if concern != "rent"]))
    after = theme(said, living=before.themes, previous=owners(before), round_name="round-2")
    rent = Counter(owners(after).get(p.id) for p, concern in zip(said.passages, said.truth, strict=True) if concern == "rent")
    newborn = rent.most_common(1)[0][0]
    assert newborn not in {each.id for each in before.themes}
    assert newborn in {event.theme_id for event in after.events if event.kind is EventKind.BORN}
    kept = [owners(after).get(passage) == owner for passage, owner in owners(before).items()]
    assert np.mean(kept) > 0.7


def test_a_theme_nobody_speaks_of_any_more_fades_and_returns(said: Said, first: Theming) -> None:
    without = said.only([row for row, concern in enumerate(said.truth) if concern != "bus"])
    now = {passage.id for passage in without.passages}
    earlier = {passage: owner for passage, owner in owners(first).items() if passage in now}
    second = theme(without, living=first.themes, previous=earlier, round_name="round-2")
    bus = Counter(owners(first).get(p.id) for p, concern in zip(said.passages, said.truth, strict=True) if concern == "bus")
    gone = bus.most_common(1)[0][0]
    assert gone not in {each.id for each in second.themes}
    third = theme(said, living=first.themes, previous=owners(second), round_name="round-3")
    assert (gone, EventKind.RETURNED) in {(event.theme_id, event.kind) for event in third.events}


def test_copies_of_a_text_share_its_theme(said: Said) -> None:
    text = said.passages[0]
    rows = [*range(len(said.passages)), *[0] * 40]
    copied = said.only(rows)
    passages = [replace(p, id=PassageId(f"{p.id}-{n}"), text=p.text.upper() if n % 2 else p.text) for n, p in enumerate(copied.passages)]
    theming = theme(replace(copied, passages=tuple(passages)))
    assert len({each.theme_id for each in theming.assignments[len(said.passages) :]} | {theming.assignments[0].theme_id}) == 1
    assert text.text == passages[0].text


def test_a_hundred_copies_of_one_passage_are_one_theme(encoder: Encoder) -> None:
    same = campaign("Please keep the river park open for the children of this town.", 100, encoder)
    theming = theme(same)
    assert len(theming.themes) == 1
    assert theming.unthemed == 0
    assert theming.themes[0].title


def test_a_hundred_times_no_is_no_theme(encoder: Encoder) -> None:
    assert theme(campaign("No", 100, encoder)).unthemed == 100


def campaign(text: str, count: int, encoder: Encoder) -> Said:
    passages = tuple(PassageToTheme(PassageId(f"copy-{number}"), text, "en") for number in range(count))
    return Said(passages, ("campaign",) * count, encoder.encode([text] * count))


@pytest.mark.parametrize("count", [0, 1, 10, FEWEST - 1])
def test_too_few_passages_show_no_structure(said: Said, count: int) -> None:
    theming = theme(said.only(range(count)))
    assert theming.is_too_few
    assert theming.themes == ()
    assert theming.unthemed == count


def test_a_few_passages_join_the_themes_that_live(said: Said, first: Theming) -> None:
    rows = [row for row, concern in enumerate(said.truth) if concern in ("rent", "bus")][:10]
    previous = {passage: owner for passage, owner in owners(first).items() if passage == said.passages[rows[0]].id}
    theming = theme(said.only(rows), living=first.themes, previous=previous, round_name="round-2")
    assert theming.is_too_few
    assert owners(theming)[said.passages[rows[0]].id] == owners(first)[said.passages[rows[0]].id]
    assert {each.id for each in theming.themes} <= {each.id for each in first.themes}


def test_a_retired_theme_takes_no_passages(said: Said, first: Theming) -> None:
    retired = [replace(each, is_retired=True) for each in first.themes]
    theming = theme(said, living=retired, previous=owners(first), round_name="round-2")
    assert not {each.id for each in theming.themes} & {each.id for each in retired}


def test_a_language_of_three_rows_is_themed_with_the_others(said: Said) -> None:
    rows = [row for row, p in enumerate(said.passages) if p.language != "es"]
    three = [row for row, p in enumerate(said.passages) if p.language == "es"][:3]
    theming = theme(said.only([*rows, *three]))
    assert theming.leak is not None
    assert theming.leak < 0.15


def test_passages_without_words_are_unthemed(said: Said, encoder: Encoder) -> None:
    texts = ["?", "123", "😀😀", "..."]
    wordless = tuple(PassageToTheme(PassageId(f"sign-{n}"), text, "en") for n, text in enumerate(texts))
    more = Said((*said.passages, *wordless), (*said.truth, *texts), np.vstack([said.vectors, encoder.encode(texts)]))
    assert [each.theme_id for each in theme(more).assignments[-4:]] == [None] * 4


def test_vectors_with_nan_are_refused_with_the_next_step(said: Said) -> None:
    broken = said.vectors.copy()
    broken[3] = np.nan
    with pytest.raises(HearbackError, match=r"1 of \d+ vectors.*embedding_model"):
        theme(replace(said, vectors=broken))


def test_missing_vectors_and_doubled_passages_are_refused(said: Said) -> None:
    with pytest.raises(HearbackError, match="vectors of shape"):
        theme(replace(said, vectors=said.vectors[:-1]))
    with pytest.raises(HearbackError, match="twice"):
        theme(said.only([0, 0]))


def test_living_themes_of_another_encoder_are_known_by_their_passages(said: Said, first: Theming) -> None:
    other = [replace(each, centroid=(1.0, 0.0)) for each in first.themes]
    second = theme(said, living=other, previous=owners(first), round_name="round-2")
    assert owners(second) == owners(first)


def test_no_words_are_in_what_a_passage_shows_of_itself() -> None:
    assert "secret" not in repr(PassageToTheme(PassageId("p1"), "secret words", "en"))
