"""Edits of branches: break, default, else after return, early return, conditions, raised errors."""

import ast
import re

from kinds.flow import function_before
from kinds.spots import SIMPLE, once, python_blocks, shown

LEAVES = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def missing_break(snippet, rng):
    if snippet.language == "python" or "break" not in snippet.text or "case " not in snippet.text:
        return
    for match in re.finditer(r"^[ \t]+break;?\n(?=(?P<blank>\n?)(?P<next>[ \t]+(?:case\b[^\n]*|default):[^\n]*)\n)", snippet.masked, re.M):
        if match["blank"] or snippet.text[: match.start()].endswith("\n\n"):  # on which side of the blank line would be open
            continue
        head = snippet.text[match.start("next") : match.end("next")].strip()
        above = snippet.masked[: match.start()].rstrip("\n").rsplit("\n", 1)[-1].strip()
        if not above.endswith((";", "}", ")")) or above.startswith(("case ", "default")):
            continue
        case = re.findall(r"^[ \t]+((?:case\b[^\n]*|default):)", snippet.text[: match.start()], re.M)
        slots = {"next": shown(head), "case": shown(case[-1].rstrip(":")) if case else None, "word": "default" if head.startswith("default") else "case"}
        if slots["case"] and snippet.text.count(slots["case"] + ":") != 1:
            slots["case"] = None
        slots["place"] = slots["case"]
        yield snippet.broken((match.start(), match.end(), ""), slots=slots, inserts=True, unique=_falls_once(snippet))


def _falls_once(snippet):
    """Tells whether every other case ends in break, return, throw or continue."""
    ends = [l.strip() for l in re.findall(r"([^\n]*)\n+[ \t]+(?:case\b[^\n]*|default):", snippet.masked)]
    return all(re.match(r"break|return|throw|continue|case\b|default\b|switch\b|\}", e) for e in ends)


def missing_default(snippet, rng):
    if snippet.language == "python":
        return
    pattern = r"^(?P<in>[ \t]+)default:(?P<body> [^\n{]+;?|\n(?P=in)[ \t]+(?P<one>[^\n{}]+;?)(?P<break>\n[ \t]+break;?)?)\n(?=[ \t]*\})"
    for match in re.finditer(pattern, snippet.text, re.M):
        statement = (match["one"] or match["body"]).strip()
        if match["break"] or statement.rstrip(";") == "break" or statement.startswith(("//", "/*")) or len(statement) > 70 or statement.count("(") != statement.count(")"):
            continue
        case = re.search(r"switch \((.*)\) \{", snippet.text[: match.start()])
        switches = len(re.findall(r"\bswitch \(", snippet.text))
        slots = {"new": statement.rstrip(";"), "subject": shown(case[1]) if case else None}
        slots["place"] = slots["subject"] if switches == 1 else None
        forms = {"throw"} if statement.startswith("throw") else {"return"} if statement.startswith("return") else set()
        yield snippet.broken((match.start(), match.end(), ""), slots=slots, kind_is_enough=False, unique=switches == 1, inserts=True, forms=frozenset(forms))


def useless_else(snippet, rng):
    found = list(_python_else(snippet) if snippet.language == "python" else _javascript_else(snippet))
    for change, offset, keyword, condition in found:
        slots = {"keyword": keyword, "part": condition if condition and snippet.text.count(condition) == 1 else None}
        edit = snippet.broken(change, slots=slots, forms=frozenset({keyword}), unique=not re.search(r"\belse\b|\belif\b", snippet.text))
        edit.offset = offset
        yield edit


def _python_else(snippet):
    """An `if` that leaves, and a few statements after it to the end of the block."""
    for _, block in python_blocks(snippet):
        for position, node in enumerate(block[:-1]):
            if not isinstance(node, ast.If) or node.orelse or not isinstance(node.body[-1], LEAVES):
                continue
            rest = block[position + 1 :]
            first, last = rest[0].lineno, rest[-1].end_lineno
            if last - first >= 5 or first != node.end_lineno + 1 or not isinstance(rest[-1], LEAVES) or isinstance(rest[0], (ast.If, ast.FunctionDef, ast.ClassDef)):
                continue
            lines = snippet.lines[first - 1 : last]
            if any('"""' in l or "'''" in l or not l.strip() for l in lines) or snippet.text[snippet.starts[node.lineno - 1] :].lstrip().startswith("elif"):
                continue
            pad = " " * node.col_offset
            start, end = snippet.starts[first - 1], snippet.starts[last - 1] + len(snippet.lines[last - 1])
            new = f"{pad}else:\n" + "\n".join("    " + l for l in lines)
            if re.match(r"(?:if)\b", snippet.lines[node.lineno - 1].strip()):
                yield (start, end, new), start + len(pad), type(node.body[-1]).__name__.lower(), shown(snippet.lines[node.lineno - 1])


def _javascript_else(snippet):
    lines = snippet.masked.split("\n")
    for number, line in enumerate(lines):
        head = re.fullmatch(r"([ \t]*)(if \(.*\) \{)", line)
        if not head:
            continue
        pad = head[1]
        close = next((n for n in range(number + 2, min(number + 7, len(lines))) if lines[n] == pad + "}"), None)
        if close is None or any(not l.startswith(pad + " ") and not l.startswith(pad + "\t") for l in lines[number + 1 : close]):
            continue
        leave = re.fullmatch(r"([ \t]+)(return|throw|continue|break)\b.*;", lines[close - 1])
        last = close + 1
        while last < len(lines) and last - close <= 3 and re.match(re.escape(pad) + r"[^ \t}/]", lines[last]) and lines[last].endswith(";"):
            last += 1
        if not leave or last == close + 1 or last >= len(lines) or not re.match(r"[ \t]*\}", lines[last]) or len(lines[last]) - len(lines[last].lstrip()) >= len(pad):
            continue
        if not re.match(r"\s*(?:return|throw|continue|break)\b", lines[last - 1]) or "if (" in lines[close + 1] or any("`" in l for l in lines[close + 1 : last]):
            continue
        unit = leave[1][len(pad) :]
        start, end = snippet.starts[close] + len(pad) + 1, snippet.starts[last] - 1
        rest = snippet.text[start + 1 : end].split("\n")
        new = " else {\n" + "\n".join(unit + l for l in rest) + f"\n{pad}}}"
        yield (start, end, new), start, leave[2], shown(snippet.lines[number])


def early_return(snippet, rng):
    """A guard with an early return; before it a body that is wrapped in the opposite condition."""
    python = snippet.language == "python"
    if not re.search(r"\breturn;?\n", snippet.text):
        return
    guard = re.compile(rf"([ \t]+)if (not )?({SIMPLE}(?:\([\w.]*\))?):" if python else rf"([ \t]+)if \((!)?({SIMPLE}(?:\([\w.]*\))?)\) (return;?|\{{)")
    lines = snippet.masked.split("\n")
    for number, line in enumerate(lines[:-2]):
        match = guard.fullmatch(line) if "if " in line else None
        if not match or not number or not _opens_function(lines[number - 1], python):
            continue
        pad = match[1]
        first = number + 1
        if python or match[4] == "{":
            if lines[first].strip().rstrip(";") != "return":
                continue
            first += 1
            if not python and lines[first] != pad + "}":
                continue
            first += not python
        last = first
        while last < len(lines) and (not lines[last].strip() or lines[last].startswith(pad)):
            last += 1
        while last > first and not lines[last - 1].strip():
            last -= 1
        if not lines[first].strip():  # the before-text would not tell of the blank line
            continue
        ends = not any(l.strip() for l in lines[last:]) or python or lines[last].lstrip().startswith("}")
        body = snippet.text.split("\n")[first:last]
        inner = "\n".join(lines[first:last])
        if not 1 <= len(body) <= 10 or not ends or re.search(r"\breturn +[^;\s]|`|'{3}|\"{3}|\bconst f\b", inner) or re.match(r"\s*(?:else|elif)\b", inner):
            continue
        condition, negated = snippet.text[snippet.starts[number] + match.start(3) :][: len(match[3])], bool(match[2])
        word = "not " if python else "!"
        wrong = condition if negated else word + condition
        unit = "    " if python else "\t" if "\t" in pad else "    " if len(pad) % 4 == 0 and not re.search(r"^  \S", snippet.text, re.M) else "  "
        wrapped = [f"{pad}if {wrong}:" if python else f"{pad}if ({wrong}) {{", *(unit + l if l.strip() else l for l in body), *([] if python else [pad + "}"])]
        start, end = snippet.starts[number], snippet.starts[last - 1] + len(body[-1])
        slots = {"new": word + condition if negated else condition, "wrong": wrong, "function": function_before(snippet, start + len(pad))}
        edit = snippet.broken((start, end, "\n".join(wrapped)), slots=slots, is_open=True)  # a block or one line
        edit.offset = start + len(pad)
        yield edit


def _opens_function(line, python):
    if python:
        return bool(re.match(r"\s*(?:async )?def .*:$|\s*\)(?: -> .*)?:$", line))
    return line.endswith("{") and not re.match(r"\s*(?:\} )?(?:if|for|while|else|switch|with|try|catch|do)\b", line)


def negated_condition(snippet, rng):
    python = snippet.language == "python"
    if python:
        pattern = rf"^[ \t]*(?:if|elif|while) (?P<no>not )?(?P<name>{SIMPLE}(?:\([\w., ]*\))?)(?=:\n)"
    else:
        pattern = rf"\b(?:if|while) \((?P<no>!)?(?P<name>{SIMPLE}(?:\([\w., ]*\))?)(?=\) )"
    conditions = len(re.findall(r"\b(?:if|elif|while)\b|\?", snippet.masked))
    for match in re.finditer(pattern, snippet.masked, re.M):
        start = match.start("no") if match["no"] else match.start("name")
        name = snippet.text[match.start("name") : match.end("name")]
        word = "not " if python else "!"
        wrong, right = (name, word + name) if match["no"] else (word + name, name)
        slots = {"wrong": wrong, "right": right, "target": name}
        slots["wrong"] = wrong if snippet.text.count(name) == 1 else None
        yield snippet.broken((start, match.end("name"), wrong), slots=slots, unique=conditions == 1, forms=frozenset({"lost" if match["no"] else "surplus"}))


def raise_cause(snippet, rng):
    if snippet.language == "python":
        for match in re.finditer(r"^[ \t]+raise (?P<what>[\w.]+)\b[^\n]*(?P<from> from (?P<e>\w+))(?=\n)", snippet.masked, re.M):
            if match["e"] == "None":
                continue
            slots = {"error": match["e"], "class": match["what"], "part": match["what"] if once(snippet.text, match["what"]) else None}
            known = re.search(rf"except [^\n]* as {match['e']}:", snippet.text[: match.start()])
            if known:
                others = len(re.findall(r"^[ \t]+raise \w", snippet.text, re.M))
                yield snippet.broken((match.start("from"), match.end("from"), ""), slots=slots, unique=others == 1)
        return
    for match in re.finditer(r"\bnew (?P<what>\w+)\([^\n;]*?(?P<cause>, \{ cause(?:: (?P<e>\w+))? \})\)", snippet.masked):
        error = match["e"] or "cause"
        if not re.search(rf"catch \({error}\b", snippet.text[: match.start()]):
            continue
        slots = {"error": error, "class": match["what"], "part": match["what"] if once(snippet.text, match["what"]) else None}
        yield snippet.broken((match.start("cause"), match.end("cause"), ""), slots=slots, unique=len(re.findall(r"\bthrow\b", snippet.text)) == 1)
