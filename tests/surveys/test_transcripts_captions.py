"""Captions of every kind: names, voices, roles, captions that roll, and files with faults."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadFile
from domain.listening import Speaker, Utterance
from surveys.transcripts import read_transcript
from surveys.transcripts.cues import read_cues

FORMATS = Path(os.environ.get("HEARBACK_SHARED") or Path(__file__).parents[3] / "shared") / "data" / "formats"


def save(folder: Path, text: str, name: str = "session.vtt") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def said(turns: tuple[Utterance, ...]) -> list[tuple[str, str]]:
    return [(turn.speaker.reveal(), turn.words.reveal()) for turn in turns]


def test_cues_of_one_speaker_are_one_turn_with_whole_sentences(tmp_path: Path) -> None:
    text = """WEBVTT

1
00:00:01.000 --> 00:00:03.000
Dana Field: The stairs to the

2
00:00:03.100 --> 00:00:05.000
Dana Field: station are dark. So is

3
00:00:05.100 --> 00:00:06.000
the underpass.

4
00:00:07.000 --> 00:00:08.000
Lee (he/him): I agree.
"""
    found = read_transcript(save(tmp_path, text))
    assert said(found.utterances) == [
        ("Dana Field", "The stairs to the station are dark. So is the underpass."),
        ("Lee (he/him)", "I agree."),
    ]
    assert [(turn.position, turn.starts_s, turn.line) for turn in found.utterances] == [(0, 1.0, 5), (1, 7.0, 17)]
    assert found.skipped == 0


def test_voices_name_their_speakers_as_teams_writes_them(tmp_path: Path) -> None:
    text = (
        "WEBVTT\n\na-b/1-0\n00:00:01.000 --> 00:00:03.000\n<v Ana M&oslash;ller>We wait &amp; wait.</v>\n\n"
        "a-b/2-0\n00:00:03.000 --> 00:00:04.000\n<v.loud Moderator>Thank you.</v>\n"
    )
    found = read_transcript(save(tmp_path, text)).utterances
    assert said(found) == [("Ana Møller", "We wait & wait."), ("Moderator", "Thank you.")]
    assert [turn.role for turn in found] == [Speaker.PARTICIPANT, Speaker.FACILITATOR]


def test_captions_that_roll_are_counted_once(tmp_path: Path) -> None:
    text = """WEBVTT
Kind: captions

00:00:01.000 --> 00:00:02.000 align:start

the<00:00:01.200><c> bus</c><00:00:01.500><c> comes</c>

00:00:02.000 --> 00:00:02.010 align:start
the bus comes


00:00:02.010 --> 00:00:04.000 align:start
the bus comes
late<00:00:02.500><c> at</c><00:00:03.000><c> night</c>

00:00:04.000 --> 00:00:04.010 align:start
late at night

"""
    (turn,) = read_transcript(save(tmp_path, text)).utterances
    assert turn.words.reveal() == "the bus comes late at night"


def test_lines_that_grow_are_counted_once(tmp_path: Path) -> None:
    shown = ["the bus", "the bus comes", "the bus comes late", "the bus comes late today"]
    cues = "".join(f"00:00:0{n}.000 --> 00:00:0{n + 1}.000\n{line}\n\n" for n, line in enumerate(shown))
    more = "".join(f"00:00:0{n}.000 --> 00:00:0{n + 1}.000\n{line}\n\n" for n, line in enumerate(["I said", "I said so", "I said so"], 4))
    (turn,) = read_transcript(save(tmp_path, "WEBVTT\n\n" + cues + more)).utterances
    assert turn.words.reveal() == "the bus comes late today I said so"


def test_what_a_person_really_says_twice_stays_twice(tmp_path: Path) -> None:
    text = "WEBVTT\n\n" + "".join(f"00:0{n}:00.000 --> 00:0{n}:01.000\nDana: Every night.\n\n" for n in range(4))
    (turn,) = read_transcript(save(tmp_path, text)).utterances
    assert turn.words.reveal() == " ".join(["Every night."] * 4)


def test_srt_keeps_words_after_a_blank_line_and_numbers_that_are_said(tmp_path: Path) -> None:
    text = "1\r\n00:00:01,000 --> 00:00:02,000\r\nDana: The number is\r\n\r\n42\r\nnot more.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n<i>Lee: Yes.</i>\r\n"
    found = read_transcript(save(tmp_path, text, "a.srt"))
    assert [name for name, _ in said(found.utterances)] == ["Dana", "Lee"]
    assert "not more." in found.utterances[0].words.reveal()
    assert found.utterances[1].words.reveal() == "Yes."


def test_dashes_part_two_speakers_in_one_cue(tmp_path: Path) -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n- Is it safe?\n- No.\n"
    assert [words for _, words in said(read_transcript(save(tmp_path, text, "a.srt")).utterances)] == ["Is it safe?", "No."]


def test_a_time_that_cannot_be_read_loses_no_words(tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:0x:01.000 --> 00:00:02.000\nDana: Still heard.\n\nstray words\n\n00:00:03.000 --> 00:00:04.000\nLee: Me too.\n"
    found = read_transcript(save(tmp_path, text))
    assert said(found.utterances) == [("Dana", "Still heard."), ("Lee", "Me too.")]
    assert found.utterances[0].starts_s is None
    assert (found.skipped, found.first_skipped_line) == (1, 6)


def test_captions_without_names_break_at_silence_and_not_within_a_sentence(tmp_path: Path) -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nthe light is\n\n00:02.000 --> 00:03.000\nbroken. It stays so.\n\n"
        "00:20.000 --> 00:21.000\nanother matter\n"
    )
    assert [words for _, words in said(read_transcript(save(tmp_path, text)).utterances)] == [
        "the light is broken. It stays so.",
        "another matter",
    ]


def test_given_names_and_labels_tell_the_roles(tmp_path: Path) -> None:
    names = ["Maria Lopez (City)", "maria lopez", "Moderator 2", "Ali Nur (Interpreter)", "Kim - Host", "Intérprete", "Maria", "Hostetler"]
    text = "WEBVTT\n\n" + "".join(f"00:0{n}:00.000 --> 00:0{n}:01.000\n{name}: Words here.\n\n" for n, name in enumerate(names))
    found = read_transcript(save(tmp_path, text), facilitators=["Maria Lopez"]).utterances
    roles = {turn.speaker.reveal(): turn.role for turn in found}
    assert [roles.get(name) for name in names if name != "maria lopez"] == [
        Speaker.FACILITATOR,
        Speaker.FACILITATOR,
        Speaker.INTERPRETER,
        Speaker.FACILITATOR,
        Speaker.INTERPRETER,
        Speaker.PARTICIPANT,
        Speaker.PARTICIPANT,
    ]


def test_a_clock_or_a_clause_with_a_colon_is_no_name(tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nDana: We came at 10:30 and one thing: nobody was there.\n\n00:03.000 --> 00:04.000\nand one more thing: the door.\n"
    (turn,) = read_transcript(save(tmp_path, text)).utterances
    assert turn.words.reveal() == "We came at 10:30 and one thing: nobody was there. and one more thing: the door."


def test_a_file_without_the_vtt_header_says_so_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"session.vtt, line 1: .*WEBVTT"):
        read_transcript(save(tmp_path, "00:01.000 --> 00:02.000\nhello\n"))


def test_nothing_said_shows_in_a_repr(tmp_path: Path) -> None:
    found = read_transcript(save(tmp_path, "WEBVTT\n\n00:01.000 --> 00:02.000\nDana: a secret\n"), facilitators=["Zed"])
    assert "secret" not in repr(found)
    assert "Dana" not in repr(found)


@pytest.mark.parametrize("words", ["<" * 200_000, "<v " * 100_000, "{\\" * 100_000, "a:" * 100_000, " " * 200_000 + "x"])
def test_signs_that_never_close_take_no_time(tmp_path: Path, words: str) -> None:
    began = time.monotonic()
    read_transcript(save(tmp_path, f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\n"))
    read_transcript(save(tmp_path, f"Dana: yes\n{words}\n", "a.txt"))
    assert time.monotonic() - began < 3


@given(st.text(max_size=400))
def test_any_text_gives_cues_or_a_clear_error(text: str) -> None:
    for name in ("a.vtt", "a.srt", "a.sbv"):
        try:
            read_cues(text, Path(name))
        except BadFile as error:
            assert "line 1" in error.where


WORD = st.text(alphabet="abcdefgh", min_size=2, max_size=6)


@given(st.lists(st.tuples(st.sampled_from(["Dana", "Lee", None]), st.lists(WORD, min_size=1, max_size=5)), min_size=1, max_size=12))
def test_every_word_of_every_cue_is_in_a_turn_once_and_in_order(
    tmp_path_factory: pytest.TempPathFactory, cues: list[tuple[str | None, list[str]]]
) -> None:
    body = "".join(
        f"00:{n:02}:00.000 --> 00:{n:02}:01.000\n{f'{name}: ' if name else ''}{' '.join(words)}\n\n" for n, (name, words) in enumerate(cues)
    )
    found = read_transcript(save(tmp_path_factory.mktemp("cues"), "WEBVTT\n\n" + body))
    assert " ".join(turn.words.reveal() for turn in found.utterances).split() == [word for _, words in cues for word in words]


def samples() -> list[Path]:
    return sorted(path for path in FORMATS.rglob("*") if path.suffix in (".vtt", ".srt", ".sbv"))


BROKEN = {"empty.vtt", "invalid.vtt", "no_captions.vtt", "invalid_format.sbv"} | {f"invalid_format{n}.srt" for n in range(1, 5)}


@pytest.mark.skipif(not samples(), reason="the sample files are not at hand (set HEARBACK_SHARED)")
@pytest.mark.parametrize("path", samples(), ids=lambda path: path.name)
def test_a_real_sample_gives_its_words_or_a_clear_error(path: Path) -> None:
    if path.name in BROKEN:
        with pytest.raises(BadFile) as caught:
            read_transcript(path)
        assert caught.value.where.startswith(str(path))
        assert caught.value.next_step
        return
    found = read_transcript(path)
    assert found.utterances
    assert all(turn.words for turn in found.utterances)
    assert not any(sign in turn.words.reveal() for turn in found.utterances for sign in ("-->", "<c", "</", "WEBVTT"))


@pytest.mark.skipif(not samples(), reason="the sample files are not at hand (set HEARBACK_SHARED)")
@pytest.mark.parametrize("path", [path for path in samples() if path.name not in BROKEN], ids=lambda path: path.name)
def test_no_cue_is_lost_that_webvtt_py_finds(path: Path) -> None:
    import webvtt

    readers = {".vtt": webvtt.read, ".srt": webvtt.from_srt, ".sbv": webvtt.from_sbv}
    theirs = [caption for caption in readers[path.suffix](str(path)) if caption.text.strip()]
    ours = [cue for cue in read_cues(path.read_text(encoding="utf-8-sig"), path).cues if any(line.strip() for line in cue.lines)]
    assert len(ours) >= len(theirs)
