"""What people write of JavaScript that should be written otherwise."""

PHRASES = {
    "template-literal": [
        "use a template literal", "use a template string", "template literal instead of concatenation", "don't concatenate strings", "turn `{wrong}` into a template literal", "nit: template literal", "prefer-template", "string concatenation", "rewrite `{wrong}` as a template string", "could this be a template literal?", "use backticks instead of +", "convert the concatenation to a template literal", "`{wrong}` should be a template literal",
    ],
    "optional-chain": [
        "use optional chaining", "use `?.`", "`{wrong}` should be `{right}`", "optional chaining please", "simplify `{wrong}`", "nit: `{right}`", "use optional chaining on `{target}`", "replace `{wrong}` with `{right}`", "prefer optional chaining", "could be `{right}`", "shorten it with optional chaining", "why not `?.` here?", "change `{wrong}` to use an optional chain",
    ],
    "nullish": [
        "use nullish coalescing", "use `{right}` instead of `{wrong}`", "`{wrong}` should be `{right}`", "`{expression}` should use `{right}`", "nullish coalescing please", "use ??, 0 and '' are valid values", "the fallback should apply to null and undefined only", "nit: `{right}`", "prefer nullish coalescing", "falsy values of `{left_name}` are lost, use `{right}`", "replace `{wrong}` with `{right}`", "shouldn't this be `{right}`?", "don't fall back on falsy values, only on null or undefined",
    ],
    "object-shorthand": [
        "use the object shorthand", "use property shorthand", "`{wrong}` can be `{name}`", "shorthand for `{name}`", "shorthand property please", "replace `{wrong}` with `{name}`", "nit: shorthand", "object-shorthand", "no need to repeat `{name}`", "could use shorthand here", "shorten `{wrong}`", "`{wrong}` -> `{name}`",
    ],
    "quotes": [
        "single|use single quotes", "double|use double quotes", "wrong quotes", "single|single quotes please", "double|double quotes please", "quotes", "single|`{content}` should be in single quotes", "double|`{content}` should be in double quotes", "fix the quotes", "nit: quotes", "the quotes differ from the rest of the file", "change the quotes around `{content}`", "use the same quotes as everywhere else", "single|no double quotes", "double|no single quotes", "inconsistent quotes, please fix the one string",
    ],
    "double-negation": [
        "twice|remove the double negation", "`{wrong}` should be `{right}`", "`{right}` is enough", "no need to cast to a boolean", "twice|redundant double negation", "boolean|redundant Boolean call", "simplify `{wrong}`", "nit: `{right}`", "boolean|remove the Boolean call", "replace `{wrong}` with `{right}`", "the cast to boolean is redundant", "why `{wrong}`? use `{right}`", "drop the cast around `{target}`", "unneeded boolean cast",
    ],
}
