"""The JSON Schema of the timeline: in step with the types, and true of what is written and served."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from cli.main import app
from digest.releasing.tell_timeline import gather_timeline
from digest.releasing.timeline_pages import write_data, write_timeline_pages
from digest.rendering.forms.timeline_schema import make_timeline_schema, write_timeline_schema
from digest.telling.build import build_recommendation, build_theme
from tests.digest.example import THEMES
from tests.timeline.town import POLICY, Town

KEPT = Path(__file__).parents[2] / "docs" / "timeline.schema.json"
VALIDATOR = Draft202012Validator(make_timeline_schema())


def test_the_schema_that_is_kept_is_that_of_the_types() -> None:
    step = "Write it anew: hearback release schema --timeline > docs/timeline.schema.json"
    assert KEPT.read_text(encoding="utf-8") == write_timeline_schema(), step


def test_the_command_prints_it() -> None:
    done = CliRunner().invoke(app, ["release", "schema", "--timeline"])
    assert done.exit_code == 0
    assert json.loads(done.stdout) == make_timeline_schema()


def test_what_is_written_and_served_is_as_the_schema_has_it(town: Town) -> None:
    Draft202012Validator.check_schema(make_timeline_schema())
    facts = gather_timeline(town.store, town.terms)
    assert facts is not None
    texts = town.terms.texts
    VALIDATOR.validate(json.loads(write_timeline_pages(facts, town.terms)["timeline.json"]))
    VALIDATOR.validate(json.loads(write_data(build_recommendation(facts, "R-01", texts=texts, policy=POLICY))))
    VALIDATOR.validate(json.loads(write_data(build_theme(facts, THEMES[1].id, texts=texts, policy=POLICY))))
    for query in ("", "?state=late", "?reference=R-02"):
        VALIDATOR.validate(town.client.get(f"/api/timeline{query}").json())


def test_what_the_types_do_not_know_is_refused(town: Town) -> None:
    good = town.client.get("/api/timeline").json()
    for bad in (good | {"people": 137}, good | {"schema": "another"}, {key: value for key, value in good.items() if key != "months"}):
        assert list(VALIDATOR.iter_errors(bad))
