"""Which pairs of languages an engine has -> the shortest way from each language to the target."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from nlp.language import normalise_tag

# `eco-es-fr` and the like are variants for other uses; `es-pt_BR` and `spa-eng_US` are regional.
_MODE: Final = re.compile(r"([a-z]{2,3})-([a-z]{2,3})(_[A-Za-z]+)?")


@dataclass(frozen=True, slots=True)
class Route:
    """A way through one or more modes: `languages` has one more entry than `modes`."""

    languages: tuple[str, ...]
    modes: tuple[str, ...]

    @property
    def name(self) -> str:
        """As shown to readers: `fr-es-en`."""
        return "-".join(self.languages)


def find_routes(modes: Iterable[str], target: str) -> dict[str, Route]:
    """The shortest way from every language to `target`; between equals the first by name, so that it is always the same."""
    pairs = _read_pairs(modes)
    routes: dict[str, Route] = {target: Route((target,), ())}
    waiting = deque([target])
    while waiting:
        reached = waiting.popleft()
        for (source, into), mode in pairs.items():
            if into == reached and source not in routes:
                onward = routes[reached]
                routes[source] = Route((source, *onward.languages), (mode, *onward.modes))
                waiting.append(source)
    del routes[target]
    return routes


def _read_pairs(modes: Iterable[str]) -> dict[tuple[str, str], str]:
    """(source, target) -> mode; a plain mode before a regional one."""
    pairs: dict[tuple[str, str], str] = {}
    for mode in sorted(modes, key=lambda name: ("_" in name, name)):
        if match := _MODE.fullmatch(mode):
            pair = (normalise_tag(match[1]), normalise_tag(match[2]))
            if all(pair):
                pairs.setdefault(pair, mode)
    return dict(sorted(pairs.items()))
