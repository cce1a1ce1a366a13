"""Real answers and a real transcript come in, two people withdraw, and every byte that is left is searched for their words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url, select

from config.settings import FILE_NAME, Settings, load_settings
from demo.town.survey import SURVEY_ID
from desk import erase as desk
from domain.errors import VaultError
from domain.ids import RunId, ThemeId
from domain.receipt import Receipt
from domain.text import RawText
from domain.themes import Assignment, Theme, ThemingRun
from flows.steps.digest import digest
from flows.steps.findings import findings
from flows.steps.keys import open_keys
from flows.steps.prepare import cut, embed
from flows.steps.pull import pull
from flows.steps.sessions import import_folder
from flows.steps.stage import opened_store
from flows.steps.withdrawn_pages import remove_drafts, replace_pages
from tests.canaries.search import Searcher
from tests.flows.town import ROUND, SmallTown, small_town
from tests.review.publish import publish
from tests.warehouse.postgresql import start_postgresql
from tests.warehouse.samples import NOON
from warehouse.seal import open_words, unwrap_key
from warehouse.store import Store
from warehouse.tables_heard import comment, embedding, passage, response, vault_entry, vault_key

TOKENS = ("zorvaquilly", "brimblewicky", "quombrastled", "flumpertonic")
WRITTEN = (
    "Behind the zorvaquilly shed the lamps have been broken for weeks. Water stands on the brimblewicky path every morning. "
    "Nobody mends the lamps near the quombrastled gate."
)
SPOKEN = "Somebody should look at the flumpertonic bridge, it shakes when the bus drives over it."
TRANSCRIPT = f"Ana Lund: The bus comes too late for the early shift.\n\nTheo Marsh: {SPOKEN}\n\nAna Lund: And the stop has no light.\n"
SESSION, SPEAKER, NUMBER = "2025-10-14-hall", "Theo Marsh", "3"
FACTS = 'title = "Hall"\nheld_on = 2025-10-14\nlanguages = ["en"]\nattendance = 4\nmay_quote = true\n'


@dataclass(frozen=True)
class Place:
    """A small town whose answers are in, with a digest that shows a withdrawn word, and what is to be searched."""

    town: SmallTown
    settings: Settings
    pgdata: Path | None

    @property
    def out(self) -> Path:
        return self.settings.folder / "digest"

    def search(self, needles: dict[str, tuple[str, ...]]) -> set[str]:
        """The files that hold a needle in any spelling; the transcript is the source, and not ours."""
        searcher = Searcher(needles)
        hits = searcher.in_folder(self.settings.folder, left_out=[self.settings.folder / "spoken"])
        if self.pgdata is not None:
            hits |= searcher.in_folder(self.pgdata)
        return {each.place for each in hits}

    def bytes_left(self) -> bytes:
        folders = [self.settings.folder, *([self.pgdata / "base"] if self.pgdata else [])]
        return b"".join(file.read_bytes() for folder in folders for file in sorted(folder.rglob("*")) if file.is_file())


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("withdrawn")
        town = stack.enter_context(small_town(folder, languages=("en",), people=7))
        server: Any = stack.enter_context(start_postgresql()) if request.param == "postgresql" else None
        settings = _settle(folder, server.make_schema("hearback") if server else None)
        town.server.update(SURVEY_ID, int(NUMBER), {"qworry": WRITTEN})
        made = Place(town, settings, server._server.pgdata if server else None)
        _bring_in(settings)
        for stage in (cut, embed):
            stage(settings, ROUND)
        with opened_store(settings) as store:
            _name_a_theme(store)
        findings(settings, ROUND)
        publish(settings, ROUND, made.out)
        # A draft may lie about when somebody withdraws, and what they said may stand in it.
        (made.out / f"draft-{ROUND}.html").write_bytes((made.out / f"digest-{ROUND}.html").read_bytes())
        if made.pgdata is not None:
            _write_out(settings)
        yield made


def _settle(folder: Path, url: str | None) -> Settings:
    """Transcripts of our own, small counts shown, and the warehouse where it is to be."""
    (folder / "spoken").mkdir()
    (folder / "spoken" / f"{SESSION}.txt").write_text(TRANSCRIPT, encoding="utf-8")
    (folder / "spoken" / f"{SESSION}.toml").write_text(FACTS, encoding="utf-8")
    file = folder / FILE_NAME
    lines = ['folder = "spoken"' if each.startswith("folder = ") else each for each in file.read_text(encoding="utf-8").splitlines()]
    lines = ["[digest]\nthreshold = 3" if each == "[digest]" else each for each in lines]
    if url:
        lines = [f"warehouse = {json.dumps(url)}" if each.startswith("warehouse = ") else each for each in lines]
    file.write_text("\n".join(lines), encoding="utf-8")
    return load_settings(file)


def _bring_in(settings: Settings) -> tuple[Receipt, Receipt]:
    return pull(settings, "survey", ROUND), import_folder(settings, "sessions", ROUND)


def _name_a_theme(store: Store) -> None:
    """What theming would make of a word that somebody says three times: a theme of all passages that is titled by it."""
    current = store.rounds.all()[-1] if len(store.rounds.all()) == 1 else next(each for each in store.rounds.all() if each.name == ROUND)
    passages = store.passages.of_rounds([current.id])
    theme = Theme(
        ThemeId("theme-1"), "Zorvaquilly shed and lamps", "About: zorvaquilly shed.", ("zorvaquilly shed", "lamps"), current.id, (0.5,)
    )
    run = ThemingRun(RunId("run-1"), current.id, "input", "model", len(passages), 0, None, NOON)
    store.themes.save_run(run, [theme], [], [Assignment(run.id, each.passage.id, theme.id, 0.9) for each in passages])


def _write_out(settings: Settings) -> None:
    """What a server does by itself in time: statistics of the columns, and everything on the disk."""
    url = make_url(settings.warehouse_url).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute("ANALYZE")
        connection.execute("CHECKPOINT")


def _load_own(store: Store, person_id: str) -> tuple[list[Any], list[bytes]]:
    """The person's sealed rows, and the vectors of their passages, as a backup from before would have them."""
    with store._database.read() as connection:
        sealed = connection.execute(select(vault_entry).where(vault_entry.c.person_id == person_id)).all()
        keys = select(passage.c.text_key).join(comment).where(comment.c.person_id == person_id)
        vectors = connection.execute(select(embedding.c.vector).where(embedding.c.text_key.in_(keys))).scalars().all()
    return list(sealed), list(vectors)


def test_of_two_people_who_withdraw_no_byte_is_left_and_none_comes_back(place: Place) -> None:
    needles = {each: (each,) for each in TOKENS}
    before = place.search(needles)
    assert any("digest-" in each for each in before), "the page shows one of their words"
    assert any(each.startswith("base/" if place.pgdata else "hearback.db") for each in before)
    with opened_store(place.settings) as store:
        source = place.settings.source_value("survey")
        theirs = desk.find_response(store, source, NUMBER)
        speaker = desk.find_speaker(store, desk.find_session(store, SESSION), SESSION, RawText(SPEAKER))
        with store._database.read() as connection:
            people = [
                connection.execute(select(response.c.person_id).where(response.c.id == each.response_ids[0])).scalar_one()
                for each in (theirs, speaker)
            ]
        saved = [_load_own(store, each) for each in people]
        assert all(sealed and vectors for sealed, vectors in saved)
        receipts = [desk.erase(store, each, why="asked", actor="ana") for each in (theirs, speaker)]
        pages = replace_pages(store, place.settings, place.out, {each.round_id for one in receipts for each in one.extent.releases})
        pages += remove_drafts(store, place.out)
        names = {each.name for each in pages}
        assert names >= {
            f"digest-{ROUND}.html",
            f"release-{ROUND}-1.html",
            f"release-{ROUND}-1.json",
            "timeline.html",
            f"draft-{ROUND}.html",
        }
        assert [each.name for each in place.out.iterdir()] == [f"digest-{ROUND}.html"]
        assert all(each.scrubbed.is_done for each in receipts)
        _no_remaining_key_opens(store, open_keys(place.settings), [row for sealed, _ in saved for row in sealed])
    _nothing_is_left(place, needles, [vector for _, vectors in saved for vector in vectors])
    pulled, imported = _bring_in(place.settings)
    assert dict(pulled.skipped_for)["erased on request"] == 1
    assert dict(imported.skipped_for)["erased on request"] == 1
    cut(place.settings, ROUND)
    embed(place.settings, ROUND)
    findings(place.settings, ROUND)
    digest(place.settings, ROUND, place.out)
    assert (place.out / f"draft-{ROUND}.html").is_file()
    publish(place.settings, ROUND, place.out)
    _nothing_is_left(place, needles, [vector for _, vectors in saved for vector in vectors])
    assert "This release corrects release 1" in (place.out / f"digest-{ROUND}.html").read_text(encoding="utf-8")
    assert digest(place.settings, ROUND, place.out).unchanged == 2, "a correction says what it corrects for good"


def _nothing_is_left(place: Place, needles: dict[str, tuple[str, ...]], vectors: list[bytes]) -> None:
    # The write-ahead log of PostgreSQL is the server's: it holds old rows until it is recycled, and the receipt says so.
    assert {each for each in place.search(needles) if not each.startswith("pg_wal/")} == set()
    left = place.bytes_left()
    assert not any(vector in left for vector in vectors)


def _no_remaining_key_opens(store: Store, keys: Any, sealed: list[Any]) -> None:
    with store._database.read() as connection:
        left = [unwrap_key(keys.vault, row.person_id, row.wrapped_key) for row in connection.execute(select(vault_key))]
    assert left
    for row in sealed:
        for key in (keys.vault, keys.pseudonym, *left):
            with pytest.raises(VaultError):
                open_words(key, row.comment_id, row.sealed_words)
