"""Edits of control flow: a missing return, a missing await."""

import re

NAME = r"[\w$.]+"
LITERAL = re.compile(r"(None|True|False|null|undefined|true|false|this|self|NotImplemented|[\d.]+|['\"][^'\"]*['\"])?;?$")


def missing_return(snippet, rng):
    keyword = re.compile(r"^([ \t]+)return (?=\S)", re.M)
    code_starts = {t.start for t in snippet.code if t.text == "return"}
    for match in keyword.finditer(snippet.text):
        start = match.end(1)
        line = snippet.lines[snippet.line_of(start) - 1].strip()
        expression = line[len("return "):]
        if start not in code_starts or LITERAL.match(expression) or re.match(r"[{(<`'\"]|function\b|class\b|async\b|new\b.*\{$|yield\b", expression):
            continue
        if snippet.language == "python" and re.match(r"[\[{(]", expression):
            continue
        call = re.match(rf"(?:await )?({NAME})\(", expression)
        whole = expression.rstrip(";") if len(expression) <= 48 and not expression.endswith(("(", "[", "{", ",", "&&", "||", "?")) else None
        slots = {"call": call.group(1) if call else None, "expression": whole, "function": function_before(snippet, start)}
        yield snippet.broken((start, match.end(), ""), slots=slots, forms=_return_forms(snippet, start, call))


def _return_forms(snippet, start, call):
    above = snippet.text[:start]
    head = above[above.rfind("{\n") : ] if "{\n" in above else ""
    opener = above[: above.rfind("{\n")].rsplit("\n", 1)[-1] if head else ""
    forms = set() if call else {"bare"}
    if re.search(r"^\s*(static )?get \w+\(", opener):
        forms.add("getter")
    if re.search(r"\.(map|filter|reduce|some|every|find|findIndex|sort|flatMap)\(.*$", opener) and "=>" in opener:
        forms.add("callback")
    if re.search(r"\): [\w<>\[\]]+ \{?$|\) -> (?!None)", opener if snippet.language != "python" else above) and above.count("return ") == 0:
        forms.add("typed")
    if re.search(r"\breturn [^;\n]", above) and "=>" not in above:
        forms.add("consistent")
    return frozenset(forms)


def missing_await(snippet, rng):
    for index, token in enumerate(snippet.code[:-2]):
        if token.text != "await" or snippet.code[index - 1].text in ("for", ".") and index:
            continue
        call = re.match(rf"await ({NAME})\(", snippet.text[token.start :])
        if not call or snippet.text[token.start : token.end + 1] != "await ":
            continue
        line_start = snippet.text.rfind("\n", 0, token.start) + 1
        lone = not snippet.text[line_start : token.start].strip()
        before = snippet.text[: token.start].rstrip()
        forms = {"statement"} if lone and before.endswith((";", "{", "}", ":", ")")) else set()
        forms |= {"only"} if sum(t.text == "await" for t in snippet.code) == 1 else set()
        forms |= {"condition"} if re.search(r"\bif \($", snippet.text[line_start : token.start]) else set()
        slots = {"call": call.group(1), "callee": call.group(1).split(".")[-1], "function": function_before(snippet, token.start)}
        yield snippet.broken((token.start, token.end + 1, ""), slots=slots, forms=frozenset(forms))


def function_before(snippet, offset):
    """The name of the function whose head stands last before the offset (a guess by text)."""
    names = re.findall(r"(?:def|function\*?)\s+(\w+)\s*\(|^\s*(?:async\s+|static\s+|public\s+|private\s+|protected\s+)*([a-z_#]\w*)\([^()]*\)[^;()]*\{$", snippet.text[:offset], re.M)
    found = [a or b for a, b in names if (a or b) not in ("if", "for", "while", "switch", "catch", "constructor", "function")]
    return found[-1] if found else None
