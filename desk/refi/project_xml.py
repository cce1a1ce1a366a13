"""The XML of a project (project.qde), namespace urn:QDA-XML:project:1.0 (REFI-QDA 1.5, section 5.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element, SubElement

from desk.refi.codes_xml import read_codes, read_guid, write_codes
from desk.refi.safe_xml import local_name, parse_xml, writable, write_document
from desk.refi.values import Case, Coding, Project, Selection, Source, User
from domain.errors import BadFile

_NAMESPACE = "urn:QDA-XML:project:1.0"
INTERNAL = "internal://"
_OTHER_SOURCES = frozenset({"PictureSource", "PDFSource", "AudioSource", "VideoSource"})
Fetch = Callable[[str], str]
"""The text behind a path such as `internal://….txt`."""


def write_project(project: Project) -> bytes:
    """The XML of a project; the texts themselves stand beside it, in files named by the sources' GUIDs."""
    root = Element("Project", xmlns=_NAMESPACE, name=writable(project.name), origin=writable(project.origin))
    root.set("creationDateTime", project.created)
    if project.users:
        root.set("creatingUserGUID", project.users[0].guid)
        users = SubElement(root, "Users")
        for user in project.users:
            SubElement(users, "User", guid=user.guid, name=writable(user.name))
    # The standard knows no empty list: an element is there with content, or not at all. Its order is the standard's.
    if project.codes:
        write_codes(SubElement(SubElement(root, "CodeBook"), "Codes"), project.codes)
    if project.cases:
        cases = SubElement(root, "Cases")
        for case in project.cases:
            element = SubElement(cases, "Case", guid=case.guid, name=writable(case.name))
            for guid in case.sources:
                SubElement(element, "SourceRef", targetGUID=guid)
    if project.sources:
        sources = SubElement(root, "Sources")
        for source in project.sources:
            _write_source(sources, source)
    return write_document(root)


def _write_source(above: Element, source: Source) -> None:
    element = SubElement(above, "TextSource", guid=source.guid, name=writable(source.name), plainTextPath=f"{INTERNAL}{source.guid}.txt")
    for selection in source.selections:
        # No name: programs put the selected words there, and words stand in one place only, the source.
        place = {"startPosition": str(selection.start), "endPosition": str(selection.end)}
        _write_codings(SubElement(element, "PlainTextSelection", place, guid=selection.guid), selection.codings)
    _write_codings(element, source.codings)


def _write_codings(above: Element, codings: Sequence[Coding]) -> None:
    for coding in codings:
        element = SubElement(above, "Coding", guid=coding.guid)
        if coding.user:
            element.set("creatingUser", coding.user)
        SubElement(element, "CodeRef", targetGUID=coding.code)


def read_project(content: bytes, where: str, fetch: Fetch) -> Project:
    """A project from its XML; `fetch` gives the texts. Raises BadFile where it is none, or names what is not there."""
    root = parse_xml(content, where)
    if local_name(root) != "Project":
        raise BadFile("This is no REFI-QDA project.", where=where, next_step="Export the project as .qdpx from the other program.")
    sources = _within(root, "Sources")
    return Project(
        name=root.get("name") or "",
        origin=root.get("origin") or "",
        created=root.get("creationDateTime") or "",
        users=tuple(User(read_guid(each, "guid", where), each.get("name") or "") for each in _within(root, "Users")),
        codes=tuple(
            code
            for book in root
            if local_name(book) == "CodeBook"
            for codes in book
            if local_name(codes) == "Codes"
            for code in read_codes(codes, where)
        ),
        sources=tuple(_read_source(each, where, fetch) for each in sources if local_name(each) == "TextSource"),
        cases=tuple(_read_case(each, where) for each in _within(root, "Cases") if local_name(each) == "Case"),
        left_out=sum(local_name(each) in _OTHER_SOURCES for each in sources),
    )


def _within(root: Element, name: str) -> list[Element]:
    return [child for each in root if local_name(each) == name for child in each]


def _read_case(element: Element, where: str) -> Case:
    refs = tuple(read_guid(each, "targetGUID", where) for each in element if local_name(each) == "SourceRef")
    return Case(read_guid(element, "guid", where), element.get("name") or "", refs)


def _read_source(element: Element, where: str, fetch: Fetch) -> Source:
    guid, path = read_guid(element, "guid", where), element.get("plainTextPath")
    written = next((child.text or "" for child in element if local_name(child) == "PlainTextContent"), "")
    text = fetch(path) if path else written
    selections = (_read_selection(each, where, len(text)) for each in element if local_name(each) == "PlainTextSelection")
    return Source(guid, element.get("name") or "", text, tuple(selections), _read_codings(element, where))


def _read_selection(element: Element, where: str, length: int) -> Selection:
    try:
        start, end = (int(element.get(name) or "") for name in ("startPosition", "endPosition"))
    except ValueError:
        raise BadFile("A selection does not say in numbers where it begins and ends.", where=where, next_step="Export it again.") from None
    # Some programs end a last selection one beyond its text.
    return Selection(read_guid(element, "guid", where), max(0, start), min(end, length), _read_codings(element, where))


def _read_codings(element: Element, where: str) -> tuple[Coding, ...]:
    return tuple(_read_coding(each, where) for each in element if local_name(each) == "Coding")


def _read_coding(element: Element, where: str) -> Coding:
    code = next((read_guid(each, "targetGUID", where) for each in element if local_name(each) == "CodeRef"), None)
    if code is None:
        raise BadFile("A coding does not say which code it gives.", where=where, next_step="Export it again.")
    user = read_guid(element, "creatingUser", where) if element.get("creatingUser") else ""
    return Coding(read_guid(element, "guid", where), code, user)
