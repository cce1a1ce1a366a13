"""What goes out comes back as it was, in every form; and brought back where it came from, it changes nothing."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from demo.play import TOWN
from desk.recommending.exchange.cells import join_list, read_ground, split_list, write_ground
from desk.recommending.exchange.export import export_recommendations
from desk.recommending.exchange.take import count_rows, import_files
from desk.recommending.exchange.terms import Terms
from domain.recommendations import Ground, Recommendation
from tests.exchange.conftest import Opened
from tests.exchange.samples import TODAY, grounds, lines, recommendations, sets, words
from warehouse.store import Store

FORMS = ("csv", "xlsx", "json", "yaml")
WHO = "Mia"


def go_out(store: Store, folder: Path, form: str) -> tuple[Path, ...]:
    return export_recommendations(store, folder / f"out.{form}", who=WHO)


def come_back(empty: Opened, form: str, values: tuple[Recommendation, ...]) -> None:
    """Out of one warehouse, into an empty one and into the first again."""
    with tempfile.TemporaryDirectory() as folder, empty() as here, empty() as there:
        here.recommendations.save(values)
        files = go_out(here, Path(folder), form)
        import_files(there, files, Terms(), who=WHO, today=TODAY)
        assert there.recommendations.all() == here.recommendations.all()
        again = import_files(here, files, Terms(), who=WHO, today=TODAY)
        assert again.pairs == ()
        assert count_rows(again).unchanged == len(again.results)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(values=recommendations())
def test_any_recommendations_come_back_as_they_were(empty: Opened, form: str, values: tuple[Recommendation, ...]) -> None:
    come_back(empty, form, values)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(values=recommendations())
def test_very_many_recommendations_come_back_as_they_were(empty: Opened, form: str, values: tuple[Recommendation, ...]) -> None:
    come_back(empty, form, values)


@pytest.mark.parametrize("form", FORMS)
def test_the_towns_recommendations_come_back_on_both_databases(store: Store, empty: Opened, tmp_path: Path, form: str) -> None:
    import_files(store, [TOWN / "recommendations.csv", TOWN / "updates.csv"], Terms(), who=WHO, today=TODAY)
    files = go_out(store, tmp_path, form)
    assert import_files(store, files, Terms(), who=WHO, today=TODAY).pairs == ()
    with empty() as other:
        import_files(other, files, Terms(), who=WHO, today=TODAY)
        assert other.recommendations.all() == store.recommendations.all()
        assert other.audit.verify().is_intact


def test_parquet_has_dates_numbers_and_lists(empty: Opened, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with empty() as store:
        import_files(store, [TOWN / "recommendations.csv", TOWN / "updates.csv"], Terms(), who=WHO, today=TODAY)
        files = {each.name: pq.read_table(each) for each in go_out(store, tmp_path, "parquet")}
        values = store.recommendations.all()
    own = files["out.parquet"]
    assert (own.schema.field("due_on").type, own.schema.field("places").type) == (pa.date32(), pa.list_(pa.string()))
    assert files["out.milestones.parquet"].schema.field("weight").type == pa.float64()
    assert own["reference"].to_pylist() == [each.reference for each in values]
    assert own["due_on"].to_pylist() == [each.due_on for each in values]
    assert files["out.updates.parquet"].num_rows == sum(len(each.updates) for each in values)
    assert files["out.moves.parquet"]["after"].to_pylist()[0] > date(2026, 1, 1)


def test_nothing_that_goes_out_starts_a_formula(empty: Opened, tmp_path: Path) -> None:
    import csv

    from surveys.files.workbook import find_formulas

    file = tmp_path / "bad.csv"
    file.write_text('reference,title,text,owner,issued_on\nR-1,=1+1,"@SUM(A1)",+Works,2026-01-01\n', encoding="utf-8")
    with empty() as store:
        import_files(store, [file], Terms(), who=WHO, today=TODAY)
        written = go_out(store, tmp_path, "csv")
        assert find_formulas(go_out(store, tmp_path, "xlsx")[0], "recommendations") == ()
        with written[0].open(encoding="utf-8-sig", newline="") as opened:
            (row,) = csv.DictReader(opened)
        assert (row["title"], row["text"], row["owner"]) == ("'=1+1", "'@SUM(A1)", "'+Works")
        assert store.recommendations.all()[0].title == "=1+1"


@given(values=sets(lines(least=1) | words(least=1)))
def test_a_list_in_a_cell_is_read_as_it_was_written(values: tuple[str, ...]) -> None:
    assert split_list(join_list(values)) == values


@given(ground=grounds())
def test_what_it_rests_on_is_read_as_it_was_written(ground: Ground) -> None:
    assert read_ground(write_ground(ground)) == ground
