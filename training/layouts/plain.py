"""Llama's graph of plain operators: attention written out, as exporters without fused nodes give it."""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import LlamaForCausalLM

OPSET = 17


class Plain(nn.Module):
    """Takes tokens, mask and, where `has_positions`, positions; then keys and values of each layer."""

    def __init__(self, model: LlamaForCausalLM, has_positions: bool):
        super().__init__()
        self.model, self.config, self.has_positions = model, model.config, has_positions

    def forward(self, input_ids: Tensor, attention_mask: Tensor, *rest: Tensor) -> tuple[Tensor, ...]:
        past = rest[1:] if self.has_positions else rest
        n_all = attention_mask.shape[1]
        every = torch.arange(n_all)[None]
        positions = rest[0] if self.has_positions else every[:, n_all - input_ids.shape[1] :]
        visible = (every[:, None, None] <= positions[:, None, :, None]) & (attention_mask[:, None, None] > 0)
        x, present = self.model.model.embed_tokens(input_ids), []
        for i, layer in enumerate(self.model.model.layers):
            mixed, keys, values = self.attention(
                layer.self_attn, layer.input_layernorm(x), positions, visible, past[2 * i], past[2 * i + 1]
            )
            present += [keys, values]
            x = x + mixed
            x = x + layer.mlp(layer.post_attention_layernorm(x))
        return self.model.lm_head(self.model.model.norm(x)), *present

    def attention(self, layer, x, positions, visible, past_keys, past_values):
        size = layer.head_dim
        heads, groups = self.config.num_attention_heads, self.config.num_key_value_heads
        split = lambda rows, n: rows.unflatten(-1, (n, size)).transpose(1, 2)
        queries = turned(split(layer.q_proj(x), heads), positions)
        keys = torch.cat([past_keys, turned(split(layer.k_proj(x), groups), positions)], 2)
        values = torch.cat([past_values, split(layer.v_proj(x), groups)], 2)
        repeated = [each.repeat_interleave(heads // groups, 1) for each in (keys, values)]
        scores = queries @ repeated[0].transpose(2, 3) * size**-0.5
        weights = scores.masked_fill(~visible, -1e9).softmax(-1)
        return layer.o_proj((weights @ repeated[1]).transpose(1, 2).flatten(2)), keys, values


def turned(rows: Tensor, positions: Tensor, theta: float = 10_000.0) -> Tensor:
    """Turns pairs of numbers by their position (RoPE)."""
    half = rows.shape[-1] // 2
    angles = positions[:, None, :, None].float() * theta ** (-torch.arange(half) / half)
    first, second = rows[..., :half], rows[..., half:]
    cos, sin = angles.cos(), angles.sin()
    return torch.cat([first * cos - second * sin, second * cos + first * sin], -1)


def export_plain(model: LlamaForCausalLM, path: Path, has_positions: bool) -> None:
    """Writes the graph with its weights in it."""
    config = model.config
    cache = torch.zeros(1, config.num_key_value_heads, 3, config.head_dim)
    tokens, mask = torch.tensor([[5, 6]]), torch.ones(1, 5, dtype=torch.int64)
    layers = range(config.num_hidden_layers)
    kinds = [f"{i}.{kind}" for i in layers for kind in ("key", "value")]
    past = [f"past_key_values.{each}" for each in kinds]
    positions = {"position_ids": torch.tensor([[3, 4]])} if has_positions else {}
    names = ["input_ids", "attention_mask", *positions]
    torch.onnx.export(
        Plain(model, has_positions),
        (tokens, mask, *positions.values(), *[cache] * len(past)),
        path,
        input_names=[*names, *past],
        output_names=["logits", *[f"present.{each}" for each in kinds]],
        dynamic_axes={
            **{name: {1: "all" if name == "attention_mask" else "new"} for name in names},
            **{name: {2: "past"} for name in past},
        },
        opset_version=OPSET,
        dynamo=False,
    )
