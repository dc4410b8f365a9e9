"""What is said of any kind, and how a place is named."""

# Said of nothing but a place, or not even that.
GENERIC = ["fix the bug", "fix this", "this is wrong", "there is a bug here", "bug", "please fix", "something is off", "find and fix the bug", "this does not work", "fix the mistake", "what's wrong here? fix it", "there's a mistake"]

BEFORE = ["line {line}: {t}", "L{line}: {t}", "on line {line}, {t}", "at line {line}: {t}", "{path}:{line}: {t}", "{path}:{line}:{col}: {t}", "{line}: {t}", "review comment on line {line}: {t}", "line {line} - {t}", "{line}:{col} {t}", "#L{line} {t}", "in line {line}: {t}", "{path} line {line}: {t}"]
AFTER = ["{t} on line {line}", "{t} (line {line})", "{t} at line {line}", "{t}, line {line}", "{t} in line {line}", "{t} - line {line}", "{t} (L{line})", "{t}, see line {line}"]
QUOTING_BEFORE = ["in `{code}`: {t}", "`{code}`: {t}", "`{code}` - {t}"]
QUOTING_AFTER = ["{t} in `{code}`", "{t}: `{code}`", "{t}, at `{code}`", "{t} (`{code}`)"]
