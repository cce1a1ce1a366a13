"""Plain text, Word documents, the facts beside them, encodings, and files that cannot be read."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadFile
from domain.listening import Speaker
from surveys.transcripts import SessionFacts, Transcript, read_transcript


def read(folder: Path, text: str, name: str = "session.txt", encoding: str = "utf-8", **more: str) -> Transcript:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return read_transcript(path, **more)  # type: ignore[arg-type]


def said(found: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker.reveal(), turn.words.reveal()) for turn in found.utterances]


def test_names_before_the_words_make_a_dialogue(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Session at the library\nDate: 3 May 2026\n\nFacilitator: What worries you?\nDana Field: The stairs.\nThey are dark.\n\n"
        "[00:01:05] Lee: One thing: the bus.\nFACILITATOR: Thank you.\n",
    )
    assert said(found) == [
        ("Facilitator", "What worries you?"),
        ("Dana Field", "The stairs. They are dark."),
        ("Lee", "One thing: the bus."),
        ("FACILITATOR", "Thank you."),
    ]
    assert [turn.role for turn in found.utterances] == [
        Speaker.FACILITATOR,
        Speaker.PARTICIPANT,
        Speaker.PARTICIPANT,
        Speaker.FACILITATOR,
    ]
    assert found.utterances[2].starts_s == 65
    assert (found.skipped, found.first_skipped_line) == (2, 1)


def test_names_with_times_above_the_words_make_a_dialogue(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Speaker 1  0:03\nThe stairs are dark.\n\nAnd wet.\n\nDana Field  1:02:10\nWe met at 10:30.\n\nTranscribed by https://otter.ai\n",
    )
    assert said(found) == [("Speaker 1", "The stairs are dark. And wet."), ("Dana Field", "We met at 10:30.")]
    assert [turn.starts_s for turn in found.utterances] == [3, 3730]
    assert found.skipped == 1


@pytest.mark.parametrize("mark", ["-", "*", "•", "1.", "(2)", "a)"])
def test_each_point_of_a_list_is_one_comment(tmp_path: Path, mark: str) -> None:
    found = read(
        tmp_path, f"Notes, evening group\n\n{mark} Rents are\n   too high\n{mark} Nobody answers at night\n\n{mark} The park: dark\n"
    )
    assert said(found) == [("", "Rents are too high"), ("", "Nobody answers at night"), ("", "The park: dark")]
    assert found.skipped == 1
    assert [turn.line for turn in found.utterances] == [3, 5, 7]


def test_paragraphs_of_notes_are_comments_and_so_are_lines_without_blank_ones(tmp_path: Path) -> None:
    assert [words for _, words in said(read(tmp_path, "Rents are\ntoo high.\n\nNobody answers.\n"))] == [
        "Rents are too high.",
        "Nobody answers.",
    ]
    assert [words for _, words in said(read(tmp_path, "rents are too high\nnobody answers\n"))] == ["rents are too high", "nobody answers"]


def test_names_without_capitals_in_their_script_are_names(tmp_path: Path) -> None:
    found = read(tmp_path, "الميسر: ما الذي يقلقكم؟\nأمينة: الإضاءة في الشارع.\n主持人：谢谢。\n李明：路灯坏了。\n")
    assert [name for name, _ in said(found)] == ["الميسر", "أمينة", "主持人", "李明"]
    assert [turn.role for turn in found.utterances] == [
        Speaker.FACILITATOR,
        Speaker.PARTICIPANT,
        Speaker.FACILITATOR,
        Speaker.PARTICIPANT,
    ]


@pytest.mark.parametrize(
    ("encoding", "language"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("utf-32", ""), ("cp1252", "es"), ("cp1252", "es-MX")],
)
def test_encodings_are_told_by_their_mark_or_by_the_language(tmp_path: Path, encoding: str, language: str) -> None:
    words = "La calle está oscura, señora, y nadie contesta. ¿Por qué?"
    assert said(read(tmp_path, f"Ana: {words}\n", encoding=encoding, language=language)) == [("Ana", words)]


def test_an_old_encoding_of_a_language_nobody_stated_is_guessed(tmp_path: Path) -> None:
    words = "Улица тёмная, и никто не отвечает ночью. Мы боимся возвращаться домой поздно вечером, потому что фонари не горят."
    assert said(read(tmp_path, f"- {words}\n- {words}\n", encoding="cp1251"))[0][1] == words


def test_facts_are_read_from_the_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "session.toml").write_text(
        'title = "Evening group"\nheld_on = 2026-11-03\nplace = "Library"\nlanguages = ["en", "so"]\nattendance = 14\n'
        'facilitators = ["Dana Field"]\nmay_quote = true\nlanguage = "so"\n'
    )
    found = read(tmp_path, "Dana Field: Hello.\nLee: Hello.\n")
    assert found.facts == SessionFacts(
        "Evening group", date(2026, 11, 3), "Library", ("en", "so"), 14, ("Dana Field",), may_quote=True, language="so"
    )
    assert [turn.role for turn in found.utterances] == [Speaker.FACILITATOR, Speaker.PARTICIPANT]
    assert {turn.language for turn in found.utterances} == {"so"}
    assert "Dana" not in repr(found.facts)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("atendance = 3", "Did you mean 'attendance'"),
        ('attendance = "3"', "must be a whole number"),
        ('held_on = "3 May"', "must be a date"),
        ("title = Evening", "not valid TOML"),
    ],
)
def test_a_mistake_in_the_facts_names_the_key(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "session.toml").write_text(line)
    with pytest.raises(BadFile, match=says) as caught:
        read(tmp_path, "Ana: Hello.\n")
    assert caught.value.where.endswith("session.toml")


def write_document(path: Path, *paragraphs: str, style: str | None = None) -> Path:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text, style=style)
    document.save(str(path))
    return path


def test_a_document_with_names_is_a_dialogue(tmp_path: Path) -> None:
    path = write_document(tmp_path / "a.docx", "Listening session", "Moderator: Welcome.", "Dana: The stairs.", "They are dark.")
    found = read_transcript(path)
    assert said(found) == [("Moderator", "Welcome."), ("Dana", "The stairs. They are dark.")]
    assert [turn.line for turn in found.utterances] == [2, 3]
    assert found.skipped == 1


def test_a_document_as_teams_writes_it_is_a_dialogue(tmp_path: Path) -> None:
    path = write_document(tmp_path / "a.docx", "Dana Field   0:03\nThe stairs are dark.", "Lee Marsh   0:09\nAnd wet.")
    found = read_transcript(path)
    assert said(found) == [("Dana Field", "The stairs are dark."), ("Lee Marsh", "And wet.")]
    assert [turn.starts_s for turn in found.utterances] == [3, 9]


def test_points_of_a_document_are_comments(tmp_path: Path) -> None:
    path = write_document(tmp_path / "a.docx", "Rents are too high", "Nobody answers", style="List Bullet")
    assert [words for _, words in said(read_transcript(path))] == ["Rents are too high", "Nobody answers"]


def test_tables_give_who_and_what(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=3)
    for cells in (
        ("Time", "Speaker", "Words"),
        ("00:01", "Moderator", "Welcome."),
        ("00:05", "Dana", "The stairs\nare dark."),
        ("00:09", "Lee", "Yes."),
    ):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.save(str(tmp_path / "a.docx"))
    assert said(read_transcript(tmp_path / "a.docx")) == [("Moderator", "Welcome."), ("Dana", "The stairs are dark."), ("Lee", "Yes.")]


def test_what_is_inserted_counts_and_what_is_deleted_does_not(tmp_path: Path) -> None:
    path = write_document(tmp_path / "a.docx", "Dana: MARK")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = (
        b"Dana: the </w:t></w:r><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:t> step"
    )
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"Dana: MARK", changed.replace(b"the <", b"the<"))
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert said(read_transcript(path)) == [("Dana", "thenew step")]


WORDS = st.lists(st.text(alphabet="abcdefgh", min_size=2, max_size=6), min_size=1, max_size=5)


@given(st.lists(st.tuples(st.sampled_from(["Dana: ", "Lee: ", "- ", "", "[00:07] Ali: "]), WORDS), min_size=1, max_size=12), st.booleans())
def test_every_word_is_in_a_turn_or_its_line_is_counted(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[str, list[str]]], is_spaced: bool
) -> None:
    text = ("\n\n" if is_spaced else "\n").join(start + " ".join(words) for start, words in lines)
    try:
        found = read(tmp_path_factory.mktemp("words"), text)
    except BadFile:
        return
    kept = " ".join(turn.words.reveal() for turn in found.utterances).replace("Dana:", "").replace("Lee:", "").replace("Ali:", "").split()
    missing = sum(1 for _, words in lines if not set(words) <= set(kept))
    assert missing <= found.skipped
    assert len(kept) <= sum(len(words) for _, words in lines) + len(lines)


def zipped(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n", "empty"),
        ("a.txt", bytes(range(256)) * 20, "not text"),
        ("a.vtt", b"WEBVTT\n\n", "Nobody's words"),
        ("a.txt", b"# Only a heading\n", "Nobody's words"),
        ("a.docx", b"Dana: just text", "not a Word document"),
        ("a.docx", zipped(**{"some.xml": b"<a/>"}), "is not a Word document"),
        ("a.docx", zipped(**{"word/document.xml": b"<a/>"}), "holds no Word document"),
        ("a.docx", zipped(**{"word/document.xml": b" " * 20_000_000}), "unpacks to"),
        ("a.doc", b"x", "ends in one of"),
        ("a.pdf", b"%PDF", "ends in one of"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadFile, match=says) as caught:
        read_transcript(path)
    assert caught.value.where.startswith(str(path))
    assert caught.value.next_step


@pytest.mark.parametrize("seed", range(20))
def test_a_document_damaged_anywhere_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = write_document(tmp_path / "a.docx", *(f"Dana: point {number}" for number in range(40)))
    content = bytearray(path.read_bytes())
    for _ in range(20):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path.write_bytes(bytes(content))
    try:
        assert read_transcript(path).utterances
    except BadFile as error:
        assert error.next_step


def test_an_entity_that_multiplies_itself_is_refused(tmp_path: Path) -> None:
    path = write_document(tmp_path / "a.docx", "Dana: MARK")
    with zipfile.ZipFile(path) as archive:
        main = archive.read("word/document.xml")
    levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))
    bomb = main.replace(b"<w:document", f'<!DOCTYPE d [<!ENTITY e0 "x">{levels}]><w:document'.encode(), 1).replace(b"MARK", b"&e9;")
    path.write_bytes(zipped(**{"word/document.xml": bomb}))
    with pytest.raises(BadFile, match="declares a document type"):
        read_transcript(path)


def test_an_absent_file_a_folder_and_one_too_large_say_so(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no such file"):
        read_transcript(tmp_path / "none.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(BadFile, match="cannot be opened"):
        read_transcript(tmp_path / "folder.txt")
    (tmp_path / "large.txt").write_text("Dana: hello\n" * 100)
    with pytest.raises(BadFile, match="1,200 bytes, and 1,000 is the limit"):
        read_transcript(tmp_path / "large.txt", limit_bytes=1000)


@given(st.text(max_size=300))
def test_any_text_is_read_or_clearly_refused_and_loses_no_line_in_silence(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    try:
        found = read(folder, text)
    except BadFile as error:
        assert error.next_step
        return
    except UnicodeEncodeError:
        return  # Hypothesis draws lone surrogates, which no file can hold
    assert all(turn.words for turn in found.utterances)
    assert len(found.utterances) + found.skipped >= 1
