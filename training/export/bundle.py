"""Writes a model folder: graph, weights in shards, tokenizer, licence and manifest."""

import hashlib
import json
from pathlib import Path

import onnx

from graph import Graph
from model_config import ModelConfig

SHARD_BYTES = 45_000_000
# onnxruntime maps external data; its offsets have to lie on pages.
ALIGNMENT = 4096
INLINE_BYTES = 1024


def write_graph(folder: Path, graph: Graph, name: str, alignment: int = ALIGNMENT) -> list[str]:
    """Writes `model.onnx` and its `weights-*.bin`; gives the names of the files."""
    shards, places = [bytearray()], {}
    for key, value in graph.constants.items():
        if value.nbytes < INLINE_BYTES:
            continue
        if shards[-1] and len(shards[-1]) + value.nbytes + alignment > SHARD_BYTES:
            shards.append(bytearray())
        shard = shards[-1]
        shard.extend(bytes(-len(shard) % alignment))
        places[key] = (f"weights-{len(shards) - 1}.bin", len(shard), value.nbytes)
        shard.extend(value.tobytes())
    model = graph.model(name, places)
    (folder / "model.onnx").write_bytes(model.SerializeToString(deterministic=True))
    for index, shard in enumerate(shards):
        (folder / f"weights-{index}.bin").write_bytes(shard)
    onnx.load(folder / "model.onnx", load_external_data=False)
    return ["model.onnx", *(f"weights-{index}.bin" for index in range(len(shards)))]


def write_manifest(folder: Path, config: ModelConfig, files: list[str], *, end: int, **details) -> None:
    """Writes `manifest.json` with the size and SHA-256 of each of `files`."""
    manifest = {
        "format": 1,
        **details,
        "graph": "model.onnx",
        "files": {name: digest(folder / name) for name in files},
        "layers": config.layers,
        "kvHeads": config.kv_heads,
        "headDim": config.head_dim,
        "vocabulary": config.vocabulary,
        "context": config.context,
        "end": end,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


def digest(path: Path) -> dict:
    data = path.read_bytes()
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
