"""Messages for the first twelve kinds."""

from linters.languages import ANY, JS, PY, TS

LINTERS = {
    "null-guard": [],
    "wrong-operator": [],
    "wrong-variable": [
        ("eslint-far", "no-unused-vars", "unused", JS, "'{right}' is defined but never used."), ("eslint-far", "@typescript-eslint/no-unused-vars", "unused", TS, "'{right}' is assigned a value but never used."),
        ("tsc-far", "TS6133", "unused", TS, "'{right}' is declared but its value is never read."), ("ruff-far", "F841", "unused", PY, "Local variable `{right}` is assigned to but never used"),
        ("ruff-far", "ARG001", "unused", PY, "Unused function argument: `{right}`"), ("pylint-far", "W0613", "unused", PY, "Unused argument '{right}' (unused-argument)"), ("biome-far", "lint/correctness/noUnusedVariables", "unused", JS, "This variable {right} is unused."),
    ],
    "off-by-one": [],
    "missing-return": [
        ("eslint", "no-unused-expressions", "", JS, "Expected an assignment or function call and instead saw an expression."), ("eslint-far", "array-callback-return", "callback", JS, "Expected to return a value at the end of function."),
        ("tsc-far", "TS2355", "typed", TS, "A function whose declared type is neither 'undefined', 'void', nor 'any' must return a value."), ("mypy-far", "return", "typed", PY, "Missing return statement"), ("eslint-far", "consistent-return", "consistent", JS, "Expected to return a value."),
        ("ruff", "B018", "bare", PY, "Found useless expression. Either assign it to a variable or remove it."), ("pylint", "W0106", "bare", PY, "Expression is assigned to nothing (expression-not-assigned)"), ("eslint-far", "getter-return", "getter", JS, "Expected to return a value in getter."),
    ],
    "missing-await": [
        ("eslint", "@typescript-eslint/no-floating-promises", "statement", JS, "Promises must be awaited, end with a call to .catch, end with a call to .then with a rejection handler or be explicitly marked as ignored with the `void` operator."),
        ("eslint-far", "require-await", "only", JS, "Async function '{function}' has no 'await' expression."), ("tsc", "TS2801", "condition", TS, "This condition will always return true since this 'Promise<boolean>' is always defined."),
        ("mypy", "unused-coroutine", "statement", PY, "Value of type \"Coroutine[Any, Any, None]\" must be used"), ("python", "RuntimeWarning", "statement", PY, "coroutine '{callee}' was never awaited"), ("eslint", "@typescript-eslint/no-misused-promises", "condition", JS, "Expected non-Promise value in a boolean conditional."),
        ("pyright", "reportUnusedCoroutine", "statement", PY, "Result of async function call is not used; use \"await\" or assign result to variable"), ("biome", "lint/nursery/noFloatingPromises", "statement", JS, "A \"floating\" Promise was found, meaning it is not properly handled and could lead to ignored errors or unexpected behavior."),
    ],
    "rename": [],
    "debug-statement": [
        ("eslint", "no-console", "console", JS, "Unexpected console statement."), ("eslint", "no-console", "console", JS, "Unexpected console statement. Only these console methods are allowed: warn, error."), ("eslint", "no-debugger", "debugger", JS, "Unexpected 'debugger' statement."), ("biome", "lint/suspicious/noConsole", "console", JS, "Don't use console."),
        ("biome", "lint/suspicious/noDebugger", "debugger", JS, "This is an unexpected use of the debugger statement."), ("ruff", "T201", "print", PY, "`{callee}` found"), ("ruff", "T100", "breakpoint", PY, "Trace found: `{callee}` used"), ("pylint", "W1515", "breakpoint", PY, "Leaving functions creating breakpoints in production code is not recommended (forgotten-debug-statement)"), ("flake8", "T201", "print", PY, "print found."),
    ],
    "strict-equality": [
        ("eslint", "eqeqeq", "", JS, "Expected '{right}' and instead saw '{wrong}'."), ("biome", "lint/suspicious/noDoubleEquals", "", JS, "Using {wrong} may be unsafe if you are relying on type coercion."), ("biome", "lint/suspicious/noDoubleEquals", "", JS, "Use {right} instead of {wrong}."), ("eslint", "eqeqeq", "", JS, "Expected '{right}' and instead saw '{wrong}'"),
        ("sonar", "S1440", "", JS, "Replace \"{wrong}\" with \"{right}\"."),
    ],
    "let-const": [
        ("eslint", "prefer-const", "let-const", JS, "'{name}' is never reassigned. Use 'const' instead."), ("biome", "lint/style/useConst", "let-const", JS, "This let declares a variable that is only assigned once."), ("eslint", "no-var", "var-const", JS, "Unexpected var, use let or const instead."), ("eslint", "no-var", "var-let", JS, "Unexpected var, use let or const instead."),
        ("biome", "lint/suspicious/noVar", "var-const", JS, "Use let or const instead of var."), ("biome", "lint/style/useConst", "let-const", JS, "'{name}' is never reassigned."), ("eslint", "prefer-const", "var-const", JS, "'{name}' is never reassigned. Use 'const' instead."),
    ],
    "none-comparison": [
        ("ruff", "E711", "single-eq", PY, "Comparison to `None` should be `cond is None`"), ("ruff", "E711", "single-ne", PY, "Comparison to `None` should be `cond is not None`"), ("pylint", "C0121", "simple-eq", PY, "Comparison '{left_side} == None' should be '{left_side} is None' (singleton-comparison)"), ("pylint", "C0121", "simple-ne", PY, "Comparison '{left_side} != None' should be '{left_side} is not None' (singleton-comparison)"),
        ("flake8", "E711", "single-eq", PY, "comparison to None should be 'if cond is None:'"), ("flake8", "E711", "single-ne", PY, "comparison to None should be 'if cond is not None:'"),
    ],
    "typo": [
        ("codespell", "", "comment", ANY, "{wrong} ==> {right}"), ("codespell", "", "docstring", ANY, "{wrong} ==> {right}"), ("codespell", "", "string", ANY, "{wrong} ==> {right}"), ("cspell", "", "comment", ANY, "Unknown word ({wrong})"), ("cspell", "", "string", ANY, "Unknown word ({wrong})"), ("eslint", "no-undef", "name", JS, "'{wrong}' is not defined."),
        ("tsc", "TS2552", "name", TS, "Cannot find name '{wrong}'. Did you mean '{right}'?"), ("ruff", "F821", "name", PY, "Undefined name `{wrong}`"), ("pylint", "E0602", "name", PY, "Undefined variable '{wrong}' (undefined-variable)"), ("mypy", "name-defined", "name", PY, "Name \"{wrong}\" is not defined"), ("tsc", "TS2551", "property", TS, "Property '{wrong}' does not exist on this type. Did you mean '{right}'?"), ("mypy", "attr-defined", "property", PY, "\"{wrong}\" is not an attribute; maybe \"{right}\"?"), ("pylint", "E1101", "property", PY, "Instance has no '{wrong}' member; maybe '{right}'? (no-member)"), ("typos", "", "comment", ANY, "`{wrong}` should be `{right}`"),
    ],
}
