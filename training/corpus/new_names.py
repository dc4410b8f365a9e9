"""Plausible new names for a rename."""

import re

# old word -> words a reviewer would ask for
BETTER = {
    "i": "index", "j": "column inner", "k": "key", "n": "count size", "e": "error event", "err": "error failure", "ex": "error", "exc": "error",
    "cb": "callback done", "fn": "callback handler", "func": "function_ callback", "opts": "options settings", "options": "settings config",
    "args": "arguments_ params", "res": "result response", "req": "request", "ret": "result", "val": "value", "value": "item content", "v": "value",
    "x": "value left", "y": "other right", "a": "left first", "b": "right second", "s": "text source", "str": "text", "t": "token", "f": "file",
    "obj": "target object_", "o": "target", "arr": "items list_", "idx": "index position", "len": "length", "num": "number_ amount",
    "el": "element", "elem": "element", "node": "element current", "msg": "message", "message": "text", "data": "payload content", "buf": "buffer",
    "ctx": "context", "context": "scope", "cfg": "config", "config": "settings", "conn": "connection", "db": "database", "tmp": "temporary scratch",
    "temp": "temporary", "key": "name field", "keys": "names", "name": "label title", "result": "output outcome", "results": "outputs", "item": "entry element",
    "items": "entries", "list": "entries", "path": "location route", "url": "address endpoint", "index": "position offset", "count": "total amount",
    "response": "reply answer", "request": "query message", "callback": "listener done", "handler": "listener", "type": "kind category", "types": "kinds",
    "params": "parameters", "props": "properties", "p": "point path", "d": "delta data", "m": "match", "match": "found", "line": "row", "lines": "rows",
    "file": "document", "filename": "file_name", "dirname": "folder_name", "start": "begin first", "end": "stop last", "text": "content", "string": "text",
    "input": "source", "output": "result", "source": "origin", "target": "destination", "event": "signal", "token": "symbol_ part", "tokens": "parts",
    "size": "length_ extent", "length": "size extent", "parent": "owner", "child": "descendant", "children": "descendants", "other": "another rival",
    "state": "status", "status": "state", "method": "operation", "field": "column attribute", "fields": "columns", "model": "entity", "instance": "object_ entity",
    "attr": "attribute", "attrs": "attributes", "elements": "nodes", "prefix": "lead", "suffix": "ending", "info": "details", "user": "account member",
    "timeout": "time_limit", "headers": "header_fields", "body": "payload", "query": "search", "row": "record", "rows": "records", "entry": "record", "dx": "delta_x", "dy": "delta_y",
}
PREFIXES = ["new", "current", "raw", "base", "local", "target", "input", "parsed", "initial", "next", "own", "given"]
SUFFIXES = ["value", "name", "info", "item", "data", "entry", "ref", "list", "map"]
JOINERS = {"or", "and", "of", "to", "in", "is", "has", "for", "by", "with", "as", "on", "from", "at"}
VERBS = {
    "get": "fetch read load", "fetch": "load get", "create": "make build", "make": "create build", "is": "check has", "set": "assign update", "add": "append insert",
    "remove": "delete_ drop", "parse": "read decode", "format": "render print_", "find": "search locate", "check": "verify validate", "handle": "process on",
    "validate": "check verify", "build": "create compose", "update": "refresh change", "load": "read fetch", "to": "as into", "resolve": "find lookup", "init": "setup start",
}


def words_of(name: str) -> list[str]:
    """The lower-case words of a camelCase or snake_case name."""
    return [w.lower() for w in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)]


def new_names(old: str, language: str, is_function: bool, rng) -> list[str]:
    """Candidates in the language's naming style, best first."""
    words, found = words_of(old), []
    if not words:
        return []
    table = VERBS if is_function else BETTER
    for place in ([0] if is_function else range(len(words))):
        for better in table.get(words[place], "").split():
            found.append(words[:place] + better.strip("_").split("_") + words[place + 1 :])
    rng.shuffle(found)
    if is_function:
        found += [words + [rng.choice(["internal", "safe", "all", "now", "impl"])]]
    else:
        extra = [[rng.choice(PREFIXES)] + words, words + [rng.choice(SUFFIXES)], words[1:] or words + ["value"], [rng.choice(PREFIXES)] + words]
        rng.shuffle(extra)
        found = extra + found if rng.random() < 0.35 else found + extra
    snake = language == "python" if rng.random() > 0.06 else language != "python"
    if old.isupper() and len(old) > 1:
        return ["_".join(w).upper() for w in found if w != words]
    styled = ["_".join(w) if snake else w[0] + "".join(p.capitalize() for p in w[1:]) for w in found]
    if old[0].isupper():
        styled = [s[0].upper() + s[1:] for s in styled]
    styled = [s for w, s in zip(found, styled) if w[0] not in JOINERS and w[-1] not in JOINERS and len(set(w)) == len(w)]
    return [s for s in styled if s != old and re.match(r"[A-Za-z]\w*$", s)]
