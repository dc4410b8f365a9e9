"""What people write of the first twelve kinds."""

PHRASES = {
    "null-guard": [
        "{action} if `{name}` is {is_missing}", "add a guard: when `{name}` is {is_missing}, {action}", "handle the case where `{name}` is {is_missing}: {action}",
        "`{name}` may be {is_missing} here; {action} in that case", "add a null check for `{name}` ({action})", "nit: guard against `{name}` being {is_missing}, {action}",
        "what if `{name}` is {is_missing}? {action}", "add `{sketch}`", "check `{condition}` first and {action}", "crash when `{name}` is {is_missing}: should {action}",
        "if `{condition}`, {action}", "missing check for `{name}`: {action} when it is {is_missing}", "before `{next}`, {action} if `{name}` is {is_missing}", "insert a check before `{next}`: if `{condition}` then {action}",
        "`{function}` should {action} when `{name}` is {is_missing}", "at the start of `{function}`, {action} if `{name}` is {is_missing}", "please add `{guard}`", "insert `{guard}` before `{next}`",
        "when `{name}` is {is_missing}, {action}", "bug: no guard for `{name}`. If `{condition}`, {action}", "we need to {action} when `{condition}`",
    ],
    "wrong-operator": [
        "wrong operator", "fix the operator", "the operator is wrong", "something is wrong with the operator", "wrong operator, should be `{right}`", "use `{right}` instead of `{wrong}`",
        "`{wrong}` should be `{right}`", "replace `{wrong}` with `{right}`", "this should be `{right}`, not `{wrong}`", "shouldn't this be `{right}`?", "`{left_side} {wrong} {right_side}` should be `{left_side} {right} {right_side}`",
        "nit: `{left_side} {wrong} {right_side}` uses the wrong operator", "the operator after `{left_side}` is wrong", "bug: wrong operator `{wrong}`", "change `{wrong}` to `{right}`", "did you mean `{right}`?",
        "`{wrong}` is the wrong operator here", "fix the wrong operator in `{left_side} {wrong} {right_side}`", "`{left_side}` must be combined with `{right_side}` by `{right}`", "operator bug: expected `{right}`, got `{wrong}`",
        "the expression uses the wrong operator", "isn't the operator the wrong way round?", "`{left_side} {wrong} {right_side}` looks wrong, use `{right}`", "one of the operators is wrong, please fix it",
    ],
    "wrong-variable": [
        "wrong variable", "this uses the wrong variable", "fix the wrong variable name", "`{wrong}` should be `{right}`", "use `{right}` instead of `{wrong}`", "`{wrong}` should be `{right}` in the call to `{call}`",
        "pass `{right}` to `{call}`, not `{wrong}`", "wrong argument passed to `{call}`, should be `{right}`", "shouldn't this be `{right}`?", "uses `{wrong}` instead of `{right}`", "nit: `{right}`, not `{wrong}`",
        "`{call}` gets `{wrong}` but should get `{right}`", "replace `{wrong}` with `{right}`", "bug: `{wrong}` used where `{right}` was meant", "did you mean `{right}` instead of `{wrong}`?", "copy-paste error: `{wrong}` should be `{right}`",
        "unused|`{right}` is never used, it should be used instead of `{wrong}`", "unused|`{right}` is never used, fix the variable that is used in its place", "unused|`{right}` is declared but not used: wrong variable somewhere", "the wrong variable is used, it should be `{right}`",
        "the argument of `{call}` is wrong, use `{right}`", "change `{wrong}` to `{right}`", "unused|why is `{right}` never used? fix the mix-up", "wrong name: meant `{right}`",
    ],
    "off-by-one": [
        "fix the off-by-one error", "off by one", "there is an off-by-one error", "off-by-one bug", "off by one: `{wrong}` should be `{right}`", "`{wrong}` should be `{right}`", "use `{right}` instead of `{wrong}`",
        "boundary is wrong, should be `{right}`", "the bound is off by one", "off by one in `{wrong}`", "`{wrong}` is off by one", "shouldn't it be `{right}`?", "wrong boundary: use `{right}`", "fix the boundary condition",
        "nit: off by one, `{right}`", "change `{wrong}` to `{right}`", "isn't `{wrong}` one off?", "replace `{wrong}` by `{right}`", "the index or limit is one off", "bug: one too many or one too few", "`{wrong_op}` should be `{right_op}`",
        "use `{right_op}` rather than `{wrong_op}`", "edge case is wrong, the limit is off by one", "wrong by one, expected `{right}`",
    ],
    "missing-return": [
        "missing return", "add the missing return", "a return is missing", "return the result", "return the result of `{call}`", "return the result of calling `{call}`", "`{expression}` is not returned", "return `{expression}`",
        "`{function}` should return its result", "`{function}` returns nothing", "forgot to return `{expression}`", "shouldn't this return something?", "nit: missing `return` before `{call}`", "the value of `{call}` is dropped, return it",
        "bug: the return statement is missing", "add `return` before `{expression}`", "return value is lost", "`{function}` does not return anything, add the return", "the function computes the value but never returns it", "should be `return {expression}`",
        "why does `{function}` give back nothing?", "missing return of `{call}`",
    ],
    "missing-await": [
        "missing await", "add the missing await", "an await is missing", "forgot to await", "await the call to `{callee}`", "`{call}` is not awaited", "await `{call}`", "add await before `{call}`", "`{callee}` is async, await it",
        "shouldn't `{callee}` be awaited?", "nit: missing `await` on `{call}`", "the result of `{call}` is never awaited", "bug: call is not awaited", "promise|the promise returned by `{call}` must be awaited", "coroutine|coroutine `{callee}` was never awaited",
        "should be `await {call}(...)`", "need to wait for `{callee}` to finish", "`{function}` forgets to await `{callee}`", "an async call is missing its await", "is there an await missing?", "wait for `{call}` before going on",
    ],
    "rename": [
        "rename `{old}` to `{new}`", "rename the {what} `{old}` to `{new}`", "`{old}` should be called `{new}`", "call it `{new}` instead of `{old}`", "change the name of `{old}` to `{new}`", "nit: `{old}` -> `{new}`", "nit: rename `{old}` to `{new}`",
        "please rename {what} `{old}` as `{new}`", "can you rename `{old}` to `{new}`?", "use `{new}` as the name of `{old}`", "{what} `{old}`: rename to `{new}`", "rename {old} => {new}", "s/{old}/{new}/", "`{new}` would be a better name for `{old}`",
        "replace the name `{old}` with `{new}` everywhere", "let's name the {what} `{new}` rather than `{old}`", "rename `{old}` to `{new}` and update all uses", "bad name: `{old}`, use `{new}`", "could the {what} `{old}` be named `{new}`?", "refactor: rename `{old}` to `{new}`",
    ],
    "debug-statement": [
        "single|remove the debug statement", "several|remove the debug statements", "remove debug output", "single|delete the leftover debug line", "several|delete the leftover debug lines", "clean up debugging code", "console|remove the console.log", "console|no console statements please",
        "print|remove the print", "print|remove the debug print", "debugger|remove the debugger statement", "breakpoint|remove the breakpoint", "remove `{statement}`", "single|delete `{statement}`", "leftover debug code", "nit: leftover debugging", "forgot to remove debugging?",
        "several|drop all debug output", "single|drop the `{callee}` call", "get rid of the debug code", "single|`{statement}` should not be committed", "please remove the temporary logging", "single|is `{statement}` left over from debugging? remove it", "don't commit debug statements",
        "several|remove all the debug lines", "strip debugging statements",
    ],
    "strict-equality": [
        "use strict equality", "use `{right}` instead of `{wrong}`", "use === and !==", "strict comparison please", "loose equality", "`{left_side} {wrong} {right_side}` should use `{right}`", "compare `{left_side}` with `{right}`", "nit: `{right}`", "replace `{wrong}` with `{right}`",
        "make the comparison strict", "shouldn't this be a strict comparison?", "avoid type coercion in the comparison", "don't use loose equality", "change `{left_side} {wrong}` to `{left_side} {right}`", "the comparison of `{left_side}` should be strict",
        "several|use strict equality everywhere", "several|make all comparisons strict", "several|replace every loose comparison by a strict one", "`{wrong}` should be `{right}`", "eqeqeq", "prefer strict equality operators", "could this be strict?",
    ],
    "let-const": [
        "let-const|use const instead of let", "var-const|use const instead of var", "var-let|use let instead of var", "`{name}` should be a `{right}`", "declare `{name}` with `{right}`", "make `{name}` `{right}`", "let-const|`{name}` is never reassigned, use const", "var-const|`{name}` is never reassigned, make it const",
        "var-let|no var: declare `{name}` with let", "use `{right}` for `{name}`", "nit: `{right}` instead of `{wrong}`", "change `{wrong} {name}` to `{right} {name}`", "let-const|prefer const", "var-const|prefer const", "replace `{wrong}` with `{right}`", "var-let|avoid var", "why is `{name}` declared with `{wrong}`?",
        "let-const|could `{name}` be const?", "var-const|could `{name}` be const?", "`{name}`: `{wrong}` -> `{right}`", "`{wrong} {name}` should be `{right} {name}`", "let-const|should be const, it never changes", "var-const|should be const, it never changes", "var-let|should be let, not var", "don't declare `{name}` with `{wrong}`",
    ],
    "none-comparison": [
        "compare with None using `{right}`", "use `{right}` None", "use is for the None check", "several|use is / is not for all None comparisons", "several|fix the None comparisons", "comparison to None", "fix the comparison with None", "`{left_side} {wrong} None` should be `{left_side} {right} None`", "use `{right}` instead of `{wrong}`",
        "nit: `{right} None`", "replace `{wrong} None` with `{right} None`", "None should be compared by identity", "check `{left_side}` against None with `{right}`", "shouldn't the None check use `{right}`?", "don't use `{wrong}` with None", "PEP 8: compare to None with is", "make the None check of `{left_side}` pythonic",
        "`{wrong} None` -> `{right} None`", "several|replace == None / != None by is / is not", "not pythonic: comparing to None with an equality operator", "the None comparison should use identity", "change `{left_side} {wrong} None` to use `{right}`",
    ],
    "typo": [
        "fix the typo", "typo", "there is a typo", "fix the spelling mistake", "`{wrong}` is misspelled", "typo: `{wrong}`", "`{wrong}` should be `{right}`", "fix typo: {wrong} -> {right}", "comment|typo in the comment", "comment|fix the spelling in the comment", "string|typo in the string", "string|fix the typo in the message",
        "docstring|typo in the docstring", "docstring|fix the spelling in the docs", "identifier|typo in an identifier", "identifier|`{wrong}` is a typo for `{right}`", "name|`{wrong}` is undefined, looks like a typo", "nit: typo, `{right}`", "spelling: {right}", "did you mean `{right}`?", "misspelt word `{wrong}`", "s/{wrong}/{right}/", "correct the spelling of `{wrong}`",
        "one word is misspelled", "identifier|`{wrong}` does not exist, fix the name", "shouldn't `{wrong}` be spelled `{right}`?", "please fix the misspelling",
    ],
}
