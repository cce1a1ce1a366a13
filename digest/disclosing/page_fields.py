"""Every field of a page that the attackers know: a number that stands anywhere else is one that nobody tried. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_SHARE = {"value", "low", "high", "design_effect"}
_SIDE = {"when": None, "shown": None, "top": None, "share": _SHARE}
_KIND = {"kind", "shown", "words"}
_BOARD = {"key", "label", "number"}
_HELPED = {
    **dict.fromkeys(("kind", "anchor", "title", "verdict", "words")),
    "points": {**dict.fromkeys(("title", "when", "words")), "share": _SHARE},
    "difference": {"value", "low", "high"},
}

# What is read as a figure, what repeats one in words, and what counts no people (dates, references, other records' titles).
# Written out by hand: a field that is new on the pages has to be looked at here before any page with it is released.
_FIELDS: Mapping[str, Any] = {
    **dict.fromkeys(
        [
            "schema",
            "language",
            "content_language",
            "direction",
            "town",
            "title",
            "round_title",
            "dates",
            "round_titles",
            "themes_note",
            "unthemed",
            "method",
            "notice",
            "withdrawn_on",
            "hidden_note",
            "is_draft",
            "headline",
            "not_heard",
            "reviews",
            "corrected",
        ]
    ),
    "summary": {"key", "question", "lines"},
    "themes": {
        **dict.fromkeys(
            [
                "anchor",
                "title",
                "description",
                "people",
                "sessions",
                "share_words",
                "change",
                "change_words",
                "basis",
                "is_machine_named",
                "solidity",
                "solidity_words",
                "campaign",
                "shown",
                "why",
                "reviewed",
            ]
        ),
        "share": _SHARE,
        "previous": _SHARE,
        "answered_by": {"reference", "title", "standing", "words", "is_suggested"},
        "history": {"round_title": None, "share": _SHARE, "words": None},
        "parts": {"anchor", "title"},
        "kinds": _KIND,
        "leanings": _KIND,
        "raised_by": {
            **dict.fromkeys(("title", "language")),
            "share": _SHARE,
            "rows": {**dict.fromkeys(("label", "raised", "heard", "standing", "words")), "share": _SHARE},
        },
        "quotes": {"parts", "language", "direction", "translation", "translation_mark", "stance", "stance_words"},
    },
    "heard": {
        **dict.fromkeys(("title", "language", "is_part_hidden")),
        "rows": {**dict.fromkeys(("label", "people", "residents", "words")), "share": _SHARE},
    },
    "indicators": {
        **dict.fromkeys(("title", "question", "words", "change", "lowest", "highest")),
        "rows": {
            **dict.fromkeys(
                ["round_title", "people", "mean", "words", "shown", "top", "unscored", "unscored_words", "mean_tenths", "mean_interval"],
            ),
            "share": _SHARE,
        },
        "groups": {
            **dict.fromkeys(("title", "language")),
            "rows": {**dict.fromkeys(("label", "shown", "top", "words")), "share": _SHARE},
        },
        "weighted": {**dict.fromkeys(("effective", "by", "words")), "share": _SHARE},
    },
    "recommendations": dict.fromkeys(
        [
            "reference",
            "title",
            "owner",
            "asked",
            "due",
            "moved",
            "standing",
            "standing_words",
            "last_word",
            "last_word_on",
            "evidence",
            "answers",
            "themes",
            "reply",
            "moves",
            "moved_why",
            "steps",
            "reported",
            "verified",
            "silent",
            "waits",
        ]
    ),
    # Recommendations are counted here, and no people.
    "board": {**dict.fromkeys(("on", "total", "lines")), "states": _BOARD, "dates": _BOARD},
    "counts": {"title", "heads", "rows"},
    "made": {"number", "at"},
    "tiles": {"key", "figure", "label", "anchor", "shown"},
    "outcomes": {
        **dict.fromkeys(["title", "unit", "source", "place", "category", "kind", "language", "note"]),
        "points": {"when", "value", "words", "people"},
    },
    "said_done": {"anchor", "said", "done"},
    "how": {"anchor", "title", "lines"},
    "helped": {**dict.fromkeys(("reference", "title", "done_on", "done", "notes")), "lines": _HELPED, "others": _HELPED},
    "trainings": {
        **dict.fromkeys(("title", "held", "against", "note")),
        "rows": {
            **dict.fromkeys(("title", "who", "is_paired", "rose", "fell", "words")),
            "before": _SIDE,
            "after": _SIDE,
            "difference": {"value", "low", "high"},
        },
    },
}


def find_unknown(page: Mapping[str, Any]) -> Iterator[str]:
    """The fields of a page that are not known here and in which some number stands."""
    return _find_unknown(page, _FIELDS, "")


def _find_unknown(value: Any, known: Any, where: str) -> Iterator[str]:
    if isinstance(value, list):
        yield from dict.fromkeys(name for each in value for name in _find_unknown(each, known, where))
    elif isinstance(value, Mapping):
        names = dict.fromkeys(known or ()) if not isinstance(known, Mapping) else known
        for name, part in value.items():
            if name in names:
                yield from _find_unknown(part, names[name], f"{where}{name}.")
            elif has_number(part):
                yield f"{where}{name}"


def has_number(value: Any) -> bool:
    """Whether a number stands in it, as a figure or in digits of any script."""
    if isinstance(value, Mapping):
        return any(map(has_number, value.values()))
    if isinstance(value, list | tuple):
        return any(map(has_number, value))
    if isinstance(value, str):
        return any(sign.isdecimal() for sign in value)
    return isinstance(value, int | float) and not isinstance(value, bool)
