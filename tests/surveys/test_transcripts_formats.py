"""JSON of machines, tables, Markdown, Word documents of every make, front matter: what goes in comes out, once, in order."""

from __future__ import annotations

import csv
import io
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import BadFile
from domain.listening import Speaker
from surveys.transcripts import SUFFIXES, Transcript, read_transcript
from surveys.transcripts.artefacts import MAY_BE_A_MISTAKE

FORMATS = Path(os.environ.get("HEARBACK_SHARED") or Path(__file__).parents[3] / "shared") / "data" / "formats"


def read(folder: Path, content: str | bytes, name: str, **more: Any) -> Transcript:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_transcript(path, **more)


def said(found: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker.reveal(), turn.words.reveal()) for turn in found.utterances]


def held(found: Transcript) -> list[str]:
    return [turn.words.reveal() for turn in found.utterances if turn.held_reason]


def whisper(*texts: str, **more: Any) -> str:
    segments = [{"id": n, "start": n * 2.0, "end": n * 2.0 + 2, "text": f" {text}", **more} for n, text in enumerate(texts)]
    return json.dumps({"text": " ".join(texts), "segments": segments, "language": "en"})


def test_whisper_segments_are_joined_to_sentences_with_their_language_and_times(tmp_path: Path) -> None:
    found = read(tmp_path, whisper("The bus to the clinic", "stopped running."), "a.json")
    assert said(found) == [("", "The bus to the clinic stopped running.")]
    assert (found.utterances[0].language, found.utterances[0].starts_s, found.utterances[0].line) == ("en", 0.0, 1)


def test_whisper_cpp_gives_milliseconds_and_speakers(tmp_path: Path) -> None:
    told = {
        "result": {"language": "es"},
        "transcription": [
            {"offsets": {"from": 1500, "to": 3000}, "text": " La calle está oscura.", "speaker": "0"},
            {"offsets": {"from": 3000, "to": 4000}, "text": " Sí.", "speaker": "?"},
            {"offsets": {"from": 4000, "to": 5000}, "text": " Y mojada.", "speaker": "1"},
        ],
    }
    found = read(tmp_path, json.dumps(told), "a.json")
    assert said(found) == [("Speaker 0", "La calle está oscura. Sí."), ("Speaker 1", "Y mojada.")]
    assert (found.utterances[0].starts_s, found.utterances[0].language) == (1.5, "es")


def test_whisperx_parts_a_segment_where_its_words_name_two_speakers(tmp_path: Path) -> None:
    words = [{"word": word, "speaker": speaker} for word, speaker in (("Is", "SPEAKER_00"), ("it?", "SPEAKER_00"), ("No.", "SPEAKER_01"))]
    told = {"segments": [{"start": 0, "end": 2, "text": " Is it? No.", "words": words, "speaker": "SPEAKER_00"}], "word_segments": words}
    assert said(read(tmp_path, json.dumps(told), "a.json")) == [("SPEAKER_00", "Is it?"), ("SPEAKER_01", "No.")]


def aws_items(*words: tuple[str, str]) -> list[dict[str, Any]]:
    """Items of (word, speaker); a word's last full stop is an item of its own, as AWS writes it."""
    items: list[dict[str, Any]] = []
    for number, (word, speaker) in enumerate(words):
        time = f"{number * 0.4:.2f}"
        said_word = {"type": "pronunciation", "start_time": time, "end_time": time, "alternatives": [{"content": word.rstrip(".")}]}
        items.append(said_word | ({"speaker_label": speaker} if speaker else {}))
        if word.endswith("."):
            items.append({"type": "punctuation", "alternatives": [{"content": "."}]})
    return items


def test_aws_words_become_turns_by_the_speaker_beside_each_word(tmp_path: Path) -> None:
    items = aws_items(("We", "spk_0"), ("wait.", "spk_0"), ("Yes.", "spk_1"))
    results = {"language_code": "en-US", "transcripts": [{"transcript": "We wait. Yes."}], "items": items}
    found = read(tmp_path, json.dumps({"jobName": "x", "results": results}), "a.json")
    assert said(found) == [("spk_0", "We wait."), ("spk_1", "Yes.")]
    assert found.utterances[0].language == "en-US"


def test_aws_speakers_beside_the_items_are_found_by_time_and_channels_are_merged(tmp_path: Path) -> None:
    items = aws_items(("We", ""), ("wait.", ""), ("Yes.", ""))
    labels = [{"speaker_label": f"spk_{n // 2}", "items": [{"start_time": f"{n * 0.4:.2f}"}]} for n in range(3)]
    found = read(tmp_path, json.dumps({"results": {"items": items, "speaker_labels": {"segments": labels}}}), "a.json")
    assert said(found) == [("spk_0", "We wait."), ("spk_1", "Yes.")]
    channels = [{"channel_label": "ch_0", "items": items[:3]}, {"channel_label": "ch_1", "items": items[3:]}]
    found = read(tmp_path, json.dumps({"results": {"items": items, "channel_labels": {"channels": channels}}}), "a.json")
    assert said(found) == [("ch_0", "We wait."), ("ch_1", "Yes.")]


def test_aws_segments_serve_where_no_words_stand_one_by_one(tmp_path: Path) -> None:
    segments = [{"transcript": "We wait.", "speaker_label": "spk_0", "start_time": "1.0"}]
    assert said(read(tmp_path, json.dumps({"results": {"audio_segments": segments}}), "a.json")) == [("spk_0", "We wait.")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"a": 1}', "neither Whisper's"),
        ("3", "neither Whisper's"),
        ("[" * 200_000, "nested deeper"),
        ('{"a":' * 200_000, "nested deeper"),
        ('{\n"text": }', "line 2: This is not valid JSON"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}", "a number that no transcript has"),
        ('{"segments": [3, {"text": 4}]}', "line 1: Nobody's words"),
    ],
)
def test_json_that_is_no_transcript_says_what_was_looked_for(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        read(tmp_path, content, "a.json")


def test_json_is_told_by_its_shape_under_any_name(tmp_path: Path) -> None:
    assert said(read(tmp_path, whisper("We wait."), "a.txt")) == [("", "We wait.")]


def test_halves_of_surrogate_pairs_and_zero_signs_are_left_out_of_words_and_names(tmp_path: Path) -> None:
    content = '{"segments": [{"text": "We \\ud800wait\\u0000 here.", "speaker": "A\\udfffna"}]}'
    assert said(read(tmp_path, content, "a.json")) == [("Ana", "We wait here.")]


@pytest.mark.parametrize(
    "phrase",
    [
        *[
            "you",
            "Thank you for watching!",
            "Subtitles by the Amara community",
            "Gracias por ver el video.",
            "Sous-titrage ST",
            "شكرا للمشاهدة",
        ],
        *[
            "Субтитры сделал кто-то",
            "谢谢观看",
            "Obrigado por assistir.",
            "so so so so so so so so",
            "we go home we go home we go home " * 3,
        ],
    ],
)
def test_what_recognition_writes_over_silence_is_held_and_only_in_what_a_machine_made(tmp_path: Path, phrase: str) -> None:
    found = read(tmp_path, whisper("The bus is", phrase, "always late."), "a.json")
    assert held(found) == [" ".join(phrase.split())]
    assert found.utterances[1].held_reason == MAY_BE_A_MISTAKE
    assert found.utterances[0].words.reveal() == "The bus is always late."
    assert held(read(tmp_path, f"Dana: The bus is late.\nLee: {phrase}\n", "a.txt")) == []
    named = f"WEBVTT\n\n00:01.000 --> 00:02.000\nDana: Late.\n\n00:02.000 --> 00:03.000\nLee: {phrase}\n"
    assert held(read(tmp_path, named, "a.vtt")) == []


def test_a_phrase_within_a_sentence_is_speech(tmp_path: Path) -> None:
    assert held(read(tmp_path, whisper("I want to say thank you for watching over our children."), "a.json")) == []


def test_silence_that_whisper_itself_suspects_and_loops_are_held(tmp_path: Path) -> None:
    assert held(read(tmp_path, whisper("We met at noon.", no_speech_prob=0.9), "a.json")) == ["We met at noon."]
    assert held(read(tmp_path, whisper("We met at noon.", compression_ratio=3.1), "a.json")) == ["We met at noon."]
    assert len(held(read(tmp_path, whisper(*["The road is long."] * 6), "a.json"))) == 5


def test_sounds_in_brackets_are_no_words_and_are_counted(tmp_path: Path) -> None:
    cues = ["[Music]", "(aplausos) The bus is late.", "[door slams shut]", "♪ ♪"]
    text = "WEBVTT\n\n" + "".join(f"00:0{n}.000 --> 00:0{n + 1}.000\n{cue}\n\n" for n, cue in enumerate(cues))
    found = read(tmp_path, text, "a.vtt")
    assert (said(found), found.skipped) == ([("", "The bus is late.")], 4)
    typed = read(tmp_path, "- [Several people agreed]\n- (laughter)\n- Rents are high\n", "a.txt")
    assert ([words for _, words in said(typed)], typed.skipped) == (["[Several people agreed]", "Rents are high"], 1)


@pytest.mark.parametrize("heads", ["speaker,start,text", "Orador;Inicio;Texto", "Intervenant\tDébut\tPropos", "Name|Timestamp|Transcript"])
def test_a_table_is_read_under_any_usual_heading(tmp_path: Path, heads: str) -> None:
    mark = next(sign for sign in ",;\t|" if sign in heads)
    rows = [
        ["Moderator", "00:00:01", "What worries you?"],
        ["Zoë Hart", "65.5", "The stairs, and the door."],
        ["", "", ""],
        ["", "70", "Yes."],
    ]
    file = io.StringIO()
    csv.writer(file, delimiter=mark).writerows([heads.split(mark), *rows])
    found = read(tmp_path, file.getvalue().encode("utf-16"), "a.csv")
    assert said(found) == [("Moderator", "What worries you?"), ("Zoë Hart", "The stairs, and the door."), ("", "Yes.")]
    assert [turn.starts_s for turn in found.utterances] == [1, 65.5, 70]
    assert [turn.line for turn in found.utterances] == [2, 3, 5]


def test_a_table_of_whisper_is_in_milliseconds_and_quotation_marks_are_words(tmp_path: Path) -> None:
    found = read(tmp_path, 'start\tend\ttext\n1500\t2000\tHe said "no" to us.\n', "a.tsv")
    assert [(turn.starts_s, turn.words.reveal()) for turn in found.utterances] == [(1.5, 'He said "no" to us.')]


def test_a_table_without_a_column_of_words_says_how_to_name_it(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="speaker,start,text"):
        read(tmp_path, "a,b\n1,2\n", "a.csv")
    late = read(tmp_path, "speaker,text\nDana,Rents are high, and rise\n", "a.csv")
    assert said(late) == [("Dana", "Rents are high, and rise")]
    early = read(tmp_path, "text,speaker\nRents,are,Dana\nLow,Lee\n", "a.csv")
    assert (said(early), early.skipped, early.first_skipped_line) == ([("Lee", "Low")], 1, 2)


def test_markdown_loses_its_marks_and_no_word(tmp_path: Path) -> None:
    text = (
        "# Evening\n\n**Moderator:** Welcome.\n\n**Dana Field**: The *park* is [dark](http://a.b/c), `very`.\n"
        "<!-- check this\nlater -->\n__Lee:__ It costs 2\\*3.\n\n| Who | What |\n|---|---|\n| Zoë | Yes. |\n"
    )
    found = read(tmp_path, text, "a.md")
    assert said(found) == [
        ("Moderator", "Welcome."),
        ("Dana Field", "The park is dark, very."),
        ("Lee", "It costs 2*3."),
        ("Zoë", "Yes."),
    ]
    assert found.skipped == 3


def test_points_and_quotes_of_markdown_are_comments_of_their_own(tmp_path: Path) -> None:
    text = "Notes\n=====\n\n- [ ] Rents **rise**\n  - Nobody answers\n\n> We are\n> afraid.\n\n---\n\n1. The bus is late\n"
    words = [each for _, each in said(read(tmp_path, text, "a.md"))]
    assert words == ["Rents rise", "Nobody answers", "We are afraid.", "The bus is late"]


def word(folder: Path, *paragraphs: str) -> Path:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(folder / "a.docx"))
    return folder / "a.docx"


def test_documents_with_name_time_and_words_apart_are_dialogues_in_both_orders(tmp_path: Path) -> None:
    wanted = [("Jo Hart", "The stairs are dark."), ("Lee Marsh", "Yes.")]
    below = word(tmp_path, "Jo Hart", "0:03", "The stairs are dark.", "Lee Marsh", "0:09", "Yes.")
    assert said(read_transcript(below)) == wanted
    ranges = ["0:0:0.0 --> 0:0:4.56", "Jo Hart", "The stairs are dark.", "0:0:5.0 --> 0:0:6.1", "Lee Marsh", "Yes."]
    found = read_transcript(word(tmp_path, *ranges))
    assert said(found) == wanted
    assert [turn.starts_s for turn in found.utterances] == [0, 5]


def test_headers_and_comments_of_a_document_are_left_out_and_counted(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Dana: The stairs are dark.")
    document.sections[0].header.paragraphs[0].text = "Draft of the office"
    document.add_comment(paragraph.runs, text="Is this true?", author="A reviewer")
    document.save(str(tmp_path / "a.docx"))
    found = read_transcript(tmp_path / "a.docx")
    assert (said(found), found.skipped) == ([("Dana", "The stairs are dark.")], 2)


FACTS = 'title = "Hall"\nheld_on = 2026-11-01\nplace = "Side"\nattendance = 3\n'


def test_flags_win_over_the_front_and_the_front_over_the_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(FACTS)
    front = (
        "---\ndate: 2026-11-02  # Monday\nplace: 'Mill: hall'\nfacilitators:\n  - Ana Ruiz\ninterpreter: [Bo, Cy]\nquoting: agreed\n---\n"
    )
    found = read(tmp_path, front + "Ana Ruiz: Welcome.\nBo: Hola.\nDana: Rents rise.\n", "a.txt", given={"place": "Library"})
    facts = found.facts
    assert (facts.title, facts.held_on, facts.place, facts.attendance, facts.may_quote) == ("Hall", date(2026, 11, 2), "Library", 3, True)
    assert [turn.role for turn in found.utterances] == [Speaker.FACILITATOR, Speaker.INTERPRETER, Speaker.PARTICIPANT]
    assert found.utterances[0].line == 9


def test_toml_at_the_front_is_read_and_a_rule_at_the_top_is_none(tmp_path: Path) -> None:
    assert read(tmp_path, f"+++\n{FACTS}+++\nDana: Rents rise.\n", "a.md").facts.attendance == 3
    ruled = read(tmp_path, "---\nDana: Rents rise.\n---\nLee: Yes.\n", "a.txt")
    assert said(ruled) == [("Dana", "Rents rise."), ("Lee", "Yes.")]


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("place: Hall\natendance: 3", "Did you mean 'attendance'"),
        ("place: Hall\nDana Field: Rents rise.", "line 3: The key on this line is not known. Known: "),
        ("place: Hall\nplace: Mill", "line 3: The key 'place' stands twice"),
        ("place: Hall\n  sub: x", "line 3: This line is no `key: value`"),
        ("date: 3 May", "must be a date"),
        ("date: 2026-02-31", "must be a date"),
        ("quoting: perhaps", "'agreed|\"agreed"),
        ("quoting: agreed\nmay_quote: no", "contradicts"),
        ("session: ../up", "without slashes"),
    ],
)
def test_a_mistake_at_the_front_names_the_key(tmp_path: Path, front: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        read(tmp_path, f"---\n{front}\n---\nDana: Rents rise.\n", "a.txt")


INTERPRETERS = [
    "Interpreter",
    "[Interpreter]",
    "Ana (interpreter)",
    "Interpreter 2",
    "Intérprete",
    "Interprète",
    "المترجم",
    "Turjubaan",
    "翻译",
]


@pytest.mark.parametrize("label", [*INTERPRETERS, "Interpreter for Dana", "Intérprete de Dana", "Interprète pour Dana", "مترجم عن Dana"])
def test_an_interpreter_beside_the_speakers_own_words_is_context(tmp_path: Path, label: str) -> None:
    found = read(tmp_path, f"Moderator: Welcome.\nDana: La renta sube.\n{label}: Rents rise.\n", "a.txt")
    assert [turn.role for turn in found.utterances] == [Speaker.FACILITATOR, Speaker.PARTICIPANT, Speaker.INTERPRETER]
    assert not any(turn.is_only_record for turn in found.utterances)


@pytest.mark.parametrize("label", INTERPRETERS)
def test_an_interpreter_alone_is_the_only_record_of_one_unnamed_person(tmp_path: Path, label: str) -> None:
    turn = read(tmp_path, f"Moderator: Welcome.\n{label}: Rents rise.\n", "a.txt").utterances[1]
    assert (turn.role, turn.is_only_record, turn.speaker.reveal()) == (Speaker.INTERPRETER, True, "")


def test_an_interpreter_for_somebody_who_has_no_turn_speaks_for_that_person(tmp_path: Path) -> None:
    found = read(tmp_path, "Dana: The rent.\nInterpreter for Amina Yusuf: We are afraid.\nInterpreter for Spanish: The rent.\n", "a.txt")
    assert [(turn.speaker.reveal(), turn.is_only_record) for turn in found.utterances] == [
        ("Dana", False),
        ("Amina Yusuf", True),
        ("Interpreter for Spanish", False),
    ]


def test_captions_without_a_line_of_their_own_names_are_read_from_text_files(tmp_path: Path) -> None:
    cues = "1\n00:00:01,000 --> 00:00:02,000\nThe bus\n\n2\n00:00:02,000 --> 00:00:03,000\nis late.\n"
    assert said(read(tmp_path, cues, "a.txt")) == [("", "The bus is late.")]
    zoom = "[Dana Field] 10:03:12\nThe bus is late.\n\n[Lee Marsh] 10:03:20\nYes.\n"
    assert said(read(tmp_path, zoom, "a.txt")) == [("Dana Field", "The bus is late."), ("Lee Marsh", "Yes.")]


WORDS = st.lists(st.text(alphabet="abcdefghéñ", min_size=3, max_size=7), min_size=2, max_size=6).map(" ".join)
TURNS = st.lists(st.tuples(st.sampled_from(["Dana Field", "Lee", "Zoë Hart"]), WORDS), min_size=2, max_size=8)


def as_vtt(turns: list[tuple[str, str]]) -> str:
    cues = (f"00:{n:02}:00.000 --> 00:{n:02}:30.000\n<v {who}>{words}</v>\n\n" for n, (who, words) in enumerate(turns))
    return "WEBVTT\n\n" + "".join(cues)


def as_srt(turns: list[tuple[str, str]]) -> str:
    return "".join(f"{n}\n00:{n:02}:00,000 --> 00:{n:02}:30,000\n{who}: {words}\n\n" for n, (who, words) in enumerate(turns, 1))


def as_sbv(turns: list[tuple[str, str]]) -> str:
    return "".join(f"0:{n:02}:00.000,0:{n:02}:30.000\n{who}: {words}\n\n" for n, (who, words) in enumerate(turns))


def as_text(turns: list[tuple[str, str]]) -> str:
    return "".join(f"{who}: {words}\n" for who, words in turns)


def as_markdown(turns: list[tuple[str, str]]) -> str:
    return "".join(f"**{who}:** {words}\n\n" for who, words in turns)


def as_csv(turns: list[tuple[str, str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows([("speaker", "text"), *turns])
    return file.getvalue()


def as_whisper(turns: list[tuple[str, str]]) -> str:
    return json.dumps({"segments": [{"text": words, "speaker": who} for who, words in turns]})


def as_aws(turns: list[tuple[str, str]]) -> str:
    return json.dumps({"results": {"items": aws_items(*((word, who) for who, words in turns for word in words.split()))}})


def as_word(turns: list[tuple[str, str]]) -> bytes:
    document, made = docx.Document(), io.BytesIO()
    for who, words in turns:
        document.add_paragraph(f"{who}: {words}")
    document.save(made)
    return made.getvalue()


MAKERS = [
    (as_vtt, "vtt"), (as_srt, "srt"), (as_sbv, "sbv"), (as_text, "txt"), (as_markdown, "md"),
    (as_csv, "csv"), (as_whisper, "json"), (as_aws, "json"), (as_word, "docx"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "ending"), MAKERS)
@given(turns=TURNS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_words_that_go_in_come_out_once_and_in_order_with_their_speakers(
    tmp_path: Path, make: Any, ending: str, turns: list[tuple[str, str]]
) -> None:
    found = read(tmp_path, make(turns), f"a.{ending}")
    spoken = [(who, word) for who, words in said(found) for word in words.split()]
    assert spoken == [(who, word) for who, words in turns for word in words.split()]
    assert found.skipped == 0


@given(content=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_under_any_ending_are_read_or_refused_with_a_next_step(tmp_path: Path, content: bytes) -> None:
    for ending in SUFFIXES:
        try:
            found = read(tmp_path, content, f"a{ending}")
        except BadFile as error:
            assert error.next_step
        else:
            assert all(turn.words for turn in found.utterances)
            assert all(sign not in turn.words.reveal() for turn in found.utterances for sign in "\0\ud800")


JSON = st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(["text", "segments", "transcription", "results", "items", "alternatives", "content", "words", "speaker", "start_time",
                     "type", "channel_labels", "channels", "speaker_labels", "offsets", "audio_segments", "language", "result"]), inner, max_size=4), max_leaves=20)  # fmt: skip


@given(told=JSON)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_json_of_any_shape_is_read_or_refused(tmp_path: Path, told: Any) -> None:
    try:
        assert read(tmp_path, json.dumps(told), "a.json").utterances
    except BadFile as error:
        assert error.next_step


@pytest.mark.skipif(not FORMATS.is_dir(), reason="the shared sample files are not here")
def test_every_real_sample_gives_words_or_an_error_that_names_its_file() -> None:
    files = [file for file in sorted(FORMATS.rglob("*")) if file.suffix in SUFFIXES and file.name != "SOURCE.md"]
    assert len(files) >= 30
    refused = {}
    for file in files:
        try:
            assert read_transcript(file).utterances
        except BadFile as error:
            assert error.where.startswith(str(file))
            refused[file.name] = error.what
    assert set(refused) <= {
        "empty.vtt", "invalid.vtt", "no_captions.vtt", "missing_caption_text.vtt", "invalid_format.sbv", "invalid_format1.srt",
        "invalid_format2.srt", "invalid_format3.srt", "invalid_format4.srt", "metadata_headers.vtt", "metadata_headers_multiline.vtt",
        "styles.vtt", "styles_with_comments.vtt", "comments.vtt", "regions.vtt",
    }  # fmt: skip
