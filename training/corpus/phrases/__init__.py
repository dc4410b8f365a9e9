"""What people write, by kind of edit. `form|text` is used only where the edit has that form."""

from phrases import control, first, idioms_javascript, idioms_python, members, syntax, unused, values
from phrases.places import AFTER, BEFORE, GENERIC, QUOTING_AFTER, QUOTING_BEFORE

PHRASES = {}
for family in (first, syntax, unused, idioms_python, idioms_javascript, members, control, values):
    PHRASES |= family.PHRASES

__all__ = ["AFTER", "BEFORE", "GENERIC", "PHRASES", "QUOTING_AFTER", "QUOTING_BEFORE"]
