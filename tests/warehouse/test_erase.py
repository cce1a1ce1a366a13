from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import VaultError
from domain.ids import ReleaseId, ResponseId
from domain.listening import StoredResponse, Translation
from domain.text import RedactedText
from domain.themes import EventKind, MadeBy, Theme, ThemeEvent
from tests.warehouse.postgresql import PostgreSQL
from tests.warehouse.samples import (
    AUTUMN,
    CUTTER,
    SOURCE,
    SPRING,
    born,
    cut_whole,
    embed,
    fill,
    make_finding,
    make_release,
    make_response,
    make_run,
    make_theme,
    raw_of,
    save_places,
)
from warehouse.erase import Extent
from warehouse.erasures import mark_person, mark_response
from warehouse.keys import Keys
from warehouse.seal import open_words, unwrap_key
from warehouse.store import Store, open_store

OTHERS = ("the lamp on Mill Road is dark", "the lamp flickers all night", "noise on the road at night")


def keep(store: Store, keys: Keys, *texts: str) -> list[StoredResponse]:
    """A response a text, numbered from 0, with the passages and vectors that follow."""
    save_places(store)
    responses = [make_response(keys, str(number), text) for number, text in enumerate(texts)]
    store.responses.replace(responses, raw_of(responses))
    store.passages.save(CUTTER, {each.id: [cut_whole(each)] for one in responses for each in one.comments})
    embed(store)
    return responses


def name_themes(store: Store, *themes: Theme) -> None:
    """A run that gives the last theme one passage, the one about the kwizzle where there is one, and the first all others."""
    passages = store.passages.of_rounds([SPRING.id])
    run, assignments = make_run("named", SPRING, passages, themes)
    last = next((each.passage.id for each in passages if "kwizzle" in each.passage.text), passages[-1].passage.id)
    given_ = [replace(each, theme_id=themes[-1].id if each.passage_id == last else themes[0].id) for each in assignments]
    store.themes.save_run(replace(run, unthemed=0), themes, [born(each, run) for each in themes], given_)
    store.findings.replace(SPRING.id, [make_finding(each, run) for each in themes])


def erase(store: Store, *responses: StoredResponse) -> Extent:
    return store.erasures.erase([each.id for each in responses])


def test_an_erased_response_leaves_nothing_and_is_counted(store: Store, keys: Keys) -> None:
    responses = fill(store, keys)
    before = store.counts()
    extent = erase(store, responses[0])
    assert store.scrub().is_done
    after = store.counts()
    assert (extent.responses, extent.people, extent.comments, extent.raw_words, extent.passages) == (1, 1, 2, 2, 2)
    assert (extent.held, extent.vectors, extent.rounds) == (0, 1, (SPRING.id,))
    gone = {name: before[name] - after[name] for name in before if before[name] != after[name]}
    assert gone == {
        "response": 1,
        "response_group": 2,
        "closed_answer": 2,
        "comment": 2,
        "comment_redaction": 4,
        "passage": 2,
        "embedding": 1,
        "assignment": 2,
        "vault_entry": 2,
        "vault_key": 1,
        "person": 1,
        "finding": 2,
        "erasure": -2,
    }
    assert str(responses[0].external_id) not in repr(extent) or len(responses[0].external_id) == 1


def test_measuring_an_erasure_tells_what_it_will_take_and_changes_nothing(store: Store, keys: Keys) -> None:
    responses = fill(store, keys)
    before, counts = store.fingerprint(), store.counts()
    measured = store.erasures.measure([each.id for each in responses[:2]])
    assert (store.fingerprint(), store.counts()) == (before, counts)
    assert erase(store, *responses[:2]) == measured


def test_erasing_nothing_takes_nothing(store: Store, keys: Keys) -> None:
    fill(store, keys)
    before, counts = store.fingerprint(), store.counts()
    assert store.erasures.erase([]) == Extent() == store.erasures.measure([ResponseId("response-unknown")])
    assert (store.fingerprint(), store.counts()) == (before, counts)


def test_what_was_erased_is_kept_away_by_a_hash_that_tells_nothing(store: Store, keys: Keys) -> None:
    one, other = keep(store, keys, *OTHERS[:2])
    erase(store, one)
    marks = {each: (mark_response(SOURCE.id, each), mark_response(SOURCE.id, f"x{each}")) for each in ("0", "1")}
    assert store.erasures.which_stay_away(marks) == {"0"}
    assert store.erasures.which_stay_away({"them": (mark_person(SOURCE.id, one.person_id),)}) == set()
    store.erasures.keep_away([mark_person(SOURCE.id, one.person_id)])
    store.erasures.keep_away([mark_person(SOURCE.id, one.person_id)])
    assert store.erasures.which_stay_away({"them": (mark_person(SOURCE.id, one.person_id),)}) == {"them"}
    assert one.person_id not in repr(mark_person(SOURCE.id, one.person_id))
    assert other.id in {each.id for each in store.responses.of_rounds([SPRING.id])}


def test_a_word_that_only_an_erased_person_used_names_no_theme(store: Store, keys: Keys) -> None:
    *_, theirs = keep(store, keys, *OTHERS, "the lamp by the Kwizzle hut is dark")
    named = replace(
        make_theme("lamps"), title="Lamp and kwizzle", description="About: lamp, Kwizzle.", keywords=("lamp", "kwizzle hut", "night")
    )
    name_themes(store, named, make_theme("noise"))
    event = ThemeEvent(
        named.id, EventKind.RENAMED, SPRING.id, None, MadeBy.PERSON, (("before", "Kwizzle hut"), ("after", "Lamp and kwizzle"))
    )
    store.themes.decide(replace(named, approved_by="ana"), event)
    assert erase(store, theirs).themes >= 1
    kept = next(each for each in store.themes.all() if each.id == named.id)
    assert (kept.title, kept.description, kept.keywords, kept.approved_by) == ("lamp, night", "", ("lamp", "night"), "")
    assert "wizzle" not in repr(store.themes.events()).casefold()


def test_a_word_that_somebody_else_says_too_stays(store: Store, keys: Keys) -> None:
    *_, theirs = keep(store, keys, *OTHERS, "lamp road night noise")
    named = replace(
        make_theme("lamps"), title="Lamp and road", description="", keywords=("lamp", "road", "night", "noise"), approved_by="ana"
    )
    name_themes(store, named, replace(make_theme("noise"), keywords=("noise",)))
    erase(store, theirs)
    assert next(each for each in store.themes.all() if each.id == named.id) == named


def test_an_approved_theme_that_only_they_raised_keeps_what_the_person_gave_it(store: Store, keys: Keys) -> None:
    *_, theirs = keep(store, keys, *OTHERS, "kwizzle kwizzle")
    own = replace(make_theme("kwizzle"), title="Kwizzle", description="Kwizzle.", keywords=("kwizzle",))
    name_themes(store, make_theme("lamps"), own)
    store.themes.decide(
        replace(own, title="Night", approved_by="ana"), ThemeEvent(own.id, EventKind.APPROVED, SPRING.id, None, MadeBy.PERSON)
    )
    erase(store, theirs)
    kept = next(each for each in store.themes.all() if each.id == own.id)
    assert (kept.title, kept.description, kept.keywords, kept.centroid, kept.approved_by) == ("Night", "", (), (), "ana")


def test_a_theme_that_only_they_raised_goes(store: Store, keys: Keys) -> None:
    *_, theirs = keep(store, keys, *OTHERS, "kwizzle kwizzle")
    own = replace(make_theme("kwizzle"), title="Kwizzle", keywords=("kwizzle",))
    name_themes(store, make_theme("lamps"), own)
    assert erase(store, theirs).themes >= 1
    assert own.id not in {each.id for each in store.themes.all()}
    assert own.id not in {each.theme_id for each in store.themes.events()}


def test_a_round_can_be_themed_again_when_a_theme_of_it_has_faded(store: Store, keys: Keys) -> None:
    keep(store, keys, *OTHERS)
    lamps, fading = make_theme("lamps"), make_theme("noise")
    name_themes(store, lamps, fading)
    run, assignments = make_run("again", SPRING, store.passages.of_rounds([SPRING.id]), [lamps])
    store.themes.save_run(run, [lamps], [ThemeEvent(fading.id, EventKind.FADED, SPRING.id, run.id, MadeBy.MODEL)], assignments)
    assert [each.kind for each in store.themes.events(fading.id)] == [EventKind.FADED]


def page_of(*cards: tuple[str, str], **more: object) -> str:
    themes = [{"title": title, "description": description, "answered_by": []} for title, description in cards]
    page = {"schema": "s", "language": "en", "town": "Alder", "title": "What people told us", "themes": themes, "summary": [], "counts": []}
    return json.dumps(page | more)


SIX = "the lamp by the old mill was dark for weeks"


@pytest.mark.parametrize(
    ("page", "is_withdrawn"),
    [
        (page_of(("Lamp and kwizzle", "")), True),
        (page_of(("Lamps", "People spoke of the Kwizzle.")), True),
        (page_of(("Lamps", "")), False),
        (page_of(("Lamps", ""), summary=[{"lines": ["One said: by the OLD mill was dark, often."]}]), True),
        (page_of(("Lamps", ""), summary=[{"lines": ["the old mill was dark"]}]), False),
        (page_of(("Lamps", ""), quotes=["by the old mill was dark for weeks"]), True),
        (page_of(("Lamps", ""), recommendations=[{"title": "by the old mill was dark for weeks"}]), False),
        (page_of(("Lamps", ""), heard=[{"rows": [{"label": "Kwizzle Hollow"}]}]), True),
        (page_of(("Lamps", ""), heard=[{"rows": [{"label": "North"}]}]), False),
    ],
)
def test_a_release_that_shows_their_words_is_withdrawn_and_one_of_counts_stays(
    keys: Keys, tmp_path: Path, page: str, is_withdrawn: bool
) -> None:
    with open_store(f"sqlite:///{tmp_path}/hearback.db", keys) as store:
        *_, theirs = keep(store, keys, *OTHERS, f"{SIX} kwizzle")
        store.responses.replace([replace(theirs, groups=(("neighbourhood", "Kwizzle Hollow"), ("age", "North")))], {})
        store.releases.save(make_release(), page)
        extent = erase(store, theirs)
        (after,) = store.releases.of_round(SPRING.id)
        assert (after.withdrawn_at is not None) == is_withdrawn == bool(extent.releases)
        shown = store.releases.page(after.id)
        assert (shown == page) != is_withdrawn
        if is_withdrawn:
            assert extent.releases[0].hash_before == "hash-a" != after.content_hash
            assert json.loads(shown) | {"withdrawn_on": ""} == json.loads(page_of(withdrawn_on="")) | {
                name: [] for name in json.loads(page) if name in ("heard", "recommendations")
            }


def test_a_withdrawn_release_is_not_withdrawn_again(store: Store, keys: Keys) -> None:
    one, other, *_ = keep(store, keys, SIX, SIX, *OTHERS)
    store.releases.save(make_release(), page_of(("Lamps", ""), quotes=[SIX]))
    assert len(erase(store, one).releases) == 1
    assert erase(store, other).releases == ()


def test_a_translation_counts_as_their_words(store: Store, keys: Keys) -> None:
    *_, theirs = keep(store, keys, *OTHERS, "la lampe du moulin")
    store.comments.save_translations({theirs.comments[0].id: Translation(RedactedText(SIX), "en", "apertium")})
    store.releases.save(make_release(), page_of(("Lamps", ""), quotes=[SIX]))
    assert [each.number for each in erase(store, theirs).releases] == [1]


def test_findings_of_their_round_and_of_later_ones_are_counted_anew(store: Store, keys: Keys) -> None:
    *_, theirs = keep(store, keys, *OTHERS)
    name_themes(store, make_theme("lamps"))
    later, _ = make_run("later", AUTUMN, [], [make_theme("lamps")])
    store.themes.save_run(later, [make_theme("lamps")], [], [])
    store.findings.replace(AUTUMN.id, [replace(make_finding(make_theme("lamps"), later), round_id=AUTUMN.id)])
    erase(store, theirs)
    assert store.findings.of_round(SPRING.id) == store.findings.of_round(AUTUMN.id) == ()


def test_who_withdraws_at_the_source_is_taken_out_in_the_same_way(store: Store, keys: Keys) -> None:
    *_, theirs = keep(store, keys, *OTHERS, f"{SIX} kwizzle")
    name_themes(store, replace(make_theme("lamps"), title="Lamp and kwizzle"), make_theme("noise"))
    store.releases.save(make_release(), page_of(("Lamp and kwizzle", "")))
    assert store.responses.withdraw(SOURCE.id, [theirs.external_id]) == 1
    assert "wizzle" not in repr((store.themes.all(), store.themes.events())).casefold()
    assert store.releases.of_round(SPRING.id)[0].withdrawn_at is not None
    (event,) = store.audit.recent()
    assert (event.action, event.subject, dict(event.detail)) == ("release withdrawn", ReleaseId("release-1"), {"hash before": "hash-a"})
    assert store.counts()["erasure"] == 0, "the source itself has it no more"


def test_the_sealed_row_of_a_backup_opens_with_no_key_that_is_left(store: Store, keys: Keys) -> None:
    theirs, *others = keep(store, keys, *OTHERS)
    from sqlalchemy import select

    from warehouse.tables_heard import vault_entry, vault_key

    with store._database.read() as connection:
        saved = connection.execute(select(vault_entry).where(vault_entry.c.person_id == theirs.person_id)).one()
        own = connection.execute(select(vault_key.c.wrapped_key).where(vault_key.c.person_id == theirs.person_id)).scalar_one()
    assert open_words(unwrap_key(keys.vault, theirs.person_id, own), saved.comment_id, saved.sealed_words)
    erase(store, theirs)
    with store._database.read() as connection:
        left = connection.execute(select(vault_key)).all()
    assert {row.person_id for row in left} == {each.person_id for each in others}
    opened = [unwrap_key(keys.vault, row.person_id, row.wrapped_key) for row in left]
    for key in (keys.vault, keys.pseudonym, *opened):
        with pytest.raises(VaultError):
            open_words(key, saved.comment_id, saved.sealed_words)


def test_a_reader_delays_the_rewriting_which_the_next_start_does(keys: Keys, tmp_path: Path) -> None:
    url, files = f"sqlite:///{tmp_path}/hearback.db", lambda: b"".join(each.read_bytes() for each in tmp_path.glob("hearback.db*"))
    store = open_store(url, keys, wait_s=0.2)
    theirs, *_ = keep(store, keys, "the xylophone hut", *OTHERS)
    reader = sqlite3.connect(tmp_path / "hearback.db", isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM comment").fetchone() == (4,)
    erase(store, theirs)
    done = store._database.scrub(wait_s=0.2)
    assert (done.is_done, done.waits_for) == (False, "another program that reads the database")
    assert store.scrub_asked_since() is not None
    assert b"xylophone" in files()
    store.close()
    reader.close()
    with open_store(url, keys) as again:
        assert again.scrub_asked_since() is None
        assert b"xylophone" not in files()


def test_a_reader_of_postgresql_delays_the_rewriting_too(keys: Keys, postgresql: PostgreSQL) -> None:
    import psycopg

    url = postgresql.make_schema("hearback_scrub_delayed")
    with open_store(url, keys) as store, psycopg.connect(postgresql.url_of("postgres").replace("+psycopg", "")) as reader:
        theirs, *_ = keep(store, keys, *OTHERS)
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT count(*) FROM hearback_scrub_delayed.comment")
        erase(store, theirs)
        assert store._database.scrub(wait_s=0.3).waits_for == "another program that uses the database"
        reader.rollback()
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT 1 FROM pg_class LIMIT 1")
        erase(store, store.responses.of_rounds([SPRING.id])[0])
        assert store._database.scrub(wait_s=0.3).waits_for == "another program that reads an older state of the database"
        reader.rollback()
        assert store.scrub().is_done and store.scrub_asked_since() is None


_texts = st.sampled_from(["the lamp is dark", "it is loud at night", "lamp", "кино", "路灯坏了很久了", "the lamp is dark on the hill"])
_people = st.lists(st.tuples(_texts, st.sampled_from([SPRING, AUTUMN]), st.booleans()), min_size=1, max_size=6)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> tuple[Store, Store]:
    """Two warehouses: of one something is erased, and into the other it never comes."""
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("pair")
        urls = [f"sqlite:///{folder}/{name}.db" for name in ("erased", "never")]
    else:
        server: PostgreSQL = request.getfixturevalue("postgresql")
        urls = [server.make_schema(f"hearback_pair_{name}") for name in ("erased", "never")]
    one, other = (open_store(each, keys) for each in urls)
    request.addfinalizer(one.close)
    request.addfinalizer(other.close)
    for each in (one, other):
        save_places(each)
    return one, other


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=_people)
def test_an_erased_response_might_as_well_never_have_been(
    pair: tuple[Store, Store], keys: Keys, people: Sequence[tuple[str, object, bool]]
) -> None:
    erased_in, never_in = pair
    for store in pair:
        store.responses.withdraw(SOURCE.id, [str(number) for number in range(6)])
    made = [make_response(keys, str(number), text, round_=round_) for number, (text, round_, _) in enumerate(people)]  # type: ignore[arg-type]
    kept = [one for one, (_, _, is_kept) in zip(made, people, strict=True) if is_kept]
    _bring_in(erased_in, made)
    erase(erased_in, *[one for one in made if one not in kept])
    _bring_in(never_in, kept)
    assert erased_in.fingerprint() == never_in.fingerprint()


def _bring_in(store: Store, responses: Sequence[StoredResponse]) -> None:
    store.responses.replace(responses, raw_of(responses))
    store.passages.save(CUTTER, {each.id: [cut_whole(each)] for each in store.passages.uncut([SPRING.id, AUTUMN.id], CUTTER)})
    embed(store)


def test_large_tables_of_postgresql_are_only_emptied_and_the_receipt_names_them(
    keys: Keys, postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.scrub.SMALL_BYTES", 0)
    with open_store(postgresql.make_schema("hearback_large"), keys) as store:
        theirs, *_ = keep(store, keys, *OTHERS)
        erase(store, theirs)
        done = store.scrub()
    assert done.is_done
    assert "comment, " in done.left[0] and "write-ahead log" in done.left[1]


def test_a_database_in_memory_has_no_files_to_rewrite(keys: Keys) -> None:
    with open_store("sqlite://", keys) as store:
        theirs, *others = keep(store, keys, *OTHERS)
        erase(store, theirs)
        assert store.scrub().is_done and store.counts()["response"] == len(others)


def test_files_are_rewritten_only_where_words_were_deleted(keys: Keys, tmp_path: Path) -> None:
    file = tmp_path / "hearback.db"
    with open_store(f"sqlite:///{file}", keys) as store:
        fill(store, keys)
        assert store.scrub_asked_since() is None and store.scrub().is_done
    before = file.read_bytes()
    with open_store(f"sqlite:///{file}", keys) as store:
        assert store.counts()["response"] == 4
    assert file.read_bytes() == before
