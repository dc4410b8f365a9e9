"""Checks the rows of a split: `python3 training/corpus/check.py <rows.jsonl>…`. Prints what is wrong and fails."""

import json
import re
import sys
from pathlib import Path

from catalogue import SYNTAX
from mutate import is_valid


def faults(row):
    """Yields what is wrong with a row."""
    before, after, kind = row["before"], row["after"], row["kind"]
    if (before == after) != (kind == "nothing"):
        yield "before and after are equal" if before == after else "they differ"
    if not is_valid(after, row["language"]):
        yield "the after-text does not parse"
    if kind not in SYNTAX and not is_valid(before, row["language"]):
        yield "the before-text does not parse"
    if not 1 <= row["line"] <= before.rstrip("\n").count("\n") + 1:
        yield "the line is not in the file"
    if re.search(r"\{\w+\}", re.sub(r"`[^`]*`|'[^']*'|\"[^\"]*\"", "", row["instruction"])) and not re.search(r"\{\w+\}", before + after):
        yield "a slot is not filled"
    if row["names_line"] and not re.search(r"\d", row["instruction"]):
        yield "no line is named"


if __name__ == "__main__":
    count = 0
    for path in sys.argv[1:]:
        for line in Path(path).read_text("utf-8").splitlines():
            row = json.loads(line)
            for fault in faults(row):
                count += 1
                print(f"{path} {row['id']} {row['kind']}: {fault}: {row['instruction']}")
    sys.exit(count > 0)
