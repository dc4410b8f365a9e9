"""The graphs of a model folder, all over the same weights."""

from bundle import GPU_GRAPH, GRAPH, UNSIGNED_GRAPH
from gpu import build_for_gpu
from graph import Graph
from linear import Dequantised, RowwiseInt8, RowwiseUint8
from llama import Weights, build
from model_config import ModelConfig


def build_all(
    config: ModelConfig,
    weights: Weights,
    int8: RowwiseInt8 | None = None,
    uint8: RowwiseUint8 | None = None,
    floats: Dequantised | None = None,
) -> dict[str, Graph]:
    """Builds each graph, by its file; the last three say where weights come from, by default `weights`."""
    return {
        GRAPH: build(config, weights, int8 or RowwiseInt8()),
        GPU_GRAPH: build_for_gpu(config, weights, floats or Dequantised()),
        UNSIGNED_GRAPH: build(config, weights, uint8 or RowwiseUint8()),
    }
