"""Small models with random weights, of the kinds that the hub has."""

import json
from pathlib import Path

import torch
from transformers import (
    Gemma3ForCausalLM,
    Gemma3TextConfig,
    GemmaConfig,
    GemmaForCausalLM,
    LlamaConfig,
    LlamaForCausalLM,
    PretrainedConfig,
    PreTrainedModel,
    Qwen2Config,
    Qwen2ForCausalLM,
    Qwen3Config,
    Qwen3ForCausalLM,
)

SEED = 11
TINY = Path(__file__).parents[2] / "fixtures/tiny-model"
SIZES = {
    "vocab_size": 512,
    "hidden_size": 64,
    "intermediate_size": 128,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 16,
    "max_position_embeddings": 512,
    "bos_token_id": 1,
    "eos_token_id": 2,
    "pad_token_id": 2,
    "tie_word_embeddings": False,
    # Far above what training starts with, so that no two tokens are about as likely.
    "initializer_range": 0.25,
}
CHATML = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
GEMMA = (
    "{{ bos_token }}{% for m in messages %}<start_of_turn>{{ m.role }}\n{{ m.content | trim }}<end_of_turn>\n"
    "{% endfor %}{% if add_generation_prompt %}<start_of_turn>model\n{% endif %}"
)
KINDS: dict[str, tuple[type[PretrainedConfig], type[PreTrainedModel]]] = {
    "llama": (LlamaConfig, LlamaForCausalLM),
    "qwen2": (Qwen2Config, Qwen2ForCausalLM),
    "qwen3": (Qwen3Config, Qwen3ForCausalLM),
    "gemma": (GemmaConfig, GemmaForCausalLM),
    "gemma3": (Gemma3TextConfig, Gemma3ForCausalLM),
}
# One layer sees the last tokens alone; the prompt is longer.
OWN_SIZES = {"gemma3": {"sliding_window": 16, "layer_types": ["sliding_attention", "full_attention"]}}


def write_model(kind: str, folder: Path) -> PreTrainedModel:
    """Writes a checkpoint with its tokenizer, and gives the model."""
    torch.manual_seed(SEED)
    config_class, model_class = KINDS[kind]
    model = model_class(config_class(**SIZES | OWN_SIZES.get(kind, {}))).eval()
    for name, parameter in model.named_parameters():
        if name.endswith("bias"):
            torch.nn.init.normal_(parameter, std=0.2)
    model.save_pretrained(folder)
    write_tokenizer(kind, folder)
    return model


def write_tokenizer(kind: str, folder: Path) -> None:
    """Writes the tiny model's tokenizer, or for Gemma one that falls back to bytes."""
    tokenizer = json.loads((TINY / "tokenizer.json").read_text(encoding="utf-8"))
    config = json.loads((TINY / "tokenizer_config.json").read_text(encoding="utf-8"))
    if kind.startswith("gemma"):
        tokenizer, config = sentence_pieces(tokenizer)
    _write(folder / "tokenizer.json", tokenizer)
    _write(folder / "tokenizer_config.json", config)
    (folder / "chat_template.jinja").write_text(GEMMA if kind.startswith("gemma") else CHATML, encoding="utf-8")


def sentence_pieces(tokenizer: dict) -> tuple[dict, dict]:
    """Gives a tokenizer in SentencePiece's alphabet: special tokens, bytes, letters, spaces."""
    special = ["<pad>", "<bos>", "<eos>", "<start_of_turn>", "<end_of_turn>"]
    letters = ["\u2581", "\n", *map(chr, range(0x21, 0x7F))]
    runs = ["\u2581\u2581", "\u2581\u2581\u2581\u2581", "\u2581=", "\u2581=="]
    merges = ["\u2581 \u2581", "\u2581\u2581 \u2581\u2581", "\u2581 =", "\u2581= ="]
    tokens = [*special, *(f"<0x{byte:02X}>" for byte in range(256)), *letters, *runs]
    flags = {key: value for key, value in tokenizer["added_tokens"][0].items() if key not in ("id", "content")}
    tokenizer |= {
        "added_tokens": [{"id": id, "content": text, **flags} for id, text in enumerate(special)],
        "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"},
        "pre_tokenizer": {
            "type": "Split",
            "pattern": {"String": " "},
            "behavior": "MergedWithPrevious",
            "invert": False,
        },
        "decoder": {
            "type": "Sequence",
            "decoders": [
                {"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "},
                {"type": "ByteFallback"},
                {"type": "Fuse"},
            ],
        },
    }
    tokenizer["model"] |= {
        "vocab": {token: id for id, token in enumerate(tokens)},
        "merges": merges,
        "byte_fallback": True,
        "fuse_unk": True,
    }
    config = {
        "tokenizer_class": "GemmaTokenizer",
        "bos_token": "<bos>",
        "eos_token": "<eos>",
        "pad_token": "<pad>",
    }
    return tokenizer, config


def _write(path: Path, value: dict) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
