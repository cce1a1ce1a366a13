"""What `hearback status` says of a round is of that round, and of people who were heard."""

from __future__ import annotations

from pathlib import Path

from flows.steps.overview import overview
from flows.steps.prepare import cut
from flows.steps.pull import pull
from flows.steps.sessions import import_folder
from tests.flows.paper import SPRING, paper_town

TALK = "Facilitator: What worries you?\nResident: The bus stop by the mill has no light at night.\nFacilitator: Thank you.\n"


def test_facilitators_are_nobody_who_was_heard(tmp_path: Path) -> None:
    settings = paper_town(tmp_path, [["1", "2026-03-02", "The rent went up again.", "North", "4", "en", "a"]])
    (tmp_path / "talks" / "hall.txt").write_text(TALK, encoding="utf-8")
    pull(settings, "paper", SPRING)
    import_folder(settings, "talks", SPRING)
    cut(settings, SPRING)
    found = {each["round"]: each for each in overview(settings).rounds}[SPRING]
    assert (found["responses"], found["people"], found["sessions"], found["passages"]) == (1, 2, 1, 2)
    assert (found["unthemed"], found["release"]) == (None, None)
