"""Prints the graph that src/decode/engine/device-child.ts holds: one product of a float row by a constant matrix."""

import base64

from onnx import TensorProto, helper

x = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 4])
y = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 4])
weight = helper.make_tensor("w", TensorProto.FLOAT, [4, 4], [1, 2, 3, 4] * 4)
product = helper.make_node("MatMul", ["x", "w"], ["y"])
graph = helper.make_graph([product], "device", [x], [y], [weight])
# Older than what the model needs: all devices know it.
opset = helper.make_opsetid("", 13)
model = helper.make_model(graph, opset_imports=[opset], ir_version=8, producer_name="cad")
print(base64.b64encode(model.SerializeToString(deterministic=True)).decode())
