"""The network: a pre-norm Transformer that converts one to one into a CTranslate2 ``TransformerSpec``.

Deep encoder and shallow decoder, because decoding repeats the decoder for every token and the encoder runs once.
One embedding matrix serves source, target and output: at 8,000 pieces it is still a third of all parameters.
"""

# A torch module is called through an untyped __call__, and may not be installed where types are checked.
# mypy: disable-error-code="no-any-return,no-untyped-call,misc"

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from recipe.pieces import PAD

MAX_POSITIONS = 512
LOSS_CHUNK = 512  # rows of logits held at once: 512 x 8,000 floats stay in a CPU's cache, all rows do not


@dataclass(frozen=True)
class Shape:
    vocab: int = 8000
    width: int = 256
    heads: int = 4
    inner: int = 1024
    encoder_layers: int = 4
    decoder_layers: int = 1
    dropout: float = 0.0

    def as_dict(self) -> dict[str, int | float]:
        return asdict(self)


def sinusoids(positions: int, width: int) -> Tensor:
    """Sines, then cosines (not interleaved): what CTranslate2 computes, with positions counted from 1."""
    half = width // 2
    rates = torch.exp(torch.arange(half).float() * -(math.log(10000) / (half - 1)))
    angles = torch.arange(1, positions + 1).float()[:, None] * rates[None]
    return torch.cat([angles.sin(), angles.cos()], dim=1)


class Dropout(nn.Module):
    """One mask for all positions of a sentence (Gal and Ghahramani 2016, arXiv:1512.05287).

    A mask for each position would cost a CPU a quarter of its time in random numbers; this one costs next to nothing.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """``x``: sentences x positions x width."""
        if not self.training or not self.share:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= self.share
        return x * (kept.to(x.dtype) / (1 - self.share))


class Attention(nn.Module):
    def __init__(self, width: int, heads: int, cross: bool = False) -> None:
        super().__init__()
        self.heads, self.cross = heads, cross
        if cross:
            self.q, self.kv = nn.Linear(width, width), nn.Linear(width, 2 * width)
        else:
            self.qkv = nn.Linear(width, 3 * width)
        self.o = nn.Linear(width, width)

    def split(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], -1, self.heads, x.shape[-1] // self.heads).transpose(1, 2)

    def forward(
        self, x: Tensor, memory: Tensor | None = None, mask: Tensor | None = None, causal: bool = False
    ) -> Tensor:
        if self.cross:
            assert memory is not None
            q, (k, v) = self.q(x), self.kv(memory).chunk(2, -1)
        else:
            q, k, v = self.qkv(x).chunk(3, -1)
        y = F.scaled_dot_product_attention(
            self.split(q), self.split(k), self.split(v), attn_mask=mask, is_causal=causal
        )
        return self.o(y.transpose(1, 2).reshape(x.shape))


class Feed(nn.Module):
    """The two linear layers with ReLU between them, behind their own norm."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(shape.width)
        self.up, self.down = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)
        self.drop = Dropout(shape.dropout)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.drop(self.down(self.drop(F.relu(self.up(self.norm(x))))))


class EncoderLayer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.norm, self.attend = nn.LayerNorm(shape.width), Attention(shape.width, shape.heads)
        self.feed, self.drop = Feed(shape), Dropout(shape.dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        return self.feed(x + self.drop(self.attend(self.norm(x), mask=mask)))


class DecoderLayer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.norm, self.attend = nn.LayerNorm(shape.width), Attention(shape.width, shape.heads)
        self.cross_norm, self.cross = nn.LayerNorm(shape.width), Attention(shape.width, shape.heads, cross=True)
        self.feed, self.drop = Feed(shape), Dropout(shape.dropout)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        x = x + self.drop(self.attend(self.norm(x), causal=True))
        return self.feed(x + self.drop(self.cross(self.cross_norm(x), memory=memory, mask=mask)))


class Translator(nn.Module):
    pe: Tensor

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocab, shape.width)
        nn.init.normal_(self.embedding.weight, 0, shape.width**-0.5)
        self.register_buffer("pe", sinusoids(MAX_POSITIONS, shape.width), persistent=False)
        self.drop = Dropout(shape.dropout)
        self.encoder = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.encoder_layers))
        self.encoder_norm = nn.LayerNorm(shape.width)
        self.decoder = nn.ModuleList(DecoderLayer(shape) for _ in range(shape.decoder_layers))
        self.decoder_norm = nn.LayerNorm(shape.width)
        self.out_bias = nn.Parameter(torch.zeros(shape.vocab))
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)

    def embed(self, ids: Tensor) -> Tensor:
        return self.drop(self.embedding(ids) * math.sqrt(self.shape.width) + self.pe[: ids.shape[1]])

    def forward(self, source: Tensor, target_in: Tensor) -> Tensor:
        """Features for every target position; ``backward_loss`` projects them onto the vocabulary."""
        mask = (source != PAD)[:, None, None, :]
        x = self.embed(source)
        for layer in self.encoder:
            x = layer(x, mask)
        memory = self.encoder_norm(x)
        y = self.embed(target_in)
        for layer in self.decoder:
            y = layer(y, memory, mask)
        return self.decoder_norm(y)

    def logits(self, features: Tensor) -> Tensor:
        return F.linear(features, self.embedding.weight, self.out_bias)

    def backward_loss(self, source: Tensor, target: Tensor, smoothing: float) -> tuple[float, int]:
        """Run one batch forwards and backwards; the mean loss per target token and how many there were.

        The vocabulary projection is differentiated chunk by chunk, then the rest once: the full logits of a batch
        (2,000 tokens x 8,000 pieces) would be written to memory and read back several times.
        """
        features, wanted = self(source, target[:, :-1]), target[:, 1:]
        kept = wanted != PAD
        rows, labels = features[kept], wanted[kept]
        leaf = rows.detach().requires_grad_()
        total = torch.zeros((), device=rows.device)
        for chunk, answer in zip(leaf.split(LOSS_CHUNK), labels.split(LOSS_CHUNK), strict=True):
            loss = F.cross_entropy(self.logits(chunk).float(), answer, label_smoothing=smoothing, reduction="sum")
            (loss / len(labels)).backward()
            total += loss.detach()
        rows.backward(leaf.grad)
        return total.item() / len(labels), len(labels)
