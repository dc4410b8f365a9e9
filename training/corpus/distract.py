"""Distractors: further mutations in both before and after, so that the instruction's edit is the only difference."""

import re
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import islice

from mutate import edits, is_sound
from phrases import GENERIC
from wording import place, word

# How often each kind is tried first; what a reader would fix unasked comes most.
WEIGHTS = {
    "debug-statement": 5, "let-const": 6, "strict-equality": 6, "none-comparison": 6, "typo": 2, "wrong-operator": 2,
    "off-by-one": 2, "wrong-variable": 2, "missing-await": 2, "missing-return": 2, "unused-variable": 2, "unused-import": 2,
    "bool-comparison": 2, "len-zero": 2, "negated-membership": 1, "bare-except": 2, "f-string": 1, "template-literal": 2, "optional-chain": 1,
    "object-shorthand": 2, "double-negation": 1, "quotes": 1, "negated-condition": 1, "wrong-number": 1,
}
# What one instruction without a place may mean as well.
ALIKE = [
    {"wrong-operator", "off-by-one", "strict-equality", "none-comparison", "negated-condition", "bool-comparison", "double-negation", "boolean-ternary", "len-zero", "wrong-number", "negated-membership", "type-comparison"},
    {"wrong-variable", "typo", "argument-order", "missing-this", "missing-self", "message"},
    {"unused-import", "unused-variable", "unused-catch", "unreachable", "wrong-variable", "debug-statement", "inline-variable"},
    {"nullish", "wrong-operator"}, {"optional-chain", "wrong-operator"}, {"f-string", "quotes", "message"}, {"template-literal", "quotes", "message"},
    {"missing-async", "missing-await"}, {"useless-else", "early-return", "missing-return", "unreachable", "negated-condition"},
    {"bare-except", "unused-catch"}, {"default-parameter", "mutable-default", "type-annotation"}, {"missing-new", "missing-await", "missing-super"},
]
PLURAL = re.compile(r"\b(all|everywhere|every|statements|comparisons|lines|no console|code|output|debugging|logging|operators)\b|=== and !==", re.I)


class Distractors:
    """Adds distractors to edits and words the result."""

    def __init__(self, kinds, rng):
        self.kinds, self.rng = kinds, rng

    def beside(self, snippet, edit, kind, count=None):
        """The edit among distractors of other kinds: (edit, wording, count), or None where none fits."""
        rest = [k for k in WEIGHTS if k != kind]
        order = sorted(rest, key=lambda k: self.rng.random() ** (1 / WEIGHTS[k]), reverse=True)
        placed, used = self._among(snippet, edit, order, count or self.rng.choice([1, 1, 2]))
        for _ in range(3 if used else 0):
            wording = word(snippet, placed, kind, self.rng)
            if wording and _is_clear(wording, edit, placed, kind, used):
                return placed, wording, len(used)
        return None

    def together(self, snippet, picks):
        """Several edits of one text: for each of `picks` (kind, edit) the edit among the others, and
        clear wordings of it: [(kind, edit, wordings)]. Edits that touch an earlier one are left out.
        """
        base = snippet.text.split("\n")
        taken, kept = [], []
        for kind, edit in picks:
            before, after = hunks(base, edit.before), hunks(base, edit.after)
            if _apart(taken, before + after):
                taken += before + after
                kept.append((kind, edit, before, after))
        found = []
        for number, (kind, edit, before, after) in enumerate(kept):
            others = kept[:number] + kept[number + 1 :]
            extra = [hunk for _, _, more, _ in others for hunk in more]
            placed = _placed(base, edit, before, after, extra) if extra else edit
            if not placed or not is_sound(placed, snippet.language):
                continue
            wordings = self._clear_wordings(snippet, edit, placed, kind, [other for other, _, more, _ in others if more])
            if wordings:
                found.append((kind, placed, wordings))
        return found

    def _clear_wordings(self, snippet, edit, placed, kind, used):
        """One wording or two that mean this edit alone."""
        wanted, found = self.rng.choice([1, 2, 2]), {}
        for _ in range(5):
            wording = word(snippet, placed, kind, self.rng)
            if not wording or len(found) == wanted:
                break
            if kind in used:
                is_clear = wording.names_line and "several" not in edit.forms and not PLURAL.search(wording.text) and not is_generic(wording.text)
            else:
                is_clear = not used or _is_clear(wording, edit, placed, kind, used)
            if is_clear:
                found[wording.text] = wording
        return list(found.values())

    def around(self, snippet):
        """The snippet with one distractor, or None."""
        order = sorted(WEIGHTS, key=lambda k: self.rng.random() ** (1 / WEIGHTS[k]), reverse=True)
        placed, used = self._among(snippet, snippet.broken((0, 0, "")), order, 1)
        return placed if used else None

    def _among(self, snippet, edit, order, count):
        base = snippet.text.split("\n")
        before, after = hunks(base, edit.before), hunks(base, edit.after)
        extra, used = [], []
        for kind in order:
            for found in islice(edits(snippet, kind, self.kinds[kind], self.rng), 4):
                more = hunks(base, found.before)
                if "several" not in found.forms and _apart(before + after + extra, more):
                    extra += more
                    used.append(kind)
                    break
            if len(used) == count:
                break
        placed = _placed(base, edit, before, after, extra) if used else None
        if not placed or not is_sound(placed, snippet.language):
            return edit, []
        return placed, used


def is_generic(text):
    """Tells whether the wording names no kind of fault."""
    return any(phrase in text.lower() for phrase in GENERIC if phrase != "bug") or bool(re.search(r"(^|[:\d)] ?)bug\W*(on|in|at|\(|$)", text.lower()))


def hunks(base, text):
    """Where `text` differs from the lines of `base`: (start, end, new lines)."""
    lines = text.split("\n")
    if len(lines) == len(base):
        return [(n, n + 1, [new]) for n, (old, new) in enumerate(zip(base, lines)) if old != new]
    same, most = 0, min(len(base), len(lines))
    while same < most and base[same] == lines[same]:
        same += 1
    tail = 0
    while tail < most - same and base[-1 - tail] == lines[-1 - tail]:
        tail += 1
    codes = SequenceMatcher(None, base[same : len(base) - tail], lines[same : len(lines) - tail], autojunk=False).get_opcodes()
    return [(a + same, b + same, lines[c + same : d + same]) for tag, a, b, c, d in codes if tag != "equal"]


def _apart(taken, more):
    """Tells whether a kept line stands between all hunks; replaced lines may be neighbours."""
    for start, end, new in more:
        for other_start, other_end, other_new in taken:
            gap = 0 if len(new) == end - start and len(other_new) == other_end - other_start else 1
            if start < other_end + gap and other_start < end + gap:
                return False
    return True


def _merged(base, changes):
    lines = list(base)
    for start, end, new in sorted(changes, reverse=True):
        lines[start:end] = new
    return "\n".join(lines)


def _placed(base, edit, before, after, extra):
    """The edit with `extra` on both sides, its offset moved; None if that lost its line."""
    first = min((hunk[0] for hunk in before + after), default=0)
    shift = sum(len(new) - (end - start) for start, end, new in extra if start < first)
    head = edit.before[: edit.offset].split("\n")
    old, text = edit.before.split("\n"), _merged(base, before + extra)
    line, lines = len(head) - 1 + shift, text.split("\n")
    if before + after and lines[line] != old[len(head) - 1]:
        return None
    offset = sum(len(l) + 1 for l in lines[:line]) + len(head[-1])
    return replace(edit, before=text, after=_merged(base, after + extra), offset=offset)


def _alike(a, b):
    return any({a, b} <= group for group in ALIKE)


def _is_clear(wording, edit, placed, kind, used):
    """Tells whether the wording still means the edit alone."""
    if wording.hint == "none" or is_generic(wording.text):
        return False
    if not wording.names_line and any(_alike(kind, other) for other in used):
        return False
    texts = [str(v) for value in edit.slots.values() if value for v in (value if isinstance(value, list) else [value])]
    return all(edit.before.count(t) == placed.before.count(t) for t in texts if t in wording.text)
