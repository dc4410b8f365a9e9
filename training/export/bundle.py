"""Writes a model folder: graphs, weights in shards, tokenizer, licence and manifest."""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx

from graph import Graph
from model_config import ModelConfig

GRAPH, GPU_GRAPH, UNSIGNED_GRAPH = "model.onnx", "model.gpu.onnx", "model.u8.onnx"
# Key of the manifest: file.
MORE_GRAPHS = {"gpuGraph": GPU_GRAPH, "unsignedGraph": UNSIGNED_GRAPH}
SHARD_BYTES = 45_000_000
# onnxruntime maps external data; its offsets have to lie on pages.
ALIGNMENT = 4096
INLINE_BYTES = 1024
# File, offset and length in bytes.
Place = tuple[str, int, int]


def write_graphs(folder: Path, name: str, graphs: dict[str, Graph]) -> list[str]:
    """
    Writes graphs, by file, over one set of weights: the `weights-*.bin` of the one called `GRAPH`.

    Gives the names of the files.
    """
    shards, places = [bytearray()], {}
    for key, value in graphs[GRAPH].constants.items():
        if value.nbytes < INLINE_BYTES:
            continue
        if shards[-1] and len(shards[-1]) + value.nbytes + ALIGNMENT > SHARD_BYTES:
            shards.append(bytearray())
        shard = shards[-1]
        shard.extend(bytes(-len(shard) % ALIGNMENT))
        places[key] = (f"weights-{len(shards) - 1}.bin", len(shard), value.nbytes)
        shard.extend(value.tobytes())
    for index, shard in enumerate(shards):
        (folder / f"weights-{index}.bin").write_bytes(shard)
    for file, graph in graphs.items():
        write_model(folder / file, graph, name, places)
    return [*graphs, *(f"weights-{index}.bin" for index in range(len(shards)))]


def write_model(path: Path, graph: Graph, name: str, places: dict[str, Place]) -> None:
    """
    Writes a graph whose constants lie at `places`, as far as these name them.

    Where signs are flipped, they are so in the whole files: what is no weight lies in the graph.
    """
    is_flipped = path.name == UNSIGNED_GRAPH
    held = (key for key, value in graph.constants.items() if not is_flipped or value.dtype == np.uint8)
    model = graph.model(name, {key: places[key] for key in held if key in places})
    path.write_bytes(model.SerializeToString(deterministic=True))
    onnx.load(path, load_external_data=False)


def write_manifest(folder: Path, config: ModelConfig, files: list[str], *, end: int, **details) -> None:
    """Writes `manifest.json` with the size and SHA-256 of each of `files`."""
    manifest = {
        "format": 1,
        **details,
        "graph": GRAPH,
        **{key: file for key, file in MORE_GRAPHS.items() if file in files},
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
