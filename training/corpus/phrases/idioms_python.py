"""What people write of Python that should be written otherwise, and of idioms that both languages have."""

PHRASES = {
    "bare-except": [
        "broad|don't use a bare except", "broad|bare except", "catch `{right}` instead of everything", "use `{new}`", "the bare except should be `{new}`", "broad|no bare except please", "only catch `{right}`", "replace the bare except with `{new}`", "broad|name an exception in the except clause", "except clause is too wide, catch `{right}`", "broad|E722", "should this not catch just `{right}`?", "nit: `{new}`", "broad|avoid the bare `except:`",
        "catch `{right}` here",
    ],
    "mutable-default": [
        "mutable default argument", "fix the mutable default argument", "don't use `{expression}` as a default", "`{name}` has a mutable default", "the default of `{name}` is shared between calls, use None", "use None as the default and set it in the function", "`{expression}` is mutable, default to None instead", "nit: mutable default", "avoid mutable defaults in `{function}`", "B006", "default to None and create the value in the body", "the default of `{name}` should be None, with `{value}` made inside",
        "isn't `{expression}` shared by all calls?",
    ],
    "bool-comparison": [
        "don't compare with {value}", "no need to compare with `{value}`", "`{wrong}` should be `{right}`", "use `{right}` instead of `{wrong}`", "drop the comparison with {value}", "simplify `{wrong}`", "redundant comparison with {value}", "nit: `{right}` is enough", "comparing to {value} is unneeded", "why `{wrong}`? `{right}` will do", "compare by truth value", "replace `{wrong}` with `{right}`", "simplify the condition to `{right}`", "remove the boolean literal from the condition",
    ],
    "negated-membership": [
        "use `{right_op}`", "`{wrong}` should be `{right}`", "write it as `{right}`", "in|use not in for the membership test", "is|use is not for the identity test", "nit: `{right_op}`", "rewrite `{wrong}` with `{right_op}`", "simplify `{wrong}`", "in|E713", "replace `{wrong}` with `{right}`", "is|E714", "`{right_op}` reads better", "shouldn't this use `{right_op}`?", "change `{wrong}` to `{right}`",
    ],
    "type-comparison": [
        "use isinstance", "use `isinstance` instead of comparing types", "`{wrong}` should be `{right}`", "don't compare types with `type()`", "check the type of `{target}` with isinstance", "isinstance please", "nit: isinstance", "replace `{wrong}` with `{right}`", "subclasses of `{type}` should pass too, use isinstance", "why not isinstance?", "E721", "use `{right}`", "the type check should use isinstance", "rewrite `{wrong}` with isinstance",
    ],
    "lambda-assignment": [
        "use def instead of the lambda", "don't assign a lambda", "make `{name}` a function", "turn the lambda `{name}` into a def", "`{name}` should be a proper function", "E731", "replace the lambda by a def", "nit: def instead of lambda", "define `{name}` with def", "why is `{name}` a lambda? use def", "rewrite the lambda as a function", "convert `{name}` from a lambda to a normal function",
    ],
    "len-zero": [
        "use `{right}` instead of `{wrong}`", "`{wrong}` should be `{right}`", "use truthiness", "empty|check for emptiness with `not`", "no need for len", "don't use len to check for emptiness", "nit: `{right}`", "simplify `{wrong}`", "use the truth value of `{target}`", "PEP 8: empty sequences are false", "pythonic check please", "replace `{wrong}` with `{right}`", "drop the len", "is `len` needed here?", "test `{target}` directly instead of its length",
    ],
    "f-string": [
        "use an f-string", "convert to an f-string", "f-string please", "format|use an f-string instead of format", "percent|use an f-string instead of % formatting", "concat|use an f-string instead of concatenation", "make `{wrong}` an f-string", "should be `{right}`", "nit: f-string", "rewrite `{wrong}` as an f-string", "percent|replace the percent formatting with an f-string", "format|replace .format() with an f-string", "could this be an f-string?", "concat|don't concatenate, use an f-string",
        "turn it into `{right}`", "prefer f-strings", "use f-string formatting for `{first}`",
    ],
    "boolean-ternary": [
        "simplify the conditional expression", "`{wrong}` should be `{right}`", "no need for the conditional, use `{right}`", "just use `{right}`", "unneeded ternary", "the comparison is already a boolean", "drop the true/false from the expression", "nit: redundant conditional", "replace `{wrong}` with `{right}`", "simplify to `{right}`", "why the conditional? `{right}` is a boolean", "use the condition itself", "simplify `{wrong}`", "remove the unnecessary boolean literals",
    ],
}
