"""Syntax errors: a bracket, a comma, a colon, a semicolon or a quote is missing or too much."""

import ast
import re

from kinds.spots import line_end, line_start, once, shown

OPENS = {")": "(", "]": "[", "}": "{"}


def missing_bracket(snippet, rng):
    yield from _without_closer(snippet, rng)
    if snippet.language != "python":
        yield from _without_last_brace(snippet)


def _without_closer(snippet, rng):
    code, text = snippet.code, snippet.text
    for index, opener in snippet.openers.items():
        token = code[index]
        if token.kind != "op" or token.text not in ")]}" or index + 1 >= len(code) and snippet.language == "python" and token.text != ")":
            continue
        line = snippet.line_of(token.start)
        if snippet.line_of(code[opener].start) != line or opener + 1 == index:
            continue
        after = code[index + 1] if index + 1 < len(code) else None
        at_end = after is None or snippet.line_of(after.start) != line
        if not at_end and after.text not in (";", ":", "{"):
            continue
        if after and after.text in (":", "{") and not text[after.end : line_end(text, after.end)].strip() == "":
            continue
        if rng.random() < 0.3:
            change, form = (token.end, token.end, token.text), "extra"
        else:
            change, form = (token.start, token.end, ""), "missing"
        forms = {form, {")": "round", "]": "square", "}": "curly"}[token.text]}
        slots = {"bracket": token.text, "opening": OPENS[token.text], "next_token": after.text if after and after.kind != "string" else None}
        if form == "extra":
            slots["next_token"] = token.text
        previous = code[opener - 1] if opener else None
        if previous and token.text == ")" and form == "missing":
            if previous.text in ("if", "while", "for", "switch"):
                forms |= {"condition"}
            elif previous.kind == "name" and snippet.language != "python" and after and after.text == ";":
                forms |= {"call"}
        if token.text == "]" and form == "missing":
            forms.add("index" if previous and (previous.kind == "name" and previous.text not in ("return", "of", "in") or previous.text in (")", "]")) else "list")
        wrong_line = text[line_start(text, token.start) : line_end(text, token.start)].strip()
        right = shown(wrong_line, 70)
        slots["right_line"] = right
        edit = snippet.broken(change, slots=slots, forms=frozenset(forms), parses=False)
        yield _with_message(snippet, edit, after if form == "missing" else None)


def _with_message(snippet, edit, following):
    """The edit with what Python says of it, or with the place where JavaScript stumbles; None if it is no error."""
    line = edit.before.count("\n", 0, edit.offset) + 1
    if snippet.language == "python":
        try:
            ast.parse(edit.before)
            return None
        except SyntaxError as error:
            if not error.lineno or abs(error.lineno - line) > 4:
                return edit
            message = re.sub(r"\bline \d+", "line @line", error.msg)
            if "on line" in message:  # of another line, which distractors may move
                return edit
            edit.slots["message"] = message
            edit.reported = (error.lineno - line, max(1, error.offset or 1))
            return edit
        except ValueError:
            return None
    if following is not None:
        shift = len(edit.before) - len(snippet.text)
        at = following.start + shift
        edit.reported = (edit.before.count("\n", 0, at) + 1 - line, at - line_start(edit.before, at) + 1)
        if edit.reported[0] > 3:
            edit.reported = None
    return edit


def _without_last_brace(snippet):
    """A `}` that stands alone on its line, taken out with it."""
    lines, at = snippet.lines, 0
    for number, line in enumerate(lines[:-1]):
        start, at = at, at + len(line) + 1
        if line.strip() != "}" or number < 2:
            continue
        indent = line[:-1]
        above, below = lines[number - 1], lines[number + 1]
        if not above.startswith(indent + " ") and not above.startswith(indent + "\t") or above.strip().startswith(("//", "*")):
            continue
        if not below.strip() or not below.startswith(indent) or below[len(indent)] in " \t":
            continue
        head = next((l for l in reversed(lines[:number]) if l.strip() and not l.startswith((indent + " ", indent + "\t"))), "")
        if not head.startswith(indent) or not head.endswith("{") or head.strip() == "{":
            continue
        head = head.strip()
        slots = {"bracket": "}", "opening": "{", "part": once(snippet.text, head) and shown(head), "next_token": None}
        yield snippet.broken((start, at, ""), slots=slots, forms=frozenset({"block", "curly"}), parses=False, inserts=True)


def missing_comma(snippet, rng):
    code, text = snippet.code, snippet.text
    for index in range(2, len(code) - 1):
        token, before, after = code[index], code[index - 1], code[index + 1]
        opener = snippet.enclosing[index]
        if token.text != "," or token.kind != "op" or opener < 0 or after.text in (")", "]", "}", "*", "**", "...", "(", "[", "`", "-", "+"):
            continue
        if before.kind not in ("name", "string", "number") and before.text not in (")", "]", "}"):
            continue
        if after.kind not in ("name", "string", "number") or after.text in ("for", "if", "in", "not", "async", "function"):
            continue
        if before.kind == after.kind == "string" and snippet.language == "python":
            continue
        same_line = snippet.line_of(before.start) == snippet.line_of(after.start)
        if same_line and text[token.end] != " ":
            continue
        what = {"(": "call", "[": "list", "{": "object"}.get(code[opener].text)
        if code[opener].text == "{" and snippet.language == "python":
            what = "dict"
        if what is None or snippet.language != "python" and same_line and what == "object" and rng.random() < 0.5:
            continue
        slots = {"part": shown(before.text, 40), "following": shown(after.text, 40), "next_token": after.text if after.kind == "name" else None}
        slots["part"] = once(text, slots["part"])
        forms = frozenset({what, "inline" if same_line else "lines"} | ({"word"} if after.kind == "name" else set()))
        edit = _with_message(snippet, snippet.broken((token.start, token.end, ""), slots=slots, forms=forms, parses=False), after)
        if edit:
            yield edit


def missing_colon(snippet, rng):
    if snippet.language != "python":
        return
    for match in re.finditer(r"^[ \t]*(if|elif|else|for|while|def|class|try|except|finally|with|async def|async for|async with)\b[^\n]*?(:)[ \t]*(?=\n)", snippet.masked, re.M):
        word = match[1].removeprefix("async ")
        end = match.end(2)
        head = shown(snippet.text[match.start() : end - 1])
        slots = {"word": word, "part": head if head and snippet.text.count(head) == 1 else None, "right": head and head + ":"}
        edit = snippet.broken((end - 1, end, ""), slots=slots, parses=False)
        yield _with_message(snippet, edit, None)


def missing_semicolon(snippet, rng):
    if snippet.language == "python":
        return
    ends = [m.start() for m in re.finditer(r"(?<=[\w)\]'\"`}]);(?=\n)", snippet.masked)]
    bare = re.search(r"^[ \t]*(?:return|const|let|var|throw|break|continue)\b[^\n]*[\w)\]'\"`]\n[ \t]*(?:[a-zA-Z}]|\n)", snippet.masked, re.M)
    if len(ends) < 3 or bare:
        return
    for end in ends:
        line = snippet.text[line_start(snippet.text, end) : end].strip()
        following = snippet.text[end + 1 :].lstrip()[:1]
        if len(line) < 6 or following in "([`+-/*.,":  # would go on with the statement
            continue
        slots = {"part": line if len(line) <= 48 and "`" not in line and snippet.text.count(line) == 1 else None}
        yield snippet.broken((end, end + 1, ""), slots=slots)


def unclosed_string(snippet, rng):
    for index, token in enumerate(snippet.code[:-1]):
        body = token.text
        if token.kind != "string" or len(body) < 6 or body[:1] not in "'\"" or body[:3] in ('"""', "'''") or not re.fullmatch(r"['\"][\w ./:-]+['\"]", body):
            continue
        rest = snippet.text[token.end : line_end(snippet.text, token.end)]
        if not re.fullmatch(r"[)\]}]*[,;:]?|\): \{|\) \{", rest) or not rest or body[-2] in ":;,)":
            continue
        slots = {"quote": body[0], "part": shown(body[:-1], 40), "expression": shown(body, 40), "right": shown(body, 40)}
        edit = snippet.broken((token.end - 1, token.end, ""), slots=slots, parses=False)
        edit = _with_message(snippet, edit, None)
        if edit:
            if snippet.language != "python":
                edit.reported = (0, token.start - line_start(snippet.text, token.start) + 1)
            yield edit
