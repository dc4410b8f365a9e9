"""What is never used, put into real code: imports, variables, caught errors, statements after a return."""

import re

from kinds.debug import javascript_places, python_places
from kinds.spots import is_semicolon_style, python_blocks, quote_of
from names import declared
from snippet import Edit

PY_MODULES = "os sys re json time math random logging itertools functools collections copy uuid hashlib shutil tempfile subprocess threading warnings datetime asyncio inspect contextlib enum string base64".split()
PY_NAMES = {
    "typing": "Any Optional List Dict Union Callable Iterable Tuple cast TYPE_CHECKING".split(), "collections": ["OrderedDict", "defaultdict", "deque", "Counter"],
    "functools": ["partial", "wraps", "lru_cache", "reduce"], "pathlib": ["Path"], "datetime": ["datetime", "timedelta"], "dataclasses": ["dataclass", "field"], "contextlib": ["suppress", "contextmanager"],
}
JS_MODULES = {
    "path": "path", "fs": "fs", "os": "os", "util": "util", "assert": "assert", "crypto": "crypto", "EventEmitter": "events", "url": "url", "http": "http", "stream": "stream",
    "debounce": "lodash/debounce", "chalk": "chalk", "logger": "./logger", "config": "../config", "constants": "./constants", "helpers": "./helpers", "utils": "../utils", "isEqual": "./isEqual", "format": "../format",
}
EXTRA = ["Options", "merge", "isString", "createError", "noop", "once", "parseArgs", "DEFAULTS", "assertType", "clone", "toArray", "isObject", "logger", "BaseError", "cache", "VERSION", "Result", "Handler", "ensure", "settings"]
IMPORT = re.compile(r"^(?:import\b|from\b|(?:const|let|var)\b[^\n=]*= *require\()[^\n]*$", re.M)


def unused_import(snippet, rng):
    if not IMPORT.search(snippet.masked):
        return
    yield from _import_line(snippet, rng)
    yield from _import_name(snippet, rng)


def _import_line(snippet, rng):
    text = snippet.text
    ends = [m for m in IMPORT.finditer(snippet.masked) if not m.group().rstrip().endswith(("(", "{", "\\", ","))]
    for match in rng.sample(ends, min(3, len(ends))):
        if not _is_last_line(snippet, match.end()):
            continue
        if snippet.language == "python":
            name, line, full = _python_import(rng)
        else:
            name, line, full = _javascript_import(snippet, match.group(), rng)
        if re.search(rf"\b{re.escape(name)}\b", text):
            continue
        at = match.end() + 1 if rng.random() < 0.6 else match.start()
        if at == match.start() and at and text[:at].rsplit("\n", 2)[-2].strip().startswith(("#", "//", "*", "@", "from __")):
            continue
        if snippet.language == "python" and "__future__" in text[at : at + 40]:
            continue
        before = text[:at] + line + "\n" + text[at:]
        slots = {"wrong": name, "qualified": full, "statement": line.rstrip(";")}
        yield Edit(before, text, at, slots, unique=_all_used(snippet), forms=frozenset({"line"}))


def _is_last_line(snippet, end):
    return all(not (t.start < end < t.end) for t in snippet.tokens if t.kind == "comment")


def _python_import(rng):
    if rng.random() < 0.5:
        name = rng.choice(PY_MODULES)
        return name, f"import {name}", name
    module = rng.choice(sorted(PY_NAMES))
    name = rng.choice(PY_NAMES[module])
    return name, f"from {module} import {name}", f"{module}.{name}"


def _javascript_import(snippet, sample, rng):
    name = rng.choice(sorted(JS_MODULES))
    quote, end = quote_of(snippet), ";" if sample.rstrip().endswith(";") else ""
    module = f"{quote}{JS_MODULES[name]}{quote}"
    if "require(" in sample:
        return name, f"{sample.split()[0]} {name} = require({module}){end}", name
    shape = rng.choice([f"import {name} from {module}{end}", f"import {{ {name} }} from {module}{end}", f"import * as {name} from {module}{end}"])
    return name, shape, name


def _import_name(snippet, rng):
    """One more name in an import of several."""
    text = snippet.text
    pattern = r"^from ([\w.]+) import ([\w, ]+)$" if snippet.language == "python" else r"^import (?:type )?\{ ([\w, ]+) \} from ['\"]([^'\"]+)['\"];?$"
    for match in re.finditer(pattern, text, re.M):
        group = 2 if snippet.language == "python" else 1
        module = match[3 - group]
        names = match[group].split(", ")
        if module == "__future__" or " as " in match[group] or " " in names[0]:
            continue
        name = rng.choice(PY_NAMES.get(module, EXTRA) if snippet.language == "python" else EXTRA)
        if re.search(rf"\b{name}\b", text) or len(match.group()) > 90:
            continue
        place = rng.randint(0, len(names))
        grown = ", ".join(names[:place] + [name] + names[place:])
        slots = {"wrong": name, "qualified": f"{module}.{name}" if snippet.language == "python" else name, "module": module}
        yield snippet.broken((match.start(group), match.end(group), grown), slots=slots, unique=_all_used(snippet), forms=frozenset({"name"}))


def _all_used(snippet):
    """Tells whether every imported name is used, so that `the unused import` means one."""
    text = snippet.masked
    names = [n for m in IMPORT.finditer(text) for n in re.findall(r"\b[A-Za-z_$][\w$]*\b", re.sub(r"^from \S+ import|from ['\"].*|= *require.*|^import|^const|^let|^var|\bas\b|\btype\b", " ", m.group()))]
    return bool(names) and all(len(re.findall(rf"\b{re.escape(n)}\b", text)) > 1 for n in names) and not re.search(r"import (?:type )?\{\s*$|import \($", text, re.M)


FRESH = ["tmp", "result", "count", "temp", "data", "start", "total", "flag", "debug", "copy", "length", "value", "status", "current", "previous", "found", "items", "size", "options", "context"]
PY_VALUES = ["len({v})", "{v}", "None", "[]", "{{}}", "0", "str({v})", "{v}", "False", "list({v})", "time.time()", "repr({v})"]
JS_VALUES = ["{v}.length", "{v}", "null", "[]", "{{}}", "0", "String({v})", "{v}", "false", "Date.now()", "Object.keys({v})", "typeof {v}"]


def unused_variable(snippet, rng):
    python = snippet.language == "python"
    places = python_places(snippet) if python else javascript_places(snippet)
    names = declared(snippet)
    rng.shuffle(places)
    for line, indent in places[:3]:
        fresh = [n for n in FRESH if not re.search(rf"\b{n}\b", snippet.text)]
        known = sorted(n for n, first in names.items() if snippet.line_of(snippet.code[first].start) < line)
        if not fresh:
            return
        name, shape = rng.choice(fresh), rng.choice(PY_VALUES if python else JS_VALUES)
        if "{v}" in shape and not known:
            continue
        value = shape.format(v=rng.choice(known) if known else "")
        keyword = "" if python else ("let " if "let " in snippet.text and rng.random() < 0.3 else "var " if re.search(r"\bvar\b", snippet.text) else "const ")
        end = "" if python or not is_semicolon_style(snippet) else ";"
        statement = f"{keyword}{name} = {value}"
        at = snippet.starts[line - 1]
        before = snippet.text[:at] + indent + statement + end + "\n" + snippet.text[at:]
        yield Edit(before, snippet.text, at + len(indent + keyword), {"wrong": name, "statement": statement})


def unused_catch(snippet, rng):
    """A caught error with a name that nothing uses."""
    text = snippet.text
    if snippet.language == "python":
        for match in re.finditer(r"^[ \t]*except ([\w.]+|\([\w., ]+\))(?=:\n)", snippet.masked, re.M):
            name = rng.choice([n for n in ("e", "exc", "err", "error", "ex") if not re.search(rf"\b{n}\b", text)] or [None])
            if name:
                slots = {"wrong": name, "error": text[match.start(1) : match.end(1)]}
                yield snippet.broken((match.end(), match.end(), f" as {name}"), slots=slots, forms=frozenset({"as"}))
        return
    for match in re.finditer(r"\bcatch(?= \{)", snippet.masked):
        name = rng.choice([n for n in ("e", "err", "error", "_err", "ex") if not re.search(rf"\b{n}\b", text)] or [None])
        if name:
            yield snippet.broken((match.end(), match.end(), f" ({name})"), slots={"wrong": name, "error": None}, forms=frozenset({"parameter"}))


def unreachable(snippet, rng):
    """A statement after one that always leaves the block."""
    text, masked = snippet.text, snippet.masked
    leaves = [m for m in re.finditer(r"^([ \t]+)(return|throw|raise|continue|break)\b([^\n]*)\n", masked, re.M)]
    statements = [l.strip() for l in snippet.lines if re.match(r"\s+(?:[\w.]+ [-+]?= [\w.\[\]]+|[\w.]+\([\w., ]*\));?$", l)]
    statements += ["return None", "return result", "pass"] if snippet.language == "python" else ["return null;", "return undefined;", "return;"]
    for match in rng.sample(leaves, min(3, len(leaves))):
        rest = match[3].rstrip()
        if snippet.language == "python":
            if rest.endswith(("(", "[", "{", "\\", ",")) or not _ends_statement(snippet, match.start(2)):
                continue
        elif not (rest.endswith(";") or match[2] in ("continue", "break") and rest in ("", ";")) or not _is_block_end(snippet, match):
            continue
        statement = rng.choice(statements)
        if not is_semicolon_style(snippet):
            statement = statement.rstrip(";")
        if statement in text[match.start() : match.end()]:
            continue
        before = text[: match.end()] + match[1] + statement + "\n" + text[match.end() :]
        slots = {"statement": statement.rstrip(";"), "keyword": match[2]}
        yield Edit(before, text, match.end() + len(match[1]), slots, forms=frozenset({match[2]}))


def _ends_statement(snippet, offset):
    """Tells whether the statement is one line and the last of its block."""
    line = snippet.line_of(offset)
    for _, block in python_blocks(snippet):
        last = block[-1]
        if last.lineno == last.end_lineno == line:
            return True
    return False


def _is_block_end(snippet, match):
    following = snippet.text[match.end() :].split("\n", 1)[0]
    above = snippet.text[: match.start()].rstrip("\n").rsplit("\n", 1)[-1].rstrip()
    outer = len(following) - len(following.lstrip()) < len(match[1])
    return following.strip().startswith("}") and outer and above.endswith((";", "{", "}"))
