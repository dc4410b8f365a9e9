"""Token sequences that show which channels of the activations are large."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

MAX_TOKENS = 2048
MAX_SEQUENCES = 32
TEXTS = (
    '''"""Reads the settings."""
import json
from dataclasses import dataclass
from pathlib import Path


def load(path: Path, default: dict | None = None) -> dict:
    """Gives the settings of a file, or the default."""
    if not path.exists():
        return default or {}
    with path.open(encoding="utf-8") as file:
        data = json.load(file)
    for key, value in data.items():
        if isinstance(value, str):
            data[key] = value.strip()
    return data
''',
    """import { readFile } from 'node:fs/promises';

export interface Entry {
  readonly name: string;
  readonly size: number;
}

/** Sums the sizes of the entries whose name starts with the prefix. */
export function total(entries: readonly Entry[], prefix = ''): number {
  let sum = 0;
  for (const entry of entries) {
    if (entry.name.startsWith(prefix)) sum += entry.size;
  }
  return sum;
}

const text = await readFile('list.json', 'utf8');
console.log(`total: ${total(JSON.parse(text))}`);
""",
    """package main

import "fmt"

func max(values []int) (int, error) {
\tif len(values) == 0 {
\t\treturn 0, fmt.Errorf("no values")
\t}
\tbest := values[0]
\tfor _, v := range values[1:] {
\t\tif v > best {
\t\t\tbest = v
\t\t}
\t}
\treturn best, nil
}
""",
    "<|im_start|>user\nRename the variable `count` to `total` and add a check for zero.<|im_end|>\n"
    "<|im_start|>assistant\nHere is the file with the change:\n\n```js\nconst total = items.length;\n"
    "if (total === 0) throw new Error('no items');\n```\n<|im_end|>\n",
)


@dataclass(frozen=True)
class Sequence:
    """Token ids, and the index of the first one that the model has to say itself."""

    ids: list[int]
    answer: int = 1


def sequences(path: Path | None, tokenizer: Path) -> list[Sequence]:
    """
    Gives up to MAX_SEQUENCES sequences, evenly spread over `path`, or a few built-in texts.

    `path` is an `.npz` of int arrays, or a `.jsonl` whose lines are lists of ids or rows of
    `training/encode.js`, of which the first branch is used.
    """
    if path is None:
        encoder = Tokenizer.from_file(str(tokenizer))
        return [Sequence(encoder.encode(text, add_special_tokens=False).ids) for text in TEXTS]
    if path.suffix == ".npz":
        rows = [array.astype(int).ravel().tolist() for array in np.load(path).values()]
    else:
        rows = path.read_text(encoding="utf-8").splitlines()
    chosen = [rows[n * len(rows) // MAX_SEQUENCES] for n in range(MAX_SEQUENCES)] if len(rows) > MAX_SEQUENCES else rows
    return [_sequence(json.loads(row) if isinstance(row, str) else row) for row in chosen]


def _sequence(row: list[int] | dict) -> Sequence:
    if isinstance(row, list):
        return Sequence(row[:MAX_TOKENS])
    branch = row["branches"][0]
    prompt = row["file"] + branch["ask"]
    return Sequence((prompt + branch["answer"])[:MAX_TOKENS], len(prompt))
