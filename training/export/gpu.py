"""The graph for GPUs: the same model in float32, by operators that execution providers of GPUs have."""

import numpy as np
from onnx import TensorProto

from graph import Graph
from linear import Dequantised
from llama import Llama, Weights
from model_config import ModelConfig

INT32 = TensorProto.INT32


def build_for_gpu(config: ModelConfig, weights: Weights, numbers: Dequantised) -> Graph:
    """
    Builds a graph with the inputs and outputs of `llama.build`, over the same constants.

    A GPU has its own copy of the cache, which nothing writes in place: attention reads the rows given
    and behind them the new ones, T + S in all. Of the rows given those from P on are masked.
    """
    return _GpuLlama(config, weights, numbers).build()


class _GpuLlama(Llama):
    keys = "T + S"

    def _mask(self) -> str:
        """Gives 0 where a query row may look and a number far below elsewhere: `[S·repeats, T + S]`."""
        graph, repeats = self.graph, self.config.repeats
        # WebGPU does not compare int64.
        rows = graph.node("Cast", ["position_ids"], "positions", to=INT32)
        rows = graph.node("Reshape", [rows, graph.ints(-1)], "new_positions")
        first = graph.node("Slice", [rows, graph.ints(0), graph.ints(1)], "first_position")
        given = graph.node("Cast", [self._given()], "given_positions", to=INT32)
        # A row that is not in the cache lies behind all others.
        nowhere = graph.constant("nowhere", np.array(np.iinfo(np.int32).max, dtype=np.int32))
        is_held = graph.node("Less", [given, first], "is_held")
        held = graph.node("Where", [is_held, given, nowhere], "held_positions")
        keys = graph.node("Concat", [held, rows], "key_positions", axis=0)
        rows = graph.node("Reshape", [rows, graph.ints(-1, 1, 1)], "row_positions")
        rows = graph.node("Tile", [rows, graph.ints(1, repeats, 1)], "row_positions_repeated")
        visible = graph.node("LessOrEqual", [keys, rows], "visible")
        # Shaders may take it that nothing is infinite.
        seen, unseen = (graph.constant(f"mask_{n}", np.array(n, dtype=np.float32)) for n in (0.0, -1e9))
        mask = graph.node("Where", [visible, seen, unseen], "mask_by_token")
        return graph.node("Flatten", [mask], "mask", axis=2)

    def _given(self) -> str:
        graph = self.graph
        total = graph.node("Shape", ["all_k.0"], "total_length", start=0, end=1)
        total = graph.node("Squeeze", [total], "total")
        zero, one = (graph.constant(f"int_{n}", np.array(n, dtype=np.int64)) for n in (0, 1))
        return graph.node("Range", [zero, total, one], "given_rows")

    def _attend(self, i: int, q: str, mask: str, rows: str) -> str:
        graph, config, at = self.graph, self.config, f"layer.{i}"
        kv, repeats, dim = config.kv_heads, config.repeats, config.head_dim
        scale = graph.constant("attention_scale", np.array(dim**-0.5, dtype=np.float32))
        q = graph.node("Mul", [q, scale], f"{at}.q_scaled")
        q = graph.node("Reshape", [q, graph.ints(-1, kv, repeats, dim)], f"{at}.q_heads")
        q = graph.node("Transpose", [q], f"{at}.q_by_head", perm=[1, 0, 2, 3])
        q = graph.node("Reshape", [q, graph.ints(kv, -1, dim)], f"{at}.q_rows")
        keys = graph.node("Transpose", [self._joined("k", i)], f"{at}.keys_by_head", perm=[1, 2, 0])
        values = graph.node("Transpose", [self._joined("v", i)], f"{at}.values_by_head", perm=[1, 0, 2])
        scores = graph.node("MatMul", [q, keys], f"{at}.scores")
        masked = graph.node("Add", [scores, mask], f"{at}.masked")
        shares = graph.node("Softmax", [masked], f"{at}.shares", axis=-1)
        out = graph.node("MatMul", [shares, values], f"{at}.attended")
        out = graph.node("Reshape", [out, graph.ints(kv, -1, repeats, dim)], f"{at}.attended_heads")
        out = graph.node("Transpose", [out], f"{at}.attended_by_row", perm=[1, 0, 2, 3])
        return graph.node("Reshape", [out, graph.ints(1, -1, config.q_width)], f"{at}.attended_rows")

    def _joined(self, kind: str, i: int) -> str:
        """Gives the keys or values of a layer with the new ones behind them: `[T + S, kvHeads, headDim]`."""
        graph, config = self.graph, self.config
        shape = graph.ints(-1, config.kv_heads, config.head_dim)
        new = graph.node("Reshape", [f"new_{kind}.{i}", shape], f"layer.{i}.new_{kind}_rows")
        return graph.node("Concat", [f"all_{kind}.{i}", new], f"layer.{i}.joined_{kind}", axis=0)
