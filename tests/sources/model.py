"""What the server has and what the warehouse must hold, in dictionaries."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from domain.listening import ResponseTable
from tests.sources.expected import Answers, Kept, expect
from tests.sources.steps import DataStep, Delete, Edit, Finish, Insert

Rows = dict[int, Answers]
"""By the server's number."""

Held = dict[str, Answers]
"""By the warehouse's external id."""


@dataclass(slots=True)
class Model:
    """A survey and its warehouse as far as a history has come.

    `rows` are the server's, None while the survey is not active; ids below `first_id` are in an archived table. `table` is
    the one that the last pull met, since ids can begin anew. `holds`
    is what the warehouse must hold, `has_raw` the responses whose raw words the vault must hold, `is_aged` those whose
    raw words' time is over. `cut` are the comments that the later stages have seen.
    """

    key_folder: Path
    is_partial_taken: bool
    rows: Rows | None = field(default_factory=dict)
    first_id: int = 0
    last_id: int = 0
    table: ResponseTable = field(default_factory=ResponseTable)
    holds: Held = field(default_factory=dict)
    has_raw: set[str] = field(default_factory=set)
    is_aged: set[str] = field(default_factory=set)
    cut: set[tuple[object, ...]] = field(default_factory=set)

    def expect(self, name: str, answers: Answers) -> Kept:
        """What the warehouse keeps of these answers."""
        return expect(name, answers, self.key_folder)

    def choose(self, step: Edit | Finish | Delete) -> int | None:
        """The id of the row that a step is about; one that finishes must have been left open."""
        rows = self.rows or {}
        open_ones = [each for each, answers in rows.items() if not isinstance(step, Finish) or answers.submitted is None]
        return open_ones[step.which % len(open_ones)] if open_ones else None

    def change(self, number: int, step: DataStep) -> Answers | None:
        """Let the step happen to the row of this id; the row as it is then."""
        assert self.rows is not None
        match step:
            case Insert():
                self.rows[number], self.last_id = step.answers, number
            case Delete():
                del self.rows[number]
            case Finish():
                self.rows[number] = replace(self.rows[number], submitted=step.at)
            case Edit(only=str(name)):
                self.rows[number] = replace(self.rows[number], **{name: getattr(step.answers, name)})
            case Edit():
                old = self.rows[number]
                date = step.answers.submitted if step.moves_date and old.submitted and step.answers.submitted else old.submitted
                self.rows[number] = replace(step.answers, submitted=date, language=old.language, token=old.token)
        return self.rows.get(number)

    def archive(self) -> None:
        """The table goes. The next one's ids begin after the highest that is left, so withdrawn last ids come back."""
        self.last_id = max(self.rows or {}, default=0)
        self.rows, self.first_id = None, self.last_id + 1

    def read_rows(self, *, is_new_only: bool) -> Held:
        """The rows that a pull reads, of other days too."""
        numbers = (self.table.number_of(name) for name in self.holds)
        last = max((number for number in numbers if number is not None), default=0) if is_new_only else 0
        return {
            f"{self.table.prefix}{number}": each
            for number, each in (self.rows or {}).items()
            if number > last and (self.is_partial_taken or each.submitted)
        }

    def eligible(self, *, is_new_only: bool = False) -> Held:
        """Those of them that belong into the warehouse."""
        return {name: each for name, each in self.read_rows(is_new_only=is_new_only).items() if each.is_of_round}

    def target(self, *, is_new_only: bool) -> Held:
        """What the warehouse must hold after a good pull now."""
        if self.rows is None:
            return dict(self.holds)
        if is_new_only:
            return self.holds | self.eligible(is_new_only=True)
        archived = {name: each for name, each in self.holds.items() if self.table.number_of(name) is None}
        return archived | self.eligible()

    def is_believable(self, *, is_new_only: bool) -> bool:
        """A survey that is active, and shows some of the round where there was any before."""
        if self.rows is None:
            return False
        gone = self.holds.keys() - self.target(is_new_only=is_new_only).keys()
        return not gone or bool(self.eligible())

    def differing(self, target: Held) -> set[str]:
        """Responses that a good pull must write."""
        return {name for name, each in target.items() if name not in self.holds or differs(each, self.holds[name])}

    def wanted_counts(self, *, is_new_only: bool) -> dict[str, int]:
        """What the receipt of a good pull must say."""
        target, rows = self.target(is_new_only=is_new_only), self.read_rows(is_new_only=is_new_only)
        ours = self.eligible(is_new_only=is_new_only)
        held = {name for name, each in ours.items() if self.expect(name, each).is_held}
        written = (self.differing(target) & ours.keys()) - held
        return {
            "read": len(rows),
            "written": len(written),
            "new": len(written - self.holds.keys()),
            "unchanged": len(ours.keys() - written - held),
            "held": len(held),
            "skipped": len(rows) - len(ours),
            "withdrawn": len(self.holds.keys() - target.keys()),
        }

    def comments_in_words(self) -> set[tuple[object, ...]]:
        """Every comment that can be cut into passages, with all that makes it another one when it changes."""
        kept = {name: self.expect(name, each) for name, each in self.holds.items()}
        return {(name, one.person, *comment) for name, one in kept.items() for comment in one.comments if comment[3] is not None}


def differs(one: Answers, other: Answers) -> bool:
    """Whether a pull must take them for different: what is not mapped, and how an empty answer is written, does not count."""
    return _content(one) != _content(other)


def _content(each: Answers) -> tuple[object, ...]:
    closed = (each.place or None, each.trust or None, each.quote == "Y")
    return (each.words, closed, each.language, each.token, each.instant, each.submitted is None)
