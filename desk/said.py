"""You said, we did: leaves about themes of releases, for those who spoke, in their languages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.gathering.public_words import MEND_REPEATED, find_repeated_in
from digest.pages.said_page import SaidPage
from digest.releasing.said import ReleasedTheme, list_released_themes, make_said_facts
from digest.releasing.terms import PageTerms
from digest.rendering.said import render_said, write_said_text
from digest.rendering.save import save_together
from digest.telling.said_leaf import describe_said
from digest.telling.said_words import SaidWords, list_phrases
from domain.errors import HearbackError, WrongUse
from domain.screen import ScreenTexts
from nlp.quotes.shared_words import PublicText
from warehouse.store import Store

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class SaidTerms:
    """What leaves are told from outside the warehouse.

    `catalogues` are the texts of the languages that have some, by code. `more` says where people can say more, in the words of
    staff; empty where they are not told.
    """

    pages: PageTerms
    catalogues: Mapping[str, ScreenTexts]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf about a theme in one language, and what of it is not translated, by place."""

    theme: ReleasedTheme
    page: SaidPage
    missing: Mapping[str, str]


def make_leaves(store: Store, terms: SaidTerms, language: str, *, theme_ids: Sequence[str] = ()) -> tuple[Leaf, ...]:
    """The leaves of these themes (of all that the newest releases show, where none is named), nothing written.

    Raises WrongUse for a language that is none, and for a theme that no standing release shows; HearbackError without a release.
    """
    check_language(language)
    themes = _find_themes(list_released_themes(store, terms.pages), theme_ids)
    recommendations = store.recommendations.all()
    translations = store.staff_translations.of_language(language)
    leaves = []
    for theme in themes:
        words = SaidWords(language, theme.page.content_language, terms.pages.texts, _find_catalogue(terms, language), translations)
        facts = make_said_facts(theme, recommendations, today=terms.pages.frame.today, more=terms.more)
        leaves.append(Leaf(theme, describe_said(facts, words), words.list_missing()))
    return tuple(leaves)


def list_sentences(store: Store, terms: SaidTerms, language: str) -> dict[str, str]:
    """Everything that has to be translated before every leaf can be published in a language, by its place, done or not."""
    check_language(language)
    found = {} if _find_catalogue(terms, language) else list_phrases(terms.pages.texts)
    recommendations = store.recommendations.all()
    for theme in _find_themes(list_released_themes(store, terms.pages), ()):
        words = SaidWords(language, theme.page.content_language, terms.pages.texts, _find_catalogue(terms, language), {})
        describe_said(make_said_facts(theme, recommendations, today=terms.pages.frame.today, more=terms.more), words)
        found |= words.asked
    return found


def publish_said(
    store: Store, terms: SaidTerms, language: str, folder: Path, *, theme_ids: Sequence[str] = (), has_original: bool = False, who: str
) -> tuple[Path, ...]:
    """Write leaves as HTML and as text, all of them or none, with an audit event for each that is new; returns the files.

    Without `has_original` a leaf is refused while anything of it is not translated. Raises WrongUse then, and where a leaf would
    repeat what somebody said; BadFile where the folder cannot be written.
    """
    with store.transaction():
        leaves = make_leaves(store, terms, language, theme_ids=theme_ids)
        _refuse_untranslated(leaves, language, terms, has_original=has_original)
        _refuse_repeated(store, leaves)
        contents = {name: content for each in leaves for name, content in _write(each, language).items()}
        for each in leaves:
            if not _is_there(folder, _write(each, language)):
                why = f"for those who read {language}"
                store.audit.append(who, "said page published", each.theme.card.anchor, why, _describe(each, language))
        save_together(folder, contents)
    return tuple(folder / name for name in contents)


def check_language(language: str) -> None:
    """Raises WrongUse for what is no language code."""
    if not _TAG.fullmatch(language):
        raise WrongUse("This is no code of a language.", next_step='Write it as in "so", "es" or "zh-Hant".')


def name_leaf(anchor: str, language: str) -> str:
    """The file name of a leaf without its ending: the theme's id and the language, and no word of anybody's."""
    return f"said-{anchor}-{language}"


def _find_catalogue(terms: SaidTerms, language: str) -> ScreenTexts | None:
    return terms.catalogues.get(language)


def _find_themes(released: Sequence[ReleasedTheme], theme_ids: Sequence[str]) -> tuple[ReleasedTheme, ...]:
    if not released:
        raise HearbackError("No release tells of any theme yet.", next_step="Release a round first: hearback release make --round ROUND")
    if not theme_ids:
        return tuple(released)
    by_id = {each.card.anchor: each for each in released}
    for each in theme_ids:
        if each not in by_id:
            raise WrongUse(f"No release shows the theme {each}.", next_step="See those that are shown: hearback said list")
    return tuple(by_id[each] for each in dict.fromkeys(theme_ids))


def _refuse_untranslated(leaves: Sequence[Leaf], language: str, terms: SaidTerms, *, has_original: bool) -> None:
    missing = {place: words for each in leaves for place, words in each.missing.items()}
    phrases = [place for place in missing if place.startswith("phrase:")]
    if not missing or (has_original and not phrases):
        return
    told = "1 sentence is" if len(missing) == 1 else f"{len(missing)} sentences are"
    also = " Its own phrases have to be, whatever else is shown as it was written." if has_original else ""
    raise WrongUse(
        f"{told} not translated into {language}, or were written anew since.{also}",
        where=", ".join(list(missing)[:_MOST_NAMED]) + (" and more" if len(missing) > _MOST_NAMED else ""),
        next_step=f"Write a table of them, have it filled in and take it back: hearback said translate words.csv --to {language}",
    )


def _refuse_repeated(store: Store, leaves: Sequence[Leaf]) -> None:
    texts = [
        PublicText(f"{each.theme.card.anchor}, part {number}", words)
        for each in leaves
        for number, words in enumerate(_list_texts(each), 1)
    ]
    if places := find_repeated_in(store, texts):
        raise WrongUse(
            f"A leaf would repeat six words in a row that somebody said and nobody approved, in: {'; '.join(places[:_MOST_NAMED])}.",
            next_step=f"Change the translation or the note. {MEND_REPEATED}",
        )


def _list_texts(leaf: Leaf) -> Iterator[str]:
    return (each.words for each in leaf.page.list_staff_words())


def _write(leaf: Leaf, language: str) -> dict[str, bytes]:
    name = name_leaf(leaf.theme.card.anchor, language)
    return {f"{name}.html": render_said(leaf.page).encode(), f"{name}.txt": write_said_text(leaf.page).encode()}


def _is_there(folder: Path, contents: Mapping[str, bytes]) -> bool:
    """Whether the files say this already: published again they are the same leaf."""
    return all((folder / name).is_file() and (folder / name).read_bytes() == content for name, content in contents.items())


def _describe(leaf: Leaf, language: str) -> dict[str, str | int]:
    release = leaf.theme.release
    return {
        "language": language,
        "release": release.id,
        "number": release.number,
        "release_hash": release.content_hash,
        "page": hashlib.sha256(render_said(leaf.page).encode()).hexdigest(),
        "not_translated": len(leaf.missing),
    }
