"""How each tool prints its messages."""

# Layouts with a place, and without. A tool marked `-far` reports at another line than that of the change.
PLACED = {
    "eslint": ["{line}:{col}  error  {m}  {code}", "{path}:{line}:{col}: {m} ({code})", "{line}:{col} error {m} {code}", "{path}: line {line}, col {col}, Error - {m} ({code})", "line {line}: {m} ({code})", "{line}:{col}  warning  {m}  {code}"],
    "tsc": ["{path}({line},{col}): error {code}: {m}", "{path}:{line}:{col} - error {code}: {m}"],
    "biome": ["{path}:{line}:{col} {code}: {m}", "{path}:{line}:{col} {code} {m}"],
    "ruff": ["{path}:{line}:{col}: {code} {m}", "{code} {m} (line {line})", "line {line}: {code} {m}"],
    "flake8": ["{path}:{line}:{col}: {code} {m}"],
    "pylint": ["{path}:{line}:{col0}: {code}: {m}"],
    "mypy": ["{path}:{line}: error: {m}  [{code}]", "{path}:{line}:{col}: error: {m}  [{code}]"],
    "pyright": ["{path}:{line}:{col} - error: {m} ({code})"],
    "python": ["{path}:{line}: {code}: {m}"],
    "python-syntax": ["{path}:{line}: SyntaxError: {m}", "File \"{path}\", line {line}: SyntaxError: {m}", "SyntaxError: {m} ({path}, line {line})", "{path}:{line}:{col}: E999 SyntaxError: {m}", "{path}:{line}:{col0}: E0001: Parsing failed: '{m} (<unknown>, line {line})' (syntax-error)"],
    "node": ["{path}:{line}: SyntaxError: {m}", "SyntaxError: {m} ({path}:{line})", "{path}:{line} SyntaxError: {m}"], "node-error": ["{path}:{line}: {code}: {m}", "{code}: {m} at {path}:{line}:{col}"],
    "eslint-parse": ["{line}:{col}  error  {m}", "{path}:{line}:{col}: {m}", "{path}: line {line}, col {col}, Error - {m}", "line {line}: {m}"], "biome-parse": ["{path}:{line}:{col} parse: {m}", "{path}:{line}:{col} parse {m}"],
    "vulture": ["{path}:{line}: {m}"], "pydocstyle": ["{path}:{line}: {code}: {m}"],
    "codespell": ["{path}:{line}: {m}"], "cspell": ["{path}:{line}:{col} - {m}"], "typos": ["error: {m} --> {path}:{line}:{col}"], "sonar": ["{path}:{line} {m} ({code})"],
}
UNPLACED = {
    "eslint": ["{code}: {m}", "{m} ({code})", "{m} {code}", "eslint: {m}", "{m}"], "tsc": ["error {code}: {m}", "{code}: {m}"], "biome": ["{code}: {m}", "{m}", "{m} {code}"], "ruff": ["{code} {m}", "{m}", "ruff: {code} {m}"],
    "python-syntax": ["SyntaxError: {m}", "E999 SyntaxError: {m}", "{m}"], "node": ["SyntaxError: {m}", "{m}"], "node-error": ["{code}: {m}"], "eslint-parse": ["{m}", "eslint: {m}"], "biome-parse": ["parse: {m}", "{m}"],
    "vulture": ["{m}"], "isort": ["ERROR: {m}", "isort: {m}"], "pydocstyle": ["{code}: {m}"],
    "flake8": ["{code} {m}"], "pylint": ["{code}: {m}", "{m}"], "mypy": ["error: {m}  [{code}]", "mypy: {m}"], "pyright": ["{m} ({code})"], "python": ["{code}: {m}"], "codespell": ["{m}"], "cspell": ["{m}"], "typos": ["{m}"], "sonar": ["{m}"],
}
UNPLACED |= {f"{tool}-far": layouts for tool, layouts in UNPLACED.items()}
