"""`hearback theme` as staff use it: exact counts, why a passage is where it is, and every decision with a sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import FILE_NAME, Settings, load_settings
from domain.themes import Assignment, MadeBy
from flows.steps.prepare import cut, embed
from flows.steps.theme import theme
from tests.cli.test_sources import assert_explains, here
from tests.desk.theme_town import EMPTY, LAMPS, NOISE, RUN, STOPS, save_themes
from tests.flows.held_town import held_town, pull_answers
from tests.flows.paper import AUTUMN
from warehouse.store import Store

SAID = {
    "stops": ("There is no lamp at the bus stop.", "The lamp at the stop is broken.", "Bus stops are dark at night."),
    "lamps": ("We need more light in the park.", "The street lamps are out."),
    "noise": ("The music is loud all night.", "Loud motorbikes wake the children."),
    "none": ("Thank you for asking.",),
}
PLACES = {"stops": (LAMPS.id, STOPS.id), "lamps": (LAMPS.id, None), "noise": (NOISE.id, None), "none": (None, None)}
AS_ANA, AS_BEN = ("--as", "Ana", "--why", "agreed in the team"), ("--as", "Ben", "--why", "seen otherwise")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, Store]]:
    with held_town(tmp_path_factory.mktemp("theme")) as (settings, store):
        answers = {f"{name}-{number}": {"said": words} for name, said in SAID.items() for number, words in enumerate(said)}
        pull_answers(store, settings, answers)
        cut(settings, AUTUMN)
        embed(settings, AUTUMN)
        yield settings, store


@pytest.fixture
def town(prepared: tuple[Settings, Store]) -> tuple[Path, Store]:
    """As it was found, without decisions: each test begins anew."""
    settings, store = prepared
    about = {words: name for name, said in SAID.items() for words in said}
    with store._database.write() as connection:
        for table in ("theme_decision", "theme_event", "theme_standing", "assignment", "finding", "theming_run", "theme"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    heard = store.passages.of_rounds([each.id for each in store.rounds.all()])
    made = []
    for each in heard:
        theme, part = PLACES[about[each.passage.text]]
        made.append(Assignment(RUN, each.passage.id, theme, 0.75 if theme else 0.0, part_id=part))
    save_themes(store, made)
    return settings.folder, store


def passage_of(store: Store, words: str) -> str:
    found = (each for each in store.passages.of_rounds([each.id for each in store.rounds.all()]) if each.passage.text == words)
    return next(found).passage.id


def test_the_list_shows_exact_counts_with_sub_themes_beneath(town: tuple[Path, Store]) -> None:
    folder, _ = town
    rows = json.loads(here("theme", "list", "--json", folder=folder).stdout)
    assert [(each["id"], each["parent"], each["people"], each["passages"]) for each in rows if each["passages"]] == [
        (LAMPS.id, None, 5, 5),
        (STOPS.id, LAMPS.id, 3, 3),
        (NOISE.id, None, 2, 2),
    ]
    shown = here("theme", "list", folder=folder).stdout
    assert re.search(rf"^{LAMPS.id[:10]}\S* +Dark lamps +the program", shown, re.M) and "Exact counts, for staff" in shown
    assert re.search(r"^theme-\S+ {4,}Lamps at +the program|^theme-\S+ {4,}Lamps at stops", shown, re.M)


def test_themes_that_nobody_raises_stand_in_the_list_only_when_asked_for(town: tuple[Path, Store]) -> None:
    folder, _ = town
    assert "Nobody raised this" in " ".join(here("theme", "list", "--all", folder=folder).stdout.split())
    shown = here("theme", "list", folder=folder).stdout
    assert EMPTY.id[:10] not in shown and "nobody raises now and nobody approved: 2" in shown
    here("theme", "approve", EMPTY.id, folder=folder)
    assert EMPTY.id[:10] in here("theme", "list", folder=folder).stdout, "what a person approved stays in sight"


def test_a_theme_is_shown_with_its_words_and_history(town: tuple[Path, Store]) -> None:
    folder, store = town
    here("theme", "rename", LAMPS.id, "No light at night", *AS_ANA, folder=folder)
    here("theme", "move", passage_of(store, SAID["none"][0]), "--to", LAMPS.id, *AS_ANA, folder=folder)
    shown = here("theme", "show", LAMPS.id[:12], "--limit", "2", folder=folder).stdout
    assert f"{LAMPS.id}: No light at night" in shown and "Named by Ana" in shown
    assert "renamed by a person: before Dark lamps, after No light at night" in shown
    assert "1. " in shown and "Ana renamed as “No light at night”: agreed in the team" in shown
    assert "placed by a person" in shown and SAID["none"][0] in shown and "and 4 more" in shown
    told = json.loads(here("theme", "show", LAMPS.id, "--json", folder=folder).stdout)
    assert [each["kind"] for each in told["decisions"]] == ["rename", "move"]
    assert next(each["id"] for each in told["parts"]) == STOPS.id


def test_why_names_the_nearest_themes_what_is_like_it_and_the_words(town: tuple[Path, Store]) -> None:
    folder, store = town
    one, other = (passage_of(store, words) for words in SAID["noise"])
    told = json.loads(here("theme", "why", one, "--json", folder=folder).stdout)[0]
    assert told["nearest_themes"][0]["theme"] == NOISE.id and told["words_towards"] == NOISE.id
    assert [each["id"] for each in told["like_it"]] == [other] and not told["like_it_placed_by_people"]
    changes = {each["text"]: each["change"] for each in told["words"]}
    assert max(changes, key=lambda word: changes[word]) in {"music", "loud"}
    here("theme", "move", other, "--to", NOISE.id, *AS_ANA, folder=folder)
    assert json.loads(here("theme", "why", one, "--json", folder=folder).stdout)[0]["like_it_placed_by_people"]
    shown = here("theme", "why", "--theme", NOISE.id, "--limit", "1", folder=folder).stdout
    assert "It is in: “Loud nights” (a person put it there)" in shown and "Words, by how much nearer" in shown
    assert "no theme was sure enough" in here("theme", "why", passage_of(store, SAID["none"][0]), folder=folder).stdout
    assert_explains(here("theme", "why", folder=folder), 2, "one of the two")


def test_unthemed_passages_are_listed_and_can_be_moved(town: tuple[Path, Store]) -> None:
    folder, store = town
    shown = here("theme", "unthemed", folder=folder).stdout
    assert SAID["none"][0] in shown and "hearback theme move" in shown
    assert "Moved to" in here("theme", "move", passage_of(store, SAID["none"][0]), "--to", NOISE.id, folder=folder).stdout
    assert here("theme", "unthemed", folder=folder).stdout == "Every passage has a theme.\n"
    here("theme", "move", passage_of(store, SAID["none"][0]), "--to", "none", folder=folder)
    assert json.loads(here("theme", "unthemed", "--json", folder=folder).stdout)[0]["made_by"] == "person"


def test_each_decision_says_what_it_did(town: tuple[Path, Store]) -> None:
    folder, store = town
    steps = {
        ("approve", NOISE.id): "Approved: ",
        ("split", LAMPS.id, "--part", STOPS.id, "--title", "Dark bus stops"): "Split off: ",
        ("hide", NOISE.id): "Hidden: ",
        ("unhide", NOISE.id): "Shown again: ",
        ("split", LAMPS.id, "--passage", passage_of(store, SAID["lamps"][0]), "--title", "Light in parks"): "Split off: ",
        ("merge", NOISE.id, "--into", LAMPS.id): "Merged into: ",
    }
    for number, (arguments, told) in enumerate(steps.items()):
        done = here("theme", *arguments, *AS_ANA, folder=folder)
        assert done.stdout.startswith(told) and "hearback digest" in done.stdout, (number, done.stderr)
    assert {each.id for each in store.themes.living()} >= {LAMPS.id, STOPS.id} and NOISE.id not in {
        each.id for each in store.themes.living()
    }


def test_what_goes_against_somebody_else_is_refused_until_it_is_said_with_a_reason(town: tuple[Path, Store]) -> None:
    folder, store = town
    here("theme", "rename", NOISE.id, "Loud streets", *AS_ANA, folder=folder)
    again = ("theme", "rename", NOISE.id, "Noise at night")
    assert_explains(here(*again, *AS_BEN, folder=folder), 2, "Ana renamed it on", '"agreed in the team"', "--overrule")
    assert_explains(here(*again, "--as", "Ben", "--overrule", folder=folder), 2, "not said why somebody is overruled")
    done = json.loads(here(*again, *AS_BEN, "--overrule", "--json", folder=folder).stdout)
    assert (done["title"], len(done["overruled"])) == ("Noise at night", 1)
    assert store.audit.recent(1)[0].detail["overruled"] == str(done["overruled"][0])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("show", "ffff"), "No theme has an id that begins theme-ffff"),
        (("approve", "x"), "This is no theme's id"),
        (("rename", LAMPS.id, "Lamps"), "The title has 1 word"),
        (("rename", LAMPS.id, "Ask Maria Lopez about lamps"), "holds person"),
        (("merge", LAMPS.id, "--into", LAMPS.id), "into itself"),
        (("merge", LAMPS.id, "--into", STOPS.id), "into its own sub-theme"),
        (("split", LAMPS.id, "--title", "Something else"), "Nothing is taken out"),
        (("hide", LAMPS.id), "It is not said why"),
        (("unhide", LAMPS.id, "--why", "so"), "It is not hidden"),
        (("move", "ffff", "--to", LAMPS.id), "No passage has an id that begins passage-ffff"),
    ],
)
def test_wrong_use_is_told_in_a_sentence_and_changes_nothing(town: tuple[Path, Store], arguments: tuple[str, ...], told: str) -> None:
    folder, store = town
    before = store.fingerprint()
    done = here("theme", *arguments, folder=folder)
    assert_explains(done, 2, told)
    assert "Lopez" not in done.stderr and store.fingerprint() == before


def test_without_themes_the_list_says_how_to_find_them(tmp_path: Path) -> None:
    with held_town(tmp_path) as (settings, _):
        assert "hearback run --round" in here("theme", "list", folder=settings.folder).stdout


def test_the_next_run_keeps_to_what_people_decided_and_running_again_changes_nothing(town: tuple[Path, Store]) -> None:
    folder, store = town
    settings = load_settings(folder / FILE_NAME)
    moved, thanks = passage_of(store, SAID["lamps"][0]), passage_of(store, SAID["none"][0])
    for arguments in (
        ("rename", NOISE.id, "Loud streets"),
        ("move", moved, thanks, "--to", NOISE.id),
        ("split", LAMPS.id, "--part", STOPS.id, "--title", "Dark bus stops"),
        ("merge", EMPTY.id, "--into", NOISE.id),
        ("hide", NOISE.id),
    ):
        assert here("theme", *arguments, *AS_ANA, folder=folder).returncode == 0
    theme(settings, AUTUMN)
    latest = store.themes.latest_run(store.rounds.all()[-1].id)
    assert latest is not None and latest.id != RUN, "decisions make it another run"
    placed = {each.passage_id: each for each in store.themes.assignments(latest.id)}
    assert {(placed[each].theme_id, placed[each].made_by) for each in (moved, thanks)} == {(NOISE.id, MadeBy.PERSON)}
    assert {placed[passage_of(store, words)].theme_id for words in SAID["stops"]} == {STOPS.id}
    titles = {each.id: each.title for each in store.themes.living()}
    assert (titles[NOISE.id], titles[STOPS.id]) == ("Loud streets", "Dark bus stops") and EMPTY.id not in titles
    before = store.fingerprint()
    assert theme(settings, AUTUMN).written == 0
    assert store.fingerprint() == before
