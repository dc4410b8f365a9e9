"""The model as ONNX graphs: for onnxruntime-genai by its own builder, and from those for transformers.js."""

import logging
import shutil
from pathlib import Path

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime_genai.models import builder

HEAD_DIM = 64
# Activations are quantised to 8 bits, which is what the CPU kernels are fast with.
BITS = ["accuracy_level=4", "block_size=32"]
# Only the last row of logits is needed, but for checking drafts.
LAST = ["prune_lm_head=true"]
GRAPHS = {
    "int4": ("int4", [*BITS, *LAST]),
    "int8": ("int8", [*BITS, *LAST]),
    "fp32": ("fp32", LAST),
    "int4-all": ("int4", BITS),
    "int8-all": ("int8", BITS),
}


def write_genai(hf: Path, folder: Path, name: str) -> None:
    """Builds a graph for the CPU."""
    precision, options = GRAPHS[name]
    arguments = (None, str(hf), str(folder), precision, "cpu", str(folder / "cache"))
    builder.create_model(*arguments, **builder.parse_extra_options(*arguments, options))
    shutil.rmtree(folder / "cache", ignore_errors=True)


def write_transformers_js(genai: Path, hf: Path, folder: Path) -> None:
    """Lays the graphs out as transformers.js looks for them; `q8` is what its own script makes."""
    onnx_folder = folder / "onnx"
    onnx_folder.mkdir(parents=True, exist_ok=True)
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        shutil.copy(hf / name, folder / name)
    save(genai / "fp32/model.onnx", onnx_folder / "model.onnx")
    # It lists each tensor that it has no range for, which dynamic quantisation never has.
    logging.disable(logging.INFO)
    quantize_dynamic(
        onnx_folder / "model.onnx",
        onnx_folder / "model_quantized.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
    )
    save(genai / "int8/model.onnx", onnx_folder / "model_int8.onnx")
    save(genai / "int4/model.onnx", onnx_folder / "model_q4.onnx")


def save(source: Path, target: Path) -> None:
    """One file each, with the sizes of the cache as numbers: transformers.js makes the empty one by them."""
    model = onnx.load(source)
    for value in [*model.graph.input, *model.graph.output]:
        if ".key" in value.name or ".value" in value.name:
            value.type.tensor_type.shape.dim[3].dim_value = HEAD_DIM
    onnx.save(model, target)
