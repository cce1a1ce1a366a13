"""How fast the vault is: rows sealed and opened a second, people's keys locked anew on a change of the vault's key. JSON.

Run: python -m benchmarks.vault [--people 100000]. Everything lies in a temporary folder; the words are made up.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from desk.keys import change_vault_key
from domain.ids import CommentId, ResponseId, RoundId, SourceId, stable_id
from domain.listening import Comment, Round, Source, SourceKind, StoredResponse
from domain.text import RawText, RedactedText
from warehouse.keys import KeyPlaces, Keys, create_keys, load_keys, pseudonym
from warehouse.seal import make_data_key, open_words, seal_words
from warehouse.store import Store, open_store

SOURCE = Source(SourceId("source-bench"), "bench", SourceKind.LIMESURVEY, "Benchmark")
ROUND = Round(RoundId("round-bench"), "bench", "Benchmark")
PAGE = 2_000
SEALED = 20_000
WORDS = RawText("the lamp at the corner has been dark since the spring and nobody answers the telephone when we ask about it again")
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def make_response(keys: Keys, number: int) -> StoredResponse:
    """One person with one comment."""
    person_id = pseudonym(keys, SOURCE.name, RawText(f"token {number}"))
    response_id = ResponseId(stable_id("response", SOURCE.id, number))
    comment = Comment(
        id=CommentId(stable_id("comment", response_id, "q")),
        response_id=response_id,
        round_id=ROUND.id,
        person_id=person_id,
        session_id=None,
        question="q",
        position=0,
        language="en",
        language_made_by="stated",
        text=RedactedText(WORDS.reveal()),
        held_reason=None,
        redacted=(),
    )
    return StoredResponse(
        id=response_id,
        source_id=SOURCE.id,
        round_id=ROUND.id,
        session_id=None,
        external_id=str(number),
        person_id=person_id,
        language="en",
        submitted_on=MOMENT.date(),
        is_complete=True,
        may_quote=False,
        content_hash=str(number),
        groups=(),
        closed_answers=(),
        comments=(comment,),
    )


def fill_vault(store: Store, keys: Keys, people: int, *, first: int = 0) -> None:
    """Responses of as many people, each with a comment and its raw words, numbered from `first`."""
    store.sources.save(SOURCE)
    store.rounds.save(ROUND)
    for page in _cut(range(first, first + people)):
        responses = [make_response(keys, number) for number in page]
        store.responses.replace(responses, {each.id: RawText(f"said {each.id}") for one in responses for each in one.comments})


def _cut(numbers: range) -> Iterator[Sequence[int]]:
    return (numbers[start : start + PAGE] for start in range(0, len(numbers), PAGE))


def measure_sealing() -> dict[str, float]:
    """Values sealed and opened a second, each under a key of its own, in one thread and without a database."""
    rows = [(make_data_key(), CommentId(f"comment-{number}")) for number in range(SEALED)]
    began = time.perf_counter()
    sealed = [seal_words(key, each, WORDS) for key, each in rows]
    halfway = time.perf_counter()
    opened = [open_words(key, each, value) for (key, each), value in zip(rows, sealed, strict=True)]
    ended = time.perf_counter()
    assert all(words == WORDS for words in opened)
    return {"sealed_per_s": round(SEALED / (halfway - began)), "opened_per_s": round(SEALED / (ended - halfway))}


def measure_change(folder: Path, people: int) -> dict[str, float]:
    """Seconds to fill a vault, and to change its key, on SQLite in a file."""
    keys = create_keys(folder / "keys")
    places = KeyPlaces(folder / "keys")
    with open_store(f"sqlite:///{folder}/bench.db", keys) as store:
        began = time.perf_counter()
        fill_vault(store, keys, people)
        filled = time.perf_counter()
        change = change_vault_key(store, places, actor="benchmark", why="benchmark")
        changed = time.perf_counter()
        assert change.locked_anew == people
    with open_store(f"sqlite:///{folder}/bench.db", load_keys(places)) as store:
        assert store.vault_keys.state().locked_with == ((change.key_id, people),)
    seconds = changed - filled
    return {
        "people": people,
        "stored_per_s": round(people / (filled - began)),
        "change_s": round(seconds, 2),
        "change_s_per_100000": round(seconds / people * 100_000, 2),
    }


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory(prefix="hearback-vault-") as folder:
        print(json.dumps(measure_sealing() | measure_change(Path(folder), people)))


if __name__ == "__main__":
    main()
