"""REFI-QDA files come back as they went out, hold what the standard asks for, and can do no harm when they are read."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from uuid import UUID
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.refi import Code, Coding, Project, Selection, Source, User, project_zip, read_qdc, read_qdpx, safe_xml, write_qdc, write_qdpx
from desk.refi.values import Case
from domain.errors import BadFile

GUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
CODEBOOK, PROJECT = "{urn:QDA-XML:codebook:1.0}", "{urn:QDA-XML:project:1.0}"

guids = st.uuids().map(str)
words = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=30).filter(
    lambda text: text == text.strip() and bool(text)
)
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=120)
colours = st.sampled_from(["", "#33cc33", "#abc"])
leaves = st.builds(Code, guids, words, st.just("") | words, colours, st.booleans())
codes = st.recursive(
    leaves,
    lambda inner: st.builds(Code, guids, words, st.just("") | words, colours, st.booleans(), st.lists(inner, max_size=3).map(tuple)),
    max_leaves=8,
)
codings = st.lists(st.builds(Coding, guids, guids, st.just("") | guids), max_size=3).map(tuple)


@st.composite
def sources(draw: st.DrawFn) -> Source:
    text = draw(texts)
    places = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=4))
    selections = tuple(Selection(draw(guids), min(place), max(place), draw(codings)) for place in places)
    return Source(draw(guids), draw(words), text, selections, draw(codings))


projects = st.builds(
    Project,
    name=words,
    origin=words,
    created=st.just("2026-11-21T10:00:00Z"),
    users=st.lists(st.builds(User, guids, words), max_size=2).map(tuple),
    codes=st.lists(codes, max_size=3).map(tuple),
    sources=st.lists(sources(), max_size=4, unique_by=lambda each: each.guid).map(tuple),
    cases=st.lists(st.builds(Case, guids, words, st.lists(guids, max_size=3).map(tuple)), max_size=2).map(tuple),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(codes, min_size=1, max_size=4).map(tuple))
def test_a_codebook_comes_back_as_it_went_out(wanted: tuple[Code, ...]) -> None:
    assert read_qdc(write_qdc(wanted, origin="Hearback"), "book.qdc") == wanted


@settings(max_examples=80, deadline=None)
@given(projects)
def test_a_project_comes_back_as_it_went_out(wanted: Project) -> None:
    assert read_qdpx(write_qdpx(wanted), "project.qdpx") == wanted


@settings(max_examples=40, deadline=None)
@given(sources())
def test_selections_cut_the_same_words_out_of_the_file_that_they_cut_out_of_the_text(source: Source) -> None:
    content = write_qdpx(Project("p", "o", "2026-11-21T10:00:00Z", sources=(source,)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        stored = archive.read(f"sources/{source.guid}.txt").decode("utf-8-sig")
    (kept,) = read_qdpx(content, "p.qdpx").sources
    assert [stored[each.start : each.end] for each in kept.selections] == [source.text[each.start : each.end] for each in source.selections]


def test_offsets_are_code_points_and_not_units_of_utf_16() -> None:
    source = Source(str(UUID(int=1)), "Comment 1", "🚲🚲 no lamp é", (Selection(str(UUID(int=2)), 3, 10),))
    (kept,) = read_qdpx(write_qdpx(Project("p", "o", "2026-11-21T10:00:00Z", sources=(source,))), "p.qdpx").sources
    assert kept.text[kept.selections[0].start : kept.selections[0].end] == "no lamp"


def test_the_same_project_gives_the_same_bytes_and_tells_no_time_but_its_own() -> None:
    project = Project("p", "o", "2026-11-21T10:00:00Z", sources=(Source(str(UUID(int=1)), "Comment 1", "no lamp"),))
    assert write_qdpx(project) == write_qdpx(project)
    with zipfile.ZipFile(io.BytesIO(write_qdpx(project))) as archive:
        assert {each.date_time[0] for each in archive.infolist()} == {1980}
        assert archive.namelist() == ["project.qde", f"sources/{UUID(int=1)}.txt"]


def test_a_project_has_the_parts_of_the_standard_in_its_order() -> None:
    code = Code(str(UUID(int=3)), "Lamps", "Dark streets", "#33cc33", codes=(Code(str(UUID(int=4)), "Stops"),))
    source = Source(
        str(UUID(int=1)),
        "Comment 1",
        "no lamp",
        (Selection(str(UUID(int=2)), 0, 7, (Coding(str(UUID(int=5)), code.guid, str(UUID(int=6))),)),),
    )
    project = Project(
        "Zed",
        "Hearback",
        "2026-11-21T10:00:00Z",
        (User(str(UUID(int=6)), "Hearback"),),
        (code,),
        (source,),
        (Case(str(UUID(int=7)), "Person 1", (source.guid,)),),
    )
    with zipfile.ZipFile(io.BytesIO(write_qdpx(project))) as archive:
        root = fromstring(archive.read("project.qde"))
    assert root.tag == f"{PROJECT}Project" and root.get("name") == "Zed"
    assert [each.tag for each in root] == [f"{PROJECT}{name}" for name in ("Users", "CodeBook", "Cases", "Sources")]
    (outer,) = root.findall(f"{PROJECT}CodeBook/{PROJECT}Codes/{PROJECT}Code")
    assert [each.tag for each in outer] == [f"{PROJECT}Description", f"{PROJECT}Code"]
    assert outer.attrib == {"guid": code.guid, "name": "Lamps", "isCodable": "true", "color": "#33cc33"}
    (text,) = root.findall(f"{PROJECT}Sources/{PROJECT}TextSource")
    assert text.get("plainTextPath") == f"internal://{source.guid}.txt" and text.find(f"{PROJECT}PlainTextContent") is None
    (selection,) = text
    assert (selection.get("startPosition"), selection.get("endPosition")) == ("0", "7")
    assert selection.find(f"{PROJECT}Coding/{PROJECT}CodeRef").attrib == {"targetGUID": code.guid}  # type: ignore[union-attr]
    assert all(re.fullmatch(GUID, each.get("guid", "")) for each in root.iter() if "guid" in each.attrib)


def test_words_stand_in_the_sources_only() -> None:
    source = Source(str(UUID(int=1)), "Comment 1", "no lamp", (Selection(str(UUID(int=2)), 3, 7),))
    with zipfile.ZipFile(io.BytesIO(write_qdpx(Project("p", "o", "2026-11-21T10:00:00Z", sources=(source,))))) as archive:
        assert b"lamp" not in archive.read("project.qde")


def test_a_codebook_has_the_namespace_of_codebooks() -> None:
    root = fromstring(write_qdc([Code(str(UUID(int=1)), "Lamps")], origin="Hearback"))
    assert root.tag == f"{CODEBOOK}CodeBook" and [each.tag for each in root] == [f"{CODEBOOK}Codes"]
    assert all(each.tag.startswith(CODEBOOK) for each in root.iter())


def test_an_empty_codebook_is_refused_since_the_standard_has_none() -> None:
    with pytest.raises(BadFile, match="cannot be empty"):
        write_qdc([], origin="Hearback")


def test_signs_that_xml_cannot_carry_are_left_out() -> None:
    code = Code(str(UUID(int=1)), "La\x00mps\x1b", "one\r\ntwo\x08")
    assert read_qdc(write_qdc([code], origin="o"), "b") == (Code(code.guid, "Lamps", "one\ntwo"),)


def test_another_programs_habits_are_read() -> None:
    content = f"""<CodeBook xmlns="urn:QDA-XML:codebook:1:0"><Codes>
      <Code guid="{{{str(UUID(int=10)).upper()}}}" name=" Lamps " isCodable="1" color="#33CC33"/></Codes><Sets/></CodeBook>"""
    assert read_qdc(content.encode(), "b") == (Code(str(UUID(int=10)), "Lamps", "", "#33cc33"),)


def zip_of(files: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def project_with(path: str, inner: str = "") -> bytes:
    return f"""<Project xmlns="urn:QDA-XML:project:1.0" name="p"><Sources>
      <TextSource guid="{UUID(int=1)}" plainTextPath="{path}">{inner}</TextSource></Sources></Project>""".encode()


BILLION_LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><CodeBook><Codes><Code name="&c;" guid="x"/></Codes></CodeBook>"""
LOCAL_FILE = b"""<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/hostname">]><CodeBook><Codes>&xxe;</Codes></CodeBook>"""
OUTER_DTD = b"""<!DOCTYPE CodeBook SYSTEM "http://127.0.0.1:9/x.dtd"><CodeBook/>"""


@pytest.mark.parametrize("content", [BILLION_LAUGHS, LOCAL_FILE, OUTER_DTD, LOCAL_FILE.decode().encode("utf-16")])
def test_xml_that_declares_anything_is_refused_unread(content: bytes) -> None:
    for read in (lambda: read_qdc(content, "f"), lambda: read_qdpx(zip_of({"project.qde": content}), "f")):
        with pytest.raises(BadFile, match="declares a document type"):
            read()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "well-formed"),
        (b"<CodeBook>", "well-formed"),
        (b"\xff\xfe\x00", "well-formed"),
        (b'<?xml version="1.0" encoding="nonsense"?><CodeBook/>', "encoding|well-formed"),
        (b"<Project/>", "no REFI-QDA codebook"),
        (b'<CodeBook><Codes><Code name="x" guid="12"/></Codes></CodeBook>', "no GUID"),
        (f'<CodeBook><Codes><Code guid="{UUID(int=1)}"/></Codes></CodeBook>'.encode(), "no name"),
        (b"<a>" * 300 + b"</a>" * 300, "nested too deeply"),
    ],
)
def test_a_broken_codebook_is_told_in_a_sentence(content: bytes, told: str) -> None:
    with pytest.raises(BadFile, match=told):
        read_qdc(content, "f")


def test_codes_within_codes_without_end_are_refused() -> None:
    start = "".join(f'<Code guid="{UUID(int=number)}" name="x">' for number in range(80))
    with pytest.raises(BadFile, match="deep"):
        read_qdc(f"<CodeBook><Codes>{start}{'</Code>' * 80}</Codes></CodeBook>".encode(), "f")


@pytest.mark.parametrize(
    "path", ["internal://../../etc/passwd", "absolute:///etc/passwd", "relative:///x.txt", "/etc/passwd", "internal://"]
)
def test_a_source_outside_of_the_file_is_never_opened(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    content = zip_of({"project.qde": project_with(path), "../../etc/passwd": b"slipped", "x.txt": b"beside"})
    with pytest.raises(BadFile, match="outside of the file"):
        read_qdpx(content, "f")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_unpacked_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = f"{UUID(int=1)}.txt"
    content = zip_of({"Project.QDE": project_with(f"internal://{name}"), f"Sources/{name}": b"\xef\xbb\xbfno lamp", "../slip.txt": b"x"})
    (source,) = read_qdpx(content, "f").sources
    assert source.text == "no lamp" and list(tmp_path.iterdir()) == [] and not (tmp_path.parent / "slip.txt").exists()


def test_a_file_that_unfolds_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project_zip, "_MOST_BYTES", 100_000)
    name = f"{UUID(int=1)}.txt"
    bomb = zip_of({"project.qde": project_with(f"internal://{name}"), f"sources/{name}": b"0" * 5_000_000})
    assert len(bomb) < 20_000
    with pytest.raises(BadFile, match="unfolds into more"):
        read_qdpx(bomb, "f")


def test_xml_larger_than_any_project_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_xml, "MOST_BYTES", 100)
    with pytest.raises(BadFile, match="more than 100 bytes"):
        read_qdc(b"<CodeBook>" + b" " * 200 + b"</CodeBook>", "f")


def locked(content: bytes) -> bytes:
    """As if every file in it needed a password: the flag is set where the standard keeps it."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(mark, at + 1)
    return bytes(changed)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: b"no zip", "no ZIP"),
        (lambda: b"", "no ZIP"),
        (lambda: zip_of({"other.txt": b"x"}), "no project.qde"),
        (lambda: locked(zip_of({"project.qde": project_with("internal://a.txt")})), "no ZIP"),
        (lambda: zip_of({"project.qde": b"<CodeBook/>"}), "no REFI-QDA project"),
        (lambda: zip_of({"project.qde": project_with("internal://a.txt"), "sources/a.txt": b"\xff\xfe\xff"}), "UTF-8"),
        (lambda: zip_of({"project.qde": project_with("", f'<PlainTextSelection guid="{UUID(int=2)}" startPosition="x"/>')}), "in numbers"),
    ],
)
def test_a_broken_project_is_told_in_a_sentence(make: Callable[[], bytes], told: str) -> None:
    with pytest.raises(BadFile, match=told):
        read_qdpx(make(), "f")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 400))
def test_a_damaged_file_never_fails_in_another_way(noise: bytes, at: int) -> None:
    name = f"{UUID(int=1)}.txt"
    content = zip_of({"project.qde": project_with(f"internal://{name}"), f"sources/{name}": b"no lamp"})
    damaged = content[:at] + noise + content[at + len(noise) :]
    with contextlib.suppress(BadFile):
        read_qdpx(damaged, "f")


def test_text_that_stands_in_the_xml_itself_is_read_and_other_media_are_counted() -> None:
    inner = f"<PlainTextContent>no lamp</PlainTextContent></TextSource><PDFSource guid='{UUID(int=3)}'/><TextSource guid='{UUID(int=4)}'>"
    project = read_qdpx(zip_of({"project.qde": project_with("", inner)}), "f")
    assert [each.text for each in project.sources] == ["no lamp", ""] and project.left_out == 1
