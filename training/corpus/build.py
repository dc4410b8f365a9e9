"""Writes train.jsonl, dev.jsonl and test.jsonl: `python3 training/corpus/build.py <downloads> <output>`."""

import json
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from dedupe import apart
from fetch import packages
from kinds.typos import Typos
from lex import Unbalanced
from mutate import KINDS, edits
from nothing import nothing_instruction
from report import table
from snippets import TEST_LENGTHS, TRAIN_LENGTHS, snippets_of
from wording import Wording, place, word

SEED = 20250607
ROWS = {"train": 3300, "dev": 50, "test": 50}  # of each kind
MOST_ROWS = 4  # from one snippet
NOTHING_SHARE = 0.03
LANGUAGES_OF = defaultdict(lambda: ("python", "javascript", "typescript"), {
    "strict-equality": ("javascript", "typescript"), "let-const": ("javascript", "typescript"), "none-comparison": ("python",),
})


def main(downloads: Path, output: Path):
    snippets, words = [], Counter()
    for package in packages(downloads):
        found = list(snippets_of(package, random.Random(f"{SEED} {package.name}")))
        snippets += found
        words.update(_comment_words(package))
    known = {word for word, count in words.items() if count >= 6}
    kinds = KINDS | {"typo": Typos(known)}
    pools = defaultdict(list)
    for snippet in apart(snippets):
        pools[snippet.split].append(snippet)
    output.mkdir(parents=True, exist_ok=True)
    everything = []
    for split, pool in pools.items():
        rows = Filling(split, pool, kinds).rows()
        with open(output / f"{split}.jsonl", "w", encoding="utf-8", newline="\n") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        everything += rows
    print(table(everything))


def _comment_words(package):
    """The lower-case words in comments, each once a package."""
    found = set()
    for path, text in package.files:
        for comment in re.findall(r"^\s*(?:#|//|\*)(.*)$", text, re.M):
            found.update(re.findall(r"(?<![\w$.`'\"])[A-Za-z]?[a-z]{4,}(?![\w(.`'\"])", comment))
    return {word.lower() for word in found}


class Filling:
    """Draws rows until every kind has its number in each language and length."""

    def __init__(self, split, pool, kinds):
        self.split, self.kinds = split, kinds
        self.rng = random.Random(f"{SEED} {split}")
        self.pool = sorted(pool, key=lambda s: (s.package, s.path, s.text))
        self.rng.shuffle(self.pool)
        self.lengths = TRAIN_LENGTHS if split == "train" else TEST_LENGTHS
        self.made, self.used, self.taken = [], defaultdict(set), Counter()
        self.of_kind, self.bad = Counter(), set()

    def rows(self):
        for slack, per_snippet in ((1.0, 1), (1.0, 2), (1.0, MOST_ROWS), (1.6, MOST_ROWS), (4.0, MOST_ROWS)):
            for snippet in self.pool:
                self._try(snippet, slack, per_snippet)
        if self.split == "train":
            self._add_nothing()
        self.rng.shuffle(self.made)
        for number, row in enumerate(self.made):
            row["id"] = f"{self.split}-{number:05d}"
        return [{"id": row.pop("id")} | row for row in self.made]

    def _bin(self, snippet):
        return next((n for n, (low, high, _) in enumerate(self.lengths) if low <= snippet.n_lines <= high), None)

    def _try(self, snippet, slack, per_snippet):
        size = self._bin(snippet)
        if size is None or id(snippet) in self.bad:
            return
        wanted = sorted((k for k in self.kinds if snippet.language in LANGUAGES_OF[k]), key=lambda k: (self.of_kind[k], k))
        for kind in wanted:
            if len(self.used[id(snippet)]) >= per_snippet:
                return
            cell = (kind, snippet.language, size)
            quota = ROWS[self.split] * self.lengths[size][2] / len(LANGUAGES_OF[kind])
            if self.taken[cell] >= quota * slack or self.of_kind[kind] >= ROWS[self.split] or (id(snippet), kind) in self.bad or kind in self.used[id(snippet)]:
                continue
            row = self._row(snippet, kind)
            if row is None:
                self.bad.add((id(snippet), kind))
                continue
            self.taken[cell] += 1
            self.of_kind[kind] += 1
            self.used[id(snippet)].add(kind)
            self.made.append(row)

    def _row(self, snippet, kind):
        try:
            for edit in edits(snippet, kind, self.kinds[kind], self.rng):
                wording = word(snippet, edit, kind, self.rng)
                if wording and edit.before.count("\n") >= self.lengths[0][0]:
                    return self._record(snippet, kind, edit.before, edit.after, wording.text, place(snippet, edit)["line"], wording)
        except (Unbalanced, SyntaxError):
            self.bad.add(id(snippet))
        return None

    def _record(self, snippet, kind, before, after, instruction, line, wording=None):
        if self.rng.random() < 0.02:
            before, after = before.removesuffix("\n"), after.removesuffix("\n")
        return {
            "kind": kind, "language": snippet.language, "path": snippet.path, "package": snippet.package, "version": snippet.version, "license": snippet.license,
            "split": self.split, "before": before, "after": after, "instruction": instruction, "line": line,
            "names_line": bool(wording and wording.names_line), "hint": wording.hint if wording else "kind", "held_wording": bool(wording and wording.held),
        }

    def _add_nothing(self):
        wanted = Counter({language: int(len(self.made) * NOTHING_SHARE / 3) for language in LANGUAGES_OF[""]})
        for snippet in sorted(self.pool, key=lambda s: len(self.used[id(s)])):
            if wanted[snippet.language] and snippet.n_lines < 80 and id(snippet) not in self.bad and self.rng.random() < 0.5:
                instruction = nothing_instruction(snippet, self.rng)
                if instruction:
                    wanted[snippet.language] -= 1
                    line = re.search(r"(?:line |:)(\d+)", instruction)
                    wording = Wording(instruction, bool(line), "kind", False)
                    self.made.append(self._record(snippet, "nothing", snippet.text, snippet.text, instruction, int(line.group(1)) if line else 1, wording))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
