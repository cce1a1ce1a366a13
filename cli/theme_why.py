"""Why a passage is where it is, on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli.held_words import show_safely
from cli.show import print_line
from cli.theme_show import describe_passage, print_passage
from domain.themes import MadeBy

if TYPE_CHECKING:
    from desk.theme_why import Why

_MOST_WORDS = 8
_MOST_THEMES = 3
_SLIGHT = 0.005


def describe_why(why: Why) -> dict[str, Any]:
    """An explanation for JSON."""
    return {
        "passage": describe_passage(why.row),
        "nearest_themes": [{"theme": each.theme.id, "nearness": each.nearness} for each in why.nearest],
        "like_it": [describe_passage(each) | {"nearness": nearness} for each, nearness in why.like_it],
        "like_it_placed_by_people": why.is_by_people,
        "words_towards": why.towards.id if why.towards else None,
        "nearness_of_words": round(why.alone, 4),
        "words": [{"text": why.said[each.start : each.end], "change": each.change} for each in why.words],
    }


def print_why(why: Why) -> None:
    """The passage, its score, the themes near it, what is like it, and the words that carried it."""
    print_passage(why.row)
    print_line(f"\nIt is in: {_say_place(why)}")
    print_line("\nNearest themes (1 is the same, 0 has nothing in common):")
    for each in why.nearest[:_MOST_THEMES]:
        print_line(f"  {each.nearness:.2f}  {each.theme.id}  {show_safely(each.theme.title)}")
    if why.like_it:
        whom = "Nearest passages that a person placed here:" if why.is_by_people else "Among the surest passages here, nearest first:"
        print_line(f"\n{whom}")
        for row, nearness in why.like_it:
            print_passage(row, nearness=nearness)
    _print_words(why)
    print_line()


def _say_place(why: Why) -> str:
    if why.theme is None:
        by = "a person said so" if why.row.placed.made_by is MadeBy.PERSON else "no theme was sure enough"
        return f"no theme ({by})."
    part = f", in it “{show_safely(why.part.title)}”" if why.part else ""
    by = "a person put it there" if why.row.placed.made_by is MadeBy.PERSON else f"how sure, from 0 to 1: {why.row.placed.score:.2f}"
    return f"“{show_safely(why.theme.title)}”{part} ({by})."


def _print_words(why: Why) -> None:
    if why.towards is None or not why.words:
        return
    ranked = sorted(why.words, key=lambda each: (-abs(each.change), each.start))[:_MOST_WORDS]
    towards = [each for each in ranked if each.change > _SLIGHT]
    away = [each for each in ranked if each.change < -_SLIGHT]
    print_line(f"\nWords, by how much nearer to “{show_safely(why.towards.title)}” they bring it:")
    for each in sorted((*towards, *away), key=lambda each: -each.change):
        print_line(f"  {each.change:+.3f}  {show_safely(why.said[each.start : each.end])}")
    if not towards and not away:
        print_line("  no single word matters; it is the whole sentence.")
