from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from config.screen_texts import load_texts
from digest.counting.findings import Voice
from digest.disclosing.policy import DisclosurePolicy, disclose_count
from digest.disclosing.ranges import undo_rounding
from digest.gathering.kinds import count_kinds
from digest.telling.kinds import describe_kinds, disclose_kinds
from digest.telling.wording import Wording
from domain.ids import PassageId, PersonId, RoundId, ThemeId
from domain.kinds import Kind, KindsHeard, Leaning, PassageKind

POLICY = DisclosurePolicy()
WORDING = Wording(load_texts("en"))
ROUND, LAMPS, PATROLS = RoundId("round-1"), ThemeId("theme-lamps"), ThemeId("theme-patrols")


def speak(person: str, theme: ThemeId | None, kind: Kind, leaning: Leaning | None = None) -> tuple[Voice, PassageKind]:
    passage = PassageId(f"passage-{person}-{theme}-{kind}-{leaning}")
    return Voice(PersonId(person), None, ROUND, passage, theme, None), PassageKind(passage, kind, leaning, 0.9, "kinds-1")


def count(*said: tuple[Voice, PassageKind]) -> Mapping[ThemeId, KindsHeard]:
    return count_kinds([voice for voice, _ in said], {kind.passage_id: kind for _, kind in said})


def test_people_are_counted_and_not_passages() -> None:
    heard = count(*[speak("ada", LAMPS, Kind.CONCERN, leaning) for leaning in (None, Leaning.MORE, Leaning.LESS)])[LAMPS]
    assert heard.people == 1 and heard.kinds[Kind.CONCERN] == 1


def test_somebody_who_wants_more_and_less_counts_in_both_and_is_not_netted() -> None:
    said = [speak(f"p{n}", PATROLS, Kind.SUGGESTION, Leaning.MORE) for n in range(30)]
    said += [speak(f"p{n}", PATROLS, Kind.SUGGESTION, Leaning.LESS) for n in range(20, 50)]
    heard = count(*said)[PATROLS]
    assert heard.people == 50
    assert heard.leanings == {Leaning.MORE: 30, Leaning.LESS: 30}


def test_praise_is_never_taken_off_concerns() -> None:
    concerns = [speak(f"p{n}", LAMPS, Kind.CONCERN) for n in range(20)]
    praise = [speak(f"p{n}", LAMPS, Kind.PRAISE) for n in range(20)]
    assert count(*concerns)[LAMPS].kinds[Kind.CONCERN] == count(*concerns, *praise)[LAMPS].kinds[Kind.CONCERN] == 20


def test_a_passage_that_nobody_told_counts_as_unclear() -> None:
    voice, _ = speak("ada", LAMPS, Kind.CONCERN)
    assert count_kinds([voice], {})[LAMPS].kinds == {kind: int(kind is Kind.UNCLEAR) for kind in Kind}


def test_what_fits_no_theme_is_in_none() -> None:
    assert count(speak("ada", None, Kind.CONCERN)) == {}


kinds_said = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from([LAMPS, PATROLS]), st.sampled_from(Kind), st.none() | st.sampled_from(Leaning)),
    max_size=80,
)


@given(kinds_said)
def test_everybody_on_a_theme_is_in_a_kind_and_nobody_twice(said: list[tuple[int, ThemeId, Kind, Leaning | None]]) -> None:
    for theme, heard in count(*(speak(str(person), theme, kind, lean) for person, theme, kind, lean in said)).items():
        people = {person for person, each, _, _ in said if each == theme}
        assert heard.people == len(people) <= sum(heard.kinds.values())
        assert all(each <= heard.people for each in (*heard.kinds.values(), *heard.leanings.values()))
        for leaning, number in heard.leanings.items():
            assert number == len({person for person, each, _, lean in said if each == theme and lean is leaning})


@settings(deadline=None)
@given(st.lists(st.sets(st.sampled_from(Kind), min_size=1), min_size=10, max_size=400), st.integers(3, 20), st.sampled_from([1, 5, 10]))
def test_no_count_is_shown_whose_people_or_whose_rest_are_few(said: list[set[Kind]], threshold: int, round_to: int) -> None:
    policy = DisclosurePolicy(threshold=threshold, round_to=round_to)
    counts = {kind: sum(kind in each for each in said) for kind in Kind}
    for kind, shown in disclose_kinds(counts, len(said), policy, is_cover=True).items():
        assert shown.is_withheld or min(counts[kind], len(said) - counts[kind]) >= threshold


@settings(deadline=None, max_examples=300)
@given(st.lists(st.integers(0, 70), min_size=5, max_size=5), st.sampled_from([1, 5]))
def test_no_kind_that_is_withheld_follows_from_those_shown(sizes: list[int], round_to: int) -> None:
    """Nobody said two kinds here: what is shown must never leave somebody for sure to one that is withheld as few."""
    policy = DisclosurePolicy(round_to=round_to)
    counts, people = dict(zip(Kind, sizes, strict=True)), sum(sizes)
    shown = disclose_kinds(counts, people, policy, is_cover=True)
    total = disclose_count(people, policy).count
    hidden = [kind for kind, each in shown.items() if each.is_withheld]
    if total is None or len(hidden) in (0, len(counts)):  # where none is shown no row stands on the page
        return
    together = sum(undo_rounding(each.count, policy).high for each in shown.values() if each.count is not None)
    if all(counts[kind] < policy.threshold for kind in hidden):
        assert undo_rounding(total, policy).low <= together + (len(hidden) - 1) * (policy.threshold - 1)


def hear(more: int, less: int, **kinds: int) -> KindsHeard:
    return KindsHeard(sum(kinds.values()), {kind: kinds.get(kind.value, 0) for kind in Kind}, {Leaning.MORE: more, Leaning.LESS: less})


def test_rows_stand_in_the_same_order_whatever_was_said_most() -> None:
    kinds, leanings = describe_kinds(hear(12, 30, concern=20, praise=80), people=100, wording=WORDING, policy=POLICY)
    assert [row.kind for row in kinds] == [kind.value for kind in Kind]
    assert [(row.kind, row.shown) for row in leanings] == [("more", 10), ("less", 30)]


def test_what_is_withheld_reads_the_same_whether_few_or_nobody_or_nearly_all_said_it() -> None:
    kinds, leanings = describe_kinds(hear(0, 0, concern=95, suggestion=15, praise=4), people=114, wording=WORDING, policy=POLICY)
    by_kind = {row.kind: row for row in kinds}
    assert by_kind["concern"].shown == 95 and by_kind["suggestion"].words == "about 15 people"
    assert by_kind["praise"].words == by_kind["question"].words == "Not shown"
    assert by_kind["praise"].shown is by_kind["question"].shown is None
    assert leanings == ()


def test_what_most_said_is_told_without_a_number_and_never_among_few() -> None:
    kinds, _ = describe_kinds(hear(0, 0, concern=111, suggestion=3), people=114, wording=WORDING, policy=POLICY)
    assert {row.kind: (row.shown, row.words) for row in kinds if row.words != "Not shown"} == {"concern": (None, "most of them")}
    for people in (12, 19):
        assert describe_kinds(hear(0, 0, concern=people), people=people, wording=WORDING, policy=POLICY) == ((), ())


@given(st.integers(20, 300), st.data())
def test_most_reads_the_same_for_all_but_nine_as_for_all(people: int, data: st.DataObject) -> None:
    few = data.draw(st.integers(0, 9))
    told, _ = describe_kinds(hear(0, 0, concern=people - few), people=people, wording=WORDING, policy=POLICY)
    everybody, _ = describe_kinds(hear(0, 0, concern=people), people=people, wording=WORDING, policy=POLICY)
    assert told == everybody and told[0].words == "most of them"


def test_a_round_whose_kinds_were_never_told_says_nothing_of_them() -> None:
    assert describe_kinds(None, people=100, wording=WORDING, policy=POLICY) == ((), ())
