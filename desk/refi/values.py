"""What a REFI-QDA codebook and project hold, as far as Hearback knows them. GUIDs are lower case, without braces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

FOLDER = "sources"


@dataclass(frozen=True, slots=True)
class Code:
    """A code, and those within it. `colour` as in `#33cc33`, or empty; one that is not codable is a folder of codes."""

    guid: str
    name: str
    description: str = ""
    colour: str = ""
    is_codable: bool = True
    codes: tuple[Code, ...] = ()

    def walk(self) -> Iterator[Code]:
        """The code and all within it, from the outside in."""
        yield self
        for each in self.codes:
            yield from each.walk()


@dataclass(frozen=True, slots=True)
class User:
    """Somebody, or a program, that coded."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class Coding:
    """A code given to a selection. `user` is the GUID of who gave it, empty where it is not said."""

    guid: str
    code: str
    user: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """The part `[start, end)` of a source's text, in Unicode code points from 0, and the codes that it was given."""

    guid: str
    start: int
    end: int
    codings: tuple[Coding, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A plain text, its selections, and the codes given to all of it."""

    guid: str
    name: str
    text: str
    selections: tuple[Selection, ...] = ()
    codings: tuple[Coding, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What several sources have in common: who said them."""

    guid: str
    name: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """A project. `created` is an instant in ISO 8601. `left_out` counts sources that are no plain text, when read."""

    name: str
    origin: str
    created: str
    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    sources: tuple[Source, ...] = ()
    cases: tuple[Case, ...] = ()
    left_out: int = 0
