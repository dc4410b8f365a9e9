"""What linters, compilers and type checkers really say, by kind of edit: (tool, code, form, language, message)."""

from linters import control, first, idioms, members, syntax, unused, values
from linters.layouts import PLACED, UNPLACED

LINTERS = {}
for family in (first, syntax, unused, idioms, members, control, values):
    LINTERS |= family.LINTERS

__all__ = ["LINTERS", "PLACED", "UNPLACED"]
