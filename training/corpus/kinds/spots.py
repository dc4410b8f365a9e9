"""Where things stand in a snippet: what several kinds of edit need."""

import ast
import re

SIMPLE = r"[A-Za-z_$][\w$]*(?:\.[\w$]+)*"


def once(text, word):
    """The word where it stands exactly once as a whole word, else None."""
    return word if word and len(re.findall(rf"(?<![\w$]){re.escape(word)}(?![\w$])", text)) == 1 else None


def line_start(text, offset):
    return text.rfind("\n", 0, offset) + 1


def line_end(text, offset):
    """The offset of the line's line break."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def functions(snippet):
    """The functions of a Python snippet, methods and inner ones too."""
    return snippet.functions


def span(snippet, node):
    """The offsets of an ast node (columns count bytes, so only ASCII lines are right)."""
    return snippet.starts[node.lineno - 1] + node.col_offset, snippet.starts[node.end_lineno - 1] + node.end_col_offset


def source(snippet, node):
    start, end = span(snippet, node)
    return snippet.text[start:end]


def is_ascii(snippet, node):
    return all(line.isascii() for line in snippet.lines[node.lineno - 1 : node.end_lineno])


def python_blocks(snippet):
    """Yields the lists of statements of a Python snippet."""
    for node in ast.walk(snippet.tree):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                yield node, block


def shown(text, most=60):
    """A piece of code that an instruction may quote, else None."""
    text = text.strip()
    return text if 1 <= len(text) <= most and "\n" not in text and "`" not in text else None


def is_semicolon_style(snippet):
    ends = sum(line.endswith(";") for line in snippet.lines)
    return ends >= 2


def quote_of(snippet):
    """The quote that most strings of the snippet use."""
    texts = [t.text.lstrip("rRbBuUfF") for t in snippet.code if t.kind == "string"]
    double = sum(t[:1] == '"' and t[:3] != '"""' for t in texts)
    single_ = sum(t[:1] == "'" for t in texts)
    return '"' if double > single_ else "'"
