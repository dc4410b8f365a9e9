"""Messages about order, types and comments; most kinds here carry a value that no linter can know."""

from linters.languages import JS, PY

LINTERS = {
    "wrong-number": [], "message": [], "extract-variable": [], "default-parameter": [], "documented-bug": [],
    "inline-variable": [("ruff", "RET504", "", PY, "Unnecessary assignment to `{local}` before `return` statement"), ("sonar", "S1488", "", JS, "Immediately return this expression instead of assigning it to the temporary variable \"{local}\"."), ("sonar", "S1488", "", PY, "Immediately return this expression instead of assigning it to the temporary variable \"{local}\".")],
    "argument-order": [("pylint", "W1114", "", PY, "Positional arguments appear to be out of order (arguments-out-of-order)"), ("sonar", "S2234", "", JS, "Arguments '{b}' and '{a}' have the same names but not the same order as the function parameters.")],
    "import-order": [
        ("ruff", "I001", "", PY, "Import block is un-sorted or un-formatted"), ("eslint", "import/order", "", JS, "`{earlier}` import should occur before import of `{later}`"), ("ruff", "I001", "", PY, "[*] Import block is un-sorted or un-formatted"), ("isort", "", "", PY, "Imports are incorrectly sorted and/or formatted."),
        ("flake8", "I100", "", PY, "Import statements are in the wrong order. '{earlier}' should be before '{later}'"), ("eslint", "simple-import-sort/imports", "", JS, "Run autofix to sort these imports!"), ("biome", "assist/source/organizeImports", "", JS, "The imports and exports are not sorted."),
    ],
    "type-annotation": [("mypy", "no-untyped-def", "none", PY, "Function is missing a return type annotation"), ("ruff", "ANN201", "none", PY, "Missing return type annotation for public function `{label}`")],
    "docstring": [
        ("ruff", "D103", "open", PY, "Missing docstring in public function"), ("pylint", "C0116", "open", PY, "Missing function or method docstring (missing-function-docstring)"), ("eslint", "jsdoc/require-jsdoc", "open", JS, "Missing JSDoc comment."), ("ruff", "D102", "open", PY, "Missing docstring in public method"), ("pydocstyle", "D103", "open", PY, "Missing docstring in public function"),
    ],
}
