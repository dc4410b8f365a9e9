"""Merges a trained adapter into the base weights, and keeps the adapter alone in half precision.

    python training/merge.py work/run/adapter.pt work/merged.pt [--keep training/adapters/a.pt]
"""

import argparse
from pathlib import Path

import torch

from base import CONFIG, load_base
from model import Decoder


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("adapter", type=Path)
    parser.add_argument("merged", type=Path)
    parser.add_argument("--rank", type=int, default=32)
    parser.add_argument("--alpha", type=int, default=64)
    parser.add_argument("--keep", type=Path, help="where to keep the adapter, to go on from")
    args = parser.parse_args()
    saved = torch.load(args.adapter)
    model = Decoder(load_base(), CONFIG, args.rank, args.alpha)
    model.load_state_dict({name: tensor.float() for name, tensor in saved["model"].items()})
    torch.save(model.merged_state(), args.merged)
    print(saved["state"])
    if args.keep:
        half = {name: tensor.half() for name, tensor in saved["model"].items()}
        torch.save({"model": half, "state": saved["state"]}, args.keep)


if __name__ == "__main__":
    main()
