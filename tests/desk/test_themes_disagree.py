"""Two people who decide about the same themes: nobody undoes another's decision unawares, and nothing is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.theme_conflicts import Standing
from desk.theme_deed import Decided
from desk.theme_places import merge, move
from desk.theme_split import Taken, split
from desk.themes import approve, hide, rename, show
from domain.decisions import NO_TITLE, DecisionKind, ThemeDecision, fold_decisions
from domain.errors import WrongUse
from domain.ids import PassageId, ThemeId
from domain.themes import Theme
from tests.desk.theme_town import ANA, BEN, EMPTY, LAMPS, NOISE, PARKS, RUN, STOPS, ThemeTown, theme_town, title
from tests.domain.test_decisions import NOON

AGAINST = "goes against a decision of somebody else"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[ThemeTown]:
    with theme_town(tmp_path) as made:
        yield made


def other_title(town: ThemeTown, **how: object) -> Decided:
    return rename(town.store, NOISE, title("Noise at night"), **how)  # type: ignore[arg-type]


FIRST_THEN: dict[str, tuple[Callable[[ThemeTown], object], Callable[..., object]]] = {
    "a title that another approved": (lambda town: approve(town.store, NOISE, actor=ANA, why="right"), other_title),
    "a title that another gave": (lambda town: rename(town.store, NOISE, title("Loud streets"), actor=ANA, why="right"), other_title),
    "a theme that another named, merged away": (
        lambda town: approve(town.store, NOISE, actor=ANA, why="right"),
        lambda town, **how: merge(town.store, NOISE, LAMPS, **how),
    ),
    "two that another parted, joined": (
        lambda town: split(town.store, LAMPS, Taken(parts=(STOPS,)), None, actor=ANA, why="right"),
        lambda town, **how: merge(town.store, STOPS, LAMPS, **how),
    ),
    "what another merged, brought back": (
        lambda town: merge(town.store, NOISE, LAMPS, actor=ANA, why="right"),
        lambda town, **how: split(town.store, LAMPS, Taken(parts=(NOISE,)), None, **how),
    ),
    "what another hid, shown": (
        lambda town: hide(town.store, NOISE, actor=ANA, why="right"),
        lambda town, **how: show(town.store, NOISE, **how),
    ),
    "what another hid, shown within another theme": (
        lambda town: hide(town.store, NOISE, actor=ANA, why="right"),
        lambda town, **how: merge(town.store, NOISE, LAMPS, **how),
    ),
    "a passage that another put elsewhere": (
        lambda town: move(town.store, town.unthemed[:1], NOISE, actor=ANA, why="right"),
        lambda town, **how: move(town.store, town.unthemed[:1], LAMPS, **how),
    ),
    "a passage that another put into no theme": (
        lambda town: move(town.store, town.stops[:1], None, actor=ANA, why="right"),
        lambda town, **how: move(town.store, town.stops, PARKS, **how),
    ),
    "a passage that another pinned, split off": (
        lambda town: move(town.store, town.stops[:1], LAMPS, actor=ANA, why="right"),
        lambda town, **how: split(town.store, LAMPS, Taken(passages=town.stops[:1]), title("Lamps by the mill"), **how),
    ),
}


@pytest.mark.parametrize("name", FIRST_THEN)
def test_what_goes_against_another_is_refused_with_who_what_when_and_why(town: ThemeTown, name: str) -> None:
    first, then = FIRST_THEN[name]
    first(town)
    before = town.store.fingerprint()
    with pytest.raises(WrongUse, match=rf"{AGAINST}: Ana .* on \d{{4}}-\d\d-\d\d \(decision \d+\): \"right\".*--overrule"):
        then(town, actor=BEN, why="otherwise")
    assert town.store.fingerprint() == before and town.store.audit.count() == 1
    with pytest.raises(WrongUse, match="not said why somebody is overruled"):
        then(town, actor=BEN, why=" ", is_overruling=True)
    done = then(town, actor=BEN, why="otherwise", is_overruling=True)
    assert isinstance(done, Decided) and done.overruled
    assert {each.actor for each in town.store.decisions.all()} == {ANA, BEN}, "both stay"
    assert "overruled" in town.store.audit.recent(1)[0].detail


@pytest.mark.parametrize("name", FIRST_THEN)
def test_ones_own_decision_may_be_changed_freely(town: ThemeTown, name: str) -> None:
    first, then = FIRST_THEN[name]
    first(town)
    done = then(town, actor=ANA.upper(), why="on second thoughts")
    assert isinstance(done, Decided) and not done.overruled


def test_joining_by_way_of_a_third_theme_what_another_parted_is_refused(town: ThemeTown) -> None:
    split(town.store, LAMPS, Taken(parts=(STOPS,)), None, actor=ANA, why="another matter")
    merge(town.store, STOPS, NOISE, actor=BEN, why="same street", is_overruling=True)
    with pytest.raises(WrongUse, match="Ana split off it"):
        merge(town.store, NOISE, LAMPS, actor=BEN)


def test_a_passage_may_go_where_the_theme_that_another_chose_went(town: ThemeTown) -> None:
    move(town.store, town.unthemed[:1], NOISE, actor=ANA)
    merge(town.store, NOISE, LAMPS, actor=ANA)
    new = ThemeDecision(DecisionKind.MOVE, LAMPS.id, BEN, "", NOON, passage_id=town.unthemed[0])
    assert Standing.of(town.store.decisions.all()).find_contradicted(new) is None


def test_a_title_that_a_withdrawal_took_binds_nobody(town: ThemeTown) -> None:
    lost = ThemeDecision(DecisionKind.RENAME, NOISE.id, ANA, "…", NOON, title=NO_TITLE)
    new = ThemeDecision(DecisionKind.RENAME, NOISE.id, BEN, "", NOON, title="Noise at night")
    assert Standing.of([lost]).find_contradicted(new) is None


@dataclass
class Model:
    """What two people agreed on, told without folding: who holds which theme, by whom each thing was decided last."""

    inside: dict[ThemeId, ThemeId] = field(default_factory=dict)  # a theme and the one that it was put into
    place: dict[PassageId, ThemeId | None] = field(default_factory=dict)
    hidden: set[ThemeId] = field(default_factory=set)
    kept: set[ThemeId] = field(default_factory=set)
    parted: set[tuple[ThemeId, ThemeId]] = field(default_factory=set)

    def home(self, theme: ThemeId) -> ThemeId:
        return self.home(self.inside[theme]) if theme in self.inside else theme

    def take(self, each: ThemeDecision) -> None:
        getattr(self, f"_{each.kind.value}")(each)
        self.parted = {(one, two) for one, two in self.parted if self.home(one) != self.home(two)}

    def _approve(self, each: ThemeDecision) -> None:
        assert each.theme_id
        self.kept.add(each.theme_id)

    _rename = _approve

    def _merge(self, each: ThemeDecision) -> None:
        assert each.theme_id and each.other_id
        self.inside[each.theme_id] = each.other_id

    def _split(self, each: ThemeDecision) -> None:
        assert each.theme_id and each.other_id
        self.inside.pop(each.theme_id, None)
        self.kept.add(each.theme_id)
        self.parted.add((each.theme_id, each.other_id))

    def _hide(self, each: ThemeDecision) -> None:
        assert each.theme_id
        self.hidden.add(each.theme_id)

    def _show(self, each: ThemeDecision) -> None:
        assert each.theme_id
        self.hidden.discard(each.theme_id)

    def _move(self, each: ThemeDecision) -> None:
        assert each.passage_id
        self.place[each.passage_id] = each.theme_id


STEP = st.tuples(
    st.sampled_from(["approve", "rename", "merge", "split part", "split passage", "bring back", "hide", "show", "move"]),
    st.sampled_from([ANA, BEN]),
    st.booleans(),
    st.integers(0, 30),
    st.integers(0, 30),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEP, min_size=1, max_size=12))
def test_two_people_who_decide_anything_keep_a_sound_and_complete_record(steps: list[tuple[str, str, bool, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, theme_town(Path(folder)) as town:
        passages = {each.passage_id for each in town.store.themes.assignments(RUN)}
        model, taken = Model(), 0
        for number, (what, who, is_overruling, one, other) in enumerate(steps):
            before = town.store.decisions.all()
            try:
                _decide(town, what, who, is_overruling, (one, other, number))
            except WrongUse:
                assert town.store.decisions.all() == before, "what is refused changes nothing"
                continue
            taken += 1
            after = town.store.decisions.all()
            assert after[: len(before)] == before and len(after) > len(before), "nothing is lost"
            for each in after[len(before) :]:
                against = Standing.of(before).find_contradicted(each)
                assert against is None or is_overruling
                model.take(each)
            _compare(town, model, passages)
        assert town.store.audit.count() == taken


def _decide(town: ThemeTown, what: str, who: str, is_overruling: bool, numbers: tuple[int, int, int]) -> None:
    themes = sorted(town.store.themes.all(), key=lambda each: each.id)
    passages = sorted(each.passage_id for each in town.store.themes.assignments(RUN))
    one, other = themes[numbers[0] % len(themes)], themes[numbers[1] % len(themes)]
    passage, how = passages[numbers[1] % len(passages)], {"actor": who, "why": "so", "is_overruling": is_overruling}
    words = title(f"Title number {numbers[2]} {numbers[0]}")
    store = town.store
    steps: dict[str, Callable[[], object]] = {
        "approve": lambda: approve(store, one, actor=who),
        "rename": lambda: rename(store, one, words, **how),  # type: ignore[arg-type]
        "merge": lambda: merge(store, one, other, **how),  # type: ignore[arg-type]
        "split part": lambda: split(store, one, Taken(parts=_parts(themes, one)), words, **how),  # type: ignore[arg-type]
        "split passage": lambda: split(store, one, Taken(passages=(passage,)), words, **how),  # type: ignore[arg-type]
        "bring back": lambda: split(store, one, Taken(parts=(other,)), words, **how),  # type: ignore[arg-type]
        "hide": lambda: hide(store, one, **how),  # type: ignore[arg-type]
        "show": lambda: show(store, one, **how),  # type: ignore[arg-type]
        "move": lambda: move(store, [passage], one if numbers[0] % 5 else None, **how),  # type: ignore[arg-type]
    }
    steps[what]()


def _parts(themes: list[Theme], theme: Theme) -> tuple[Theme, ...]:
    return tuple(each for each in themes if each.parent_id == theme.id and not each.is_retired)


def _compare(town: ThemeTown, model: Model, passages: set[PassageId]) -> None:
    bindings = town.store.decisions.bindings()
    assert bindings == fold_decisions(town.store.decisions.all())
    assert dict(bindings.merged) == {theme: model.home(theme) for theme in model.inside}
    assert dict(bindings.moved) == {passage: model.home(theme) if theme else None for passage, theme in model.place.items()}
    assert bindings.hidden == model.hidden
    assert bindings.approved == {each for each in model.kept if each not in model.inside} | {model.home(each) for each in model.inside}
    assert bindings.apart == {frozenset((model.home(one), model.home(two))) for one, two in model.parted}
    _check_rows(town, bindings.merged, bindings.moved, passages)


def _check_rows(town: ThemeTown, merged: object, moved: object, passages: set[PassageId]) -> None:
    themes = {each.id: each for each in town.store.themes.all()}
    assert {each.id for each in themes.values() if each.is_retired} == set(merged)  # type: ignore[call-overload]
    placed = {each.passage_id: each for each in town.store.themes.assignments(RUN)}
    assert placed.keys() == passages, "every passage is still somewhere, once"
    for each in placed.values():
        assert not {each.theme_id, each.part_id} & set(merged)  # type: ignore[call-overload]
        assert each.part_id is None or themes[each.part_id].parent_id == each.theme_id
        assert each.theme_id is None or themes[each.theme_id].parent_id is None
    for passage, theme in moved.items():  # type: ignore[attr-defined]
        assert theme in (placed[passage].theme_id, placed[passage].part_id)


def test_nobody_can_decide_about_a_theme_that_is_gone(town: ThemeTown) -> None:
    merge(town.store, EMPTY, NOISE, actor=ANA)
    for step in (
        lambda: approve(town.store, EMPTY, actor=BEN),
        lambda: rename(town.store, EMPTY, title("A new title"), actor=BEN),
        lambda: hide(town.store, EMPTY, actor=BEN, why="so"),
        lambda: move(town.store, town.stops[:1], EMPTY, actor=BEN),
        lambda: split(town.store, EMPTY, Taken(passages=town.stops[:1]), title("A new title"), actor=BEN),
    ):
        with pytest.raises(WrongUse, match=f"It is part of {NOISE.id} by now.*--part {EMPTY.id}"):
            step()
