"""The table goes out, comes back checked, and what nobody approved is not taken."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from config.screen_texts import list_text_codes, load_texts
from desk.said import SaidTerms, list_sentences, make_leaves
from desk.said_translations import SentenceState, list_to_translate, refuse_overwriting, take_translations, write_table
from domain.errors import BadFile, WrongUse
from tests.helped.town import DONE, LAMPS, Town, heard_twice, theme_id

Rows = list[dict[str, str]]


def said_terms(town: Town, more: str = "") -> SaidTerms:
    return SaidTerms(town.terms, {code: load_texts(code) for code in list_text_codes()}, more)


def read(content: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def save(file: Path, rows: Rows) -> Path:
    out = io.StringIO()
    writer = csv.DictWriter(out, ("place", "state", "source", "translation"))
    writer.writeheader()
    writer.writerows(rows)
    file.write_text(out.getvalue(), encoding="utf-8-sig")
    return file


@pytest.fixture
def town(tmp_path: Path) -> object:
    with heard_twice(tmp_path / "town") as made:
        made.release()
        yield made


def fill(town: Town, language: str, state: str = "approved") -> Rows:
    rows = read(write_table(list_to_translate(town.store, said_terms(town), language)))
    return [row | {"translation": f"x {row['source']}", "state": state} for row in rows]


def take(town: Town, tmp_path: Path, rows: Rows, language: str = "so") -> object:
    return take_translations(town.store, said_terms(town), save(tmp_path / "words.csv", rows), language, who="Ana")


def test_a_table_filled_in_makes_every_leaf_whole(town: Town, tmp_path: Path) -> None:
    assert all(leaf.missing for leaf in make_leaves(town.store, said_terms(town), "so"))
    rows = fill(town, "so")
    receipt = take(town, tmp_path, rows)
    assert (receipt.read, receipt.written, receipt.skipped) == (len(rows), len(rows), 0)  # type: ignore[attr-defined]
    assert all(not leaf.missing for leaf in make_leaves(town.store, said_terms(town), "so"))
    again = take(town, tmp_path, rows)
    assert (again.written, again.unchanged) == (0, len(rows))  # type: ignore[attr-defined]


def test_with_a_catalogue_only_what_staff_wrote_is_to_be_translated(town: Town) -> None:
    places = list_sentences(town.store, said_terms(town), "es")
    assert not [each for each in places if each.startswith("phrase:")]
    assert f"theme:{theme_id(LAMPS)}" in places
    assert {f"phrase:leaf.{key}" for key in ("head", "nothing", "late")} <= set(list_sentences(town.store, said_terms(town), "so"))


def test_taking_translations_in_leaves_one_event_without_words(town: Town, tmp_path: Path) -> None:
    take(town, tmp_path, fill(town, "so"))
    event = town.store.audit.recent(1)[0]
    assert (event.action, event.subject, event.actor) == ("staff words translated", "so", "Ana")
    assert set(event.detail) == {"language", "rows", "taken", "file"}


def test_a_rough_draft_is_marked_and_not_taken_before_a_person_approved_it(town: Town, tmp_path: Path) -> None:
    sentences = list_to_translate(town.store, said_terms(town), "es", draft=lambda texts: [f"tosco {each}" for each in texts])
    assert {each.state for each in sentences} == {SentenceState.ROUGH}
    rows = read(write_table(sentences))
    receipt = take(town, tmp_path, rows, "es")
    assert (receipt.written, receipt.skipped) == (0, len(rows))  # type: ignore[attr-defined]
    rows[0]["state"] = "approved"
    assert take(town, tmp_path, rows, "es").written == 1  # type: ignore[attr-defined]


def test_a_draft_that_lost_a_placeholder_is_left_out(town: Town) -> None:
    sentences = list_to_translate(town.store, said_terms(town), "so", draft=lambda texts: ["no braces" for _ in texts])
    with_names = [each for each in sentences if each.place.startswith("phrase:") and "{" in each.source]
    assert with_names
    assert {each.state for each in with_names} == {SentenceState.MISSING}


def test_what_was_written_anew_comes_first_with_its_old_translation(town: Town, tmp_path: Path) -> None:
    take(town, tmp_path, fill(town, "so"))
    town.store.recommendations.save([replace(DONE, title="Mend every lamp and every pole")])
    first = list_to_translate(town.store, said_terms(town), "so")[0]
    assert (first.place, first.state) == (f"recommendation:{DONE.id}", SentenceState.CHANGED)
    assert first.translation == "x Mend every lamp"
    assert any(leaf.missing for leaf in make_leaves(town.store, said_terms(town), "so"))


def drop_name(row: dict[str, str]) -> dict[str, str]:
    return row | {"translation": "no braces"} if "{" in row["source"] else row


BAD: list[tuple[Callable[[Rows], Rows], str]] = [
    (lambda rows: [*rows, rows[0]], "stands on line"),
    (lambda rows: [row | {"place": "theme:gone"} for row in rows[:1]], "has the place"),
    (lambda rows: [row | {"source": "Other words"} for row in rows[:1]], "not what stands there now"),
    (lambda rows: [row | {"state": "fine"} for row in rows[:1]], "is not known"),
    (lambda rows: [row | {"translation": "y" * 5000} for row in rows[:1]], "at most 4,000"),
    (lambda rows: [drop_name(row) for row in rows], "must hold {"),
    (lambda rows: [row | {"translation": "{day.__class__}"} for row in rows if row["place"] == "phrase:leaf.due"], "must hold {day}"),
    (lambda rows: [row | {"translation": "{day"} for row in rows if row["place"] == "phrase:leaf.due"], "must hold {day}"),
    (lambda rows: [row | {"translation": "\u200b\u202e"} for row in rows[:1]], "no sign that can be seen"),
]


@pytest.mark.parametrize(("spoil", "told"), BAD, ids=[told for _, told in BAD])
def test_a_wrong_row_is_named_and_nothing_is_taken(town: Town, tmp_path: Path, spoil: Callable[[Rows], Rows], told: str) -> None:
    with pytest.raises(BadFile, match="line") as error:
        take(town, tmp_path, spoil(fill(town, "so")))
    assert told in str(error.value)
    assert town.store.staff_translations.of_language("so") == {}


def test_no_cell_is_a_formula_and_what_was_guarded_comes_back(town: Town, tmp_path: Path) -> None:
    town.store.recommendations.save([replace(DONE, title="=cmd|' /C calc'!A0")])
    rows = fill(town, "es")
    assert not [row for row in rows if row["source"][:1] in "=+-@"]
    take(town, tmp_path, [row | {"translation": row["source"]} for row in rows], "es")
    assert town.store.staff_translations.of_language("es")[f"recommendation:{DONE.id}"].words == "=cmd|' /C calc'!A0"


def test_a_table_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(WrongUse, match="already"):
        refuse_overwriting(tmp_path / "words.csv")


def test_a_title_that_is_reworded_for_an_erasure_loses_its_translations(town: Town, tmp_path: Path) -> None:
    from warehouse.reword_themes import reword_themes
    from warehouse.spoken import list_words

    take(town, tmp_path, fill(town, "so"))
    place = f"theme:{theme_id(LAMPS)}"
    assert place in town.store.staff_translations.of_language("so")
    with town.store._database.write() as connection:
        reword_themes(connection, list_words("dark"), ())
    assert place not in town.store.staff_translations.of_language("so")
