"""What people write of code that is never used or reached."""

PHRASES = {
    "unused-import": [
        "remove the unused import", "unused import", "`{wrong}` is imported but not used", "remove the unused import of `{wrong}`", "`{wrong}` is never used", "drop the import of `{wrong}`", "line|delete `{statement}`", "we don't need `{wrong}`, remove its import", "is `{wrong}` used anywhere? if not, remove it", "nit: unused import",
        "name|remove `{wrong}` from the import", "clean up the imports: one is unused", "don't import `{wrong}`", "an import is not used", "unused: `{wrong}`", "name|`{wrong}` does not have to be imported from `{module}`", "line|remove the line `{statement}`", "get rid of the import that isn't used",
    ],
    "unused-variable": [
        "remove the unused variable", "unused variable", "`{wrong}` is never used", "remove `{wrong}`, it is not used", "delete the unused variable `{wrong}`", "`{wrong}` is assigned but never read", "drop `{statement}`", "nit: unused variable", "why do we have `{wrong}`? remove it", "a variable is not used, remove it", "the variable `{wrong}` is dead", "remove `{statement}`", "`{wrong}` is leftover",
        "is `{wrong}` needed? remove it if not", "dead variable", "clean up the variable that nobody reads",
    ],
    "unused-catch": [
        "the caught error is not used", "remove the unused `{wrong}`", "as|drop `as {wrong}`", "`{wrong}` is never used", "unused exception variable", "parameter|remove the catch parameter", "parameter|use a catch without a parameter", "nit: `{wrong}` is unused", "as|no need for `as {wrong}`", "don't bind the error, nobody uses it", "`{wrong}` is caught but not used", "unused error variable", "parameter|`catch ({wrong})` should be `catch`", "as|remove the unused name of the exception",
        "is `{wrong}` used? drop it", "parameter|optional catch binding please",
    ],
    "unreachable": [
        "remove the unreachable code", "unreachable code", "`{statement}` is never reached", "dead code after `{keyword}`", "delete the dead code", "this is never executed", "remove `{statement}`, it is unreachable", "code after the {keyword}", "nothing after the {keyword} runs, remove it", "dead code", "can this ever run? remove it", "drop the line after the `{keyword}`", "remove the code that can't be reached",
        "`{statement}` is dead code", "nit: unreachable",
    ],
}
