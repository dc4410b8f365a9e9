"""A Llama decoder for training on a CPU: LoRA on every linear layer that is trained, or all of their weights.

Frozen weights are multiplied in `dtype` (bfloat16 under autocast where the CPU has it, which is
1.6 times as fast there); what is merged and saved starts from the float32 weights. Fused qkv and gate/up, as in the exported graph; the head is computed only where a loss is asked for.
"""

import torch
import torch.nn.functional as F
from torch import nn

# Reserved tokens of the prompt (src/decode/prompt.ts). Their input embeddings are trained, for
# they stand unused in the base model, and their rows of the head, for some are said in answers.
PROMPT_TOKENS = [6, 8, 11, 12, 13, 14, 15]


class LoraLinear(nn.Module):
    """y = x Wᵀ + s (x Aᵀ) Bᵀ with W frozen (out, in), A (rank, in), B (out, rank)."""

    def __init__(self, weight, rank, scale, dtype):
        super().__init__()
        self.weight = weight
        self.register_buffer("frozen", weight.to(dtype), persistent=False)
        self.scale = scale
        self.is_frozen = False
        self.a = nn.Parameter(torch.empty(rank, weight.shape[1]))
        self.b = nn.Parameter(torch.zeros(weight.shape[0], rank))
        nn.init.kaiming_uniform_(self.a, a=5**0.5)

    def forward(self, x):
        if self.is_frozen:
            return F.linear(x, self.frozen)
        y = F.linear(x, self.frozen)
        low = F.linear(x, self.a).flatten(0, 1)
        # Not in place: autocast leaves operations in place alone.
        return torch.addmm(y.flatten(0, 1), low, (self.b * self.scale).t()).view_as(y)

    def merged(self):
        return self.weight + self.scale * self.b @ self.a

    @torch.no_grad()
    def freeze(self):
        """Keeps what was learned so far, at the cost of one multiplication."""
        self.frozen = self.merged().to(self.frozen.dtype)
        self.is_frozen = True
        self.requires_grad_(False)


class FullLinear(nn.Module):
    """y = x Wᵀ with all of W (out, in) trained."""

    def __init__(self, weight):
        super().__init__()
        self.weight = nn.Parameter(weight.clone())

    def forward(self, x):
        return F.linear(x, self.weight)

    def merged(self):
        return self.weight.detach()

    def freeze(self):
        """Leaves the weights as they are."""
        self.requires_grad_(False)


class Layer(nn.Module):
    def __init__(self, state, config, rank, scale, dtype):
        super().__init__()
        self.heads, self.kv, self.dim = config["heads"], config["kv_heads"], config["head_dim"]
        self.eps = config["eps"]

        def fused(*names):
            weight = torch.cat([state[f"{n}.weight"] for n in names])
            return LoraLinear(weight, rank, scale, dtype) if rank else FullLinear(weight)

        self.qkv = fused("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj")
        self.o = fused("self_attn.o_proj")
        self.gate_up = fused("mlp.gate_proj", "mlp.up_proj")
        self.down = fused("mlp.down_proj")
        for name in ("input_layernorm", "post_attention_layernorm"):
            self.register_buffer(name, state[f"{name}.weight"], persistent=False)

    def forward(self, x, cos, sin, mask):
        batch, length, width = x.shape
        h = F.rms_norm(x, (width,), self.input_layernorm, self.eps)
        qkv = self.qkv(h).view(batch, length, self.heads + 2 * self.kv, self.dim).transpose(1, 2)
        q, k, v = qkv.split([self.heads, self.kv, self.kv], dim=1)
        y = attention(rotate(q, cos, sin).to(v.dtype), rotate(k, cos, sin).to(v.dtype), v, mask)
        x = x + self.o(y.transpose(1, 2).reshape(batch, length, width))
        h = F.rms_norm(x, (width,), self.post_attention_layernorm, self.eps)
        gate, up = self.gate_up(h).chunk(2, dim=-1)
        return x + self.down(F.silu(gate) * up)


def attention(q, k, v, bias):
    """Softmax attention of q (batch, heads, length, dim) over fewer heads of k and v.

    Written out: the backward pass of torch's own kernel took a quarter of a step on a CPU.
    """
    batch, heads, length, dim = q.shape
    group = heads // k.shape[1]
    scores = q.reshape(batch, -1, group * length, dim) @ k.transpose(-1, -2)
    scores = scores.float().view(batch, -1, group, length, length) * dim**-0.5 + bias[:, :, None]
    weights = scores.softmax(-1).to(v.dtype).view(batch, -1, group * length, length)
    return (weights @ v).view(batch, heads, length, dim)


def rotate(x, cos, sin):
    a, b = x.chunk(2, dim=-1)
    return x * cos + torch.cat((-b, a), dim=-1) * sin


class Decoder(nn.Module):
    """`state` holds the weights under their Hugging Face names. With rank 0 they are trained themselves."""

    def __init__(self, state, config, rank=32, alpha=64, dtype=torch.float32):
        super().__init__()
        self.config = config
        self.n_frozen = 0
        self.register_buffer("embedding", state["model.embed_tokens.weight"], persistent=False)
        self.register_buffer("head", self.embedding.to(dtype), persistent=False)
        self.register_buffer("norm", state["model.norm.weight"], persistent=False)
        self.prompt_embedding = nn.Parameter(self.embedding[PROMPT_TOKENS].clone())
        row_of = torch.full((self.embedding.shape[0],), -1)
        row_of[PROMPT_TOKENS] = torch.arange(len(PROMPT_TOKENS))
        self.register_buffer("row_of", row_of, persistent=False)
        self.layers = nn.ModuleList(
            Layer(layer_state(state, i), config, rank, alpha / max(1, rank), dtype)
            for i in range(config["layers"])
        )

    def freeze(self, n_layers):
        """Trains neither the lower `n_layers` nor, through them, the embedding of prompt tokens."""
        self.n_frozen = n_layers
        for layer in self.layers[:n_layers]:
            for linear in (layer.qkv, layer.o, layer.gate_up, layer.down):
                linear.freeze()

    def compile_layers(self):
        """Fuses what lies between products; the first steps then take minutes."""
        for layer in self.layers:
            layer.forward = torch.compile(layer.forward, dynamic=True)

    def trained(self):
        return [parameter for parameter in self.parameters() if parameter.requires_grad]

    def forward(self, ids, positions, mask, wanted):
        """Gives logits (n, vocabulary) at the flat places `wanted` of ids (batch, length).

        `positions` (batch, length) are those of the rotary embedding; `mask` (batch, 1, length,
        length) is true where a row may attend to a column.
        """
        x = F.embedding(ids, self.embedding)
        rows = self.row_of[ids]
        x = torch.where((rows >= 0)[..., None], self.prompt_embedding[rows.clamp(min=0)], x)
        cos, sin = rotary(positions, self.config["head_dim"], self.config["theta"])
        bias = torch.zeros(mask.shape).masked_fill_(~mask, float("-inf"))
        for number, layer in enumerate(self.layers):
            with torch.set_grad_enabled(torch.is_grad_enabled() and number >= self.n_frozen):
                x = layer(x, cos, sin, bias)
        x = x.flatten(0, 1)[wanted]
        x = F.rms_norm(x, (x.shape[-1],), self.norm, self.config["eps"])
        logits = F.linear(x, self.head)
        # Tied as in the exported graph: what a token of the prompt reads is what says it.
        own = F.linear(x, self.prompt_embedding)
        return logits.index_copy(-1, torch.tensor(PROMPT_TOKENS), own.to(logits.dtype))

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


def rotary(positions, dim, theta):
    """Cosine and sine (batch, 1, length, dim)."""
    inverse = theta ** (-torch.arange(0, dim, 2, dtype=torch.float32) / dim)
    angles = positions[:, None, :, None] * inverse
    angles = torch.cat((angles, angles), dim=-1)
    return angles.cos(), angles.sin()
