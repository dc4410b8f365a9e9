"""Prints the graph that src/decode/engine/saturation.ts holds: one product of u8 rows by constant s8 columns."""

import base64

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from graph import IR_VERSION, OPSET

WEIGHT = np.full((4, 16), 127, dtype=np.int8)

product = helper.make_node("MatMulInteger", ["x", "w"], ["y"])
x = helper.make_tensor_value_info("x", TensorProto.UINT8, [1, 4])
y = helper.make_tensor_value_info("y", TensorProto.INT32, [1, 16])
graph = helper.make_graph([product], "saturation", [x], [y], [numpy_helper.from_array(WEIGHT, "w")])
opset = helper.make_opsetid("", OPSET)
model = helper.make_model(graph, opset_imports=[opset], ir_version=IR_VERSION, producer_name="cad")
print(base64.b64encode(model.SerializeToString(deterministic=True)).decode())
