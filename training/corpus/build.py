"""Writes train.jsonl, dev.jsonl and test.jsonl: `python3 training/corpus/build.py <downloads> <output>`."""

import json
import random
import re
import sys
from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path

from catalogue import ALONE, KINDS, LANGUAGES_OF, SYNTAX, TESTED, rows_of
from dedupe import apart
from distract import Distractors
from fetch import packages
from kinds.typos import Typos
from lex import Unbalanced
from mutate import edits
from nothing import Nothing, line_of, unchanged
from report import table
from snippets import TEST_LENGTHS, TRAIN_LENGTHS, snippets_of
from wording import place

SEED = 20250607
MOST_ROWS = 4  # edits of one snippet
NOTHING_SHARE = 0.02  # of the rows of train, besides the wishes
WISHES = 0.07  # of the groups of train: one more wish that is already fulfilled
TOGETHER = [1, 2, 2, 3, 3]  # edits in one text of train, drawn
BESIDE = 0.5  # of the syntax errors of train: a distractor, which is no syntax error
SAME_KIND = {"let-const": 0.17, "strict-equality": 0.30, "none-comparison": 0.30, "debug-statement": 0.15, "typo": 0.12}  # a second one, tried


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
        self.nothing = Nothing(kinds, self.distractors, self.rng)

    def rows(self):
        for slack in (1.0, 1.0, 1.0, 1.6, 4.0, 20.0):
            for snippet in self.pool:
                self._try(snippet, slack)
        self._add_nothing()
        self.rng.shuffle(self.made)
        for number, row in enumerate(row for group in self.made for row in group):
            row["id"] = f"{self.split}-{number:05d}"
        return [{"id": row.pop("id"), "group": number} | row for number, group in enumerate(self.made) for row in group]

    def _bin(self, snippet):
        return next((n for n, (low, high, _) in enumerate(self.lengths) if low <= snippet.n_lines <= high), None)

    def _try(self, snippet, slack):
        size = self._bin(snippet)
        if size is None or id(snippet) in self.bad:
            return
        wanted = [k for k in self.kinds if snippet.language in LANGUAGES_OF[k] and not self._is_full(snippet, k, size, slack)]
        wanted.sort(key=lambda k: (self.of_kind[k] / rows_of(k, self.split), k))
        picks = []
        most = self.rng.choice(TOGETHER) if self.split == "train" else 1
        for kind in wanted:
            if len(picks) >= min(most, MOST_ROWS - len(self.used[id(snippet)])):
                break
            if picks and kind in ALONE:
                continue
            found = self._picks(snippet, kind)
            if not found:
                self.bad.add((id(snippet), kind))
            picks += found
            if found and kind in ALONE:
                break
        if picks:
            self._add(snippet, size, picks)

    def _is_full(self, snippet, kind, size, slack):
        cell, rows = (kind, snippet.language, size), rows_of(kind, self.split)
        quota = rows * self.lengths[size][2] / len(LANGUAGES_OF[kind])
        if self.taken[cell] >= quota * slack or self.of_kind[kind] >= rows:
            return True
        if (id(snippet), kind) in self.bad or kind in self.used[id(snippet)]:
            return True
        return kind == "let-const" and slack == 1.0 and self._is_plain(snippet)

    def _picks(self, snippet, kind):
        """An edit of the kind, sometimes two."""
        try:
            found = list(islice(edits(snippet, kind, self.kinds[kind], self.rng), 4))
        except (Unbalanced, SyntaxError):
            self.bad.add(id(snippet))
            return []
        found = [edit for edit in found if edit.before.count("\n") >= self.lengths[0][0]]
        several = self.split == "train" and len(found) > 1 and self.rng.random() < SAME_KIND.get(kind, 0)
        return [(kind, edit) for edit in found[: 2 if several else 1]]

    def _add(self, snippet, size, picks):
        """Adds a group: rows that share their before-text."""
        try:
            found = self._beside(snippet, picks) or self.distractors.together(snippet, picks)
        except (Unbalanced, SyntaxError):
            found = []
        self.bad.update((id(snippet), kind) for kind, _ in picks if kind not in {kind for kind, _, _ in found})
        if not found:
            return
        before = found[0][1].before
        assert all(edit.before == before for _, edit, _ in found)
        group = []
        for kind, edit, wordings in found:
            for wording in wordings if self.split == "train" else wordings[:1]:
                group.append(self._record(snippet, kind, edit, wording, place(snippet, edit)["line"]))
            self.taken[kind, snippet.language, size] += 1
            self.of_kind[kind] += 1
            self.used[id(snippet)].add(kind)
        if self.split == "train" and found[0][0] not in SYNTAX and self.rng.random() < WISHES:
            wish = self.nothing.wish(before, snippet.language, snippet.path)
            if wish:
                group.append(self._record(snippet, "nothing", unchanged(before), wish, line_of(wish)))
        self.made.append(self._unterminated(group) if self.rng.random() < 0.02 else group)

    def _beside(self, snippet, picks):
        """A syntax error of train beside an edit of another kind, or None."""
        kind, edit = picks[0]
        if kind not in SYNTAX or self.split != "train" or self.rng.random() > BESIDE:
            return None
        found = self.distractors.beside(snippet, edit, kind, 1)
        return [(kind, found[0], [found[1]])] if found else None

    def _unterminated(self, group):
        return [row | {side: row[side].removesuffix("\n") for side in ("before", "after")} for row in group]

    def _is_plain(self, snippet):
        """Passes over most train snippets without a `let` that must stay."""
        return self.split == "train" and not re.search(r"\blet\b", snippet.text) and self.rng.random() < 0.8

    def _record(self, snippet, kind, edit, wording, line):
        return {
            "kind": kind, "language": snippet.language, "path": snippet.path, "package": snippet.package, "version": snippet.version, "license": snippet.license,
            "split": self.split, "before": edit.before, "after": edit.after, "instruction": wording.text, "line": line,
            "names_line": wording.names_line, "hint": wording.hint, "diagnostic": wording.diagnostic, "held_wording": wording.held, "several_right": edit.is_open,
        }

    def _add_nothing(self):
        in_train = sum(map(len, self.made)) * NOTHING_SHARE / (1 - NOTHING_SHARE)
        total = in_train if self.split == "train" else TESTED[self.split]
        wanted = Counter({(l, n): round(total / 3 * share) for l in LANGUAGES_OF[""] for n, (_, _, share) in enumerate(self.lengths)})
        for snippet in sorted(self.pool, key=lambda s: len(self.used[id(s)])):
            cell = (snippet.language, self._bin(snippet))
            found = self.nothing.row(snippet) if wanted[cell] > 0 and id(snippet) not in self.bad else None
            if found:
                text, wording = found
                wanted[cell] -= 1
                self.made.append([self._record(snippet, "nothing", unchanged(text), wording, line_of(wording))])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
