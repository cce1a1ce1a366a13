"""The JSON-lines filter behind `hearback redact`."""

from __future__ import annotations

import json

import pytest

from domain.errors import BadFile
from nlp.redact import Redactor, redact_lines


def tell(text: str, stated: str | None) -> str:
    return stated or "und"


def test_each_line_comes_out_in_order_with_its_spans(redactor: Redactor) -> None:
    lines = ['{"id": "a", "text": "call 612-555-0147", "lang": "en"}\n', "\n", '{"id": 2, "text": "all fine", "lang": "en"}\n']
    rows = [json.loads(line) for line in redact_lines(lines, redactor, tell)]
    assert rows == [
        {"id": "a", "redacted_text": "call [PHONE 1]", "spans": [{"start": 5, "end": 17, "type": "PHONE"}], "held": False},
        {"id": 2, "redacted_text": "all fine", "spans": [], "held": False},
    ]


def test_a_held_line_has_no_text_and_says_why(redactor: Redactor) -> None:
    (row,) = map(json.loads, redact_lines(['{"id": "a", "text": "call 612-555-0147"}'], redactor, tell))
    assert row["redacted_text"] is None
    assert row["held"] is True
    assert row["reason"] == "language not known"
    assert row["spans"]


def test_people_of_different_lines_are_not_joined(redactor: Redactor) -> None:
    lines = [
        json.dumps({"id": str(n), "text": f"My name is {name}.", "lang": "en"}) for n, name in enumerate(["Oksana Melnyk", "Thuy Nguyen"])
    ]
    assert [json.loads(line)["redacted_text"] for line in redact_lines(lines, redactor, tell)] == ["My name is [PERSON 1]."] * 2


@pytest.mark.parametrize(
    "bad",
    ["{secretword", '["secretword"]', '{"id": "secretword"}', '{"id": "1", "text": "secretword", "lang": 3}', '{"text": "secretword"}'],
)
def test_a_bad_line_is_named_by_number_and_never_shown(redactor: Redactor, bad: str) -> None:
    with pytest.raises(BadFile) as caught:
        list(redact_lines(['{"id": "1", "text": "fine", "lang": "en"}', bad], redactor, tell))
    assert "line 2" in str(caught.value)
    assert "secretword" not in str(caught.value)


def test_lines_are_read_as_they_are_needed(redactor: Redactor) -> None:
    read = 0

    def count() -> object:
        nonlocal read
        for _ in range(2000):
            read += 1
            yield '{"id": "1", "text": "all fine", "lang": "en"}'

    next(redact_lines(count(), redactor, tell))  # type: ignore[arg-type]
    assert read < 1000
