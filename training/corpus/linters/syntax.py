"""What parsers say of syntax errors; Python's own words come with the edit, which was parsed."""

from linters.languages import JS, PY, TS

LINTERS = {
    "missing-bracket": [
        ("python-syntax", "", "", PY, "{message}"), ("node", "", "call", JS, "missing ) after argument list"), ("tsc", "TS1005", "call", TS, "')' expected."), ("node", "", "condition", JS, "Unexpected token '{next_token}'"),
        ("eslint-parse", "", "missing", JS, "Parsing error: Unexpected token {next_token}"), ("tsc", "TS1005", "condition", TS, "')' expected."), ("tsc", "TS1005", "index", TS, "']' expected."), ("biome-parse", "", "call", JS, "expected `,` but instead found `{next_token}`"),
        ("node", "", "extra", JS, "Unexpected token '{bracket}'"), ("eslint-parse", "", "extra", JS, "Parsing error: Unexpected token {bracket}"), ("tsc", "TS1005", "list", TS, "',' expected."), ("node", "", "square", JS, "Unexpected token '{next_token}'"),
        ("node-far", "", "block", JS, "Unexpected end of input"), ("tsc-far", "TS1005", "block", TS, "'}}' expected."), ("eslint-parse-far", "", "block", JS, "Parsing error: Unexpected token"), ("python-syntax", "", "", PY, "{message}"),
    ],
    "missing-comma": [
        ("python-syntax", "", "", PY, "{message}"), ("eslint-parse", "", "", JS, "Parsing error: Unexpected token {next_token}"), ("tsc", "TS1005", "", TS, "',' expected."), ("node", "", "call", JS, "missing ) after argument list"),
        ("node", "", "object", JS, "Unexpected identifier '{next_token}'"), ("biome-parse", "", "word", JS, "expected `,` but instead found `{next_token}`"), ("node", "", "list", JS, "Unexpected identifier '{next_token}'"),
    ],
    "missing-colon": [("python-syntax", "", "", PY, "{message}"), ("ruff", "invalid-syntax", "", PY, "Expected ':', found newline"), ("python-syntax", "", "", PY, "{message}")],
    "missing-semicolon": [
        ("eslint", "semi", "", JS, "Missing semicolon."), ("eslint", "prettier/prettier", "", JS, "Insert `;`"), ("eslint", "@stylistic/semi", "", JS, "Missing semicolon."), ("eslint", "@typescript-eslint/semi", "", TS, "Missing semicolon."), ("eslint", "semi", "", JS, "Missing semicolon."),
    ],
    "unclosed-string": [
        ("python-syntax", "", "", PY, "{message}"), ("eslint-parse", "", "", JS, "Parsing error: Unterminated string constant"), ("node", "", "", JS, "Invalid or unexpected token"), ("tsc", "TS1002", "", TS, "Unterminated string literal."), ("biome-parse", "", "", JS, "unterminated string literal"),
        ("eslint-parse", "", "", TS, "Parsing error: Unterminated string literal."),
    ],
}
