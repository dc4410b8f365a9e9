"""A Llama decoder for training on a CPU: frozen weights, LoRA on every linear layer.

The frozen weights are multiplied in `dtype` (bfloat16 under autocast where the CPU has it, which is
1.6 times as fast there); what is merged and saved starts from the float32 weights. Fused qkv and gate/up, as in the exported graph; the head is computed only where a loss is asked for.
"""

import torch
import torch.nn.functional as F
from torch import nn

# Reserved tokens of the prompt (src/decode/prompt.ts). Their input embeddings are trained, for
# they stand unused in the base model. The end token is left out: it shares its row with the head.
PROMPT_TOKENS = [6, 8, 11, 12, 13, 14]


class LoraLinear(nn.Module):
    """y = x Wᵀ + s (x Aᵀ) Bᵀ with W frozen (out, in), A (rank, in), B (out, rank)."""

    def __init__(self, weight, rank, scale, dtype):
        super().__init__()
        self.weight = weight
        self.register_buffer("frozen", weight.to(dtype), persistent=False)
        self.scale = scale
        self.a = nn.Parameter(torch.empty(rank, weight.shape[1]))
        self.b = nn.Parameter(torch.zeros(weight.shape[0], rank))
        nn.init.kaiming_uniform_(self.a, a=5**0.5)

    def forward(self, x):
        return F.linear(x, self.frozen) + F.linear(F.linear(x, self.a), self.b * self.scale)

    def merged(self):
        return self.weight + self.scale * self.b @ self.a


class Layer(nn.Module):
    def __init__(self, state, config, rank, scale, dtype):
        super().__init__()
        self.heads, self.kv, self.dim = config["heads"], config["kv_heads"], config["head_dim"]
        self.eps = config["eps"]

        def fused(*names):
            return LoraLinear(torch.cat([state[f"{n}.weight"] for n in names]), rank, scale, dtype)

        self.qkv = fused("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj")
        self.o = fused("self_attn.o_proj")
        self.gate_up = fused("mlp.gate_proj", "mlp.up_proj")
        self.down = fused("mlp.down_proj")
        for name in ("input_layernorm", "post_attention_layernorm"):
            self.register_buffer(name, state[f"{name}.weight"], persistent=False)

    def forward(self, x, cos, sin):
        batch, length, width = x.shape
        h = F.rms_norm(x, (width,), self.input_layernorm, self.eps)
        qkv = self.qkv(h).view(batch, length, self.heads + 2 * self.kv, self.dim).transpose(1, 2)
        q, k, v = qkv.split([self.heads, self.kv, self.kv], dim=1)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        repeat = self.heads // self.kv
        k, v = (t.repeat_interleave(repeat, dim=1) for t in (k, v))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.o(y.transpose(1, 2).reshape(batch, length, width))
        h = F.rms_norm(x, (width,), self.post_attention_layernorm, self.eps)
        gate, up = self.gate_up(h).chunk(2, dim=-1)
        return x + self.down(F.silu(gate) * up)


def rotate(x, cos, sin):
    a, b = x.chunk(2, dim=-1)
    return x * cos + torch.cat((-b, a), dim=-1) * sin


class Decoder(nn.Module):
    """`state` holds the weights under their Hugging Face names; they are not copied."""

    def __init__(self, state, config, rank=32, alpha=64, dtype=torch.float32):
        super().__init__()
        self.config = config
        self.register_buffer("embedding", state["model.embed_tokens.weight"], persistent=False)
        self.register_buffer("head", self.embedding.to(dtype), persistent=False)
        self.register_buffer("norm", state["model.norm.weight"], persistent=False)
        self.prompt_embedding = nn.Parameter(self.embedding[PROMPT_TOKENS].clone())
        row_of = torch.full((self.embedding.shape[0],), -1)
        row_of[PROMPT_TOKENS] = torch.arange(len(PROMPT_TOKENS))
        self.register_buffer("row_of", row_of, persistent=False)
        self.layers = nn.ModuleList(
            Layer(layer_state(state, i), config, rank, alpha / rank, dtype)
            for i in range(config["layers"])
        )

    def forward(self, ids, wanted):
        """Gives logits (n, vocabulary) at the flat positions `wanted` of ids (batch, length)."""
        x = F.embedding(ids, self.embedding)
        rows = self.row_of[ids]
        x = torch.where((rows >= 0)[..., None], self.prompt_embedding[rows.clamp(min=0)], x)
        cos, sin = rotary(ids.shape[1], self.config["head_dim"], self.config["theta"])
        for layer in self.layers:
            x = layer(x, cos, sin)
        x = x.flatten(0, 1)[wanted]
        x = F.rms_norm(x, (x.shape[-1],), self.norm, self.config["eps"])
        return F.linear(x, self.head)

    @torch.no_grad()
    def merged_state(self):
        """The fine-tuned weights under their Hugging Face names."""
        embedding = self.embedding.clone()
        embedding[PROMPT_TOKENS] = self.prompt_embedding
        state = {"model.embed_tokens.weight": embedding, "model.norm.weight": self.norm}
        heads, kv, dim = (self.config[k] for k in ("heads", "kv_heads", "head_dim"))
        for i, layer in enumerate(self.layers):
            q, k, v = layer.qkv.merged().split([heads * dim, kv * dim, kv * dim])
            gate, up = layer.gate_up.merged().chunk(2)
            parts = {
                "self_attn.q_proj": q, "self_attn.k_proj": k, "self_attn.v_proj": v,
                "self_attn.o_proj": layer.o.merged(), "mlp.gate_proj": gate, "mlp.up_proj": up,
                "mlp.down_proj": layer.down.merged(), "input_layernorm": layer.input_layernorm,
                "post_attention_layernorm": layer.post_attention_layernorm,
            }
            for name, tensor in parts.items():
                state[f"model.layers.{i}.{name}.weight"] = tensor.contiguous()
        return state


def layer_state(state, i):
    prefix = f"model.layers.{i}."
    return {k[len(prefix):]: v for k, v in state.items() if k.startswith(prefix)}


def rotary(length, dim, theta):
    inverse = theta ** (-torch.arange(0, dim, 2, dtype=torch.float32) / dim)
    angles = torch.outer(torch.arange(length, dtype=torch.float32), inverse)
    angles = torch.cat((angles, angles), dim=-1)
    return angles.cos(), angles.sin()
