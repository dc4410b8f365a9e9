"""What people write of syntax errors."""

PHRASES = {
    "missing-bracket": [
        "fix the syntax error", "missing|missing `{bracket}`", "missing|add the missing closing bracket", "extra|one `{bracket}` too many", "extra|remove the extra `{bracket}`", "missing|a closing bracket is missing", "missing|`{opening}` is never closed", "block|missing closing brace", "block|the block that starts with `{part}` is not closed",
        "block|add the missing `}`", "unbalanced brackets", "extra|there is a `{bracket}` without an opening one", "missing|should be `{right_line}`", "block|why is `{part}` never closed?", "extra|delete the surplus closing bracket", "missing|close the bracket", "the brackets don't match", "syntax error: brackets", "extra|should be `{right_line}`", "block|`{part}` needs its closing brace",
        "missing|forgot a `{bracket}`?", "this does not parse, check the brackets",
    ],
    "missing-comma": [
        "missing comma", "add the missing comma", "fix the syntax error", "missing comma after `{part}`", "a comma is missing", "forgot a comma?", "there should be a comma after `{part}`", "lines|add a comma at the end of the line", "missing comma before `{following}`", "syntax error, probably a comma",
        "`{part}` needs a comma after it", "object|missing comma in the object", "list|missing comma in the array", "call|missing comma between the arguments", "put a comma between `{part}` and `{following}`", "nit: comma", "dict|missing comma in the dict", "does not parse: comma missing",
    ],
    "missing-colon": [
        "missing colon", "add the missing colon", "fix the syntax error", "a colon is missing", "missing `:` after `{part}`", "the `{word}` has no colon", "should be `{right}`", "forgot the colon?", "`{part}` must end in a colon", "syntax error: colon expected", "expected ':'", "put a `:` at the end of the line",
    ],
    "missing-semicolon": [
        "missing semicolon", "add the missing semicolon", "a semicolon is missing", "semicolon!", "nit: semicolon", "missing `;` after `{part}`", "end `{part}` with a semicolon", "forgot a semicolon?", "the statement should end in a semicolon", "`{part}` has no semicolon", "add `;` at the end of the line", "semi", "please add the semicolon",
    ],
    "unclosed-string": [
        "unterminated string", "fix the syntax error", "close the string", "missing closing quote", "the string is not closed", "add the missing quote", "`{part}` is never closed", "should be `{right}`", "forgot the closing {quote}?", "quote missing after `{part}`", "a quote is missing", "the string literal has no end", "string never ends, add the quote",
    ],
}
