"""
Exports SmolLM2-135M-Instruct, or a checkpoint trained from it, as a model folder.

    python training/export/export.py --checkpoint <folder, .pt or .safetensors> --out <folder> \\
        --name smollm2-135m-edit --prompt quotes --calibration ids.jsonl
"""

import argparse
import json
import shutil
from pathlib import Path

from bundle import GRAPH, write_graphs, write_manifest
from calibration import sequences
from card import model_card
from checkpoint import base_vocabulary, load_model, weights_of
from graphs import build_all
from linear import Float32
from llama import build
from model_config import SMOLLM2_135M
from smooth import largest_activations, smooth
from tokenizer import END, SPECIAL, write_tokenizer


def arguments() -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, help="state dict of the trained model; without it: the base")
    parser.add_argument("--out", type=Path, required=True, help="the model folder to write")
    parser.add_argument("--name", required=True)
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--prompt", choices=["quotes", "tags", "chat"], default="quotes")
    parser.add_argument("--modes", nargs="+", default=["program", "rewrite"], help="the first one is the default")
    parser.add_argument("--calibration", type=Path, help=".jsonl or .npz of token ids; without it: built-in texts")
    parser.add_argument("--training", type=Path, help="JSON about the training run, for the manifest and the card")
    parser.add_argument("--float", action="store_true", help="keep float32, to measure what int8 costs")
    return parser.parse_args()


def main() -> None:
    """Writes the model folder."""
    options = arguments()
    folder: Path = options.out
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("weights-*.bin"):
        old.unlink()
    config = {"bos_token": SPECIAL[1], "eos_token": SPECIAL[END], "pad_token": SPECIAL[END], "unk_token": SPECIAL[0]}
    files = write_tokenizer(folder, *base_vocabulary(), {"tokenizer_class": "GPT2Tokenizer", **config})
    model = load_model(options.checkpoint)
    weights = weights_of(model)
    if not options.float:
        calibration = sequences(options.calibration, folder / "tokenizer.json")
        smooth(SMOLLM2_135M, weights, largest_activations(model, calibration))
    graphs = {GRAPH: build(SMOLLM2_135M, weights, Float32())} if options.float else build_all(SMOLLM2_135M, weights)
    files += write_graphs(folder, options.name, graphs)
    shutil.copy(Path(__file__).parent / "LICENSE-MODEL", folder / "LICENSE")
    details = {
        "name": options.name,
        "version": options.version,
        "prompt": options.prompt,
        "modes": options.modes,
        "license": "Apache-2.0",
        "base": "SmolLM2-135M-Instruct",
        "training": json.loads(options.training.read_text()) if options.training else {},
    }
    (folder / "README.md").write_text(model_card(details, options.float), encoding="utf-8")
    write_manifest(folder, SMOLLM2_135M, [*files, "LICENSE"], end=END, **details)


if __name__ == "__main__":
    main()
