"""The model as a Hugging Face folder."""

import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import LlamaConfig

END = 2


def write_hf_folder(merged: Path, product: Path, folder: Path) -> None:
    """Writes config, float32 weights and the product's tokenizer."""
    folder.mkdir(parents=True, exist_ok=True)
    config = LlamaConfig(
        architectures=["LlamaForCausalLM"],
        vocab_size=49152,
        hidden_size=576,
        intermediate_size=1536,
        num_hidden_layers=30,
        num_attention_heads=9,
        num_key_value_heads=3,
        head_dim=64,
        max_position_embeddings=8192,
        rms_norm_eps=1e-5,
        rope_theta=100_000.0,
        rope_parameters={"rope_type": "default", "rope_theta": 100_000.0},
        tie_word_embeddings=True,
        bos_token_id=1,
        eos_token_id=END,
        pad_token_id=END,
        dtype="float32",
    )
    config.save_pretrained(folder)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(product / name, folder / name)
    state = torch.load(merged, map_location="cpu", weights_only=True)
    state = {name: value.float().contiguous() for name, value in state.items()}
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
