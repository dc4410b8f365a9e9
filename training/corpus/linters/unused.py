"""Messages about what is never used or never reached."""

from linters.languages import JS, PY, TS

LINTERS = {
    "unused-import": [
        ("ruff", "F401", "", PY, "`{qualified}` imported but unused"), ("flake8", "F401", "", PY, "'{qualified}' imported but unused"), ("pylint", "W0611", "line", PY, "Unused import {wrong} (unused-import)"), ("ruff", "F401", "", PY, "[*] `{qualified}` imported but unused"),
        ("pylint", "W0611", "name", PY, "Unused {wrong} imported from {module} (unused-import)"), ("eslint", "no-unused-vars", "", JS, "'{wrong}' is defined but never used."), ("tsc", "TS6133", "", TS, "'{wrong}' is declared but its value is never read."), ("eslint", "@typescript-eslint/no-unused-vars", "", TS, "'{wrong}' is defined but never used."),
        ("biome", "lint/correctness/noUnusedImports", "", JS, "This import is unused."), ("eslint", "unused-imports/no-unused-imports", "", JS, "'{wrong}' is defined but never used."), ("pyright", "reportUnusedImport", "", PY, "Import \"{wrong}\" is not accessed"),
    ],
    "unused-variable": [
        ("ruff", "F841", "", PY, "Local variable `{wrong}` is assigned to but never used"), ("flake8", "F841", "", PY, "local variable '{wrong}' is assigned to but never used"), ("pylint", "W0612", "", PY, "Unused variable '{wrong}' (unused-variable)"), ("eslint", "no-unused-vars", "", JS, "'{wrong}' is assigned a value but never used."),
        ("tsc", "TS6133", "", TS, "'{wrong}' is declared but its value is never read."), ("biome", "lint/correctness/noUnusedVariables", "", JS, "This variable {wrong} is unused."), ("eslint", "@typescript-eslint/no-unused-vars", "", TS, "'{wrong}' is assigned a value but never used."), ("pyright", "reportUnusedVariable", "", PY, "Variable \"{wrong}\" is not accessed"),
        ("eslint", "no-unused-vars", "", JS, "'{wrong}' is assigned a value but never used. Allowed unused vars must match /^_/u."),
    ],
    "unused-catch": [
        ("ruff", "F841", "", PY, "Local variable `{wrong}` is assigned to but never used"), ("eslint", "no-unused-vars", "", JS, "'{wrong}' is defined but never used."), ("eslint", "unicorn/prefer-optional-catch-binding", "", JS, "Remove unused catch binding `{wrong}`."), ("flake8", "F841", "", PY, "local variable '{wrong}' is assigned to but never used"),
        ("pylint", "W0612", "", PY, "Unused variable '{wrong}' (unused-variable)"), ("eslint", "@typescript-eslint/no-unused-vars", "", TS, "'{wrong}' is defined but never used."), ("biome", "lint/correctness/noUnusedVariables", "", JS, "This variable {wrong} is unused."),
    ],
    "unreachable": [
        ("eslint", "no-unreachable", "", JS, "Unreachable code."), ("tsc", "TS7027", "", TS, "Unreachable code detected."), ("pylint", "W0101", "", PY, "Unreachable code (unreachable)"), ("biome", "lint/correctness/noUnreachable", "", JS, "This code will never be reached ..."),
        ("mypy", "unreachable", "", PY, "Statement is unreachable"), ("vulture", "", "", PY, "unreachable code after '{keyword}' (100% confidence)"), ("eslint", "no-unreachable", "", JS, "Unreachable code."),
    ],
}
