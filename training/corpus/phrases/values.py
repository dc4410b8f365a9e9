"""What people write where the instruction carries what is new: numbers, words, names, types, order."""

PHRASES = {
    "wrong-number": [
        "`{name}` should be {right}", "set `{name}` to {right}", "change {wrong} to {right}", "the {says} should be {right}", "use {right} instead of {wrong}", "make `{name}` {right}", "the {says} is wrong, it must be {right}", "`{wrong}` should be `{right}`", "should be {right}", "why {wrong}? it should be {right}", "change the {says} to {right}", "nit: {right}", "{right}, not {wrong}", "shouldn't `{name}` be {right}?", "set the {says} to {right}", "wrong number: {right}", "replace {wrong} with {right}", "can we have {right} for `{name}`?",
    ],
    "message": [
        "the message should be `{right}`", "change the message to `{right}`", "error|reword the error message: `{right}`", "log|reword the log message: `{right}`", "`{wrong}` should be `{right}`", "change `{wrong}` to `{right}`", "wording: `{right}`", "should say `{right}`", "use the message `{right}`", "error|the error should read `{right}`", "log|log `{right}`", "nit: say `{right}` instead of `{wrong}`", "replace the text `{wrong}` with `{right}`", "could the message be `{right}`?", "new wording for `{wrong}`: `{right}`", "make the text `{right}`",
    ],
    "extract-variable": [
        "extract `{expression}` into a variable `{new}`", "extract `{new}`", "put `{expression}` into `{new}` first", "introduce a variable `{new}` for `{expression}`", "number|make `{expression}` a constant `{new}`", "number|extract the number into `{new}`", "give `{expression}` a name: `{new}`", "pull `{expression}` out into `{new}`", "store `{expression}` in `{new}` on the line above", "use a variable `{new}` for `{expression}`", "number|magic number: name it `{new}`", "assign `{expression}` to `{new}` before using it", "could `{expression}` be a variable `{new}`?", "nit: name `{expression}` `{new}`", "move `{expression}` to a local `{new}`",
    ],
    "inline-variable": [
        "return the value directly", "inline `{name}`", "no need for `{name}`", "remove the temporary variable `{name}`", "unnecessary variable before return", "inline the variable", "`{new}` directly", "just `{new}`", "`{name}` is only returned, inline it", "nit: return directly", "drop `{name}` and return the value", "is `{name}` needed? return it directly", "the variable before the return is superfluous", "simplify: `{new}`",
    ],
    "default-parameter": [
        "`{name}` should default to `{new}`", "give `{name}` a default of `{new}`", "make `{name}` optional, default `{new}`", "default `{name}` to `{new}`", "add the default `{name} = {new}`", "the default of `{name}` should be `{new}`", "set a default value of `{new}` for `{name}`", "`{label}` needs a default: `{new}`", "nit: default `{new}` for `{label}`", "could `{name}` have the default `{new}`?", "`{function}`: let `{label}` default to `{new}`", "callers often leave `{name}` out, use `{new}` then", "use `{new}` when `{name}` is not given", "parameter `{name}`: default value `{new}`",
    ],
    "argument-order": [
        "the arguments are swapped", "swap the arguments", "wrong order of arguments", "should be `{right}`", "`{wrong}` should be `{right}`", "swap the arguments of `{callee}`", "`{a}` comes before `{b}`", "argument order is wrong, use `{right}`", "`{callee}` takes its arguments in the other order", "the arguments `{b}` and `{a}` are in the wrong order", "pass `{a}` first", "bug: arguments of `{callee}` mixed up", "replace `{wrong}` with `{right}`", "are the arguments the right way round? should be `{right}`", "swap `{b}` and `{a}`", "the first two arguments must be `{a}, {b}`: `{right}`",
    ],
    "import-order": [
        "sort the imports", "`{earlier}` should be imported before `{later}`", "import order", "fix the import order", "the imports are not sorted", "move the import of `{earlier}` up", "sort imports alphabetically", "imports of `{later}` and `{earlier}` are in the wrong order", "nit: import order", "swap the imports of `{later}` and `{earlier}`", "put `{earlier}` before `{later}`", "imports should be in alphabetical order", "isort", "`{later}` comes after `{earlier}`",
    ],
    "type-annotation": [
        "return|`{name}` returns `{new}`, annotate it", "return|add the return type `{new}` to `{name}`", "parameter|annotate `{name}` as `{new}`", "parameter|add the type `{new}` to `{name}`", "return|add the return type `{new}`", "parameter|`{name}` should be typed as `{new}`", "return|the return type of `{name}` is `{new}`", "parameter|`{name}` has no type, it is a `{new}`", "parameter|`{label}: {new}`", "return|annotate the return value with `{new}`", "parameter|type of `{label}`: `{new}`", "return|missing return type, should be `{new}`", "return|what does `{name}` return? annotate it with `{new}`", "parameter|declare `{name}` with type `{new}`", "none|it returns nothing, annotate that", "parameter|missing type of `{label}`, should be `{new}`",
        "return|nit: return type `{new}`", "parameter|give the parameter `{name}` the type `{new}`", "return|type the result as `{new}`", "parameter|could you type `{name}` as `{new}`?",
    ],
    "docstring": [
        "open|add a docstring to `{function}`", "stated|document `{function}`: `{new}`", "open|document `{function}`", "stated|add a docstring: `{new}`", "open|missing doc comment on `{function}`", "stated|describe `{function}` as `{new}`", "open|`{function}` has no documentation", "stated|add the comment `{new}` to `{function}`", "stated|`{place}` needs a docstring: `{new}`", "open|write a one-line description of `{place}`", "open|what does `{place}` do? add a doc comment", "stated|docs for `{place}`: `{new}`", "open|add a short doc comment for `{place}`", "stated|put `{new}` in the documentation of `{place}`", "stated|the documentation of `{function}` should say `{new}`",
    ],
    "documented-bug": [
        "fix the bug in `{function}`", "`{function}` does not do what its documentation says", "find and fix the bug in `{function}`", "`{function}` is wrong", "there is a bug in `{function}`", "fix `{function}`", "bug in `{function}`", "`{function}` returns wrong results", "make `{function}` do what it says", "`{function}` misbehaves, please fix it", "the tests of `{function}` fail, fix the function", "correct the mistake in `{function}`", "why is `{function}` wrong? fix it", "debug `{function}`", "Fix bugs in {function}.",
    ],
}
