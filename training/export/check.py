"""
Measures what int8 costs: the logits of a model folder against the float32 model it was made from.

    python training/export/check.py <model folder> [--checkpoint <as for export.py>] --ids ids.jsonl
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from calibration import sequences
from checkpoint import load_model


def logits_of(folder: Path, ids: list[int], threads: int) -> np.ndarray:
    """Runs one forward of the folder's graph on an empty cache: `[tokens, vocabulary]`."""
    manifest = json.loads((folder / "manifest.json").read_text())
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(folder / manifest["graph"], options)
    rows = np.arange(len(ids))
    feeds = {"input_ids": np.array([ids]), "position_ids": rows[None], "logit_positions": rows}
    empty = np.zeros((0, manifest["kvHeads"], manifest["headDim"]), dtype=np.float32)
    feeds |= {f"past_{kind}.{i}": empty for kind in "kv" for i in range(manifest["layers"])}
    return session.run(["logits"], feeds)[0][0]


def compare(measured: np.ndarray, expected: np.ndarray, ids: list[int]) -> dict[str, float]:
    """Gives the share of rows with the same best token, and what is lost on the tokens that follow."""
    following = torch.tensor(ids[1:])
    losses = [
        torch.nn.functional.cross_entropy(torch.from_numpy(logits[:-1]), following).item()
        for logits in (measured, expected)
    ]
    log_p, log_q = (torch.log_softmax(torch.from_numpy(logits), dim=-1) for logits in (expected, measured))
    return {
        "tokens": len(ids),
        "agreement": float((measured.argmax(-1) == expected.argmax(-1)).mean()),
        "nll": losses[1],
        "nll_change": losses[0] - losses[1],
        "kl": (log_p.exp() * (log_p - log_q)).sum(-1).mean().item(),
    }


def main() -> None:
    """Prints the comparison for each sequence and in total."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--ids", type=Path, help=".jsonl or .npz of token ids; without it: built-in texts")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    model = load_model(options.checkpoint)
    results = []
    for ids in sequences(options.ids, options.folder / "tokenizer.json"):
        with torch.no_grad():
            expected = model(torch.tensor([ids])).logits[0].numpy()
        results.append(compare(logits_of(options.folder, ids, options.threads), expected, ids))
        print({key: round(value, 4) for key, value in results[-1].items()}, flush=True)
    weights = [result["tokens"] for result in results]
    print("all:", {key: round(float(np.average([r[key] for r in results], weights=weights)), 4) for key in results[0]})


if __name__ == "__main__":
    main()
