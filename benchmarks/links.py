"""How well is told what answers what? Words, meaning and both, on updates of a public tracker and on the demo's town, in one run.

    python -m benchmarks.links [--only tracker|town] > links.json

HEARBACK_SHARED (or ../shared beside the checkout) holds the tracker (`uk_nuclear_tracker`); it is not part of this repository.
Nothing is learnt and no weight is fitted: the sides are fixed, and which of them Hearback uses was chosen by looking at these very
figures (see docs/decisions/0033), so that they are not those of a fresh set. Intervals are 95 %, over recommendations drawn again.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from benchmarks import find_data
from benchmarks.linking.alder_falls import measure_town
from benchmarks.linking.remember import RememberingEncoder
from benchmarks.linking.tracker import measure_tracker, read_tracker
from config.packs import load_packs
from nlp.embed import open_encoder
from nlp.embed.open import ENGLISH, PACKAGED
from nlp.links.words import WordRule
from nlp.stop_words import stop_words_of
from nlp.themes.names.term import stops_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure both sets and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("tracker", "town"), default=None)
    asked = parser.parse_args(arguments)
    rule = WordRule("en", stops_of(stop_words_of("en", load_packs(("en",))["en"].stop_words), "en"))
    e5 = RememberingEncoder(open_encoder(PACKAGED))
    told: dict[str, Any] = {"model": e5.model}
    if asked.only != "town":
        tracker = read_tracker(find_data() / "uk_nuclear_tracker")
        told["tracker"] = measure_tracker(tracker, {"e5": e5, "minilm": RememberingEncoder(open_encoder(ENGLISH))}, rule)
    if asked.only != "tracker":
        told["town"] = measure_town(e5, rule)
    json.dump(told, sys.stdout, indent=1)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
