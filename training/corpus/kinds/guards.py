"""Null guards: real ones, taken out."""

import re

from kinds.flow import function_before

PATH = r"[\w$]+(?:\??\.[\w$]+){0,2}"
JS_GUARD = re.compile(
    rf"^(?P<indent>[ \t]*)if \((?:!(?P<falsy>{PATH})|(?P<name>{PATH}) (?P<op>===?) (?P<value>null|undefined)|typeof (?P<typeof>{PATH}) === ['\"]undefined['\"])\) "
    r"(?:(?P<one>(?:return|throw|continue|break)\b[^\n{}]*;?)|\{\n\s*(?P<block>[^\n{}]*;?)\n(?P=indent)\})\n(?!(?P=indent)else)",
    re.M,
)
PY_GUARD = re.compile(
    rf"^(?P<indent>[ \t]*)if (?:not (?P<falsy>{PATH})|(?P<name>{PATH}) is (?P<value>None)):\n(?P=indent)[ \t]+(?P<block>[^\n]+)\n(?!(?P=indent)(?:[ \t]|el))",
    re.M,
)
ACTION = re.compile(r"(return\b.*?|throw\b.*?|raise\b.*?|continue|break|[\w.$]+ = .+?);?$")


def null_guard(snippet, rng):
    pattern = PY_GUARD if snippet.language == "python" else JS_GUARD
    for match in pattern.finditer(snippet.text):
        action = ACTION.match(match["block"] or match["one"] or "")
        if "//" in match.group() or " #" in match.group():
            continue
        if not action or len(action.group()) > 90 or action.group().count("(") != action.group().count(")"):
            continue
        name = match["falsy"] or match["name"] or match["typeof" if snippet.language != "python" else "falsy"]
        edit = _without(snippet, match, name.replace("?.", "."), action.group(1))
        if edit:
            yield edit


def _without(snippet, match, name, action):
    before, rest = snippet.text[: match.start()], snippet.text[match.end() :]
    last = before.rstrip("\n").rsplit("\n", 1)[-1].strip()
    opens = last.endswith(("{", ":"))
    if last.startswith(("//", "#", "*", "/*", "@")) or last.endswith(("else {", "*/")) or not before:
        return None
    end = match.end()
    # Whether a blank line follows must show in the before-text, so a guard is a paragraph of its own or part of one.
    if rest.startswith("\n") != before.endswith("\n\n"):
        return None
    end += rest.startswith("\n")
    following = snippet.text[end:].split("\n", 1)[0]
    if not following.strip() or following.strip()[0] in "})]":
        return None
    short = match.group().strip()
    if snippet.language != "python" and not _is_usual_style(snippet.text[: match.start()] + rest, "\n" not in short):
        return None
    condition = re.match(r"if \(?(.*?)\)?(?: \{|:$|:\n| (?:return|throw|continue|break)\b)", short + "\n").group(1)
    sketch = f"if {condition}: {action}" if snippet.language == "python" else f"if ({condition}) {action}"
    slots = {
        "name": name, "is_missing": _condition(match), "action": _words(action), "statement": action,
        "guard": short if "\n" not in short else None, "condition": condition, "sketch": sketch,
        "next": following.strip() if 6 <= len(following.strip()) <= 60 and snippet.text.count(following) == 1 else None,
        "function": function_before(snippet, match.start()) if opens else None,
    }
    near = bool(re.search(rf"\b{re.escape(name.split('.')[0])}\b", following)) and not re.search(
        rf"\b{re.escape(name)}\b", last if not opens else "")
    return snippet.broken((match.start(), end, ""), slots=slots, kind_is_enough=False, unique=near or (opens and bool(function_before(snippet, match.start()))))


def _is_usual_style(rest, one_line):
    """Tells whether the other `if` statements of the text look like the guard; blocks are usual where there are none."""
    one = len(re.findall(r"^\s*if \(.*\) (?:return|throw|continue|break)\b", rest, re.M))
    block = len(re.findall(r"^\s*if \(.*\) \{$", rest, re.M))
    return one > block if one_line else block >= one


def _condition(match):
    if match["falsy"]:
        return ["missing", "empty", "falsy", "not set"]
    if match["value"] == "None":
        return ["None", "None", "`None`"]
    if match["value"] == "null":
        return ["null"] if match["op"] == "===" else ["null or undefined", "null or undefined", "nullish"]
    return ["undefined"]


def _words(action):
    if action == "return":
        return ["return early", "return", "do nothing", "exit early", "bail out"]
    if action in ("continue", "break"):
        return [{"continue": "skip it with continue", "break": "break out of the loop"}[action], f"`{action}`"]
    if re.match(r"return\b", action):
        return [f"return `{action[7:]}`", f"return {action[7:]}", f"just return `{action[7:]}`"]
    if re.match(r"throw|raise", action):
        return [f"`{action}`", action]
    name, value = action.split(" = ", 1)
    return [f"set `{name}` to `{value}`", f"set {name} = {value}", f"let {name} be `{value}`"]
