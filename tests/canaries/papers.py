"""Transcripts in every format with canaries in what is said, and names planted in all that surrounds it."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import docx

from tests.canaries.plants import Plants
from tests.canaries.seeds import Canary

_CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="Recorded by">'
    '<vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{name}</vt:lpwstr></property></Properties>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def write_papers(folder: Path, canaries: Sequence[Canary], plants: Plants) -> list[Path]:
    """A transcript a format, each with its share of the canaries; at least one, where there are as many as formats."""
    folder.mkdir(parents=True)
    writers = list(WRITERS.items())
    files = []
    for place, (suffix, write) in enumerate(writers):
        mine = canaries[place :: len(writers)]
        if mine:
            files.append(write(folder, mine, plants, suffix))
    return files


def _turns(canaries: Sequence[Canary], plants: Plants, suffix: str) -> list[tuple[str, str]]:
    """Each canary said by somebody with a name of their own."""
    return [(plants.name(f"speaker in {suffix}"), canary.text) for canary in canaries]


def _write_vtt(folder: Path, canaries: Sequence[Canary], plants: Plants, suffix: str) -> Path:
    parts = [f"WEBVTT - recorded by {plants.name('VTT header')}", f"NOTE {plants.name('VTT note')} asked for this copy"]
    for place, (who, said) in enumerate(_turns(canaries, plants, suffix)):
        parts.append(f"{plants.word('VTT cue name')}\n{_clock(place)}.000 --> {_clock(place)}.900\n<v {who}>{said}</v>")
    return _with_sidecar(folder / f"evening{suffix}", "\n\n".join(parts), plants)


def _write_srt(folder: Path, canaries: Sequence[Canary], plants: Plants, suffix: str) -> Path:
    cues = [
        f"{place + 1}\n{_clock(place)},000 --> {_clock(place)},900\n{who}: {said}"
        for place, (who, said) in enumerate(_turns(canaries, plants, suffix))
    ]
    return _put(folder / f"{plants.name('name of a file').replace(' ', '-')}{suffix}", "\n\n".join(cues))


def _write_sbv(folder: Path, canaries: Sequence[Canary], plants: Plants, suffix: str) -> Path:
    cues = [
        f"0:{_clock(place)[3:]}.000,0:{_clock(place)[3:]}.900\n{who}: {said}"
        for place, (who, said) in enumerate(_turns(canaries, plants, suffix))
    ]
    return _put(folder / f"captions{suffix}", "\n\n".join(cues))


def _write_text(folder: Path, canaries: Sequence[Canary], plants: Plants, suffix: str) -> Path:
    host, interpreter = plants.name("facilitator at the front"), plants.name("interpreter at the front")
    front = f"---\ntitle: An evening at the library\nfacilitators: [{host}]\ninterpreters: [{interpreter}]\n---"
    turns = [
        (host, "Welcome to everybody, and thank you."),
        *_turns(canaries, plants, suffix),
        (interpreter, "She says thank you as well."),
    ]
    return _put(folder / f"library{suffix}", "\n\n".join([front, *(f"{who}: {said}" for who, said in turns)]))


def _write_markdown(folder: Path, canaries: Sequence[Canary], plants: Plants, suffix: str) -> Path:
    front = f'+++\ntitle = "An evening at the mill"\nfacilitators = ["{plants.name("facilitator in TOML")}"]\n+++'
    remark = f"<!-- typed by {plants.name('remark in Markdown')} -->"
    return _put(
        folder / f"mill{suffix}", "\n\n".join([front, remark, *(f"**{who}:** {said}" for who, said in _turns(canaries, plants, suffix))])
    )


def _write_table(folder: Path, canaries: Sequence[Canary], plants: Plants, suffix: str) -> Path:
    file = folder / f"{'table' if suffix == '.csv' else 'tabbed'}{suffix}"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, delimiter="," if suffix == ".csv" else "\t")
        writer.writerow(["speaker", "start", "e-mail", "text"])
        for place, (who, said) in enumerate(_turns(canaries, plants, suffix)):
            writer.writerow([who, str(place), plants.email(f"other column in {suffix}"), said])
    return file


def _write_whisper(folder: Path, canaries: Sequence[Canary], plants: Plants, suffix: str) -> Path:
    segments = [
        {"id": place, "start": place * 9.0, "end": place * 9.0 + 5, "text": f" {said}", "speaker": who}
        for place, (who, said) in enumerate(_turns(canaries, plants, suffix))
    ]
    told = {"segments": segments, "uploaded_by": plants.name("key in JSON"), "file": f"{plants.word('path in JSON')}.mp3"}
    return _put(folder / f"recognised{suffix}", json.dumps(told, ensure_ascii=True))


def _write_aws(folder: Path, canaries: Sequence[Canary], plants: Plants, suffix: str) -> Path:
    segments = [
        {"id": place, "transcript": said, "speaker_label": who, "start_time": str(place * 9), "end_time": str(place * 9 + 5)}
        for place, (who, said) in enumerate(_turns(canaries, plants, suffix))
    ]
    told = {"jobName": plants.word("job in AWS"), "accountId": plants.number("account in AWS"), "results": {"audio_segments": segments}}
    return _put(folder / f"transcribed{suffix.removeprefix('.aws')}", json.dumps(told, ensure_ascii=False))


def _write_docx(folder: Path, canaries: Sequence[Canary], plants: Plants, suffix: str) -> Path:
    document = docx.Document()
    known = document.core_properties
    known.author, known.last_modified_by = plants.name("author of DOCX"), plants.name("last editor of DOCX")
    known.keywords, known.comments = plants.name("keywords of DOCX"), plants.name("remark in the properties of DOCX")
    document.sections[0].header.paragraphs[0].text = f"Kept by {plants.name('header of DOCX')}"
    document.sections[0].footer.paragraphs[0].text = f"Printed for {plants.name('footer of DOCX')}"
    for who, said in _turns(canaries, plants, suffix):
        document.add_paragraph(f"{who}: {said}")
    document.add_paragraph("MARK")
    file = folder / f"mosque{suffix}"
    document.save(str(file))
    return _add_parts(file, plants)


def _add_parts(file: Path, plants: Plants) -> Path:
    """A tracked deletion, a reviewer's comment and a property of one's own: what python-docx does not write."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    deleted = (
        f'<w:del w:id="7" w:author="{plants.name("author of a tracked change")}"><w:r><w:delText>'
        f"{plants.name('text of a tracked deletion')}</w:delText></w:r></w:del>"
    )
    document = parts["word/document.xml"].decode()
    parts["word/document.xml"] = document.replace("<w:r><w:t>MARK</w:t></w:r>", deleted).encode()
    parts["word/comments.xml"] = (
        f'<w:comments xmlns:w="{_WORD}"><w:comment w:id="1" w:author="{plants.name("author of a comment")}"><w:p><w:r><w:t>'
        f"Ask {plants.name('words of a comment')} again</w:t></w:r></w:p></w:comment></w:comments>"
    ).encode()
    parts["docProps/custom.xml"] = _CUSTOM.format(name=plants.name("custom property")).encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def _with_sidecar(file: Path, text: str, plants: Plants) -> Path:
    facts = f'title = "An evening by the river"\nfacilitators = ["{plants.name("facilitator in the file beside it")}"]\n'
    file.with_suffix(".toml").write_text(facts, encoding="utf-8")
    return _put(file, text)


def _put(file: Path, text: str) -> Path:
    file.write_text(text + "\n", encoding="utf-8")
    return file


def _clock(place: int) -> str:
    return f"00:{place // 6:02}:{place % 6 * 10:02}"


WRITERS: dict[str, Callable[[Path, Sequence[Canary], Plants, str], Path]] = {
    ".vtt": _write_vtt,
    ".srt": _write_srt,
    ".sbv": _write_sbv,
    ".txt": _write_text,
    ".md": _write_markdown,
    ".csv": _write_table,
    ".tsv": _write_table,
    ".json": _write_whisper,
    ".aws.json": _write_aws,
    ".docx": _write_docx,
}
"""Every format of transcripts, and what writes it."""
