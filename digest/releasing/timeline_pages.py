"""The pages of a timeline that are written to files: the whole, one for each theme that was told, one for each recommendation."""

from __future__ import annotations

import json
from collections.abc import Collection

from digest.gathering.facts import DigestFacts
from digest.pages.timeline_page import TimelinePage
from digest.pages.write import write_plain
from digest.releasing.terms import PageTerms
from digest.rendering.render import render_timeline
from digest.rendering.timeline_site import DATA, WHOLE, Site, recommendation_path, theme_path
from digest.telling.build import build_recommendation, build_theme, build_timeline
from digest.tracking.told import name_told

MOST_OWN_PAGES = 500  # recommendations that get a file each; where there are more, the served pages have them all


def write_timeline_pages(facts: DigestFacts, terms: PageTerms, *, beside: Collection[str] = ()) -> dict[str, str]:
    """Every page by its path below the folder of the pages. `beside` are files that others write there, so that they can be linked."""
    texts, policy = terms.texts, terms.policy
    whole = build_timeline(facts, texts=texts, policy=policy)
    themes = {theme_id: theme_path(theme_id) for theme_id in name_told(facts.told)}
    own = facts.recommendations if len(facts.recommendations) <= MOST_OWN_PAGES else ()
    asked = {each.reference: recommendation_path(each.reference) for each in own}
    written = frozenset({WHOLE, DATA, *beside, *themes.values(), *asked.values()})
    pages = {WHOLE: render_timeline(whole, texts, Site(written=written)), DATA: write_data(whole)}
    for theme_id, path in themes.items():
        page = build_theme(facts, theme_id, texts=texts, policy=policy)
        pages[path] = render_timeline(page, texts, Site(root="../../", written=written))
    for reference, path in asked.items():
        page = build_recommendation(facts, reference, texts=texts, policy=policy)
        pages[path] = render_timeline(page, texts, Site(root="../", written=written))
    return pages


def write_data(page: TimelinePage) -> str:
    """A timeline as JSON, as `docs/timeline.schema.json` describes it: fields that say nothing are left out."""
    return json.dumps(write_plain(page), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
