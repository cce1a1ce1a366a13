"""A draft never silences a reminder: what nobody has released or reported changes nothing of what is due."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from flows.steps.digest import digest
from flows.steps.remind.make import draft_messages
from tests.reminders.calendar_of import make_asked, make_person
from tests.review.town import ROUND, review_town

NOW = datetime(2026, 11, 23, 13, tzinfo=UTC)


def test_a_draft_of_a_digest_that_tells_of_a_recommendation_silences_nothing(tmp_path: Path) -> None:
    with review_town(tmp_path / "town") as town:
        town.store.contacts.save(make_person("Jo Doe"))
        town.store.recommendations.save([make_asked(due_on=date(2026, 11, 30), issued_on=date(2026, 11, 1))])
        before = draft_messages(town.store, town.settings, NOW)
        digest(town.settings, ROUND, tmp_path / "out")
        town.look_at_all()
        after = draft_messages(town.store, town.settings, NOW)
    assert "Mend the lights" in (tmp_path / "out" / f"draft-{ROUND}.html").read_text(encoding="utf-8")
    assert [len(each.reminders) for each in before.drafts] == [1] and before == after
