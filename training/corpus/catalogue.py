"""The kinds of edit: how each is made, in which languages, and how many rows of it there are."""

from collections import defaultdict

from kinds import comments, control, idioms_javascript, idioms_python, members, parameters, syntax, unused, values
from kinds.debug import debug_statement
from kinds.declarations import let_const
from kinds.flow import missing_await, missing_return
from kinds.guards import null_guard
from kinds.operators import none_comparison, off_by_one, strict_equality, wrong_operator
from kinds.variables import rename, wrong_variable

KINDS = {
    "null-guard": null_guard, "wrong-operator": wrong_operator, "wrong-variable": wrong_variable, "off-by-one": off_by_one,
    "missing-return": missing_return, "missing-await": missing_await, "rename": rename, "debug-statement": debug_statement,
    "strict-equality": strict_equality, "let-const": let_const, "none-comparison": none_comparison,
    "missing-bracket": syntax.missing_bracket, "missing-comma": syntax.missing_comma, "missing-colon": syntax.missing_colon,
    "missing-semicolon": syntax.missing_semicolon, "unclosed-string": syntax.unclosed_string,
    "unused-import": unused.unused_import, "unused-variable": unused.unused_variable, "unused-catch": unused.unused_catch, "unreachable": unused.unreachable,
    "bare-except": idioms_python.bare_except, "mutable-default": idioms_python.mutable_default, "bool-comparison": idioms_python.bool_comparison,
    "negated-membership": idioms_python.negated_membership, "type-comparison": idioms_python.type_comparison, "lambda-assignment": idioms_python.lambda_assignment,
    "len-zero": idioms_python.len_zero, "f-string": idioms_python.f_string, "boolean-ternary": idioms_python.boolean_ternary,
    "template-literal": idioms_javascript.template_literal, "optional-chain": idioms_javascript.optional_chain, "nullish": idioms_javascript.nullish,
    "object-shorthand": idioms_javascript.object_shorthand, "quotes": idioms_javascript.quotes, "double-negation": idioms_javascript.double_negation,
    "missing-self": members.missing_self, "missing-this": members.missing_this, "missing-new": members.missing_new, "missing-super": members.missing_super, "missing-async": members.missing_async,
    "missing-break": control.missing_break, "missing-default": control.missing_default, "useless-else": control.useless_else, "early-return": control.early_return,
    "negated-condition": control.negated_condition, "raise-cause": control.raise_cause,
    "wrong-number": values.wrong_number, "message": values.message, "extract-variable": values.extract_variable, "inline-variable": values.inline_variable,
    "default-parameter": parameters.default_parameter, "argument-order": values.argument_order, "import-order": values.import_order, "type-annotation": parameters.type_annotation,
    "docstring": comments.docstring, "documented-bug": comments.documented_bug,
}  # "typo" is added by build.py, which knows the words

SYNTAX = {"missing-bracket", "missing-comma", "missing-colon", "unclosed-string"}  # the before-text is no program
ALONE = SYNTAX | {"documented-bug"}  # the only edit in a text: it does not parse, or "the bug" must be one
PY, JS, TS, ALL = ("python",), ("javascript", "typescript"), ("python", "typescript"), ("python", "javascript", "typescript")
LANGUAGES_OF = defaultdict(lambda: ALL, {
    **dict.fromkeys(("none-comparison", "missing-colon", "bare-except", "mutable-default", "negated-membership", "type-comparison", "lambda-assignment", "len-zero", "f-string", "missing-self"), PY),
    **dict.fromkeys(("strict-equality", "let-const", "missing-semicolon", "template-literal", "optional-chain", "nullish", "object-shorthand", "missing-this", "missing-new", "missing-break", "missing-default"), JS),
    "type-annotation": TS,
})

# Edits of each kind in train, some of them worded twice; `usual` for those that are not named.
EDITS = {
    "usual": 1200,
    # what the model finds hard
    **dict.fromkeys(("rename", "wrong-variable", "null-guard", "typo", "off-by-one"), 4800),
    **dict.fromkeys(("wrong-operator", "missing-return", "missing-await", "debug-statement", "strict-equality", "let-const", "none-comparison"), 2000),
    # what stops a commit most often
    **dict.fromkeys(("unused-import", "unused-variable", "missing-bracket", "missing-comma"), 2000),
    # asked for often in reviews
    **dict.fromkeys(("wrong-number", "message", "negated-condition", "argument-order", "type-annotation", "documented-bug"), 1600),
    # in one language, or rare
    **dict.fromkeys(("missing-colon", "mutable-default", "lambda-assignment", "type-comparison", "negated-membership", "len-zero", "double-negation", "boolean-ternary", "docstring"), 700),
}
TESTED = {"test": 50, "dev": 25}
TRAIN_ONLY = {"documented-bug"}


def rows_of(kind: str, split: str) -> int:
    """How many edits of the kind a split gets."""
    if split == "train":
        return EDITS.get(kind, EDITS["usual"])
    return 0 if kind in TRAIN_ONLY else TESTED[split]
