"""The graph of a Llama-like model over a cache that the caller keeps."""

import numpy as np
from onnx import TensorProto

from graph import MICROSOFT, Graph
from linear import Float32, RowwiseInt8
from model_config import EMBEDDING_FACTOR, ModelConfig

Weights = dict[str, np.ndarray]
FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64


def build(config: ModelConfig, weights: Weights, numbers: Float32 | RowwiseInt8) -> Graph:
    """
    Builds the graph of one forward over S tokens on top of P tokens in the cache.

    The caller gives all rows of its cache, T of them, and lets the graph write the new ones among
    them: `new_k.i` and `new_v.i` are bound to rows P to P + S of `all_k.i` and `all_v.i`. What reads
    the cache depends on what writes it, so the new rows stand there in time. T is a multiple of 16, the
    widest lane: softmax sums a row in lanes and then what is left over, and a row of whole lanes is
    summed in the same order whatever its length. Rows behind the new ones may hold any finite numbers.

    `weights` are named as in Hugging Face's state dicts, matrices `[out, in]`, embedding and head tied.
    """
    return Llama(config, weights, numbers).build()


class Llama:
    """Builds the graph; `gpu.py` changes what GPUs want otherwise."""

    # The dimension of the keys that attention reads.
    keys = "T"

    def __init__(self, config: ModelConfig, weights: Weights, numbers: Float32 | RowwiseInt8) -> None:
        self.config, self.weights, self.numbers = config, weights, numbers
        self.graph = Graph()

    def build(self) -> Graph:
        graph, config = self.graph, self.config
        graph.input("input_ids", INT64, [1, "S"])
        graph.input("position_ids", INT64, [1, "S"])
        graph.input("logit_positions", INT64, ["R"])
        for layer in range(config.layers):
            for kind in "kv":
                graph.input(f"all_{kind}.{layer}", FLOAT, ["T", config.kv_heads, config.head_dim])
        self._rotation()
        mask = self._mask()
        head = self.weights["model.embed_tokens.weight"].T
        residual = self._embed(head)
        update = ""
        for layer in range(config.layers):
            last = layer == config.layers - 1
            residual, update = self._layer(layer, residual, update, mask, last)
        final, _ = self._norm(residual, update, "model.norm", "final")
        self.numbers.linear(graph, self.numbers.prepare(graph, final), head, "logits")
        graph.output("logits", FLOAT, [1, "R", config.vocabulary])
        graph.node("ArgMax", ["logits"], "best", axis=-1, keepdims=0)
        graph.output("best", INT64, [1, "R"])
        for layer in range(config.layers):
            for kind in "kv":
                graph.output(f"new_{kind}.{layer}", FLOAT, [1, "S", config.kv_width])
        return graph

    def _embed(self, head: np.ndarray) -> str:
        embedding = self.numbers.embed(self.graph, "input_ids", head, "logits")
        factor = self.weights.get(EMBEDDING_FACTOR)
        if factor is None:
            return embedding
        return self.graph.node("Mul", [embedding, self.graph.constant(EMBEDDING_FACTOR, factor)], "embedding_rescaled")

    def _rotation(self) -> None:
        config = self.config
        powers = np.arange(0, config.head_dim, 2, dtype=np.float32) / config.head_dim
        angles = np.outer(np.arange(config.context, dtype=np.float32), 1 / config.rope_theta**powers)
        self.graph.constant("rotary_cos", np.cos(angles).astype(np.float32))
        self.graph.constant("rotary_sin", np.sin(angles).astype(np.float32))

    def _mask(self) -> str:
        """Gives 0 where a query row may look and -inf elsewhere: `[S·repeats, T]`, rows as in `_attend`."""
        graph, repeats = self.graph, self.config.repeats
        total = graph.node("Shape", ["all_k.0"], "total_length", start=0, end=1)
        total = graph.node("Squeeze", [total], "total")
        zero, one = (graph.constant(f"int_{n}", np.array(n, dtype=np.int64)) for n in (0, 1))
        keys = graph.node("Range", [zero, total, one], "key_positions")
        rows = graph.node("Reshape", ["position_ids", graph.ints(-1, 1, 1)], "row_positions")
        rows = graph.node("Tile", [rows, graph.ints(1, repeats, 1)], "row_positions_repeated")
        visible = graph.node("LessOrEqual", [keys, rows], "visible")
        seen, unseen = (graph.constant(f"mask_{n}", np.array(n, dtype=np.float32)) for n in (0.0, -np.inf))
        mask = graph.node("Where", [visible, seen, unseen], "mask_by_token")
        graph.shape(mask, ["S", repeats, "T"])
        return graph.shape(graph.node("Flatten", [mask], "mask", axis=2), ["Q", "T"])

    def _layer(self, i: int, residual: str, update: str, mask: str, last: bool) -> tuple[str, str]:
        """Adds a layer; gives the residual stream and the update that the next norm adds to it."""
        graph, numbers, config = self.graph, self.numbers, self.config
        at = f"layer.{i}"
        x, residual = self._norm(residual, update, f"model.layers.{i}.input_layernorm", f"{at}.attention_input")
        qkv = numbers.linear(graph, numbers.prepare(graph, x), self._fused(i, "self_attn", "qkv"), f"{at}.qkv")
        widths = graph.ints(config.q_width + config.kv_width, config.kv_width)
        qk, _ = graph.node_with("Split", [qkv, widths], [f"{at}.qk", f"new_v.{i}"], axis=-1)
        rotated = graph.node(
            "RotaryEmbedding",
            [qk, "position_ids", "rotary_cos", "rotary_sin"],
            f"{at}.rotated",
            domain=MICROSOFT,
            num_heads=config.heads + config.kv_heads,
        )
        graph.shape(rotated, [1, "S", config.q_width + config.kv_width])
        widths = graph.ints(config.q_width, config.kv_width)
        q, _ = graph.node_with("Split", [rotated, widths], [f"{at}.q", f"new_k.{i}"], axis=-1)
        if last:
            q, residual, mask = self._asked_rows(q, residual, mask)
        attended = self._attend(i, q, mask, "A" if last else "Q")
        o = self.weights[f"model.layers.{i}.self_attn.o_proj.weight"].T
        update = numbers.linear(graph, numbers.prepare(graph, attended), o, f"{at}.o")
        x, residual = self._norm(residual, update, f"model.layers.{i}.post_attention_layernorm", f"{at}.mlp_input")
        return residual, self._mlp(i, x)

    def _mlp(self, i: int, x: str) -> str:
        graph, numbers, at = self.graph, self.numbers, f"layer.{i}"
        rows = numbers.prepare(graph, x)
        both = numbers.product(graph, rows, self._fused(i, "mlp", ("gate", "up")), f"{at}.gate_up")
        parts = [f"{at}.gate_units", f"{at}.up_units"]
        width = self.config.intermediate
        gate, up = graph.node_with("Split", [both, graph.ints(width, width)], parts, axis=-1)
        # With alpha 1 this is SiLU.
        gate = numbers.scaled(graph, gate, rows, f"{at}.gate")
        active = graph.node("QuickGelu", [gate], f"{at}.active", domain=MICROSOFT, alpha=1.0)
        product = graph.node("Mul", [active, up], f"{at}.product")
        # Quantising does not see the factor of a row: it comes later, where there is one number a row.
        product = numbers.carried(graph, numbers.prepare(graph, product), rows, f"{at}.product.factor")
        down = self.weights[f"model.layers.{i}.mlp.down_proj.weight"].T
        return numbers.linear(graph, product, down, f"{at}.down")

    def _attend(self, i: int, q: str, mask: str, rows: str) -> str:
        """
        Attends from the rows of `q`; row r·repeats+j of a key head is its j-th query head at token r.

        `rows` names their number: onnxruntime reuses buffers by the names of free dimensions.
        """
        graph, config, at = self.graph, self.config, f"layer.{i}"
        kv, repeats, dim = config.kv_heads, config.repeats, config.head_dim
        q = graph.node("Reshape", [q, graph.ints(-1, kv, repeats, dim)], f"{at}.q_heads")
        q = graph.node("Transpose", [q], f"{at}.q_by_head", perm=[1, 0, 2, 3])
        q = graph.shape(graph.node("Reshape", [q, graph.ints(kv, -1, dim)], f"{at}.q_rows"), [kv, rows, dim])
        keys, values = f"all_k.{i}", f"all_v.{i}"
        scores = graph.node(
            "FusedMatMul", [q, keys], f"{at}.scores", domain=MICROSOFT, transB=1, transBatchB=1, alpha=dim**-0.5
        )
        graph.shape(scores, [kv, rows, "T"])
        masked = graph.shape(graph.node("Add", [scores, mask], f"{at}.masked"), [kv, rows, "T"])
        shares = graph.shape(graph.node("Softmax", [masked], f"{at}.shares", axis=-1), [kv, rows, "T"])
        # The values in halves: six products share two threads evenly, three would not.
        half = dim // 2
        shares = graph.node("Unsqueeze", [shares, graph.ints(1)], f"{at}.shares_of_half")
        graph.shape(shares, [kv, 1, rows, "T"])
        values = graph.node("Reshape", [values, graph.ints(-1, kv, 2, half)], f"{at}.value_halves")
        graph.shape(values, ["T", kv, 2, half])
        out = graph.node("FusedMatMul", [shares, values], f"{at}.attended", domain=MICROSOFT, transBatchB=1)
        graph.shape(out, [kv, 2, rows, half])
        out = graph.node("Reshape", [out, graph.ints(kv, 2, -1, repeats, half)], f"{at}.attended_heads")
        out = graph.node("Transpose", [out], f"{at}.attended_by_row", perm=[2, 0, 3, 1, 4])
        return graph.node("Reshape", [out, graph.ints(1, -1, config.q_width)], f"{at}.attended_rows")

    def _asked_rows(self, q: str, residual: str, mask: str) -> tuple[str, str, str]:
        """Keeps the rows whose logits are asked for: nothing after the last layer's keys needs the others."""
        graph, repeats = self.graph, self.config.repeats
        at = "logit_positions"
        q = graph.node("Gather", [q, at], "asked.q", axis=1)
        residual = graph.node("Gather", [residual, at], "asked.residual", axis=1)
        mask = graph.node("Gather", ["mask_by_token", at], "asked.mask_by_token", axis=0)
        graph.shape(mask, ["R", repeats, self.keys])
        return q, residual, graph.shape(graph.node("Flatten", [mask], "asked.mask", axis=2), ["A", self.keys])

    def _norm(self, residual: str, update: str, weight: str, name: str) -> tuple[str, str]:
        """Adds the update to the residual stream and normalises: the normalised rows, the new residual."""
        graph, epsilon = self.graph, self.config.epsilon
        gain = graph.constant(weight, self.weights[f"{weight}.weight"])
        if not update:
            return graph.node("SimplifiedLayerNormalization", [residual, gain], name, axis=-1, epsilon=epsilon), residual
        outputs = graph.node_with(
            "SkipSimplifiedLayerNormalization",
            [residual, update, gain],
            [name, "", "", f"{name}.residual"],
            domain=MICROSOFT,
            epsilon=epsilon,
        )
        return outputs[0], outputs[3]

    def _fused(self, i: int, block: str, parts) -> np.ndarray:
        """Puts projections that read the same rows side by side: `[in, out of all]`."""
        names = [f"model.layers.{i}.{block}.{part}_proj.weight" for part in parts]
        return np.concatenate([self.weights[name] for name in names]).T
