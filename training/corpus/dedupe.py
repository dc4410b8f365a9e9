"""Keeps the splits apart: near-duplicates of test and dev snippets leave train."""

import re
from zlib import crc32

WIDTH = 3  # lines in a shingle


def shingles(text: str) -> set[int]:
    """Hashes of runs of three lines, white space and blank or bracket-only lines aside."""
    lines = [re.sub(r"\s+", "", line) for line in text.split("\n")]
    lines = [line for line in lines if len(line) > 3]
    return {crc32("\n".join(lines[n : n + WIDTH]).encode()) for n in range(max(1, len(lines) - WIDTH + 1))}


def apart(snippets):
    """Yields snippets in the order test, dev, train; drops repeats and what overlaps an earlier split by a quarter."""
    earlier, current, texts, split = set(), set(), set(), None
    for snippet in sorted(snippets, key=lambda s: ("test", "dev", "train").index(s.split)):
        if snippet.split != split:
            earlier, current, split = earlier | current, set(), snippet.split
        own = shingles(snippet.text)
        key = re.sub(r"\s+", "", snippet.text)
        if key in texts or len(own & earlier) * 4 >= len(own):
            continue
        texts.add(key)
        if split != "train":
            current |= own
        yield snippet
