"""What people write of a missing self, this, new, super or async."""

PHRASES = {
    "missing-self": [
        "missing self", "use|`{wrong}` should be `{right}`", "use|use `{right}` instead of `{wrong}`", "parameter|`{function}` has no self parameter", "parameter|add the missing self parameter", "parameter|add self to `{part}`", "use|`{wrong}` is not defined, it is an attribute", "add the missing self", "use|`{wrong}` is undefined", "use|forgot self before `{wrong}`", "parameter|the method takes no self", "call|`{wrong}` is a method, call it on self", "nit: self", "self is missing",
        "use|shouldn't this be `{right}`?", "parameter|`{function}` is a method, it needs self", "parameter|forgot `self`?",
    ],
    "missing-this": [
        "missing this", "`{wrong}` should be `{right}`", "use `{right}` instead of `{wrong}`", "`{wrong}` is not defined", "add the missing this", "`this.` is missing", "forgot `this` before `{wrong}`", "`{wrong}` is a member, use this", "call|`{wrong}` is a method, call it on this", "shouldn't this be `{right}`?", "`{wrong}` is undefined here", "nit: `{right}`", "replace `{wrong}` with `{right}`", "ReferenceError: {wrong} is not defined",
    ],
    "missing-new": [
        "missing new", "add the missing new", "`{wrong}` must be called with new", "`new` is missing", "create `{wrong}` with new", "should be `{right}`", "forgot `new`?", "use `{right}(...)` instead of `{called}...)`", "class|`{wrong}` is a class, use new", "nit: `new`", "error|throw a `{right}`", "put `new` before `{called}`", "constructor called without new", "`{wrong}` without new", "use `{right}`",
    ],
    "missing-super": [
        "init|the constructor never calls super", "call `{new}` first", "missing super call", "add the missing super call", "add `{new}`", "`{place}` must call `{new}`", "init|call the constructor of `{base}`", "the super call is missing", "`{place}` does not call super", "start with `{new}`", "insert `{new}` at the start", "forgot `{new}`?", "init|`{base}` is never initialised, call `{new}`", "method|`{place}` should call the method of the base class first: `{new}`", "`{method}` should begin with `{new}`",
    ],
    "missing-async": [
        "missing async", "the function must be async", "make `{function}` async", "`{function}` uses await but is not async", "add the missing async", "await in a function that is not async", "`{part}` should be async", "add `async` to `{part}`", "await outside an async function", "forgot async?", "nit: async", "`{function}` needs the async keyword", "the function awaits, so it has to be async", "should `{part}` not be async?",
    ],
}
