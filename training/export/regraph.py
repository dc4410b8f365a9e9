"""
Writes the graph of a model folder anew over the weights that it holds, after `llama.py` has changed.

    python training/export/regraph.py models/smollm2-135m-edit
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from bundle import digest
from graph import Graph
from linear import RowwiseInt8
from llama import build
from model_config import SMOLLM2_135M

Place = tuple[str, int, int]


class Stored(RowwiseInt8):
    """Takes quantised weights from a folder instead of quantising them."""

    def __init__(self, constants: dict[str, np.ndarray]) -> None:
        self.constants = constants

    def _weight(self, graph: Graph, weight: np.ndarray, name: str) -> tuple[str, str]:
        return tuple(graph.constant(key, self.constants[key]) for key in (f"{name}.weight", f"{name}.scale"))


class StoredWeights(dict):
    """Gives the gains of norms; matrices come from `Stored`, so that what stands for them is not read."""

    def __missing__(self, name: str) -> np.ndarray:
        return self.get(name.removesuffix(".weight"), np.zeros((1, 1), dtype=np.float32))


def read(folder: Path) -> tuple[dict[str, np.ndarray], dict[str, Place]]:
    """Gives the constants of the folder's graph, and where those outside the graph file lie."""
    constants, places = {}, {}
    for tensor in onnx.load(folder / "model.onnx", load_external_data=False).graph.initializer:
        if tensor.data_location != TensorProto.EXTERNAL:
            constants[tensor.name] = numpy_helper.to_array(tensor)
            continue
        entry = {pair.key: pair.value for pair in tensor.external_data}
        place = entry["location"], int(entry["offset"]), int(entry["length"])
        dtype = helper.tensor_dtype_to_np_dtype(tensor.data_type)
        constants[tensor.name] = np.memmap(folder / place[0], dtype, "r", place[1], tuple(tensor.dims))
        places[tensor.name] = place
    return constants, places


def main(folder: Path) -> None:
    """Replaces `model.onnx` and its line in the manifest."""
    constants, places = read(folder)
    graph = build(SMOLLM2_135M, StoredWeights(constants), Stored(constants))
    manifest = json.loads((folder / "manifest.json").read_text())
    model = graph.model(manifest["name"], {name: places[name] for name in graph.constants if name in places})
    (folder / "model.onnx").write_bytes(model.SerializeToString(deterministic=True))
    manifest["files"]["model.onnx"] = digest(folder / "model.onnx")
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
