"""What people write of branches and raised errors."""

PHRASES = {
    "missing-break": [
        "missing break", "add the missing break", "the case falls through", "case `{case}` falls through", "break is missing", "unintended fallthrough", "forgot a break?", "add a break before `{next}`", "`{case}` needs a break", "no fallthrough please", "end the case with a break", "does `{case}` fall through on purpose? add a break", "nit: break", "the switch case has no break", "missing `break` at the end of `{place}`",
    ],
    "missing-default": [
        "add a default case: `{new}`", "the switch has no default, add `default: {new}`", "default case missing, it should be `{new}`", "throw|throw in the default case: `{new}`", "add `default: {new}`", "`{new}` by default", "switch on `{place}` needs a default: `{new}`", "what about other values of `{place}`? by default `{new}`", "missing default branch: `{new}`", "if no case matches, `{new}`", "return|for everything else `{new}`", "end the switch with a default that does `{new}`", "nit: add a default with `{new}`", "unhandled values should `{new}`",
    ],
    "useless-else": [
        "remove the useless else", "no else after {keyword}", "unnecessary else after `{keyword}`", "drop the else and dedent", "the else is not needed", "useless else", "unneeded else after `{part}`", "nit: no else after {keyword}", "remove the else after the {keyword}", "else is redundant, the if leaves", "why the else? the branch above ends in {keyword}", "flatten the else branch", "dedent the else branch", "the else after `{part}` can go",
    ],
    "early-return": [
        "return early if `{new}`", "use an early return", "invert the if and return early", "use a guard clause", "if `{new}` return, and dedent the rest", "reduce the nesting with an early return", "nit: early return", "turn `if {wrong}` into a guard", "return early in `{function}` to reduce nesting", "guard clause: `{new}`", "flatten the if, returning early", "less nesting: return when `{new}`", "could `{function}` return early?", "bail out early instead of nesting",
    ],
    "negated-condition": [
        "the condition is inverted", "the condition is the wrong way round", "negate the condition", "`{wrong}` should be `{right}`", "surplus|remove the negation", "lost|the negation is missing", "use `{right}`", "should be `{right}`", "wrong condition, must be `{right}`", "lost|add the missing negation", "isn't the condition the wrong way round?", "bug: inverted check of `{target}`", "invert the check of `{target}`", "the check is backwards", "condition should be `{right}`", "surplus|no negation here", "lost|`{target}` must be negated", "the branch runs in the opposite case",
    ],
    "raise-cause": [
        "keep the cause of the error", "chain the exception", "chain `{error}` as the cause", "raise it from `{error}`", "the original error is lost, chain it", "set `{error}` as the cause of the `{part}`", "exception chaining is missing", "don't lose the original error", "nit: chain the error", "pass on `{error}` as cause", "add the cause", "the new `{part}` should have `{error}` as its cause", "why drop `{error}`? keep it as the cause", "re-raise with the cause",
    ],
}
