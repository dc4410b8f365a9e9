"""Writes the tiny model of the tests: the real graphs, random weights, its own small tokenizer."""

import sys
from pathlib import Path

import numpy as np

from bundle import write_graphs, write_manifest
from graphs import build_all
from llama import Weights
from model_config import ModelConfig
from tokenizer import END, SPECIAL, byte_letters, write_tokenizer

CONFIG = ModelConfig(
    layers=2,
    hidden=64,
    intermediate=128,
    heads=6,
    kv_heads=2,
    head_dim=16,
    vocabulary=512,
    context=2048,
    epsilon=1e-5,
    rope_theta=10_000.0,
)
SEED = 7
# Words that the tokenizer learns whole, with a leading space where they have one: code, tags, prompt.
WORDS = """
copy lines gen / < > </ "/> "> ="
return const function import from class def self if else for while in of let new not and or
true false null None name item list data error length
() {} [] (); => == === != <= >= && || += // :: -> ); }, ],
the and fix add remove change use line file log
""".split()
SPACED = """
= == === => { } ( [ < > - + * / const return function import from class if else for in of not and or
the to a is value result name line
""".split()
INDENTS = [" " * n for n in (2, 4, 8, 16)] + ["\n\n"]


def learn(words: list[str], size: int) -> tuple[list[str], list[str]]:
    """Gives a vocabulary of `size` tokens and the merges that build `words` from their left."""
    letters = byte_letters()
    tokens, merges = [*SPECIAL, *letters.values()], []
    for word in words:
        piece, *rest = [letters[byte] for byte in word.encode()]
        for letter in rest:
            if piece + letter not in tokens:
                tokens.append(piece + letter)
                merges.append(f"{piece} {letter}")
            piece += letter
    assert len(tokens) == size, f"{len(tokens)} tokens, not {size}"
    return tokens, merges


def random_weights(config: ModelConfig, seed: int) -> Weights:
    """Gives weights that keep activations near 1 and spread the logits, so that no token wins everywhere."""
    random = np.random.default_rng(seed)
    shapes = {"model.embed_tokens.weight": (config.vocabulary, config.hidden)}
    gains = ["model.norm.weight"]
    for i in range(config.layers):
        at = f"model.layers.{i}"
        gains += [f"{at}.input_layernorm.weight", f"{at}.post_attention_layernorm.weight"]
        shapes[f"{at}.self_attn.q_proj.weight"] = (config.q_width, config.hidden)
        shapes[f"{at}.self_attn.k_proj.weight"] = (config.kv_width, config.hidden)
        shapes[f"{at}.self_attn.v_proj.weight"] = (config.kv_width, config.hidden)
        shapes[f"{at}.self_attn.o_proj.weight"] = (config.hidden, config.q_width)
        shapes[f"{at}.mlp.gate_proj.weight"] = (config.intermediate, config.hidden)
        shapes[f"{at}.mlp.up_proj.weight"] = (config.intermediate, config.hidden)
        shapes[f"{at}.mlp.down_proj.weight"] = (config.hidden, config.intermediate)
    weights = {name: random.normal(0, 2 * shape[1] ** -0.5, shape) for name, shape in shapes.items()}
    weights |= {name: random.uniform(0.5, 1.5, config.hidden) for name in gains}
    return {name: value.astype(np.float32) for name, value in weights.items()}


def main(folder: Path) -> None:
    """Writes the model folder."""
    folder.mkdir(parents=True, exist_ok=True)
    # Merges apply in the order they were learned: a space joins its word first.
    words = [*INDENTS, *(f" {word}" for word in SPACED), *WORDS]
    tokens, merges = learn(words, CONFIG.vocabulary)
    weights = random_weights(CONFIG, SEED)
    files = write_graphs(folder, "tiny", build_all(CONFIG, weights))
    special = {"bos_token": SPECIAL[1], "eos_token": SPECIAL[END], "pad_token": SPECIAL[END]}
    files += write_tokenizer(folder, tokens, merges, {"tokenizer_class": "GPT2Tokenizer", **special})
    write_manifest(
        folder,
        CONFIG,
        files,
        end=END,
        name="tiny",
        version="0.1.0",
        prompt="tags",
        modes=["rewrite", "program"],
        license="Apache-2.0",
        base="random weights",
        training={},
    )


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2] / "fixtures/tiny-model"))
