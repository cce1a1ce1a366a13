"""What a codebook says of a theme that a team has already: the words by which it is looked for."""

from __future__ import annotations

from dataclasses import dataclass

from domain.ids import ThemeId


@dataclass(frozen=True, slots=True)
class CodebookEntry:
    """A theme in the team's own words, as it came in; a later rename of the theme changes nothing here.

    `language` is that of the words, a code such as `en`. `guid` and `colour` (as in `#33cc33`) are those of another
    program's codebook, empty where there are none: a code keeps them on its way out again. An erasure may leave a text empty.
    """

    theme_id: ThemeId
    title: str
    description: str = ""
    examples: tuple[str, ...] = ()
    language: str = "en"
    guid: str = ""
    colour: str = ""

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Title, description and examples, each kind by itself; kinds without words are left out."""
        kinds = ((self.title,), (self.description,), self.examples)
        said = (tuple(text for text in kind if text.strip()) for kind in kinds)
        return tuple(kind for kind in said if kind)
