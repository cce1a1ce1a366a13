"""What goes out to researchers' programs is redacted, keyed and told of; what comes back binds as decisions of who imports it."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.codebook_codes import join_examples, list_codes, split_examples_off
from desk.codebook_export import export_codebook, export_project
from desk.codebook_moves import import_moves, plan_moves
from desk.codebook_project import PROGRAM, ProjectTerms, make_project
from desk.refi import Coding, Project, Selection, Source, User, read_qdc, read_qdpx, write_qdpx
from desk.theme_places import move
from domain.errors import BadFile, WrongUse
from domain.ids import ThemeId
from domain.themes import MadeBy
from nlp.redact import Redactor
from tests.codebook.book import HEAD, LIGHT, bring_in, plan_moved, write
from tests.desk.theme_town import ANA, BEN, LAMPS, NOISE, PARKS, RUN, STOPS, ThemeTown, theme_town
from tests.warehouse.samples import SPRING, make_response
from warehouse.keys import create_keys, load_keys

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
ALL = ProjectTerms(frozenset({SPRING.id}))


@pytest.fixture
def town(tmp_path: Path) -> Iterator[ThemeTown]:
    with theme_town(tmp_path) as opened:
        yield opened


def project_of(town: ThemeTown, terms: ProjectTerms = ALL) -> Project:
    return make_project(town.store, terms, name="Zed", now=NOW)


def themes_of(town: ThemeTown) -> dict[str, ThemeId]:
    return {guid: theme for theme, guid in list_codes(town.store).guids.items()}


def change(project: Project, how: Callable[[Source, Selection], tuple[Coding, ...]]) -> Project:
    """The project with other codings, as somebody in another program made them."""
    return replace(
        project,
        sources=tuple(
            replace(source, selections=tuple(replace(each, codings=how(source, each)) for each in source.selections))
            for source in project.sources
        ),
    )


def code_as(town: ThemeTown, theme: ThemeId) -> tuple[Coding, ...]:
    return (Coding("00000000-0000-4000-8000-00000000000a", list_codes(town.store).guids[theme], "00000000-0000-4000-8000-00000000000b"),)


def test_a_codebook_that_went_out_changes_nothing_when_it_comes_back(town: ThemeTown, redactor: Redactor, tmp_path: Path) -> None:
    bring_in(town.store, redactor, write(tmp_path, HEAD + LIGHT))
    assert export_codebook(town.store, tmp_path / "out.qdc", actor=ANA) == 6
    before = town.store.fingerprint()
    done = bring_in(town.store, redactor, tmp_path / "out.qdc", who=BEN)
    assert (done.new, done.changed) == (0, 0) and town.store.fingerprint() == before


def test_sub_themes_lie_within_their_themes(town: ThemeTown, tmp_path: Path) -> None:
    export_codebook(town.store, tmp_path / "out.qdc", actor=ANA)
    codes = {each.name: each for each in read_qdc((tmp_path / "out.qdc").read_bytes(), "f")}
    assert [each.name for each in codes[LAMPS.title].codes] == [STOPS.title, PARKS.title] and len(codes) == 3
    assert all(each.colour for code in codes.values() for each in code.walk())


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=40).map(str.strip),
    st.lists(st.text(st.characters(exclude_categories=("Cc", "Zl", "Zp", "Zs", "Cs")), min_size=1, max_size=20), max_size=4),
)
def test_examples_come_back_out_of_a_description(description: str, examples: list[str]) -> None:
    kept = tuple(examples)
    if "Examples:" not in description:
        assert split_examples_off(join_examples(description, kept)) == (description, kept)


def test_a_project_holds_redacted_comments_and_where_their_passages_are(town: ThemeTown) -> None:
    project = read_qdpx(write_qdpx(project_of(town)), "f")
    assert len(project.sources) == 14
    guids = list_codes(town.store).guids
    coded = {source.text: [each.code for each in source.selections[0].codings] for source in project.sources if source.selections}
    assert coded["no lamp at stop 1"] == [guids[STOPS.id]] and coded["lamp 0 is broken"] == [guids[LAMPS.id]]
    assert sum(not source.selections for source in project.sources) == 2  # what fits nowhere
    for source in project.sources:
        assert all(source.text[each.start : each.end] == source.text for each in source.selections)


def test_nothing_in_a_project_leads_back_to_a_person(town: ThemeTown, tmp_path: Path) -> None:
    content = write_qdpx(project_of(town))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        shown = " ".join(archive.namelist()) + b"".join(archive.read(name) for name in archive.namelist()).decode()
    comments = town.store.comments.of_rounds([SPRING.id])
    secret = {each.id for each in comments} | {each.response_id for each in comments} | {each.person_id for each in comments}
    secret |= {each.passage.id for each in town.store.passages.of_rounds([SPRING.id])} | {theme.id for theme in (LAMPS, STOPS)}
    assert [each for each in secret if each in shown or each.partition("-")[2] in shown] == []
    assert "<Case" not in shown


def test_comments_stand_in_no_order_of_persons_or_time(town: ThemeTown) -> None:
    guids = [each.guid for each in project_of(town).sources]
    assert guids == sorted(guids) and [each.name for each in project_of(town).sources][:2] == ["2026-spring 00001", "2026-spring 00002"]


def test_guids_are_those_of_this_installation_only(town: ThemeTown, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    create_keys(other / "keys")
    assert load_keys(other / "keys").pseudonym != load_keys(tmp_path / "keys").pseudonym
    with theme_town(other) as elsewhere:
        assert not {each.guid for each in project_of(town).sources} & {each.guid for each in project_of(elsewhere).sources}


def test_who_did_not_agree_to_be_quoted_goes_out_only_when_it_is_said(town: ThemeTown, tmp_path: Path) -> None:
    keys = load_keys(tmp_path / "keys")
    silent = replace(make_response(keys, "3", "no lamp at stop 3"), may_quote=False)
    town.store.responses.replace([silent], {})
    texts = {each.text for each in project_of(town).sources}
    assert "no lamp at stop 3" not in texts and len(texts) == 13
    assert "no lamp at stop 3" in {each.text for each in project_of(town, replace(ALL, has_everybody=True)).sources}


def test_held_and_withdrawn_words_never_go_out(town: ThemeTown, tmp_path: Path) -> None:
    from desk.erase import erase, find_response, find_source

    keys = load_keys(tmp_path / "keys")
    town.store.responses.replace([make_response(keys, "0", None)], {})  # its words are held now
    erase(town.store, find_response(town.store, find_source(town.store, "safety"), "1"), why="asked", actor=ANA)
    texts = {each.text for each in project_of(town, replace(ALL, has_everybody=True)).sources}
    assert not texts & {"no lamp at stop 0", "no lamp at stop 1"} and len(texts) == 12


def test_people_are_told_apart_by_number_only_when_asked(town: ThemeTown) -> None:
    project = project_of(town, replace(ALL, has_people=True))
    assert [each.name for each in project.cases][:2] == ["Person 1", "Person 2"] and len(project.cases) == 14
    assert {guid for case in project.cases for guid in case.sources} == {each.guid for each in project.sources}
    persons = {each.person_id for each in town.store.comments.of_rounds([SPRING.id])}
    assert not {each.guid for each in project.cases} & persons


def test_an_export_needs_a_reason_leaves_an_event_and_only_its_owner_may_read_it(town: ThemeTown, tmp_path: Path) -> None:
    file = tmp_path / "out.qdpx"
    with pytest.raises(WrongUse, match="not said why"):
        export_project(town.store, file, ALL, name="Zed", now=NOW, actor=ANA, why=" ")
    export_project(town.store, file, ALL, name="Zed", now=NOW, actor=ANA, why="for the university")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (event,) = town.store.audit.recent(1)
    assert (event.action, event.why) == ("redacted comments exported", "for the university")
    assert (event.detail["comments"], event.detail["codings"]) == (14, 12) and "lamp" not in str(event.detail)
    assert town.store.audit.verify().is_intact


def test_a_file_that_is_there_is_not_written_over_and_no_event_tells_of_it(town: ThemeTown, tmp_path: Path) -> None:
    file = write(tmp_path, "mine", "out.qdpx")
    count = town.store.audit.count()
    with pytest.raises(BadFile, match="cannot be made"):
        export_project(town.store, file, ALL, name="Zed", now=NOW, actor=ANA, why="for the university")
    with pytest.raises(BadFile, match="cannot be made"):
        export_codebook(town.store, file, actor=ANA)
    assert file.read_text() == "mine" and town.store.audit.count() == count


def test_nothing_goes_out_where_nobody_agreed(town: ThemeTown) -> None:
    with pytest.raises(WrongUse, match="nobody there agreed"):
        project_of(town, ProjectTerms(frozenset()))


def test_a_project_that_comes_back_as_it_went_out_moves_nothing(town: ThemeTown, redactor: Redactor, tmp_path: Path) -> None:
    file = tmp_path / "out.qdpx"
    export_project(town.store, file, ALL, name="Zed", now=NOW, actor=ANA, why="for the university")
    moves = plan_moved(town.store, redactor, file)
    assert (dict(moves.moves), moves.sources, moves.foreign, moves.reworded, moves.also, moves.uncoded) == ({}, 14, 0, 0, 0, 0)


def test_what_was_coded_otherwise_is_moved_and_stays_there(town: ThemeTown) -> None:
    recoded = change(project_of(town), lambda source, each: code_as(town, NOISE.id) if source.text == "lamp 0 is broken" else each.codings)
    moves = plan_moves(town.store, recoded, themes_of(town))
    ((passage, wanted),) = moves.moves.items()
    assert wanted == NOISE.id and passage in town.lamps
    assert import_moves(town.store, moves, actor=ANA, why="coded again") == (1, ())
    assert town.place(passage) == (NOISE.id, None) and town.store.decisions.bindings().moved == {passage: NOISE.id}
    placed = next(each for each in town.store.themes.assignments(RUN) if each.passage_id == passage)
    assert placed.made_by is MadeBy.PERSON
    (event,) = town.store.audit.recent(1)
    assert (event.action, event.detail["passages"]) == ("codings imported", 1)
    assert dict(plan_moves(town.store, recoded, themes_of(town)).moves) == {}


def test_a_passage_can_be_put_into_a_sub_theme(town: ThemeTown) -> None:
    recoded = change(project_of(town), lambda source, each: code_as(town, PARKS.id) if source.text == "lamp 1 is broken" else each.codings)
    moves = plan_moves(town.store, recoded, themes_of(town))
    import_moves(town.store, moves, actor=ANA)
    (passage,) = moves.moves
    assert town.place(passage) == (LAMPS.id, PARKS.id)


def test_what_the_program_coded_before_is_nobodys_decision(town: ThemeTown) -> None:
    old = project_of(town)
    move(town.store, [town.noise[0]], LAMPS, actor=ANA, why="it is about lamps")
    assert dict(plan_moves(town.store, old, themes_of(town)).moves) == {}
    # Other programs write GUIDs of their own; the user's name stays.
    renamed = replace(old, users=(User("00000000-0000-4000-8000-0000000000ff", PROGRAM),))
    renamed = change(renamed, lambda _, each: tuple(replace(one, user="00000000-0000-4000-8000-0000000000ff") for one in each.codings))
    assert dict(plan_moves(town.store, renamed, themes_of(town)).moves) == {}


def test_a_second_code_is_told_and_not_taken(town: ThemeTown) -> None:
    recoded = change(project_of(town), lambda _, each: (*each.codings, *code_as(town, NOISE.id)))
    moves = plan_moves(town.store, recoded, themes_of(town))
    assert dict(moves.moves) == {} and moves.also == 9  # the three of noise have it already


def test_a_passage_without_a_code_goes_nowhere_only_when_it_is_said(town: ThemeTown) -> None:
    bare = change(project_of(town), lambda source, each: () if "loud" in source.text else each.codings)
    assert (dict(plan_moves(town.store, bare, themes_of(town)).moves), plan_moves(town.store, bare, themes_of(town)).uncoded) == ({}, 3)
    moves = plan_moves(town.store, bare, themes_of(town), takes_away=True)
    import_moves(town.store, moves, actor=ANA, why="none of these")
    assert {town.place(each) for each in town.noise} == {(None, None)}


def test_texts_of_elsewhere_and_comments_with_other_words_are_told_and_left(town: ThemeTown) -> None:
    project = project_of(town)
    first, second, *rest = project.sources
    strange = replace(first, guid="00000000-0000-4000-8000-0000000000aa")
    changed = replace(project, sources=(strange, replace(second, text=second.text + "!"), *rest))
    moves = plan_moves(town.store, change(changed, lambda *_: code_as(town, NOISE.id)), themes_of(town))
    assert (moves.foreign, moves.reworded) == (1, 1) and len(town.store.comments.of_rounds([SPRING.id])) == 14


def test_a_selection_is_of_the_passage_that_it_mostly_covers(town: ThemeTown) -> None:
    def narrow(source: Source, each: Selection) -> Selection:
        is_meant = source.text == "lamp 0 is broken"
        return replace(each, start=2, end=each.end - 3, codings=code_as(town, NOISE.id)) if is_meant else each

    project = project_of(town)
    sources = tuple(replace(one, selections=tuple(narrow(one, each) for each in one.selections)) for one in project.sources)
    assert len(plan_moves(town.store, replace(project, sources=sources), themes_of(town)).moves) == 1


def test_what_somebody_else_placed_is_moved_only_over_their_head(town: ThemeTown) -> None:
    move(town.store, [town.noise[0]], LAMPS, actor=BEN, why="it is about lamps")
    recoded = change(project_of(town), lambda source, each: code_as(town, NOISE.id) if "loud" in source.text else each.codings)
    moves = plan_moves(town.store, recoded, themes_of(town))
    with pytest.raises(WrongUse, match="Ben placed it"):
        import_moves(town.store, moves, actor=ANA, why="no")
    count, overruled = import_moves(town.store, moves, actor=ANA, why="agreed with Ben", is_overruling=True)
    assert count == 1 and len(overruled) == 1


@contextmanager
def fresh_town() -> Iterator[ThemeTown]:
    with TemporaryDirectory() as folder, theme_town(Path(folder)) as opened:
        yield opened


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from([None, LAMPS.id, NOISE.id, STOPS.id, PARKS.id]), min_size=12, max_size=12))
def test_whatever_researchers_code_every_passage_ends_where_they_put_it_and_stays(wanted: list[ThemeId | None]) -> None:
    with fresh_town() as town:
        project = project_of(town)
        queue = iter(wanted)
        recoded = change(project, lambda _, each: code_as(town, theme) if (theme := next(queue)) is not None else ())
        moves = plan_moves(town.store, recoded, themes_of(town), takes_away=True)
        import_moves(town.store, moves, actor=ANA, why="coded again")
        back = {source.text: source for source in project_of(town).sources}
        guids = list_codes(town.store).guids
        for source in recoded.sources:
            asked = {one.code for each in source.selections for one in each.codings}
            now = {one.code for each in back[source.text].selections for one in each.codings}
            within = {guids[STOPS.id], guids[PARKS.id]}
            assert now == asked or (asked == {guids[LAMPS.id]} and now <= within)  # a sub-theme's passage stays in it
        assert dict(plan_moves(town.store, recoded, themes_of(town), takes_away=True).moves) == {}
        assert len(town.store.themes.assignments(RUN)) == 14
