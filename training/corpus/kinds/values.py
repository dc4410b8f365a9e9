"""Edits of values and of their order: numbers, messages, local variables, arguments, imports."""

import re

from kinds.spots import SIMPLE, once, shown
from names import JS_KEYWORDS, PY_KEYWORDS, is_parameter_list

NAMED_NUMBER = re.compile(r"(?<![\w$.])(?P<name>[A-Za-z_$][\w$]*)(?P<type>: ?\w+)?(?P<op> ?= ?|: )(?P<number>\d[\d_]*(?:\.\d+)?)(?=[,;)\n}\] ])(?! *[-+*/%<>.])")
SWAPPED_WORDS = {
    "cannot": ["can't", "could not"], "must be": ["should be", "has to be"], "invalid": ["bad", "wrong"], "failed to": ["could not", "unable to"], "expected": ["needs", "wanted"], "unknown": ["unrecognized", "unexpected"],
    "not found": ["missing", "does not exist"], "is required": ["is needed", "must be given"], "missing": ["no", "lacks"], "unsupported": ["not supported", "unknown"], "error": ["failure", "problem"],
    "already": ["still"], "should": ["must", "ought to"], "could not": ["failed to", "cannot"], "not supported": ["unsupported", "not allowed"], "unable to": ["cannot", "failed to"], "only": ["just"], "starting": ["launching", "begin"], "received": ["got"], "got": ["received"],
    "unexpected": ["unknown", "odd"], "provided": ["given", "passed"], "given": ["provided"], "value": ["argument", "input"], "connection": ["link"], "closed": ["shut", "ended"], "argument": ["parameter"], "timeout": ["time limit"], "allowed": ["permitted"],
}
MESSAGE_CALL = re.compile(r"(?:[Ee]rror|Exception|Warning|warn|\blog|info|debug|fail|assert|invariant|critical|print|echo|message|reject)\w*$")


def wrong_number(snippet, rng):
    text = snippet.text
    for match in NAMED_NUMBER.finditer(snippet.masked):
        number, name = match["number"], match["name"]
        if len(number) < 2 or name in JS_KEYWORDS | PY_KEYWORDS or number.startswith("0") and "." not in number:
            continue
        wrong = _other_number(number, rng)
        place = once(text, name)
        slots = {"right": number, "wrong": wrong, "name": place if place else None, "label": name, "says": re.sub(r"[_$]+|(?<=[a-z])(?=[A-Z])", " ", name).strip().lower()}
        spoken = slots["says"] if place and len(slots["says"]) > 3 else None
        slots["says"] = spoken
        yield snippet.broken((match.start("number"), match.end("number"), wrong), slots=slots, kind_is_enough=False)


def _other_number(number, rng):
    if "." in number or "_" in number:
        digits = [i for i, c in enumerate(number) if c.isdigit() and c != "0"] or [len(number) - 1]
        at = rng.choice(digits)
        return number[:at] + rng.choice([d for d in "123456789" if d != number[at]]) + number[at + 1 :]
    value = int(number)
    options = [value * 10, value // 10, value * 2, value // 2, value + 5, value - 1, value + 10, value * 100]
    return str(rng.choice([o for o in options if o > 0 and o != value]))


def message(snippet, rng):
    """Another wording of an error or log message; the instruction carries the real one."""
    code = snippet.code
    for index, token in enumerate(code[:-1]):
        body = token.text[1:-1]
        if token.kind != "string" or token.text[0] not in "'\"" or token.text[:3] in ('"""', "'''") or not 10 <= len(body) <= 70 or body.count(" ") < 2 or re.search(r"[\\`\"'{}]", body):
            continue
        opener = snippet.enclosing[index]
        if opener < 1 or code[opener].text != "(" or not MESSAGE_CALL.search(code[opener - 1].text) or code[index + 1].kind == "string" or code[index - 1].kind == "string":
            continue
        wrong = _reworded(body, rng)
        if not wrong or wrong == body:
            continue
        right = body.strip()
        call = code[opener - 1].text
        slots = {"right": right, "wrong": wrong.strip() if snippet.text.count(wrong) == 0 else None, "callee_name": call, "name": None}
        yield snippet.broken((token.start + 1, token.end - 1, wrong), slots=slots, kind_is_enough=False, forms=frozenset({"error" if "rror" in call or "xception" in call else "log"}))


def _reworded(body, rng):
    words = [w for w in SWAPPED_WORDS if re.search(rf"\b{w}\b", body, re.I)]
    draw = rng.random()
    if words and draw < 0.7:
        word = rng.choice(sorted(words))
        new = rng.choice(SWAPPED_WORDS[word])
        return re.sub(rf"\b{word}\b", lambda m: new[0].upper() + new[1:] if m.group()[0].isupper() else new, body, count=1, flags=re.I)
    if draw < 0.8:
        return body[0].swapcase() + body[1:]
    if draw < 0.9 and body[-1] in ".!":
        return body[:-1]
    pieces = body.split(" ")
    at = rng.randrange(1, len(pieces))
    return " ".join(pieces[:at] + pieces[at + 1 :]) if pieces[at].isalpha() and len(pieces) > 3 else None


def extract_variable(snippet, rng):
    """A local that the next statement alone uses, written in its place."""
    keyword = "" if snippet.language == "python" else "const "
    pattern = rf"^(?P<in>[ \t]*){keyword}(?P<name>[A-Za-z_$][\w$]*) = (?P<value>[^\n=]+?);?\n(?P<next>(?P=in)[^\s][^\n]*)\n"
    for match in re.finditer(pattern, snippet.masked, re.M):
        name, value = match["name"], snippet.text[match.start("value") : match.end("value")]
        following = snippet.text[match.start("next") : match.end("next")]
        uses = re.findall(rf"(?<![\w$.'\"]){re.escape(name)}(?![\w$'\"])", snippet.text)
        use = re.search(rf"(?<![\w$.'\"`]){re.escape(name)}(?![\w$'\"`:=])(?! ?=[^=])", snippet.masked[match.start("next") : match.end("next")])
        if len(uses) != 2 or not use or len(value) > 60 or len(value) < 2 or not _is_whole(value) or name in PY_KEYWORDS or following.strip().startswith(("#", "//", "for ", "while ", "elif", "}", "function", "def ", "@")):
            continue
        after = following[use.end() :].lstrip()[:1]
        before = following[: use.start()].rstrip()[-1:]
        binary = not re.fullmatch(r"-?[\w.]+|[\w.]+\(.*\)|[\w.]+\[[^\]]*\]|['\"][^'\"]*['\"]|\[.*\]|`[^`]*`", value)
        if after in (".", "[", "(") and (binary or "await" in value or "new " in value) or binary and not (before in "(,=:" and after in "),;:" or before.endswith("return")):
            continue
        if re.search(r"\bf['\"]", following) or value.startswith(("{", "function", "lambda", "async", "class", "yield", "require(")) or "=>" in value:
            continue
        if before == "{" or after == "}" and before == "," or re.search(r"\b" + re.escape(name) + r"\s*[,}].*\}", following) and "{" in following[: use.start()]:
            continue
        inlined = following[: use.start()] + value + following[use.end() :]
        if len(inlined) > 110:
            continue
        number = bool(re.fullmatch(r"-?[\d_.]+", value))
        slots = {"new": name, "expression": shown(value) if inlined.count(value) == 1 and snippet.text.count(value) == 1 else None}
        yield snippet.broken((match.start(), match.end("next"), inlined), slots=slots, kind_is_enough=False, forms=frozenset({"number"} if number else {"value"}))


def _is_whole(value):
    """Tells whether the piece is balanced and no part of a longer statement."""
    return all(value.count(a) == value.count(b) for a, b in ("()", "[]", "{}")) and not value.endswith((",", "+", "and", "or", "&&", "||", "?", "\\", "."))


def inline_variable(snippet, rng):
    """`return x` split in two."""
    masked, text = snippet.masked, snippet.text
    for match in re.finditer(r"^(?P<in>[ \t]+)return (?P<value>[^\n;]+?)(?P<end>;?)\n", masked, re.M):
        value = text[match.start("value") : match.end("value")]
        if not 8 <= len(value) <= 70 or not _is_whole(value) or "=>" in value or re.match(r"[{(<`]|function\b|class\b|async\b", value) or not re.search(r"[(.+*/\[]", value) or "//" in value or " #" in value:
            continue
        name = rng.choice([n for n in ("result", "value", "output", "res", "ret", "response", "rv", "answer", "retval") if not re.search(rf"\b{n}\b", text)] or [None])
        if not name:
            continue
        python = snippet.language == "python"
        keyword = "" if python else "const "
        wrong = f"{match['in']}{keyword}{name} = {value}{match['end']}\n{match['in']}return {name}{match['end']}\n"
        edit = snippet.broken((match.start(), match.end(), wrong), slots={"wrong": f"{name} = ", "local": name, "new": f"return {value}" if shown(value) else None, "name": name})
        edit.offset = match.start() + len(match["in"])
        yield edit


def argument_order(snippet, rng):
    pattern = rf"(?P<callee>[\w$.]+)\((?P<a>{SIMPLE}|\d+), (?P<b>{SIMPLE}|\d+|['\"]_*['\"])(?P<end>\)|, {SIMPLE}\))"
    for match in re.finditer(pattern, snippet.masked):
        a, b = (snippet.text[match.start(g) : match.end(g)] for g in "ab")
        callee = match["callee"]
        if a == b or callee.rsplit(".", 1)[-1] in ("if", "while", "min", "max", "print", "switch", "for", "catch", "log", "isinstance", "super", "Set") or re.search(r"(?:def|function|class|async) $|\bnew Map$", snippet.masked[: match.start()]):
            continue
        opener = next((i for i, t in enumerate(snippet.code) if t.start == match.end("callee")), None)
        if opener is None or is_parameter_list(snippet, opener) or callee.startswith("."):
            continue
        three = match["end"] != ")"
        wrong = f"{callee}({b}, {a}{match['end']}"
        right = snippet.text[match.start() : match.end()]
        slots = {"right": shown(right), "wrong": shown(wrong), "a": a, "b": b, "callee": callee if len(re.findall(rf"(?<![\w.]){re.escape(callee)}\(", snippet.text)) == 1 else None}
        yield snippet.broken((match.start("a"), match.end("b"), f"{b}, {a}"), slots=slots, kind_is_enough=not three, unique=False)


def import_order(snippet, rng):
    lines = snippet.lines
    keys = [_module(line, snippet.language) for line in lines]
    for number in range(len(lines) - 1):
        a, b = keys[number], keys[number + 1]
        if not a or not b or a[0] != b[0] or not a[1].lower() < b[1].lower():
            continue
        run = number
        while run and keys[run - 1]:
            run -= 1
        block = [k for k in keys[run : next((n for n in range(number, len(keys)) if not keys[n]), len(keys))]]
        names = [k[1].lower() for k in block]
        if [k for k in block if k[0] == a[0]] != block or names != sorted(names):
            continue
        start = snippet.starts[number]
        end = snippet.starts[number + 1] + len(lines[number + 1])
        slots = {"earlier": a[1], "later": b[1], "right": None}
        yield snippet.broken((start, end, lines[number + 1] + "\n" + lines[number]), slots=slots)


def _module(line, language):
    """(form, module) of a one-line import, or None."""
    if language == "python":
        match = re.fullmatch(r"(import|from) ([\w.]+)(?: import [\w, ]+| as \w+)?", line)
    else:
        match = re.fullmatch(r"(import) .*from ['\"]([^'\"]+)['\"];?", line) or re.fullmatch(r"(const) .* = require\(['\"]([^'\"]+)['\"]\);?", line)
    return (match[1], match[2]) if match and match[2] != "__future__" else None
