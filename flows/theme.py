"""The flow that makes themes of what was brought in."""

from __future__ import annotations

from prefect import flow, task

from domain.receipt import Receipt
from flows.secret_blocks import open_settings
from flows.steps import kinds as kinds_step
from flows.steps import link as link_step
from flows.steps import prepare
from flows.steps import theme as theme_step


@task(name="translate")
def translate_task(settings_file: str, round_name: str) -> Receipt:
    """Translate what an engine can translate."""
    return prepare.translate(open_settings(settings_file), round_name)


@task(name="cut_passages")
def cut_task(settings_file: str, round_name: str) -> Receipt:
    """Cut comments into passages."""
    return prepare.cut(open_settings(settings_file), round_name)


@task(name="embed")
def embed_task(settings_file: str, round_name: str) -> Receipt:
    """One vector a distinct passage."""
    return prepare.embed(open_settings(settings_file), round_name)


@task(name="theme")
def theme_task(settings_file: str, round_name: str) -> Receipt:
    """Find the round's themes and match them with those that live."""
    return theme_step.theme(open_settings(settings_file), round_name)


@task(name="kinds")
def kinds_task(settings_file: str, round_name: str) -> Receipt:
    """Tell concerns, suggestions, praise and questions apart."""
    return kinds_step.kinds(open_settings(settings_file), round_name)


@task(name="link")
def link_task(settings_file: str, round_name: str) -> Receipt:
    """Suggest which themes each recommendation answers."""
    return link_step.link(open_settings(settings_file), round_name)


@flow(name="theme_round")
def theme_round(settings_file: str, round_name: str) -> dict[str, Receipt]:
    """Translate, cut, embed, theme, tell kinds and link one round. Returns a receipt a stage, in order."""
    return {
        "translate": translate_task(settings_file, round_name),
        "passages": cut_task(settings_file, round_name),
        "embed": embed_task(settings_file, round_name),
        "theme": theme_task(settings_file, round_name),
        "kinds": kinds_task(settings_file, round_name),
        "link": link_task(settings_file, round_name),
    }
