"""What an erasure shows on screen: before it, what will go; after it, a receipt. Counts and ids of releases, nothing of the person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.show import print_line, print_table

if TYPE_CHECKING:
    from desk.erase import ErasureReceipt, Whose
    from warehouse.erase import Extent

_KINDS = {
    "responses": "responses",
    "comments": "comments",
    "held": "of them held for a person",
    "raw_words": "of them with raw words in the vault",
    "passages": "passages",
    "vectors": "vectors that no other passage uses",
    "people": "people of whom nothing is left",
    "sessions": "sessions of which nothing is left",
    "themes": "themes that lose a word, or go",
    "rounds": "rounds touched",
    "releases": "releases that show their words",
}


def print_extent(whose: Whose, extent: Extent) -> None:
    """What will go, before anybody confirms it."""
    sources = ", ".join(each.name for each in whose.sources)
    _print_counts(f"What goes ({whose.said}; source: {sources})", extent)
    if extent.releases:
        print_line("The releases are withdrawn; the next digest of each round is a corrected one.")
    print_line()


def print_receipt(receipt: ErasureReceipt, rounds: Sequence[str], pages: Sequence[Path], beyond: Sequence[str]) -> None:
    """The receipt: number, moment, what was removed, what is out of reach, what to do next."""
    print_line(f"Erasure {receipt.number}, {receipt.erased_at:%Y-%m-%d %H:%M} UTC")
    _print_counts("", receipt.extent)
    if receipt.keeps_away_later:
        print_line("What they give later is kept away as well.")
    for page in pages:
        print_line(f"Withdrawn: {page}")
    print_line(_say_scrubbed(receipt))
    print_line()
    print_line("\n  ".join(["Out of reach of this program:", *beyond]))
    print_line()
    for name in rounds:
        print_line(f"Next: hearback run --round {name}")


def receipt_as_dict(receipt: ErasureReceipt, rounds: Sequence[str], pages: Sequence[Path], beyond: Sequence[str]) -> dict[str, Any]:
    """The receipt for JSON."""
    return {
        "number": receipt.number,
        "erased_at": receipt.erased_at.isoformat(),
        "removed": receipt.extent.as_dict(),
        "later_ones_refused": receipt.keeps_away_later,
        "pages_withdrawn": [str(each) for each in pages],
        "files_rewritten": receipt.scrubbed.is_done,
        "files_wait_for": receipt.scrubbed.waits_for,
        "out_of_reach": list(beyond),
        "rounds_to_run": list(rounds),
    }


def _print_counts(title: str, extent: Extent) -> None:
    counts = extent.as_dict()
    print_table(title, ["what", "count"], [[words, counts[name]] for name, words in _KINDS.items() if counts[name] or name == "responses"])


def _say_scrubbed(receipt: ErasureReceipt) -> str:
    if receipt.scrubbed.is_done:
        return "The database's files were rewritten: no byte of the words is left in them."
    return (
        f"The database's files still hold deleted bytes: {receipt.scrubbed.waits_for} was in the way. "
        "The next hearback command rewrites them; try: hearback status"
    )
