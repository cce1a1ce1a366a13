"""Many rows take as long as many rows take, and no longer."""

from __future__ import annotations

import time
from pathlib import Path

from desk.recommending.exchange.take import count_rows, import_files
from desk.recommending.exchange.terms import Terms
from tests.exchange.conftest import Opened
from tests.exchange.samples import TODAY

ROWS = 2000


def test_two_thousand_rows_come_in_within_seconds(empty: Opened, tmp_path: Path) -> None:
    file = tmp_path / "many.csv"
    lines = [f"R-{number},Title {number},Text,Works,2026-01-10,2026-12-31,R-{number - 1 if number else ''}" for number in range(ROWS)]
    lines[0] = lines[0].removesuffix("R-")
    file.write_text("\n".join(("reference,title,text,owner,issued_on,due_on,needs", *lines)), encoding="utf-8")
    with empty() as store:
        begun = time.process_time()
        plan = import_files(store, [file], Terms(), who="Mia", today=TODAY)
        assert count_rows(plan).new == ROWS
        assert time.process_time() - begun < 30
