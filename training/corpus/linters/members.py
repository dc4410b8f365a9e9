"""Messages about a missing self, this, new, super or async."""

from linters.languages import JS, PY, TS

LINTERS = {
    "missing-self": [
        ("ruff", "F821", "use", PY, "Undefined name `{wrong}`"), ("pylint", "E0602", "use", PY, "Undefined variable '{wrong}' (undefined-variable)"), ("ruff", "N805", "first", PY, "First argument of a method should be named `self`"), ("flake8", "F821", "use", PY, "undefined name '{wrong}'"), ("pylint", "E0213", "first", PY, "Method '{function}' should have \"self\" as first argument (no-self-argument)"),
        ("pylint", "E0211", "none", PY, "Method '{function}' has no argument (no-method-argument)"), ("python", "NameError", "use", PY, "name '{wrong}' is not defined"), ("mypy", "misc", "none", PY, "Method must have at least one argument. Did you forget the \"self\" argument?"), ("mypy", "name-defined", "use", PY, "Name \"{wrong}\" is not defined"), ("pyright", "reportSelfClsParameterName", "parameter", PY, "Instance methods should take a \"self\" parameter"), ("pyright", "reportUndefinedVariable", "use", PY, "\"{wrong}\" is not defined"),
    ],
    "missing-this": [
        ("eslint", "no-undef", "", JS, "'{wrong}' is not defined."), ("tsc", "TS2663", "", TS, "Cannot find name '{wrong}'. Did you mean the instance member '{right}'?"), ("node-error", "ReferenceError", "", JS, "{wrong} is not defined"), ("tsc", "TS2304", "", TS, "Cannot find name '{wrong}'."), ("biome", "lint/correctness/noUndeclaredVariables", "", JS, "The {wrong} variable is undeclared."),
    ],
    "missing-new": [
        ("eslint", "new-cap", "", JS, "A function with a name starting with an uppercase letter should only be used as a constructor."), ("node-error", "TypeError", "class", JS, "Class constructor {wrong} cannot be invoked without 'new'"), ("eslint", "unicorn/throw-new-error", "throw", JS, "Use `new` when creating an error."), ("tsc", "TS2348", "class", TS, "Value of type 'typeof {wrong}' is not callable. Did you mean to include 'new'?"),
        ("eslint", "unicorn/new-for-builtins", "builtin", JS, "Use `new {wrong}()` instead of `{wrong}()`."), ("node-error", "TypeError", "builtin", JS, "Constructor {wrong} requires 'new'"), ("biome", "lint/style/useThrowNewError", "throw", JS, "Use new {wrong}() instead of {wrong}()."),
    ],
    "missing-super": [
        ("eslint-far", "constructor-super", "init", JS, "Expected to call 'super()'."), ("tsc-far", "TS2377", "init", TS, "Constructors for derived classes must contain a 'super' call."), ("pylint-far", "W0231", "init", PY, "__init__ method from base class '{base}' is not called (super-init-not-called)"), ("eslint", "no-this-before-super", "init", JS, "'this' is not allowed before 'super()'."),
        ("tsc", "TS17009", "init", TS, "'super' must be called before accessing 'this' in the constructor of a derived class."), ("node-error-far", "ReferenceError", "init", JS, "Must call super constructor in derived class before accessing 'this' or returning from derived constructor"),
    ],
    "missing-async": [
        ("eslint-parse", "", "near", JS, "Parsing error: Cannot use keyword 'await' outside an async function"), ("tsc", "TS1308", "near", TS, "'await' expressions are only allowed within async functions and at the top levels of modules."), ("node", "", "near", JS, "await is only valid in async functions and the top level bodies of modules"), ("python-syntax", "", "near", PY, "'await' outside async function"),
        ("pylint", "E1142", "near", PY, "'await' should be used within an async function (await-outside-async)"), ("ruff", "PLE1142", "near", PY, "`await` should be used within an async function"), ("mypy", "misc", "near", PY, "\"await\" outside coroutine (\"async def\")"), ("pyright", "", "near", PY, "\"await\" allowed only within async function"),
    ],
}
