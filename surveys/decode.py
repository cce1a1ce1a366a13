"""From a file's bytes to text: what the file says of its encoding, then UTF-8, then a guess that is checked."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from domain.errors import BadFile

DEFAULT_LIMIT_BYTES = 50_000_000
_SAMPLE_BYTES = 200_000
_SAVE_AS_UTF8 = "Save it as plain text in UTF-8 and try again."

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COMMONEST = "cp1252"
# Before UTF-8 each language had its own; a stated language settles what a guess over few words would get wrong.
_OLD_ENCODINGS = {
    "cp1252": ("en", "es", "fr", "pt", "de", "it", "nl", "so", "sw", "ht", "tl"),
    "cp1256": ("ar", "fa", "ur"),
    "cp1251": ("ru", "uk", "bg", "sr"),
    "cp1250": ("pl", "cs", "hu", "ro", "sk"),
    "gb18030": ("zh",),
    "shift_jis": ("ja",),
    "euc_kr": ("ko",),
}


@dataclass(frozen=True, slots=True, repr=False)
class Decoded:
    """A file's text, with line ends as `\\n`, and the encoding it was read in."""

    text: str
    encoding: str


def read_bytes(path: Path, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> bytes:
    """The file's content. Raises BadFile when it is absent, empty, larger than the limit or cannot be opened."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= limit_bytes else b""
    except FileNotFoundError:
        raise BadFile("There is no such file.", where=str(path), next_step="Check the name.") from None
    except OSError as error:
        raise BadFile(f"The file cannot be opened: {error.strerror}.", where=str(path), next_step="Check its rights.") from None
    if size > limit_bytes:
        what = f"The file has {size:,} bytes, and {limit_bytes:,} is the limit."
        raise BadFile(what, where=str(path), next_step="Check that it is the right file, and split it if it is.")
    if not content.strip():
        raise BadFile("The file is empty.", where=str(path), next_step="Export it again.")
    return content


def decode(content: bytes, path: Path, language: str = "") -> Decoded:
    """The text in these bytes; `language` helps where the file is older than UTF-8. Raises BadFile for what is no text."""
    encoding = _find_encoding(content, path, language)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = _line_of(content, error.start)
        raise BadFile(f"The text is not valid {encoding}.", where=f"{path}, line {line}", next_step=_SAVE_AS_UTF8) from None
    _check_text(text, path)
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), encoding)


def find_encoding(path: Path, language: str = "") -> str:
    """The encoding of a file of any size, read in parts. Raises BadFile when it is absent, empty or no text."""
    try:
        with path.open("rb") as file:
            sample = file.read(_SAMPLE_BYTES)
            while sample.isascii() and (later := file.read(_SAMPLE_BYTES)):
                # Only signs beyond ASCII tell an encoding, and the first may stand far down.
                sample = sample if later.isascii() else sample + later
    except FileNotFoundError:
        raise BadFile("There is no such file.", where=str(path), next_step="Check the name.") from None
    except OSError as error:
        raise BadFile(f"The file cannot be opened: {error.strerror}.", where=str(path), next_step="Check its rights.") from None
    if not sample.strip():
        raise BadFile("The file is empty.", where=str(path), next_step="Export it again.")
    return _choose_encoding(sample, lambda encoding: _file_reads_as(path, encoding), path, language)


def _file_reads_as(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while part := file.read(_SAMPLE_BYTES):
                decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _find_encoding(content: bytes, path: Path, language: str) -> str:
    first = next((place for place in range(0, len(content), _SAMPLE_BYTES) if not content[place : place + _SAMPLE_BYTES].isascii()), 0)
    sample = content[:_SAMPLE_BYTES] + (content[first : first + _SAMPLE_BYTES] if first else b"")
    return _choose_encoding(sample, lambda encoding: _reads_as(content, encoding), path, language)


def _choose_encoding(sample: bytes, reads_as: Callable[[str], bool], path: Path, language: str) -> str:
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    # UTF-8 allows the zero byte, and text never holds it: but in UTF-16 every line end and comma does.
    if b"\0" in sample:
        unmarked = _tell_unmarked_utf16(sample)
        if unmarked and reads_as(unmarked):
            return unmarked
        raise BadFile("The file is not text.", where=f"{path}, line {_line_of(sample, sample.index(0))}", next_step=_SAVE_AS_UTF8)
    if reads_as("utf-8"):
        return "utf-8"
    _check_not_mixed(sample, path)
    stated = language.replace("_", "-").partition("-")[0].casefold()
    for encoding, languages in _OLD_ENCODINGS.items():
        if stated in languages and reads_as(encoding):
            return encoding
    guess = _guess_encoding(sample, path)
    if not reads_as(guess):
        raise BadFile("The file's encoding cannot be told.", where=str(path), next_step=_SAVE_AS_UTF8)
    return guess


def _tell_unmarked_utf16(sample: bytes) -> str:
    """UTF-16 without its mark: line ends and spaces have their zero byte on one side only."""
    little, big = sample[1::2].count(0), sample[::2].count(0)
    signs = len(sample) // 2
    for encoding, zeros, others in (("utf-16-le", little, big), ("utf-16-be", big, little)):
        newline = "\n".encode(encoding)
        if zeros > others * 10 and zeros * 20 > signs and newline in sample:
            return encoding
    return ""


def _check_not_mixed(sample: bytes, path: Path) -> None:
    """Raise BadFile where most lines with signs beyond ASCII are UTF-8 and one is not: any one encoding would garble some."""
    if sample[:_SAMPLE_BYTES].isascii():
        return  # the telling part stands further down, where lines cannot be counted
    lines = sample.split(b"\n")[: -1 if len(sample) >= _SAMPLE_BYTES else None]
    beyond = [(number, _reads_as(line, "utf-8")) for number, line in enumerate(lines, 1) if not line.isascii()]
    wrong = [number for number, is_utf8 in beyond if not is_utf8]
    if wrong and len(beyond) >= 2 * len(wrong) + 1:
        what = "This line is not UTF-8, and others are: the file was put together from several encodings."
        raise BadFile(what, where=f"{path}, line {wrong[0]}", next_step=_SAVE_AS_UTF8)
    if beyond and not wrong:
        raise BadFile("The text is UTF-8 at first and something else further on.", where=str(path), next_step=_SAVE_AS_UTF8)


def _guess_encoding(sample: bytes, path: Path) -> str:
    from charset_normalizer import from_bytes

    telling = b"\n".join(line for line in sample.split(b"\n") if not line.isascii())
    matches = from_bytes(telling or sample, cp_isolation=list(_OLD_ENCODINGS))
    best = matches.best()
    if best is None:
        raise BadFile("The file is not text, or its encoding cannot be told.", where=str(path), next_step=_SAVE_AS_UTF8)
    # Its neighbours give words that look as good (señora, seńora); where nothing speaks against the commonest, it is that.
    return next((each.encoding for each in matches if each.encoding == _COMMONEST and each.chaos <= best.chaos), best.encoding)


def _line_of(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1


def _reads_as(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _check_text(text: str, path: Path) -> None:
    control = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\r\f\v\x1b")
    if control > len(text) // 1000:
        raise BadFile("The file is not text.", where=str(path), next_step=_SAVE_AS_UTF8)
