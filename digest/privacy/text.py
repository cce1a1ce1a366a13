"""A privacy report as Markdown: for a repository, an e-mail, or a reader that has no browser. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.pages.tables import CountTable
from digest.privacy.report import PrivacyPage, Section

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def write_markdown(page: PrivacyPage) -> str:
    """The whole report; words that came from settings cannot become mark-up."""
    return "\n".join(_write_page(page)) + "\n"


def _write_page(page: PrivacyPage) -> Iterator[str]:
    yield f"# {_plain(page.title)}"
    yield f"\n{_plain(page.town)} · {_plain(page.made.at)}"
    for answer in page.answers:
        yield f"\n**{_plain(answer.question)}**\n"
        yield from (f"- {_plain(line)}" for line in answer.lines)
    for section in page.sections:
        yield from _write_section(section)


def _write_section(section: Section) -> Iterator[str]:
    yield f"\n## {_plain(section.title)}\n"
    yield from (f"- {_plain(line)}" for line in section.lines)
    for table in (*section.tables, *section.folded):
        yield f"\n### {_plain(table.title)}\n"
        yield from _write_table(table)


def _write_table(table: CountTable) -> Iterator[str]:
    yield _write_row(table.heads)
    yield _write_row(("---",) * len(table.heads))
    for row in table.rows:
        yield _write_row(tuple(map(_plain, row)))


def _write_row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words)
