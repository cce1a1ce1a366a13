"""XML from elsewhere, read without letting it do anything: no declarations of types, no entities, no endless nesting."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring
from xml.parsers.expat import ExpatError, ParserCreate

from domain.errors import BadFile

MOST_BYTES = 200_000_000
_DEEPEST = 200
_MOST_ELEMENTS = 5_000_000
# What XML 1.0 cannot carry, however it is written: control signs, halves of surrogate pairs, two non-characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse_xml(content: bytes, where: str) -> Element:
    """The root element of a document. Raises BadFile for one that is broken, too large, or declares anything.

    A document type is refused before anything in it is read: it can name files and addresses to fetch, and entities that
    unfold into gigabytes.
    """
    if len(content) > MOST_BYTES:
        raise BadFile(f"Its XML has more than {MOST_BYTES:,} bytes.", where=where, next_step="Export fewer sources at once.")
    try:
        _look_through(content, where)
        return fromstring(content)  # noqa: S314 # looked through just above: it declares nothing
    except (ExpatError, ParseError) as error:
        line = getattr(error, "lineno", None) or getattr(error, "position", (0, 0))[0]
        raise BadFile(f"This is not well-formed XML (line {line}).", where=where, next_step="Export it again.") from None
    except (LookupError, ValueError):
        raise BadFile("Its XML is in an encoding that is not known.", where=where, next_step="Export it as UTF-8.") from None


def _look_through(content: bytes, where: str) -> None:
    """Raises BadFile at the first thing that a plain document does not need."""
    depth, elements = 0, 0

    def refuse(_name: str, _system: str | None, _public: str | None, _inner: bool) -> None:
        raise BadFile(
            "Its XML declares a document type or entities, which no program of this kind needs.",
            where=where,
            next_step="Do not open it elsewhere either, unless you know who made it.",
        )

    def begin(*_: object) -> None:
        nonlocal depth, elements
        depth, elements = depth + 1, elements + 1
        if depth > _DEEPEST or elements > _MOST_ELEMENTS:
            raise BadFile("Its XML is nested too deeply, or has too many elements.", where=where, next_step="Export it again, in parts.")

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    # Entities are declared within a document type only, so none is ever met.
    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.Parse(content, True)


def writable(text: str) -> str:
    """The text without signs that XML cannot carry, with line ends as XML keeps them."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def local_name(element: Element) -> str:
    """An element's name without its namespace: some programs write another than the standard's."""
    return element.tag.rpartition("}")[2]


def write_document(root: Element) -> bytes:
    """A document with its declaration, UTF-8."""
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + bytes(tostring(root, encoding="utf-8", xml_declaration=False))
