"""`hearback theme kind`: what a person says of a passage's kind."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor
from cli.show import print_json, print_line
from cli.theme_options import Why, opened_themes
from domain.kinds import Kind, Leaning

OnePassage = Annotated[str, typer.Argument(help="Id of the passage, or its beginning.", show_default=False)]
OneKind = Annotated[Kind, typer.Argument(help="What it is.", show_default=False)]
OneLeaning = Annotated[
    Leaning | None, typer.Option("--leaning", help="Whether it asks for more or for less of something.", show_default=False)
]


def kind(
    passage: OnePassage,
    said: OneKind,
    leaning: OneLeaning = None,
    why: Why = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Say whether a passage is a concern, a suggestion, praise or a question: no later run says otherwise."""
    with opened_themes(settings_file) as (_, store):
        from desk.kinds import correct_kind, describe_kind
        from desk.theme_find import find_passage

        done = correct_kind(store, find_passage(store, passage), said, leaning, actor=name_actor(who), why=why)
    if as_json:
        print_json({"passage": done.passage_id, "kind": done.kind.value, "leaning": done.leaning.value if done.leaning else None})
    else:
        print_line(f"{done.passage_id}: {describe_kind(done)}. The next `hearback digest` counts it so.")
