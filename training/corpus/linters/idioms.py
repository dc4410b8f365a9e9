"""Messages about code that works, but should be written otherwise."""

from linters.languages import JS, PY, TS

LINTERS = {
    "bare-except": [("ruff", "E722", "broad", PY, "Do not use bare `except`"), ("flake8", "E722", "broad", PY, "do not use bare 'except'"), ("pylint", "W0702", "broad", PY, "No exception type(s) specified (bare-except)"), ("ruff", "E722", "broad", PY, "Do not use bare `except`"), ("flake8", "B001", "broad", PY, "Do not use bare `except:`, it also catches unexpected events like memory errors, interrupts, system exit, and so on. Prefer `except Exception:`.  If you're sure what you're doing, be explicit and write `except BaseException:`.")],
    "mutable-default": [("ruff", "B006", "", PY, "Do not use mutable data structures for argument defaults"), ("pylint", "W0102", "", PY, "Dangerous default value {value} as argument (dangerous-default-value)"), ("flake8", "B006", "", PY, "Do not use mutable data structures for argument defaults.  They are created during function definition time. All calls to the function reuse this one instance of that data structure, persisting changes between them.")],
    "bool-comparison": [
        ("ruff", "E712", "true", PY, "Avoid equality comparisons to `True`; use `{right}:` for truth checks"), ("ruff", "E712", "false", PY, "Avoid equality comparisons to `False`; use `{right}:` for false checks"), ("flake8", "E712", "true", PY, "comparison to True should be 'if cond is True:' or 'if cond:'"), ("flake8", "E712", "false", PY, "comparison to False should be 'if cond is False:' or 'if not cond:'"),
        ("pylint", "C0121", "true", PY, "Comparison '{wrong}' should be '{left_name} is True' if checking for the singleton value True, or '{left_name}' if testing for truthiness (singleton-comparison)"), ("eslint", "@typescript-eslint/no-unnecessary-boolean-literal-compare", "true", TS, "This expression unnecessarily compares a boolean value to a boolean instead of using it directly."),
        ("eslint", "@typescript-eslint/no-unnecessary-boolean-literal-compare", "false", TS, "This expression unnecessarily compares a boolean value to a boolean instead of negating it."), ("sonar", "S1125", "", JS, "Refactor the code to avoid using this boolean literal."),
    ],
    "negated-membership": [
        ("ruff", "E713", "in", PY, "Test for membership should be `not in`"), ("flake8", "E713", "in", PY, "test for membership should be 'not in'"), ("pylint", "C0117", "in", PY, "Consider changing \"{wrong}\" to \"{right}\" (unnecessary-negation)"), ("ruff", "E714", "is", PY, "Test for object identity should be `is not`"),
        ("flake8", "E714", "is", PY, "test for object identity should be 'is not'"), ("pylint", "C0117", "is", PY, "Consider changing \"{wrong}\" to \"{right}\" (unnecessary-negation)"),
    ],
    "type-comparison": [
        ("ruff", "E721", "", PY, "Use `is` and `is not` for type comparisons, or `isinstance()` for isinstance checks"), ("pylint", "C0123", "", PY, "Use isinstance() rather than type() for a typecheck. (unidiomatic-typecheck)"), ("flake8", "E721", "", PY, "do not compare types, for exact checks use `is` / `is not`, for instance checks use `isinstance()`"),
    ],
    "lambda-assignment": [("ruff", "E731", "", PY, "Do not assign a `lambda` expression, use a `def`"), ("flake8", "E731", "", PY, "do not assign a lambda expression, use a def"), ("pylint", "C3001", "", PY, "Lambda expression assigned to a variable. Define a function using the \"def\" keyword instead. (unnecessary-lambda-assignment)"), ("ruff", "E731", "", PY, "[*] Do not assign a `lambda` expression, use a `def`")],
    "len-zero": [
        ("pylint", "C1802", "plain", PY, "Do not use `len(SEQUENCE)` without comparison to determine if a sequence is empty (use-implicit-booleaness-not-len)"), ("ruff", "PLC1802", "plain", PY, "`{wrong}` used as condition without comparison"), ("pylint", "C1802", "plain", PY, "Do not use `len(SEQUENCE)` without comparison to determine if a sequence is empty (use-implicit-booleaness-not-len)"),
    ],
    "f-string": [
        ("ruff", "UP032", "format", PY, "Use f-string instead of `format` call"), ("ruff", "UP031", "percent", PY, "Use format specifiers instead of percent format"), ("pylint", "C0209", "format", PY, "Formatting a regular string which could be an f-string (consider-using-f-string)"), ("pylint", "C0209", "percent", PY, "Formatting a regular string which could be an f-string (consider-using-f-string)"), ("ruff", "UP032", "format", PY, "[*] Use f-string instead of `format` call"),
    ],
    "boolean-ternary": [
        ("ruff", "SIM210", "", PY, "Remove unnecessary `True if ... else False`"), ("eslint", "no-unneeded-ternary", "", JS, "Unnecessary use of boolean literals in conditional expression."), ("pylint", "R1719", "", PY, "The if expression can be replaced with 'test' (simplifiable-if-expression)"), ("sonar", "S1125", "", JS, "Refactor the code to avoid using this boolean literal."), ("biome", "lint/complexity/noUselessTernary", "", JS, "Unnecessary use of boolean literals in conditional expression."),
    ],
    "template-literal": [("eslint", "prefer-template", "", JS, "Unexpected string concatenation."), ("biome", "lint/style/useTemplate", "", JS, "Template literals are preferred over string concatenation."), ("sonar", "S3512", "", JS, "Unexpected string concatenation.")],
    "optional-chain": [
        ("eslint", "@typescript-eslint/prefer-optional-chain", "", JS, "Prefer using an optional chain expression instead, as it's more concise and easier to read."), ("biome", "lint/complexity/useOptionalChain", "", JS, "Change to an optional chain."), ("sonar", "S6582", "", JS, "Prefer using an optional chain expression instead, as it's more concise and easier to read."),
    ],
    "nullish": [
        ("eslint", "@typescript-eslint/prefer-nullish-coalescing", "", JS, "Prefer using nullish coalescing operator (`{right}`) instead of a logical or (`{wrong}`), as it is a safer operator."), ("sonar", "S6606", "", JS, "Prefer using nullish coalescing operator (`{right}`) instead of a logical or (`{wrong}`), as it is a safer operator."),
    ],
    "object-shorthand": [("eslint", "object-shorthand", "", JS, "Expected property shorthand."), ("biome", "lint/style/useConsistentObjectDefinitions", "", JS, "Use shorthand object property syntax whenever possible."), ("sonar", "S3498", "", JS, "Expected property shorthand.")],
    "quotes": [
        ("eslint", "quotes", "single", JS, "Strings must use singlequote."), ("eslint", "quotes", "double", JS, "Strings must use doublequote."), ("ruff", "Q000", "single", PY, "Double quotes found but single quotes preferred"), ("ruff", "Q000", "double", PY, "Single quotes found but double quotes preferred"), ("eslint", "@stylistic/quotes", "single", JS, "Strings must use singlequote."),
        ("eslint", "@stylistic/quotes", "double", JS, "Strings must use doublequote."), ("flake8", "Q000", "single", PY, "Double quotes found but single quotes preferred"), ("flake8", "Q000", "double", PY, "Single quotes found but double quotes preferred"),
    ],
    "double-negation": [("eslint", "no-extra-boolean-cast", "twice", JS, "Redundant double negation."), ("eslint", "no-extra-boolean-cast", "boolean", JS, "Redundant Boolean call."), ("ruff", "SIM208", "", PY, "Use `{right}` instead of `not (not {right})`"), ("biome", "lint/complexity/noExtraBooleanCast", "twice", JS, "Avoid redundant double-negation."), ("biome", "lint/complexity/noExtraBooleanCast", "boolean", JS, "Avoid redundant `Boolean` call")],
}
