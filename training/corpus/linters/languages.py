"""The languages that a message is given for."""

JS, PY, ANY = ("javascript", "typescript"), ("python",), ("javascript", "typescript", "python")
TS = ("typescript",)
