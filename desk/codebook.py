"""A team's codebook becomes themes that live: checked row by row, shown first, and written all at once or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desk.codebook_codes import THEME
from desk.codebook_rows import CodebookRow
from desk.codebook_words import check_words
from desk.theme_deed import Deed, tell_event
from desk.theme_titles import title_key
from domain.codebook import CodebookEntry
from domain.decisions import DecisionKind, ThemeDecision
from domain.ids import RoundId, ThemeId, stable_id
from domain.themes import EventKind, Origin, Theme, ThemeEvent
from warehouse.store import Store

if TYPE_CHECKING:
    from nlp.redact import Redactor

_NO_WHY = "a file was handed over"


@dataclass(frozen=True, slots=True)
class PlannedTheme:
    """What a row becomes: the theme and the codebook's words as they will be, and the theme as it is (None for a new one).

    `entry` is None where a theme that was found stays as it was: then the program's own words go on finding it.
    """

    row: CodebookRow
    theme: Theme
    entry: CodebookEntry | None
    before: Theme | None
    entry_before: CodebookEntry | None

    @property
    def is_changed(self) -> bool:
        """True where anything is written."""
        return self.theme != self.before or (self.entry is not None and self.entry != self.entry_before)

    @property
    def state(self) -> str:
        """In a word what happens to it."""
        if self.before is None:
            return "new"
        return "changed" if self.is_changed else "unchanged"


@dataclass(frozen=True, slots=True)
class CodebookPlan:
    """What an import does; nothing is written yet. `redacted` counts texts in which something that points to a person was
    taken out, `flattened` rows that lay deeper than two levels, `themes` says which theme each row of the file is.
    """

    planned: tuple[PlannedTheme, ...]
    redacted: int = 0
    flattened: int = 0
    themes: Mapping[int, ThemeId] = field(default_factory=dict)

    @property
    def new(self) -> int:
        """How many themes are new."""
        return sum(each.before is None for each in self.planned)

    @property
    def changed(self) -> int:
        """How many themes that are there are changed."""
        return sum(each.before is not None and each.is_changed for each in self.planned)


def plan_codebook(store: Store, rows: Sequence[CodebookRow], redactor: Redactor, *, language: str, born_in: RoundId) -> CodebookPlan:
    """What importing these rows would do. `language` is that of rows that do not say theirs.

    A row is the theme with its GUID, else the one with its title, else a new one. Raises BadFile naming the row that is wrong.
    """
    _refuse_twice(rows)
    known = _Known.of(store)
    ids = [known.find(row) or _make_id(row) for row in rows]
    _refuse_shared(rows, ids)
    planned, redacted, flattened = [], 0, 0
    for number, row in enumerate(rows):
        known.refuse_gone(row, ids[number])
        top, depth = _find_parent(rows, number)
        flattened += depth > 1
        if known.is_as_it_went_out(row, ids[number]):
            planned.append(known.leave(row, ids[number]))
            continue
        checked = check_words(row, redactor, language)
        redacted += checked.redacted
        parent = None if top is None else known.board_level(ids[top])
        planned.append(_plan(checked.row, ids[number], parent, known, born_in=born_in))
    return CodebookPlan(tuple(planned), redacted, flattened, dict(enumerate(ids)))


def import_codebook(store: Store, plan: CodebookPlan, content: bytes, *, actor: str, why: str = "", is_overruling: bool = False) -> None:
    """Write a plan: themes, the codebook's words, the decisions they follow from, and one audit event; nothing where nothing changed.

    `content` is the file, of which the log keeps the hash. Raises WrongUse where a title goes against another person's
    decision and nobody is overruled; then nothing was written.
    """
    changed = [each for each in plan.planned if each.is_changed]
    if not changed:
        return
    deed = Deed(actor, why, is_overruling, datetime.now(UTC))
    with store.transaction():
        decisions = [made for each in changed for made in _decide(each, deed)]
        _, overruled = deed.keep(
            store,
            decisions,
            _parents_first(_approve(each, actor) for each in changed),
            [_tell(each) for each in changed if each.before is None],
        )
        store.codebook.save([each.entry for each in changed if each.entry is not None])
        facts: dict[str, str | int] = {"rows": len(plan.planned), "new": plan.new, "changed": plan.changed}
        if overruled:
            facts["overruled"] = ", ".join(map(str, overruled))
        facts["file"] = hashlib.sha256(content).hexdigest()
        store.audit.append(actor, "codebook imported", "codebook", why.strip() or _NO_WHY, facts)


@dataclass(frozen=True, slots=True)
class _Known:
    """Themes and entries that are there, and how a row finds its own."""

    themes: dict[ThemeId, Theme]
    entries: dict[ThemeId, CodebookEntry]
    by_guid: dict[str, ThemeId]
    by_title: dict[frozenset[str], ThemeId]
    own_guids: dict[str, ThemeId]

    @classmethod
    def of(cls, store: Store) -> _Known:
        themes = {each.id: each for each in store.themes.all()}
        living = [each for each in themes.values() if not each.is_retired]
        entries = {each.theme_id: each for each in store.codebook.all()}
        own = {store.codebook.guid_of(THEME, each): each for each in themes}
        by_guid = own | {each.guid: each.theme_id for each in entries.values() if each.guid}
        by_title = {title_key(each.title): each.id for each in reversed(living)}
        # A theme that was renamed here is still found by what the codebook calls it.
        by_title = {title_key(each.title): each.theme_id for each in entries.values() if each.title} | by_title
        return cls(themes, entries, by_guid, by_title, own)

    def find(self, row: CodebookRow) -> ThemeId | None:
        return self.by_guid.get(row.guid) or self.by_title.get(title_key(row.title))

    def foreign(self, row: CodebookRow) -> str:
        """The row's GUID where another program made it."""
        return "" if row.guid in self.own_guids else row.guid

    def board_level(self, theme_id: ThemeId) -> ThemeId:
        """The theme itself, or the one that it lies in here."""
        theme = self.themes.get(theme_id)
        return theme_id if theme is None or theme.parent_id is None else theme.parent_id

    def is_as_it_went_out(self, row: CodebookRow, theme_id: ThemeId) -> bool:
        """True for a code that says what an export says of its theme; what the program wrote is not held to a person's rules."""
        theme, entry = self.themes.get(theme_id), self.entries.get(theme_id)
        if theme is None or row.colour not in ("", entry.colour if entry else ""):
            return False
        said = (row.title, row.description, row.examples)
        is_known = self.foreign(row) in ("", entry.guid if entry else "")
        return is_known and said == (theme.title, theme.description.strip(), entry.examples if entry else ())

    def leave(self, row: CodebookRow, theme_id: ThemeId) -> PlannedTheme:
        """The theme as it is."""
        entry = self.entries.get(theme_id)
        return PlannedTheme(row, self.themes[theme_id], entry, self.themes[theme_id], entry)

    def refuse_gone(self, row: CodebookRow, theme_id: ThemeId) -> None:
        theme = self.themes.get(theme_id)
        if theme is not None and theme.is_retired:
            raise row.wrong(
                f"This theme, {theme_id}, is part of another by now.", "Leave the row out, or split it off again: see docs/themes.md"
            )


def _plan(row: CodebookRow, theme_id: ThemeId, parent: ThemeId | None, known: _Known, *, born_in: RoundId) -> PlannedTheme:
    before, entry_before = known.themes.get(theme_id), known.entries.get(theme_id)
    entry = CodebookEntry(theme_id, row.title, row.description, row.examples, row.language, row.guid, row.colour)
    if entry_before is not None:
        # A table knows no GUIDs and colours: what came with them keeps them.
        entry = replace(entry, guid=known.foreign(row) or entry_before.guid, colour=row.colour or entry_before.colour)
    else:
        entry = replace(entry, guid=known.foreign(row))
    if before is None:
        theme = Theme(theme_id, row.title, row.description, (), born_in, parent_id=parent, origin=Origin.CODEBOOK)
    else:
        theme = _change(before, row, entry_before)
    return PlannedTheme(row, theme, entry, before, entry_before)


def _change(before: Theme, row: CodebookRow, entry: CodebookEntry | None) -> Theme:
    """The theme with what the row says otherwise than the codebook did before; what was renamed here meanwhile stays so.

    It stays in the theme that it lies in: its passages would have to move with it, which is a decision of its own.
    """
    title = before.title if entry is not None and entry.title == row.title else row.title
    description = before.description if entry is not None and entry.description == row.description else row.description
    return replace(before, title=title, description=description)


def _approve(each: PlannedTheme, actor: str) -> Theme:
    """The theme, approved by who imports it where it is new, was approved by nobody, or is titled otherwise."""
    is_named = each.before is None or each.before.title != each.theme.title
    return replace(each.theme, approved_by=actor if is_named else each.theme.approved_by or actor)


def _decide(each: PlannedTheme, deed: Deed) -> Iterable[ThemeDecision]:
    """A new theme is approved as it comes, and a title that changed is a renaming."""
    if each.before is None:
        yield deed.decide(DecisionKind.APPROVE, each.theme.id, title=each.theme.title)
    elif each.theme.title != each.before.title:
        yield deed.decide(DecisionKind.RENAME, each.theme.id, title=each.theme.title)


def _tell(each: PlannedTheme) -> ThemeEvent:
    return tell_event(EventKind.BORN, each.theme, each.theme.born_in, origin=Origin.CODEBOOK.value)


def _parents_first(themes: Iterable[Theme]) -> list[Theme]:
    return sorted(themes, key=lambda each: (each.parent_id is not None, each.id))


def _make_id(row: CodebookRow) -> ThemeId:
    return ThemeId(stable_id(THEME, "codebook", row.guid or " ".join(sorted(title_key(row.title)))))


def _find_parent(rows: Sequence[CodebookRow], number: int) -> tuple[int | None, int]:
    """The row at the top that a row lies in, and how deep: themes have two levels."""
    depth, at = 0, number
    while (above := rows[at].parent) is not None:
        depth, at = depth + 1, above
    return (at if depth else None), depth


def _refuse_shared(rows: Sequence[CodebookRow], ids: Sequence[ThemeId]) -> None:
    """Two rows can be one theme: one by its GUID, the other by a title that the theme has here."""
    seen: dict[ThemeId, CodebookRow] = {}
    for row, theme_id in zip(rows, ids, strict=True):
        if theme_id in seen:
            raise row.wrong(f"It is the same theme, {theme_id}, as another row ({seen[theme_id].where}).", "Leave one of the two.")
        seen[theme_id] = row


def _refuse_twice(rows: Sequence[CodebookRow]) -> None:
    titles: dict[frozenset[str], CodebookRow] = {}
    guids: dict[str, CodebookRow] = {}
    for row in rows:
        twin = titles.get(title_key(row.title)) or guids.get(row.guid)
        if twin is not None:
            raise row.wrong(f"Its title or GUID is that of another row ({twin.where}).", "Give each theme a title of its own.")
        titles[title_key(row.title)] = row
        if row.guid:
            guids[row.guid] = row
