"""Held turns of sessions: decisions hold when the session is imported again, and names of speakers go from what is released."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import Settings
from desk.held import discard
from desk.held_redaction import Terms
from domain.held import DISCARDED
from domain.listening import Comment
from domain.receipt import Receipt
from flows.steps.sessions import import_folder
from tests.flows.held_town import WHO, WHY, all_comments, held_town, is_anywhere, let_go, look_up, name_known_by_context
from tests.flows.paper import AUTUMN
from warehouse.store import Store

FIRST = "Facilitator: What worries you?\nTaalaibek: The bus stop by the mill has no light at night.\n"
FLAGGED = "Zarema: We are the only Chechen family at Lincoln Elementary, and the umbrella remains.\n"
LAST = "Taalaibek: The rent went up again this winter.\n"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[tuple[Settings, Store]]:
    with held_town(tmp_path) as opened:
        yield opened


def bring_in(settings: Settings, text: str) -> Receipt:
    (settings.folder / "talks" / "hall.txt").write_text(text, encoding="utf-8")
    return import_folder(settings, "talks", AUTUMN)


def find(store: Store, *, discarded: bool = False) -> Comment:
    """The one comment that is held, or was discarded."""
    (found,) = [each for each in all_comments(store).values() if each.held_reason and (each.held_reason == DISCARDED) is discarded]
    return found


def test_a_speakers_name_goes_from_what_a_person_releases(town: tuple[Settings, Store]) -> None:
    settings, store = town
    name = name_known_by_context(settings)
    bring_in(settings, FIRST.replace("Taalaibek", name) + f"Zarema: We are the only Chechen family of {name} at Lincoln Elementary.\n")
    text = let_go(store, settings, find(store).id, Terms(is_flag_kept=True))
    assert name not in text
    assert text.startswith("We are the only Chechen family of [PERSON ")


def test_a_release_holds_when_the_session_is_read_again_with_another_title(town: tuple[Settings, Store]) -> None:
    settings, store = town
    bring_in(settings, FIRST + FLAGGED + LAST)
    comment = find(store).id
    text = let_go(store, settings, comment)
    receipt = bring_in(settings, f"---\ntitle: The hall\n---\n{FIRST}{FLAGGED}{LAST}")
    assert (receipt.held, receipt.written) == (0, 4)
    assert all_comments(store)[comment].text == text


@pytest.mark.parametrize("before", ["", FIRST])
def test_discarded_words_stay_discarded_when_a_turn_is_put_in_before_them(
    town: tuple[Settings, Store], tmp_path: Path, before: str
) -> None:
    settings, store = town
    bring_in(settings, FIRST + FLAGGED + LAST)
    discard(store, [look_up(store, find(store).id)], actor=WHO, why=WHY)
    receipt = bring_in(settings, f"---\ntitle: The hall\n---\n{before}{FIRST}{FLAGGED}{LAST}")
    assert (receipt.held, receipt.skipped, receipt.skipped_for) == (0, 1, ((DISCARDED, 1),))
    assert receipt.read == len(all_comments(store))
    assert find(store, discarded=True).text is None
    assert store.counts()["vault_entry"] == len(all_comments(store)) - 1
    assert not is_anywhere(tmp_path, "umbrella")
    again = import_folder(settings, "talks", AUTUMN)
    assert (again.held, again.unchanged) == (0, len(all_comments(store)))


def test_changed_words_are_held_again(town: tuple[Settings, Store]) -> None:
    settings, store = town
    bring_in(settings, FIRST + FLAGGED + LAST)
    comment = find(store).id
    discard(store, [look_up(store, comment)], actor=WHO, why=WHY)
    assert bring_in(settings, FIRST + FLAGGED.replace("remains", "stays") + LAST).held == 1
    assert find(store).id == comment
    assert "umbrella stays" in store.vault.read(comment, actor=WHO, why=WHY).reveal()


def test_what_may_be_a_mistake_of_recognition_is_released_as_it_was_heard(town: tuple[Settings, Store]) -> None:
    settings, store = town
    said = [("The bus stop has no light.", 0.01), ("The umbrella by the mill is deep.", 0.95)]
    segments = [
        {"id": number, "start": number * 4.0, "end": number * 4.0 + 3, "text": words, "no_speech_prob": doubt, "compression_ratio": 1.2}
        for number, (words, doubt) in enumerate(said)
    ]
    whisper = json.dumps({"text": " ".join(words for words, _ in said), "language": "en", "segments": segments})
    (settings.folder / "talks" / "hall.json").write_text(whisper, encoding="utf-8")
    assert import_folder(settings, "talks", AUTUMN).held == 1
    assert let_go(store, settings, find(store).id) == "The umbrella by the mill is deep."
    assert import_folder(settings, "talks", AUTUMN).held == 0


def test_a_session_that_is_withdrawn_takes_its_decisions_with_it(town: tuple[Settings, Store]) -> None:
    settings, store = town
    bring_in(settings, FIRST + FLAGGED + LAST)
    discard(store, [look_up(store, find(store).id)], actor=WHO, why=WHY)
    bring_in(settings, FIRST + LAST)
    assert store.counts()["hold_decision"] == 0
