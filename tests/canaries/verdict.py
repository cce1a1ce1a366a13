"""What a search of a scratch machine means: which finds redaction missed, and which are leaks."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.canaries.search import Hit, Searcher
from tests.canaries.seeds import Canary, all_concerns

LONG_WORD = 5  # letters: a shorter word of a name stands elsewhere by chance


def needles_of(canaries: Iterable[Canary]) -> dict[str, tuple[str, ...]]:
    """What to look for of each canary, by its number: the value, and each word of a name."""
    return {f"canary {each.number}": (each.value, *_words(each)) for each in canaries}


def _words(canary: Canary) -> list[str]:
    is_name = canary.kind in ("PERSON", "OFFICER")
    return [word for word in canary.value.split() if len(word) >= LONG_WORD] if is_name else []


def concern_needles() -> dict[str, tuple[str, ...]]:
    """Words that may be kept and published once redacted, and that no log, result, error or file name may hold."""
    return {f"concern {number}": (concern,) for number, concern in enumerate(all_concerns())}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. `missed` are canaries that redaction left in redacted text; `leaks` may not be.

    `files` and `bytes` tell how much was searched.
    """

    missed: frozenset[str]
    leaks: tuple[Hit, ...]
    files: int
    bytes: int

    def missed_kinds(self, canaries: Sequence[Canary]) -> dict[str, int]:
        """How many were missed of each type and language; never which."""
        ours = [each for each in canaries if f"canary {each.number}" in self.missed]
        return dict(sorted(Counter(f"{each.kind} {each.language}" for each in ours).items()))


@dataclass(frozen=True, slots=True)
class Places:
    """Where redacted words belong: the warehouse and its copies, digests, what the filters made, and nowhere else."""

    redacted: tuple[str, ...]

    def hold(self, place: str) -> bool:
        """True for a file in which redacted words may stand."""
        return any(place.startswith(each) for each in self.redacted)


@dataclass(frozen=True, slots=True, repr=False)
class Judge:
    """Searches folders for canaries, for what was said beside them and for what was planted elsewhere.

    A canary that stands in redacted text was missed, and then may stand wherever redacted words belong. What was said
    beside it may stand there too. What was planted may stand nowhere.
    """

    searcher: Searcher
    places: Places

    @classmethod
    def of(cls, canaries: Sequence[Canary], planted: Mapping[str, Sequence[str]], places: Places) -> Judge:
        """A judge who knows these."""
        return cls(Searcher(needles_of(canaries) | concern_needles() | dict(planted)), places)

    def judge(self, folder: Path, more: Mapping[str, bytes] | None = None, *, redacted: Sequence[bytes] = ()) -> Verdict:
        """What everything under a folder holds, and `more`: what is no file, by name.

        `redacted` is redacted text that lies elsewhere than in files that can be read as such.
        """
        found = self.searcher.in_folder(folder)
        for name, content in (more or {}).items():
            found |= self.searcher.in_all(content, name)
        texts = [*redacted_texts(folder, self.places), *redacted]
        missed = frozenset(hit.needle for text in texts for hit in self.searcher.in_bytes(text, "") if hit.needle.startswith("canary"))
        leaks = sorted((hit for hit in found if not self._belongs(hit, missed)), key=lambda hit: (hit.place, hit.needle))
        sizes = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
        return Verdict(missed, tuple(leaks), len(sizes), sum(sizes))

    def _belongs(self, hit: Hit, missed: frozenset[str]) -> bool:
        return self.places.hold(hit.place) and (hit.needle in missed or hit.needle.startswith("concern"))


def redacted_texts(folder: Path, places: Places) -> list[bytes]:
    """What redaction wrote: the comments and their translations, and the lines of `hearback redact`."""
    texts: list[bytes] = []
    for file in (each for each in sorted(folder.rglob("*")) if each.is_file() and places.hold(str(each.relative_to(folder)))):
        if file.suffix == ".db":
            texts.append(_comments_of(file))
        elif file.suffix == ".out":
            lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
            texts += [line["redacted_text"].encode() for line in lines if line["redacted_text"]]
    return texts


def _comments_of(file: Path) -> bytes:
    """The comments of a warehouse; none where it was left before it had a table of them."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'comment'").fetchone():
            return b""
        rows = connection.execute("SELECT text, translation_text FROM comment WHERE text IS NOT NULL").fetchall()
    return "\n".join(text for row in rows for text in row if text).encode()
