"""Between themes and the codes of researchers' programs: one theme, one code, and the same GUID both ways."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.codebook_rows import CodebookRow
from desk.refi import Code
from desk.theme_titles import title_key
from domain.codebook import CodebookEntry
from domain.ids import ThemeId
from domain.themes import Theme
from warehouse.store import Store

THEME = "theme"
_EXAMPLES = "Examples:"
_ITEM = "\n- "
# Colours that differ for colour-blind eyes too (Okabe and Ito, 2008), without black.
_COLOURS = ("#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7")


@dataclass(frozen=True, slots=True)
class CodedThemes:
    """The living themes as codes, and which theme each GUID is."""

    codes: tuple[Code, ...]
    guids: Mapping[ThemeId, str]


def list_codes(store: Store) -> CodedThemes:
    """Every living theme as a code, sub-themes within their themes; by title, so that their order tells nothing of counts."""
    living = sorted(store.themes.living(), key=lambda each: (each.title.casefold(), each.id))
    entries = {each.theme_id: each for each in store.codebook.all()}
    guids = {each.id: guid_of(store, each.id, entries.get(each.id)) for each in living}
    inner: dict[ThemeId | None, list[Theme]] = {}
    for theme in living:
        inner.setdefault(theme.parent_id if theme.parent_id in guids else None, []).append(theme)

    def to_code(theme: Theme) -> Code:
        entry = entries.get(theme.id)
        examples = entry.examples if entry else ()
        colour = entry.colour if entry and entry.colour else colour_of(guids[theme.id])
        within = tuple(map(to_code, inner.get(theme.id, ())))
        return Code(guids[theme.id], theme.title, join_examples(theme.description, examples), colour, codes=within)

    return CodedThemes(tuple(map(to_code, inner.get(None, ()))), guids)


def guid_of(store: Store, theme_id: ThemeId, entry: CodebookEntry | None) -> str:
    """The GUID of a theme: the one that it came with, else one of our own."""
    return entry.guid if entry and entry.guid else store.codebook.guid_of(THEME, theme_id)


def colour_of(guid: str) -> str:
    """The colour of a code that has none of its own: always the same."""
    return _COLOURS[zlib.crc32(guid.encode()) % len(_COLOURS)]


def join_examples(description: str, examples: Sequence[str]) -> str:
    """A description with examples below it: a code has room for one text only."""
    listed = _EXAMPLES + "".join(f"{_ITEM}{each}" for each in examples) if examples else ""
    return "\n\n".join(part for part in (description, listed) if part)


def split_examples_off(text: str) -> tuple[str, tuple[str, ...]]:
    """Description and examples of a code, as they were joined."""
    before, mark, after = text.rpartition(f"{_EXAMPLES}{_ITEM}")
    if not mark or (before and not before.endswith("\n\n")):
        return text, ()
    return before.removesuffix("\n\n"), tuple(part.strip() for part in after.split(_ITEM) if part.strip())


def to_rows(codes: Sequence[Code], where: str) -> tuple[CodebookRow, ...]:
    """The codes as rows of a codebook, each after the one that it lies in. Names that several codes have are told apart."""
    named = Counter(title_key(each.name) for code in codes for each in code.walk())
    rows: list[CodebookRow] = []

    def add(code: Code, parent: int | None, above: str) -> None:
        title = " ".join(code.name.split())
        if above and named[title_key(code.name)] > 1:
            title = f"{above}: {title}"
        description, examples = split_examples_off(code.description)
        colour = "" if code.colour == colour_of(code.guid) else code.colour
        place = f"{where}, code {len(rows) + 1}"
        rows.append(CodebookRow(place, title, description, examples, "", code.guid, colour, parent))
        number = len(rows) - 1
        for inner in code.codes:
            add(inner, number, " ".join(code.name.split()))

    for code in codes:
        add(code, None, "")
    return tuple(rows)
