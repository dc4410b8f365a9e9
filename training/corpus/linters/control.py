"""Messages about branches and raised errors."""

from linters.languages import JS, PY, TS

LINTERS = {
    "missing-break": [("eslint", "no-fallthrough", "", JS, "Expected a 'break' statement before '{word}'."), ("tsc-far", "TS7029", "", TS, "Fallthrough case in switch."), ("biome-far", "lint/suspicious/noFallthroughSwitchClause", "", JS, "This case is falling through to the next case."), ("sonar-far", "S128", "", JS, "End this switch case with an unconditional break, continue, return or throw statement.")],
    "missing-default": [],
    "useless-else": [
        ("eslint", "no-else-return", "return", JS, "Unnecessary 'else' after 'return'."), ("pylint", "R1705", "return", PY, "Unnecessary \"else\" after \"return\", remove the \"else\" and de-indent the code inside it (no-else-return)"), ("ruff", "RET505", "return", PY, "Unnecessary `else` after `return` statement"), ("ruff", "RET506", "raise", PY, "Unnecessary `else` after `raise` statement"), ("pylint", "R1720", "raise", PY, "Unnecessary \"else\" after \"raise\", remove the \"else\" and de-indent the code inside it (no-else-raise)"),
        ("ruff", "RET507", "continue", PY, "Unnecessary `else` after `continue` statement"), ("pylint", "R1724", "continue", PY, "Unnecessary \"else\" after \"continue\", remove the \"else\" and de-indent the code inside it (no-else-continue)"), ("biome", "lint/style/noUselessElse", "", JS, "This else clause can be omitted because previous branches break early."),
    ],
    "early-return": [],
    "negated-condition": [],
    "raise-cause": [
        ("ruff", "B904", "", PY, "Within an `except` clause, raise exceptions with `raise ... from err` or `raise ... from None` to distinguish them from errors in exception handling"), ("pylint", "W0707", "", PY, "Consider explicitly re-raising using 'except ... as {error}' and 'raise ... from {error}' (raise-missing-from)"), ("eslint", "preserve-caught-error", "", JS, "There is no `cause` attached to the symptom error being thrown."),
        ("ruff", "TRY200", "", PY, "Use `raise from` to specify exception cause"), ("flake8", "B904", "", PY, "Within an `except` clause, raise exceptions with `raise ... from err` or `raise ... from None` to distinguish them from errors in exception handling. See https://docs.python.org/3/tutorial/errors.html#exception-chaining for details."),
    ],
}
