"""A checkpoint as an Argos package: ``python -m recipe.export build/run/checkpoint.pt --version 1.0``.

Writes ``translate-vi_en-1_0.argosmodel``: metadata.json, sentencepiece.model and model/ (CTranslate2, int8), which
argostranslate installs and songngu's worker loads. Several checkpoints of one run are averaged.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import torch
from ctranslate2.specs import TransformerSpec, common_spec

from recipe.checkpoint import Checkpoint, mean_of
from recipe.network import MAX_POSITIONS, Attention, DecoderLayer, Feed, Translator, sinusoids
from recipe.pieces import load_pieces

ARGOS_VERSION = "1.9"  # the oldest argostranslate that reads it
#: Whose attention says what was translated by what: that of the first decoder layer, over all its heads.
ALIGNMENT_LAYER, ALIGNMENT_HEADS = 0, 0
LANGUAGES = {"vi": "Vietnamese", "en": "English"}


def _array(tensor: torch.Tensor) -> np.ndarray[Any, np.dtype[np.float32]]:
    array: np.ndarray[Any, np.dtype[np.float32]] = tensor.detach().float().numpy()
    return array


def _norm(spec: Any, norm: Any) -> None:
    spec.gamma, spec.beta = _array(norm.weight), _array(norm.bias)


def _linear(spec: Any, linear: Any) -> None:
    spec.weight, spec.bias = _array(linear.weight), _array(linear.bias)


def _attention(spec: Any, norm: Any, attention: Attention) -> None:
    _norm(spec.layer_norm, norm)
    parts = (attention.q, attention.kv, attention.o) if attention.cross else (attention.qkv, attention.o)
    for linear_spec, linear in zip(spec.linear, parts, strict=True):
        _linear(linear_spec, linear)


def _feed(spec: Any, feed: Feed) -> None:
    _norm(spec.layer_norm, feed.norm)
    _linear(spec.linear_0, feed.up)
    _linear(spec.linear_1, feed.down)


def _layer(spec: Any, layer: Any) -> None:
    _attention(spec.self_attention, layer.norm, layer.attend)
    if isinstance(layer, DecoderLayer):
        _attention(spec.attention, layer.cross_norm, layer.cross)
    _feed(spec.ffn, layer.feed)


def specification(network: Translator) -> TransformerSpec:
    shape = network.shape
    spec = TransformerSpec.from_config(
        (shape.encoder_layers, shape.decoder_layers), shape.heads, pre_norm=True,
        activation=common_spec.Activation.RELU, alignment_layer=ALIGNMENT_LAYER, alignment_heads=ALIGNMENT_HEADS,
    )  # fmt: skip
    embedding = _array(network.embedding.weight)
    for side, layers, norm in (
        (spec.encoder, network.encoder, network.encoder_norm), (spec.decoder, network.decoder, network.decoder_norm),
    ):  # fmt: skip
        table = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        table.weight = embedding
        side.scale_embeddings = True
        side.position_encodings.encodings = _array(sinusoids(MAX_POSITIONS, shape.width))
        _norm(side.layer_norm, norm)
        for layer_spec, layer in zip(side.layer, layers, strict=True):
            _layer(layer_spec, layer)
    spec.decoder.projection.weight, spec.decoder.projection.bias = embedding, _array(network.out_bias)
    return spec


def name_tokens(spec: TransformerSpec, vocabulary: list[str]) -> None:
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<s>", "</s>", "<unk>"
    spec.config.decoder_start_token = "<s>"
    spec.config.add_source_bos, spec.config.add_source_eos = False, True


def write_model(network: Translator, pieces: Path, folder: Path, quantization: str) -> None:
    tokenizer = load_pieces(pieces)
    if tokenizer.get_piece_size() != network.shape.vocab:
        raise SystemExit(
            f"{pieces} has {tokenizer.get_piece_size():,} pieces and the network {network.shape.vocab:,}."
            " Name the SentencePiece model that the network was trained with."
        )
    spec = specification(network)
    name_tokens(spec, [tokenizer.id_to_piece(i) for i in range(network.shape.vocab)])
    spec.validate()
    spec.optimize(quantization=quantization)
    folder.mkdir(parents=True)
    spec.save(str(folder))


def metadata(version: str, source: str, target: str) -> dict[str, Any]:
    return {
        "package_version": version, "argos_version": ARGOS_VERSION, "from_code": source, "from_name": LANGUAGES[source],
        "to_code": target, "to_name": LANGUAGES[target], "links": [],
    }  # fmt: skip


def export(
    checkpoints: Sequence[Path],
    pieces: Path,
    out: Path,
    version: str,
    quantization: str = "int8",
    card: Path | None = None,
    shortlist: Path | None = None,
) -> Path:
    """Write the package into the folder ``out`` and return its path."""
    held = mean_of([Checkpoint.load(path) for path in checkpoints])
    name = f"translate-vi_en-{version.replace('.', '_')}"
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / name
        write_model(held.network(), pieces, root / "model", quantization)
        (root / "sentencepiece.model").write_bytes(pieces.read_bytes())
        (root / "metadata.json").write_text(json.dumps(metadata(version, "vi", "en"), indent=1), encoding="utf-8")
        if card:
            (root / "README.md").write_bytes(card.read_bytes())
        if shortlist:
            (root / "model" / "vmap.txt").write_bytes(shortlist.read_bytes())
        _try(root)
        return _pack(root, out / f"{name}.argosmodel")


def _try(root: Path) -> None:
    """A model that does not load, or does not run, must not leave the house."""
    translator = ctranslate2.Translator(str(root / "model"), device="cpu")
    translator.translate_batch([["▁a"]], use_vmap=(root / "model" / "vmap.txt").is_file(), max_decoding_length=2)


def _pack(root: Path, package: Path) -> Path:
    package.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(root.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(root.parent).as_posix())
    return package


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m recipe.export", description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--pieces", type=Path, default=Path("build/data/pieces.model"))
    parser.add_argument("--out", type=Path, default=Path("build"))
    parser.add_argument("--version", required=True, help="e.g. 1.0")
    parser.add_argument("--quantization", default="int8")
    parser.add_argument("--card", type=Path, help="model card to put into the package as README.md")
    parser.add_argument(
        "--shortlist", type=Path, help="what recipe.shortlist wrote: faster decoding for who asks for it"
    )
    args = parser.parse_args()
    package = export(
        args.checkpoints, args.pieces, args.out, args.version, args.quantization, args.card, args.shortlist
    )
    print(f"wrote {package}, {package.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
