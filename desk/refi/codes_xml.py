"""Codes in XML, the same in a codebook as in a project."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from desk.refi.safe_xml import local_name, writable
from desk.refi.values import Code
from domain.errors import BadFile

_GUID = re.compile(r"\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?")
_COLOUR = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})")
_DEEPEST = 50


def write_codes(above: Element, codes: Sequence[Code]) -> None:
    """Add codes with those within them to an element."""
    for code in codes:
        element = SubElement(above, "Code", guid=code.guid, name=writable(code.name), isCodable="true" if code.is_codable else "false")
        if code.colour:
            element.set("color", code.colour)
        if code.description:
            SubElement(element, "Description").text = writable(code.description)
        write_codes(element, code.codes)


def read_codes(above: Element, where: str, *, depth: int = 0) -> tuple[Code, ...]:
    """The codes right within an element, with those within them. Raises BadFile for one without a GUID or a name."""
    if depth > _DEEPEST:
        raise BadFile(f"Its codes lie more than {_DEEPEST} deep.", where=where, next_step="Export it again, with fewer levels.")
    return tuple(_read_code(element, where, depth) for element in above if local_name(element) == "Code")


def _read_code(element: Element, where: str, depth: int) -> Code:
    name = (element.get("name") or "").strip()
    if not name:
        raise BadFile("A code has no name.", where=where, next_step="Name it in the other program, and export again.")
    colour = (element.get("color") or "").strip().casefold()
    return Code(
        read_guid(element, "guid", where),
        name,
        read_description(element),
        colour if _COLOUR.fullmatch(colour) else "",
        (element.get("isCodable") or "true").strip() in ("true", "1"),
        read_codes(element, where, depth=depth + 1),
    )


def read_description(element: Element) -> str:
    """What an element says of itself."""
    return next(((child.text or "").strip() for child in element if local_name(child) == "Description"), "")


def read_guid(element: Element, name: str, where: str) -> str:
    """A GUID, in lower case and without braces. Raises BadFile where it is none."""
    match = _GUID.fullmatch((element.get(name) or "").strip().casefold())
    if match is None:
        raise BadFile(f"The {name} of a {local_name(element)} is no GUID.", where=where, next_step="Export it again.")
    return match[1]
