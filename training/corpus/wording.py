"""Makes the instruction of an edit."""

import re
from dataclasses import dataclass

from linters import LINTERS, PLACED, UNPLACED
from phrases import AFTER, BEFORE, GENERIC, PHRASES, QUOTING_AFTER, QUOTING_BEFORE

LONG = 120  # lines
HELD = 5  # every fifth wording is kept for dev and test
STATES = {"right", "new", "action", "sketch", "guard", "right_op"}
NAMES = {"name", "call", "callee", "expression", "old", "next", "only", "left_side", "condition", "sketch"}
COUNTED = {"wrong", "statement", "wrong_op", "expression", "part", "place", "target", "called", "case", "subject", "content"}  # these locate where they stand once
# Faults that a vague "fix the bug" may mean.
FAULTS = {
    "null-guard", "wrong-operator", "off-by-one", "wrong-variable", "missing-return", "missing-await", "typo", "missing-bracket", "missing-comma", "missing-colon", "unclosed-string",
    "missing-self", "missing-this", "missing-new", "missing-super", "missing-async", "missing-break", "negated-condition", "argument-order", "documented-bug",
}


@dataclass
class Wording:
    text: str
    names_line: bool
    hint: str  # exact, kind, none
    held: bool
    diagnostic: bool = False  # the words of a tool


def place(snippet, edit):
    """Slots that say where the change is."""
    line_start = edit.before.rfind("\n", 0, edit.offset) + 1
    line = edit.before.count("\n", 0, edit.offset) + 1
    column = edit.offset - line_start
    text = edit.before[line_start:].split("\n", 1)[0]
    if column == 0:
        column = len(text) - len(text.lstrip())
    code = text.strip()
    unique = edit.before.count(code) == 1 and 8 <= len(code) <= 72 and "`" not in code
    return {"line": line, "col": column + 1, "col0": column, "path": snippet.path, "code": code if unique else None}


def word(snippet, edit, kind, rng):
    """An instruction for the edit, or None where no wording is unambiguous."""
    where = place(snippet, edit)
    draw = rng.random()
    if kind == "documented-bug" or "several" in edit.forms:  # a line or a piece of code would mean one place
        return _vague(snippet, edit, kind, rng)
    if snippet.n_lines > LONG:  # only part of a long file is shown, so the place has to be told
        return _with_line(snippet, edit, kind, where, rng) if draw < 0.7 else _exact(snippet, edit, kind, where, rng, only_code=True)
    if draw < 0.5:
        return _with_line(snippet, edit, kind, where, rng)
    if draw < 0.76:
        return _exact(snippet, edit, kind, where, rng)
    generic = 0.05 if snippet.split == "train" else 0.0
    if draw > 1 - generic and edit.kind_is_enough and edit.unique and kind in FAULTS - {"null-guard"}:
        return Wording(_dressed(rng.choice(GENERIC), {}, rng), False, "none", False)
    return _vague(snippet, edit, kind, rng) or _exact(snippet, edit, kind, where, rng)


def _phrases(snippet, edit, kind):
    """The usable phrases: (text, slots used, held)."""
    slots = {k for k, v in edit.slots.items() if v is not None}
    for number, entry in enumerate(PHRASES[kind]):
        form, _, text = entry.rpartition("|") if re.match(r"[a-z-]+\|", entry) else ("", "", entry)
        used = set(re.findall(r"\{(\w+)\}", text))
        held = number % HELD == HELD - 2
        fits = form == "several" if "several" in edit.forms else not form or form in edit.forms
        if used <= slots and fits and not (held and snippet.split == "train"):
            if edit.kind_is_enough or used & STATES:
                yield text, used, held


def _linters(snippet, edit, kind):
    slots = {k for k, v in edit.slots.items() if v is not None}
    for number, (tool, code, form, languages, text) in enumerate(LINTERS[kind]):
        used = set(re.findall(r"\{(\w+)\}", text))
        held = number % HELD == HELD - 2
        if snippet.language in languages and used <= slots and "several" not in edit.forms and (not form or form in edit.forms) and not (held and snippet.split == "train"):
            yield tool, code, text, used, held


def _locates(edit, used):
    if used & NAMES and not used & {"left_side"}:
        return True
    if "left_side" in used:
        shown = f"{edit.slots['left_side']} {edit.slots['wrong']}"
        return edit.before.count(shown) == 1 or edit.unique
    return any(edit.before.count(str(edit.slots[name])) == 1 for name in used & COUNTED)


def _with_line(snippet, edit, kind, where, rng):
    linters = list(_linters(snippet, edit, kind))
    linters = [l for l in linters if l[0] in PLACED]
    if linters and edit.kind_is_enough and rng.random() < 0.4:
        tool, code, text, used, held = rng.choice(linters)
        if edit.reported:
            below, column = edit.reported
            where = where | {"line": where["line"] + below, "col": column, "col0": column - 1}
        message = text.format(**edit.slots).replace("@line", str(where["line"]))
        return Wording(rng.choice(PLACED[tool]).format(**where | {"m": message, "code": code}), True, "exact", held, True)
    phrases = list(_phrases(snippet, edit, kind))
    if not phrases:
        return None
    text, used, held = rng.choice(phrases)
    if snippet.split == "train" and kind in FAULTS and edit.kind_is_enough and rng.random() < 0.03:
        text, held = rng.choice(GENERIC), False
    filled = _filled(text, edit.slots, rng)
    wrappers = BEFORE if filled.endswith("?") or ". " in filled or rng.random() < 0.5 else AFTER
    number = rng.randrange(len(wrappers))
    return Wording(_dressed(wrappers[number].replace("{t}", _escape(filled)), where, rng, filled), True, "exact", held)


def _exact(snippet, edit, kind, where, rng, only_code=False):
    phrases = list(_phrases(snippet, edit, kind))
    named = [p for p in phrases if _locates(edit, p[1])]
    linters = [l for l in _linters(snippet, edit, kind) if l[3] and edit.kind_is_enough and (_locates(edit, l[3]) or edit.unique)]
    choices = (["named"] * 4 if named else []) + (["code"] * 2 if where["code"] and phrases and kind != "rename" else []) + (["linter"] * 2 if linters else [])
    if kind == "null-guard":
        choices = [c for c in choices if edit.unique or c == "code"] + (["next"] * 2 if edit.slots.get("next") else [])
    if only_code:
        choices = [c for c in choices if c == "code"]
    if not choices:
        return None
    choice = rng.choice(choices)
    if choice == "linter":
        tool, code, text, used, held = rng.choice(linters)
        return Wording(_unplaced(tool, code, text, edit, rng), False, "exact", held, True)
    if choice == "code":
        text, used, held = rng.choice(phrases)
        filled = _filled(text, edit.slots, rng)
        wrapper = rng.choice(QUOTING_BEFORE if filled.endswith("?") else QUOTING_BEFORE + QUOTING_AFTER)
        if kind == "null-guard" or edit.inserts:
            if "next" in used:
                wrapper = "{t}"
            elif rng.random() < 0.5 and where["code"].endswith((":", "{")):  # of the line that it goes before
                wrapper = rng.choice(["{t}, just before `{code}`", "above `{code}`: {t}"])
            else:
                wrapper = rng.choice(["before `{code}`: {t}", "{t}, before `{code}`", "{t} (above `{code}`)"])
        return Wording(_dressed(wrapper.replace("{t}", _escape(filled)), where, rng, filled), False, "exact", held)
    if choice == "next":
        named = [p for p in phrases if "next" in p[1]]
    if not named:
        return None
    text, used, held = rng.choice(named)
    return Wording(_dressed(_escape(_filled(text, edit.slots, rng)), {}, rng), False, "exact", held)


def _vague(snippet, edit, kind, rng):
    if not edit.unique:
        return None
    phrases = [p for p in _phrases(snippet, edit, kind) if not _locates(edit, p[1])]
    linters = [l for l in _linters(snippet, edit, kind) if edit.kind_is_enough and not _locates(edit, l[3])]
    if not edit.kind_is_enough and kind != "null-guard":
        return None  # the answer is stated, but the place would be open
    if linters and rng.random() < 0.3:
        tool, code, text, used, held = rng.choice(linters)
        return Wording(_unplaced(tool, code, text, edit, rng), False, "kind", held, True)
    if not phrases:
        return None
    text, used, held = rng.choice(phrases)
    return Wording(_dressed(_escape(_filled(text, edit.slots, rng)), {}, rng), False, "kind", held)


def _unplaced(tool, code, text, edit, rng):
    message = re.sub(r" \([^()]*@line\)", "", text.format(**edit.slots))
    return rng.choice(UNPLACED[tool]).format(m=message, code=code)


def _filled(text, slots, rng):
    for name, value in slots.items():
        if f"{{{name}}}" in text:
            chosen = rng.choice(value) if isinstance(value, list) else str(value)
            if "`" in chosen:
                text = text.replace(f"`{{{name}}}`", f"{{{name}}}")
            text = text.replace(f"{{{name}}}", chosen)
    return text


def _escape(text):
    return text.replace("{", "{{").replace("}", "}}")


def _dressed(text, where, rng, filled=None):
    """Fills in the place and varies quotes, capitals and the full stop."""
    text = text.format(**where)
    style = rng.random()
    quoted = re.findall(r"`([^`]*)`", text)
    if style < 0.25 and all(re.fullmatch(r"[\w$.]+(?: (?:[=!<>]=?=?|is|is not) [\w$.]+)?|[-=!<>&|+*/%]+|not in|is not", q) for q in quoted):
        text = text.replace("`", "")
    elif style < 0.38 and not any(c in text for c in "'\""):
        text = text.replace("`", "'")
    elif style < 0.43 and '"' not in text:
        text = text.replace("`", '"')
    path = where.get("path")
    starts_with_code = text[0] in "`'\"" or (path and text.startswith(path)) or (quoted and text.startswith(quoted[0]))
    if rng.random() < 0.5 and not starts_with_code and not text.startswith("s/"):
        text = text[0].upper() + text[1:]
    if rng.random() < 0.25 and text[-1].isalnum():
        text += "."
    return text
