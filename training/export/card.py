"""The model card that goes into a model folder as README.md."""

import json

MORE_GRAPHS = """
`model.gpu.onnx` is the same over the same weights, made float32 when it is loaded, for GPUs: there rows are
equal but for rounding. It has a copy of the cache, so new rows need not be bound.

`model.u8.onnx` is the same for CPUs without VNNI, whose fast sums of products of u8 and s8 saturate: it takes the
weights as u8 around 128, which are the bytes of the files with their signs flipped. Its numbers are the same bits.
"""


def model_card(details: dict, is_float: bool) -> str:
    """Describes the model of a manifest in Markdown."""
    trained = details["training"]
    origin = "SmolLM2-135M-Instruct by Hugging Face, fine-tuned to edit files" if trained else "SmolLM2-135M-Instruct by Hugging Face, as released"
    numbers = (
        "float32, for comparison only"
        if is_float
        else "int8: one scale for each column of the weights, one for each row of the activations, found at run time"
    )
    more = "" if is_float else MORE_GRAPHS
    run = f"\n## Training\n\n```json\n{json.dumps(trained, indent=2)}\n```\n" if trained else ""
    return f"""# {details["name"]} {details["version"]}

- **Origin**: {origin}. Weights were read from a Q4_1 file (embeddings Q8_0).
- **Licence**: Apache-2.0, see `LICENSE`.
- **Size**: 135 million parameters, 30 layers, hidden 576, 9 query and 3 key heads of 64, vocabulary 49152, 8192 positions.
- **Numbers**: {numbers}. Attention and norms are float32.
- **Prompt**: `{details["prompt"]}`; modes: {", ".join(details["modes"])}.
- **Files**: `manifest.json` lists them with sizes and SHA-256; the weights lie outside of `model.onnx`.
{run}
## The graph

One forward appends S tokens to P tokens in a cache that the caller keeps.

| input | type and shape |
|---|---|
| `input_ids`, `position_ids` | int64 `[1, S]` |
| `logit_positions` | int64 `[R]`, R >= 1: the rows whose logits are wanted |
| `all_k.i`, `all_v.i` | float32 `[T, 3, 64]`: the cache, P rows of it read before; T is a multiple of 16 |

| output | type and shape |
|---|---|
| `logits` | float32 `[1, R, 49152]` |
| `best` | int64 `[1, R]`: the token of the largest logit |
| `new_k.i`, `new_v.i` | float32 `[1, S, 192]`: bound to rows P to P + S of `all_k.i` and `all_v.i` |

A row's numbers depend only on its own tokens and those before it, not on how they are cut into forwards.
{more}"""
