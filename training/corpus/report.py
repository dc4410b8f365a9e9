"""The table of what was made."""

from collections import defaultdict
from statistics import median


def table(rows) -> str:
    """Counts by kind, language and split, with the median number of lines."""
    cells = defaultdict(list)
    for row in rows:
        for kind in (row["kind"], "all"):
            cells[row["split"], kind, row["language"]].append(row)
            cells[row["split"], kind, "all"].append(row)
    out = ["split kind               python javascript typescript   all  lines  line%  kind%  none%  held%"]
    for split in ("train", "dev", "test"):
        for kind in sorted({k for s, k, _ in cells if s == split}, key=lambda k: (k == "all", k)):
            every = cells[split, kind, "all"]
            counts = [len(cells[split, kind, l]) for l in ("python", "javascript", "typescript", "all")]
            lines = median(r["before"].count("\n") for r in every)
            share = lambda test: round(100 * sum(map(test, every)) / len(every))
            shares = [share(lambda r: r["names_line"]), share(lambda r: r["hint"] == "kind"), share(lambda r: r["hint"] == "none"), share(lambda r: r["held_wording"])]
            out.append(f"{split:5} {kind:18} {counts[0]:6} {counts[1]:10} {counts[2]:10} {counts[3]:5} {lines:6.0f}" + "".join(f" {s:6}" for s in shares))
    return "\n".join(out)
