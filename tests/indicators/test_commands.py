"""`hearback outcomes` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.flows.held_town import held_town
from tests.played import hearback

CSV = "date,place,category,value\n2026-03-31,Harbor,Answered,12\n2026-03-31,Old Mill,Answered,31\n"


def test_a_series_comes_in_is_listed_shown_and_taken_out(tmp_path: Path) -> None:
    with held_town(tmp_path) as (settings, _):
        at = ("--settings", str(settings.folder / "hearback.toml"))
    file = tmp_path / "records.csv"
    file.write_text(CSV + "soon,Harbor,Answered,3\n", encoding="utf-8")
    told = ("--name", "complaints", "--title", "Complaints", "--unit", "complaints", "--source", "Board")

    refused = hearback("outcomes", "import", str(file), *told, *at)
    assert refused.returncode == 2 and "line 4: The column 'date' holds no date." in refused.stderr
    assert "No other records yet" in hearback("outcomes", "list", *at).stdout

    taken = hearback("outcomes", "import", str(file), *told, "--skip-bad", "--json", *at)
    assert taken.returncode == 0, taken.stderr
    (receipt,) = json.loads(taken.stdout)["receipts"].values()
    assert (receipt["read"], receipt["written"], receipt["skipped"]) == (3, 2, 1)

    (series,) = json.loads(hearback("outcomes", "list", "--json", *at).stdout)
    assert (series["name"], series["kind"], series["values"], series["first"]) == ("complaints", "count", 2, "2026-03-31")
    shown = hearback("outcomes", "show", "complaints", *at)
    assert "Harbor" in shown.stdout and "12" in shown.stdout
    assert hearback("outcomes", "show", "complains", *at).returncode == 2

    assert hearback("outcomes", "remove", "complaints", "--why", "counted twice", *at).returncode == 0
    assert json.loads(hearback("outcomes", "list", "--json", *at).stdout) == []
