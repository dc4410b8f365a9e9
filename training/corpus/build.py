"""Writes train.jsonl, dev.jsonl and test.jsonl: `python3 training/corpus/build.py <downloads> <output>`."""

import json
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from dedupe import apart
from distract import Distractors
from fetch import packages
from kinds.typos import Typos
from lex import Unbalanced
from mutate import KINDS, edits
from nothing import Nothing, line_of
from report import table
from snippets import TEST_LENGTHS, TRAIN_LENGTHS, snippets_of
from wording import place, word

SEED = 20250607
ROWS = {"train": 3300, "dev": 50, "test": 50}  # of each kind
MOST_ROWS = 4  # from one snippet
NOTHING_SHARE = 0.06  # of the rows of train
DISTRACTED = 0.43  # of the rows of train, tried; not every snippet has a place
SAME_KIND = {"let-const": 0.17, "strict-equality": 0.40, "none-comparison": 0.55, "debug-statement": 0.19, "typo": 0.12}  # tried
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
        self.distractors = Distractors(kinds, self.rng)

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
            if kind == "let-const" and slack == 1.0 and self._is_plain(snippet):
                continue
            row = self._row(snippet, kind)
            if row is None:
                self.bad.add((id(snippet), kind))
                continue
            self.taken[cell] += 1
            self.of_kind[kind] += 1
            self.used[id(snippet)].add(kind)
            self.made.append(row)

    def _is_plain(self, snippet):
        """Passes over most train snippets without a `let` that must stay."""
        return self.split == "train" and not re.search(r"\blet\b", snippet.text) and self.rng.random() < 0.8

    def _row(self, snippet, kind):
        try:
            for edit in edits(snippet, kind, self.kinds[kind], self.rng):
                edit, wording, count, same = self._among(snippet, edit, kind) or (edit, word(snippet, edit, kind, self.rng), 0, False)
                if wording and edit.before.count("\n") >= self.lengths[0][0]:
                    more = {"distractors": count, "same_kind": same} if self.split == "train" else {}
                    return self._record(snippet, kind, edit.before, edit.after, wording, place(snippet, edit)["line"]) | more
        except (Unbalanced, SyntaxError):
            self.bad.add(id(snippet))
        return None

    def _among(self, snippet, edit, kind):
        """The edit among distractors, or None."""
        if self.split != "train":
            return None
        same = self.rng.random() < SAME_KIND.get(kind, 0) and self.distractors.same(snippet, edit, kind)
        if same:
            return *same, True
        beside = self.rng.random() < DISTRACTED and self.distractors.beside(snippet, edit, kind)
        return (*beside, False) if beside else None

    def _record(self, snippet, kind, before, after, wording, line):
        if self.rng.random() < 0.02:
            before, after = before.removesuffix("\n"), after.removesuffix("\n")
        return {
            "kind": kind, "language": snippet.language, "path": snippet.path, "package": snippet.package, "version": snippet.version, "license": snippet.license,
            "split": self.split, "before": before, "after": after, "instruction": wording.text, "line": line,
            "names_line": wording.names_line, "hint": wording.hint, "held_wording": wording.held,
        }

    def _add_nothing(self):
        nothing, total = Nothing(self.kinds, self.distractors, self.rng), len(self.made) * NOTHING_SHARE / (1 - NOTHING_SHARE)
        wanted = Counter({(l, n): round(total / 3 * share) for l in LANGUAGES_OF[""] for n, (_, _, share) in enumerate(self.lengths)})
        for snippet in sorted(self.pool, key=lambda s: len(self.used[id(s)])):
            cell = (snippet.language, self._bin(snippet))
            found = nothing.row(snippet) if wanted[cell] > 0 and id(snippet) not in self.bad else None
            if found:
                text, wording, count = found
                wanted[cell] -= 1
                more = {"distractors": count, "same_kind": False}
                self.made.append(self._record(snippet, "nothing", text, text, wording, line_of(wording)) | more)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
