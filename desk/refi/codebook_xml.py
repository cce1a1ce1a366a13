"""A codebook file (.qdc): one XML document of codes, namespace urn:QDA-XML:codebook:1.0 (REFI-QDA 1.5, section 5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from desk.refi.codes_xml import read_codes, write_codes
from desk.refi.safe_xml import local_name, parse_xml, writable, write_document
from desk.refi.values import Code
from domain.errors import BadFile

_NAMESPACE = "urn:QDA-XML:codebook:1.0"


def write_qdc(codes: Sequence[Code], *, origin: str) -> bytes:
    """A codebook file, UTF-8. Raises BadFile for a codebook without codes, which the standard does not know."""
    if not codes:
        raise BadFile("There are no themes, and a codebook cannot be empty.", next_step="Find themes first: hearback run --round ROUND")
    root = Element("CodeBook", xmlns=_NAMESPACE, origin=writable(origin))
    write_codes(SubElement(root, "Codes"), codes)
    return write_document(root)


def read_qdc(content: bytes, where: str) -> tuple[Code, ...]:
    """The codes of a codebook file; sets are passed over. Raises BadFile where it is none."""
    root = parse_xml(content, where)
    if local_name(root) != "CodeBook":
        raise BadFile("This is no REFI-QDA codebook.", where=where, next_step="Export the codebook as .qdc from the other program.")
    return tuple(code for child in root if local_name(child) == "Codes" for code in read_codes(child, where))
