"""The JSON Schema of a release: in step with the types, true of releases, and strict."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from cli.main import app
from config.screen_texts import list_text_codes, load_texts
from digest.disclosing.policy import DisclosurePolicy
from digest.pages.digest_page import DigestPage
from digest.pages.write import hash_page
from digest.rendering.forms.frozen import write_json
from digest.rendering.forms.schema import make_schema, write_schema
from digest.rendering.forms.stamp import Stamp
from digest.telling.build import build_digest
from tests.digest.example import make_facts, make_file_facts, make_filled_page

KEPT = Path(__file__).parents[2] / "docs" / "release.schema.json"
VALIDATOR = Draft202012Validator(make_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def read_envelope(page: DigestPage) -> dict[str, Any]:
    stamp = Stamp("autumn-2026", 2, hash_page(page), datetime(2026, 11, 15, 9, 30, tzinfo=UTC))
    content: dict[str, Any] = json.loads(write_json(page, stamp))
    return content


def test_the_schema_that_is_kept_is_that_of_the_types() -> None:
    assert KEPT.read_text(encoding="utf-8") == write_schema(), "Write it anew: hearback release schema > docs/release.schema.json"


def test_the_command_prints_the_schema() -> None:
    done = CliRunner().invoke(app, ["release", "schema"])
    assert done.exit_code == 0
    assert json.loads(done.stdout) == make_schema()


def test_the_schema_is_one_itself() -> None:
    Draft202012Validator.check_schema(make_schema())


@pytest.mark.parametrize("code", list_text_codes())
def test_a_release_that_says_everything_is_as_the_schema_has_it(code: str) -> None:
    VALIDATOR.validate(read_envelope(make_filled_page(code)))


@pytest.mark.parametrize("make", [make_facts, make_file_facts])
def test_a_release_that_says_less_is_as_the_schema_has_it(make: Any) -> None:
    VALIDATOR.validate(read_envelope(build_digest(make(), texts=load_texts("en"), policy=DisclosurePolicy())))


def test_a_release_from_before_is_as_the_schema_has_it() -> None:
    frozen = json.loads((Path(__file__).parents[1] / "digest" / "released" / "page.json").read_text(encoding="utf-8"))
    VALIDATOR.validate(read_envelope(make_filled_page()) | {"page": frozen})


def test_what_the_types_do_not_know_is_refused() -> None:
    good = read_envelope(make_filled_page())
    for bad in (
        good | {"more": 1},
        good | {"hash": "short"},
        good | {"page": good["page"] | {"exact_people": 137}},
        good | {"page": {key: value for key, value in good["page"].items() if key != "themes"}},
    ):
        assert list(VALIDATOR.iter_errors(bad))


def test_number_and_moment_of_a_release_stand_in_its_envelope_alone() -> None:
    page = make_filled_page()
    later = replace(page, made=replace(page.made, number="Release 3"))
    assert read_envelope(page)["page"] == read_envelope(later)["page"]
    assert "made" not in read_envelope(page)["page"]
