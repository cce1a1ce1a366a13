"""Pages as they are released, and what is wrong with them on purpose."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from config.screen_texts import load_texts
from digest.disclosing.check import Exposure, check_issues
from digest.disclosing.issues import Issue
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.printed import read_page
from digest.pages.digest_page import DigestPage
from digest.pages.write import to_json
from digest.telling.build import build_digest
from tests.digest.example import make_facts

POLICY = DisclosurePolicy(threshold=10, round_to=5)
Json = dict[str, Any]


def make_page(code: str = "en", **changed: object) -> DigestPage:
    return build_digest(make_facts(**changed), texts=load_texts(code), policy=POLICY)


def as_json(page: DigestPage) -> Json:
    content: Json = json.loads(to_json(page))
    return content


def issue(page: DigestPage | Mapping[str, Any], number: int = 1) -> Issue:
    content = as_json(page) if isinstance(page, DigestPage) else page
    return Issue("autumn-2026", number, read_page(content, load_texts(content["language"]), POLICY))


def told(*pages: DigestPage | Mapping[str, Any]) -> list[tuple[str, str]]:
    """The table and the group of everything that these releases of one round expose."""
    return [(each.table, each.label) for each in expose(*pages)]


def expose(*pages: DigestPage | Mapping[str, Any]) -> tuple[Exposure, ...]:
    return check_issues([issue(page, number) for number, page in enumerate(pages, 1)])


def rewrite_row(page: Json, table: int, label: str, **values: object) -> Json:
    """The page with another row of a table of people heard."""
    changed = copy.deepcopy(page)
    (row,) = [row for row in changed["heard"][table]["rows"] if row["label"] == label]
    row.update(values)
    return changed
