"""
Measures what int8 costs: the logits of a model folder against the float32 model it was made from.

    python training/export/check.py <model folder> [--checkpoint <as for export.py>] [--ids ids.jsonl]
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from calibration import Sequence, sequences
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


def compare(measured: np.ndarray, expected: np.ndarray, sequence: Sequence) -> dict[str, float]:
    """Compares the rows before the answer's tokens: the best token, the loss, the whole distribution."""
    rows = slice(sequence.answer - 1, len(sequence.ids) - 1)
    answer = torch.tensor(sequence.ids[sequence.answer :])
    log_p, log_q = (torch.log_softmax(torch.from_numpy(logits[rows]), dim=-1) for logits in (expected, measured))
    loss, loss_measured = (torch.nn.functional.nll_loss(log, answer).item() for log in (log_p, log_q))
    return {
        "tokens": len(answer),
        "agreement": (log_p.argmax(-1) == log_q.argmax(-1)).float().mean().item(),
        "right": (log_q.argmax(-1) == answer).float().mean().item(),
        "right_in_float": (log_p.argmax(-1) == answer).float().mean().item(),
        "nll_in_float": loss,
        "nll_change": loss_measured - loss,
        "kl": (log_p.exp() * (log_p - log_q)).sum(-1).mean().item(),
    }


def main() -> None:
    """Prints the comparison for each sequence and in total."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--ids", type=Path, help=".jsonl or .npz of token ids; without it: built-in texts")
    parser.add_argument("--sequences", type=int, default=32)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    model = load_model(options.checkpoint)
    results = []
    for sequence in sequences(options.ids, options.folder / "tokenizer.json")[: options.sequences]:
        with torch.no_grad():
            expected = model(torch.tensor([sequence.ids])).logits[0].numpy()
        results.append(compare(logits_of(options.folder, sequence.ids, options.threads), expected, sequence))
        print({key: round(value, 4) for key, value in results[-1].items()}, flush=True)
    counts = [result["tokens"] for result in results]
    keys = [key for key in results[0] if key != "tokens"]
    means = {key: round(float(np.average([r[key] for r in results], weights=counts)), 4) for key in keys}
    print("all:", {"tokens": sum(counts), **means})


if __name__ == "__main__":
    main()
