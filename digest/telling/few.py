"""So few things said that no new theme was looked for: what matched themes that were found before, and how much did not."""

from __future__ import annotations

from collections.abc import Iterator

from digest.disclosing.policy import DisclosurePolicy, disclose_count, disclose_parts
from digest.gathering.facts import DigestFacts
from digest.telling.wording import Wording


def say_few(facts: DigestFacts, *, wording: Wording, policy: DisclosurePolicy) -> Iterator[str]:
    """That they are too few to look for patterns, and where there were themes before, how many match those."""
    yield wording.say("few.intro")
    if not facts.themes:
        total = disclose_count(facts.passages, policy)
        if total.count is not None:
            yield wording.count("few.kept", total.count)
        return
    counts = disclose_parts({"matched": facts.passages - facts.unthemed_passages, "rest": facts.unthemed_passages}, policy)
    matched, rest = counts["matched"].count, counts["rest"].count
    if matched is None or rest is None:
        yield wording.say("few.hidden")
        return
    yield wording.count("few.matched", matched)
    yield wording.count("few.rest", rest)
