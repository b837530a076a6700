"""Piper's models, rewritten so that onnxruntime computes them faster: the same sums in another order.

Sound has one dimension, and so have piper's convolutions, three quarters of its work. onnxruntime keeps its fast kernels
(NCHWc: channels in blocks as wide as the processor's vectors) for two. A convolution over a plane one row high is the same
convolution: each becomes one, between two changes of shape that move nothing.

The file stays as its maker wrote it: what was read is rewritten in memory, in a sixth of a second a worker. Of the format
(https://github.com/onnx/onnx/blob/main/onnx/onnx.proto) only what is touched is described here; protobuf, which comes with
onnxruntime, carries the rest through unseen. The library `onnx` would do it too, at 31 MB.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

VERSION = 1  # of the rewriting; raise it when the same model comes to give other sound

_ROW_AXIS = 2  # of (sentence, channel, row, time)
_ROW_AXIS_NAME = "rostval.row_axis"
_FIRST_OPSET = 13  # before it, Unsqueeze took its axes as an attribute
_ONE_EACH = ("kernel_shape", "strides", "dilations")  # attributes with a number for each dimension
_WEIGHT_PLACE = 1  # among a convolution's inputs

# Numbers of descriptor.proto and onnx.proto.
_INT32, _INT64, _STRING, _MESSAGE = 5, 3, 9, 11
_OPTIONAL, _REPEATED = 1, 3
_TENSOR_OF_INT64 = 7

_SCHEMA: dict[str, list[tuple[str, int, int | str, int]]] = {
    "Opset": [("domain", 1, _STRING, _OPTIONAL), ("version", 2, _INT64, _OPTIONAL)],
    "Tensor": [
        ("dims", 1, _INT64, _REPEATED),
        ("data_type", 2, _INT32, _OPTIONAL),
        ("int64_data", 7, _INT64, _REPEATED),
        ("name", 8, _STRING, _OPTIONAL),
    ],
    "Attribute": [
        ("name", 1, _STRING, _OPTIONAL),
        ("g", 6, "Graph", _OPTIONAL),
        ("ints", 8, _INT64, _REPEATED),
        ("graphs", 11, "Graph", _REPEATED),
    ],
    "Node": [
        ("input", 1, _STRING, _REPEATED),
        ("output", 2, _STRING, _REPEATED),
        ("op_type", 4, _STRING, _OPTIONAL),
        ("attribute", 5, "Attribute", _REPEATED),
    ],
    "Graph": [("node", 1, "Node", _REPEATED), ("initializer", 5, "Tensor", _REPEATED)],
    "Model": [("graph", 7, "Graph", _OPTIONAL), ("opset_import", 8, "Opset", _REPEATED)],
}


def planar(model: bytes) -> bytes:
    """An ONNX model whose one-dimensional convolutions are two-dimensional ones, one row high.

    One without any, or of an opset before 13, comes back as it is. Raises google.protobuf.message.DecodeError for what is no model.
    """
    parsed = _model_class().FromString(model)
    if any(not opset.domain and opset.version < _FIRST_OPSET for opset in parsed.opset_import):
        return model
    graph = parsed.graph
    weights = _weights(graph)
    if not weights:
        return model
    for tensor in graph.initializer:
        if tensor.name in weights:
            tensor.dims.insert(_ROW_AXIS, 1)
    nodes = [new for node in graph.node for new in (_raised(node) if _weight(node) in weights else (node,))]
    del graph.node[:]
    graph.node.extend(nodes)
    axis = {"name": _ROW_AXIS_NAME, "dims": [1], "data_type": _TENSOR_OF_INT64, "int64_data": [_ROW_AXIS]}
    graph.initializer.add(**axis)
    return bytes(parsed.SerializeToString())


def _weights(graph: Any) -> frozenset[str]:
    """The initializers that are weights of convolutions over time, and nothing else to any node."""
    ours = {_weight(node) for node in graph.node}
    others = {
        name
        for node in _nodes(graph)
        for place, name in enumerate(node.input)
        if place != _WEIGHT_PLACE or name != _weight(node)
    }
    return frozenset(tensor.name for tensor in graph.initializer if tensor.name in ours - others)


def _weight(node: Any) -> str:
    """The name of a convolution's weight when it has one dimension, else nothing."""
    linear = any(a.name == "kernel_shape" and len(a.ints) == 1 for a in node.attribute)
    return str(node.input[_WEIGHT_PLACE]) if linear and node.op_type == "Conv" else ""


def _nodes(graph: Any) -> Iterator[Any]:
    """All nodes, those of branches and loops too."""
    for node in graph.node:
        yield node
        for attribute in node.attribute:
            for inner in (attribute.g, *attribute.graphs):
                yield from _nodes(inner)


def _raised(convolution: Any) -> tuple[Any, Any, Any]:
    """The same over a plane, between the nodes that make a plane of its input and a line of its output."""
    node_class = type(convolution)
    given, made = convolution.input[0], convolution.output[0]
    plane, done = f"{made}.plane", f"{made}.done"
    raised = node_class.FromString(convolution.SerializeToString())
    raised.input[0], raised.output[0] = plane, done
    for attribute in raised.attribute:
        if attribute.name in _ONE_EACH:
            attribute.ints.insert(0, 1)
        if attribute.name == "pads":
            begin, end = attribute.ints
            attribute.ints[:] = [0, begin, 0, end]
    up = node_class(op_type="Unsqueeze", input=[given, _ROW_AXIS_NAME], output=[plane])
    down = node_class(op_type="Squeeze", input=[done, _ROW_AXIS_NAME], output=[made])
    return up, raised, down


@cache
def _model_class() -> Any:
    """What protobuf makes of the schema."""
    from google.protobuf.descriptor_pb2 import FileDescriptorProto
    from google.protobuf.descriptor_pool import DescriptorPool
    from google.protobuf.message_factory import GetMessageClass

    package = "rostval.onnx"
    file = FileDescriptorProto(name=f"{package}.proto", package=package, syntax="proto2")
    for message, fields in _SCHEMA.items():
        described = file.message_type.add(name=message)
        for name, number, kind, label in fields:
            field = described.field.add(name=name, number=number, label=label)
            if isinstance(kind, str):
                field.type, field.type_name = _MESSAGE, f".{package}.{kind}"
            else:
                field.type = kind
    pool = DescriptorPool()
    pool.Add(file)
    return GetMessageClass(pool.FindMessageTypeByName(f"{package}.Model"))
