"""`hearback said list|write|translate|translated`: leaves for those who spoke, in their language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor, read_settings
from cli.show import print_json, print_line, print_receipts, print_table
from domain.errors import WrongUse

if TYPE_CHECKING:
    from config.settings import Settings
    from desk.said import Leaf, SaidTerms
    from desk.said_translations import Drafting, Sentence
    from warehouse.store import Store

Language = Annotated[str, typer.Option("--language", "-l", help="Code of the readers' language, as in so or es.", show_default=False)]
Into = Annotated[str, typer.Option("--to", help="Code of the language to translate into, as in so or es.", show_default=False)]
SomeThemes = Annotated[list[str] | None, typer.Option("--theme", "-t", help="Id of a theme, or its beginning; else all that are released.")]
HasOriginal = Annotated[bool, typer.Option("--original-words", help="Show what is not translated as it was written, and say so.")]
IsDrafted = Annotated[bool, typer.Option("--rough", help="Fill in what is missing by machine, marked rough: a person has to approve it.")]
TableOut = Annotated[Path, typer.Argument(help="CSV to write; one that is there is not written over.")]
TableIn = Annotated[Path, typer.Argument(help="The CSV, filled in.")]
Folder = Annotated[Path, typer.Option("--out", "-o", help="Folder for the leaves.", file_okay=False)]

group = typer.Typer(no_args_is_help=True, help="You said, we did: leaves for those who spoke, a theme each, in their language.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(group, name="said")


def said_terms(settings: Settings) -> SaidTerms:
    """What leaves are told from the settings."""
    from config.screen_texts import list_text_codes, load_texts
    from desk.said import SaidTerms
    from flows.steps.digest import page_terms

    return SaidTerms(page_terms(settings), {code: load_texts(code) for code in list_text_codes()}, settings.digest.say_more)


@group.command("list")
def list_all(language: Language = "", settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show the themes that can be told about, and for each language how many sentences are still to be translated."""
    settings = read_settings(settings_file)
    from desk.said import make_leaves
    from flows.steps.stage import opened_store, wordless_errors

    with wordless_errors("said"), opened_store(settings) as store:
        terms = said_terms(settings)
        languages = (language,) if language else _list_languages(store, settings, terms)
        leaves = {each: make_leaves(store, terms, each) for each in languages}
    rows = _describe(leaves)
    if as_json:
        print_json(rows)
        return
    print_table("Themes", ["theme", "title", "round", "release"], [_tell_theme(each) for each in leaves[languages[0]]], numbers_from=99)
    told = {code: len({place for each in of for place in each.missing}) for code, of in leaves.items()}
    print_table("Languages", ["language", "still to translate"], [[code, str(number)] for code, number in told.items()], numbers_from=1)
    print_line("Write them: hearback said write --language LANGUAGE. Translate: hearback said translate FILE.csv --to LANGUAGE")


@group.command("write")
def write(
    language: Language = "",
    theme: SomeThemes = None,
    out: Folder = Path("said"),
    has_original: HasOriginal = False,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Write leaves to hand out and to send: HTML that prints on one sheet, and plain text. Only what is released stands on them."""
    _require(language, "--language")
    settings = read_settings(settings_file)
    from desk.said import publish_said
    from flows.steps.stage import opened_store, wordless_errors

    with wordless_errors("said"), opened_store(settings) as store:
        ids = _find_ids(store, theme or [])
        files = publish_said(store, said_terms(settings), language, out, theme_ids=ids, has_original=has_original, who=name_actor(who))
    if as_json:
        print_json([str(each) for each in files])
        return
    for each in files:
        print_line(str(each))


@group.command("translate")
def translate(file: TableOut, into: Into = "", is_drafted: IsDrafted = False, settings_file: SettingsFile = DEFAULT_SETTINGS) -> None:
    """Write a table of what has to be translated before the leaves can be published in a language."""
    _require(into, "--to")
    settings = read_settings(settings_file)
    from desk.said_translations import list_to_translate, refuse_overwriting, write_table
    from digest.rendering.save import save_whole
    from flows.steps.stage import opened_store, wordless_errors

    refuse_overwriting(file)
    with wordless_errors("said"), opened_store(settings) as store:
        draft = _open_drafting(settings, into) if is_drafted else None
        sentences = list_to_translate(store, said_terms(settings), into, draft=draft)
    save_whole(file, write_table(sentences))
    print_line(f"{file}: {_count(sentences)}")
    print_line(f"Fill in the column translation, write approved over rough, and take it back: hearback said translated {file} --to {into}")


@group.command("translated")
def translated(
    file: TableIn, into: Into = "", who: Who = "", settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False
) -> None:
    """Take a table of translations back: all that is filled in and approved, or nothing where a row is wrong."""
    _require(into, "--to")
    settings = read_settings(settings_file)
    from desk.said_translations import take_translations
    from flows.steps.stage import opened_store, wordless_errors

    with wordless_errors("said"), opened_store(settings) as store:
        receipt = take_translations(store, said_terms(settings), file, into, who=name_actor(who))
    print_receipts({f"translated {file.name}": receipt}, as_json=as_json)


def _require(language: str, option: str) -> None:
    if not language:
        raise WrongUse("It is not said into which language.", next_step=f"Say it as in: {option} es")


def _find_ids(store: Store, said: list[str]) -> list[str]:
    from desk.theme_find import find_theme

    return [find_theme(store, each).id for each in said]


def _list_languages(store: Store, settings: Settings, terms: SaidTerms) -> tuple[str, ...]:
    """The digest's own first, then those that people speak here, and those into which anything was translated."""
    own = settings.hearback.language
    return tuple(dict.fromkeys((own, *terms.catalogues, *settings.hearback.languages, *store.staff_translations.languages())))


def _open_drafting(settings: Settings, into: str) -> Drafting:
    """Rough translations by the engine of the settings. Raises WrongUse where it has no way into the language."""
    from domain.text import RedactedText
    from nlp.translate.engine import open_translator

    source = settings.hearback.language
    engine = open_translator(settings.translation.engine, target=into)
    if source not in engine.languages:
        raise WrongUse(
            f"Nothing here translates from {source} into {into}.", next_step="Write the table without --rough, and have people fill it in."
        )

    def draft(texts: list[str]) -> list[str | None]:
        # Words of staff, which stand on public pages as they are: there is nothing in them to redact.
        made = engine.translate([RedactedText(each) for each in texts], source, into)
        return [None if each is None else str(each.text) for each in made]

    return draft


def _describe(leaves: dict[str, tuple[Leaf, ...]]) -> list[dict[str, str | int]]:
    return [
        {
            "theme": each.theme.card.anchor,
            "title": each.theme.card.title,
            "round": each.theme.round.name,
            "release": each.theme.release.number,
            "language": code,
            "to_translate": len(each.missing),
        }
        for code, of in leaves.items()
        for each in of
    ]


def _tell_theme(leaf: Leaf) -> list[str]:
    theme = leaf.theme
    return [theme.card.anchor, theme.card.title, theme.round.title, str(theme.release.number)]


def _count(sentences: tuple[Sentence, ...]) -> str:
    from collections import Counter

    counts = Counter(each.state.value for each in sentences)
    return f"{len(sentences)} sentences" + (": " + ", ".join(f"{number} {state}" for state, number in counts.items()) if counts else "")
