"""Where the pages of a timeline stand beside one another, and how one leads to the next: written to files, or served."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from urllib.parse import quote, urlencode

from digest.pages.timeline_page import About, Choice, Choices, Picked, TimelinePage
from digest.telling.wording import Wording

WHOLE = "timeline.html"
DATA = "timeline.json"
CALENDAR = "calendar.ics"
FOLDER = "timeline"
BY_REFERENCE = f"{FOLDER}/by-reference.html"
KINDS = ("theme", "owner", "state", "place")
MOST_RULES = 80  # values to choose among on a written page; with more the page is chosen from, and not filtered
_PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,60}")


def theme_path(theme_id: str) -> str:
    """Where the page of a theme stands."""
    return f"{FOLDER}/theme/{_name(theme_id)}.html"


def recommendation_path(reference: str) -> str:
    """Where the page of a recommendation stands: under its reference where that is a plain name, and under its hash where not."""
    return f"{FOLDER}/{_name(reference)}.html"


def is_plain(value: str) -> bool:
    """Whether a reference or an id can be the name of a file."""
    return _PLAIN.fullmatch(value) is not None


def _name(value: str) -> str:
    return value if is_plain(value) else hashlib.sha256(value.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Site:
    """The pages around one page. `root` leads from it to the folder of the whole timeline; `written` are the files there are.

    A page that is served has all others beside it, and is filtered by a form.
    """

    root: str = ""
    is_served: bool = False
    written: frozenset[str] = frozenset()

    def link(self, path: str) -> str:
        """The address of a page from here; "" where there is none."""
        return self.root + quote(path) if self.is_served or path in self.written else ""

    def theme(self, theme_id: str) -> str:
        """The address of a theme's page."""
        return self.link(theme_path(theme_id))

    def recommendation(self, reference: str) -> str:
        """The address of a recommendation's page. A served one whose reference is no plain name is asked for by it."""
        if self.is_served and not is_plain(reference):
            return f"{self.root}{BY_REFERENCE}{_query({'reference': reference})}"
        return self.link(recommendation_path(reference))

    def whole(self) -> str:
        """The address of the whole timeline."""
        return self.link(WHOLE)

    def data(self, page: TimelinePage) -> str:
        """The address of the same page as JSON; "" where it is not written."""
        if not self.is_served:
            return "" if page.theme_id or page.reference else self.link(DATA)
        own = {"theme": page.theme_id} if page.theme_id else {"reference": page.reference} if page.reference else {}
        return f"{self.root}api/timeline{_query(own or _name_picked(page.picked))}"

    def calendar(self, page: TimelinePage) -> str:
        """The address of the calendar of all dates; "" on the pages of one theme or recommendation, and where it is not written."""
        return "" if page.theme_id or page.reference else self.link(CALENDAR)

    def older(self, page: TimelinePage) -> str:
        """The address of the page that goes on from here."""
        return f"{self.root}{WHOLE}{_query(_name_picked(page.picked) | {'before': page.older})}"

    def newest(self, page: TimelinePage) -> str:
        """The address of the first page of the same choice."""
        return f"{self.root}{WHOLE}{_query(_name_picked(page.picked))}"


def _name_picked(picked: Picked) -> dict[str, str]:
    return {name: value for name, value in asdict(picked).items() if value}


def _query(values: dict[str, str]) -> str:
    return f"?{urlencode(values)}" if values else ""


def has_filters(page: TimelinePage) -> bool:
    """Whether a written page can be filtered: there is something to choose, and not too much of it."""
    return 1 < sum(len(getattr(page.choices, kind)) for kind in KINDS) <= MOST_RULES


def write_filter_rules(page: TimelinePage) -> str:
    """The rules by which a written page shows what was chosen: without a script, and on screens only, so that paper holds all."""
    if not has_filters(page):
        return ""
    rules = "\n".join(_write_rule(name) for name in _list_names(page.choices))
    return "@media screen { @supports selector(:has(*)) {\n.picker { display: block; }\n" + rules + "\n} }\n"


def _write_rule(name: str) -> str:
    hidden = f":is(.entry, .life-row):not(.{name}), .month:not(:has(.{name}))"
    return f"body:has(#{name}:checked) :is({hidden}) {{ display: none; }}"


def _list_names(choices: Choices) -> Iterator[str]:
    for kind in KINDS:
        yield from (f"pick-{kind}-{number}" for number in range(len(getattr(choices, kind))))


def name_classes(about: About, choices: Choices) -> str:
    """The classes by which a line is shown or hidden; made of numbers alone, never of words that people wrote."""
    values = {"theme": about.themes, "owner": about.owners, "state": about.states, "place": about.places}
    names = (
        f"pick-{kind}-{number}" for kind in KINDS for number, choice in enumerate(getattr(choices, kind)) if choice.value in values[kind]
    )
    return "".join(f" {name}" for name in names)


def list_kinds(page: TimelinePage, wording: Wording) -> list[tuple[str, str, tuple[Choice, ...]]]:
    """What can be chosen on a page: name, words and values of each kind that has any."""
    kinds = ((kind, wording.say(f"story.{kind}"), getattr(page.choices, kind)) for kind in KINDS)
    return [each for each in kinds if each[2]]


def has_picked(page: TimelinePage) -> bool:
    """Whether the page shows a choice and not everything."""
    return page.picked != Picked()


def list_themes(page: TimelinePage, site: Site) -> list[Choice]:
    """The other themes of a page that have pages of their own."""
    return [each for each in page.choices.theme if each.value != page.theme_id and site.theme(each.value)]
