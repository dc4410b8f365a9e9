"""
Writes the graphs of a model folder anew over the weights that it holds, after `llama.py` or `gpu.py` has changed.

    python training/export/regraph.py models/smollm2-135m-edit
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from bundle import MORE_GRAPHS, Place, digest, write_model
from graph import Graph
from graphs import build_all
from linear import Dequantised, QuantisedWeights, RowwiseInt8, RowwiseUint8
from model_config import SMOLLM2_135M


class Stored(QuantisedWeights):
    """Takes quantised weights from a folder instead of quantising them."""

    def __init__(self, constants: dict[str, np.ndarray]) -> None:
        self.constants = constants

    def _weight(self, graph: Graph, weight: np.ndarray, name: str) -> tuple[str, str]:
        return tuple(graph.constant(key, self.constants[key]) for key in (f"{name}.weight", f"{name}.scale"))


class StoredInt8(Stored, RowwiseInt8):
    """Row-wise int8 over stored weights."""


class StoredUint8(RowwiseUint8, StoredInt8):
    """The same with flipped signs."""


class StoredFloat(Stored, Dequantised):
    """float32 over stored weights."""


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
    """Replaces the graphs and their lines in the manifest; makes those that are not there."""
    constants, places = read(folder)
    weights = StoredWeights(constants)
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    stored = StoredInt8(constants), StoredUint8(constants), StoredFloat(constants)
    graphs = build_all(SMOLLM2_135M, weights, *stored)
    for file, graph in graphs.items():
        write_model(folder / file, graph, manifest["name"], places)
    manifest |= MORE_GRAPHS
    manifest["files"] |= {name: digest(folder / name) for name in graphs}
    path.write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
