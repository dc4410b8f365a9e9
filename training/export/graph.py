"""Collects the nodes, constants and shapes of an ONNX graph under construction."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

OPSET = 21
MICROSOFT = "com.microsoft"
# What onnxruntime 1.30 reads: newer IR versions are refused.
IR_VERSION = 10


class Graph:
    """An ONNX graph that grows by one node per call; values are named by their node's output."""

    def __init__(self) -> None:
        self.nodes: list = []
        self.constants: dict[str, np.ndarray] = {}
        self.inputs: list = []
        self.outputs: list = []
        self.shapes: list = []

    def input(self, name: str, dtype: int, shape: list) -> str:
        """Declares an input; string dimensions are free."""
        self.inputs.append(helper.make_tensor_value_info(name, dtype, shape))
        return name

    def output(self, name: str, dtype: int, shape: list) -> None:
        """Declares a value as an output."""
        self.outputs.append(helper.make_tensor_value_info(name, dtype, shape))

    def shape(self, name: str, shape: list, dtype: int = TensorProto.FLOAT) -> str:
        """Records the shape of an inner value, which onnxruntime can't infer through its own operators."""
        self.shapes.append(helper.make_tensor_value_info(name, dtype, shape))
        return name

    def constant(self, name: str, value: np.ndarray) -> str:
        """Adds an initializer; a name that is known already keeps its first value."""
        self.constants.setdefault(name, np.ascontiguousarray(value))
        return name

    def ints(self, *values: int) -> str:
        """Gives a shared int64 vector."""
        return self.constant("ints_" + "_".join(map(str, values)), np.array(values, dtype=np.int64))

    def node(self, kind: str, inputs: list[str], name: str, *, domain: str = "", **attributes) -> str:
        """Adds a node with one output, called `name`."""
        return self.node_with(kind, inputs, [name], domain=domain, **attributes)[0]

    def node_with(self, kind: str, inputs: list[str], outputs: list[str], *, domain: str = "", **attributes) -> list[str]:
        """Adds a node with several outputs; an empty name leaves one out."""
        label = next(name for name in outputs if name)
        self.nodes.append(helper.make_node(kind, inputs, outputs, name=label, domain=domain, **attributes))
        return outputs

    def model(self, name: str, external: dict[str, tuple[str, int, int]]):
        """Builds the model. `external` says where each large constant lies: file, offset and length in bytes."""
        tensors = [self._tensor(key, value, external.get(key)) for key, value in self.constants.items()]
        graph = helper.make_graph(self.nodes, name, self.inputs, self.outputs, tensors, value_info=self.shapes)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="cad")

    def _tensor(self, name: str, value: np.ndarray, place: tuple[str, int, int] | None):
        if place is None:
            return numpy_helper.from_array(value, name)
        tensor = TensorProto(name=name, data_type=helper.np_dtype_to_tensor_dtype(value.dtype), dims=value.shape)
        tensor.data_location = TensorProto.EXTERNAL
        for key, text in zip(("location", "offset", "length"), place):
            tensor.external_data.add(key=key, value=str(text))
        return tensor
