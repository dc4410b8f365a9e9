"""Writes the first rows of each kind of a split, none of a long file: `python3 training/corpus/sample.py <test.jsonl> <rows a kind>`."""

import json
import sys
from collections import Counter
from pathlib import Path

LONGEST = 120  # lines

seen = Counter()
for line in Path(sys.argv[1]).read_text("utf-8").splitlines():
    row = json.loads(line)
    if row["before"].count("\n") <= LONGEST and seen[row["kind"]] < int(sys.argv[2]):
        seen[row["kind"]] += 1
        print(line)
