"""What do titles and keywords look like? Ours beside the keywords of plain BERTopic on the same vectors, in one run.

    python -m benchmarks.titles [--rows N] [--sets NAME …] [--settings hearback.toml] > titles.json

JSON to stdout, all titles to stderr: read them as a board member would. HEARBACK_SHARED (or ../shared beside the checkout) holds
the sets; they are not part of this repository. `--settings` adds the titles of an installation, such as that of the demo.
Measured: the share of stop words among the ten first keywords, titles that two themes share, titles in mixed languages, titles of
another length than two to six words, and the NPMI coherence of the keywords (Bouma 2009; pairs of the ten first words over texts).
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import find_data
from benchmarks.themes import ENGLISH, read_spaces
from benchmarks.theming.plain import find_default_topics
from benchmarks.theming.sets import SETS, Cut, cut_rows
from config.packs import list_languages
from config.settings import Settings, load_settings
from config.tables import GeneralSettings
from domain.decisions import Bindings
from domain.ids import PassageId, RoundId, RunId
from domain.themes import Theme
from flows.steps.keys import open_keys
from flows.steps.wording import wording_of
from nlp.embed import Encoder, centre_by_language, open_encoder
from nlp.themes import PassageToTheme, Previous, Space, theme_passages
from nlp.themes.names.runs import stem_word
from nlp.themes.names.sentences import is_unnamed
from nlp.themes.names.term import Wording, stops_of
from nlp.themes.words import count_words, fold_word, is_han, split_words
from warehouse.store import open_store

KEYWORDS = 10
MULTILINGUAL = "packaged:multilingual-e5-small"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all sets and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=None, help="only so many rows of each set")
    parser.add_argument("--sets", nargs="*", choices=[each.name for each in SETS], default=[each.name for each in SETS])
    parser.add_argument("--settings", type=Path, default=None, help="an installation whose titles are read too")
    asked = parser.parse_args(arguments)
    encoders = (open_encoder(MULTILINGUAL), open_encoder(ENGLISH))
    wording = wording_of(Settings(hearback=GeneralSettings(languages=list_languages())))
    results = []
    for each in SETS:
        if each.name in asked.sets:
            cuts = cut_rows(each.read(find_data())[: asked.rows], is_cut=False)
            results.append({"set": each.name} | measure_cuts(cuts, encoders, wording))
            print(draw(results[-1]), file=sys.stderr, flush=True)
    if asked.settings is not None:
        results.append({"set": "installation", "ours": _describe_themes(_read_installation(asked.settings), {})})
        print(draw(results[-1]), file=sys.stderr)
    json.dump({"results": results}, sys.stdout, indent=2, ensure_ascii=False)
    return 0


def measure_cuts(cuts: Sequence[Cut], encoders: Sequence[Encoder], wording: Wording) -> dict[str, Any]:
    """Our titles with their figures, and the figures of plain BERTopic's keywords, on the same texts and vectors."""
    spaces = read_spaces(cuts, encoders)
    themes = name_cuts(cuts, spaces, wording)
    stems = [_stem_text(cut) for cut in cuts]
    ours = [list(theme.keywords) for theme in themes if theme.parent_id is None]
    centred = centre_by_language(spaces[0].vectors, [cut.language for cut in cuts])
    topics = find_default_topics([cut.text for cut in cuts], centred, 1)
    stops = frozenset().union(*(stops_of(wording.stop_words, language) for language in {cut.language for cut in cuts}))
    plain, without = (_plain_keywords(cuts, topics, words) for words in (frozenset[str](), stops))
    return {
        "rows": len(cuts),
        "ours": _describe_themes(themes, _words_by_language(cuts))
        | {"stop_words": _share_of_stops(ours, stops), "npmi": _coherence(ours, stems)},
        "BERTopic": {"topics": len(plain), "stop_words": _share_of_stops(plain, stops), "npmi": _coherence(plain, stems)},
        "BERTopic without stop words": {"stop_words": _share_of_stops(without, stops), "npmi": _coherence(without, stems)},
    }


def name_cuts(cuts: Sequence[Cut], spaces: Sequence[Space], wording: Wording) -> tuple[Theme, ...]:
    """Themes by the facade that the product uses, with all that makes its titles."""
    return theme_passages(
        [PassageToTheme(PassageId(f"{cut.row}-{cut.start}"), cut.text, cut.language) for cut in cuts],
        spaces,
        living=(),
        previous=Previous(),
        bindings=Bindings(),
        round_id=RoundId("benchmark"),
        run_id=RunId("benchmark"),
        stop_words=wording,
        smallest=None,
        language="en",
    ).themes


def _read_installation(file: Path) -> Sequence[Theme]:
    settings = load_settings(file)
    with open_store(settings.warehouse_url, open_keys(settings)) as store:
        return store.themes.living()


def _describe_themes(themes: Sequence[Theme], spoken: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    titles = [theme.title for theme in themes]
    named = [title for title in titles if not is_unnamed(title)]
    return {
        "themes": [_tell(theme, themes) for theme in themes if theme.parent_id is None],
        "titles": len(titles),
        "unnamed": len(titles) - len(named),
        "shared": sum(count for count in Counter(map(str.casefold, titles)).values() if count > 1),
        "numbered": sum(title.endswith(")") for title in named),
        "mixed_languages": sum(is_mixed(title, spoken) for title in named),
        "other_length": sum(not 2 <= count_words(title) <= 6 for title in named),
    }


def _tell(theme: Theme, themes: Sequence[Theme]) -> dict[str, Any]:
    parts = [each.title for each in themes if each.parent_id == theme.id]
    return {"title": theme.title, "description": theme.description, "keywords": list(theme.keywords), "parts": parts}


def is_mixed(title: str, spoken: Mapping[str, frozenset[str]]) -> bool:
    """True for a title in two scripts, or whose words no one language's texts all hold; `spoken` are words by language."""
    words = [word for run in split_words(title) for word in run]
    if len({_script(word) for word in words}) > 1:
        return True
    telling = {fold_word(word) for word in words if len(word) > 3}
    return bool(spoken) and not any(telling <= said for said in spoken.values()) and not any(map(is_han, words))


def _words_by_language(cuts: Sequence[Cut]) -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for cut in cuts:
        words.setdefault(cut.language, set()).update(fold_word(word) for run in split_words(cut.text) for word in run)
    return {language: frozenset(said) for language, said in words.items()}


def _script(word: str) -> str:
    return "HAN" if is_han(word) else unicodedata.name(word[0], "").partition(" ")[0]


def _plain_keywords(cuts: Sequence[Cut], topics: Iterable[int], stops: frozenset[str]) -> list[list[str]]:
    """The ten first words of each topic by c-TF-IDF, as BERTopic's own representation takes them."""
    from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.feature_extraction.text import CountVectorizer

    texts: dict[int, list[str]] = {}
    for cut, topic in zip(cuts, topics, strict=True):
        if topic >= 0:
            texts.setdefault(int(topic), []).append(cut.text)
    vectorizer = CountVectorizer(stop_words=sorted(stops) or None)
    weights = ClassTfidfTransformer().fit_transform(vectorizer.fit_transform([" ".join(texts[topic]) for topic in sorted(texts)]))
    words = vectorizer.get_feature_names_out()
    return [[str(words[at]) for at in np.argsort(-row.toarray().ravel())[:KEYWORDS]] for row in weights]


def _share_of_stops(keywords: Sequence[Sequence[str]], stops: frozenset[str]) -> float:
    """Keywords that are made of stop words; "of" within "cost of living" is none."""
    told = [fold_word(keyword).split() for each in keywords for keyword in each[:KEYWORDS]]
    return round(sum(stops.issuperset(words) for words in told) / max(1, len(told)), 3)


def _stem_text(cut: Cut) -> frozenset[str]:
    return frozenset(stem_word(word, cut.language) for run in split_words(cut.text) for word in run)


def _coherence(keywords: Sequence[Sequence[str]], texts: Sequence[frozenset[str]]) -> float:
    """Mean over themes of the mean NPMI of all pairs of their ten first words, in [-1, 1]; plurals count as their singulars."""
    holding: dict[str, set[int]] = {}
    for row, words in enumerate(texts):
        for word in words:
            holding.setdefault(word, set()).add(row)
    told = [[stem_word(word, "en") for keyword in each for word in keyword.split()] for each in keywords]
    means = [_mean_npmi(list(dict.fromkeys(words))[:KEYWORDS], holding, len(texts)) for words in told]
    return round(float(np.mean([mean for mean in means if mean is not None] or [0.0])), 3)


def _mean_npmi(words: Sequence[str], holding: Mapping[str, set[int]], count: int) -> float | None:
    values = [_npmi(holding.get(one, set()), holding.get(other, set()), count) for one, other in combinations(words, 2)]
    return float(np.mean(values)) if values else None


def _npmi(one: set[int], other: set[int], count: int) -> float:
    both = len(one & other)
    if not both:
        return -1.0
    if both == count:
        return 1.0
    return float(np.log(both * count / (len(one) * len(other))) / -np.log(both / count))


def draw(result: Mapping[str, Any]) -> str:
    """All titles of a set, sub-themes beneath, and the figures."""
    ours = result["ours"]
    lines = [f"== {result['set']}"]
    for theme in ours["themes"]:
        lines += [theme["title"], f"    {theme['description']}", *(f"    - {part}" for part in theme["parts"])]
    figures = {name: value for name, value in ours.items() if name != "themes"}
    beside = {name: value for name, value in result.items() if name.startswith("BERTopic")}
    return "\n".join([*lines, json.dumps({"ours": figures, **beside})])


if __name__ == "__main__":
    sys.exit(main())
