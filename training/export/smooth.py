"""
Moves the outliers of activations into the weights, so that both survive int8.

The idea is SmoothQuant's (arXiv:2211.10438): a channel of the activations is divided by a factor
and the weights that read it are multiplied by it. The division is folded into whatever makes the
channel (a norm's gain, a row of `v_proj` or `up_proj`), so that the graph stays as it was.
"""

from collections.abc import Iterable

import numpy as np
import torch
from transformers import LlamaForCausalLM

from calibration import Sequence
from model_config import EMBEDDING_FACTOR, ModelConfig

Weights = dict[str, np.ndarray]
# Where the burden lies: 0 leaves it with the activations, 1 moves it all to the weights.
BALANCE = 0.5
READERS = ("self_attn.q_proj", "self_attn.o_proj", "mlp.gate_proj", "mlp.down_proj", "lm_head")


def largest_activations(model: LlamaForCausalLM, sequences: Iterable[Sequence]) -> dict[str, np.ndarray]:
    """Runs the sequences and gives the largest magnitude of each input channel of each linear layer."""
    largest: dict[str, torch.Tensor] = {}

    def watch(name: str):
        def hook(_, inputs) -> None:
            peak = inputs[0].detach().abs().amax(dim=(0, 1))
            largest[name] = torch.maximum(largest[name], peak) if name in largest else peak

        return hook

    hooks = [
        module.register_forward_pre_hook(watch(name))
        for name, module in model.named_modules()
        if name.endswith(READERS)
    ]
    with torch.no_grad():
        for sequence in sequences:
            model(torch.tensor([sequence.ids]))
    for hook in hooks:
        hook.remove()
    return {name: peak.numpy() for name, peak in largest.items()}


def smooth(config: ModelConfig, weights: Weights, largest: dict[str, np.ndarray]) -> None:
    """Rescales the weights in place; the model's results stay the same in exact arithmetic."""
    for i in range(config.layers):
        at = f"model.layers.{i}"
        attention, mlp = f"{at}.self_attn", f"{at}.mlp"
        norm, reads = f"{at}.input_layernorm.weight", [f"{attention}.{part}_proj.weight" for part in "qkv"]
        _move(weights, norm, reads, largest[f"{attention}.q_proj"])
        norm, reads = f"{at}.post_attention_layernorm.weight", [f"{mlp}.gate_proj.weight", f"{mlp}.up_proj.weight"]
        _move(weights, norm, reads, largest[f"{mlp}.gate_proj"])
        _move(weights, f"{mlp}.up_proj.weight", [f"{mlp}.down_proj.weight"], largest[f"{mlp}.down_proj"])
        _move_values(config, weights, attention, largest[f"{attention}.o_proj"])
    table = "model.embed_tokens.weight"
    before = weights["model.norm.weight"]
    _move(weights, "model.norm.weight", [table], largest["lm_head"])
    weights[EMBEDDING_FACTOR] = weights["model.norm.weight"] / before


def _move(weights: Weights, source: str, readers: list[str], activations: np.ndarray) -> None:
    factor = _factor(activations, np.max([np.abs(weights[name]).max(axis=0) for name in readers], axis=0))
    weights[source] = (weights[source].T / factor).T
    for name in readers:
        weights[name] = weights[name] * factor


def _move_values(config: ModelConfig, weights: Weights, attention: str, activations: np.ndarray) -> None:
    """A channel of the values reaches `o_proj` once for each query head that shares it."""
    shared = (config.kv_heads, config.repeats, config.head_dim)
    o, v = f"{attention}.o_proj.weight", f"{attention}.v_proj.weight"
    reads = np.abs(weights[o]).max(axis=0)
    factor = _factor(activations.reshape(shared).max(axis=1), reads.reshape(shared).max(axis=1))
    weights[v] = weights[v] / factor.reshape(-1, 1)
    weights[o] = weights[o] * np.repeat(factor[:, None], config.repeats, axis=1).reshape(-1)


def _factor(activations: np.ndarray, reads: np.ndarray) -> np.ndarray:
    floor = 1e-5
    factor = np.maximum(activations, floor) ** BALANCE / np.maximum(reads, floor) ** (1 - BALANCE)
    return factor.astype(np.float32)
