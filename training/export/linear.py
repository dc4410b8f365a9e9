"""Linear layers of the graph: row-wise dynamic int8, or float32 over plain or quantised weights."""

from dataclasses import dataclass

import numpy as np

from graph import MICROSOFT, Graph

LEVELS = 127


@dataclass(frozen=True)
class Rows:
    """Quantised rows: u8 around 128, and the factor that belongs to each row."""

    values: str
    maximum: str


class Float32:
    """Keeps weights and activations in float32."""

    def prepare(self, graph: Graph, x: str) -> str:
        """Gives what `linear` takes; done once for all layers that read `x`."""
        return x

    def linear(self, graph: Graph, x: str, weight: np.ndarray, name: str) -> str:
        """Multiplies rows by `weight` `[in, out]`."""
        return graph.node("MatMul", [x, self._table(graph, weight, name)], name)

    def product(self, graph: Graph, x: str, weight: np.ndarray, name: str) -> str:
        """The same: nothing is left out."""
        return self.linear(graph, x, weight, name)

    def scaled(self, graph: Graph, product: str, x: str, name: str) -> str:
        """The same rows."""
        return graph.node("Identity", [product], name)

    def carried(self, graph: Graph, x: str, of: str, name: str) -> str:
        """The same rows."""
        return x

    def embed(self, graph: Graph, ids: str, weight: np.ndarray, name: str) -> str:
        """Looks up columns of the head's table `[hidden, vocabulary]`: `[1, S, hidden]`."""
        columns = graph.node("Gather", [self._table(graph, weight, name), ids], "embed_columns", axis=1)
        return graph.node("Transpose", [columns], "embedding", perm=[1, 2, 0])

    def _table(self, graph: Graph, weight: np.ndarray, name: str) -> str:
        return graph.constant(f"{name}.weight", weight)


class QuantisedWeights:
    """Keeps weights in int8."""

    def _weight(self, graph: Graph, weight: np.ndarray, name: str) -> tuple[str, str]:
        values, scale = quantize_columns(weight)
        return graph.constant(f"{name}.weight", values), graph.constant(f"{name}.scale", scale)


class Dequantised(QuantisedWeights, Float32):
    """
    Computes in float32 by the weights of `RowwiseInt8`, which onnxruntime makes floats when it loads the graph.

    Behind a DequantizeLinear it would choose a product that is less exact.
    """

    def _table(self, graph: Graph, weight: np.ndarray, name: str) -> str:
        table = f"{name}.table"
        if not any(table in node.output for node in graph.nodes):
            values, scale = self._weight(graph, weight, name)
            graph.node("Mul", [graph.node("Cast", [values], f"{table}.units", to=1), scale], table)
        return table


class RowwiseInt8(QuantisedWeights):
    """
    Quantises each row of the activations by its own maximum and each column of the weights by its own.

    A row's result depends on that row alone, and int32 sums are exact in any order: so a token's
    numbers are the same alone and in a batch.
    """

    def prepare(self, graph: Graph, x: str) -> Rows:
        """Quantises the rows of `x`; done once for all layers that read `x`."""
        magnitude = graph.node("Abs", [x], f"{x}.abs")
        maximum = graph.node("ReduceMax", [magnitude, graph.ints(-1)], f"{x}.max", keepdims=1)
        # A row of zeros becomes NaN here, some byte below, and zero again when it meets its maximum.
        unit = graph.node("Div", [x, maximum], f"{x}.unit")
        values = graph.node("QuantizeLinear", [unit, *self._activation(graph)], f"{x}.u8")
        return Rows(values, maximum)

    def linear(self, graph: Graph, x: Rows, weight: np.ndarray, name: str) -> str:
        """Multiplies quantised rows by `weight` `[in, out]`."""
        return self.scaled(graph, self.product(graph, x, weight, name), x, name)

    def product(self, graph: Graph, x: Rows, weight: np.ndarray, name: str) -> str:
        """The same, but each row lacks its factor, its maximum."""
        table, scale = self._weight(graph, weight, name)
        step, zero = self._activation(graph)
        operands = [x.values, table, step, scale, zero, *self._weight_zero(graph)]
        return graph.node("MatMulIntegerToFloat", operands, f"{name}.units", domain=MICROSOFT)

    def scaled(self, graph: Graph, product: str, x: Rows, name: str) -> str:
        """Gives the rows of a product of `x`, or of some of its columns, their factors."""
        return graph.node("Mul", [product, x.maximum], name)

    def carried(self, graph: Graph, x: Rows, of: Rows, name: str) -> Rows:
        """Gives rows the factors that a product of `of` had left out before they were quantised."""
        return Rows(x.values, graph.node("Mul", [x.maximum, of.maximum], name))

    def embed(self, graph: Graph, ids: str, weight: np.ndarray, name: str) -> str:
        """Looks up columns of the head's quantised table `[hidden, vocabulary]`: `[1, S, hidden]`."""
        table, scale = self._weight(graph, weight, name)
        columns = graph.node("Gather", [table, ids], "embed_columns", axis=1)
        rows = graph.node("Transpose", [columns], "embed_rows", perm=[1, 2, 0])
        units = self._units(graph, graph.node("Cast", [rows], "embed_units", to=1))
        scales = graph.node("Gather", [scale, ids], "embed_scales", axis=0)
        column = graph.node("Unsqueeze", [scales, graph.ints(-1)], "embed_scale_column")
        return graph.node("Mul", [units, column], "embedding")

    def _weight_zero(self, graph: Graph) -> list[str]:
        """Gives the operand that says which weight is 0, where that is another than 0."""
        return []

    def _units(self, graph: Graph, values: str) -> str:
        """Gives whole numbers around 0 for weights that were looked up."""
        return values

    def _activation(self, graph: Graph) -> tuple[str, str]:
        step = graph.constant("activation_step", np.array(1 / LEVELS, dtype=np.float32))
        return step, graph.constant("activation_zero", np.array(128, dtype=np.uint8))


class RowwiseUint8(RowwiseInt8):
    """
    The same numbers from weights whose sign bit is flipped: u8 around 128.

    For CPUs without VNNI, where sums of products of u8 and s8 saturate; those of u8 and u8 are exact.
    """

    def _weight(self, graph: Graph, weight: np.ndarray, name: str) -> tuple[str, str]:
        table, scale = super()._weight(graph, weight, name)
        if graph.constants[table].dtype == np.int8:
            graph.constants[table] = graph.constants[table].view(np.uint8) ^ np.uint8(128)
        return table, scale

    def _weight_zero(self, graph: Graph) -> list[str]:
        return [graph.constant("weight_zero", np.array(128, dtype=np.uint8))]

    def _units(self, graph: Graph, values: str) -> str:
        zero = graph.constant("embed_zero", np.array(128, dtype=np.float32))
        return graph.node("Sub", [values, zero], "embed_signed_units")


def quantize_columns(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Gives int8 values of `weight` `[in, out]` and the float32 scale of each column."""
    scale = np.maximum(np.abs(weight).max(axis=0) / LEVELS, 1e-12).astype(np.float32)
    values = np.clip(np.rint(weight / scale), -LEVELS, LEVELS).astype(np.int8)
    return values, scale
